//! What a person does to a world: crash and restart, join, leave and configure, send requests by hand.

use super::{ACTORS_MAX, PERSON, Task, World};
use crate::sim::actor::{Actor, Asked, Body, ConsumerState};
use crate::sim::event::{ActorId, EventKind, Via};
use crate::sim::input::Input;
use crate::sim::record::Recorder;
use crate::sim::scenario::{ActorSpec, Role};
use std::sync::Arc;

impl World {
    /// Takes an act of the person at the present instant.
    pub fn accept(&mut self, input: &Input, recorder: &mut Recorder) {
        match input {
            Input::Crash { actor } => self.crash(*actor, recorder),
            Input::Restart { actor } => self.restart(*actor, recorder),
            Input::Join { spec } => self.join(spec),
            Input::Leave { actor } => self.leave(*actor, recorder),
            Input::Configure { actor, role } => self.configure(*actor, role, recorder),
            Input::CreateAccount { name, kind, redundancy } => self.create_account(name, *kind, *redundancy, recorder),
            Input::SelectAccount { name } => self.select_account(name),
            Input::Fault { fault } => self.strike(fault, recorder),
            Input::Predict { prediction } => {
                self.note(Some(PERSON), None, EventKind::Predicted { prediction: prediction.clone() }, recorder);
            }
            Input::Call { by, via, call } => self.send_by_hand(*by, *via, Asked::Call(call.clone())),
            Input::Raw { by, request } => self.send_by_hand(*by, Via::Http, Asked::Raw(request.clone())),
        }
    }

    fn join(&mut self, spec: &ActorSpec) {
        if let Some(id) = self.admit(spec) {
            self.begin(id);
        }
    }

    /// Gives an actor its place. `None` if there is no room.
    pub(super) fn admit(&mut self, spec: &ActorSpec) -> Option<ActorId> {
        let id = u16::try_from(self.actors.len()).ok().filter(|_| self.actors.len() < ACTORS_MAX).map(ActorId)?;
        let line = Arc::clone(&self.actors[usize::from(PERSON.0)].line);
        self.actors.push(Actor::new(id, spec, &self.rng, self.now, line));
        self.give_line(id);
        Some(id)
    }

    /// From now on it acts by itself, if it does.
    pub(super) fn begin(&mut self, id: ActorId) {
        if let Some(at) = self.actors[usize::from(id.0)].wakes_at() {
            self.wake_at(id, at);
        }
    }

    fn leave(&mut self, id: ActorId, recorder: &mut Recorder) {
        let Some(actor) = self.actors.get_mut(usize::from(id.0)).filter(|actor| id != PERSON && !actor.is_gone()) else { return };
        let holding = match &actor.body {
            Body::Consumer(consumer) => consumer.held.iter().map(|held| held.number).collect(),
            _ => Vec::new(),
        };
        actor.body = Body::Gone;
        actor.epoch += 1;
        actor.alarm = None;
        let message = holding.first().copied();
        self.note(Some(id), message, EventKind::Left { holding }, recorder);
    }

    /// Gives an actor new settings of its own kind.
    fn configure(&mut self, id: ActorId, role: &Role, recorder: &mut Recorder) {
        let now = self.now;
        let Some(actor) = self.actors.get_mut(usize::from(id.0)) else { return };
        let (ahead, wakes_at) = match (&mut actor.body, role) {
            (Body::Producer(producer), Role::Producer(spec)) => {
                (spec.clock_ahead_secs, producer.configure(Arc::new(spec.clone()), now, &mut actor.rng))
            }
            (Body::FrontEnd(front_end), Role::FrontEnd(spec)) => (0, front_end.configure(Arc::new(spec.clone()), now, &mut actor.rng)),
            (Body::Consumer(consumer), Role::Consumer(spec)) => (spec.clock_ahead_secs, consumer.configure(Arc::new(spec.clone()), now)),
            (Body::Client(client), Role::Client(spec)) => {
                client.spec = Arc::new(spec.clone());
                (spec.clock_ahead_secs, None)
            }
            _ => return,
        };
        actor.clock_ahead_secs = ahead;
        // A crashed program that has just learnt to start again by itself does so, too.
        let rises = actor.restarts_after().filter(|_| actor.is_crashed()).map(|after| (now + after, actor.epoch));
        if matches!(role, Role::Client(_)) {
            self.give_line(id);
        }
        self.note(Some(id), None, EventKind::Configured, recorder);
        if let Some((at, epoch)) = rises {
            self.plan(at, Task::Rise { actor: id, epoch });
        }
        if let Some(at) = wakes_at {
            self.wake_at(id, at);
        }
    }

    /// The program dies at once, wherever it is.
    pub(in super::super) fn crash(&mut self, id: ActorId, recorder: &mut Recorder) {
        let now = self.now;
        let Some(actor) = self.actors.get_mut(usize::from(id.0)).filter(|actor| !actor.is_crashed()) else { return };
        let holding = match &mut actor.body {
            Body::Person(_) | Body::Client(_) | Body::Gone => return,
            Body::Producer(producer) => {
                producer.crashed_at = Some(now);
                producer.next_at = None;
                Vec::new()
            }
            Body::FrontEnd(front_end) => {
                front_end.crashed_at = Some(now);
                front_end.next_at = None;
                front_end.serving.clear();
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
        actor.alarm = None;
        let (epoch, rises_after) = (actor.epoch, actor.restarts_after());
        let message = holding.first().copied();
        self.note(Some(id), message, EventKind::WorkerCrash { holding }, recorder);
        if let Some(after) = rises_after {
            self.plan(now + after, Task::Rise { actor: id, epoch });
        }
    }

    pub(super) fn rise(&mut self, id: ActorId, epoch: u32, recorder: &mut Recorder) {
        if self.actors[usize::from(id.0)].epoch == epoch {
            self.restart(id, recorder);
        }
    }

    /// A crashed program starts again from nothing.
    pub(super) fn restart(&mut self, id: ActorId, recorder: &mut Recorder) {
        let now = self.now;
        let Some(actor) = self.actors.get_mut(usize::from(id.0)).filter(|actor| actor.is_crashed()) else { return };
        match &mut actor.body {
            Body::Person(_) | Body::Client(_) | Body::Gone => return,
            Body::Producer(producer) => {
                producer.crashed_at = None;
                producer.next_at = producer.spec.count.is_none_or(|count| producer.sent < count).then_some(now);
            }
            Body::FrontEnd(front_end) => {
                front_end.crashed_at = None;
                front_end.next_at = front_end.spec.count.is_none_or(|count| front_end.visitors < count).then_some(now);
            }
            Body::Consumer(consumer) => consumer.begin_again(now),
        }
        actor.epoch += 1;
        actor.lives += 1;
        let wakes_at = actor.wakes_at();
        self.note(Some(id), None, EventKind::WorkerStart, recorder);
        if let Some(at) = wakes_at {
            self.wake_at(id, at);
        }
    }
}
