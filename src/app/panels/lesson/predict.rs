//! The question before the run, in every form an exercise can ask it, and the button that writes the answer down.

mod choice;
mod instant;
mod number;
mod order;
pub mod sketch;

pub use instant::flag;

use super::super::super::pages::workspace::Sheet;
use super::super::super::parts::focus::{focus, focus_soon};
use super::super::super::text::{clock, t};
use super::super::timeline::Draft;
use super::Lesson;
use crate::app::parts::lean::prelude::*;
use playground::lessons::{Form, Prose, plain};
use playground::sim::{Input, Prediction};
use playground::time::Timestamp;

/// The panel with the question. Once answered it holds the answer.
pub fn section(lesson: &Lesson, flag: Option<Draft>, sheet: RwSignal<Sheet>) -> View {
    let (open, draft) = (lesson.open, lesson.draft);
    let (question, help) = (lesson.html("predict.question"), lesson.html("predict.help"));
    let said = said(lesson);
    let question_again = question.clone();
    let lesson = lesson.clone();
    draw! {
        <section class="panel" data-open=move || if open.get() { "true" } else { "false" }>
            <div class="panel-head">
                <h2>{t().lesson.your_prediction}</h2>
                <span>{move || if open.get() { t().lesson.not_committed } else { t().lesson.committed }}</span>
            </div>
            {move || if open.get() {
                let commit = lesson.clone();
                draw! {
                    <p id="prediction-question" inner_html=question.clone()></p>
                    {form(&lesson, flag)}
                    <button class="button" data-kind="primary" id="test-it" disabled=move || draft.with(Option::is_none) on:click=on(move |_| write_down(&commit, sheet))>{t().lesson.test_it}</button>
                    {(!help.is_empty()).then(|| draw! { <p inner_html=help.clone()></p> })}
                }
            } else {
                draw! { <p><span class="visually-hidden" inner_html=question_again.clone()></span><strong>{said}</strong></p> }
            }}
        </section>
    }
}

/// What the question is answered with.
fn form(lesson: &Lesson, flag: Option<Draft>) -> View {
    let form = lesson.exercise.with_value(|exercise| exercise.ask.form.clone());
    match form {
        Form::Instant { .. } => flag.map_or(View::Nothing, instant::stepper),
        Form::Number { least, most, .. } => number::form(lesson, least, most),
        Form::Choice { options, pick, .. } => choice::form(lesson, options, pick),
        Form::Order { truth } => order::form(lesson, truth.len()),
        Form::Sketch { at, most, .. } => sketch::form(lesson, &at, most),
    }
}

/// Writes the draft down. Time runs from here if there is nothing to do by hand first.
fn write_down(lesson: &Lesson, sheet: RwSignal<Sheet>) {
    let session = lesson.session;
    let Some(prediction) = lesson.draft.get_untracked() else { return };
    session.dispatch(Input::Predict { prediction });
    // The button that was pressed is gone with the form: a keyboard goes on where there is something to do, not at the top of the page.
    if lesson.exercise.with_value(|exercise| exercise.tools.is_empty()) {
        session.playing.set(true);
        sheet.set(Sheet::Peek);
        let _ = focus(".transport-play");
    } else {
        focus_soon(&[FIRST_CONTROL, ".transport-play"]);
    }
}

/// The first thing in the forms that a keyboard can reach.
const FIRST_CONTROL: &str = ".tool :is(input, select, textarea, button)";

/// The answer that was written down, in words.
fn said(lesson: &Lesson) -> Memo<String> {
    let (comparison, lesson) = (lesson.comparison, lesson.clone());
    memo(move || {
        comparison.with(|comparison| comparison.as_ref().map(|comparison| words(&lesson, &comparison.predicted)).unwrap_or_default())
    })
}

/// A prediction in one line.
pub fn words(lesson: &Lesson, prediction: &Prediction) -> String {
    let starts_at = lesson.exercise.with_value(|exercise| exercise.start.starts_at);
    lesson.prose.with_value(|prose| prediction_words(prose, starts_at, prediction))
}

/// The same for an exercise whose words are `prose` and whose world begins at `starts_at`.
pub fn prediction_words(prose: &Prose, starts_at: Timestamp, prediction: &Prediction) -> String {
    let options = prose.list(OPTIONS);
    let names = |picked: &[u8], between: &str| {
        let names: Vec<String> = picked.iter().filter_map(|&option| options.get(usize::from(option)).map(|html| plain(html))).collect();
        names.join(between)
    };
    match prediction {
        Prediction::Instant(at) => clock(at.since(starts_at), false),
        Prediction::Number(number) => number.to_string(),
        Prediction::Choice(picked) => names(picked, ", "),
        Prediction::Order(order) => names(order, " \u{2192} "),
        Prediction::Sketch(points) => points.iter().map(i64::to_string).collect::<Vec<_>>().join(", "),
    }
}

/// Where the prose has the options of a choice or an order.
const OPTIONS: &str = "options";

/// The options of a choice or an order, as HTML.
pub fn options(lesson: &Lesson) -> Vec<String> {
    lesson.list(OPTIONS)
}
