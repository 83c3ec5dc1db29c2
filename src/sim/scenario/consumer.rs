//! The worker's program, line by line: what it asks for, how it works, when it renews, where it dies, what it does with poison.

use super::Retry;
use super::pace::Spread;
use crate::time::Span;
use serde::{Deserialize, Serialize};

/// A worker: polls, works, has its effect, deletes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default = "ConsumerSpec::plain")]
pub struct ConsumerSpec {
    pub queue: Box<str>,
    /// Further queues, at most 15; after an empty answer it asks the next one at once, and pauses when all were empty.
    pub more_queues: Vec<Box<str>>,
    pub starts_after: Span,
    /// Pause after an empty answer; at least a millisecond.
    pub polls_every: Span,
    /// Polling back-off: the pause doubles with every empty answer in a row, up to this. `None`: it stays as it is.
    pub backs_off_to: Option<Span>,
    /// `numofmessages` of Get Messages, 1 to 32.
    pub batch: u8,
    /// `visibilitytimeout` of Get Messages in seconds; `None`: the service's default of 30.
    pub visibility_timeout: Option<i64>,
    /// How long one message takes; at least a millisecond.
    pub works_for: Span,
    /// Each job takes longer by a chance amount of up to this much.
    pub jitter: Span,
    pub spread: Spread,
    /// How many times slower than that it works; 1 is its normal speed.
    pub times_slower: u8,
    /// Equal parts the work is done in; at least 1.
    pub chapters: u8,
    pub renews: Option<Renewal>,
    pub reads: Reads,
    pub poison: Option<PoisonRule>,
    /// Whether the work has its effect; unplugged, the worker does its work for nothing.
    pub publishes: bool,
    /// When the message is deleted.
    pub deletes: DeleteOrder,
    /// Whether the worker remembers finished keys and skips an effect that already happened. What it remembers outlives a crash.
    pub ledger: bool,
    pub crashes: Option<CrashRule>,
    /// Starts again by itself so long after a crash; at least a millisecond. `None`: only when a person restarts it.
    pub restarts_after: Option<Span>,
    /// Gives up waiting for an answer after this long.
    pub waits_for: Span,
    pub retry: Retry,
    /// Seconds by which its clock is ahead of the service's; negative: behind.
    pub clock_ahead_secs: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DeleteOrder {
    AfterEffect,
    BeforeEffect,
    /// The delete is unplugged: the worker forgets it.
    Never,
}

/// Prolongs the lease while working, with Update Message. The new lease counts from the update, and the update makes a new pop receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Renewal {
    /// Renews when no more than this is left of the lease; not more often than once a second.
    pub when_left: Span,
    /// `visibilitytimeout` of Update Message in seconds.
    pub visibility_timeout: i64,
    pub bookmark: Bookmark,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Bookmark {
    /// The text stays as it is: whoever gets the message next begins at the first chapter.
    No,
    /// After each chapter but the last the worker renews at once and writes into the text how many are done; whoever gets the message next
    /// begins after them.
    AfterEachChapter,
}

/// What a worker's code can digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reads {
    /// Any text.
    Anything,
    /// JSON. The program dies on any other text, with the message in its hands.
    Json,
}

/// The rule that moves a message aside after too many failures. The service has no such rule: the worker's code does it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoisonRule {
    /// Moves a message whose dequeue count is greater than this; at least 1.
    pub threshold: u32,
    /// The queue it is moved to.
    pub queue: Box<str>,
    pub order: CopyOrder,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CopyOrder {
    CopyThenDelete,
    /// Wrong: a crash between the two loses the message.
    DeleteThenCopy,
}

/// Where in its program a worker dies, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrashRule {
    pub line: CrashLine,
    pub when: CrashWhen,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CrashLine {
    AfterGet,
    /// After so much work on the message in this life.
    AfterWork(Span),
    BeforeEffect,
    /// The effect has happened, the delete has not been sent.
    AfterEffect,
    AfterDelete,
    /// Between the two halves of moving a message aside.
    BetweenCopyAndDelete,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CrashWhen {
    Always,
    /// Until its first restart.
    FirstLife,
    /// On texts that begin like JSON and are none.
    Malformed,
}

impl ConsumerSpec {
    /// What a written one does where it says nothing.
    fn plain() -> Self {
        Self::on("newsqueue")
    }

    /// Polls every second, takes one message at a time for the service's 30 s, works 1 s, deletes after the effect.
    pub fn on(queue: &str) -> Self {
        Self {
            queue: queue.into(),
            more_queues: Vec::new(),
            starts_after: Span::ZERO,
            polls_every: Span::from_secs(1),
            backs_off_to: None,
            batch: 1,
            visibility_timeout: None,
            works_for: Span::from_secs(1),
            jitter: Span::ZERO,
            spread: Spread::Even,
            times_slower: 1,
            chapters: 1,
            renews: None,
            reads: Reads::Anything,
            poison: None,
            publishes: true,
            deletes: DeleteOrder::AfterEffect,
            ledger: false,
            crashes: None,
            restarts_after: None,
            waits_for: Span::from_secs(10),
            retry: Retry::USUAL,
            clock_ahead_secs: 0,
        }
    }

    /// The pause after that many empty answers in a row.
    pub(in super::super) fn pause(&self, empty_answers: u32) -> Span {
        let first = self.polls_every.max(Span::from_millis(1));
        let Some(longest) = self.backs_off_to else { return first };
        let doubled = first.as_micros().saturating_mul(1 << empty_answers.saturating_sub(1).min(40));
        Span::from_micros(doubled).min(longest.max(first))
    }

    /// The queue with that number, counted round all of them.
    pub(in super::super) fn queue_at(&self, turn: u32) -> &str {
        super::queue_at(&self.queue, &self.more_queues, turn)
    }

    /// How many queues it goes round.
    pub(in super::super) fn round(&self) -> usize {
        super::round(&self.more_queues)
    }
}
