//! What came of a request: the verdict, the steps of the judgement, the bytes.

use super::super::super::parts::icon::{CROSS, TICK, icon};
use super::super::super::text::lab::frame::l;
use super::super::super::text::lab::{fields, steps};
use crate::app::parts::lean::prelude::*;
use playground::auth::{Check, Outcome, Step};
use playground::lab::{Row, Sent, request_text, response_text, rows};

/// All of it.
pub fn decision(sent: &Sent) -> View {
    draw! {
        <div class="decision">
            {verdict(sent)}
            {judgement(sent)}
            {bytes(sent)}
        </div>
    }
}

/// The status and what it means, in one line each; also for the ear.
pub fn spoken(sent: &Sent) -> String {
    let word = if sent.is_let_in() { l().let_in } else { l().refused };
    [word, ": ", &status(sent), ". ", &decided_by(sent).unwrap_or_default()].concat()
}

fn status(sent: &Sent) -> String {
    format!("{} {}", sent.status(), sent.code().unwrap_or(&sent.response.reason))
}

fn decided_by(sent: &Sent) -> Option<String> {
    let step = sent.deciding()?;
    Some(format!("{}. {}", (l().decided_by)(steps::title(&step.check)), steps::finding(step)))
}

pub fn verdict(sent: &Sent) -> View {
    let let_in = sent.is_let_in();
    let (word, mark) = if let_in { (l().let_in, TICK) } else { (l().refused, CROSS) };
    let detail = sent.refusal().and_then(|refusal| refusal.detail.as_deref().map(first_line));
    draw! {
        <div class="verdict" data-verdict=if let_in { "in" } else { "out" }>
            {icon(mark)}
            <p class="verdict-status"><b>{word}</b>" "<code>{status(sent)}</code></p>
            {decided_by(sent).map(|words| draw! { <p class="verdict-why">{words}</p> })}
            {detail.map(|detail| draw! { <p class="verdict-detail"><span class="visually-hidden">{l().detail}" "</span><q>{detail}</q></p> })}
        </div>
    }
}

/// Details that quote the string-to-sign have many lines; it stands among the steps already.
fn first_line(detail: &str) -> String {
    detail.split_once('\n').map_or_else(|| detail.to_owned(), |(first, _)| [first, "\u{2026}"].concat())
}

/// The steps in order. Each appears after the one before it; with less motion, all at once.
pub fn judgement(sent: &Sent) -> View {
    let rows = rows(sent.steps());
    if rows.is_empty() {
        return draw! { <p class="lab-quiet">{l().not_judged}</p> };
    }
    draw! {
        <ol class="judgement" aria-label=l().steps>
            {rows.into_iter().enumerate().map(|(i, row)| draw! {
                <li data-outcome=outcome(row.outcome()) style:--step=i.to_string()>
                    {mark(row.outcome())}
                    {body(&row)}
                </li>
            }).collect_view()}
        </ol>
    }
}

const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Noted => "noted",
        Outcome::Passed => "passed",
        Outcome::Refused => "refused",
    }
}

fn mark(outcome: Outcome) -> View {
    let (word, path) = match outcome {
        Outcome::Noted => (l().noted, None),
        Outcome::Passed => (l().passed, Some(TICK)),
        Outcome::Refused => (l().refused_here, Some(CROSS)),
    };
    draw! { <span class="judgement-mark">{path.map(icon)}<span class="visually-hidden">{word}</span></span> }
}

fn body(row: &Row) -> View {
    match row {
        Row::One(step) => draw! {
            <div><b>{steps::title(&step.check)}</b><p>{steps::finding(step)}</p>{evidence(&step.check)}</div>
        },
        Row::Fields { steps: all, outcome } => {
            let wrong: Vec<String> = all.iter().filter(|step| step.outcome == Outcome::Refused).map(steps::finding).collect();
            let words = if *outcome == Outcome::Refused { wrong.join(" ") } else { fields::all_read(all.len()) };
            draw! {
                <div><b>{steps::FIELDS}</b><p>{words}</p><p class="judgement-fields">{all.iter().map(chip).collect_view()}</p></div>
            }
        }
    }
}

fn chip(step: &Step) -> View {
    let Check::SasField { field, value, .. } = &step.check else { return View::Nothing };
    draw! { <code data-outcome=outcome(step.outcome)>{format!("{}={value}", field.name())}</code>" " }
}

/// The bytes a step looked at, where there are many.
fn evidence(check: &Check) -> View {
    match check {
        Check::StringToSign(text) => {
            draw! { <pre class="judgement-text" tabindex="0" aria-label=steps::title(check)>{text.text.to_string()}</pre> }
        }
        Check::Signature { given, computed } => draw! {
            <dl class="judgement-pairs">
                <div><dt>{steps::sent()}</dt><dd><code>{given.to_string()}</code></dd></div>
                {computed.iter().map(|one| draw! {
                    <div data-matches=if one.matches { "yes" } else { "no" }>
                        <dt>{one.key.map_or(steps::delegation_key_name(), steps::key)}</dt><dd><code>{one.signature.to_string()}</code></dd>
                    </div>
                }).collect_view()}
            </dl>
        },
        _ => View::Nothing,
    }
}

/// Folded away: the exchange as it stood on the wire.
pub fn bytes(sent: &Sent) -> View {
    draw! {
        <details class="panel lab-bytes">
            <summary>{l().bytes}</summary>
            <div class="wire">
                <div><h3>{l().request}</h3><pre tabindex="0" aria-label=l().request>{request_text(&sent.request)}</pre></div>
                <div><h3>{l().answer}</h3><pre tabindex="0" aria-label=l().answer>{response_text(&sent.response)}</pre></div>
            </div>
        </details>
    }
}
