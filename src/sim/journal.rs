//! How a world writes down what happens: one event a message, each linked to what its actor and its message did last.

use super::event::{ActorId, Causes, Event, EventId, EventKind, QueueLabel};
use super::fingerprint::Fingerprint;
use super::json::is_json;
use super::record::Recorder;
use super::world::{Lease, Trail, World};
use crate::client::Call;
use crate::engine::{Change, ChangeKind, ErrorCode, MessageNumber, Outcome};
use crate::server::Reply;
use std::hash::Hasher;

impl World {
    /// Logs an event of `actor`, linked to what it and its message last did.
    pub(super) fn note(
        &mut self,
        actor: Option<ActorId>,
        message: Option<MessageNumber>,
        kind: EventKind,
        recorder: &mut Recorder,
    ) -> EventId {
        let id = EventId(self.events);
        self.events += 1;
        let mut causes = Causes::default();
        if let Some(actor) = actor.and_then(|id| self.actors.get_mut(usize::from(id.0))) {
            causes.actor = actor.last_event.replace(id);
        }
        if let Some(message) = message {
            causes.message = self.trail_mut(message).last_event.replace(id).filter(|last| Some(*last) != causes.actor);
        }
        let via = actor.and(self.via);
        recorder.event(Event { id, at: self.now, actor, via, causes, kind });
        id
    }

    fn trail_mut(&mut self, message: MessageNumber) -> &mut Trail {
        self.trails.get_mut(message.0)
    }

    fn hold(&mut self, actor: Option<ActorId>, message: MessageNumber) {
        if let Some(holder) = actor {
            self.trail_mut(message).lease = Some(Lease { holder, from: self.now });
        }
    }

    pub(super) fn note_change(&mut self, change: &Change, recorder: &mut Recorder) {
        let (queue, message) = (change.queue.clone(), change.message);
        let trail = self.trail_mut(message);
        trail.lease = None;
        let kind = match change.kind {
            ChangeKind::BecameVisible => {
                trail.seat = Some(change.at);
                EventKind::Reappear { queue, message, dequeue_count: change.dequeue_count }
            }
            ChangeKind::Expired => {
                trail.seat = None;
                self.tally.expired += 1;
                EventKind::Expire { queue, message }
            }
        };
        self.note(None, Some(message), kind, recorder);
    }

    /// Logs what a request did: one event a message, or one for the whole request.
    ///
    /// `call` is what its sender meant, if a program or a form wrote it: a request that is refused early may not say.
    pub(super) fn note_reply(&mut self, actor: Option<ActorId>, call: Option<&Call>, reply: &Reply, host: &str, recorder: &mut Recorder) {
        let queue: QueueLabel = reply.queue.clone().unwrap_or_else(|| "".into());
        let refusal = reply.refusal.as_ref().or(match &reply.result {
            Some(Err(refusal)) => Some(refusal),
            _ => None,
        });
        if let Some(refusal) = refusal {
            self.tally.refusals += 1;
            let kind = match reply.operation.or(call.map(Call::operation)) {
                Some(operation) if refusal.code == ErrorCode::ServerBusy => {
                    self.tally.throttled += 1;
                    EventKind::Throttled { operation, queue: reply.queue.clone() }
                }
                operation => EventKind::Rejected {
                    operation,
                    queue: reply.queue.clone().or_else(|| call.and_then(Call::queue).map(Into::into)),
                    message: refusal.message,
                    status: refusal.code.status(),
                    code: refusal.code.as_str().into(),
                    account_kind: self.kind_at(host),
                },
            };
            self.note(actor, refusal.message, kind, recorder);
            return;
        }
        let Some(Ok(outcome)) = &reply.result else { return };
        self.note_outcome(actor, queue, outcome, recorder);
    }

    fn note_outcome(&mut self, actor: Option<ActorId>, queue: QueueLabel, outcome: &Outcome, recorder: &mut Recorder) {
        match outcome {
            Outcome::QueueCreated { existed: false } => {
                self.note(actor, None, EventKind::QueueCreated { queue }, recorder);
            }
            Outcome::QueueDeleted => {
                self.note(actor, None, EventKind::QueueDeleted { queue }, recorder);
            }
            Outcome::Put(put) => {
                self.tally.put += 1;
                self.trail_mut(put.number).seat = Some(put.visible_at);
                let kind = EventKind::Put {
                    queue,
                    message: put.number,
                    receipt: put.receipt,
                    visible_at: put.visible_at,
                    expires_at: put.expires_at,
                    bytes: u32::try_from(put.text.len()).unwrap_or(u32::MAX),
                    text: digest(&put.text),
                    json: is_json(&put.text),
                };
                self.note(actor, Some(put.number), kind, recorder);
            }
            Outcome::Got(got) if got.is_empty() => {
                self.tally.empty_answers += 1;
                self.note(actor, None, EventKind::GetEmpty { queue }, recorder);
            }
            Outcome::Got(got) => {
                for message in got {
                    self.hold(actor, message.number);
                    let kind = EventKind::Get {
                        queue: queue.clone(),
                        message: message.number,
                        receipt: message.receipt,
                        visible_at: message.visible_at,
                        dequeue_count: message.dequeue_count,
                    };
                    self.note(actor, Some(message.number), kind, recorder);
                }
            }
            Outcome::Peeked(peeked) if peeked.is_empty() => {
                self.note(actor, None, EventKind::PeekEmpty { queue }, recorder);
            }
            Outcome::Peeked(peeked) => {
                for message in peeked {
                    let kind = EventKind::Peek { queue: queue.clone(), message: message.number, dequeue_count: message.dequeue_count };
                    self.note(actor, Some(message.number), kind, recorder);
                }
            }
            Outcome::Updated { message, text_changed } => {
                let kind = EventKind::Update {
                    queue: queue.clone(),
                    message: message.number,
                    receipt: message.receipt,
                    visible_at: message.visible_at,
                    text_changed: *text_changed,
                };
                self.note(actor, Some(message.number), kind, recorder);
                self.hold(actor, message.number);
                if message.visible_at <= self.now {
                    // Given back at once: no time passes, so the engine has no change to report.
                    let trail = self.trail_mut(message.number);
                    trail.lease = None;
                    trail.seat = Some(message.visible_at);
                    let kind = EventKind::Reappear { queue, message: message.number, dequeue_count: message.dequeue_count };
                    self.note(None, Some(message.number), kind, recorder);
                }
            }
            Outcome::Deleted { number } => {
                self.tally.deleted += 1;
                let trail = self.trail_mut(*number);
                trail.seat = None;
                trail.lease = None;
                self.note(actor, Some(*number), EventKind::Delete { queue, message: *number }, recorder);
            }
            Outcome::Cleared { count } => {
                self.tally.deleted += count;
                let count = u32::try_from(*count).unwrap_or(u32::MAX);
                self.note(actor, None, EventKind::Clear { queue, count }, recorder);
            }
            _ => {}
        }
    }
}

/// A number that equal texts have in common. FNV-1a, folded to 32 bits.
fn digest(text: &str) -> u32 {
    let mut hasher = Fingerprint::default();
    hasher.write(text.as_bytes());
    let hash = hasher.finish();
    u32::try_from((hash ^ (hash >> 32)) & 0xffff_ffff).expect("masked to 32 bits")
}
