//! The service: all accounts, and the one function that changes them.

use crate::engine::account::{Account, AccountError, AccountSpec};
use crate::engine::error::{ErrorCode, ServiceError};
use crate::engine::ids::QueueName;
use crate::engine::limits;
use crate::engine::map::Map;
use crate::engine::message::{LastChange, Message};
use crate::engine::metadata::Metadata;
use crate::engine::operation::{Operation, Outcome};
use crate::engine::queue::{Queue, Update};
use crate::rng::Rng;
use crate::time::Timestamp;
use std::sync::Arc;
use uuid::Uuid;

/// The state of the whole service. A clone is a snapshot: it shares everything and costs a few reference counts.
#[derive(Clone, Debug)]
pub struct Engine {
    rng: Rng,
    accounts: Map<Arc<str>, Arc<Account>>,
}

impl Engine {
    /// A service without accounts. Every id it will ever give out follows from `rng`.
    pub fn new(rng: Rng) -> Self {
        Self { rng, accounts: Map::new() }
    }

    /// Makes an account. Err: `InvalidName`, `NameTaken`.
    pub fn create_account(&mut self, now: Timestamp, spec: AccountSpec) -> Result<(), AccountError> {
        spec.check()?;
        if self.accounts.contains_key(&spec.name) {
            return Err(AccountError::NameTaken);
        }
        let account = Account::new(now, spec, &mut self.rng);
        self.accounts.insert(account.label(), Arc::new(account));
        Ok(())
    }

    pub fn account(&self, name: &str) -> Option<&Account> {
        self.accounts.get(name).map(|account| &**account)
    }

    /// The accounts in order of their names.
    pub fn accounts(&self) -> impl Iterator<Item = &Account> {
        self.accounts.values().map(|account| &**account)
    }

    /// The id of the next request.
    pub fn next_request_id(&mut self) -> Uuid {
        self.rng.uuid()
    }

    /// Does what was asked, or refuses and changes nothing. The only mutation of service state. Time never runs backwards between calls.
    pub fn apply(&mut self, now: Timestamp, account: &str, operation: &Operation) -> Result<Outcome, ServiceError> {
        let account = self.accounts.get_mut(account).ok_or(ErrorCode::ResourceNotFound)?;
        Arc::make_mut(account).apply(now, operation)
    }
}

impl Account {
    fn apply(&mut self, now: Timestamp, operation: &Operation) -> Result<Outcome, ServiceError> {
        match operation {
            Operation::CreateQueue { queue, metadata } => self.create(now, queue, metadata),
            Operation::DeleteQueue { queue } => {
                self.queues.remove(queue).ok_or(ErrorCode::QueueNotFound)?;
                self.deleted.insert(queue.clone(), now);
                Ok(Outcome::QueueDeleted)
            }
            Operation::GetQueueMetadata { queue } => {
                let queue = self.queue(queue.as_str()).ok_or(ErrorCode::QueueNotFound)?;
                Ok(Outcome::QueueMetadata { metadata: queue.metadata.clone(), approximate_count: queue.approximate_count() })
            }
            Operation::SetQueueMetadata { queue, metadata } => {
                self.queue_mut(queue).ok_or(ErrorCode::QueueNotFound)?.metadata = metadata.clone();
                Ok(Outcome::QueueMetadataSet)
            }
            Operation::GetQueueAcl { queue } => {
                let queue = self.queue(queue.as_str()).ok_or(ErrorCode::QueueNotFound)?;
                Ok(Outcome::QueueAcl(Arc::clone(&queue.acl)))
            }
            Operation::SetQueueAcl { queue, identifiers } => {
                self.queue_mut(queue).ok_or(ErrorCode::QueueNotFound)?.acl = Arc::clone(identifiers);
                Ok(Outcome::QueueAclSet)
            }
            Operation::PutMessage { queue, text, visibility_timeout, time_to_live } => {
                if !self.queues.contains_key(queue) {
                    return Err(ErrorCode::QueueNotFound.into());
                }
                let number = self.next_message();
                let message = Message {
                    number,
                    id: self.mint().id(number),
                    text: Arc::clone(text),
                    inserted_at: now,
                    expires_at: time_to_live.map_or(Timestamp::NEVER, |span| (now + span).min(Timestamp::NEVER)),
                    visible_at: now + *visibility_timeout,
                    changed_at: now,
                    dequeue_count: 0,
                    receipt: self.upcoming_receipt(),
                    last_change: LastChange::Put,
                };
                self.use_receipt();
                self.queue_mut(queue).ok_or(ErrorCode::QueueNotFound)?.put(now, message.clone());
                Ok(Outcome::Put(message))
            }
            Operation::GetMessages { queue, count, visibility_timeout } => {
                let receipt = self.upcoming_receipt();
                let queue = self.queue_mut(queue).ok_or(ErrorCode::QueueNotFound)?;
                let got = queue.get(now, *count, now + *visibility_timeout, receipt);
                if !got.is_empty() {
                    self.use_receipt();
                }
                Ok(Outcome::Got(got))
            }
            Operation::PeekMessages { queue, count } => {
                let queue = self.queue_mut(queue).ok_or(ErrorCode::QueueNotFound)?;
                Ok(Outcome::Peeked(queue.peek(now, *count)))
            }
            Operation::UpdateMessage { queue, id, receipt, visibility_timeout, text } => {
                let number = id.and_then(|id| self.number_of(id));
                let new_receipt = self.upcoming_receipt();
                let queue = self.queue_mut(queue).ok_or(ErrorCode::QueueNotFound)?;
                let number = number.ok_or(ErrorCode::MessageNotFound)?;
                let change = Update { receipt: *receipt, new_receipt, visibility_timeout: *visibility_timeout, text: text.clone() };
                let message = queue.update(now, number, change).map_err(|error| error.about(Some(number)))?;
                self.use_receipt();
                Ok(Outcome::Updated { message, text_changed: text.is_some() })
            }
            Operation::DeleteMessage { queue, id, receipt } => {
                let number = id.and_then(|id| self.number_of(id));
                let queue = self.queue_mut(queue).ok_or(ErrorCode::QueueNotFound)?;
                let number = number.ok_or(ErrorCode::MessageNotFound)?;
                queue.delete(now, number, *receipt).map_err(|error| error.about(Some(number)))?;
                Ok(Outcome::Deleted { number })
            }
            Operation::ClearMessages { queue } => {
                let queue = self.queue_mut(queue).ok_or(ErrorCode::QueueNotFound)?;
                Ok(Outcome::Cleared { count: queue.clear(now) })
            }
        }
    }

    /// Page "Create Queue": a queue that exists with the same metadata is no error, and a deleted one blocks its name for a while.
    fn create(&mut self, now: Timestamp, name: &QueueName, metadata: &Metadata) -> Result<Outcome, ServiceError> {
        if let Some(queue) = self.queue(name.as_str()) {
            let same = queue.metadata == *metadata;
            return if same { Ok(Outcome::QueueCreated { existed: true }) } else { Err(ErrorCode::QueueAlreadyExists.into()) };
        }
        if let Some(deleted_at) = self.deleted.get(name) {
            if now < *deleted_at + limits::QUEUE_DELETION {
                return Err(ErrorCode::QueueBeingDeleted.into());
            }
            self.deleted.remove(name);
        }
        self.queues.insert(name.clone(), Arc::new(Queue::new(name.clone(), metadata.clone())));
        Ok(Outcome::QueueCreated { existed: false })
    }
}
