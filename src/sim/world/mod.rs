//! A world at an instant: the service, the actors, and what is due next.
//!
//! A world only ever moves forwards, one due thing at a time (`step`), and takes the acts of the person between them (`accept`). Cloning it is
//! cheap whatever the length of the queues; going back is `timeline`'s business.

mod accounts;
mod acts;
mod link;
mod weather;

pub(super) use link::Return;

use super::actor::{Actor, Body};
use super::effects::Effects;
use super::event::{ActorId, EventId, EventKind, Via};
use super::record::Recorder;
use super::scenario::{FAULTS_MAX, Fault, LinkSpec, QUEUES_MAX, Role, Scenario};
use crate::client::Call;
use crate::engine::numbered::Numbered;
use crate::engine::table::Table;
use crate::engine::{Account, Counts, Engine, MessageNumber, Queue};
use crate::rng::Rng;
use crate::server::Server;
use crate::time::Timestamp;
use link::{Errand, Flight};
use std::collections::BTreeMap;
use std::sync::Arc;
use weather::Weather;

/// The person at the page.
pub const PERSON: ActorId = ActorId(0);

/// How many actors a world has room for, the person and those who left among them.
pub const ACTORS_MAX: usize = 256;

#[derive(Clone, Debug)]
pub struct World {
    pub(super) now: Timestamp,
    starts_at: Timestamp,
    /// Where the person's calls go; empty while there is no account.
    account: Arc<str>,
    server: Server,
    link: LinkSpec,
    weather: Weather,
    rng: Rng,
    /// Chance on the link.
    luck: Rng,
    /// How the request being handled was sent, for the events it causes.
    pub(super) via: Option<Via>,
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
    /// The blob store: the size of every blob, in bytes.
    blobs: Arc<Table<Arc<str>, u32>>,
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
    /// Requests and answers that did not arrive.
    pub lost: u64,
    /// Requests refused because the service was busy.
    pub throttled: u64,
    /// Visitors a front end turned away.
    pub dropped: u64,
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
    Wake(ActorId),
    /// A request reaches the service.
    Arrive(Arc<Flight>),
    /// A response reaches its sender, or the sender gives up waiting.
    Answer(Arc<Return>),
    /// A program tries again.
    Resend(Arc<Errand>),
    /// A crashed program starts again by itself.
    Rise {
        actor: ActorId,
        epoch: u32,
    },
    Strike(Arc<Fault>),
    /// A fault that lasts is over.
    Calm,
}

impl World {
    /// The world at the beginning of `scenario`, before anything has happened.
    pub fn new(scenario: &Scenario, recorder: &mut Recorder) -> Self {
        let rng = Rng::new(scenario.seed);
        let mut server = Server::new(Engine::new(rng.fork("engine")));
        server.set_throttling(scenario.throttling);
        let mut world = Self {
            now: scenario.starts_at,
            starts_at: scenario.starts_at,
            account: "".into(),
            server,
            link: scenario.link,
            weather: Weather::new(scenario.throttling),
            actors: vec![Actor::person(&rng)],
            luck: rng.fork("link"),
            via: None,
            rng,
            agenda: BTreeMap::new(),
            planned: 0,
            changes_until: scenario.starts_at,
            events: 0,
            trails: Numbered::default(),
            effects: Effects::default(),
            blobs: Arc::default(),
            tally: Tally::default(),
        };
        if world.open_first_account(&scenario.account) {
            for queue in scenario.queues.iter().take(QUEUES_MAX) {
                world.set_up(&Call::CreateQueue { queue: queue.clone(), metadata: Vec::new() }, recorder);
            }
        }
        for scripted in scenario.faults.iter().take(FAULTS_MAX) {
            world.plan(scenario.starts_at + scripted.after, Task::Strike(Arc::new(scripted.fault.clone())));
        }
        // All are there before the first of them acts, so that a fault may strike anybody from the beginning.
        let joined: Vec<Option<ActorId>> = scenario.actors.iter().map(|spec| world.admit(spec)).collect();
        for (id, spec) in joined.into_iter().zip(&scenario.actors) {
            let Some(id) = id else { break };
            world.begin(id);
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

    /// How many requests, answers and plans are on their way: what a copy of the world keeps besides what it shares.
    pub fn on_the_way(&self) -> u32 {
        u32::try_from(self.agenda.len()).unwrap_or(u32::MAX)
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

    /// The size of a blob in bytes, if there is one of that name.
    pub fn blob(&self, key: &str) -> Option<u32> {
        self.blobs.get(key).copied()
    }

    /// Names and sizes of all blobs, in order of name.
    pub fn blobs(&self) -> &[(Arc<str>, u32)] {
        self.blobs.from("")
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
            Task::Wake(actor) => self.wake(actor, recorder),
            Task::Arrive(flight) => self.arrive(&flight, recorder),
            Task::Answer(back) => self.answer(&back, recorder),
            Task::Resend(flight) => self.resend(&flight),
            Task::Rise { actor, epoch } => self.rise(actor, epoch, recorder),
            Task::Strike(fault) => self.strike(&fault, recorder),
            Task::Calm => self.calm(),
        }
        true
    }

    /// Lets time pass to `at` although nothing is due. `at` must not skip anything that is.
    pub fn rest_until(&mut self, at: Timestamp) {
        assert!(self.next_at().is_none_or(|next| next > at), "resting must not skip what is due");
        self.now = self.now.max(at);
    }

    fn plan(&mut self, at: Timestamp, task: Task) {
        self.planned += 1;
        self.agenda.insert((at, self.planned), task);
    }

    /// Sets an actor's alarm; an earlier one is void.
    pub(super) fn wake_at(&mut self, actor: ActorId, at: Timestamp) {
        self.actors[usize::from(actor.0)].alarm = Some(at);
        self.plan(at, Task::Wake(actor));
    }

    fn wake(&mut self, id: ActorId, recorder: &mut Recorder) {
        let now = self.now;
        let sleeper = &mut self.actors[usize::from(id.0)];
        if sleeper.alarm != Some(now) {
            return;
        }
        sleeper.alarm = None;
        match sleeper.body {
            Body::Person(_) | Body::Client(_) | Body::Gone => {}
            Body::Producer(_) => self.producer_wakes(id, recorder),
            Body::FrontEnd(_) => self.front_end_wakes(id, recorder),
            Body::Consumer(_) => self.consumer_wakes(id, recorder),
        }
    }

    /// Writes a blob. The blob store is at hand: writing takes no time.
    pub(super) fn put_blob(&mut self, actor: ActorId, key: &Arc<str>, bytes: u32, recorder: &mut Recorder) {
        Arc::make_mut(&mut self.blobs).insert(Arc::clone(key), bytes);
        self.note(Some(actor), None, EventKind::BlobPut { key: Arc::clone(key), bytes }, recorder);
    }

    /// Removes a blob, if it is there.
    pub(super) fn delete_blob(&mut self, actor: ActorId, key: &Arc<str>, recorder: &mut Recorder) {
        if Arc::make_mut(&mut self.blobs).remove(key).is_some() {
            self.note(Some(actor), None, EventKind::BlobDelete { key: Arc::clone(key) }, recorder);
        }
    }
}
