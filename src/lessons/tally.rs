//! Queue counts read from the log alone: what every queue held after each event. It needs no engine, so a goal can be checked on a saved
//! trace; a test compares it with the engine's own counts.

use super::goal::Measure;
use super::pattern::queue;
use crate::engine::MessageNumber;
use crate::sim::{Event, EventKind};
use crate::time::Timestamp;
use std::collections::BTreeMap;

/// Visible and leased messages of one queue, folded over the log.
#[derive(Debug)]
pub(super) struct Tally<'a> {
    queue: &'a str,
    /// Every message in the queue, and whether it is visible.
    messages: BTreeMap<MessageNumber, bool>,
    // Invariant: the number of `true` in `messages`.
    visible: u32,
}

impl<'a> Tally<'a> {
    pub(super) fn new(queue: &'a str) -> Self {
        Self { queue, messages: BTreeMap::new(), visible: 0 }
    }

    /// Takes the next event into account. Events of other queues change nothing.
    pub(super) fn observe(&mut self, event: &Event) {
        if queue(&event.kind) != Some(self.queue) {
            return;
        }
        let due = |visible_at: &Timestamp| *visible_at <= event.at;
        match &event.kind {
            EventKind::Put { message, visible_at, .. }
            | EventKind::Get { message, visible_at, .. }
            | EventKind::Update { message, visible_at, .. } => self.set(*message, Some(due(visible_at))),
            EventKind::Reappear { message, .. } => self.set(*message, Some(true)),
            EventKind::Delete { message, .. } | EventKind::Expire { message, .. } => self.set(*message, None),
            EventKind::Clear { .. } | EventKind::QueueDeleted { .. } => {
                self.messages.clear();
                self.visible = 0;
            }
            _ => {}
        }
    }

    pub(super) fn count(&self, measure: Measure) -> u32 {
        let total = u32::try_from(self.messages.len()).expect("messages are numbered by a u32, so there are no more of them");
        match measure {
            Measure::Visible => self.visible,
            Measure::Leased => total - self.visible,
            Measure::Total => total,
        }
    }

    fn set(&mut self, message: MessageNumber, visible: Option<bool>) {
        let before = match visible {
            Some(visible) => self.messages.insert(message, visible),
            None => self.messages.remove(&message),
        };
        self.visible -= u32::from(before == Some(true));
        self.visible += u32::from(visible == Some(true));
    }
}
