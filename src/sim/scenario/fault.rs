//! What can go wrong outside the programs themselves. Faults are plain data: part of the scenario, or thrown in by hand.

use crate::engine::OperationName;
use crate::sim::event::ActorId;
use crate::time::Span;
use serde::{Deserialize, Serialize};

/// A fault that strikes by itself, so long after the start of the world.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScriptedFault {
    pub after: Span,
    pub fault: Fault,
}

/// `actor: None` means anybody, `operation: None` any operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fault {
    /// The program dies, as by `Input::Crash`.
    Crash {
        actor: ActorId,
    },
    Restart {
        actor: ActorId,
    },
    /// The next `count` such requests never reach the service; their senders wait in vain.
    LoseRequest {
        actor: Option<ActorId>,
        operation: Option<OperationName>,
        count: u32,
    },
    /// The service does what the next `count` such requests ask, and its answers get lost.
    LoseReply {
        actor: Option<ActorId>,
        operation: Option<OperationName>,
        count: u32,
    },
    /// For so long each way takes `extra` longer, and a chance amount of up to `jitter`.
    Slow {
        extra: Span,
        jitter: Span,
        lasts_for: Span,
    },
    /// For so long nothing reaches the service.
    Outage {
        lasts_for: Span,
    },
    /// The program stands still in the middle of its work for so long (its machine is paused, its runtime collects garbage). It does not know:
    /// afterwards it goes on, even if its lease is over and somebody else has the message.
    Stall {
        actor: ActorId,
        lasts_for: Span,
    },
    /// For so long the service enforces `part` / `whole` of its published throughput targets.
    Throttle {
        part: u32,
        whole: u32,
        lasts_for: Span,
    },
    /// The clock of a program is wrong from now on, by so many seconds ahead of the service's; negative: behind.
    Skew {
        actor: ActorId,
        ahead_secs: i64,
    },
    /// The next `count` texts of a producer are cut off in the middle.
    Tear {
        actor: ActorId,
        count: u32,
    },
}

/// The kind of a fault, for the event log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FaultName {
    Crash,
    Restart,
    LoseRequest,
    LoseReply,
    Slow,
    Outage,
    Stall,
    Throttle,
    Skew,
    Tear,
}

impl Fault {
    pub const fn name(&self) -> FaultName {
        match self {
            Self::Crash { .. } => FaultName::Crash,
            Self::Restart { .. } => FaultName::Restart,
            Self::LoseRequest { .. } => FaultName::LoseRequest,
            Self::LoseReply { .. } => FaultName::LoseReply,
            Self::Slow { .. } => FaultName::Slow,
            Self::Outage { .. } => FaultName::Outage,
            Self::Stall { .. } => FaultName::Stall,
            Self::Throttle { .. } => FaultName::Throttle,
            Self::Skew { .. } => FaultName::Skew,
            Self::Tear { .. } => FaultName::Tear,
        }
    }

    /// Whom it strikes; `None`: everybody, or whoever comes first.
    pub const fn actor(&self) -> Option<ActorId> {
        match self {
            Self::Crash { actor }
            | Self::Restart { actor }
            | Self::Stall { actor, .. }
            | Self::Skew { actor, .. }
            | Self::Tear { actor, .. } => Some(*actor),
            Self::LoseRequest { actor, .. } | Self::LoseReply { actor, .. } => *actor,
            Self::Slow { .. } | Self::Outage { .. } | Self::Throttle { .. } => None,
        }
    }
}

impl FaultName {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Crash => "crash",
            Self::Restart => "restart",
            Self::LoseRequest => "lose-request",
            Self::LoseReply => "lose-reply",
            Self::Slow => "slow",
            Self::Outage => "outage",
            Self::Stall => "stall",
            Self::Throttle => "throttle",
            Self::Skew => "skew",
            Self::Tear => "tear",
        }
    }
}
