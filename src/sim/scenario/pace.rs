//! When things happen: the pauses of a program, steady or by chance. Chance is drawn from integer tables, so every machine draws alike.

use crate::rng::Rng;
use crate::time::Span;
use serde::{Deserialize, Serialize};

/// How a producer spaces its messages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pace {
    /// One after each pause.
    Steady { every: Span },
    /// `size` messages, `apart` from one another, and the next burst `every` so often, from start to start.
    Bursts { size: u32, apart: Span, every: Span },
    /// Independent arrivals: pauses from the exponential distribution of that mean.
    Poisson { mean: Span },
    /// The pauses as listed, once through; then nothing more.
    Trace { pauses: Vec<Span> },
}

/// How a chance amount is distributed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Spread {
    /// Every amount from zero to the limit is as likely as any other.
    Even,
    /// Mostly short, now and then several times as long: the exponential distribution with the limit as its mean, at most some five times the mean.
    LongTail,
}

/// No program acts more often than this, so that time always goes on.
const SHORTEST: Span = Span::from_millis(1);

impl Pace {
    /// The pause after message number `sent` (1 is the first); `None` if it was the last. At least a millisecond.
    pub(in super::super) fn pause_after(&self, sent: u32, rng: &mut Rng) -> Option<Span> {
        let pause = match self {
            Self::Steady { every } => *every,
            Self::Bursts { size, apart, every } => {
                let size = (*size).max(1);
                let within = apart.as_micros().saturating_mul(u64::from(size - 1));
                if sent.is_multiple_of(size) { Span::from_micros(every.as_micros().saturating_sub(within)) } else { *apart }
            }
            Self::Poisson { mean } => Spread::LongTail.draw(*mean, rng),
            // The first pause of a trace comes before the first message.
            Self::Trace { pauses } => *pauses.get(sent as usize)?,
        };
        Some(pause.max(SHORTEST))
    }

    /// What comes before the first message, besides the program's own start.
    pub(in super::super) fn first_pause(&self) -> Option<Span> {
        match self {
            Self::Trace { pauses } => pauses.first().copied(),
            Self::Steady { .. } | Self::Bursts { .. } | Self::Poisson { .. } => Some(Span::ZERO),
        }
    }
}

impl Spread {
    /// A chance amount. Draws nothing if the limit is zero.
    pub(in super::super) fn draw(self, limit: Span, rng: &mut Rng) -> Span {
        let micros = limit.as_micros();
        if micros == 0 {
            return Span::ZERO;
        }
        Span::from_micros(match self {
            Self::Even => rng.below(micros.saturating_add(1)),
            Self::LongTail => {
                let place = usize::try_from(rng.below(EXPONENTIAL.len() as u64)).expect("a short table");
                micros.saturating_mul(u64::from(EXPONENTIAL[place])) / 1_000
            }
        })
    }
}

/// Thousandths of the mean: the exponential distribution in 64 equally likely steps, each the mean of its slice, so that the
/// mean of them all is 1,000.
const EXPONENTIAL: [u16; 64] = [
    8, 24, 40, 56, 73, 90, 107, 125, 143, 161, 179, 198, 217, 237, 257, 277, 298, 319, 341, 363, 386, 409, 433, 458, 483, 508, 535, 562,
    589, 618, 647, 678, 709, 741, 775, 809, 845, 882, 920, 960, 1002, 1045, 1091, 1139, 1189, 1241, 1297, 1356, 1418, 1485, 1556, 1633,
    1717, 1808, 1908, 2019, 2145, 2288, 2456, 2657, 2910, 3249, 3773, 5158,
];
