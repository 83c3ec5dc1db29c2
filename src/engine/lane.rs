//! The visible messages of a queue in the order in which a Get would meet them.
//!
//! Nearly all work happens at the two ends: what becomes visible joins at the back, a Get takes from the front. So this is a queue, not a tree. A
//! message that leaves from the middle leaves its place behind; places are recognised as left because a message gets a new receipt with every
//! change. When the left ones outnumber the others they are cleared away.

use crate::engine::ids::{MessageNumber, ReceiptNumber};
use crate::engine::message::Message;
use crate::engine::row::Row;
use crate::engine::shelf::Shelf;
use crate::time::Timestamp;

#[derive(Clone, Debug, Default)]
pub(super) struct Lane {
    // Invariant: in order of (visible_at, number). Every visible message has exactly one place with its present receipt.
    places: Row<Place>,
    // Invariant: how many places are not left.
    taken: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    visible_at: Timestamp,
    number: MessageNumber,
    receipt: ReceiptNumber,
}

/// Left places that are kept at least before any clearing away.
const LEFT_MIN: u64 = 64;

impl Lane {
    pub(super) fn len(&self) -> u64 {
        self.taken
    }

    /// Lets a message join that is visible now.
    pub(super) fn join(&mut self, visible_at: Timestamp, number: MessageNumber, receipt: ReceiptNumber) {
        let place = Place { visible_at, number, receipt };
        self.taken += 1;
        if self.places.last().is_none_or(|last| *last < place) {
            self.places.push(place);
        } else {
            // Rare: an older message becomes visible at the very instant at which a younger one did.
            self.places.insert_sorted(place);
        }
    }

    /// Takes the first message out.
    pub(super) fn take_first(&mut self, shelf: &Shelf) -> Option<MessageNumber> {
        while let Some(place) = self.places.pop_first() {
            if place.is_taken(shelf) {
                self.taken -= 1;
                return Some(place.number);
            }
        }
        None
    }

    /// Notes that a message has left from somewhere in the lane; it must be gone from the shelf or have a new receipt already.
    pub(super) fn leave(&mut self, shelf: &Shelf) {
        self.taken -= 1;
        let left = (self.places.len() as u64).saturating_sub(self.taken);
        if left > self.taken.max(LEFT_MIN) {
            self.places.retain(|place| place.is_taken(shelf));
        }
    }

    /// The messages in order.
    pub(super) fn messages<'a>(&'a self, shelf: &'a Shelf) -> impl Iterator<Item = &'a Message> {
        self.places.iter().filter_map(|place| place.message(shelf))
    }

    /// The messages that became visible after `after`, in order.
    pub(super) fn messages_after<'a>(&'a self, after: Timestamp, shelf: &'a Shelf) -> impl Iterator<Item = &'a Message> {
        let first = self.places.partition_point(|place| place.visible_at <= after);
        (first..self.places.len()).filter_map(|at| self.places.get(at)?.message(shelf))
    }
}

impl Place {
    fn message(self, shelf: &Shelf) -> Option<&Message> {
        shelf.message(self.number).filter(|message| message.receipt == self.receipt)
    }

    fn is_taken(self, shelf: &Shelf) -> bool {
        self.message(shelf).is_some()
    }
}
