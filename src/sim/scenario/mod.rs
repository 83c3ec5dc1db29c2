//! The starting point of a world: a seed, the account and its queues, who works with them, and what goes wrong. Plain data, saved and shared
//! as such.
//!
//! The parts of a program have many settings. Each spec has a constructor that names what every one must say and leaves the rest at the plain
//! behaviour; `..ConsumerSpec::on("newsqueue")` then changes what a scenario is about.

mod client;
mod consumer;
mod fault;
mod pace;
mod producer;

pub use client::{ClientSpec, Shown};
pub use consumer::{Bookmark, ConsumerSpec, CopyOrder, CrashLine, CrashRule, CrashWhen, DeleteOrder, PoisonRule, Reads, Renewal};
pub use fault::{Fault, FaultName, ScriptedFault};
pub use pace::{Pace, Spread};
pub use producer::{Attachment, FrontEndSpec, ProducerSpec, WriteOrder};

use crate::engine::Throttling;
use crate::time::{Span, Timestamp};
use serde::{Deserialize, Serialize};

/// Everything a world needs to begin. The same scenario and the same inputs give the same history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scenario {
    pub seed: u64,
    /// Virtual date at which the world begins; the page shows times from here as 00:00.
    pub starts_at: Timestamp,
    /// The storage account, 3 to 24 characters of `a-z0-9`; empty: the subscription holds no account yet.
    pub account: Box<str>,
    /// Queues that exist from the beginning; at most 256.
    pub queues: Vec<Box<str>>,
    /// In order; the first becomes `ActorId(1)` (`ActorId(0)` is the person at the page). At most `ACTORS_MAX` with the person.
    pub actors: Vec<ActorSpec>,
    #[serde(default = "LinkSpec::instant")]
    pub link: LinkSpec,
    /// What goes wrong by itself, in any order; at most 1,000 faults.
    #[serde(default)]
    pub faults: Vec<ScriptedFault>,
    /// Whether the service enforces its throughput targets, and at which scale.
    #[serde(default = "off")]
    pub throttling: Throttling,
}

/// How long a request travels to the service, and its response back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkSpec {
    pub request_for: Span,
    pub response_for: Span,
    /// Each way takes longer by a chance amount of up to this much.
    pub jitter: Span,
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
    /// A desk or program that does nothing by itself: a person sends its requests.
    Client(ClientSpec),
    /// A web tier that does the work itself, without a queue: what a queue is compared with.
    FrontEnd(FrontEndSpec),
}

/// How a program goes on after no answer or an answer of 500 and above.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retry {
    /// Attempts after the first one.
    pub times: u8,
    /// Before the first of them; at least a millisecond.
    pub pause: Span,
    /// Whether each pause is twice as long as the one before.
    pub doubles: bool,
    /// Each pause is longer by a chance amount of up to this much, so that many clients do not come back together.
    pub jitter: Span,
}

/// More queues, faults or further queues of one program than these are left out, so that a world made by a stranger stays a small one.
pub(super) const QUEUES_MAX: usize = 256;
pub(super) const FAULTS_MAX: usize = 1_000;
const MORE_QUEUES_MAX: usize = 15;

impl Scenario {
    /// A world with one account and one queue in it, nobody there, nothing wrong, and requests that take no time.
    pub fn new(seed: u64, starts_at: Timestamp, account: &str, queue: &str) -> Self {
        Self {
            seed,
            starts_at,
            account: account.into(),
            queues: vec![queue.into()],
            actors: Vec::new(),
            link: LinkSpec::INSTANT,
            faults: Vec::new(),
            throttling: Throttling::Off,
        }
    }
}

/// What a written scenario has where it says nothing.
fn off() -> Throttling {
    Throttling::Off
}

impl LinkSpec {
    fn instant() -> Self {
        Self::INSTANT
    }

    pub const INSTANT: Self = Self { request_for: Span::ZERO, response_for: Span::ZERO, jitter: Span::ZERO };

    /// The same time for each way, whatever happens.
    pub const fn steady(one_way: Span) -> Self {
        Self { request_for: one_way, response_for: one_way, jitter: Span::ZERO }
    }
}

impl Retry {
    /// What client libraries do unless they are told otherwise: three more attempts, after 1, 2 and 4 s.
    pub const USUAL: Self = Self { times: 3, pause: Span::from_secs(1), doubles: true, jitter: Span::ZERO };

    pub const NEVER: Self = Self { times: 0, pause: Span::ZERO, doubles: false, jitter: Span::ZERO };

    /// The pause before attempt `attempt` (1 is the first retry), without its jitter; at least a millisecond, at most a day.
    pub fn pause_before(&self, attempt: u8) -> Span {
        const LONGEST: u64 = 86_400_000_000;
        let doublings = if self.doubles { u32::from(attempt.saturating_sub(1)).min(40) } else { 0 };
        Span::from_micros(self.pause.as_micros().saturating_mul(1 << doublings).clamp(1_000, LONGEST))
    }
}

/// The queue with that number, counted round one queue and its further ones.
fn queue_at<'a>(queue: &'a str, more: &'a [Box<str>], turn: u32) -> &'a str {
    let place = turn as usize % round(more);
    if place == 0 { queue } else { &more[place - 1] }
}

/// How many queues a program goes round.
fn round(more: &[Box<str>]) -> usize {
    1 + more.len().min(MORE_QUEUES_MAX)
}
