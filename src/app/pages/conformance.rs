//! What the service answers, where that is known from, and which tests prove it: a table to search, to read on a phone and to print.

use super::super::text::conformance::words;
use crate::app::parts::lean::prelude::*;
use playground::conformance::{CHAPTERS, Chapter, Difference, Kind, Mark, Proof, Rule};

/// What the reader wants to see.
#[derive(Clone, Copy)]
struct Filter {
    words: RwSignal<String>,
    /// The title of a chapter, or nothing for all.
    chapter: RwSignal<String>,
    /// The letter of a mark, or nothing for all.
    mark: RwSignal<String>,
    only_different: RwSignal<bool>,
}

/// A rule with its place in the table and everything that can be searched for, in lower case.
struct Entry {
    chapter: &'static Chapter,
    rule: &'static Rule,
    haystack: String,
}

fn entries() -> Vec<Entry> {
    let of = |chapter: &'static Chapter| chapter.rules.iter().map(move |rule| Entry { chapter, rule, haystack: haystack(chapter, rule) });
    CHAPTERS.iter().flat_map(of).collect()
}

fn haystack(chapter: &Chapter, rule: &Rule) -> String {
    let mut text = [chapter.title, " ", rule.text, " ", rule.source].concat();
    for proof in rule.proofs {
        let (what, name) = (words().proof)(*proof);
        let full = if let Proof::Test(full) = proof { full } else { "" };
        text.extend([" ", &what, " ", name, " ", full]);
    }
    for Difference { subject, service, azurite, .. } in differences(rule) {
        text.extend([" ", subject, " ", service, " ", azurite]);
    }
    text.to_lowercase()
}

fn differences(rule: &Rule) -> impl Iterator<Item = &'static Difference> {
    rule.differs.iter().copied().map(Kind::difference)
}

impl Filter {
    fn new() -> Self {
        let nothing = || RwSignal::new(String::new());
        Self { words: nothing(), chapter: nothing(), mark: nothing(), only_different: RwSignal::new(false) }
    }

    fn clear(self) {
        self.words.set(String::new());
        self.chapter.set(String::new());
        self.mark.set(String::new());
        self.only_different.set(false);
    }

    fn fits(self, entry: &Entry) -> bool {
        let words = self.words.with(|words| words.to_lowercase());
        let chapter = self.chapter.with(|title| title.is_empty() || title == entry.chapter.title);
        let mark = self.mark.with(|letter| letter.is_empty() || entry.rule.marks.iter().any(|mark| mark.letter() == letter));
        let different = !self.only_different.get() || !entry.rule.differs.is_empty();
        chapter && mark && different && words.split_whitespace().all(|word| entry.haystack.contains(word))
    }
}

pub fn page() -> View {
    let filter = Filter::new();
    let all = entries();
    let total = all.len();
    // The numbers of the rules that fit, counted through all chapters, and how many differences they name.
    let shown = memo(move || {
        let fitting = all.iter().enumerate().filter(|(_, entry)| filter.fits(entry));
        fitting.map(|(number, entry)| (number, entry.rule.differs.to_vec())).collect::<Vec<_>>()
    });
    let count = move || {
        shown.with(|shown| {
            let mut kinds = shown.iter().flat_map(|(_, kinds)| kinds).map(|kind| *kind as usize).collect::<Vec<_>>();
            kinds.sort_unstable();
            kinds.dedup();
            (words().count)(shown.len(), total, kinds.len())
        })
    };
    let mut first = 0;
    let chapters = CHAPTERS.iter().map(|chapter| {
        let numbers = first..first + chapter.rules.len();
        first = numbers.end;
        let within = numbers.clone();
        draw! {
            <section class="conformance-chapter" hidden=move || shown.with(|shown| !shown.iter().any(|(number, _)| within.contains(number)))>
                <h2>{chapter.title}</h2>
                <ul>
                    {chapter.rules.iter().zip(numbers).map(|(rule, mine)| draw! {
                        <li class="rule" hidden=move || shown.with(|shown| !shown.iter().any(|(number, _)| *number == mine))>{inside(rule)}</li>
                    }).collect_view()}
                </ul>
            </section>
        }
    });
    draw! {
        <div class="prose-page conformance">
            <h1>{words().title}</h1>
            <p>{words().lead}</p>
            <p class="conformance-note">{words().run_it}</p>
            {legend()}
            {form(filter)}
            <p class="conformance-count" role="status">{count}</p>
            {chapters.collect_view()}
            <p class="conformance-nothing" hidden=move || shown.with(|shown| !shown.is_empty())>{words().nothing}</p>
        </div>
    }
}

fn legend() -> View {
    draw! {
        <details class="panel conformance-legend">
            <summary>{words().legend}</summary>
            <dl>
                {Mark::ALL.into_iter().map(|mark| draw! {
                    <dt>{chip(mark)}</dt>
                    <dd>{(words().mark_at_length)(mark)}</dd>
                }).collect_view()}
            </dl>
        </details>
    }
}

fn form(filter: Filter) -> View {
    let option = |chosen: RwSignal<String>, value: &'static str, words: &'static str| {
        draw! { <option value=value prop:selected=move || chosen.get() == value>{words}</option> }
    };
    draw! {
        <form class="conformance-filter" role="search" on:submit=on(|event: web_sys::SubmitEvent| event.prevent_default())>
            <label class="field">
                {words().search}
                <input type="search" placeholder=words().search_hint prop:value=filter.words on:input=on(move |event| filter.words.set(event_target_value(&event))) />
            </label>
            <label class="field">
                {words().chapter}
                <select on:change=on(move |event| filter.chapter.set(event_target_value(&event)))>
                    {option(filter.chapter, "", words().every_chapter)}
                    {CHAPTERS.iter().map(|chapter| option(filter.chapter, chapter.title, chapter.title)).collect_view()}
                </select>
            </label>
            <label class="field">
                {words().evidence}
                <select on:change=on(move |event| filter.mark.set(event_target_value(&event)))>
                    {option(filter.mark, "", words().every_mark)}
                    {Mark::ALL.into_iter().map(|mark| option(filter.mark, mark.letter(), (words().mark)(mark))).collect_view()}
                </select>
            </label>
            <label class="conformance-check">
                <input type="checkbox" prop:checked=filter.only_different on:change=on(move |event| filter.only_different.set(event_target_checked(&event))) />
                {words().only_different}
            </label>
            <div class="form-actions">
                <button class="button" type="button" on:click=on(move |_| filter.clear())>{words().show_all}</button>
                <button class="button" type="button" on:click=on(|_| {
                    // A browser that cannot print does nothing.
                    let _ = window().print();
                })>{words().print}</button>
            </div>
        </form>
    }
}

fn chip(mark: Mark) -> View {
    draw! { <span class="source-mark" data-mark=mark.letter()><b aria-hidden="true">{mark.letter()}</b>" "{(words().mark)(mark)}</span> }
}

fn inside(rule: &'static Rule) -> View {
    draw! {
        <p class="rule-text">{rule.text}</p>
        <dl class="rule-facts">
            <div>
                <dt>{words().source}</dt>
                <dd>{rule.source}" "{rule.marks.iter().copied().map(chip).collect_view()}</dd>
            </div>
            <div>
                <dt>{words().proofs}</dt>
                <dd><ul>{rule.proofs.iter().copied().map(proof).collect_view()}</ul></dd>
            </div>
        </dl>
        {differences(rule).map(difference).collect_view()}
    }
}

fn proof(proof: Proof) -> View {
    let (what, name) = (words().proof)(proof);
    draw! { <li>{what}{(!name.is_empty()).then(|| draw! { " "<code>{name}</code> })}</li> }
}

fn difference(difference: &'static Difference) -> View {
    draw! {
        <div class="rule-difference">
            <h3>{difference.subject}</h3>
            <dl>
                <dt>{words().service}</dt>
                <dd>{difference.service}</dd>
                <dt>{words().azurite}</dt>
                <dd>{difference.azurite}</dd>
            </dl>
            <small>{(words().found)(difference.found)}</small>
        </div>
    }
}
