//! Who acts in a world, and in what state each of them is. Only state: what they do with it is in `world`, `producer` and `consumer`.

use super::event::{ActorId, EventId};
use super::scenario::{ActorSpec, ConsumerSpec, ProducerSpec, Role};
use crate::client::{Answer, Call, ClientError};
use crate::engine::{MessageNumber, ReceiptNumber};
use crate::rng::Rng;
use crate::time::{Span, Timestamp};
use std::collections::VecDeque;
use std::sync::Arc;

/// How many of the person's last answers a world remembers; older ones remain in the event log.
pub const ANSWERS_MAX: usize = 32;

#[derive(Clone, Debug)]
pub struct Actor {
    pub id: ActorId,
    pub name: Arc<str>,
    pub body: Body,
    /// Counts lives: a task or an answer meant for an earlier life is void.
    pub(super) epoch: u32,
    pub(super) last_event: Option<EventId>,
    pub(super) rng: Rng,
}

#[derive(Clone, Debug)]
pub enum Body {
    /// The person at the page, who sends requests by hand.
    Person(Person),
    Producer(Producer),
    Consumer(Consumer),
}

#[derive(Clone, Debug, Default)]
pub struct Person {
    /// Newest last, at most `ANSWERS_MAX`.
    pub answers: VecDeque<Answered>,
}

/// What came back for a request sent by hand.
#[derive(Clone, Debug)]
pub struct Answered {
    pub at: Timestamp,
    pub call: Call,
    pub result: Result<Answer, ClientError>,
    /// The (first) event it caused.
    pub event: EventId,
}

#[derive(Clone, Debug)]
pub struct Producer {
    pub spec: Arc<ProducerSpec>,
    pub sent: u32,
    /// When it sends next; `None` once it has sent all it was told to.
    pub next_at: Option<Timestamp>,
    pub crashed_at: Option<Timestamp>,
}

#[derive(Clone, Debug)]
pub struct Consumer {
    pub spec: Arc<ConsumerSpec>,
    pub state: ConsumerState,
    /// The messages of its last Get that it has not finished; the first is the one it works on.
    pub held: VecDeque<Held>,
    /// Empty answers since it last got something.
    pub empty_answers: u32,
    pub finished: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConsumerState {
    /// Will ask at `until`.
    Waiting {
        until: Timestamp,
    },
    /// A Get Messages is on its way.
    Asking,
    Working {
        from: Timestamp,
        until: Timestamp,
    },
    /// A Delete Message is on its way.
    Deleting,
    /// `worked_for` of `works_for` was done.
    Crashed {
        at: Timestamp,
        worked_for: Span,
        works_for: Span,
    },
}

/// A message in a worker's hands, as the worker knows it.
#[derive(Clone, Debug)]
pub struct Held {
    pub number: MessageNumber,
    pub receipt_number: ReceiptNumber,
    pub id: Box<str>,
    pub receipt: Box<str>,
    pub text: Arc<str>,
    pub dequeue_count: u32,
}

impl Actor {
    pub(super) fn person(rng: &Rng) -> Self {
        Self {
            id: ActorId(0),
            name: "you".into(),
            body: Body::Person(Person::default()),
            epoch: 0,
            last_event: None,
            rng: rng.fork("person"),
        }
    }

    /// An actor that joins at `now`.
    pub(super) fn new(id: ActorId, spec: &ActorSpec, rng: &Rng, now: Timestamp) -> Self {
        let body = match &spec.role {
            Role::Producer(spec) => Body::Producer(Producer {
                spec: Arc::new(spec.clone()),
                sent: 0,
                next_at: (spec.count != Some(0)).then_some(now + spec.starts_after),
                crashed_at: None,
            }),
            Role::Consumer(spec) => Body::Consumer(Consumer {
                spec: Arc::new(spec.clone()),
                state: ConsumerState::Waiting { until: now + spec.starts_after },
                held: VecDeque::new(),
                empty_answers: 0,
                finished: 0,
            }),
        };
        Self { id, name: (*spec.name).into(), body, epoch: 0, last_event: None, rng: rng.fork(&format!("actor {}", id.0)) }
    }

    /// Its first act, if it does anything by itself.
    pub(super) fn wakes_at(&self) -> Option<Timestamp> {
        match &self.body {
            Body::Person(_) => None,
            Body::Producer(producer) => producer.next_at,
            Body::Consumer(consumer) => match consumer.state {
                ConsumerState::Waiting { until } => Some(until),
                _ => None,
            },
        }
    }

    pub fn is_crashed(&self) -> bool {
        match &self.body {
            Body::Person(_) => false,
            Body::Producer(producer) => producer.crashed_at.is_some(),
            Body::Consumer(consumer) => matches!(consumer.state, ConsumerState::Crashed { .. }),
        }
    }

    pub fn as_consumer(&self) -> Option<&Consumer> {
        match &self.body {
            Body::Consumer(consumer) => Some(consumer),
            _ => None,
        }
    }

    pub fn as_producer(&self) -> Option<&Producer> {
        match &self.body {
            Body::Producer(producer) => Some(producer),
            _ => None,
        }
    }

    pub fn as_person(&self) -> Option<&Person> {
        match &self.body {
            Body::Person(person) => Some(person),
            _ => None,
        }
    }
}
