//! The worker's program as lines that can be unplugged and moved, and the line on which it dies.

use super::super::super::parts::focus::focus_soon;
use super::super::super::text::tools::tools_text;
use super::worker::Worker;
use super::{panel, select_and};
use crate::app::parts::lean::prelude::*;
use playground::sim::{ConsumerSpec, CrashLine, CrashRule, CrashWhen, DeleteOrder};
use playground::time::Span;

/// The lines as they run, and whether each is plugged in.
fn program(spec: &ConsumerSpec) -> Vec<(String, bool)> {
    let words = tools_text();
    let (get, work) = ((words.line_get)(&spec.queue), words.line_work.to_owned());
    let (publish, delete) = (words.line_publish.to_owned(), words.line_delete.to_owned());
    match spec.deletes {
        DeleteOrder::AfterEffect => vec![(get, true), (work, true), (publish, true), (delete, true)],
        DeleteOrder::BeforeEffect => vec![(get, true), (work, true), (delete, true), (publish, true)],
        DeleteOrder::Never => vec![(get, true), (work, true), (publish, true), (delete, false)],
    }
}

pub fn lines(worker: Worker) -> View {
    let words = tools_text();
    let lines = memo(move || worker.spec.with(|spec| spec.as_ref().map(program).unwrap_or_default()));
    let deletes = memo(move || worker.spec.with(|spec| spec.as_ref().map(|spec| spec.deletes)));
    let set = move |order: DeleteOrder| {
        worker.change(|spec| spec.deletes = order);
        // The button that was pressed has become another one.
        focus_soon(&["#program-plug"]);
    };
    let row = |(line, plugged): &(String, bool)| draw! { <li data-plugged=if *plugged { "true" } else { "false" }><code>{line.clone()}</code></li> };
    let plug = move || match deletes.get() {
        Some(DeleteOrder::Never) => (words.plug_in, DeleteOrder::AfterEffect),
        _ => (words.unplug, DeleteOrder::Never),
    };
    let shift = move || match deletes.get() {
        Some(DeleteOrder::AfterEffect) => Some((words.delete_earlier, DeleteOrder::BeforeEffect)),
        Some(DeleteOrder::BeforeEffect) => Some((words.delete_later, DeleteOrder::AfterEffect)),
        _ => None,
    };
    let inside = draw! {
        <ol class="program">{move || lines.with(|lines| lines.iter().map(row).collect_view())}</ol>
        <div class="form-actions">
            <button class="button" id="program-plug" on:click=on(move |_| set(plug().1))>{move || plug().0}</button>
            {move || shift().map(|(label, order)| draw! { <button class="button" on:click=on(move |_| set(order))>{label}</button> })}
        </div>
        <p class="visually-hidden" aria-live="polite">{move || deletes.get().map(words.order_name)}</p>
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
            {select_and(
                words.crash_when,
                WHEN.iter().map(|when| (words.crash_when_name)(*when).to_owned()).collect(),
                move || WHEN.iter().position(|other| *other == when.get()).unwrap_or(0),
                move |index| worker.change(|spec| if let Some(rule) = &mut spec.crashes { rule.when = WHEN[index]; }),
            )}
        </div>
    };
    panel(words.crash_point, inside)
}
