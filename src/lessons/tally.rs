//! Queue counts read from the log alone: what every queue held after each event. It needs no engine, so a goal can be checked on a saved
//! trace; a test compares it with the engine's own counts.

use super::field::queue;
use super::goal::Measure;
use crate::engine::MessageNumber;
use crate::sim::{Event, EventKind};
use crate::time::Timestamp;

/// Visible and leased messages of one queue, folded over the log.
#[derive(Debug)]
pub(super) struct Tally<'a> {
    queue: &'a str,
    /// Every message in the queue, and whether it is visible; by number. New messages come last, so a sorted list is as good as a tree, and
    /// far smaller in the page.
    messages: Vec<(MessageNumber, bool)>,
    // Invariant: the number of `true` in `messages`.
    visible: u32,
}

impl<'a> Tally<'a> {
    pub(super) fn new(queue: &'a str) -> Self {
        Self { queue, messages: Vec::new(), visible: 0 }
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
        let place = self.messages.binary_search_by_key(&message, |(number, _)| *number);
        let before = place.is_ok_and(|index| self.messages[index].1);
        match (place, visible) {
            (Ok(index), Some(visible)) => self.messages[index].1 = visible,
            (Err(index), Some(visible)) => self.messages.insert(index, (message, visible)),
            (Ok(index), None) => {
                self.messages.remove(index);
            }
            (Err(_), None) => {}
        }
        self.visible -= u32::from(before);
        self.visible += u32::from(visible == Some(true));
    }
}
