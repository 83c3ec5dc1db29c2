//! What a front end without a queue does: serves a visitor on the spot, or turns them away.

use super::actor::{Body, FrontEnd};
use super::event::{ActorId, EventKind};
use super::record::Recorder;
use super::scenario::{FrontEndSpec, Spread};
use super::world::World;
use crate::rng::Rng;
use crate::time::{Span, Timestamp};
use std::sync::Arc;

impl World {
    /// Somebody is done, or somebody comes. Who is done at an instant makes room for who comes at it.
    pub(super) fn front_end_wakes(&mut self, id: ActorId, recorder: &mut Recorder) {
        let now = self.now();
        let actor = &mut self.actors[usize::from(id.0)];
        let Body::FrontEnd(front_end) = &mut actor.body else { return };
        let done: Vec<u32> = front_end.serving.iter().filter(|(_, until)| *until <= now).map(|(request, _)| *request).collect();
        front_end.serving.retain(|(_, until)| *until > now);
        front_end.served += u32::try_from(done.len()).expect("a few hands");
        let comes = front_end.next_at.is_some_and(|at| at <= now).then(|| front_end.receive(now, &mut actor.rng));
        let wakes_at = front_end.wakes_at();
        for request in done {
            self.tally.effects += 1;
            self.note(Some(id), None, EventKind::DirectDone { request }, recorder);
        }
        if let Some((request, served)) = comes {
            self.tally.dropped += u64::from(!served);
            let kind = if served { EventKind::DirectStart { request } } else { EventKind::DirectDropped { request } };
            self.note(Some(id), None, kind, recorder);
        }
        if let Some(at) = wakes_at {
            self.wake_at(id, at);
        }
    }
}

impl FrontEnd {
    /// A visitor comes. Returns their number and whether they are served.
    fn receive(&mut self, now: Timestamp, rng: &mut Rng) -> (u32, bool) {
        self.visitors += 1;
        self.next_at = self.next(now, rng);
        let served = self.serving.len() < usize::from(self.spec.hands.max(1));
        if served {
            let work = self.spec.works_for + self.spec.work_spread.draw(self.spec.work_jitter, rng);
            self.serving.push((self.visitors, now + work.max(Span::from_millis(1))));
        } else {
            self.dropped += 1;
        }
        (self.visitors, served)
    }

    fn next(&self, now: Timestamp, rng: &mut Rng) -> Option<Timestamp> {
        if self.spec.count.is_some_and(|count| self.visitors >= count) {
            return None;
        }
        let pause = self.spec.pace.pause_after(self.visitors, rng)?;
        Some(now + pause + Spread::Even.draw(self.spec.jitter, rng))
    }

    fn wakes_at(&self) -> Option<Timestamp> {
        self.serving.iter().map(|(_, until)| *until).chain(self.next_at).min()
    }

    /// Takes new settings; who is being served stays. Returns when it wakes next, if it does.
    pub(super) fn configure(&mut self, spec: Arc<FrontEndSpec>, now: Timestamp, rng: &mut Rng) -> Option<Timestamp> {
        self.spec = spec;
        if self.crashed_at.is_none() {
            self.next_at = self.next(now, rng);
        }
        self.wakes_at()
    }
}
