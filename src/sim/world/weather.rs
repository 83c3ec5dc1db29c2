//! What goes wrong around the programs: faults that strike once, and those that last for a while.

use super::{Task, World};
use crate::engine::{OperationName, Throttling};
use crate::sim::actor::{Body, ConsumerState};
use crate::sim::event::{ActorId, EventKind};
use crate::sim::record::Recorder;
use crate::sim::scenario::{Fault, Spread};
use crate::time::{Span, Timestamp};

/// Which way a message on the link goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    There,
    Back,
}

/// The lasting faults. In fair weather looking at it costs a comparison or two.
#[derive(Clone, Debug)]
pub(super) struct Weather {
    losses: Vec<Loss>,
    slow_until: Timestamp,
    extra: Span,
    jitter: Span,
    outage_until: Timestamp,
    /// What the scenario enforces, when no fault does.
    usual_throttling: Throttling,
    throttled_until: Timestamp,
}

/// Requests or answers that are still to be lost.
#[derive(Clone, Debug)]
struct Loss {
    way: Way,
    actor: Option<ActorId>,
    operation: Option<OperationName>,
    left: u32,
}

impl Weather {
    pub(super) fn new(usual_throttling: Throttling) -> Self {
        Self {
            losses: Vec::new(),
            slow_until: Timestamp::EPOCH,
            extra: Span::ZERO,
            jitter: Span::ZERO,
            outage_until: Timestamp::EPOCH,
            usual_throttling,
            throttled_until: Timestamp::EPOCH,
        }
    }
}

impl World {
    /// A fault strikes. One that names somebody who cannot be struck so does nothing.
    pub(super) fn strike(&mut self, fault: &Fault, recorder: &mut Recorder) {
        let now = self.now;
        if fault.actor().is_some_and(|actor| !self.can_strike(fault, actor)) {
            return;
        }
        self.note(fault.actor(), None, EventKind::Fault { name: fault.name() }, recorder);
        match *fault {
            Fault::Crash { actor } => self.crash(actor, recorder),
            Fault::Restart { actor } => self.restart(actor, recorder),
            Fault::LoseRequest { actor, operation, count } => {
                self.weather.losses.push(Loss { way: Way::There, actor, operation, left: count });
            }
            Fault::LoseReply { actor, operation, count } => {
                self.weather.losses.push(Loss { way: Way::Back, actor, operation, left: count });
            }
            Fault::Slow { extra, jitter, lasts_for } => {
                (self.weather.extra, self.weather.jitter, self.weather.slow_until) = (extra, jitter, now + lasts_for);
            }
            Fault::Outage { lasts_for } => self.weather.outage_until = self.weather.outage_until.max(now + lasts_for),
            Fault::Stall { actor, lasts_for } => self.stall(actor, lasts_for),
            Fault::Throttle { part, whole, lasts_for } => {
                self.server.set_throttling(Throttling::Scaled { part, whole: whole.max(1) });
                self.weather.throttled_until = now + lasts_for;
                self.plan(now + lasts_for, Task::Calm);
            }
            Fault::Skew { actor, ahead_secs } => self.actors[usize::from(actor.0)].clock_ahead_secs = ahead_secs,
            Fault::Tear { actor, count } => {
                if let Body::Producer(producer) = &mut self.actors[usize::from(actor.0)].body {
                    producer.torn = producer.torn.saturating_add(count);
                }
            }
        }
    }

    fn can_strike(&self, fault: &Fault, id: ActorId) -> bool {
        let Some(actor) = self.actor(id) else { return false };
        match fault {
            Fault::Crash { .. } => matches!(actor.body, Body::Producer(_) | Body::Consumer(_) | Body::FrontEnd(_)) && !actor.is_crashed(),
            Fault::Restart { .. } => actor.is_crashed(),
            Fault::Stall { .. } => actor.as_consumer().is_some() && !actor.is_crashed(),
            Fault::Tear { .. } => actor.as_producer().is_some(),
            Fault::Skew { .. }
            | Fault::LoseRequest { .. }
            | Fault::LoseReply { .. }
            | Fault::Slow { .. }
            | Fault::Outage { .. }
            | Fault::Throttle { .. } => !actor.is_gone(),
        }
    }

    /// A fault that changed the service may be over.
    pub(super) fn calm(&mut self) {
        if self.weather.throttled_until <= self.now {
            self.server.set_throttling(self.weather.usual_throttling);
        }
    }

    /// The program stands still; what it does then is as long as before, and later.
    fn stall(&mut self, id: ActorId, lasts_for: Span) {
        let until = self.now + lasts_for;
        let Body::Consumer(consumer) = &mut self.actors[usize::from(id.0)].body else { return };
        consumer.job.stalled_until = Some(until);
        match &mut consumer.state {
            ConsumerState::Working { until: end, .. } => *end = *end + lasts_for,
            ConsumerState::Waiting { until: end } => *end = (*end).max(until),
            _ => return, // An answer will wake it, after the stall.
        }
        self.wake_at(id, until);
    }

    /// How long one way takes now.
    pub(super) fn way(&mut self, usual: Span) -> Span {
        let mut way = usual + Spread::Even.draw(self.link.jitter, &mut self.luck);
        if self.now < self.weather.slow_until {
            way = way + self.weather.extra + Spread::Even.draw(self.weather.jitter, &mut self.luck);
        }
        way
    }

    /// Whether what travels now gets lost; uses up the fault that says so.
    pub(super) fn loses(&mut self, way: Way, actor: ActorId, operation: Option<OperationName>) -> bool {
        if self.now < self.weather.outage_until && way == Way::There {
            return true;
        }
        if self.weather.losses.is_empty() {
            return false;
        }
        let fits = |loss: &&mut Loss| {
            loss.way == way && loss.actor.is_none_or(|id| id == actor) && loss.operation.is_none_or(|name| Some(name) == operation)
        };
        let Some(loss) = self.weather.losses.iter_mut().filter(|loss| loss.left > 0).find(fits) else { return false };
        loss.left -= 1;
        self.weather.losses.retain(|loss| loss.left > 0);
        true
    }
}
