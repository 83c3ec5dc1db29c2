//! Moving through time: playing, stepping, skipping, seeking.

use super::super::panels::axis::Fold;
use super::{Remark, SPEEDS, Session, Skip};
use crate::app::parts::lean::prelude::*;
use playground::sim::Event;
use playground::stage::is_moment;
use playground::time::{Span, Timestamp};
use playground::timeline::{Ahead, Timeline};

/// A skip shorter than this leaves no fold.
const FOLD_MIN: Span = Span::from_secs(5);

const FOLDS_MAX: usize = 32;

/// A skip looks no farther than this many events: some hours in which nobody has anything to do, and a tenth of a second of work.
const SKIP_EVENTS_MAX: u32 = 10_000;

impl Session {
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
        let was_busy = self.busy.get_value();
        self.timeline.update(|timeline| {
            let before = timeline.events().len();
            let wanted = timeline.now() + span;
            let until = self.stops_at.get_untracked().map_or(wanted, |stop| wanted.min(stop.max(timeline.now())));
            if until < wanted {
                self.playing.set(false);
            }
            timeline.advance(until, events_max);
            self.busy.set_value(!was_busy && timeline.events().len() > before);
            let remark = (timeline.now() < until).then_some(Remark::Behind);
            if self.remark.get_untracked() != remark {
                self.remark.set(remark);
            }
        });
    }

    /// Whether what can wait should wait for the next frame: in this one the stage has enough to do. Never twice in a row, and not while time stands still.
    pub fn is_busy(self) -> bool {
        self.playing.get() && self.busy.get_value()
    }

    /// `now`, a frame late where the stage has enough to do.
    pub fn late<T: Clone + PartialEq + Send + Sync + 'static>(self, now: Memo<T>) -> RwSignal<T> {
        let shown = RwSignal::new(now.get_untracked());
        effect(move |_| {
            self.with(|_| ());
            let now = now.get();
            if !self.is_busy() && shown.with_untracked(|shown| *shown != now) {
                shown.set(now);
            }
        });
        shown
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

    /// Skips ahead to the next event of the selected message, or to the next thing that happens to any message.
    pub fn skip(self) {
        self.skip_to(Skip::Message);
    }

    pub fn skip_to(self, to: Skip) {
        self.playing.set(false);
        let selected = self.message.get_untracked();
        let began = self.peek(Timeline::now);
        let notable = |event: &Event| match (to, selected, event.kind.message()) {
            (Skip::Moment, ..) => is_moment(event),
            (Skip::Message, Some(selected), message) => message == Some(selected),
            (Skip::Message, None, message) => message.is_some(),
        };
        // Nobody should find themselves hours later behind thousands of empty answers: what never comes is not gone to.
        match self.peek(|timeline| timeline.look_ahead(SKIP_EVENTS_MAX, notable)) {
            Ahead::At(at) => {
                self.seek(at);
                self.fold(began, at);
                self.save();
            }
            nothing => self.remark.set(Some(Remark::Quiet(began, nothing))),
        }
    }

    /// Notes that a stretch was skipped, unless it was short enough to be drawn as it is.
    fn fold(self, from: Timestamp, until: Timestamp) {
        if until.since(from) < FOLD_MIN {
            return;
        }
        let mut folds: Vec<Fold> =
            self.skipped.get_untracked().iter().filter(|fold| fold.until <= from || fold.from >= until).copied().collect();
        let place = folds.partition_point(|fold| fold.from < from);
        folds.insert(place, Fold { from, until });
        // The oldest are far behind; the row of folds is walked through for everything that is drawn.
        let surplus = folds.len().saturating_sub(FOLDS_MAX);
        self.skipped.set(folds.split_off(surplus).into());
    }

    /// Which of the speeds is on.
    pub fn gear(self) -> usize {
        gear_of(self.speed.get())
    }

    pub fn gear_untracked(self) -> usize {
        gear_of(self.speed.get_untracked())
    }

    pub fn shift(self, gear: usize) {
        self.speed.set(SPEEDS[gear.min(SPEEDS.len() - 1)]);
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
}

fn gear_of(speed: u32) -> usize {
    SPEEDS.iter().rposition(|known| *known <= speed).unwrap_or(0)
}
