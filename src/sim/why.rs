//! "Why?": the shortest chain of events that explains a refusal, a duplicate, an empty answer or a loss.
//!
//! Every event knows its parents, and following all of them tells the whole past. An explanation is less: the few events without which it would
//! not have happened. Which those are depends on what is to be explained; each kind has its own reading of the log below. The sentence is made
//! by the page, from the chain.

use super::event::{ActorId, Event, EventId, EventKind};
use super::scenario::FaultName;
use crate::engine::MessageNumber;

/// The events that explain `id`, oldest first; the last is the event itself. Empty if there is no such event.
///
/// `events` is a log from its beginning, so that an id is a position in it.
pub fn why(events: &[Event], id: EventId) -> Vec<EventId> {
    let log = Log { events };
    let Some(event) = log.event(id) else { return Vec::new() };
    let mut chain = log.reasons(event);
    chain.push(id);
    chain.sort_unstable();
    chain.dedup();
    chain
}

struct Log<'a> {
    events: &'a [Event],
}

impl<'a> Log<'a> {
    fn event(&self, id: EventId) -> Option<&'a Event> {
        self.events.get(id.0 as usize)
    }

    fn reasons(&self, event: &Event) -> Vec<EventId> {
        match &event.kind {
            EventKind::Rejected { message: Some(message), code, .. } if **code == *"BlobNotFound" => self.why_no_blob(event, *message),
            EventKind::Rejected { message: Some(message), .. } => self.why_not_found(event, *message),
            EventKind::Rejected { queue: Some(queue), status: 404 | 409, .. } => self.last(event, |other| match &other.kind {
                EventKind::QueueDeleted { queue: deleted } | EventKind::QueueCreated { queue: deleted } => deleted == queue,
                _ => false,
            }),
            EventKind::Rejected { status: 403, .. } => self.last(event, |other| {
                other.actor == event.actor && matches!(other.kind, EventKind::Configured | EventKind::Fault { name: FaultName::Skew })
            }),
            EventKind::Throttled { queue, .. } => self.crowd(event, queue.as_deref()),
            EventKind::SideEffect { key, copy: 2.., message } => self.why_twice(event, key, *message),
            EventKind::GetEmpty { queue } => self.why_empty(event, queue),
            EventKind::Get { message, dequeue_count: 2.., .. } => self.why_again(event, *message),
            EventKind::Reappear { message, .. } => self.why_visible(event, *message),
            EventKind::Expire { message, .. } => self.why_expired(event, *message),
            EventKind::Lost { .. } => self.why_lost(event),
            EventKind::Delete { message, .. } => self.last_get(event, *message).into_iter().collect(),
            EventKind::DirectDropped { .. } => {
                self.last(event, |other| other.actor == event.actor && matches!(other.kind, EventKind::DirectStart { .. }))
            }
            _ => [event.causes.actor, event.causes.message].into_iter().flatten().collect(),
        }
    }

    /// The events before `event`, newest first.
    fn before(&self, event: &Event) -> impl Iterator<Item = &'a Event> + use<'a> {
        self.events[..(event.id.0 as usize).min(self.events.len())].iter().rev()
    }

    fn last(&self, event: &Event, is: impl Fn(&Event) -> bool) -> Vec<EventId> {
        self.before(event).find(|other| is(other)).map(|other| other.id).into_iter().collect()
    }

    /// The same message, newest first.
    fn life(&self, event: &Event, message: MessageNumber) -> impl Iterator<Item = &'a Event> + use<'a> {
        self.before(event).filter(move |other| other.kind.message() == Some(message))
    }

    /// The last time `actor` got the message, or changed its lease.
    fn held_by(&self, event: &Event, actor: Option<ActorId>, message: MessageNumber) -> Option<&'a Event> {
        let lends = |other: &Event| matches!(other.kind, EventKind::Get { .. } | EventKind::Update { .. } | EventKind::Put { .. });
        self.life(event, message).find(|other| other.actor == actor && lends(other))
    }

    fn last_get(&self, event: &Event, message: MessageNumber) -> Option<EventId> {
        self.life(event, message).find(|other| matches!(other.kind, EventKind::Get { .. })).map(|other| other.id)
    }

    /// A receipt was void, or the message gone: how its sender came by the receipt, that the lease ended, and what made the receipt void.
    fn why_not_found(&self, event: &Event, message: MessageNumber) -> Vec<EventId> {
        let mine = self.held_by(event, event.actor, message);
        let since = mine.map_or(0, |mine| mine.id.0);
        let voids = |other: &Event| match other.kind {
            EventKind::Delete { .. } | EventKind::Expire { .. } => true,
            EventKind::Get { .. } | EventKind::Update { .. } => other.actor != event.actor,
            _ => false,
        };
        let mut chain: Vec<EventId> = mine.map(|mine| mine.id).into_iter().collect();
        let later: Vec<&Event> = self.life(event, message).take_while(|other| other.id.0 > since).collect();
        // The first that made the receipt void, and the end of the lease that made room for it.
        if let Some(voided) = later.iter().rev().find(|other| voids(other)) {
            chain.push(voided.id);
            let reappeared = later.iter().rev().find(|other| other.id < voided.id && matches!(other.kind, EventKind::Reappear { .. }));
            chain.extend(reappeared.map(|other| other.id));
        }
        chain.extend(self.lost_reply(event, since));
        chain
    }

    /// A message names a blob that is not there: its writer died before it wrote the blob, or tore the name; or somebody else was done with both.
    fn why_no_blob(&self, event: &Event, message: MessageNumber) -> Vec<EventId> {
        let Some(put) = self.life(event, message).find(|other| matches!(other.kind, EventKind::Put { .. })) else { return Vec::new() };
        let got = self.last_get(event, message);
        let died = put.causes.actor.and_then(|id| self.event(id)).filter(|other| matches!(other.kind, EventKind::WorkerCrash { .. }));
        let torn = matches!(put.kind, EventKind::Put { json: false, .. })
            .then(|| self.last(put, |other| other.actor == put.actor && matches!(other.kind, EventKind::Fault { name: FaultName::Tear })));
        let mut chain: Vec<EventId> = died.map(|died| died.id).into_iter().chain(torn.into_iter().flatten()).collect();
        if chain.is_empty() {
            chain = self.why_not_found(event, message);
        }
        chain.push(put.id);
        chain.extend(got);
        chain
    }

    /// An answer of this actor that got lost since then: it may have been the one that was needed.
    fn lost_reply(&self, event: &Event, since: u32) -> Option<EventId> {
        let mut later = self.before(event).take_while(|other| other.id.0 >= since);
        later.find(|other| other.actor == event.actor && matches!(other.kind, EventKind::Lost { .. })).map(|other| other.id)
    }

    /// An effect happened again: the first time, and what brought its message (or a second message) to a worker once more.
    fn why_twice(&self, event: &Event, key: &str, message: MessageNumber) -> Vec<EventId> {
        let before = self.before(event).find(|other| matches!(&other.kind, EventKind::SideEffect { key: other, .. } if **other == *key));
        let Some(before) = before else { return Vec::new() };
        let mut chain = vec![before.id];
        let get = self.held_by(event, event.actor, message).filter(|get| matches!(get.kind, EventKind::Get { .. }));
        chain.extend(get.map(|get| get.id));
        if before.kind.message() != Some(message) {
            // Two messages say the same: the second was sent because the sender heard nothing.
            let puts = |wanted: Option<MessageNumber>| {
                self.before(event).find(|other| matches!(other.kind, EventKind::Put { .. }) && other.kind.message() == wanted)
            };
            let (first, second) = (puts(before.kind.message()), puts(Some(message)));
            chain.extend(first.into_iter().chain(second).map(|put| put.id));
            chain.extend(second.and_then(|put| self.lost_reply(put, first.map_or(0, |first| first.id.0))));
            return chain;
        }
        let got_again = get.filter(|get| get.id > before.id).or_else(|| self.life(event, message).find(|other| other.actor != event.actor));
        if let Some(again) = got_again {
            let returned = self.life(again, message).find(|other| matches!(other.kind, EventKind::Reappear { .. }));
            chain.extend(returned.map(|other| other.id));
            chain.extend(self.died_holding(returned.unwrap_or(again), message));
        }
        chain
    }

    /// The crash that left the message without a holder, if there was one since it was last lent.
    fn died_holding(&self, event: &Event, message: MessageNumber) -> Option<EventId> {
        let lent = self.last_get(event, message)?;
        let mut since = self.before(event).take_while(|other| other.id > lent);
        let died = since.find(|other| match &other.kind {
            EventKind::WorkerCrash { holding } | EventKind::Left { holding } => holding.contains(&message),
            EventKind::Fault { name: FaultName::Stall } => Some(other.actor) == self.event(lent).map(|lent| lent.actor),
            _ => false,
        });
        died.map(|died| died.id)
    }

    /// Nothing was visible: the messages of that queue which were lent out or delayed, by the event that hid each; or the last that emptied it.
    fn why_empty(&self, event: &Event, queue: &str) -> Vec<EventId> {
        /// More would be no explanation.
        const SHOWN_MAX: usize = 3;
        let mut seen: Vec<MessageNumber> = Vec::new();
        let mut hides: Vec<EventId> = Vec::new();
        let mut emptied = None;
        for other in self.before(event) {
            let Some(message) = other.kind.message() else { continue };
            let (place, hidden) = match &other.kind {
                EventKind::Put { queue, visible_at, .. }
                | EventKind::Get { queue, visible_at, .. }
                | EventKind::Update { queue, visible_at, .. } => (queue, *visible_at > event.at),
                EventKind::Delete { queue, .. } | EventKind::Expire { queue, .. } | EventKind::Reappear { queue, .. } => (queue, false),
                _ => continue,
            };
            if **place != *queue || seen.contains(&message) {
                continue;
            }
            seen.push(message);
            if hidden {
                hides.push(other.id);
            } else if emptied.is_none() {
                emptied = Some(other.id);
            }
            if hides.len() == SHOWN_MAX || seen.len() > 64 {
                break;
            }
        }
        if hides.is_empty() { emptied.into_iter().collect() } else { hides }
    }

    /// It was handed out again: the hand-out before, what became of its holder, and its return.
    fn why_again(&self, event: &Event, message: MessageNumber) -> Vec<EventId> {
        let Some(returned) = self.life(event, message).find(|other| matches!(other.kind, EventKind::Reappear { .. })) else {
            return self.last_get(event, message).into_iter().collect();
        };
        let mut chain = self.why_visible(returned, message);
        chain.push(returned.id);
        chain
    }

    /// It became visible: what hid it, and what kept its holder from finishing.
    fn why_visible(&self, event: &Event, message: MessageNumber) -> Vec<EventId> {
        let hid = |other: &&Event| matches!(other.kind, EventKind::Get { .. } | EventKind::Update { .. } | EventKind::Put { .. });
        let hid = self.life(event, message).find(hid).map(|other| other.id);
        hid.into_iter().chain(self.died_holding(event, message)).collect()
    }

    /// It expired: its Put, which set the time to live, and whoever held it.
    fn why_expired(&self, event: &Event, message: MessageNumber) -> Vec<EventId> {
        let put = self.life(event, message).find(|other| matches!(other.kind, EventKind::Put { .. }));
        let held = self.life(event, message).next().filter(|other| matches!(other.kind, EventKind::Get { .. } | EventKind::Update { .. }));
        put.into_iter().chain(held).map(|other| other.id).collect()
    }

    /// A request or an answer got lost: the fault that did it.
    fn why_lost(&self, event: &Event) -> Vec<EventId> {
        self.last(event, |other| match other.kind {
            EventKind::Fault { name: FaultName::LoseRequest | FaultName::LoseReply | FaultName::Outage } => {
                other.actor.is_none() || other.actor == event.actor
            }
            _ => false,
        })
    }

    /// The service was busy: the first and the last of the requests that it took within the second before, and the fault that narrowed it.
    fn crowd(&self, event: &Event, queue: Option<&str>) -> Vec<EventId> {
        let second = crate::time::Span::from_secs(1);
        let of_queue = |other: &&Event| match &other.kind {
            EventKind::Put { queue: other, .. } | EventKind::Get { queue: other, .. } | EventKind::GetEmpty { queue: other } => {
                queue.is_none_or(|queue| **other == *queue)
            }
            _ => false,
        };
        let taken: Vec<EventId> =
            self.before(event).take_while(|other| other.at + second > event.at).filter(of_queue).map(|other| other.id).collect();
        let narrowed = self.last(event, |other| matches!(other.kind, EventKind::Fault { name: FaultName::Throttle }));
        narrowed.into_iter().chain(taken.last().copied()).chain(taken.first().copied()).collect()
    }
}
