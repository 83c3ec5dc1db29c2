//! What happened: the entries of the event log.
//!
//! The log is the one history that picture, timeline, log, checks and prose are views of. Every event knows its parents: what its actor did
//! just before, and what happened to its message just before. Following parents upwards answers "why?".

use crate::engine::{MessageNumber, OperationName, ReceiptNumber};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Position of an event in its history, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EventId(pub u32);

/// Who acted. Actors keep their number for the life of a world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ActorId(pub u16);

/// The events an event follows from, oldest first; at most two: the actor's last event and the message's last event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Causes {
    pub actor: Option<EventId>,
    pub message: Option<EventId>,
}

/// One thing that happened at one instant.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Event {
    pub id: EventId,
    pub at: Timestamp,
    /// `None`: the service itself (a message became visible again, expired).
    pub actor: Option<ActorId>,
    pub causes: Causes,
    pub kind: EventKind,
}

/// What a person wrote down before looking.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Prediction {
    /// A place on the timeline.
    Instant(Timestamp),
    Number(i64),
    /// The picked option(s), by index.
    Choice(Vec<u8>),
    /// Options in the predicted order, by index.
    Order(Vec<u8>),
    /// A drawn line: the number at each of the asked instants.
    Sketch(Vec<i64>),
}

pub type QueueLabel = Arc<str>;

#[derive(Clone, Debug, PartialEq, Hash)]
pub enum EventKind {
    QueueCreated {
        queue: QueueLabel,
    },
    QueueDeleted {
        queue: QueueLabel,
    },
    Put {
        queue: QueueLabel,
        message: MessageNumber,
        receipt: ReceiptNumber,
        visible_at: Timestamp,
        expires_at: Timestamp,
        bytes: u32,
    },
    /// One per message of a Get Messages answer.
    Get {
        queue: QueueLabel,
        message: MessageNumber,
        receipt: ReceiptNumber,
        visible_at: Timestamp,
        dequeue_count: u32,
    },
    /// A Get Messages that found nothing.
    GetEmpty {
        queue: QueueLabel,
    },
    /// One per message of a Peek Messages answer.
    Peek {
        queue: QueueLabel,
        message: MessageNumber,
        dequeue_count: u32,
    },
    PeekEmpty {
        queue: QueueLabel,
    },
    Update {
        queue: QueueLabel,
        message: MessageNumber,
        receipt: ReceiptNumber,
        visible_at: Timestamp,
        text_changed: bool,
    },
    Delete {
        queue: QueueLabel,
        message: MessageNumber,
    },
    Clear {
        queue: QueueLabel,
        count: u32,
    },
    /// The message became visible because its visibility timeout ran out (also a delayed put that fell due).
    Reappear {
        queue: QueueLabel,
        message: MessageNumber,
        dequeue_count: u32,
    },
    /// The message reached its expiration time and is gone.
    Expire {
        queue: QueueLabel,
        message: MessageNumber,
    },
    /// The service refused. `message` is the one addressed, if it was ever known.
    /// `operation` is `None` if the request named none.
    Rejected {
        operation: Option<OperationName>,
        queue: Option<QueueLabel>,
        message: Option<MessageNumber>,
        status: u16,
        code: Arc<str>,
    },
    /// 503 `ServerBusy`.
    Throttled {
        operation: OperationName,
        queue: Option<QueueLabel>,
    },
    WorkerStart,
    WorkerCrash {
        holding: Vec<MessageNumber>,
    },
    WorkStart {
        message: MessageNumber,
    },
    WorkDone {
        message: MessageNumber,
    },
    /// The worker's effect on the world outside the queue (a story was published). `copy` is 1 the first time, 2 for a duplicate.
    SideEffect {
        key: Arc<str>,
        message: MessageNumber,
        copy: u32,
    },
    Predicted {
        prediction: Prediction,
    },
}

impl EventKind {
    /// The message this event is about, if it is about one.
    pub fn message(&self) -> Option<MessageNumber> {
        match self {
            Self::Put { message, .. }
            | Self::Get { message, .. }
            | Self::Peek { message, .. }
            | Self::Update { message, .. }
            | Self::Delete { message, .. }
            | Self::Reappear { message, .. }
            | Self::Expire { message, .. }
            | Self::WorkStart { message }
            | Self::WorkDone { message }
            | Self::SideEffect { message, .. } => Some(*message),
            Self::Rejected { message, .. } => *message,
            Self::QueueCreated { .. }
            | Self::QueueDeleted { .. }
            | Self::GetEmpty { .. }
            | Self::PeekEmpty { .. }
            | Self::Clear { .. }
            | Self::Throttled { .. }
            | Self::WorkerStart
            | Self::WorkerCrash { .. }
            | Self::Predicted { .. } => None,
        }
    }
}
