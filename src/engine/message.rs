//! One message, as the service holds it.

use crate::engine::ids::{MessageNumber, ReceiptNumber};
use crate::engine::receipt::PopReceipt;
use crate::time::Timestamp;
use std::sync::Arc;
use uuid::Uuid;

/// What last gave the message a new receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LastChange {
    Put,
    Get,
    Update,
}

/// A message and everything the service knows of it. Cloning one copies a few words; the text is shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub number: MessageNumber,
    pub id: Uuid,
    pub text: Arc<str>,
    pub inserted_at: Timestamp,
    /// The first instant at which the message is gone. Nothing ever changes it.
    pub expires_at: Timestamp,
    /// The first instant at which a Get may hand it out.
    pub visible_at: Timestamp,
    /// When its receipt was last renewed: the Put, the latest Get, or a later Update.
    pub changed_at: Timestamp,
    pub dequeue_count: u32,
    /// The only receipt that works.
    pub receipt: ReceiptNumber,
    pub last_change: LastChange,
}

impl Message {
    pub fn is_expired(&self, now: Timestamp) -> bool {
        self.expires_at <= now
    }

    /// Whether a Get at `now` could hand it out.
    pub fn is_visible(&self, now: Timestamp) -> bool {
        self.visible_at <= now && !self.is_expired(now)
    }

    /// The receipt that works now, as the client sees it.
    pub fn pop_receipt(&self) -> PopReceipt {
        PopReceipt {
            number: self.receipt,
            visible_at: self.visible_at,
            dequeue_count: match self.last_change {
                LastChange::Put | LastChange::Get => None,
                LastChange::Update => Some(self.dequeue_count),
            },
        }
    }

    /// Whether it was hidden by its last change and comes back by itself at `visible_at`.
    pub(super) fn comes_back(&self) -> bool {
        self.changed_at < self.visible_at && self.visible_at < self.expires_at
    }
}
