//! One worker's settings. Each change is an act: it can be taken back, and what the worker is doing it finishes under the old settings.

use super::super::super::session::Session;
use super::super::super::text::tools::tools_text;
use super::{few_and, named, panel, whole};
use crate::app::parts::lean::prelude::*;
use playground::lessons::Tool;
use playground::sim::{Actor, ActorId, ConsumerSpec, Input, Role};
use playground::time::Span;

/// The worker whose program is being changed.
#[derive(Clone, Copy)]
pub struct Worker {
    session: Session,
    workers: Memo<Vec<(ActorId, String)>>,
    chosen: RwSignal<usize>,
    pub spec: Memo<Option<ConsumerSpec>>,
}

impl Worker {
    pub fn new(session: Session) -> Self {
        let workers = session.read(|timeline| named(timeline.world(), |actor: &Actor| actor.as_consumer().is_some()));
        let chosen = RwSignal::new(0);
        let spec = memo(move || {
            let id = workers.with(|workers| workers.get(chosen.get()).map(|(id, _)| *id))?;
            session.with(|timeline| match timeline.world().actor(id).and_then(Actor::role) {
                Some(Role::Consumer(spec)) => Some(spec),
                _ => None,
            })
        });
        Self { session, workers, chosen, spec }
    }

    /// Whether any of these forms is about a worker.
    pub fn is_wanted(tools: &[Tool]) -> bool {
        let of_workers = [Tool::Program, Tool::CrashPoint, Tool::WorkerSettings, Tool::Renewal, Tool::PoisonRule, Tool::Ledger];
        of_workers.iter().any(|tool| tools.contains(tool))
    }

    /// Gives the worker other settings.
    pub fn change(self, change: impl FnOnce(&mut ConsumerSpec)) {
        let Some(actor) = self.workers.with_untracked(|workers| workers.get(self.chosen.get_untracked()).map(|(id, _)| *id)) else {
            return;
        };
        let Some(before) = self.spec.get_untracked() else { return };
        let mut spec = before.clone();
        change(&mut spec);
        if spec != before {
            self.session.dispatch(Input::Configure { actor, role: Role::Consumer(spec) });
        }
    }

    /// What the settings say, as text.
    pub fn text(self, read: fn(&ConsumerSpec) -> String) -> Memo<String> {
        memo(move || self.spec.with(|spec| spec.as_ref().map(read).unwrap_or_default()))
    }

    /// Whether the settings say so.
    pub fn says(self, read: fn(&ConsumerSpec) -> bool) -> Memo<bool> {
        memo(move || self.spec.with(|spec| spec.as_ref().is_some_and(read)))
    }
}

/// Which worker, if there are several.
pub fn chooser(worker: Worker) -> View {
    draw! { {move || {
        let names = worker.workers.with(|workers| workers.iter().map(|(_, name)| name.clone()).collect::<Vec<_>>());
        (names.len() > 1).then(|| few_and(tools_text().worker, names, move || worker.chosen.get(), move |index| worker.chosen.set(index)))
    }} }
}

/// A number of the settings. Taken over when the field is left or Enter is pressed; what is no number is said and changes nothing.
pub fn number(
    worker: Worker,
    label: &'static str,
    empty: &'static str,
    read: fn(&ConsumerSpec) -> Option<i64>,
    write: fn(&mut ConsumerSpec, Option<i64>),
) -> View {
    let shown = memo(move || worker.spec.with(|spec| spec.as_ref().and_then(read).map(|n| n.to_string()).unwrap_or_default()));
    let wrong = RwSignal::new(None);
    let taken = move |event: web_sys::Event| {
        let value = whole(&event_target_value(&event), label);
        wrong.set(value.as_ref().err().cloned());
        if let Ok(value) = value {
            worker.change(|spec| write(spec, value));
        }
    };
    draw! {
        <label class="field">
            {label}
            <input inputmode="numeric" autocomplete="off" placeholder=empty prop:value=shown on:change=on(taken) />
        </label>
        {super::problem(wrong)}
    }
}

/// A switch of the settings.
pub fn switch(worker: Worker, label: &'static str, read: fn(&ConsumerSpec) -> bool, write: fn(&mut ConsumerSpec, bool)) -> View {
    let is_on = worker.says(read);
    draw! {
        <label class="switch">
            <input type="checkbox" prop:checked=is_on on:change=on(move |event| {
                let on = event_target_checked(&event);
                worker.change(|spec| write(spec, on));
            }) />
            <span>{label}</span>
        </label>
    }
}

/// Whole seconds of a span that must be at least one, and back.
fn secs(value: Option<i64>, otherwise: Span) -> Span {
    value.and_then(|secs| u64::try_from(secs).ok()).map_or(otherwise, |secs| Span::from_secs(secs.min(SECS_MAX)))
}

/// A year: longer than any lesson, shorter than any overflow.
const SECS_MAX: u64 = 31_536_000;

pub fn whole_secs(span: Span) -> Option<i64> {
    i64::try_from(span.as_secs()).ok()
}

pub fn settings(worker: Worker) -> View {
    let words = tools_text();
    let inside = draw! {
        <div class="forms">
            {number(worker, words.lease, words.service_default, |spec| spec.visibility_timeout, |spec, value| spec.visibility_timeout = value)}
            {number(worker, words.works_for, "", |spec| whole_secs(spec.works_for), |spec, value| spec.works_for = secs(value, spec.works_for))}
            {number(worker, words.batch, "", |spec| Some(spec.batch.into()), |spec, value| {
                spec.batch = value.and_then(|batch| u8::try_from(batch.clamp(0, 255)).ok()).unwrap_or(1);
            })}
            {number(worker, words.polls_every, "", |spec| whole_secs(spec.polls_every), |spec, value| spec.polls_every = secs(value, spec.polls_every))}
            {number(worker, words.backs_off_to, words.off, |spec| spec.backs_off_to.and_then(whole_secs), |spec, value| {
                spec.backs_off_to = value.map(|value| secs(Some(value), spec.polls_every));
            })}
            {number(worker, words.restarts_after, words.never, |spec| spec.restarts_after.and_then(whole_secs), |spec, value| {
                spec.restarts_after = value.map(|value| secs(Some(value), Span::from_secs(1)));
            })}
        </div>
    };
    panel(words.settings, inside)
}
