//! Where a queue keeps its messages: by number, and so that the expired ones are found without looking at the others.
//!
//! Numbers are dense and only grow, so messages stand in trays of 16 neighbours. A tray knows the earliest instant at which one of its messages
//! *might* expire; the trays are ordered by that. Compared with one entry per message this makes expiry almost free for messages that are
//! deleted in time, which is nearly all of them.
//!
//! Two trays are in hand, outside the shared pages: the newest, which the next message goes to, and the one that was changed last. A queue works
//! at its two ends, so nearly every change finds its tray there, without a search and without asking whether a snapshot shares it.

use crate::engine::ids::MessageNumber;
use crate::engine::message::Message;
use crate::engine::numbered::Numbered;
use crate::engine::order::Order;
use crate::time::Timestamp;
use std::sync::Arc;

const TRAY_BITS: u32 = 4;
const TRAY_SLOTS: usize = 1 << TRAY_BITS;

#[derive(Clone, Debug, Default)]
pub(super) struct Shelf {
    // Invariant: every tray is in exactly one of the three places.
    newest: Option<Held>,
    latest: Option<Held>,
    stored: Numbered<Option<Arc<Tray>>>,
    // Invariant: holds exactly (tray.expires_min, index) of every tray.
    by_expiry: Order,
    len: u64,
}

/// A tray in hand.
#[derive(Clone, Debug)]
struct Held {
    index: u32,
    tray: Arc<Tray>,
}

#[derive(Clone, Debug)]
struct Tray {
    slots: [Option<Message>; TRAY_SLOTS],
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
        self.tray(index)?.slots[slot].as_ref()
    }

    /// The message, to be changed in place. Its number and its expiry must stay as they are.
    pub(super) fn message_mut(&mut self, number: MessageNumber) -> Option<&mut Message> {
        let (index, slot) = place(number);
        self.tray_mut(index)?.slots[slot].as_mut()
    }

    /// Takes a new message in; its number must be free.
    pub(super) fn insert(&mut self, message: Message) {
        let (index, slot) = place(message.number);
        let expires_at = message.expires_at;
        self.len += 1;
        if let Some(tray) = self.tray_mut(index) {
            assert!(tray.slots[slot].is_none(), "message numbers are given out once");
            tray.slots[slot] = Some(message);
            tray.taken += 1;
            if expires_at < tray.expires_min {
                let before = std::mem::replace(&mut tray.expires_min, expires_at);
                self.by_expiry.remove((before, index));
                self.by_expiry.insert((expires_at, index));
            }
        } else {
            self.begin_tray(index, slot, message);
        }
    }

    /// Puts a message on a tray of its own, the newest.
    #[inline(never)]
    fn begin_tray(&mut self, index: u32, slot: usize, message: Message) {
        let expires_min = message.expires_at;
        let mut slots = [const { None }; TRAY_SLOTS];
        slots[slot] = Some(message);
        let held = Held { index, tray: Arc::new(Tray { slots, taken: 1, expires_min }) };
        self.by_expiry.insert((expires_min, index));
        if let Some(full) = self.newest.replace(held) {
            *self.stored.get_mut(full.index) = Some(full.tray);
        }
    }

    pub(super) fn remove(&mut self, number: MessageNumber) -> Option<Message> {
        let (index, slot) = place(number);
        let tray = self.tray_mut(index)?;
        let message = tray.slots[slot].take()?;
        tray.taken -= 1;
        if tray.taken == 0 {
            let expires_min = tray.expires_min;
            self.by_expiry.remove((expires_min, index));
            self.drop_tray(index);
        }
        self.len -= 1;
        Some(message)
    }

    /// Takes out one tray's worth of messages that are expired at `now`; `None` when no tray can hold any more of them.
    pub(super) fn remove_expired(&mut self, now: Timestamp) -> Option<Vec<Message>> {
        let (expires_min, index) = self.by_expiry.first().filter(|(expires_min, _)| *expires_min <= now)?;
        self.by_expiry.remove((expires_min, index));
        let tray = self.tray_mut(index).expect("every tray in the expiry order stands on the shelf");
        let mut gone = Vec::new();
        let mut earliest: Option<Timestamp> = None;
        for slot in &mut tray.slots {
            if let Some(message) = slot.take_if(|message| message.is_expired(now)) {
                gone.push(message);
            } else if let Some(message) = slot {
                earliest = Some(earliest.map_or(message.expires_at, |at| at.min(message.expires_at)));
            }
        }
        tray.taken -= u32::try_from(gone.len()).expect("a tray has 16 slots");
        match earliest {
            Some(earliest) => {
                assert!(earliest > expires_min, "a swept tray moves later in the expiry order");
                tray.expires_min = earliest;
                self.by_expiry.insert((earliest, index));
            }
            None => self.drop_tray(index),
        }
        self.len -= gone.len() as u64;
        Some(gone)
    }

    /// The messages on the shelf that expire at some instant in `(after, until]`, in no particular order.
    pub(super) fn expiring(&self, after: Timestamp, until: Timestamp) -> impl Iterator<Item = &Message> {
        let due = self.by_expiry.iter().take_while(move |(expires_min, _)| *expires_min <= until);
        due.flat_map(|(_, index)| self.tray(index).into_iter().flat_map(|tray| tray.slots.iter().flatten()))
            .filter(move |message| after < message.expires_at && message.expires_at <= until)
    }

    /// The earliest expiry after `after`, except of messages that never expire.
    pub(super) fn next_expiry(&self, after: Timestamp) -> Option<Timestamp> {
        let mut best: Option<Timestamp> = None;
        for (expires_min, index) in self.by_expiry.iter() {
            if best.is_some_and(|best| best <= expires_min) || expires_min == Timestamp::NEVER {
                break;
            }
            let slots = &self.tray(index).expect("every tray in the expiry order stands on the shelf").slots;
            let expiries = slots.iter().flatten().map(|message| message.expires_at);
            let earliest = expiries.filter(|at| *at > after && *at != Timestamp::NEVER).min();
            best = [best, earliest].into_iter().flatten().min();
        }
        best
    }

    fn tray(&self, index: u32) -> Option<&Tray> {
        let held = [&self.newest, &self.latest].into_iter().flatten().find(|held| held.index == index);
        held.map(|held| &held.tray).or_else(|| self.stored.get(index)?.as_ref()).map(|tray| &**tray)
    }

    /// Takes the tray in hand and gives it out to be changed.
    fn tray_mut(&mut self, index: u32) -> Option<&mut Tray> {
        let is_newest = self.newest.as_ref().is_some_and(|held| held.index == index);
        if !is_newest && self.latest.as_ref().is_none_or(|held| held.index != index) {
            if self.stored.get(index).is_none_or(Option::is_none) {
                return None;
            }
            let tray = self.stored.get_mut(index).take()?;
            if let Some(put_back) = self.latest.replace(Held { index, tray }) {
                *self.stored.get_mut(put_back.index) = Some(put_back.tray);
            }
        }
        let held = if is_newest { &mut self.newest } else { &mut self.latest };
        held.as_mut().map(|held| Arc::make_mut(&mut held.tray))
    }

    /// Lets go of the tray that was just changed and is empty now.
    fn drop_tray(&mut self, index: u32) {
        let held = if self.newest.as_ref().is_some_and(|held| held.index == index) { &mut self.newest } else { &mut self.latest };
        let dropped = held.take().is_some_and(|held| held.index == index);
        assert!(dropped, "an empty tray is the one that was just changed");
    }
}

fn place(number: MessageNumber) -> (u32, usize) {
    (number.0 >> TRAY_BITS, number.0 as usize % TRAY_SLOTS)
}
