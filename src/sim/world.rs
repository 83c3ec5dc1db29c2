//! A world at an instant: the service, the actors, and what is due next.
//!
//! A world only ever moves forwards, one due thing at a time (`step`), and takes the acts of the person between them (`accept`). Cloning it is
//! cheap whatever the length of the queues; going back is `timeline`'s business.

use super::actor::{ANSWERS_MAX, Actor, Answered, Body, ConsumerState};
use super::effects::Effects;
use super::event::{ActorId, EventId, EventKind};
use super::input::Input;
use super::record::Recorder;
use super::scenario::{LinkSpec, Role, Scenario};
use crate::client::{self, Call, Credential, Endpoint};
use crate::engine::numbered::Numbered;
use crate::engine::{Account, AccountKind, AccountSpec, Counts, Engine, MessageNumber, Outcome, Queue, Redundancy};
use crate::rng::Rng;
use crate::server::Server;
use crate::time::{Span, Timestamp};
use crate::wire::{Request, Response};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The person at the page.
pub const PERSON: ActorId = ActorId(0);

#[derive(Clone, Debug)]
pub struct World {
    pub(super) now: Timestamp,
    starts_at: Timestamp,
    pub(super) account: Arc<str>,
    server: Server,
    endpoint: Endpoint,
    credential: Credential,
    link: LinkSpec,
    rng: Rng,
    pub(super) actors: Vec<Actor>,
    /// What is due, in order of time and then of being planned.
    agenda: BTreeMap<(Timestamp, u64), Task>,
    planned: u64,
    /// Changes that time alone brings (a lease ends, a message expires) are logged up to here.
    changes_until: Timestamp,
    pub(super) events: u32,
    /// By message number.
    pub(super) trails: Numbered<Trail>,
    pub(super) effects: Effects,
    pub(super) tally: Tally,
}

/// Running totals since the start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Every request counts as a transaction, also one that finds nothing.
    pub transactions: u64,
    pub put: u64,
    pub deleted: u64,
    pub expired: u64,
    pub empty_answers: u64,
    pub refusals: u64,
    pub effects: u64,
    /// Effects that had already happened.
    pub duplicates: u64,
}

/// Somebody's claim on a message. The service knows only when it ends; who holds it is the world's knowledge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lease {
    pub holder: ActorId,
    pub from: Timestamp,
}

/// What the world remembers of a message.
#[derive(Clone, Debug, Default)]
pub(super) struct Trail {
    /// Its last event, for the next one's causes.
    pub(super) last_event: Option<EventId>,
    /// When it last took its place in the lane, while it lives. A leased message keeps its (empty) seat.
    pub(super) seat: Option<Timestamp>,
    pub(super) lease: Option<Lease>,
}

#[derive(Clone, Debug)]
enum Task {
    Wake {
        actor: ActorId,
        epoch: u32,
    },
    /// A request reaches the service.
    Arrive(Arc<Flight>),
    /// A response reaches its sender.
    Answer(Arc<Return>),
}

#[derive(Clone, Debug)]
struct Flight {
    actor: ActorId,
    epoch: u32,
    call: Call,
    request: Request,
}

/// A response on its way, with what the (all-knowing) world knows about it besides.
#[derive(Clone, Debug)]
pub(super) struct Return {
    actor: ActorId,
    epoch: u32,
    pub(super) call: Call,
    pub(super) response: Response,
    pub(super) outcome: Option<Outcome>,
    event: EventId,
}

impl World {
    /// The world at the beginning of `scenario`, before anything has happened.
    pub fn new(scenario: &Scenario, recorder: &mut Recorder) -> Self {
        let rng = Rng::new(scenario.seed);
        let mut engine = Engine::new(rng.fork("engine"));
        engine
            .create_account(
                scenario.starts_at,
                AccountSpec { name: (*scenario.account).into(), kind: AccountKind::StorageV2, redundancy: Redundancy::StandardLrs },
            )
            .expect("a scenario names one valid account");
        let server = Server::new(engine);
        let key = server.access(&scenario.account).expect("the account was made above").keys[0].clone();
        let mut world = Self {
            now: scenario.starts_at,
            starts_at: scenario.starts_at,
            account: (*scenario.account).into(),
            server,
            endpoint: Endpoint::cloud(&scenario.account),
            credential: Credential::SharedKey { account: scenario.account.clone(), key },
            link: scenario.link,
            actors: vec![Actor::person(&rng)],
            rng,
            agenda: BTreeMap::new(),
            planned: 0,
            changes_until: scenario.starts_at,
            events: 0,
            trails: Numbered::default(),
            effects: Effects::default(),
            tally: Tally::default(),
        };
        for queue in &scenario.queues {
            world.set_up(&Call::CreateQueue { queue: queue.clone(), metadata: Vec::new() }, recorder);
        }
        for spec in &scenario.actors {
            world.accept(&Input::Join { spec: spec.clone() }, recorder);
            if matches!(spec.role, Role::Producer(_)) {
                // What a producer sends at the very beginning is there before anybody asks for it.
                while world.step(scenario.starts_at, recorder) {}
            }
        }
        world
    }

    pub fn now(&self) -> Timestamp {
        self.now
    }

    pub fn starts_at(&self) -> Timestamp {
        self.starts_at
    }

    pub fn tally(&self) -> Tally {
        self.tally
    }

    /// Events logged so far.
    pub fn event_count(&self) -> u32 {
        self.events
    }

    pub fn actors(&self) -> &[Actor] {
        &self.actors
    }

    pub fn actor(&self, id: ActorId) -> Option<&Actor> {
        self.actors.get(usize::from(id.0))
    }

    pub fn account(&self) -> &str {
        &self.account
    }

    pub fn server(&self) -> &Server {
        &self.server
    }

    /// All queues, in order of name.
    pub fn queues(&self) -> impl Iterator<Item = &Queue> {
        self.server.engine().account(&self.account).into_iter().flat_map(Account::queues)
    }

    pub fn queue(&self, name: &str) -> Option<&Queue> {
        self.server.engine().account(&self.account)?.queue(name)
    }

    /// Visible and hidden messages of a queue; zeros if there is none of that name.
    pub fn queue_counts(&self, name: &str) -> Counts {
        self.queue(name).map(|queue| queue.counts(self.now)).unwrap_or_default()
    }

    /// When a message last took its place in the lane; it keeps it while leased.
    pub fn seat(&self, message: MessageNumber) -> Option<Timestamp> {
        self.trails.get(message.0)?.seat
    }

    /// Who got the message last and may still be working on it; `None` once it is visible again or gone.
    pub fn lease(&self, message: MessageNumber) -> Option<Lease> {
        self.trails.get(message.0)?.lease
    }

    /// How often an effect has happened outside the queue.
    pub fn effect_count(&self, key: &str) -> u32 {
        self.effects.count(key)
    }

    /// When something happens next by itself; `None`: nothing ever will.
    pub fn next_at(&self) -> Option<Timestamp> {
        let task_at = self.agenda.first_key_value().map(|((at, _), _)| *at);
        let change_at = self.server.engine().next_change(self.changes_until);
        match (task_at, change_at) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        }
    }

    /// Does the next due thing, if it is due at `until` or before. Returns whether there was one.
    ///
    /// At one instant, what time alone brings comes first: a message whose lease ends now is there for a worker that asks now.
    pub fn step(&mut self, until: Timestamp, recorder: &mut Recorder) -> bool {
        let Some(at) = self.next_at().filter(|at| *at <= until) else { return false };
        self.now = at;
        let changes = self.server.engine().changes(self.changes_until, at);
        self.changes_until = at;
        if !changes.is_empty() {
            for change in changes {
                self.note_change(&change, recorder);
            }
            return true;
        }
        let Some(entry) = self.agenda.first_entry() else { return true };
        if entry.key().0 > at {
            return true;
        }
        match entry.remove() {
            Task::Wake { actor, epoch } => self.wake(actor, epoch, recorder),
            Task::Arrive(flight) => self.arrive(&flight, recorder),
            Task::Answer(back) => self.answer(&back, recorder),
        }
        true
    }

    /// Lets time pass to `at` although nothing is due. `at` must not skip anything that is.
    pub fn rest_until(&mut self, at: Timestamp) {
        assert!(self.next_at().is_none_or(|next| next > at), "resting must not skip what is due");
        self.now = self.now.max(at);
    }

    /// Takes an act of the person at the present instant.
    pub fn accept(&mut self, input: &Input, recorder: &mut Recorder) {
        match input {
            Input::Crash { actor } => self.crash(*actor, recorder),
            Input::Restart { actor } => self.restart(*actor, recorder),
            Input::Join { spec } => {
                let id = ActorId(u16::try_from(self.actors.len()).expect("actors are bounded by sim::limits"));
                let actor = Actor::new(id, spec, &self.rng, self.now);
                let wakes_at = actor.wakes_at();
                self.actors.push(actor);
                if let Some(at) = wakes_at {
                    self.plan(at, Task::Wake { actor: id, epoch: 0 });
                }
            }
            Input::Predict { prediction } => {
                self.note(Some(PERSON), None, EventKind::Predicted { prediction: prediction.clone() }, recorder);
            }
            Input::Call { call } => self.send(PERSON, call.clone()),
        }
    }

    fn plan(&mut self, at: Timestamp, task: Task) {
        self.planned += 1;
        self.agenda.insert((at, self.planned), task);
    }

    pub(super) fn wake_at(&mut self, actor: ActorId, at: Timestamp) {
        let epoch = self.actors[usize::from(actor.0)].epoch;
        self.plan(at, Task::Wake { actor, epoch });
    }

    /// Puts a request on the link. The person's own requests take no time: acting works while time stands still.
    pub(super) fn send(&mut self, actor: ActorId, call: Call) {
        let request = client::encode(&call, &self.endpoint, &self.credential, self.now, None);
        let epoch = self.actors[usize::from(actor.0)].epoch;
        let request_for = if actor == PERSON { Span::ZERO } else { self.link.request_for };
        self.plan(self.now + request_for, Task::Arrive(Arc::new(Flight { actor, epoch, call, request })));
    }

    /// A request that is part of the scenario: no travel, no actor.
    fn set_up(&mut self, call: &Call, recorder: &mut Recorder) {
        let request = client::encode(call, &self.endpoint, &self.credential, self.now, None);
        let reply = self.server.handle(self.now, &request);
        self.note_reply(None, &reply, recorder);
    }

    fn arrive(&mut self, flight: &Flight, recorder: &mut Recorder) {
        let reply = self.server.handle(self.now, &flight.request);
        self.tally.transactions += 1;
        let event = EventId(self.events);
        self.note_reply(Some(flight.actor), &reply, recorder);
        recorder.exchange(event, EventId(self.events), &flight.request, &reply);
        let outcome = reply.result.and_then(Result::ok);
        let back = Return { actor: flight.actor, epoch: flight.epoch, call: flight.call.clone(), response: reply.response, outcome, event };
        let response_for = if flight.actor == PERSON { Span::ZERO } else { self.link.response_for };
        self.plan(self.now + response_for, Task::Answer(Arc::new(back)));
    }

    fn answer(&mut self, back: &Return, recorder: &mut Recorder) {
        let actor = &mut self.actors[usize::from(back.actor.0)];
        if actor.epoch != back.epoch {
            return; // Its sender died meanwhile.
        }
        let result = client::decode(&back.call, &back.response);
        match &mut actor.body {
            Body::Person(person) => {
                if person.answers.len() == ANSWERS_MAX {
                    person.answers.pop_front();
                }
                person.answers.push_back(Answered { at: self.now, call: back.call.clone(), result, event: back.event });
            }
            Body::Producer(_) => {}
            Body::Consumer(_) => self.consumer_hears(back.actor, back, result, recorder),
        }
    }

    fn wake(&mut self, actor: ActorId, epoch: u32, recorder: &mut Recorder) {
        let sleeper = &self.actors[usize::from(actor.0)];
        if sleeper.epoch != epoch {
            return;
        }
        match sleeper.body {
            Body::Person(_) => {}
            Body::Producer(_) => self.producer_wakes(actor),
            Body::Consumer(_) => self.consumer_wakes(actor, recorder),
        }
    }

    fn crash(&mut self, id: ActorId, recorder: &mut Recorder) {
        let now = self.now;
        let Some(actor) = self.actors.get_mut(usize::from(id.0)).filter(|actor| !actor.is_crashed()) else { return };
        let holding = match &mut actor.body {
            Body::Person(_) => return,
            Body::Producer(producer) => {
                producer.crashed_at = Some(now);
                producer.next_at = None;
                Vec::new()
            }
            Body::Consumer(consumer) => {
                let (worked_for, works_for) = match consumer.state {
                    ConsumerState::Working { from, until } => (now.since(from), until.since(from)),
                    _ => Default::default(),
                };
                consumer.state = ConsumerState::Crashed { at: now, worked_for, works_for };
                consumer.held.iter().map(|held| held.number).collect()
            }
        };
        actor.epoch += 1;
        let message = holding.first().copied();
        self.note(Some(id), message, EventKind::WorkerCrash { holding }, recorder);
    }

    fn restart(&mut self, id: ActorId, recorder: &mut Recorder) {
        let now = self.now;
        let Some(actor) = self.actors.get_mut(usize::from(id.0)).filter(|actor| actor.is_crashed()) else { return };
        match &mut actor.body {
            Body::Person(_) => return,
            Body::Producer(producer) => {
                producer.crashed_at = None;
                producer.next_at = producer.spec.count.is_none_or(|count| producer.sent < count).then_some(now);
            }
            Body::Consumer(consumer) => {
                consumer.state = ConsumerState::Waiting { until: now };
                consumer.held.clear();
                consumer.empty_answers = 0;
            }
        }
        actor.epoch += 1;
        self.note(Some(id), None, EventKind::WorkerStart, recorder);
        self.wake_at(id, now);
    }
}
