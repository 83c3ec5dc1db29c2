//! The poison rule: a message that has failed too often is moved aside. It takes two requests, and a worker may die between them.

use super::super::actor::ConsumerState;
use super::super::event::ActorId;
use super::super::record::Recorder;
use super::super::scenario::{CopyOrder, CrashLine};
use super::super::world::World;
use crate::client::Call;

impl World {
    /// Begins to move the first message aside if the rule says so. Returns whether it does.
    pub(super) fn consumer_sets_aside(&mut self, id: ActorId, recorder: &mut Recorder) -> bool {
        let consumer = self.consumer_mut(id);
        let (Some(rule), Some(held)) = (&consumer.spec.poison, consumer.held.front()) else { return false };
        if held.dequeue_count <= rule.threshold.max(1) {
            return false;
        }
        consumer.job.setting_aside = true;
        let order = rule.order;
        match order {
            CopyOrder::CopyThenDelete => self.consumer_copies(id, recorder),
            CopyOrder::DeleteThenCopy => self.consumer_deletes(id),
        }
        true
    }

    fn consumer_copies(&mut self, id: ActorId, recorder: &mut Recorder) {
        let consumer = self.consumer_mut(id);
        consumer.state = ConsumerState::SettingAside;
        let (Some(rule), Some(held)) = (&consumer.spec.poison, consumer.held.front()) else {
            self.consumer_lets_go(id, recorder);
            return;
        };
        let text = (*held.text).into();
        let call = Call::Put { queue: rule.queue.clone(), text, visibility_timeout: None, time_to_live: None };
        self.send(id, call);
    }

    /// The copy was answered. Without a copy the message is not deleted: it comes back, and the next worker tries again.
    pub(super) fn consumer_copied(&mut self, id: ActorId, done: bool, recorder: &mut Recorder) {
        if !done {
            self.consumer_lets_go(id, recorder);
            return;
        }
        match self.order_of_moving(id) {
            CopyOrder::CopyThenDelete => {
                if !self.consumer_dies(id, CrashLine::BetweenCopyAndDelete, recorder) {
                    self.consumer_deletes(id);
                }
            }
            CopyOrder::DeleteThenCopy => self.consumer_takes_next(id, recorder),
        }
    }

    pub(super) fn consumer_deleted_aside(&mut self, id: ActorId, done: bool, recorder: &mut Recorder) {
        match self.order_of_moving(id) {
            CopyOrder::CopyThenDelete => self.consumer_takes_next(id, recorder),
            CopyOrder::DeleteThenCopy if !done => self.consumer_lets_go(id, recorder),
            CopyOrder::DeleteThenCopy => {
                if !self.consumer_dies(id, CrashLine::BetweenCopyAndDelete, recorder) {
                    self.consumer_copies(id, recorder);
                }
            }
        }
    }

    fn order_of_moving(&mut self, id: ActorId) -> CopyOrder {
        self.consumer_mut(id).spec.poison.as_ref().map_or(CopyOrder::CopyThenDelete, |rule| rule.order)
    }
}
