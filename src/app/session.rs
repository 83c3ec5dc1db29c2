//! The one piece of global state: a timeline, and how it is being looked at.
//!
//! Panels read through `read` and act through `dispatch` and the playback commands; nothing else touches the timeline.

use super::store;
use crate::app::parts::lean::prelude::*;
use playground::engine::MessageNumber;
use playground::sim::{EventId, Input, Scenario};
use playground::time::{Span, Timestamp};
use playground::timeline::{Full, Run, Timeline};

/// Speeds offered, in thousandths of real time.
pub const SPEEDS: [u32; 9] = [100, 250, 500, 1000, 2000, 5000, 10_000, 100_000, 1_000_000];

/// Above this, nothing travels: positions only change (look brief, motion rules).
pub const TRAVEL_SPEED_MAX: u32 = 10_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DrawerTab {
    Message,
    Wire,
    Log,
}

/// Everything the workspace shares. `Copy`: it is a handful of signals.
#[derive(Clone, Copy)]
pub struct Session {
    timeline: RwSignal<Timeline>,
    /// Where this run is saved.
    slot: StoredValue<String>,
    pub playing: RwSignal<bool>,
    pub speed: RwSignal<u32>,
    pub message: RwSignal<Option<MessageNumber>>,
    pub event: RwSignal<Option<EventId>>,
    pub drawer: RwSignal<Option<DrawerTab>>,
    /// The page could not keep up with the chosen speed in the last frame.
    pub behind: RwSignal<bool>,
    /// Show the replaced future.
    pub ghost: RwSignal<bool>,
    /// What a limit refused, if it did.
    pub full: RwSignal<Option<Full>>,
    /// Counts the person's acts: between two hints there must be one.
    pub acts: RwSignal<u32>,
    /// A replay ends here by itself.
    pub stops_at: RwSignal<Option<Timestamp>>,
    /// The history on the stage is only shown, not the person's own: it is not saved.
    lent: RwSignal<bool>,
}

impl Session {
    /// Continues the run saved under `slot`, or begins `scenario`.
    pub fn open(slot: &str, scenario: Scenario) -> Self {
        match store::run(slot) {
            Some(run) if run.scenario == scenario => Self::on(slot, Timeline::replay(run)),
            _ => Self::begin(slot, scenario),
        }
    }

    /// Continues the run saved under `slot`, whatever world it is in, or begins `scenario`.
    pub fn continue_any(slot: &str, scenario: Scenario) -> Self {
        store::run(slot).map_or_else(|| Self::begin(slot, scenario), |run| Self::on(slot, Timeline::replay(run)))
    }

    /// Begins `scenario`, whatever was saved under `slot`.
    pub fn begin(slot: &str, scenario: Scenario) -> Self {
        Self::on(slot, Timeline::new(scenario))
    }

    fn on(slot: &str, timeline: Timeline) -> Self {
        store::note_run(&timeline.run());
        Self {
            timeline: RwSignal::new(timeline),
            slot: StoredValue::new(slot.to_owned()),
            playing: RwSignal::new(false),
            speed: RwSignal::new(1000),
            message: RwSignal::new(None),
            event: RwSignal::new(None),
            drawer: RwSignal::new(None),
            behind: RwSignal::new(false),
            ghost: RwSignal::new(true),
            full: RwSignal::new(None),
            acts: RwSignal::new(0),
            stops_at: RwSignal::new(None),
            lent: RwSignal::new(false),
        }
    }

    /// A view of the timeline that notifies only when what it computes changes.
    pub fn read<T: PartialEq + Send + Sync + 'static>(self, view: impl Fn(&Timeline) -> T + Send + Sync + 'static) -> Memo<T> {
        memo(move || self.timeline.with(&view))
    }

    /// Looks once, without subscribing.
    pub fn peek<T>(self, view: impl FnOnce(&Timeline) -> T) -> T {
        self.timeline.with_untracked(view)
    }

    /// Looks and subscribes the caller.
    pub fn with<T>(self, view: impl FnOnce(&Timeline) -> T) -> T {
        self.timeline.with(view)
    }

    /// Takes an act of the person. Acting while paused does not resume.
    pub fn dispatch(self, input: Input) {
        let mut outcome = Ok(());
        self.timeline.update(|timeline| outcome = timeline.push(input));
        self.full.set(outcome.err());
        self.acts.update(|acts| *acts += 1);
        self.save();
    }

    pub fn toggle(self) {
        self.playing.update(|playing| *playing = !*playing);
        if !self.playing.get_untracked() {
            self.save();
        }
    }

    pub fn pause(self) {
        if self.playing.get_untracked() {
            self.playing.set(false);
        }
        self.save();
    }

    /// One frame's worth of time. `events_max` bounds the work; what could not be done in time is given up, not owed.
    pub fn advance(self, span: Span, events_max: u32) {
        self.timeline.update(|timeline| {
            let wanted = timeline.now() + span;
            let until = self.stops_at.get_untracked().map_or(wanted, |stop| wanted.min(stop.max(timeline.now())));
            if until < wanted {
                self.playing.set(false);
            }
            timeline.advance(until, events_max);
            let behind = timeline.now() < until;
            if self.behind.get_untracked() != behind {
                self.behind.set(behind);
            }
        });
    }

    pub fn step(self) {
        self.playing.set(false);
        self.timeline.update(|timeline| {
            timeline.step();
        });
        self.save();
    }

    pub fn step_back(self) {
        self.playing.set(false);
        self.timeline.update(Timeline::step_back);
        self.save();
    }

    /// Skips ahead to the next thing worth seeing: the next event of the selected message, or else the next change of any message.
    pub fn skip(self) {
        self.playing.set(false);
        let selected = self.message.get_untracked();
        self.timeline.update(|timeline| {
            let mut seen = timeline.world().event_count() as usize;
            // A world in which nothing notable ever happens must not be waited for without end.
            for _ in 0..SKIP_EVENTS_MAX {
                if !timeline.step() {
                    break;
                }
                let happened = &timeline.events()[seen..];
                seen += happened.len();
                let notable = happened.iter().any(|event| match (selected, event.kind.message()) {
                    (Some(selected), Some(message)) => selected == message,
                    (None, message) => message.is_some(),
                    _ => false,
                });
                if notable {
                    break;
                }
            }
        });
        self.save();
    }

    pub fn seek(self, at: Timestamp) {
        self.playing.set(false);
        self.timeline.update(|timeline| timeline.seek(at));
    }

    /// Moves by a length of time, backwards or forwards.
    pub fn nudge(self, by: Span, back: bool) {
        let now = self.peek(Timeline::now);
        self.seek(if back { now - by } else { now + by });
    }

    pub fn seek_end(self) {
        let last = self.peek(|timeline| timeline.known_events().last().map(|event| event.at));
        if let Some(at) = last {
            self.seek(at);
        }
    }

    /// Lets go of the known future; it stays as a ghost.
    pub fn fork(self) {
        self.timeline.update(Timeline::fork_here);
        self.save();
    }

    /// Takes back the last act before the playhead; what followed from it becomes the ghost.
    pub fn undo(self) {
        self.playing.set(false);
        self.timeline.update(Timeline::undo);
        self.full.set(None);
        self.acts.update(|acts| *acts += 1);
        self.save();
    }

    /// Back onto the branch that the last act replaced; the present one becomes the ghost.
    pub fn swap_ghost(self) {
        self.playing.set(false);
        self.timeline.update(Timeline::swap_ghost);
        self.save();
    }

    /// Begins again from the start.
    pub fn restart(self) {
        let scenario = self.peek(|timeline| timeline.scenario().clone());
        self.replace(Timeline::new(scenario));
    }

    /// Puts another history on the stage.
    pub fn replace(self, timeline: Timeline) {
        self.put_on_stage(timeline);
        self.lent.set(false);
        self.acts.update(|acts| *acts += 1);
        self.save();
    }

    /// Shows a history that is not the person's own; their saved run stays as it is.
    pub fn lend(self, timeline: Timeline) {
        self.put_on_stage(timeline);
        self.lent.set(true);
    }

    fn put_on_stage(self, timeline: Timeline) {
        self.playing.set(false);
        self.message.set(None);
        self.event.set(None);
        self.full.set(None);
        self.stops_at.set(None);
        self.timeline.set(timeline);
    }

    /// Keeps what is on the stage as the run of another page; its own run stays as it is.
    pub fn take_to(self, slot: &str) {
        store::keep_run(slot, &self.peek(Timeline::run));
    }

    /// Keeps the run for the next visit.
    pub fn save(self) {
        if self.lent.get_untracked() {
            return;
        }
        let run: Run = self.peek(Timeline::run);
        self.slot.with_value(|slot| store::keep_run(slot, &run));
    }
}

const SKIP_EVENTS_MAX: u32 = 20_000;
