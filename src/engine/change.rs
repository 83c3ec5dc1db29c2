//! What happens by itself: hidden messages come back, and messages expire.
//!
//! Nothing is scheduled; both follow from `now`. These reads serve the log and the picture. Ask for the changes up to an instant *before* applying
//! a request of that instant: what the request touches is swept, and what it undoes did not happen.

use crate::engine::account::Account;
use crate::engine::ids::MessageNumber;
use crate::engine::message::Message;
use crate::engine::queue::Queue;
use crate::engine::service::Engine;
use crate::time::{Timestamp, sort_by_time};
use std::sync::Arc;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// Its visibility timeout ran out (or the delay of its Put).
    BecameVisible,
    /// Its time to live ran out, whether it was visible or hidden.
    Expired,
}

/// One thing that happened by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub at: Timestamp,
    pub account: Arc<str>,
    pub queue: Arc<str>,
    pub message: MessageNumber,
    pub dequeue_count: u32,
    pub kind: ChangeKind,
}

impl Engine {
    /// The earliest instant after `after` at which something happens by itself, over all accounts.
    pub fn next_change(&self, after: Timestamp) -> Option<Timestamp> {
        self.accounts().flat_map(Account::queues).filter_map(|queue| queue.next_change(after)).min()
    }

    /// Everything that happens by itself at some instant in `(after, until]`, sorted by (`at`, message number).
    pub fn changes(&self, after: Timestamp, until: Timestamp) -> Vec<Change> {
        let mut changes = Vec::new();
        for account in self.accounts() {
            for queue in account.queues() {
                changes.extend(queue.coming_back(after, until).map(|message| change(account, queue, message, ChangeKind::BecameVisible)));
                changes.extend(queue.expiring(after, until).map(|message| change(account, queue, message, ChangeKind::Expired)));
            }
        }
        sort_by_time(&mut changes, |change| (change.at, change.message.0));
        changes
    }
}

fn change(account: &Account, queue: &Queue, message: &Message, kind: ChangeKind) -> Change {
    Change {
        at: match kind {
            ChangeKind::BecameVisible => message.visible_at,
            ChangeKind::Expired => message.expires_at,
        },
        account: account.label(),
        queue: queue.label(),
        message: message.number,
        dequeue_count: message.dequeue_count,
        kind,
    }
}
