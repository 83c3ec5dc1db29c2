//! The worker's program as lines that can be unplugged and moved, and the line on which it dies.

use super::super::super::parts::focus::{focus_soon, focus_soon_at};
use super::super::super::text::tools::tools_text;
use super::worker::Worker;
use super::{few_and, panel, select_and};
use crate::app::parts::lean::prelude::*;
use playground::sim::{ConsumerSpec, CrashLine, CrashRule, CrashWhen, DeleteOrder};
use playground::time::Span;

/// A step of the program that a person can take out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Publish,
    Delete,
}

impl Step {
    fn is_plugged(self, spec: &ConsumerSpec) -> bool {
        match self {
            Self::Publish => spec.publishes,
            Self::Delete => spec.deletes != DeleteOrder::Never,
        }
    }

    fn plug(self, spec: &mut ConsumerSpec, plugged: bool) {
        match self {
            Self::Publish => spec.publishes = plugged,
            Self::Delete => spec.deletes = if plugged { DeleteOrder::AfterEffect } else { DeleteOrder::Never },
        }
    }

    /// The button that takes it out or puts it in.
    fn id(self) -> &'static str {
        match self {
            Self::Publish => "program-publish",
            Self::Delete => "program-delete",
        }
    }
}

/// One line of the program as it runs, and the step it is, if that can be taken out.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    text: String,
    step: Option<(Step, bool)>,
}

fn program(spec: &ConsumerSpec) -> Vec<Line> {
    let words = tools_text();
    let fixed = |text: String| Line { text, step: None };
    let step = |step: Step, text: &str| Line { text: text.to_owned(), step: Some((step, step.is_plugged(spec))) };
    let (publish, delete) = (step(Step::Publish, words.line_publish), step(Step::Delete, words.line_delete));
    let first = [fixed((words.line_get)(&spec.queue)), fixed(words.line_work.to_owned())];
    let last = if spec.deletes == DeleteOrder::BeforeEffect { [delete, publish] } else { [publish, delete] };
    first.into_iter().chain(last).collect()
}

pub fn lines(worker: Worker) -> View {
    let words = tools_text();
    let lines = memo(move || worker.spec.with(|spec| spec.as_ref().map(program).unwrap_or_default()));
    let deletes = memo(move || worker.spec.with(|spec| spec.as_ref().map(|spec| spec.deletes)));
    let said = memo(move || worker.spec.with(|spec| spec.as_ref().map(|spec| (words.program_now)(spec.publishes, spec.deletes))));
    let plug = move |step: Step, plugged: bool| {
        let (label, short) = match step {
            Step::Publish => (words.plug_publish)(plugged),
            Step::Delete => (words.plug_delete)(plugged),
        };
        let press = move |_| {
            worker.change(|spec| step.plug(spec, !plugged));
            // The button that was pressed has become another one.
            focus_soon_at(["#", step.id()].concat());
        };
        draw! { <button class="button" data-size="small" id=step.id() aria-label=label on:click=on(press)>{short}</button> }
    };
    let row = move |line: &Line| {
        let plugged = line.step.is_none_or(|(_, plugged)| plugged);
        draw! {
            <li data-plugged=if plugged { "true" } else { "false" }>
                <code>{line.text.clone()}</code>
                {line.step.map(|(step, plugged)| plug(step, plugged))}
            </li>
        }
    };
    let shift = move || match deletes.get() {
        Some(DeleteOrder::AfterEffect) => Some((words.delete_earlier, DeleteOrder::BeforeEffect)),
        Some(DeleteOrder::BeforeEffect) => Some((words.delete_later, DeleteOrder::AfterEffect)),
        _ => None,
    };
    let set = move |order: DeleteOrder| {
        worker.change(|spec| spec.deletes = order);
        focus_soon(&["#program-order"]);
    };
    let inside = draw! {
        <ol class="program">{move || lines.with(|lines| lines.iter().map(row).collect_view())}</ol>
        {move || shift().map(|(label, order)| draw! {
            <div class="form-actions"><button class="button" id="program-order" on:click=on(move |_| set(order))>{label}</button></div>
        })}
        <p class="visually-hidden" aria-live="polite">{move || said.get()}</p>
    };
    panel(words.program, inside)
}

/// Where a worker can be told to die.
const LINES: [Option<CrashLine>; 7] = [
    None,
    Some(CrashLine::AfterGet),
    Some(CrashLine::AfterWork(Span::from_secs(5))),
    Some(CrashLine::BeforeEffect),
    Some(CrashLine::AfterEffect),
    Some(CrashLine::AfterDelete),
    Some(CrashLine::BetweenCopyAndDelete),
];

const WHEN: [CrashWhen; 3] = [CrashWhen::Always, CrashWhen::FirstLife, CrashWhen::Malformed];

/// The places offered: those above, with the worker's own if it is none of them.
fn places(spec: Option<&ConsumerSpec>) -> (Vec<Option<CrashLine>>, usize) {
    let now = spec.and_then(|spec| spec.crashes).map(|rule| rule.line);
    let mut places = LINES.to_vec();
    if !places.contains(&now) {
        places.push(now);
    }
    let index = places.iter().position(|place| *place == now).unwrap_or(0);
    (places, index)
}

pub fn crash_point(worker: Worker) -> View {
    let words = tools_text();
    let places = memo(move || worker.spec.with(|spec| places(spec.as_ref())));
    let when =
        memo(move || worker.spec.with(|spec| spec.as_ref().and_then(|spec| spec.crashes).map_or(CrashWhen::Always, |rule| rule.when)));
    let names = memo(move || places.with(|(places, _)| places.iter().map(|place| (words.crash_line_name)(*place)).collect::<Vec<_>>()));
    let choose = move |index: usize| {
        let line = places.with_untracked(|(places, _)| places.get(index).copied().flatten());
        let when = when.get_untracked();
        worker.change(|spec| spec.crashes = line.map(|line| CrashRule { line, when }));
    };
    let inside = draw! {
        <div class="forms">
            {move || select_and(words.crash_line, names.get(), move || places.with(|(_, index)| *index), choose)}
            {few_and(
                words.crash_when,
                WHEN.iter().map(|when| (words.crash_when_name)(*when).to_owned()).collect(),
                move || WHEN.iter().position(|other| *other == when.get()).unwrap_or(0),
                move |index| worker.change(|spec| if let Some(rule) = &mut spec.crashes { rule.when = WHEN[index]; }),
            )}
        </div>
    };
    panel(words.crash_point, inside)
}
