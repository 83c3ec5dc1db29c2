//! The throughput targets as a model: a queue is good for 2,000 messages a second, an account for 20,000 requests a second (page "Scalability and
//! performance targets for Queue Storage"). What comes faster is refused with `ServerBusy`.
//!
//! The service publishes targets, not its algorithm. This model is a leaky bucket: one second's worth may come at once, then as much as leaks out.

use crate::engine::error::{ErrorCode, ServiceError};
use crate::engine::limits;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Whether the targets are enforced, and how strictly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Throttling {
    #[default]
    Off,
    /// The published targets.
    Targets,
    /// The published targets times `part` / `whole`, at least one a second; `whole` is not zero. For lessons that cannot send 2,000 messages.
    Scaled { part: u32, whole: u32 },
}

/// How full one target's bucket is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Bucket {
    // In millionths of an item, so that microseconds leak whole units.
    level: u64,
    leaked_at: Timestamp,
}

const ITEM: u64 = 1_000_000;

impl Throttling {
    /// Messages a second of one queue; `None` for any number.
    pub fn queue_messages_per_sec(self) -> Option<u32> {
        self.scale(limits::QUEUE_MESSAGES_PER_SEC)
    }

    /// Requests a second of one account; `None` for any number.
    pub fn account_requests_per_sec(self) -> Option<u32> {
        self.scale(limits::ACCOUNT_REQUESTS_PER_SEC)
    }

    fn scale(self, target: u32) -> Option<u32> {
        match self {
            Self::Off => None,
            Self::Targets => Some(target),
            Self::Scaled { part, whole } => {
                let scaled = u64::from(target) * u64::from(part) / u64::from(whole.max(1));
                Some(u32::try_from(scaled).unwrap_or(u32::MAX).max(1))
            }
        }
    }
}

impl Bucket {
    /// Takes one item in. Err: `ServerBusy` if it does not fit.
    pub(super) fn take(&mut self, now: Timestamp, per_sec: Option<u32>) -> Result<(), ServiceError> {
        let Some(per_sec) = per_sec else { return Ok(()) };
        let leaked = now.since(self.leaked_at).as_micros().saturating_mul(u64::from(per_sec));
        self.level = self.level.saturating_sub(leaked);
        self.leaked_at = now;
        if self.level + ITEM > u64::from(per_sec) * ITEM {
            return Err(ErrorCode::ServerBusy.into());
        }
        self.level += ITEM;
        Ok(())
    }

    /// Adds items that turned out to be moved by a request that was let in.
    pub(super) fn add(&mut self, items: usize) {
        self.level = self.level.saturating_add((items as u64).saturating_mul(ITEM));
    }
}
