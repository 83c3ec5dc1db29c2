//! What happened: the entries of the event log.
//!
//! The log is the one history that picture, timeline, log, checks and prose are views of. Every event knows its parents: what its actor did
//! just before, and what happened to its message just before. Following parents upwards answers "why?".

use super::scenario::FaultName;
use crate::engine::{AccountKind, MessageNumber, OperationName, ReceiptNumber, Redundancy};
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
    /// How a person sent the request that caused it; `None` if no person did.
    pub via: Option<Via>,
    pub causes: Causes,
    pub kind: EventKind,
}

/// How a person sends a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Via {
    Form,
    Code,
    Http,
}

/// What got lost on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lost {
    /// The service never saw it.
    Request,
    /// The service did what was asked; its answer got lost.
    Reply,
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
    AccountCreated {
        account: Arc<str>,
        kind: AccountKind,
        redundancy: Redundancy,
    },
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
        /// A hash of the text: equal texts have equal numbers.
        text: u32,
        /// Whether the text is JSON. The service does not care.
        json: bool,
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
    /// `operation` is `None` if the request named none, or if it was not the queue service that refused (an account could not be made, a
    /// blob is missing).
    Rejected {
        operation: Option<OperationName>,
        queue: Option<QueueLabel>,
        message: Option<MessageNumber>,
        status: u16,
        code: Arc<str>,
        /// The kind of the account that was asked, if there is such an account.
        account_kind: Option<AccountKind>,
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
    /// Chapter `chapter` of `of`, from 1; work that is not divided has one.
    WorkStart {
        message: MessageNumber,
        chapter: u8,
        of: u8,
    },
    WorkDone {
        message: MessageNumber,
        chapter: u8,
        of: u8,
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
    /// No queue service answers under this host name.
    Unreachable {
        host: Arc<str>,
    },
    /// A request or its answer did not arrive; its sender does not know which. `operation` is `None` for a request written by hand that the
    /// service never saw.
    Lost {
        what: Lost,
        operation: Option<OperationName>,
        queue: Option<QueueLabel>,
    },
    /// A fault struck. The event's actor is whom it struck, if it struck somebody.
    Fault {
        name: FaultName,
    },
    BlobPut {
        key: Arc<str>,
        bytes: u32,
    },
    BlobGet {
        key: Arc<str>,
    },
    BlobDelete {
        key: Arc<str>,
    },
    /// The event's actor got new settings.
    Configured,
    /// The event's actor went away; what it held stays leased until the lease ends.
    Left {
        holding: Vec<MessageNumber>,
    },
    /// A front end without a queue begins to serve visitor number `request`, finishes with them, or turns them away.
    DirectStart {
        request: u32,
    },
    DirectDone {
        request: u32,
    },
    DirectDropped {
        request: u32,
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
            | Self::WorkStart { message, .. }
            | Self::WorkDone { message, .. }
            | Self::SideEffect { message, .. } => Some(*message),
            Self::Rejected { message, .. } => *message,
            Self::AccountCreated { .. }
            | Self::QueueCreated { .. }
            | Self::QueueDeleted { .. }
            | Self::GetEmpty { .. }
            | Self::PeekEmpty { .. }
            | Self::Clear { .. }
            | Self::Throttled { .. }
            | Self::WorkerStart
            | Self::WorkerCrash { .. }
            | Self::Predicted { .. }
            | Self::Unreachable { .. }
            | Self::Lost { .. }
            | Self::Fault { .. }
            | Self::BlobPut { .. }
            | Self::BlobGet { .. }
            | Self::BlobDelete { .. }
            | Self::Configured
            | Self::Left { .. }
            | Self::DirectStart { .. }
            | Self::DirectDone { .. }
            | Self::DirectDropped { .. } => None,
        }
    }
}

impl Via {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Code => "code",
            Self::Http => "http",
        }
    }
}

impl Lost {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Reply => "reply",
        }
    }
}
