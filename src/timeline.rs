//! The history of a world: inputs, snapshots, seek, fork.
//!
//! Scenario and inputs are the truth; everything else can be computed again. A timeline stands at one instant (the playhead). Going forwards
//! steps the world; going backwards takes the nearest snapshot before and steps from there. Events that were already known stay known when
//! the playhead goes back, so the page can draw the future that has been seen. Acting in the past forks: what came after becomes a ghost.

mod ahead;
mod branches;
mod walk;

pub use ahead::Ahead;

use crate::sim::{Event, EventId, Exchange, Fingerprint, Input, Recorder, Scenario, TimedInput, World};
use crate::time::{Timestamp, sort_by_time};
use walk::Walk;

/// Events between two snapshots. Replaying this many through the wire path stays well below a frame.
const SNAPSHOT_EVERY: u32 = 128;

/// Beyond this many snapshots every second one is dropped, and the distance doubles.
const SNAPSHOTS_MAX: usize = 256;

/// The most events a history may hold; reaching it stops the clock, and the page says so.
pub const EVENTS_MAX: u32 = 2_000_000;

/// The most acts of a person a history may hold.
pub const INPUTS_MAX: usize = 20_000;

/// No history begins or goes on later than this, some years before the end of the calendar: adding a pause to an instant always gives a later one.
const LATEST: Timestamp = Timestamp::from_secs(253_000_000_000);

/// A replayable history with a playhead.
#[derive(Clone, Debug)]
pub struct Timeline {
    scenario: Scenario,
    inputs: Vec<TimedInput>,
    /// The world at the playhead.
    here: Walk,
    /// Everything known of this branch, also what lies after the playhead.
    events: Vec<Event>,
    /// The world as it was now and then, in order of time.
    snapshots: Vec<Walk>,
    snapshot_every: u32,
    ghost: Option<Ghost>,
    /// Acts that were taken back, the last one taken back last.
    undone: Vec<TimedInput>,
}

/// The future that an act in the past replaced.
#[derive(Clone, Debug)]
pub struct Ghost {
    pub forked_at: Timestamp,
    /// Inputs that both branches share.
    applied: usize,
    pub inputs: Vec<TimedInput>,
    /// The events that will not happen now, oldest first.
    pub events: Vec<Event>,
}

/// Why an act was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Full {
    Inputs,
    Events,
}

/// A scenario and everything a person did in it: the whole of a saved run.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Run {
    pub scenario: Scenario,
    pub inputs: Vec<TimedInput>,
    /// Where the playhead stands.
    pub at: Timestamp,
}

impl Timeline {
    pub fn new(mut scenario: Scenario) -> Self {
        scenario.starts_at = scenario.starts_at.min(LATEST);
        let mut recorder = Recorder::default();
        let world = World::new(&scenario, &mut recorder);
        let here = Walk { applied: 0, world };
        Self {
            scenario,
            inputs: Vec::new(),
            snapshots: vec![here.clone()],
            here,
            events: recorder.events,
            snapshot_every: SNAPSHOT_EVERY,
            ghost: None,
            undone: Vec::new(),
        }
    }

    /// Replays a saved run up to its playhead. Inputs after it are kept as the known future.
    pub fn replay(run: Run) -> Self {
        let mut timeline = Self::new(run.scenario);
        timeline.inputs = run.inputs;
        timeline.inputs.truncate(INPUTS_MAX);
        sort_by_time(&mut timeline.inputs, |input| (input.at, 0));
        timeline.advance(run.at, EVENTS_MAX);
        timeline
    }

    pub fn run(&self) -> Run {
        Run { scenario: self.scenario.clone(), inputs: self.inputs.clone(), at: self.now() }
    }

    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    pub fn inputs(&self) -> &[TimedInput] {
        &self.inputs
    }

    pub fn world(&self) -> &World {
        &self.here.world
    }

    pub fn now(&self) -> Timestamp {
        self.here.world.now()
    }

    /// What has happened up to the playhead.
    pub fn events(&self) -> &[Event] {
        &self.events[..self.here.world.event_count() as usize]
    }

    /// What has happened, and what has been seen to happen after the playhead.
    pub fn known_events(&self) -> &[Event] {
        &self.events
    }

    pub fn event(&self, id: EventId) -> Option<&Event> {
        self.events.get(id.0 as usize)
    }

    /// The future that the last act in the past replaced, if any.
    pub fn ghost(&self) -> Option<&Ghost> {
        self.ghost.as_ref()
    }

    /// The hash of everything up to the playhead; equal on every machine.
    pub fn fingerprint(&self) -> u64 {
        Fingerprint::of(self.events())
    }

    /// Goes on to `until`, or until `events_max` events more have happened; then stops at a finished instant. Returns how many happened.
    pub fn advance(&mut self, until: Timestamp, events_max: u32) -> u32 {
        let until = until.min(LATEST);
        let first = self.here.world.event_count();
        let mut stopped_by_work = false;
        while let Some(at) = self.next_at().filter(|at| *at <= until) {
            let so_far = self.here.world.event_count();
            if so_far - first >= events_max || so_far >= EVENTS_MAX {
                stopped_by_work = true;
                break;
            }
            self.finish_instant(at);
        }
        if !stopped_by_work {
            self.here.world.rest_until(until);
        }
        self.here.world.event_count() - first
    }

    /// When something happens next: by itself, or because a known input is due.
    pub fn next_at(&self) -> Option<Timestamp> {
        self.here.next_at(&self.inputs)
    }

    /// Goes on until at least one event has happened. Returns whether one did; a world in which nothing is due stays where it is.
    pub fn step(&mut self) -> bool {
        let first = self.here.world.event_count();
        while self.here.world.event_count() == first && first < EVENTS_MAX {
            let Some(at) = self.next_at() else { return false };
            self.finish_instant(at);
        }
        self.here.world.event_count() > first
    }

    /// Goes back to the last instant before the playhead at which something happened; to the beginning if nothing did.
    pub fn step_back(&mut self) {
        let now = self.now();
        let at = self.events().iter().rev().map(|event| event.at).find(|at| *at < now).unwrap_or(self.scenario.starts_at);
        self.seek(at);
    }

    /// Moves the playhead to `at`, forwards or backwards. What was known stays known.
    pub fn seek(&mut self, at: Timestamp) {
        let at = at.max(self.scenario.starts_at);
        if at < self.now() {
            self.restore(|snapshot| snapshot.world.now() <= at);
        } else if let Some(snapshot) = self.nearest(|snapshot| snapshot.world.now() <= at)
            && snapshot.world.event_count() > self.here.world.event_count()
        {
            // Known ground: a snapshot nearer to the goal saves the way there.
            self.here = snapshot.clone();
        }
        self.advance(at, EVENTS_MAX);
    }

    /// Takes an act at the playhead and lets everything it causes at this very instant happen.
    ///
    /// If there was a known future, it becomes the ghost.
    pub fn push(&mut self, input: Input) -> Result<(), Full> {
        self.take(input)?;
        self.undone.clear();
        Ok(())
    }

    fn take(&mut self, input: Input) -> Result<(), Full> {
        let at = self.now();
        self.finish_instant(at);
        if self.here.applied >= INPUTS_MAX {
            return Err(Full::Inputs);
        }
        if self.here.world.event_count() >= EVENTS_MAX {
            return Err(Full::Events);
        }
        self.fork_here();
        self.inputs.push(TimedInput { at, input });
        self.finish_instant(at);
        Ok(())
    }

    /// The raw request and response that caused an event, found by running that stretch of history once more.
    pub fn exchange(&self, id: EventId) -> Option<Exchange> {
        let target = self.event(id)?.at;
        let mut walk = self.nearest(|snapshot| snapshot.world.event_count() <= id.0)?.clone();
        let mut recorder = Recorder::watching(id);
        while let Some(at) = walk.next_at(&self.inputs).filter(|at| *at <= target) {
            walk.finish_instant(&self.inputs, at, &mut recorder);
        }
        recorder.into_exchange()
    }

    /// Everything due at `at`: by itself, and by known inputs, one after the other.
    fn finish_instant(&mut self, at: Timestamp) {
        let mut recorder = Recorder::default();
        self.here.finish_instant(&self.inputs, at, &mut recorder);
        self.learn(recorder.events);
        self.take_snapshot();
    }

    /// Adds what is new to the known events; what was known before must have happened again exactly so.
    fn learn(&mut self, events: Vec<Event>) {
        for event in events {
            match self.events.get(event.id.0 as usize) {
                Some(known) => debug_assert_eq!(*known, event, "a replay must repeat history"),
                None => self.events.push(event),
            }
        }
    }

    fn take_snapshot(&mut self) {
        let last = self.snapshots.last().map_or(0, |snapshot| snapshot.world.event_count());
        // A snapshot keeps what is on its way at that moment. Where much is, they stand farther apart: never more is kept than happens in between.
        let apart = self.snapshot_every.max(self.here.world.on_the_way());
        if self.here.world.event_count() < last.saturating_add(apart) {
            return;
        }
        self.snapshots.push(self.here.clone());
        if self.snapshots.len() > SNAPSHOTS_MAX {
            let mut index = 0;
            self.snapshots.retain(|_| {
                index += 1;
                index % 2 == 1
            });
            self.snapshot_every *= 2;
        }
    }

    /// The last snapshot for which `before` holds; snapshots are in order of time.
    fn nearest(&self, before: impl Fn(&Walk) -> bool) -> Option<&Walk> {
        let end = self.snapshots.partition_point(before);
        self.snapshots[..end].last()
    }

    fn restore(&mut self, before: impl Fn(&Walk) -> bool) {
        let snapshot = self.nearest(before).expect("the first snapshot is the beginning itself");
        self.here = snapshot.clone();
    }
}
