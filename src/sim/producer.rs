//! What a producer does: sends its next message, then waits.

use super::actor::Body;
use super::event::ActorId;
use super::world::World;
use crate::client::Call;
use crate::time::Span;

impl World {
    pub(super) fn producer_wakes(&mut self, id: ActorId) {
        let now = self.now();
        let actor = &mut self.actors[usize::from(id.0)];
        let Body::Producer(producer) = &mut actor.body else { return };
        let spec = producer.spec.clone();
        producer.sent += 1;
        let call = Call::Put {
            queue: spec.queue.clone(),
            text: spec.text.replace("{n}", &producer.sent.to_string()).into(),
            visibility_timeout: spec.visibility_timeout,
            time_to_live: spec.time_to_live,
        };
        producer.next_at = spec.count.is_none_or(|count| producer.sent < count).then(|| {
            let jitter = Span::from_micros(actor.rng.below(spec.jitter.as_micros() + 1));
            now + spec.every.max(Span::from_millis(1)) + jitter
        });
        let next_at = producer.next_at;
        self.send(id, call);
        if let Some(at) = next_at {
            self.wake_at(id, at);
        }
    }
}
