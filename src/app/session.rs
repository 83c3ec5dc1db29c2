//! The one piece of global state: a timeline, and how it is being looked at.
//!
//! Panels read through `read` and act through `dispatch` and the playback commands; nothing else touches the timeline.

mod playback;

use super::panels::axis::Fold;
use super::store;
use crate::app::parts::lean::prelude::*;
use playground::engine::MessageNumber;
use playground::sim::{EventId, Input, Scenario};
use playground::stage::Lens;
use playground::time::Timestamp;
use playground::timeline::{Ahead, Run, Timeline};
use std::sync::Arc;

/// Speeds offered, in thousandths of real time.
pub const SPEEDS: [u32; 13] = [100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000];

/// Above this, nothing travels: positions only change (look brief, motion rules).
pub const TRAVEL_SPEED_MAX: u32 = 10_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DrawerTab {
    Message,
    Wire,
    Log,
    Why,
    Charts,
    Compare,
    Settings,
    Faults,
}

/// Where a skip ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skip {
    /// At the next event of the selected message, or of any message if none is selected.
    Message,
    /// At the next thing that does not go its ordinary way.
    Moment,
}

/// What the page has to say about the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remark {
    /// It could not keep up with the chosen speed in the last frame.
    Behind,
    /// A limit of the history refused an act.
    Full,
    /// A skip from here found nothing to go to.
    Quiet(Timestamp, Ahead),
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
    pub remark: RwSignal<Option<Remark>>,
    /// Show the replaced future.
    pub ghost: RwSignal<bool>,
    /// The queue that is shown.
    pub queue: RwSignal<String>,
    /// With whose eyes the stage is seen.
    pub lens: RwSignal<Lens>,
    /// Counts how often what was known was replaced: what is computed from the log begins anew.
    pub history: RwSignal<u32>,
    /// The events that explain the selected one.
    pub path: RwSignal<Arc<[EventId]>>,
    /// Time that was skipped, in order.
    pub skipped: RwSignal<Arc<[Fold]>>,
    /// Counts the person's acts: between two hints there must be one.
    pub acts: RwSignal<u32>,
    /// A replay ends here by itself.
    pub stops_at: RwSignal<Option<Timestamp>>,
    /// Something happened in the present frame, and not in the one before.
    busy: StoredValue<bool>,
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

    /// Shows a history that came from elsewhere. Nothing of it is saved.
    pub fn borrowed(timeline: Timeline) -> Self {
        let session = Self::on("", timeline);
        session.lent.set(true);
        session
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
            remark: RwSignal::new(None),
            ghost: RwSignal::new(true),
            queue: RwSignal::new(String::new()),
            lens: RwSignal::new(Lens::Server),
            history: RwSignal::new(0),
            path: RwSignal::new(Arc::default()),
            skipped: RwSignal::new(Arc::default()),
            acts: RwSignal::new(0),
            stops_at: RwSignal::new(None),
            busy: StoredValue::new(false),
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
        self.remark.set(outcome.is_err().then_some(Remark::Full));
        self.acted();
    }

    /// After anything that may have replaced what was known.
    fn acted(self) {
        self.history.update(|history| *history += 1);
        self.path.set(Arc::default());
        self.acts.update(|acts| *acts += 1);
        self.save();
    }

    /// Lets go of the known future; it stays as a ghost.
    pub fn fork(self) {
        self.timeline.update(Timeline::fork_here);
        self.history.update(|history| *history += 1);
        self.save();
    }

    /// Back onto the branch that the last act replaced; the present one becomes the ghost.
    pub fn swap_ghost(self) {
        self.playing.set(false);
        self.timeline.update(Timeline::swap_ghost);
        self.history.update(|history| *history += 1);
        self.path.set(Arc::default());
        self.save();
    }

    /// Takes back the last act before the playhead.
    pub fn undo(self) {
        self.playing.set(false);
        self.timeline.update(|timeline| {
            timeline.undo();
        });
        self.remark.set(None);
        self.acted();
    }

    /// Does the act again that was taken back last.
    pub fn redo(self) {
        self.playing.set(false);
        let mut outcome = Ok(false);
        self.timeline.update(|timeline| outcome = timeline.redo());
        self.remark.set(outcome.is_err().then_some(Remark::Full));
        self.acted();
    }

    /// Begins again from the start.
    pub fn restart(self) {
        let scenario = self.peek(|timeline| timeline.scenario().clone());
        self.replace(Timeline::new(scenario));
    }

    /// Puts another history on the stage.
    pub fn replace(self, timeline: Timeline) {
        self.put_on_stage(timeline);
        // What came from elsewhere has no place to be kept in, whatever is made of it.
        self.lent.set(self.slot.with_value(String::is_empty));
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
        self.remark.set(None);
        self.stops_at.set(None);
        self.skipped.set(Arc::default());
        self.path.set(Arc::default());
        self.lens.set(Lens::Server);
        self.history.update(|history| *history += 1);
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
