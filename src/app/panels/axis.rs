//! Which stretch of time the timeline shows, and where an instant stands on it.
//!
//! Skipped time is folded: however long it was, it is drawn as narrow as an accordion. So there are two measures: time itself, and time as it is
//! drawn, in which every fold counts as a twentieth of what the axis shows.

use crate::app::parts::lean::prelude::*;
use playground::time::{Span, Timestamp};
use std::sync::Arc;

/// Left of the plot stand the rows' names.
pub const GUTTER: f64 = 58.0;
const RIGHT: f64 = 14.0;

/// How the shown stretch follows the playhead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Follow {
    /// The exercise's own stretch stands still until the playhead leaves it. Its folds are marked, not narrowed: a prediction may stand in one.
    Whole(Span),
    /// A stretch that moves with the playhead.
    Moving,
}

/// Time that was skipped and not watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fold {
    pub from: Timestamp,
    pub until: Timestamp,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    pub starts_at: Timestamp,
    /// The left edge, as drawn time since the start.
    from: Span,
    /// Drawn time from edge to edge.
    pub span: Span,
    /// Pixels of the plot.
    pub width: f64,
    /// In order of time.
    pub folds: Arc<[Fold]>,
    narrows: bool,
}

impl Axis {
    /// `speed` in thousandths: at high speed a minute would fly by unseen, so more of it is shown.
    pub fn new(follow: Follow, starts_at: Timestamp, now: Timestamp, speed: u32, width: i32, folds: Arc<[Fold]>) -> Self {
        let span = match (follow, speed) {
            (Follow::Whole(span), _) => span,
            (Follow::Moving, 0..=10_000) => Span::from_secs(60),
            (Follow::Moving, 10_001..=100_000) => Span::from_secs(600),
            (Follow::Moving, _) => Span::from_secs(6000),
        };
        let lead = match follow {
            Follow::Whole(_) => span,
            Follow::Moving => Span::from_micros(span.as_micros() / 4 * 3),
        };
        let width = (f64::from(width) - GUTTER - RIGHT).max(60.0);
        let mut axis = Self { starts_at, from: Span::ZERO, span, width, folds, narrows: follow == Follow::Moving };
        axis.from = axis.drawn(now) - lead;
        axis
    }

    fn narrow(&self) -> Span {
        Span::from_micros(self.span.as_micros() / 20)
    }

    /// Folds that are narrower than the time they hold.
    fn narrowed(&self) -> impl Iterator<Item = (Fold, Span)> {
        let narrow = self.narrow();
        let folds = self.folds.iter().filter(move |fold| self.narrows && fold.until.since(fold.from) > narrow);
        folds.map(move |fold| (*fold, fold.until.since(fold.from)))
    }

    /// Drawn time from the start of the world to `at`.
    pub fn drawn(&self, at: Timestamp) -> Span {
        let mut drawn = at.since(self.starts_at);
        for (fold, length) in self.narrowed().filter(|(fold, _)| fold.from < at) {
            let spared = length - self.narrow();
            let share = if at >= fold.until {
                spared
            } else {
                let part = u128::from(at.since(fold.from).as_micros()) * u128::from(spared.as_micros()) / u128::from(length.as_micros());
                Span::from_micros(u64::try_from(part).unwrap_or(u64::MAX))
            };
            drawn = drawn - share;
        }
        drawn
    }

    /// The instant at a drawn time since the start of the world.
    pub fn instant(&self, drawn: Span) -> Timestamp {
        let narrow = self.narrow();
        let mut at = self.starts_at + drawn;
        for (fold, length) in self.narrowed().filter(|(fold, _)| fold.from >= self.starts_at) {
            if at <= fold.from {
                break;
            }
            let into = at.since(fold.from);
            at = if into >= narrow {
                at + (length - narrow)
            } else {
                let part = u128::from(into.as_micros()) * u128::from(length.as_micros()) / u128::from(narrow.as_micros().max(1));
                fold.from + Span::from_micros(u64::try_from(part).unwrap_or(u64::MAX))
            };
        }
        at
    }

    /// Drawn time at the left edge, and at the right.
    pub fn edges(&self) -> (Span, Span) {
        (self.from, self.from + self.span)
    }

    pub fn from(&self) -> Timestamp {
        self.instant(self.from)
    }

    pub fn until(&self) -> Timestamp {
        self.instant(self.from + self.span)
    }

    /// Pixels from the start of the world (not from the left edge): what is drawn once can be moved as a whole.
    pub fn length(&self, at: Timestamp) -> f64 {
        self.pixels(self.drawn(at))
    }

    /// How far everything is moved to the left.
    pub fn offset(&self) -> f64 {
        self.pixels(self.from)
    }

    /// Pixels from the left edge of the chart.
    pub fn x(&self, at: Timestamp) -> f64 {
        GUTTER + self.length(at) - self.offset()
    }

    fn pixels(&self, span: Span) -> f64 {
        span.as_micros() as f64 / self.span.as_micros() as f64 * self.width
    }

    /// Between two labelled lines: so that about 70 pixels and a round number of seconds fit.
    fn tick(&self) -> u64 {
        const ROUND: [u64; 11] = [1, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800];
        let per_tick = self.span.as_micros() as f64 / 1e6 * 56.0 / self.width;
        ROUND.into_iter().find(|secs| *secs as f64 >= per_tick).unwrap_or(1800) * 1_000_000
    }

    /// The labelled lines, as times since the start of the world. None stand inside a fold, where they would stand too close.
    pub fn ticks(&self) -> Vec<Span> {
        let tick = self.tick();
        let last = self.until();
        let mut ticks = Vec::new();
        let mut next = self.from().since(self.starts_at).as_micros().div_ceil(tick) * tick;
        loop {
            let at = self.starts_at + Span::from_micros(next);
            if at > last {
                return ticks;
            }
            if let Some((fold, _)) = self.narrowed().find(|(fold, _)| fold.from < at && at < fold.until) {
                next = fold.until.since(self.starts_at).as_micros().div_ceil(tick) * tick;
            } else {
                ticks.push(Span::from_micros(next));
                next += tick;
            }
        }
    }
}

/// What a length on the axis depends on: how much it shows, how wide, and what is folded. Not where it stands.
pub type Scale = (Span, f64, Arc<[Fold]>);

/// The scale of an axis that glides: news only when it is drawn otherwise.
pub fn scale(axis: Memo<Axis>) -> Memo<Scale> {
    settled(memo(move || {
        let axis = axis.get();
        (axis.span, axis.width, axis.folds)
    }))
}
