//! What a pattern can name of an event: its kind, its fields, and the value of each field.

use super::pattern::{Value, micros};
use crate::engine::{MessageNumber, OperationName};
use crate::sim::{Event, EventKind};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The name of an event, without its fields. The names are those of the event log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    AccountCreated,
    QueueCreated,
    QueueDeleted,
    Put,
    Get,
    GetEmpty,
    Peek,
    PeekEmpty,
    Update,
    Delete,
    Clear,
    Reappear,
    Expire,
    Rejected,
    Throttled,
    WorkerStart,
    WorkerCrash,
    WorkStart,
    WorkDone,
    SideEffect,
    Predicted,
    Unreachable,
    Lost,
    Fault,
    BlobPut,
    BlobGet,
    BlobDelete,
    Configured,
    Left,
    DirectStart,
    DirectDone,
    DirectDropped,
}

/// A property of an event. An event that has no such property fails every test of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Who acted, by number.
    Actor,
    /// The message the event is about; of a `WorkerCrash` any message the worker was holding.
    Message,
    /// The pop receipt the service gave out with the event.
    Receipt,
    Queue,
    DequeueCount,
    /// Microseconds from the start of the world.
    At,
    /// Microseconds from the event until the message is (or was to be) visible.
    HiddenFor,
    /// Microseconds from the event until the message expires.
    LivesFor,
    /// Size of the message text.
    Bytes,
    /// 1 if an update brought a new text, else 0.
    TextChanged,
    /// How many messages a Clear Messages removed.
    Cleared,
    Operation,
    /// HTTP status of a refusal.
    Status,
    /// Error code of a refusal, as the service spells it.
    Code,
    /// What a side effect was about; of the events of the blob store the name of the blob.
    Key,
    /// 1 for a first effect, 2 for its first duplicate.
    Copy,
    /// How a person sent the request that caused the event: `form`, `code` or `http`. What no person caused has none.
    Via,
    /// The name of the account that was created.
    Account,
    /// Its kind, or the kind of the account that refused: `StorageV2`, `BlobStorage`, as the service writes it.
    AccountKind,
    /// Its redundancy: `Standard_LRS`, as the service writes it.
    Redundancy,
    /// The chapter of the work, from 1.
    Chapter,
    /// A number that equal message texts have in common.
    Text,
    /// 1 if the message text is JSON, else 0.
    Json,
    /// What got lost: `request` or `reply`.
    Lost,
    /// Which fault struck, for example `outage`.
    Fault,
    /// The host name that nobody answers to.
    Host,
    /// The number of a front end's visitor.
    Visitor,
}

/// A field's value as it lies in the event.
pub(super) enum Datum<'a> {
    Number(i64),
    Text(&'a str),
    Operation(OperationName),
    Many(&'a [MessageNumber]),
}

impl Kind {
    pub fn of(kind: &EventKind) -> Self {
        match kind {
            EventKind::QueueCreated { .. } => Self::QueueCreated,
            EventKind::QueueDeleted { .. } => Self::QueueDeleted,
            EventKind::Put { .. } => Self::Put,
            EventKind::Get { .. } => Self::Get,
            EventKind::GetEmpty { .. } => Self::GetEmpty,
            EventKind::Peek { .. } => Self::Peek,
            EventKind::PeekEmpty { .. } => Self::PeekEmpty,
            EventKind::Update { .. } => Self::Update,
            EventKind::Delete { .. } => Self::Delete,
            EventKind::Clear { .. } => Self::Clear,
            EventKind::Reappear { .. } => Self::Reappear,
            EventKind::Expire { .. } => Self::Expire,
            EventKind::Rejected { .. } => Self::Rejected,
            EventKind::Throttled { .. } => Self::Throttled,
            EventKind::WorkerStart => Self::WorkerStart,
            EventKind::WorkerCrash { .. } => Self::WorkerCrash,
            EventKind::WorkStart { .. } => Self::WorkStart,
            EventKind::WorkDone { .. } => Self::WorkDone,
            EventKind::SideEffect { .. } => Self::SideEffect,
            EventKind::Predicted { .. } => Self::Predicted,
            EventKind::AccountCreated { .. } => Self::AccountCreated,
            EventKind::Unreachable { .. } => Self::Unreachable,
            EventKind::Lost { .. } => Self::Lost,
            EventKind::Fault { .. } => Self::Fault,
            EventKind::BlobPut { .. } => Self::BlobPut,
            EventKind::BlobGet { .. } => Self::BlobGet,
            EventKind::BlobDelete { .. } => Self::BlobDelete,
            EventKind::Configured => Self::Configured,
            EventKind::Left { .. } => Self::Left,
            EventKind::DirectStart { .. } => Self::DirectStart,
            EventKind::DirectDone { .. } => Self::DirectDone,
            EventKind::DirectDropped { .. } => Self::DirectDropped,
        }
    }
}

impl Field {
    pub const ALL: [Self; 27] = [
        Self::Actor,
        Self::Message,
        Self::Receipt,
        Self::Queue,
        Self::DequeueCount,
        Self::At,
        Self::HiddenFor,
        Self::LivesFor,
        Self::Bytes,
        Self::TextChanged,
        Self::Cleared,
        Self::Operation,
        Self::Status,
        Self::Code,
        Self::Key,
        Self::Copy,
        Self::Via,
        Self::Account,
        Self::AccountKind,
        Self::Redundancy,
        Self::Chapter,
        Self::Text,
        Self::Json,
        Self::Lost,
        Self::Fault,
        Self::Host,
        Self::Visitor,
    ];

    /// The name used in keys of the prose and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Actor => "actor",
            Self::Message => "message",
            Self::Receipt => "receipt",
            Self::Queue => "queue",
            Self::DequeueCount => "dequeue-count",
            Self::At => "at",
            Self::HiddenFor => "hidden-for",
            Self::LivesFor => "lives-for",
            Self::Bytes => "bytes",
            Self::TextChanged => "text-changed",
            Self::Cleared => "cleared",
            Self::Operation => "operation",
            Self::Status => "status",
            Self::Code => "code",
            Self::Key => "key",
            Self::Copy => "copy",
            Self::Via => "via",
            Self::Account => "account",
            Self::AccountKind => "account-kind",
            Self::Redundancy => "redundancy",
            Self::Chapter => "chapter",
            Self::Text => "text",
            Self::Json => "json",
            Self::Lost => "lost",
            Self::Fault => "fault",
            Self::Host => "host",
            Self::Visitor => "visitor",
        }
    }
}

impl Datum<'_> {
    pub(super) fn is(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Number(datum), Value::Number(wanted)) => datum == wanted,
            (Self::Text(datum), Value::Text(wanted)) => **datum == **wanted,
            (Self::Operation(datum), Value::Operation(wanted)) => datum == wanted,
            (Self::Many(messages), Value::Number(wanted)) => messages.iter().any(|message| i64::from(message.0) == *wanted),
            _ => false,
        }
    }

    /// The value a variable takes; of several messages the first.
    pub(super) fn to_value(&self) -> Option<Value> {
        match self {
            Self::Number(number) => Some(Value::Number(*number)),
            Self::Text(text) => Some(Value::Text((*text).to_owned().into())),
            Self::Operation(operation) => Some(Value::Operation(*operation)),
            Self::Many(messages) => messages.first().map(|message| Value::Number(i64::from(message.0))),
        }
    }
}

/// The value of a field; `None` if the event has no such property.
pub(super) fn datum(event: &Event, field: Field, starts_at: Timestamp) -> Option<Datum<'_>> {
    use EventKind as E;
    let number = |number: u32| Some(Datum::Number(i64::from(number)));
    match field {
        Field::Actor => event.actor.and_then(|actor| number(u32::from(actor.0))),
        Field::At => Some(Datum::Number(micros(event.at.since(starts_at)))),
        Field::Message => match &event.kind {
            E::WorkerCrash { holding } | E::Left { holding } => Some(Datum::Many(holding)),
            kind => kind.message().and_then(|message| number(message.0)),
        },
        Field::Receipt => match &event.kind {
            E::Put { receipt, .. } | E::Get { receipt, .. } | E::Update { receipt, .. } => number(receipt.0),
            _ => None,
        },
        Field::Queue => queue(&event.kind).map(Datum::Text),
        Field::DequeueCount => match &event.kind {
            E::Get { dequeue_count, .. } | E::Peek { dequeue_count, .. } | E::Reappear { dequeue_count, .. } => number(*dequeue_count),
            _ => None,
        },
        Field::HiddenFor => match &event.kind {
            E::Put { visible_at, .. } | E::Get { visible_at, .. } | E::Update { visible_at, .. } => {
                Some(Datum::Number(micros(visible_at.since(event.at))))
            }
            _ => None,
        },
        Field::LivesFor => match &event.kind {
            E::Put { expires_at, .. } if *expires_at == Timestamp::NEVER => Some(Datum::Number(i64::MAX)),
            E::Put { expires_at, .. } => Some(Datum::Number(micros(expires_at.since(event.at)))),
            _ => None,
        },
        Field::Bytes => match &event.kind {
            E::Put { bytes, .. } => number(*bytes),
            _ => None,
        },
        Field::TextChanged => match &event.kind {
            E::Update { text_changed, .. } => number(u32::from(*text_changed)),
            _ => None,
        },
        Field::Cleared => match &event.kind {
            E::Clear { count, .. } => number(*count),
            _ => None,
        },
        Field::Operation => match &event.kind {
            E::Rejected { operation, .. } | E::Lost { operation, .. } => operation.map(Datum::Operation),
            E::Throttled { operation, .. } => Some(Datum::Operation(*operation)),
            _ => None,
        },
        Field::Status => match &event.kind {
            E::Rejected { status, .. } => number(u32::from(*status)),
            _ => None,
        },
        Field::Code => match &event.kind {
            E::Rejected { code, .. } => Some(Datum::Text(code)),
            _ => None,
        },
        Field::Key => match &event.kind {
            E::SideEffect { key, .. } | E::BlobPut { key, .. } | E::BlobGet { key } | E::BlobDelete { key } => Some(Datum::Text(key)),
            _ => None,
        },
        Field::Copy => match &event.kind {
            E::SideEffect { copy, .. } => number(*copy),
            _ => None,
        },
        Field::Chapter => match &event.kind {
            E::WorkStart { chapter, .. } | E::WorkDone { chapter, .. } => number(u32::from(*chapter)),
            _ => None,
        },
        Field::Text => match &event.kind {
            E::Put { text, .. } => number(*text),
            _ => None,
        },
        Field::Json => match &event.kind {
            E::Put { json, .. } => number(u32::from(*json)),
            _ => None,
        },
        Field::Via
        | Field::Account
        | Field::AccountKind
        | Field::Redundancy
        | Field::Lost
        | Field::Fault
        | Field::Host
        | Field::Visitor => around(event, field),
    }
}

/// The value of a field that is not about messages: how it was sent, accounts, the link, a front end.
fn around(event: &Event, field: Field) -> Option<Datum<'_>> {
    use EventKind as E;
    let number = |number: u32| Some(Datum::Number(i64::from(number)));
    match field {
        Field::Via => event.via.map(|via| Datum::Text(via.as_str())),
        Field::Account => match &event.kind {
            E::AccountCreated { account, .. } => Some(Datum::Text(account)),
            _ => None,
        },
        Field::AccountKind => match &event.kind {
            E::AccountCreated { kind, .. } => Some(Datum::Text(kind.as_str())),
            E::Rejected { account_kind, .. } => account_kind.map(|kind| Datum::Text(kind.as_str())),
            _ => None,
        },
        Field::Redundancy => match &event.kind {
            E::AccountCreated { redundancy, .. } => Some(Datum::Text(redundancy.as_str())),
            _ => None,
        },
        Field::Lost => match &event.kind {
            E::Lost { what, .. } => Some(Datum::Text(what.as_str())),
            _ => None,
        },
        Field::Fault => match &event.kind {
            E::Fault { name } => Some(Datum::Text(name.as_str())),
            _ => None,
        },
        Field::Host => match &event.kind {
            E::Unreachable { host } => Some(Datum::Text(host)),
            _ => None,
        },
        Field::Visitor => match &event.kind {
            E::DirectStart { request } | E::DirectDone { request } | E::DirectDropped { request } => number(*request),
            _ => None,
        },
        _ => None,
    }
}

/// The queue an event happened in.
pub(super) fn queue(kind: &EventKind) -> Option<&str> {
    use EventKind as E;
    match kind {
        E::QueueCreated { queue }
        | E::QueueDeleted { queue }
        | E::Put { queue, .. }
        | E::Get { queue, .. }
        | E::GetEmpty { queue }
        | E::Peek { queue, .. }
        | E::PeekEmpty { queue }
        | E::Update { queue, .. }
        | E::Delete { queue, .. }
        | E::Clear { queue, .. }
        | E::Reappear { queue, .. }
        | E::Expire { queue, .. } => Some(queue),
        E::Rejected { queue, .. } | E::Throttled { queue, .. } | E::Lost { queue, .. } => queue.as_deref(),
        E::AccountCreated { .. }
        | E::WorkerStart
        | E::WorkerCrash { .. }
        | E::WorkStart { .. }
        | E::WorkDone { .. }
        | E::SideEffect { .. }
        | E::Predicted { .. }
        | E::Unreachable { .. }
        | E::Fault { .. }
        | E::BlobPut { .. }
        | E::BlobGet { .. }
        | E::BlobDelete { .. }
        | E::Configured
        | E::Left { .. }
        | E::DirectStart { .. }
        | E::DirectDone { .. }
        | E::DirectDropped { .. } => None,
    }
}
