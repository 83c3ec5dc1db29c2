//! The page of those who write exercises: the lint's findings, the trace of every run, and exercises from a file.

use super::super::panels::lesson::Keep;
use super::super::parts::file;
use super::super::progress::ready;
use super::super::route::Route;
use super::super::text::author::author_text;
use super::super::text::{clock_at, event_sentence, t};
use super::exercise;
use crate::app::parts::lean::prelude::*;
use playground::lessons::{self, Demand, Exercise, FILE_BYTES_MAX, Facts, Finding, Prose, Script, Verdict, check, from_json, lint};
use playground::timeline::Timeline;
use std::cell::RefCell;

/// Events of a trace that are listed.
const TRACE_MAX: usize = 400;

/// What is looked at: an exercise of the course, or one from a file.
#[derive(Clone)]
struct Subject {
    /// The file it came from.
    file: Option<String>,
    exercise: Exercise,
    prose: Prose,
}

thread_local! {
    /// Kept between this page and the trial, not beyond the visit: the file stays the author's.
    static SUBJECT: RefCell<Option<Subject>> = const { RefCell::new(None) };
}

fn of_course(number: u8) -> Option<Subject> {
    Some(Subject { file: None, exercise: lessons::exercise(number)?, prose: lessons::prose(number)? })
}

/// Shows the subject as a learner would see it; its runs are no progress.
pub fn trial() -> View {
    match SUBJECT.with_borrow(Clone::clone) {
        Some(Subject { exercise, prose, .. }) => exercise::work(exercise, prose, "author", Keep::Nothing),
        None => page(),
    }
}

pub fn page() -> View {
    let words = author_text();
    if SUBJECT.with_borrow(Option::is_none) {
        SUBJECT.set(ready().next().and_then(|info| of_course(info.number)));
    }
    // Counts what was opened: the subject itself holds much and is compared with nothing.
    let opened = RwSignal::new(0_u32);
    let problems = RwSignal::new(Vec::<String>::new());
    let show = move |subject: Option<Subject>| {
        SUBJECT.set(subject);
        problems.set(Vec::new());
        opened.update(|opened| *opened += 1);
    };
    let take = move |name: String, text: Option<String>| match text.as_deref().map(from_json) {
        None => problems.set(vec![words.not_read.to_owned()]),
        Some(Ok((exercise, prose))) => show(Some(Subject { file: Some(name), exercise, prose })),
        Some(Err(found)) => {
            let head = (words.unreadable)(found.len());
            problems.set(std::iter::once(head).chain(found.iter().map(words.problem)).collect());
        }
    };
    let option = |info: &'static lessons::ExerciseInfo| {
        let name = format!("{:02} {}", info.number, info.title());
        let is_chosen = SUBJECT.with_borrow(|subject| subject.as_ref().is_some_and(|subject| subject.exercise.number == info.number));
        draw! { <option value=info.number prop:selected=is_chosen>{name}</option> }
    };
    draw! {
        <div class="prose-page author">
            <h1>{words.title}</h1>
            <p>{words.lead}</p>
            <div class="author-choice">
                <label class="field">
                    {words.choose}
                    <select on:change=on(move |event| show(event_target_value(&event).parse().ok().and_then(of_course)))>{ready().map(option).collect_view()}</select>
                </label>
                {file::chooser(words.open, FILE_BYTES_MAX, take)}
            </div>
            <div aria-live="polite">{move || {
                let problems = problems.get();
                (!problems.is_empty()).then(|| draw! { <div class="feedback" data-kind="wrong">{problems.into_iter().map(|line| draw! { <p>{line}</p> }).collect_view()}</div> })
            }}</div>
            {move || {
                opened.get();
                SUBJECT.with_borrow(|subject| subject.as_ref().map(report))
            }}
        </div>
    }
}

fn report(subject: &Subject) -> View {
    let words = author_text();
    let title = subject.prose.text("title").unwrap_or_default();
    let from = subject.file.as_deref().map(words.opened);
    draw! {
        <section class="author-subject">
            <h2>{title}</h2>
            {from.map(|from| draw! { <p class="form-note">{from}</p> })}
            <p><a class="button" data-kind="primary" href=Route::Trial.href()>{words.run_it}</a></p>
            {findings(subject)}
            {trace(subject)}
        </section>
    }
}

/// Playing every script takes a moment: the page says so first, and is drawn before it begins.
fn findings(subject: &Subject) -> View {
    let words = author_text();
    let found = RwSignal::new(None::<Vec<Finding>>);
    let (exercise, prose) = (subject.exercise.clone(), subject.prose.clone());
    request_animation_frame(move || {
        request_animation_frame(move || {
            if found.try_get_untracked().is_some() {
                found.set(Some(lint(&exercise, &prose)));
            }
        });
    });
    let row = |finding: &Finding| {
        draw! { <tr><th scope="row">{(words.demand)(finding.demand)}</th><td><code>{finding.about.clone()}</code></td><td>{finding.found.clone()}</td></tr> }
    };
    draw! {
        <h3>{words.findings}</h3>
        <div aria-live="polite">{move || found.with(|found| match found {
            None => draw! { <p>{words.checking}</p> },
            Some(found) if found.is_empty() => draw! { <p class="feedback" data-kind="right">{(words.nothing_found)(Demand::ALL.len())}</p> },
            Some(found) => draw! {
                <p class="feedback" data-kind="wrong">{(words.found)(found.len())}</p>
                <div class="summary-table" tabindex="0" role="region" aria-label=words.findings>
                    <table>
                        <thead><tr>{[words.demand_head, words.about, words.what].map(|name| draw! { <th scope="col">{name}</th> })}</tr></thead>
                        <tbody>{found.iter().map(row).collect_view()}</tbody>
                    </table>
                </div>
            },
        })}</div>
    }
}

/// Every run an exercise has, by name.
fn scripts(exercise: &Exercise) -> Vec<(String, Script)> {
    let words = author_text();
    let wrong = exercise.quiz.options.iter().filter_map(|option| match &option.verdict {
        Verdict::Wrong { run, .. } => Some(((words.refuting)(&option.id), run.clone())),
        Verdict::Right => None,
    });
    let anti = exercise.anti_solutions.iter().map(|anti| ((words.anti_solution)(&anti.id), anti.script.clone()));
    std::iter::once((words.solution.to_owned(), exercise.solution.clone())).chain(anti).chain(wrong).collect()
}

/// What happens in a run, and how the goal stands at its end.
fn trace(subject: &Subject) -> View {
    let words = author_text();
    let scripts = StoredValue::new(scripts(&subject.exercise));
    let (exercise, prose) = (subject.exercise.clone(), subject.prose.clone());
    let chosen = RwSignal::new(0_usize);
    let option = |(index, name): (usize, String)| draw! { <option value=index>{name}</option> };
    let names: Vec<String> = scripts.with_value(|scripts| scripts.iter().map(|(name, _)| name.clone()).collect());
    draw! {
        <h3>{words.trace}</h3>
        <label class="field author-script">
            {words.script}
            <select on:change=on(move |event| chosen.set(event_target_value(&event).parse().unwrap_or(0)))>{names.into_iter().enumerate().map(option).collect_view()}</select>
        </label>
        {move || {
            let script = scripts.with_value(|scripts| scripts.get(chosen.get()).map(|(_, script)| script.clone()));
            script.map(|script| run(&exercise, &prose, &script))
        }}
    }
}

fn run(exercise: &Exercise, prose: &Prose, script: &Script) -> View {
    let words = author_text();
    let mut timeline = Timeline::replay(exercise.run(script));
    timeline.advance(script.until, RUN_EVENTS_MAX);
    let progress = check(&exercise.goal, &Facts { starts_at: exercise.start.starts_at, now: timeline.now(), events: timeline.events() });
    let verdict = progress.next().map_or_else(
        || words.verdict_passed.to_owned(),
        |item| (words.verdict_short)(&item.id, &prose.feedback(item).map(lessons::plain).unwrap_or_default()),
    );
    let world = timeline.world();
    let row = |event: &playground::sim::Event| {
        draw! { <tr><td>{clock_at(world, event.at, true)}</td><td>{event_sentence(world, event)}</td></tr> }
    };
    let hidden = timeline.events().len().saturating_sub(TRACE_MAX);
    draw! {
        <p class="feedback" data-kind=if progress.passed() { "right" } else { "next" }>{verdict}</p>
        <div class="summary-table" tabindex="0" role="region" aria-label=words.trace>
            <table class="author-trace">
                <thead><tr>{[t().inspector.log_time, t().inspector.log_what].map(|name| draw! { <th scope="col">{name}</th> })}</tr></thead>
                <tbody>{timeline.events().iter().take(TRACE_MAX).map(row).collect_view()}</tbody>
            </table>
        </div>
        {(hidden > 0).then(|| draw! { <p>{(words.more)(hidden)}</p> })}
    }
}

/// A script of a file may be long; more is not played here.
const RUN_EVENTS_MAX: u32 = 20_000;
