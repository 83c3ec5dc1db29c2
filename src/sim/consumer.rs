//! What a consumer does: asks, works, has its effect, deletes, asks again.

use super::actor::{Body, Consumer, ConsumerState, Held};
use super::event::{ActorId, EventKind};
use super::record::Recorder;
use super::scenario::DeleteOrder;
use super::world::{Return, World};
use crate::client::{Answer, Call, ClientError};
use crate::engine::Outcome;
use crate::time::Span;

impl World {
    fn consumer_mut(&mut self, id: ActorId) -> &mut Consumer {
        match &mut self.actors[usize::from(id.0)].body {
            Body::Consumer(consumer) => consumer,
            _ => unreachable!("only consumers are woken as consumers"),
        }
    }

    /// A pause or a job is over.
    pub(super) fn consumer_wakes(&mut self, id: ActorId, recorder: &mut Recorder) {
        match self.consumer_mut(id).state {
            ConsumerState::Waiting { .. } => self.consumer_asks(id),
            ConsumerState::Working { .. } => self.consumer_finishes_job(id, recorder),
            // An answer, not a clock, ends these.
            ConsumerState::Asking | ConsumerState::Deleting | ConsumerState::Crashed { .. } => {}
        }
    }

    fn consumer_asks(&mut self, id: ActorId) {
        let consumer = self.consumer_mut(id);
        consumer.state = ConsumerState::Asking;
        let call = Call::Get {
            queue: consumer.spec.queue.clone(),
            count: (consumer.spec.batch != 1).then_some(i64::from(consumer.spec.batch)),
            visibility_timeout: consumer.spec.visibility_timeout,
        };
        self.send(id, call);
    }

    fn consumer_waits(&mut self, id: ActorId) {
        let now = self.now();
        let consumer = self.consumer_mut(id);
        let until = now + consumer.spec.polls_every.max(Span::from_millis(1));
        consumer.state = ConsumerState::Waiting { until };
        self.wake_at(id, until);
    }

    pub(super) fn consumer_hears(&mut self, id: ActorId, back: &Return, result: Result<Answer, ClientError>, recorder: &mut Recorder) {
        match (&back.call, result) {
            (Call::Get { .. }, Ok(Answer::Got(got))) if !got.is_empty() => {
                // The worker knows ids and receipts; the running numbers are the world's own book-keeping.
                let Some(Outcome::Got(known)) = &back.outcome else { return };
                let held = got.into_iter().zip(known).map(|(got, known)| Held {
                    number: known.number,
                    receipt_number: known.receipt,
                    id: got.id,
                    receipt: got.receipt,
                    text: known.text.clone(),
                    dequeue_count: got.dequeue_count,
                });
                let consumer = self.consumer_mut(id);
                consumer.held = held.collect();
                consumer.empty_answers = 0;
                self.consumer_starts_job(id, recorder);
            }
            (Call::Get { .. }, Ok(_)) => {
                self.consumer_mut(id).empty_answers += 1;
                self.consumer_waits(id);
            }
            // Refused or unreadable: like a program with a retry loop, it asks again after its pause.
            (Call::Get { .. }, Err(_)) => self.consumer_waits(id),
            (Call::Delete { .. }, _) => match self.consumer_mut(id).spec.deletes {
                DeleteOrder::BeforeEffect => self.consumer_begins_work(id, recorder),
                DeleteOrder::AfterEffect | DeleteOrder::Never => self.consumer_takes_next(id, recorder),
            },
            _ => {}
        }
    }

    fn consumer_starts_job(&mut self, id: ActorId, recorder: &mut Recorder) {
        if self.consumer_mut(id).spec.deletes == DeleteOrder::BeforeEffect {
            self.consumer_deletes(id);
        } else {
            self.consumer_begins_work(id, recorder);
        }
    }

    fn consumer_begins_work(&mut self, id: ActorId, recorder: &mut Recorder) {
        let now = self.now();
        let actor = &mut self.actors[usize::from(id.0)];
        let Body::Consumer(consumer) = &mut actor.body else { return };
        let Some(message) = consumer.held.front().map(|held| held.number) else { return };
        let jitter = Span::from_micros(actor.rng.below(consumer.spec.jitter.as_micros() + 1));
        let until = now + consumer.spec.works_for + jitter;
        consumer.state = ConsumerState::Working { from: now, until };
        self.note(Some(id), Some(message), EventKind::WorkStart { message }, recorder);
        self.wake_at(id, until);
    }

    fn consumer_finishes_job(&mut self, id: ActorId, recorder: &mut Recorder) {
        let consumer = self.consumer_mut(id);
        let (deletes, ledger) = (consumer.spec.deletes, consumer.spec.ledger);
        let Some((message, key)) = consumer.held.front().map(|held| (held.number, held.text.clone())) else { return };
        self.note(Some(id), Some(message), EventKind::WorkDone { message }, recorder);
        let copy = self.effect_count(&key) + 1;
        if copy == 1 || !ledger {
            self.effects.set(&key, copy);
            self.tally.effects += 1;
            self.tally.duplicates += u64::from(copy > 1);
            self.note(Some(id), Some(message), EventKind::SideEffect { key, message, copy }, recorder);
        }
        match deletes {
            DeleteOrder::AfterEffect => self.consumer_deletes(id),
            DeleteOrder::BeforeEffect | DeleteOrder::Never => self.consumer_takes_next(id, recorder),
        }
    }

    fn consumer_deletes(&mut self, id: ActorId) {
        let consumer = self.consumer_mut(id);
        let Some(held) = consumer.held.front() else { return };
        let call = Call::Delete { queue: consumer.spec.queue.clone(), id: held.id.clone(), receipt: held.receipt.clone() };
        consumer.state = ConsumerState::Deleting;
        self.send(id, call);
    }

    /// Lets go of the finished message; works on the next of the batch, or asks again.
    fn consumer_takes_next(&mut self, id: ActorId, recorder: &mut Recorder) {
        let consumer = self.consumer_mut(id);
        consumer.held.pop_front();
        consumer.finished += 1;
        if consumer.held.is_empty() { self.consumer_asks(id) } else { self.consumer_starts_job(id, recorder) }
    }
}
