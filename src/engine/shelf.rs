//! Where a queue keeps its messages: by number, and so that the expired ones are found without looking at the others.
//!
//! Numbers are dense and only grow, so messages stand in trays of 32 neighbours. A tray knows the earliest instant at which one of its messages
//! *might* expire; the trays are ordered by that. Compared with one entry per message this makes expiry almost free for messages that are
//! deleted in time, which is nearly all of them.

use crate::engine::ids::MessageNumber;
use crate::engine::map::{Map, Set};
use crate::engine::message::Message;
use crate::time::Timestamp;
use std::sync::Arc;

const TRAY_BITS: u32 = 5;
const TRAY_SLOTS: usize = 1 << TRAY_BITS;

#[derive(Clone, Debug, Default)]
pub(super) struct Shelf {
    trays: Map<u32, Arc<Tray>>,
    // Invariant: holds exactly (tray.expires_min, index) of every tray in `trays`.
    by_expiry: Set<(Timestamp, u32)>,
    len: u64,
}

#[derive(Clone, Debug)]
struct Tray {
    slots: [Option<Arc<Message>>; TRAY_SLOTS],
    // Invariant: how many slots are taken; a tray on the shelf is never empty.
    taken: u32,
    // Invariant: no message in here expires earlier. It may be too early once its message has gone.
    expires_min: Timestamp,
}

impl Shelf {
    pub(super) fn len(&self) -> u64 {
        self.len
    }

    pub(super) fn message(&self, number: MessageNumber) -> Option<&Message> {
        let (index, slot) = place(number);
        self.trays.get(&index)?.slots[slot].as_deref()
    }

    /// The message, to be changed in place. Its number and its expiry must stay as they are.
    pub(super) fn message_mut(&mut self, number: MessageNumber) -> Option<&mut Message> {
        let (index, slot) = place(number);
        let held = Arc::make_mut(self.trays.get_mut(&index)?);
        held.slots[slot].as_mut().map(Arc::make_mut)
    }

    /// Takes a new message in; its number must be free.
    pub(super) fn insert(&mut self, message: Message) {
        let (index, slot) = place(message.number);
        let expires_at = message.expires_at;
        let message = Some(Arc::new(message));
        self.len += 1;
        if let Some(held) = self.trays.get_mut(&index) {
            let held = Arc::make_mut(held);
            assert!(held.slots[slot].is_none(), "message numbers are given out once");
            held.slots[slot] = message;
            held.taken += 1;
            if expires_at < held.expires_min {
                self.by_expiry.remove(&(held.expires_min, index));
                self.by_expiry.insert((expires_at, index));
                held.expires_min = expires_at;
            }
        } else {
            let mut slots = [const { None }; TRAY_SLOTS];
            slots[slot] = message;
            self.trays.insert(index, Arc::new(Tray { slots, taken: 1, expires_min: expires_at }));
            self.by_expiry.insert((expires_at, index));
        }
    }

    pub(super) fn remove(&mut self, number: MessageNumber) -> Option<Arc<Message>> {
        let (index, slot) = place(number);
        let held = Arc::make_mut(self.trays.get_mut(&index)?);
        let message = held.slots[slot].take()?;
        held.taken -= 1;
        self.len -= 1;
        if held.taken == 0 {
            let expires_min = held.expires_min;
            self.trays.remove(&index);
            self.by_expiry.remove(&(expires_min, index));
        }
        Some(message)
    }

    /// Takes out one tray's worth of messages that are expired at `now`; `None` when no tray can hold any more of them.
    pub(super) fn remove_expired(&mut self, now: Timestamp) -> Option<Vec<Arc<Message>>> {
        let &(expires_min, index) = self.by_expiry.get_min().filter(|(expires_min, _)| *expires_min <= now)?;
        self.by_expiry.remove_min();
        let held = Arc::make_mut(self.trays.get_mut(&index).expect("every tray in the expiry order stands on the shelf"));
        let mut gone = Vec::new();
        let mut earliest: Option<Timestamp> = None;
        for slot in &mut held.slots {
            if let Some(message) = slot.take_if(|message| message.is_expired(now)) {
                gone.push(message);
            } else if let Some(message) = slot {
                earliest = Some(earliest.map_or(message.expires_at, |at| at.min(message.expires_at)));
            }
        }
        let count = u32::try_from(gone.len()).expect("a tray has 32 slots");
        held.taken -= count;
        self.len -= u64::from(count);
        match earliest {
            Some(earliest) => {
                assert!(earliest > expires_min, "a swept tray moves later in the expiry order");
                held.expires_min = earliest;
                self.by_expiry.insert((earliest, index));
            }
            None => {
                self.trays.remove(&index);
            }
        }
        Some(gone)
    }

    /// The messages on the shelf that expire at some instant in `(after, until]`, in no particular order.
    pub(super) fn expiring(&self, after: Timestamp, until: Timestamp) -> impl Iterator<Item = &Message> {
        let due = self.by_expiry.iter().take_while(move |(expires_min, _)| *expires_min <= until);
        due.flat_map(|(_, index)| self.trays.get(index).into_iter().flat_map(|held| &held.slots))
            .filter_map(|slot| slot.as_deref())
            .filter(move |message| after < message.expires_at && message.expires_at <= until)
    }

    /// The earliest expiry after `after`, except of messages that never expire.
    pub(super) fn next_expiry(&self, after: Timestamp) -> Option<Timestamp> {
        let mut best: Option<Timestamp> = None;
        for (expires_min, index) in &self.by_expiry {
            if best.is_some_and(|best| best <= *expires_min) {
                break;
            }
            let slots = &self.trays.get(index).expect("every tray in the expiry order stands on the shelf").slots;
            let earliest =
                slots.iter().flatten().map(|message| message.expires_at).filter(|at| *at > after && *at != Timestamp::NEVER).min();
            best = [best, earliest].into_iter().flatten().min();
        }
        best
    }
}

fn place(number: MessageNumber) -> (u32, usize) {
    (number.0 >> TRAY_BITS, number.0 as usize % TRAY_SLOTS)
}
