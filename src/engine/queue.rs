//! One queue: its messages in the order in which a Get would meet them, and what may be done to them.
//!
//! All messages stand in one order, by (next visible time, number): those that are visible in front, the hidden ones behind. A Get takes from the
//! front; time passing moves nothing. So the order of delivery is (time of becoming visible, number): first in, first out, with a message that
//! timed out coming after those that were visible before it.

use crate::engine::acl::SignedIdentifier;
use crate::engine::error::{Detail, ErrorCode, ServiceError};
use crate::engine::ids::{MessageNumber, QueueName, ReceiptNumber};
use crate::engine::message::{LastChange, Message};
use crate::engine::metadata::Metadata;
use crate::engine::order::Order;
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
    // Invariant: every message on the shelf stands here once, under its present visible_at.
    order: Order,
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
        Self { name, metadata, acl, acl_set_at: now, bucket, shelf: Shelf::default(), order: Order::default() }
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
        self.order.iter().map(|(_, number)| self.held(number)).filter(move |message| !message.is_expired(now))
    }

    /// The message of that number, even if it has expired and nothing has touched it since.
    pub fn message(&self, number: MessageNumber) -> Option<&Message> {
        self.shelf.message(number)
    }

    /// Counts the live messages. Costs one step per message that expired since the queue was last touched.
    pub fn counts(&self, now: Timestamp) -> Counts {
        let hidden = self.order.count_later(now) as u64;
        let mut counts = Counts { visible: self.shelf.len() - hidden, hidden };
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
        self.order.later(after).map(|(_, number)| self.held(number))
    }

    /// The messages that expire at some instant in `(after, until]` and are still held.
    pub(super) fn expiring(&self, after: Timestamp, until: Timestamp) -> impl Iterator<Item = &Message> {
        self.shelf.expiring(after, until)
    }

    /// Lets expired messages go.
    fn sweep(&mut self, now: Timestamp) {
        while let Some(expired) = self.shelf.remove_expired(now) {
            for message in expired {
                self.leave(&message);
            }
        }
    }

    pub(super) fn put(&mut self, now: Timestamp, message: Message) {
        // A queue that is only ever put to must not grow for ever: each Put clears away a little more than it brings.
        for expired in self.shelf.remove_expired(now).into_iter().flatten() {
            self.leave(&expired);
        }
        self.order.insert((message.visible_at, message.number.0));
        self.shelf.insert(message);
    }

    /// Hands out up to `count` visible messages, hides them until `visible_at` and gives all of them the same receipt.
    pub(super) fn get(&mut self, now: Timestamp, count: u32, visible_at: Timestamp, receipt: ReceiptNumber) -> Vec<Message> {
        self.sweep(now);
        let mut got = Vec::new();
        while got.len() < count as usize
            && let Some(first) = self.order.first().filter(|(at, _)| *at <= now)
        {
            self.order.remove(first);
            let message = self.shelf.message_mut(MessageNumber(first.1)).expect("what stands in the order stands on the shelf");
            message.dequeue_count = message.dequeue_count.saturating_add(1);
            message.visible_at = visible_at;
            message.changed_at = now;
            message.receipt = receipt;
            message.last_change = LastChange::Get;
            got.push(message.clone());
        }
        // Not before: what is visible at once would be handed out twice.
        for message in &got {
            self.order.insert((visible_at, message.number.0));
        }
        got
    }

    /// The messages the next Get would hand out; nothing but the sweeping changes.
    pub(super) fn peek(&mut self, now: Timestamp, count: u32) -> Vec<Message> {
        self.sweep(now);
        let visible = self.order.iter().take_while(|(at, _)| *at <= now);
        visible.take(count as usize).map(|(_, number)| self.held(number).clone()).collect()
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
        let before = (message.visible_at, number.0);
        message.visible_at = visible_at;
        message.changed_at = now;
        message.receipt = change.new_receipt;
        message.last_change = LastChange::Update;
        if let Some(text) = change.text {
            message.text = text;
        }
        let message = message.clone();
        self.order.remove(before);
        self.order.insert((visible_at, number.0));
        Ok(message)
    }

    /// Removes the message. Err: `MessageNotFound`, also for an outdated receipt.
    pub(super) fn delete(&mut self, now: Timestamp, number: MessageNumber, receipt: PresentedReceipt) -> Result<(), ServiceError> {
        self.sweep(now);
        self.check(number, receipt)?;
        let message = self.shelf.remove(number).expect("the receipt was checked against it");
        self.leave(&message);
        Ok(())
    }

    /// Removes all messages and tells how many lived.
    pub(super) fn clear(&mut self, now: Timestamp) -> u64 {
        self.sweep(now);
        let count = self.shelf.len();
        self.shelf = Shelf::default();
        self.order = Order::default();
        count
    }

    /// Whether the receipt is the latest one of a message that is here. The mere end of the invisibility does not outdate a receipt.
    fn check(&self, number: MessageNumber, receipt: PresentedReceipt) -> Result<(), ServiceError> {
        match self.shelf.message(number) {
            Some(message) if receipt == PresentedReceipt::Known(message.pop_receipt()) => Ok(()),
            _ => Err(ErrorCode::MessageNotFound.into()),
        }
    }

    fn held(&self, number: u32) -> &Message {
        self.shelf.message(MessageNumber(number)).expect("what stands in the order stands on the shelf")
    }

    /// Takes a message that has left the shelf out of the order.
    fn leave(&mut self, message: &Message) {
        let left = self.order.remove((message.visible_at, message.number.0));
        assert!(left, "what stands on the shelf stands in the order");
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
