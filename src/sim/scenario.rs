//! The starting point of a world: a seed, the queues, and who works with them. Plain data, saved and shared as such.

use crate::time::{Span, Timestamp};
use serde::{Deserialize, Serialize};

/// Everything a world needs to begin. The same scenario and the same inputs give the same history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scenario {
    pub seed: u64,
    /// Virtual date at which the world begins; the page shows times from here as 00:00.
    pub starts_at: Timestamp,
    /// The storage account, 3 to 24 characters of `a-z0-9`.
    pub account: Box<str>,
    /// Queues that exist from the beginning.
    pub queues: Vec<Box<str>>,
    /// In order; the first becomes `ActorId(1)` (`ActorId(0)` is the person at the page).
    pub actors: Vec<ActorSpec>,
    /// How long a request travels to the service, and its response back.
    pub link: LinkSpec,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkSpec {
    pub request_for: Span,
    pub response_for: Span,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActorSpec {
    /// What the page prints: "A", "Web desk".
    pub name: Box<str>,
    pub role: Role,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    Producer(ProducerSpec),
    Consumer(ConsumerSpec),
}

/// A program that sends messages at a steady pace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProducerSpec {
    pub queue: Box<str>,
    /// Virtual time from the start of the world to its first message.
    pub starts_after: Span,
    /// Between two messages; at least a millisecond.
    pub every: Span,
    /// Each pause is longer by a chance amount of up to this much.
    pub jitter: Span,
    /// Stops after so many; `None`: never.
    pub count: Option<u32>,
    /// Text of its messages; `{n}` becomes its running number.
    pub text: Box<str>,
    /// `visibilitytimeout` of Put Message in seconds, if it sends one.
    pub visibility_timeout: Option<i64>,
    /// `messagettl` of Put Message in seconds, if it sends one.
    pub time_to_live: Option<i64>,
}

/// A worker: polls, works, has its effect, deletes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsumerSpec {
    pub queue: Box<str>,
    pub starts_after: Span,
    /// Pause after an empty answer; at least a millisecond.
    pub polls_every: Span,
    /// `numofmessages` of Get Messages, 1 to 32.
    pub batch: u8,
    /// `visibilitytimeout` of Get Messages in seconds; `None`: the service's default of 30.
    pub visibility_timeout: Option<i64>,
    /// How long one message takes.
    pub works_for: Span,
    /// Each job takes longer by a chance amount of up to this much.
    pub jitter: Span,
    /// When the message is deleted.
    pub deletes: DeleteOrder,
    /// Whether the worker remembers finished keys and skips an effect that already happened.
    pub ledger: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DeleteOrder {
    AfterEffect,
    BeforeEffect,
    /// The delete is unplugged: the worker forgets it.
    Never,
}
