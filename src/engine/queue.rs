//! One queue: its messages in the order in which a Get would meet them, and what may be done to them.
//!
//! Every message stands either in the lane of those that have become visible or in the set of hidden ones, both ordered by (next visible time,
//! number). Whatever falls due moves over when the queue is next touched; until then readers add the due ones up. So the order of delivery is
//! (time of becoming visible, number): first in, first out, with a message that timed out coming after those that were visible before it.

use crate::engine::acl::SignedIdentifier;
use crate::engine::error::{Detail, ErrorCode, ServiceError};
use crate::engine::ids::{MessageNumber, QueueName, ReceiptNumber};
use crate::engine::lane::Lane;
use crate::engine::map::Set;
use crate::engine::message::{LastChange, Message};
use crate::engine::metadata::Metadata;
use crate::engine::receipt::PresentedReceipt;
use crate::engine::shelf::Shelf;
use crate::engine::throttle::Bucket;
use crate::time::{Span, Timestamp};
use std::sync::Arc;

/// A queue and its messages. A clone shares everything until one of the two changes.
#[derive(Clone, Debug)]
pub struct Queue {
    name: QueueName,
    pub(super) metadata: Metadata,
    acl: Arc<[SignedIdentifier]>,
    acl_set_at: Timestamp,
    pub(super) bucket: Bucket,
    shelf: Shelf,
    // Invariant: every message on the shelf stands in exactly one of the two, under its present visible_at. What is in the lane became visible
    // before anything that is hidden.
    lane: Lane,
    hidden: Set<(Timestamp, MessageNumber)>,
    // Invariant: nothing expires or falls due earlier. It may be too early once its message has gone.
    due_at: Timestamp,
}

/// How many messages a queue holds; expired ones do not count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub visible: u64,
    pub hidden: u64,
}

impl Queue {
    pub(super) fn new(now: Timestamp, name: QueueName, metadata: Metadata) -> Self {
        let (acl, bucket) = (Arc::new([]), Bucket::default());
        Self {
            name,
            metadata,
            acl,
            acl_set_at: now,
            bucket,
            shelf: Shelf::default(),
            lane: Lane::default(),
            hidden: Set::new(),
            due_at: Timestamp::NEVER,
        }
    }

    pub fn name(&self) -> &str {
        self.name.as_str()
    }

    /// The name to keep: sharing it costs a reference count.
    pub fn label(&self) -> Arc<str> {
        self.name.label()
    }

    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// The stored access policies.
    pub fn acl(&self) -> &Arc<[SignedIdentifier]> {
        &self.acl
    }

    /// When the policies were last set; it takes the service up to 30 s to honour them (page "Set Queue ACL").
    pub fn acl_set_at(&self) -> Timestamp {
        self.acl_set_at
    }

    pub(super) fn set_acl(&mut self, now: Timestamp, identifiers: &Arc<[SignedIdentifier]>) {
        self.acl = Arc::clone(identifiers);
        self.acl_set_at = now;
    }

    /// The live messages in order of (`visible_at`, number): what a Get would hand out first comes first, hidden ones follow.
    pub fn messages(&self, now: Timestamp) -> impl Iterator<Item = &Message> {
        let hidden = self.hidden.iter().map(|(_, number)| self.held(*number));
        self.lane.messages(&self.shelf).chain(hidden).filter(move |message| !message.is_expired(now))
    }

    /// The message of that number, even if it has expired and nothing has touched it since.
    pub fn message(&self, number: MessageNumber) -> Option<&Message> {
        self.shelf.message(number)
    }

    /// Counts the live messages. Costs one step per message that fell due since the queue was last touched.
    pub fn counts(&self, now: Timestamp) -> Counts {
        let due = self.hidden.iter().take_while(|(at, _)| *at <= now).count() as u64;
        let mut counts = Counts { visible: self.lane.len() + due, hidden: self.hidden.len() as u64 - due };
        for expired in self.shelf.expiring(Timestamp::EPOCH, now) {
            *(if expired.visible_at <= now { &mut counts.visible } else { &mut counts.hidden }) -= 1;
        }
        counts
    }

    /// The number the service tells: visible and hidden messages, and expired ones until they are cleared away (page "Get Queue Metadata"). Nearly
    /// every request on messages clears; a Put only a little.
    pub fn approximate_count(&self) -> u64 {
        self.shelf.len()
    }

    /// The earliest instant after `after` at which a message comes back by itself or expires.
    pub(super) fn next_change(&self, after: Timestamp) -> Option<Timestamp> {
        let visible = self.visible_after(after).find(|message| message.comes_back()).map(|message| message.visible_at);
        [visible, self.shelf.next_expiry(after)].into_iter().flatten().min()
    }

    /// The messages that come back by themselves at some instant in `(after, until]`.
    pub(super) fn coming_back(&self, after: Timestamp, until: Timestamp) -> impl Iterator<Item = &Message> {
        self.visible_after(after).take_while(move |message| message.visible_at <= until).filter(|message| message.comes_back())
    }

    /// The messages whose next visible time is after `after`, in its order.
    fn visible_after(&self, after: Timestamp) -> impl Iterator<Item = &Message> {
        let later = (after + Span::from_micros(1), MessageNumber(0));
        let hidden = self.hidden.range(later..).map(|(_, number)| self.held(*number));
        self.lane.messages_after(after, &self.shelf).chain(hidden)
    }

    /// The messages that expire at some instant in `(after, until]` and are still held.
    pub(super) fn expiring(&self, after: Timestamp, until: Timestamp) -> impl Iterator<Item = &Message> {
        self.shelf.expiring(after, until)
    }

    /// Moves due messages over and lets expired ones go.
    fn sweep(&mut self, now: Timestamp) {
        if now < self.due_at {
            return;
        }
        while let Some(expired) = self.shelf.remove_expired(now) {
            for message in expired {
                self.displace(&message);
            }
        }
        self.bring_back(now);
        let first_hidden = self.hidden.get_min().map(|(at, _)| *at);
        self.due_at = [first_hidden, self.shelf.expires_min()].into_iter().flatten().min().unwrap_or(Timestamp::NEVER);
    }

    /// Moves due messages over. It comes before anything joins the lane, so that the lane grows at its end.
    fn bring_back(&mut self, now: Timestamp) {
        while let Some((at, number)) = self.hidden.get_min().filter(|(at, _)| *at <= now).copied() {
            self.hidden.remove_min();
            let receipt = self.held(number).receipt;
            self.lane.join(at, number, receipt);
        }
    }

    pub(super) fn put(&mut self, now: Timestamp, message: Message) {
        if now >= self.due_at {
            // A queue that is only ever put to must not grow for ever: each Put clears away a little more than it brings.
            for expired in self.shelf.remove_expired(now).into_iter().flatten() {
                self.displace(&expired);
            }
            self.bring_back(now);
        }
        self.due_at = self.due_at.min(message.expires_at);
        self.place(now, &message);
        self.shelf.insert(message);
    }

    /// Hands out up to `count` visible messages, hides them until `visible_at` and gives all of them the same receipt.
    pub(super) fn get(&mut self, now: Timestamp, count: u32, visible_at: Timestamp, receipt: ReceiptNumber) -> Vec<Message> {
        self.sweep(now);
        let mut got = Vec::with_capacity(usize::try_from(self.lane.len()).map_or(count as usize, |len| len.min(count as usize)));
        while got.len() < count as usize
            && let Some(number) = self.lane.take_first(&self.shelf)
        {
            let message = self.shelf.message_mut(number).expect("what is visible stands on the shelf");
            message.dequeue_count = message.dequeue_count.saturating_add(1);
            message.visible_at = visible_at;
            message.changed_at = now;
            message.receipt = receipt;
            message.last_change = LastChange::Get;
            got.push(message.clone());
        }
        self.due_at = self.due_at.min(visible_at);
        for message in &got {
            self.hidden.insert((visible_at, message.number));
        }
        got
    }

    /// The messages the next Get would hand out; nothing but the sweeping changes.
    pub(super) fn peek(&mut self, now: Timestamp, count: u32) -> Vec<Message> {
        self.sweep(now);
        self.lane.messages(&self.shelf).take(count as usize).cloned().collect()
    }

    /// Gives the message a new receipt, a new next visible time and perhaps a new text.
    ///
    /// Err: `MessageNotFound` for an outdated receipt as for a missing message (page "Update Message", and reports since 2013);
    /// `InvalidQueryParameterValue` for a timeout that reaches beyond the expiry.
    pub(super) fn update(&mut self, now: Timestamp, number: MessageNumber, change: Update) -> Result<Message, ServiceError> {
        self.sweep(now);
        self.check(number, change.receipt)?;
        let visible_at = now + change.visibility_timeout;
        let message = self.shelf.message_mut(number).expect("the receipt was checked against it");
        if visible_at > message.expires_at {
            let value = change.visibility_timeout.as_secs().to_string().into();
            let reason = "visibilitytimeout must not reach beyond the expiration time of the message";
            return Err(ServiceError::new(
                ErrorCode::InvalidQueryParameterValue,
                Detail::Query { name: "visibilitytimeout", value, reason },
            ));
        }
        let before = (message.visible_at, number);
        message.visible_at = visible_at;
        message.changed_at = now;
        message.receipt = change.new_receipt;
        message.last_change = LastChange::Update;
        if let Some(text) = change.text {
            message.text = text;
        }
        let message = message.clone();
        self.leave(before);
        self.place(now, &message);
        Ok(message)
    }

    /// Removes the message. Err: `MessageNotFound`, also for an outdated receipt.
    pub(super) fn delete(&mut self, now: Timestamp, number: MessageNumber, receipt: PresentedReceipt) -> Result<(), ServiceError> {
        self.sweep(now);
        self.check(number, receipt)?;
        let message = self.shelf.remove(number).expect("the receipt was checked against it");
        self.displace(&message);
        Ok(())
    }

    /// Removes all messages and tells how many lived.
    pub(super) fn clear(&mut self, now: Timestamp) -> u64 {
        self.sweep(now);
        let count = self.shelf.len();
        self.shelf = Shelf::default();
        self.lane = Lane::default();
        self.hidden = Set::new();
        count
    }

    /// Whether the receipt is the latest one of a message that is here. The mere end of the invisibility does not outdate a receipt.
    fn check(&self, number: MessageNumber, receipt: PresentedReceipt) -> Result<(), ServiceError> {
        match self.shelf.message(number) {
            Some(message) if receipt == PresentedReceipt::Known(message.pop_receipt()) => Ok(()),
            _ => Err(ErrorCode::MessageNotFound.into()),
        }
    }

    fn held(&self, number: MessageNumber) -> &Message {
        self.shelf.message(number).expect("what is hidden stands on the shelf")
    }

    fn place(&mut self, now: Timestamp, message: &Message) {
        if message.visible_at <= now {
            self.lane.join(message.visible_at, message.number, message.receipt);
        } else {
            self.due_at = self.due_at.min(message.visible_at);
            self.hidden.insert((message.visible_at, message.number));
        }
    }

    /// Takes a message that has left the shelf, or got a new receipt there, out of its former place.
    fn leave(&mut self, place: (Timestamp, MessageNumber)) {
        if self.hidden.remove(&place).is_none() {
            self.lane.leave(&self.shelf);
        }
    }

    fn displace(&mut self, message: &Message) {
        self.leave((message.visible_at, message.number));
    }
}

/// What an Update wants to change.
#[derive(Debug)]
pub(super) struct Update {
    pub receipt: PresentedReceipt,
    pub new_receipt: ReceiptNumber,
    pub visibility_timeout: Span,
    pub text: Option<Arc<str>>,
}
