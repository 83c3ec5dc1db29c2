//! What a consumer does: asks, works, has its effect, deletes, asks again.
//!
//! This file is the loop around a message: asking, waiting, hearing answers, letting go. What it does with one message is in `job`, what it does
//! with one that has failed too often in `aside`.

mod aside;
mod job;

use super::actor::{Body, Consumer, ConsumerState, Held, Job};
use super::event::ActorId;
use super::json;
use super::record::Recorder;
use super::scenario::{ConsumerSpec, CrashLine, CrashWhen};
use super::world::{Return, World};
use crate::client::{Answer, Call, ClientError};
use crate::engine::Outcome;
use crate::time::{Span, Timestamp};
use std::sync::Arc;

impl World {
    fn consumer_mut(&mut self, id: ActorId) -> &mut Consumer {
        match &mut self.actors[usize::from(id.0)].body {
            Body::Consumer(consumer) => consumer,
            _ => unreachable!("only consumers are woken as consumers"),
        }
    }

    /// A pause is over, or something in a job is due.
    pub(super) fn consumer_wakes(&mut self, id: ActorId, recorder: &mut Recorder) {
        match self.consumer_mut(id).state {
            ConsumerState::Waiting { .. } => self.consumer_asks(id),
            ConsumerState::Working { .. } => self.consumer_works_on(id, recorder),
            // An answer, not a clock, ends these.
            ConsumerState::Asking
            | ConsumerState::Renewing
            | ConsumerState::Deleting
            | ConsumerState::SettingAside
            | ConsumerState::Crashed { .. } => {}
        }
    }

    fn consumer_asks(&mut self, id: ActorId) {
        let consumer = self.consumer_mut(id);
        consumer.adopt();
        consumer.state = ConsumerState::Asking;
        let call = Call::Get {
            queue: consumer.spec.queue_at(consumer.turn).into(),
            count: (consumer.spec.batch != 1).then_some(i64::from(consumer.spec.batch)),
            visibility_timeout: consumer.spec.visibility_timeout,
        };
        self.send(id, call);
    }

    fn consumer_waits(&mut self, id: ActorId) {
        let consumer = self.consumer_mut(id);
        consumer.adopt();
        let pause = consumer.spec.pause(consumer.empty_answers);
        self.consumer_waits_for(id, pause);
    }

    fn consumer_waits_for(&mut self, id: ActorId, pause: Span) {
        let until = self.now() + pause;
        self.consumer_mut(id).state = ConsumerState::Waiting { until };
        self.wake_at(id, until);
    }

    pub(super) fn consumer_hears(&mut self, id: ActorId, back: &Return, result: Result<Answer, ClientError>, recorder: &mut Recorder) {
        match (back.call(), result) {
            (Some(Call::Get { .. }), Ok(Answer::Got(got))) if !got.is_empty() => {
                // The worker knows ids and receipts; the running numbers are the world's own book-keeping.
                let (Some(Outcome::Got(known)), Some(queue)) = (&back.outcome, &back.queue) else { return };
                let held = got.into_iter().zip(known).map(|(got, known)| Held {
                    number: known.number,
                    receipt_number: known.receipt,
                    id: got.id,
                    receipt: got.receipt,
                    text: known.text.clone(),
                    dequeue_count: got.dequeue_count,
                    visible_at: got.next_visible_at,
                    queue: Arc::clone(queue),
                });
                let consumer = self.consumer_mut(id);
                consumer.held = held.collect();
                consumer.empty_answers = 0;
                self.consumer_takes_up(id, recorder);
            }
            (Some(Call::Get { .. }), Ok(_)) => self.consumer_found_nothing(id),
            // Refused, unreadable or unanswered: like a program with a retry loop, it asks again after its pause.
            (Some(Call::Get { .. }), Err(_)) => self.consumer_waits(id),
            (Some(Call::Update { .. }), result) => self.consumer_hears_update(id, back, result.ok(), recorder),
            (Some(Call::Put { .. }), result) => self.consumer_copied(id, result.is_ok(), recorder),
            (Some(Call::Delete { .. }), result) => self.consumer_deleted(id, result.is_ok(), recorder),
            _ => {}
        }
    }

    /// One queue was empty: the next one at once, and a pause after all of them.
    fn consumer_found_nothing(&mut self, id: ActorId) {
        let consumer = self.consumer_mut(id);
        consumer.turn = consumer.turn.wrapping_add(1);
        let round = (consumer.turn as usize).is_multiple_of(consumer.spec.round());
        if round {
            consumer.empty_answers += 1;
            self.consumer_waits(id);
        } else {
            self.consumer_asks(id);
        }
    }

    /// Lets go of the finished message; works on the next of the batch, or asks again.
    fn consumer_takes_next(&mut self, id: ActorId, recorder: &mut Recorder) {
        let consumer = self.consumer_mut(id);
        consumer.held.pop_front();
        consumer.finished += 1;
        if !consumer.held.is_empty() {
            self.consumer_takes_up(id, recorder);
        } else if consumer.job.setting_aside {
            // Moving takes no work; without this a long queue of poison would be gone in no time at all.
            self.consumer_waits_for(id, Span::from_millis(1));
        } else {
            self.consumer_asks(id);
        }
    }

    /// Lets go of a message that it could not finish; its lease will run out.
    fn consumer_lets_go(&mut self, id: ActorId, recorder: &mut Recorder) {
        let consumer = self.consumer_mut(id);
        consumer.held.pop_front();
        if consumer.held.is_empty() { self.consumer_waits(id) } else { self.consumer_takes_up(id, recorder) }
    }

    /// Dies if this is the line at which its program dies. Returns whether it did.
    fn consumer_dies(&mut self, id: ActorId, line: CrashLine, recorder: &mut Recorder) -> bool {
        let lives = self.actors[usize::from(id.0)].lives;
        let consumer = self.consumer_mut(id);
        let Some(rule) = consumer.spec.crashes.filter(|rule| rule.line == line) else { return false };
        let dies = match rule.when {
            CrashWhen::Always => true,
            CrashWhen::FirstLife => lives == 1,
            CrashWhen::Malformed => consumer.held.front().is_some_and(|held| json::is_malformed(&held.text)),
        };
        if dies {
            self.crash(id, recorder);
        }
        dies
    }
}

impl Consumer {
    /// Begins a new life, with nothing in its hands.
    pub(super) fn begin_again(&mut self, now: Timestamp) {
        self.adopt();
        self.state = ConsumerState::Waiting { until: now };
        self.held.clear();
        self.empty_answers = 0;
        self.job = Job::default();
    }

    /// Takes new settings; they count from the next message on. Returns when it wakes next, if that changes.
    pub(super) fn configure(&mut self, spec: Arc<ConsumerSpec>, now: Timestamp) -> Option<Timestamp> {
        self.next_spec = Some(spec);
        match &mut self.state {
            ConsumerState::Crashed { .. } => {
                self.adopt();
                None
            }
            ConsumerState::Waiting { until } => {
                let until = *until;
                self.adopt();
                // A worker that has not asked yet starts when it was told to.
                let asked = self.empty_answers > 0;
                let sooner = if asked { until.min(now + self.spec.pause(self.empty_answers)) } else { until };
                self.state = ConsumerState::Waiting { until: sooner };
                Some(sooner)
            }
            ConsumerState::Asking
            | ConsumerState::Working { .. }
            | ConsumerState::Renewing
            | ConsumerState::Deleting
            | ConsumerState::SettingAside => None,
        }
    }

    /// Between two messages, new settings take effect.
    fn adopt(&mut self) {
        if let Some(spec) = self.next_spec.take() {
            self.spec = spec;
        }
    }
}
