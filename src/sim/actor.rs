//! Who acts in a world, and in what state each of them is. Only state: what they do with it is in `world`, `producer`, `front_end` and
//! `consumer`.

use super::event::{ActorId, EventId, Via};
use super::input::RawRequest;
use super::line::Line;
use super::scenario::{ActorSpec, ClientSpec, ConsumerSpec, FrontEndSpec, ProducerSpec, Retry, Role};
use crate::client::{Answer, Call, ClientError};
use crate::engine::{MessageNumber, ReceiptNumber};
use crate::rng::Rng;
use crate::time::{Span, Timestamp};
use std::collections::VecDeque;
use std::sync::Arc;

/// How many of a desk's last answers a world remembers; older ones remain in the event log.
pub const ANSWERS_MAX: usize = 32;

#[derive(Clone, Debug)]
pub struct Actor {
    pub id: ActorId,
    pub name: Arc<str>,
    pub body: Body,
    /// Counts lives: a task or an answer meant for an earlier life is void.
    pub(super) epoch: u32,
    /// How often it has been started; 1 until its first restart.
    pub lives: u32,
    /// Seconds by which its clock is ahead of the service's; negative: behind.
    pub clock_ahead_secs: i64,
    pub(super) last_event: Option<EventId>,
    pub(super) rng: Rng,
    /// When it acts next by itself; any other waking is void.
    pub(super) alarm: Option<Timestamp>,
    /// Where its requests go. The person's go to the world's present account.
    pub(super) line: Arc<Line>,
}

#[derive(Clone, Debug)]
pub enum Body {
    /// The person at the page, who sends requests by hand.
    Person(Person),
    Producer(Producer),
    Consumer(Consumer),
    /// A desk at which a person sends requests.
    Client(Client),
    FrontEnd(FrontEnd),
    /// It has left.
    Gone,
}

#[derive(Clone, Debug, Default)]
pub struct Person {
    /// Newest last, at most `ANSWERS_MAX`.
    pub answers: VecDeque<Answered>,
}

#[derive(Clone, Debug)]
pub struct Client {
    pub spec: Arc<ClientSpec>,
    /// Newest last, at most `ANSWERS_MAX`.
    pub answers: VecDeque<Answered>,
}

/// What came back for a request sent by hand.
#[derive(Clone, Debug)]
pub struct Answered {
    pub at: Timestamp,
    pub via: Via,
    pub asked: Asked,
    pub result: Result<Answer, ClientError>,
    /// The (first) event it caused.
    pub event: EventId,
}

/// A request sent by hand, as it was asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Asked {
    Call(Call),
    Raw(RawRequest),
}

#[derive(Clone, Debug)]
pub struct Producer {
    pub spec: Arc<ProducerSpec>,
    pub sent: u32,
    /// When it sends next; `None` once it has sent all it was told to.
    pub next_at: Option<Timestamp>,
    pub crashed_at: Option<Timestamp>,
    /// So many of its next texts come out torn.
    pub(super) torn: u32,
}

#[derive(Clone, Debug)]
pub struct FrontEnd {
    pub spec: Arc<FrontEndSpec>,
    /// Visitors so far, whether served or turned away.
    pub visitors: u32,
    pub served: u32,
    pub dropped: u32,
    /// Visitors being served and when each is done, in order of coming.
    pub serving: Vec<(u32, Timestamp)>,
    pub next_at: Option<Timestamp>,
    pub crashed_at: Option<Timestamp>,
}

#[derive(Clone, Debug)]
pub struct Consumer {
    pub spec: Arc<ConsumerSpec>,
    /// New settings that wait for the present message to be finished.
    pub(super) next_spec: Option<Arc<ConsumerSpec>>,
    pub state: ConsumerState,
    /// The messages of its last Get that it has not finished; the first is the one it works on.
    pub held: VecDeque<Held>,
    /// Empty answers since it last got something.
    pub empty_answers: u32,
    pub finished: u32,
    /// Which of its queues it asks, counted on without end.
    pub(super) turn: u32,
    pub job: Job,
}

/// How far a worker is with the message it works on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Job {
    /// The chapter it works on, from 1; 0 before it has begun.
    pub chapter: u8,
    /// What the effect is about: the text without a bookmark.
    pub(super) key: Option<Arc<str>>,
    /// How long each chapter takes.
    pub(super) chapter_for: Span,
    /// Work done on the message in this life, before the present chapter.
    pub(super) worked_before: Span,
    /// An Update Message is on its way while the work goes on.
    pub(super) renewing: bool,
    /// So many chapters are noted in the message's text.
    pub(super) saved: u8,
    /// The message is being moved to the poison queue.
    pub(super) setting_aside: bool,
    /// When it last asked for a renewal.
    pub(super) renewed_at: Option<Timestamp>,
    /// It does not act before this instant (`Fault::Stall`).
    pub(super) stalled_until: Option<Timestamp>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConsumerState {
    /// Will ask at `until`.
    Waiting { until: Timestamp },
    /// A Get Messages is on its way.
    Asking,
    /// Works on a chapter.
    Working { from: Timestamp, until: Timestamp },
    /// The chapter is done; an Update Message is on its way, and the work waits for it.
    Renewing,
    /// A Delete Message is on its way.
    Deleting,
    /// A Put Message into the poison queue is on its way.
    SettingAside,
    /// `worked_for` of `works_for` was done.
    Crashed { at: Timestamp, worked_for: Span, works_for: Span },
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
    /// When its lease ends, as the answer said: whole seconds, cut down.
    pub visible_at: Timestamp,
    /// The queue it came from.
    pub(super) queue: Arc<str>,
}

impl Actor {
    pub(super) fn person(rng: &Rng) -> Self {
        Self::of(ActorId(0), "you", Body::Person(Person::default()), 0, rng.fork("person"), Arc::new(Line::nowhere()))
    }

    /// An actor that joins at `now`, with the line of a program.
    pub(super) fn new(id: ActorId, spec: &ActorSpec, rng: &Rng, now: Timestamp, line: Arc<Line>) -> Self {
        let rng = rng.fork(&["actor ", &*id.0.to_string()].concat());
        let first =
            |after: Span, count: Option<u32>, pause: Option<Span>| pause.filter(|_| count != Some(0)).map(|pause| now + after + pause);
        let (ahead, body) = match &spec.role {
            Role::Producer(spec) => {
                let next_at = first(spec.starts_after, spec.count, spec.pace.first_pause());
                let spec = Arc::new(spec.clone());
                (spec.clock_ahead_secs, Body::Producer(Producer { spec, sent: 0, next_at, crashed_at: None, torn: 0 }))
            }
            Role::Consumer(spec) => (spec.clock_ahead_secs, Body::Consumer(Consumer::new(spec, now))),
            Role::Client(spec) => (spec.clock_ahead_secs, Body::Client(Client { spec: Arc::new(spec.clone()), answers: VecDeque::new() })),
            Role::FrontEnd(spec) => {
                let next_at = first(spec.starts_after, spec.count, spec.pace.first_pause());
                let spec = Arc::new(spec.clone());
                let front_end = FrontEnd { spec, visitors: 0, served: 0, dropped: 0, serving: Vec::new(), next_at, crashed_at: None };
                (0, Body::FrontEnd(front_end))
            }
        };
        Self::of(id, &spec.name, body, ahead, rng, line)
    }

    fn of(id: ActorId, name: &str, body: Body, clock_ahead_secs: i64, rng: Rng, line: Arc<Line>) -> Self {
        Self { id, name: name.into(), body, epoch: 0, lives: 1, clock_ahead_secs, last_event: None, rng, alarm: None, line }
    }

    /// Its next act, if it does anything by itself without an answer.
    pub(super) fn wakes_at(&self) -> Option<Timestamp> {
        match &self.body {
            Body::Person(_) | Body::Client(_) | Body::Gone => None,
            Body::Producer(producer) => producer.next_at,
            Body::FrontEnd(front_end) => front_end.next_at,
            Body::Consumer(consumer) => match consumer.state {
                ConsumerState::Waiting { until } => Some(until),
                _ => None,
            },
        }
    }

    pub fn is_crashed(&self) -> bool {
        match &self.body {
            Body::Person(_) | Body::Client(_) | Body::Gone => false,
            Body::Producer(producer) => producer.crashed_at.is_some(),
            Body::FrontEnd(front_end) => front_end.crashed_at.is_some(),
            Body::Consumer(consumer) => matches!(consumer.state, ConsumerState::Crashed { .. }),
        }
    }

    pub fn is_gone(&self) -> bool {
        matches!(self.body, Body::Gone)
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

    pub fn as_client(&self) -> Option<&Client> {
        match &self.body {
            Body::Client(client) => Some(client),
            _ => None,
        }
    }

    pub fn as_front_end(&self) -> Option<&FrontEnd> {
        match &self.body {
            Body::FrontEnd(front_end) => Some(front_end),
            _ => None,
        }
    }

    /// What came back for the last requests sent by hand, newest last; `None` for programs.
    pub fn answers(&self) -> Option<&VecDeque<Answered>> {
        match &self.body {
            Body::Person(person) => Some(&person.answers),
            Body::Client(client) => Some(&client.answers),
            _ => None,
        }
    }

    pub(super) fn answers_mut(&mut self) -> Option<&mut VecDeque<Answered>> {
        match &mut self.body {
            Body::Person(person) => Some(&mut person.answers),
            Body::Client(client) => Some(&mut client.answers),
            _ => None,
        }
    }

    /// Its settings as a role, to be changed and given back with `Input::Configure`; `None` for the person and for who has left.
    pub fn role(&self) -> Option<Role> {
        match &self.body {
            Body::Person(_) | Body::Gone => None,
            Body::Producer(producer) => Some(Role::Producer((*producer.spec).clone())),
            Body::Consumer(consumer) => Some(Role::Consumer((**consumer.next_spec.as_ref().unwrap_or(&consumer.spec)).clone())),
            Body::Client(client) => Some(Role::Client((*client.spec).clone())),
            Body::FrontEnd(front_end) => Some(Role::FrontEnd((*front_end.spec).clone())),
        }
    }

    /// How it goes on without an answer, and how long it waits for one. A person sees at once that nothing came.
    pub(super) fn patience(&self) -> (Retry, Span) {
        match &self.body {
            Body::Producer(producer) => (producer.spec.retry, producer.spec.waits_for),
            Body::Consumer(consumer) => (consumer.spec.retry, consumer.spec.waits_for),
            Body::Person(_) | Body::Client(_) | Body::FrontEnd(_) | Body::Gone => (Retry::NEVER, Span::ZERO),
        }
    }

    /// So long after a crash it starts again by itself.
    pub(super) fn restarts_after(&self) -> Option<Span> {
        let span = match &self.body {
            Body::Producer(producer) => producer.spec.restarts_after,
            Body::Consumer(consumer) => consumer.spec.restarts_after,
            Body::Person(_) | Body::Client(_) | Body::FrontEnd(_) | Body::Gone => None,
        };
        span.map(|span| span.max(Span::from_millis(1)))
    }
}

impl Consumer {
    fn new(spec: &ConsumerSpec, now: Timestamp) -> Self {
        Self {
            spec: Arc::new(spec.clone()),
            next_spec: None,
            state: ConsumerState::Waiting { until: now + spec.starts_after },
            held: VecDeque::new(),
            empty_answers: 0,
            finished: 0,
            turn: 0,
            job: Job::default(),
        }
    }
}
