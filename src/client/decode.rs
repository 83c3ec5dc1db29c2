//! A response becomes an answer, or an error that says what the service said.

use crate::client::{Call, Pairs, Policy};
use crate::engine::ServiceProperties;
use crate::time::Timestamp;
use crate::wire::version::ApiVersion;
use crate::wire::xml::{self, Element};
use crate::wire::{Response, date, properties};
use std::sync::Arc;

/// What a call brought back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    Done,
    Queues {
        queues: Vec<ListedQueue>,
        next_marker: Option<Box<str>>,
    },
    ServiceProperties(ServiceProperties),
    /// `None` while the first copy is running or the region is unavailable.
    ServiceStats {
        status: Box<str>,
        last_sync_at: Option<Timestamp>,
    },
    PreflightGranted {
        max_age_secs: u32,
    },
    QueueCreated {
        existed: bool,
    },
    Metadata {
        metadata: Pairs,
        approximate_count: u64,
    },
    Policies(Vec<Policy>),
    Put(SentMessage),
    Got(Vec<ReceivedMessage>),
    Peeked(Vec<PeekedMessage>),
    Updated {
        receipt: Box<str>,
        next_visible_at: Timestamp,
    },
}

/// A queue of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedQueue {
    pub name: Box<str>,
    /// Only if asked for.
    pub metadata: Option<Pairs>,
}

/// What the sender learns of its message. Times are whole seconds, cut down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentMessage {
    pub id: Box<str>,
    pub receipt: Box<str>,
    pub inserted_at: Timestamp,
    pub expires_at: Timestamp,
    pub next_visible_at: Timestamp,
}

/// A message that was handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivedMessage {
    pub id: Box<str>,
    pub receipt: Box<str>,
    pub inserted_at: Timestamp,
    pub expires_at: Timestamp,
    pub next_visible_at: Timestamp,
    pub dequeue_count: u32,
    pub text: Arc<str>,
}

/// A message that was looked at: no receipt, no next visible time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeekedMessage {
    pub id: Box<str>,
    pub inserted_at: Timestamp,
    pub expires_at: Timestamp,
    pub dequeue_count: u32,
    pub text: Arc<str>,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClientError {
    /// The service refused; `message` is its sentence without the lines that follow it.
    Service { status: u16, code: Box<str>, message: Box<str> },
    /// Nothing came back in time. The service may have done what was asked, or may never have heard of it.
    NoAnswer,
    /// The answer is not what this call can have brought; `what` is the part that was missing or unreadable.
    Malformed { what: &'static str },
}

/// Reads the response to `call`.
pub fn decode(call: &Call, response: &Response) -> Result<Answer, ClientError> {
    if response.status >= 300 {
        return Err(refusal(response));
    }
    Ok(match call {
        Call::ListQueues { .. } => queues(response)?,
        Call::GetServiceProperties => {
            let version = response.headers.get("x-ms-version").and_then(ApiVersion::parse).ok_or(malformed("x-ms-version"))?;
            Answer::ServiceProperties(properties::read_answer(&response.body, version).map_err(|_| malformed("body"))?)
        }
        Call::GetServiceStats => stats(response)?,
        Call::Preflight { .. } => {
            let age = response.headers.get("Access-Control-Max-Age").and_then(|secs| secs.parse().ok());
            Answer::PreflightGranted { max_age_secs: age.ok_or(malformed("Access-Control-Max-Age"))? }
        }
        Call::GetAcl { .. } => policies(response)?,
        Call::CreateQueue { .. } => Answer::QueueCreated { existed: response.status == 204 },
        Call::SetServiceProperties { .. }
        | Call::DeleteQueue { .. }
        | Call::SetMetadata { .. }
        | Call::SetAcl { .. }
        | Call::Delete { .. }
        | Call::Clear { .. } => Answer::Done,
        Call::GetMetadata { .. } => metadata(response)?,
        Call::Put { .. } => Answer::Put(messages(response, sent)?.pop().ok_or(malformed("QueueMessage"))?),
        Call::Get { .. } => Answer::Got(messages(response, received)?),
        Call::Peek { .. } => Answer::Peeked(messages(response, peeked)?),
        Call::Update { .. } => {
            let receipt = response.headers.get("x-ms-popreceipt").ok_or(malformed("x-ms-popreceipt"))?;
            let at = response.headers.get("x-ms-time-next-visible").and_then(date::parse_rfc1123);
            Answer::Updated { receipt: receipt.into(), next_visible_at: at.ok_or(malformed("x-ms-time-next-visible"))? }
        }
    })
}

/// What the service said instead of an answer. Errors without a body (answers to HEAD) still carry the code in a header.
pub fn refusal(response: &Response) -> ClientError {
    let document = xml::parse(&response.body).ok();
    let element = |name| document.as_ref().and_then(|document| document.child_text(name));
    let code = response.headers.get("x-ms-error-code").or(element("Code")).unwrap_or("");
    let message = element("Message").unwrap_or(&response.reason);
    let message = message.split("\nRequestId:").next().unwrap_or(message);
    ClientError::Service { status: response.status, code: code.into(), message: message.into() }
}

fn metadata(response: &Response) -> Result<Answer, ClientError> {
    const COUNT: &str = "x-ms-approximate-messages-count";
    let count = response.headers.get(COUNT).and_then(|count| count.parse().ok());
    let pairs = response.headers.iter().filter_map(|(name, value)| Some((name.strip_prefix("x-ms-meta-")?.into(), value.into())));
    Ok(Answer::Metadata { metadata: pairs.collect(), approximate_count: count.ok_or(malformed(COUNT))? })
}

fn queues(response: &Response) -> Result<Answer, ClientError> {
    let document = document(response)?;
    let list = document.child("Queues").ok_or(malformed("Queues"))?;
    let queue = |element: &Element| {
        let pairs = |metadata: &Element| metadata.children.iter().map(|pair| (pair.name.into(), (*pair.text).into())).collect();
        Ok(ListedQueue { name: text(element, "Name")?.into(), metadata: element.child("Metadata").map(pairs) })
    };
    let queues = list.children.iter().map(queue).collect::<Result<_, _>>()?;
    let next_marker = document.child_text("NextMarker").filter(|marker| !marker.is_empty()).map(Into::into);
    Ok(Answer::Queues { queues, next_marker })
}

fn stats(response: &Response) -> Result<Answer, ClientError> {
    let document = document(response)?;
    let replication = document.child("GeoReplication").ok_or(malformed("GeoReplication"))?;
    let last_sync_at = replication.child_text("LastSyncTime").and_then(date::parse_rfc1123);
    Ok(Answer::ServiceStats { status: text(replication, "Status")?.into(), last_sync_at })
}

fn policies(response: &Response) -> Result<Answer, ClientError> {
    let policy = |element: &Element| {
        let part = |name| element.child("AccessPolicy").and_then(|policy| policy.child_text(name)).map(Into::into);
        Ok(Policy { id: text(element, "Id")?.into(), start: part("Start"), expiry: part("Expiry"), permission: part("Permission") })
    };
    Ok(Answer::Policies(document(response)?.children.iter().map(policy).collect::<Result<_, _>>()?))
}

fn document(response: &Response) -> Result<Element<'_>, ClientError> {
    xml::parse(&response.body).map_err(|_| malformed("body"))
}

fn messages<T>(response: &Response, read: fn(&Element) -> Result<T, ClientError>) -> Result<Vec<T>, ClientError> {
    document(response)?.children_named("QueueMessage").map(read).collect()
}

fn sent(element: &Element) -> Result<SentMessage, ClientError> {
    Ok(SentMessage {
        id: text(element, "MessageId")?.into(),
        receipt: text(element, "PopReceipt")?.into(),
        inserted_at: time(element, "InsertionTime")?,
        expires_at: time(element, "ExpirationTime")?,
        next_visible_at: time(element, "TimeNextVisible")?,
    })
}

fn received(element: &Element) -> Result<ReceivedMessage, ClientError> {
    let SentMessage { id, receipt, inserted_at, expires_at, next_visible_at } = sent(element)?;
    let (dequeue_count, text) = (dequeue_count(element)?, text(element, "MessageText")?.into());
    Ok(ReceivedMessage { id, receipt, inserted_at, expires_at, next_visible_at, dequeue_count, text })
}

fn peeked(element: &Element) -> Result<PeekedMessage, ClientError> {
    Ok(PeekedMessage {
        id: text(element, "MessageId")?.into(),
        inserted_at: time(element, "InsertionTime")?,
        expires_at: time(element, "ExpirationTime")?,
        dequeue_count: dequeue_count(element)?,
        text: text(element, "MessageText")?.into(),
    })
}

fn dequeue_count(element: &Element) -> Result<u32, ClientError> {
    text(element, "DequeueCount")?.parse().map_err(|_| malformed("DequeueCount"))
}

fn time(element: &Element, name: &'static str) -> Result<Timestamp, ClientError> {
    date::parse_rfc1123(text(element, name)?).ok_or(malformed(name))
}

fn text<'a>(element: &'a Element, name: &'static str) -> Result<&'a str, ClientError> {
    element.child_text(name).ok_or(malformed(name))
}

const fn malformed(what: &'static str) -> ClientError {
    ClientError::Malformed { what }
}
