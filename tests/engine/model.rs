//! A queue made of one list and loops: slow, and small enough to be right by looking at it.

use playground::engine::{Change, ChangeKind, Counts, Message, MessageNumber};
use playground::time::{Span, Timestamp};

/// A message, as far as its owner can observe it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub number: u32,
    pub text: String,
    pub inserted_at: Timestamp,
    pub expires_at: Timestamp,
    pub visible_at: Timestamp,
    pub changed_at: Timestamp,
    pub dequeue_count: u32,
    pub receipt: u32,
}

impl From<&Message> for Entry {
    fn from(message: &Message) -> Self {
        Self {
            number: message.number.0,
            text: message.text.to_string(),
            inserted_at: message.inserted_at,
            expires_at: message.expires_at,
            visible_at: message.visible_at,
            changed_at: message.changed_at,
            dequeue_count: message.dequeue_count,
            receipt: message.receipt.0,
        }
    }
}

/// Everything ever put and not yet deleted; expired entries stay and are looked past.
#[derive(Clone, Debug, Default)]
pub struct Model {
    entries: Vec<Entry>,
    put: u32,
    receipts: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotFound;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UpdateRefusal {
    NotFound,
    BeyondExpiry,
}

impl Model {
    pub fn put(&mut self, now: Timestamp, text: &str, delay: Span, life: Option<Span>) -> Entry {
        self.put += 1;
        self.receipts += 1;
        let entry = Entry {
            number: self.put,
            text: text.to_owned(),
            inserted_at: now,
            expires_at: life.map_or(Timestamp::NEVER, |life| now + life),
            visible_at: now + delay,
            changed_at: now,
            dequeue_count: 0,
            receipt: self.receipts,
        };
        self.entries.push(entry.clone());
        entry
    }

    /// The live entries in order of delivery.
    pub fn live(&self, now: Timestamp) -> Vec<Entry> {
        let mut live = self.entries.iter().filter(|entry| entry.expires_at > now).cloned().collect::<Vec<_>>();
        live.sort_by_key(|entry| (entry.visible_at, entry.number));
        live
    }

    pub fn peek(&self, now: Timestamp, count: usize) -> Vec<Entry> {
        self.live(now).into_iter().filter(|entry| entry.visible_at <= now).take(count).collect()
    }

    pub fn get(&mut self, now: Timestamp, count: usize, timeout: Span) -> Vec<Entry> {
        let mut got = self.peek(now, count);
        if !got.is_empty() {
            self.receipts += 1;
        }
        for entry in &mut got {
            entry.dequeue_count += 1;
            entry.visible_at = now + timeout;
            entry.changed_at = now;
            entry.receipt = self.receipts;
            *self.entry(entry.number) = entry.clone();
        }
        got
    }

    pub fn update(&mut self, now: Timestamp, number: u32, receipt: u32, timeout: Span, text: Option<&str>) -> Result<Entry, UpdateRefusal> {
        self.check(now, number, receipt).map_err(|NotFound| UpdateRefusal::NotFound)?;
        let next_receipt = self.receipts + 1;
        let entry = self.entry(number);
        if now + timeout > entry.expires_at {
            return Err(UpdateRefusal::BeyondExpiry);
        }
        entry.visible_at = now + timeout;
        entry.changed_at = now;
        entry.receipt = next_receipt;
        if let Some(text) = text {
            text.clone_into(&mut entry.text);
        }
        let entry = entry.clone();
        self.receipts = next_receipt;
        Ok(entry)
    }

    pub fn delete(&mut self, now: Timestamp, number: u32, receipt: u32) -> Result<(), NotFound> {
        self.check(now, number, receipt)?;
        self.entries.retain(|entry| entry.number != number);
        Ok(())
    }

    pub fn clear(&mut self, now: Timestamp) -> u64 {
        let live = self.live(now).len();
        self.entries.clear();
        live as u64
    }

    pub fn counts(&self, now: Timestamp) -> Counts {
        let live = self.live(now);
        let visible = live.iter().filter(|entry| entry.visible_at <= now).count() as u64;
        Counts { visible, hidden: live.len() as u64 - visible }
    }

    /// What happens by itself in `(after, until]`; entries that nobody has touched since they expired still tell of it.
    pub fn changes(&self, after: Timestamp, until: Timestamp) -> Vec<(Timestamp, MessageNumber, ChangeKind)> {
        let mut changes = Vec::new();
        for entry in &self.entries {
            let number = MessageNumber(entry.number);
            if entry.changed_at < entry.visible_at && entry.visible_at < entry.expires_at {
                changes.push((entry.visible_at, number, ChangeKind::BecameVisible));
            }
            changes.push((entry.expires_at, number, ChangeKind::Expired));
        }
        changes.retain(|(at, ..)| after < *at && *at <= until);
        changes.sort_by_key(|(at, number, _)| (*at, *number));
        changes
    }

    /// Lets go of what has expired, as the engine does whenever messages are touched.
    pub fn forget_expired(&mut self, now: Timestamp) {
        self.entries.retain(|entry| entry.expires_at > now);
    }

    /// Expired ones included, until they are forgotten.
    pub fn held(&self) -> u64 {
        self.entries.len() as u64
    }

    fn check(&self, now: Timestamp, number: u32, receipt: u32) -> Result<(), NotFound> {
        let found = self.entries.iter().any(|entry| entry.number == number && entry.receipt == receipt && entry.expires_at > now);
        if found { Ok(()) } else { Err(NotFound) }
    }

    fn entry(&mut self, number: u32) -> &mut Entry {
        self.entries.iter_mut().find(|entry| entry.number == number).expect("it was found before")
    }
}

pub fn change(change: &Change) -> (Timestamp, MessageNumber, ChangeKind) {
    (change.at, change.message, change.kind)
}
