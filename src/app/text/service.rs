//! What the service answers and what happened, as sentences.

use super::{capital, grouped, plural};
use playground::sim::{EventKind, FaultName, Lost};

pub struct Service {
    pub refused: fn(u16, &str) -> String,
    pub refused_who: fn(&str, &str) -> String,
    pub rule: fn(&str) -> Option<&'static str>,
    pub event: fn(&EventKind, &str) -> String,
}

pub(super) const EN: Service = Service {
    refused: |status, code| format!("{status} {code}"),
    refused_who: |who, what| match what {
        // It was not the queue service that refused: an account could not be made, or a blob is missing.
        "" => capital(&format!("That is what {who} was told.")),
        what => capital(&format!("{who} asked for {what}.")),
    },
    rule,
    event,
};

fn event(kind: &EventKind, who: &str) -> String {
    capital(&event_words(kind, who))
}

fn event_words(kind: &EventKind, who: &str) -> String {
    match kind {
        EventKind::QueueCreated { queue } => format!("The queue {queue} was created"),
        EventKind::QueueDeleted { queue } => format!("The queue {queue} was deleted"),
        EventKind::Put { message, .. } => format!("{who} put message {}", message.0),
        EventKind::Get { message, receipt, dequeue_count, .. } => {
            format!("{who} got message {} with ticket #{}, dequeue count {dequeue_count}", message.0, receipt.0)
        }
        EventKind::GetEmpty { .. } => format!("{who} asked and got an empty answer"),
        EventKind::Peek { message, .. } => format!("{who} peeked at message {}", message.0),
        EventKind::PeekEmpty { .. } => format!("{who} peeked and saw nothing"),
        EventKind::Update { message, receipt, .. } => {
            format!("{who} updated message {}; the new ticket is #{}", message.0, receipt.0)
        }
        EventKind::Delete { message, .. } => format!("{who} deleted message {}", message.0),
        EventKind::Clear { count, .. } => format!("{who} cleared the queue of {count} messages"),
        EventKind::Reappear { message, dequeue_count: 0, .. } => format!("Message {} became visible", message.0),
        EventKind::Reappear { message, .. } => format!("Message {} became visible again", message.0),
        EventKind::Expire { message, .. } => format!("Message {} expired and is gone", message.0),
        EventKind::Rejected { status, code, .. } => format!("the service refused {who}: {status} {code}"),
        EventKind::Throttled { .. } => format!("the service told {who} to slow down: 503 ServerBusy"),
        EventKind::WorkerStart => format!("{who} started again"),
        EventKind::WorkerCrash { holding } if holding.is_empty() => format!("{who} crashed"),
        EventKind::WorkerCrash { holding } => {
            let numbers: Vec<String> = holding.iter().map(|message| message.0.to_string()).collect();
            format!("{who} crashed, holding {} {}", plural(holding.len(), "message", "messages"), numbers.join(", "))
        }
        EventKind::WorkStart { message, of: 1, .. } => format!("{who} began to work on message {}", message.0),
        EventKind::WorkStart { message, chapter, of } => format!("{who} began part {chapter} of {of} of the work on message {}", message.0),
        EventKind::WorkDone { message, of: 1, .. } => format!("{who} finished working on message {}", message.0),
        EventKind::WorkDone { message, chapter, of } => {
            format!("{who} finished part {chapter} of {of} of the work on message {}", message.0)
        }
        EventKind::SideEffect { key, copy: 1, .. } => format!("{who} published \u{201c}{key}\u{201d}"),
        EventKind::SideEffect { key, copy, .. } => format!("{who} published \u{201c}{key}\u{201d} again: copy {copy}"),
        EventKind::Predicted { .. } => "You wrote down a prediction".into(),
        EventKind::AccountCreated { account, redundancy, .. } => format!("The account {account} was created ({})", redundancy.as_str()),
        EventKind::Unreachable { host } if host.is_empty() => format!("{who} has no account to send to"),
        EventKind::Unreachable { host } => format!("{who} found no queue service at {host}"),
        EventKind::Lost { what: Lost::Request, .. } => format!("a request of {who} got lost on the way"),
        EventKind::Lost { what: Lost::Reply, .. } => format!("the service answered {who}, and the answer got lost"),
        EventKind::Fault { name } => fault(*name, who),
        EventKind::BlobPut { key, bytes } => format!("{who} wrote {key}, {} bytes", grouped(u64::from(*bytes))),
        EventKind::BlobGet { key } => format!("{who} read {key}"),
        EventKind::BlobDelete { key } => format!("{who} removed {key}"),
        EventKind::Configured => format!("{who} got new settings"),
        EventKind::Left { holding } if holding.is_empty() => format!("{who} left"),
        EventKind::Left { holding } => {
            let messages: Vec<String> = holding.iter().map(|message| format!("message {}", message.0)).collect();
            format!("{who} left, still holding {}", messages.join(", "))
        }
        EventKind::DirectStart { request } => format!("{who} serves visitor {request}"),
        EventKind::DirectDone { request } => format!("{who} is done with visitor {request}"),
        EventKind::DirectDropped { request } => format!("{who} is busy and turns visitor {request} away"),
    }
}

/// A fault that struck; the service itself stands for everybody.
fn fault(name: FaultName, who: &str) -> String {
    match name {
        FaultName::Crash => format!("a fault brings {who} down"),
        FaultName::Restart => format!("{who} is started again"),
        FaultName::LoseRequest => format!("the link of {who} begins to lose requests"),
        FaultName::LoseReply => format!("the link of {who} begins to lose answers"),
        FaultName::Slow => "the link becomes slow".into(),
        FaultName::Outage => "the service cannot be reached for a while".into(),
        FaultName::Stall => format!("{who} stands still for a while, without knowing it"),
        FaultName::Throttle => "the service takes fewer requests than usual".into(),
        FaultName::Skew => format!("the clock of {who} is wrong from now on"),
        FaultName::Tear => format!("{who} begins to send torn texts"),
    }
}

/// The rule behind an error code, in one sentence.
fn rule(code: &str) -> Option<&'static str> {
    Some(match code {
        "MessageNotFound" => {
            "A message can be changed or deleted only with its latest pop receipt, and only while it exists. Receiving or updating it again, deleting it, or its expiry ends the receipt."
        }
        "PopReceiptMismatch" => "The pop receipt is not the latest one of this message.",
        "QueueNotFound" => "The queue does not exist in this account.",
        "QueueAlreadyExists" => "A queue of this name exists with other metadata.",
        "QueueBeingDeleted" => "For at least 30 seconds after a delete the name cannot be used again.",
        "OutOfRangeInput" => "A queue name has 3 to 63 characters.",
        "InvalidResourceName" => {
            "A queue name has lowercase letters, digits and single hyphens, and begins and ends with a letter or digit."
        }
        "OutOfRangeQueryParameterValue" => {
            "Get takes 1 to 32 messages and a visibility timeout of 1 to 604,800 seconds; Put and Update take 0 to 604,800."
        }
        "InvalidQueryParameterValue" => {
            "The visibility timeout must be smaller than the time to live, and the time to live is -1 (never expires) or at least 1 second."
        }
        "MissingRequiredQueryParameter" => "Delete and Update need a pop receipt, and Update a visibility timeout.",
        "RequestBodyTooLarge" => "A message text has at most 64 KiB (65,536 bytes of UTF-8).",
        "InvalidXmlDocument" => "The body must be well-formed XML of the documented form; some characters cannot be written in XML at all.",
        "AccountNameInvalid" => "An account name has 3 to 24 characters, lowercase letters and digits only.",
        "StorageAccountAlreadyTaken" => "An account name is part of a host name, so nobody else in the world may have it.",
        "StorageAccountAlreadyExists" => "You have an account of this name already.",
        "BlobNotFound" => "The message names a blob that is not there: it was never written, or it has been removed.",
        "AuthenticationFailed" => "The signature or token does not prove who is asking.",
        "ServerBusy" => "The service asks to slow down: wait, and wait longer each time.",
        _ => return None,
    })
}
