//! Which stretch of time the timeline shows, and where an instant stands on it.

use playground::time::{Span, Timestamp};

/// Left of the plot stand the rows' names.
pub const GUTTER: f64 = 58.0;
const RIGHT: f64 = 14.0;

/// How the shown stretch follows the playhead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Follow {
    /// The exercise's own stretch stands still until the playhead leaves it.
    Whole(Span),
    /// A stretch that moves with the playhead.
    Moving,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    pub starts_at: Timestamp,
    pub from: Timestamp,
    pub span: Span,
    /// Pixels of the plot.
    pub width: f64,
}

impl Axis {
    /// `speed` in thousandths: at high speed a minute would fly by unseen, so more of it is shown.
    pub fn new(follow: Follow, starts_at: Timestamp, now: Timestamp, speed: u32, width: i32) -> Self {
        let span = match (follow, speed) {
            (Follow::Whole(span), _) => span,
            (Follow::Moving, 0..=10_000) => Span::from_secs(60),
            (Follow::Moving, 10_001..=100_000) => Span::from_secs(600),
            (Follow::Moving, _) => Span::from_secs(6000),
        };
        let lived = now.since(starts_at);
        let lead = match follow {
            Follow::Whole(_) => span,
            Follow::Moving => Span::from_micros(span.as_micros() / 4 * 3),
        };
        let from = starts_at + (lived - lead);
        Self { starts_at, from, span, width: (f64::from(width) - GUTTER - RIGHT).max(60.0) }
    }

    pub fn until(&self) -> Timestamp {
        self.from + self.span
    }

    /// Pixels from the start of the world (not from the left edge): what is drawn once can be moved as a whole.
    pub fn length(&self, at: Timestamp) -> f64 {
        self.pixels(at.since(self.starts_at))
    }

    /// How far everything is moved to the left.
    pub fn offset(&self) -> f64 {
        self.pixels(self.from.since(self.starts_at))
    }

    /// Pixels from the left edge of the chart.
    pub fn x(&self, at: Timestamp) -> f64 {
        GUTTER + self.length(at) - self.offset()
    }

    fn pixels(&self, span: Span) -> f64 {
        span.as_micros() as f64 / self.span.as_micros() as f64 * self.width
    }

    /// Between two labelled lines: so that about 70 pixels and a round number of seconds fit.
    pub fn tick(&self) -> Span {
        const ROUND: [u64; 11] = [1, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800];
        let per_tick = self.span.as_micros() as f64 / 1e6 * 56.0 / self.width;
        Span::from_secs(ROUND.into_iter().find(|secs| *secs as f64 >= per_tick).unwrap_or(1800))
    }
}
