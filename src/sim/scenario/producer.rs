//! Programs that bring work: one sends it to a queue, the other does it on the spot.

use super::Retry;
use super::consumer::CrashWhen;
use super::pace::{Pace, Spread};
use crate::time::Span;
use serde::{Deserialize, Serialize};

/// A program that sends messages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default = "ProducerSpec::plain")]
pub struct ProducerSpec {
    pub queue: Box<str>,
    /// Further queues, at most 15; messages go to all of them in turn.
    pub more_queues: Vec<Box<str>>,
    /// Virtual time from its start to its first message.
    pub starts_after: Span,
    pub pace: Pace,
    /// Each pause is longer by a chance amount of up to this much.
    pub jitter: Span,
    /// Stops after so many; `None`: never, or when its trace ends.
    pub count: Option<u32>,
    /// Text of its messages; `{n}` becomes its running number.
    pub text: Box<str>,
    /// Texts shorter than this are filled up with blanks, in bytes; at most 100,000, so that a text can be too long for the service.
    pub filled_to: u32,
    /// `visibilitytimeout` of Put Message in seconds, if it sends one: the delay.
    pub visibility_timeout: Option<i64>,
    /// `messagettl` of Put Message in seconds, if it sends one; -1: never.
    pub time_to_live: Option<i64>,
    /// The claim check: the payload goes into the blob store and the message carries its name.
    pub attachment: Option<Attachment>,
    /// Gives up waiting for an answer after this long.
    pub waits_for: Span,
    pub retry: Retry,
    /// Dies between the two writes of a message with an attachment.
    pub crashes_between_writes: Option<CrashWhen>,
    /// Starts again by itself so long after a crash; at least a millisecond.
    pub restarts_after: Option<Span>,
    /// Seconds by which its clock is ahead of the service's; negative: behind.
    pub clock_ahead_secs: i64,
}

/// A payload that does not travel in the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    pub bytes: u32,
    pub order: WriteOrder,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WriteOrder {
    BlobFirst,
    MessageFirst,
}

/// A web tier that does the work while its visitor waits. A visitor who comes while all its hands are busy is turned away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrontEndSpec {
    pub starts_after: Span,
    /// How visitors come.
    pub pace: Pace,
    pub jitter: Span,
    /// How many come; `None`: they never stop.
    pub count: Option<u32>,
    /// How many it serves at once; at least 1.
    pub hands: u8,
    /// How long one visitor's work takes.
    pub works_for: Span,
    pub work_jitter: Span,
    pub work_spread: Spread,
}

impl ProducerSpec {
    /// What a written one does where it says nothing.
    fn plain() -> Self {
        Self::on("newsqueue", "Story {n}")
    }

    /// The queue of message number `sent`, from 1.
    pub(in super::super) fn queue_of(&self, sent: u32) -> &str {
        super::queue_at(&self.queue, &self.more_queues, sent - 1)
    }

    /// One message with this text, at the start; no delay, the service's own time to live.
    pub fn on(queue: &str, text: &str) -> Self {
        Self {
            queue: queue.into(),
            more_queues: Vec::new(),
            starts_after: Span::ZERO,
            pace: Pace::Steady { every: Span::from_secs(1) },
            jitter: Span::ZERO,
            count: Some(1),
            text: text.into(),
            filled_to: 0,
            visibility_timeout: None,
            time_to_live: None,
            attachment: None,
            waits_for: Span::from_secs(10),
            retry: Retry::USUAL,
            crashes_between_writes: None,
            restarts_after: None,
            clock_ahead_secs: 0,
        }
    }
}

impl FrontEndSpec {
    /// One visitor a second without end, one pair of hands, half a second of work.
    pub fn plain() -> Self {
        Self {
            starts_after: Span::ZERO,
            pace: Pace::Steady { every: Span::from_secs(1) },
            jitter: Span::ZERO,
            count: None,
            hands: 1,
            works_for: Span::from_millis(500),
            work_jitter: Span::ZERO,
            work_spread: Spread::Even,
        }
    }
}
