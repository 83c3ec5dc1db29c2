//! The service: all accounts, and the one function that changes them.

use crate::engine::account::{Account, AccountError, AccountSpec, Location};
use crate::engine::error::{ErrorCode, ServiceError};
use crate::engine::ids::QueueName;
use crate::engine::limits;
use crate::engine::message::{LastChange, Message};
use crate::engine::metadata::Metadata;
use crate::engine::operation::{Operation, Outcome};
use crate::engine::queue::{Queue, Update};
use crate::engine::throttle::Throttling;
use crate::rng::Rng;
use crate::time::{Span, Timestamp};
use std::sync::Arc;
use uuid::Uuid;

/// The state of the whole service. A clone is a snapshot: it shares everything and costs a few reference counts.
#[derive(Clone, Debug)]
pub struct Engine {
    rng: Rng,
    throttling: Throttling,
    // In order of their names. There are few, so a search among them is shorter than the way through a tree.
    accounts: Vec<Account>,
    /// The highest numbers given out so far, to messages and to receipts: numbers are not repeated in another account.
    numbers: (u32, u32),
}

impl Engine {
    /// A service without accounts. Every id it will ever give out follows from `rng`.
    pub fn new(rng: Rng) -> Self {
        Self { rng, throttling: Throttling::Off, accounts: Vec::new(), numbers: (0, 0) }
    }

    /// Makes an account. Err: `InvalidName`, `NameTaken`.
    pub fn create_account(&mut self, now: Timestamp, spec: AccountSpec) -> Result<(), AccountError> {
        spec.check()?;
        let Err(place) = self.place(&spec.name) else { return Err(AccountError::NameTaken) };
        let account = Account::new(now, spec, &mut self.rng);
        self.accounts.insert(place, account);
        Ok(())
    }

    /// Whether the throughput targets are enforced. Off at first.
    pub fn set_throttling(&mut self, throttling: Throttling) {
        self.throttling = throttling;
    }

    pub fn throttling(&self) -> Throttling {
        self.throttling
    }

    pub fn account(&self, name: &str) -> Option<&Account> {
        self.place(name).ok().map(|place| &self.accounts[place])
    }

    /// The accounts in order of their names.
    pub fn accounts(&self) -> impl Iterator<Item = &Account> {
        self.accounts.iter()
    }

    /// A stream of chance of its own for `label`, from the seed of this service.
    pub fn fork(&self, label: &str) -> Rng {
        self.rng.fork(label)
    }

    /// The id of the next request.
    pub fn next_request_id(&mut self) -> Uuid {
        self.rng.uuid()
    }

    /// Does what was asked at the primary endpoint, or refuses and changes nothing. The only mutation of service state.
    ///
    /// Time never runs backwards between calls.
    pub fn apply(&mut self, now: Timestamp, account: &str, operation: &Operation) -> Result<Outcome, ServiceError> {
        self.apply_at(now, account, Location::Primary, operation)
    }

    /// The same at either endpoint. Err: `InsufficientAccountPermissions` for changes at the secondary.
    pub fn apply_at(&mut self, now: Timestamp, account: &str, location: Location, operation: &Operation) -> Result<Outcome, ServiceError> {
        let place = self.place(account).map_err(|_| ErrorCode::ResourceNotFound)?;
        let account = &mut self.accounts[place];
        account.replicate(now);
        account.admit(now, self.throttling, operation)?;
        match location {
            Location::Primary => {
                account.count_on_from(self.numbers);
                let result = account.apply(now, operation);
                self.numbers = account.counted();
                result
            }
            Location::Secondary => account.apply_secondary(now, operation),
        }
    }

    /// Where the account stands. Err: where it would stand.
    fn place(&self, name: &str) -> Result<usize, usize> {
        self.accounts.binary_search_by(|account| account.name().cmp(name))
    }
}

impl Account {
    fn apply(&mut self, now: Timestamp, operation: &Operation) -> Result<Outcome, ServiceError> {
        match operation {
            Operation::GetServiceStats => {
                // Page "Get Queue Service Stats": only the secondary endpoint knows them.
                Err(ErrorCode::InvalidQueryParameterValue.into())
            }
            Operation::SetServiceProperties(change) => {
                Arc::make_mut(&mut self.contents.properties).set(change);
                Ok(Outcome::ServicePropertiesSet)
            }
            Operation::CreateQueue { queue, metadata } => self.create(now, queue, metadata),
            Operation::DeleteQueue { queue } => {
                self.contents.queues.remove(queue.as_str()).ok_or(ErrorCode::QueueNotFound)?;
                self.deleted.insert(queue.clone(), now);
                Ok(Outcome::QueueDeleted)
            }
            Operation::SetQueueMetadata { queue, metadata } => {
                self.queue_mut(queue)?.metadata = metadata.clone();
                Ok(Outcome::QueueMetadataSet)
            }
            Operation::SetQueueAcl { queue, identifiers } => {
                self.queue_mut(queue)?.set_acl(now, identifiers);
                Ok(Outcome::QueueAclSet)
            }
            Operation::PutMessage { queue, text, visibility_timeout, time_to_live } => {
                self.put(now, queue, text, *visibility_timeout, *time_to_live)
            }
            Operation::GetMessages { queue, count, visibility_timeout } => {
                let receipt = self.upcoming_receipt();
                let queue = self.queue_mut(queue)?;
                let got = queue.get(now, *count, now + *visibility_timeout, receipt);
                queue.bucket.add(got.len().saturating_sub(1));
                if !got.is_empty() {
                    self.use_receipt();
                }
                Ok(Outcome::Got(got))
            }
            Operation::UpdateMessage { queue, id, receipt, visibility_timeout, text } => {
                let number = id.and_then(|id| self.number_of(id));
                let new_receipt = self.upcoming_receipt();
                let queue = self.queue_mut(queue)?;
                let number = number.ok_or(ErrorCode::MessageNotFound)?;
                let change = Update { receipt: *receipt, new_receipt, visibility_timeout: *visibility_timeout, text: text.clone() };
                let message = queue.update(now, number, change).map_err(|error| error.about(Some(number)))?;
                self.use_receipt();
                Ok(Outcome::Updated { message, text_changed: text.is_some() })
            }
            Operation::DeleteMessage { queue, id, receipt } => {
                let number = id.and_then(|id| self.number_of(id));
                let queue = self.queue_mut(queue)?;
                let number = number.ok_or(ErrorCode::MessageNotFound)?;
                queue.delete(now, number, *receipt).map_err(|error| error.about(Some(number)))?;
                Ok(Outcome::Deleted { number })
            }
            Operation::ClearMessages { queue } => Ok(Outcome::Cleared { count: self.queue_mut(queue)?.clear(now) }),
            Operation::ListQueues { .. }
            | Operation::GetServiceProperties
            | Operation::PreflightRequest { .. }
            | Operation::GetQueueMetadata { .. }
            | Operation::GetQueueAcl { .. }
            | Operation::PeekMessages { .. } => self.contents.read(now, &self.spec.name, operation),
        }
    }

    fn apply_secondary(&mut self, now: Timestamp, operation: &Operation) -> Result<Outcome, ServiceError> {
        let (replica, last_sync_at) = self.replica();
        if *operation == Operation::GetServiceStats {
            return Ok(Outcome::ServiceStats { last_sync_at });
        }
        // Reading works on a copy, because peeking sweeps; the copy shares everything.
        replica.clone().read(now, self.name(), operation)
    }

    /// Counts the request against the targets. Err: `ServerBusy`.
    fn admit(&mut self, now: Timestamp, throttling: Throttling, operation: &Operation) -> Result<(), ServiceError> {
        if throttling == Throttling::Off {
            return Ok(());
        }
        self.bucket.take(now, throttling.account_requests_per_sec())?;
        match operation.queue().map(|queue| self.queue_mut(queue)) {
            Some(Ok(queue)) => queue.bucket.take(now, throttling.queue_messages_per_sec()),
            // That the queue is missing is for the operation to say.
            Some(Err(_)) | None => Ok(()),
        }
    }

    /// Page "Create Queue": a queue that exists with the same metadata is no error, and a deleted one blocks its name for a while.
    fn create(&mut self, now: Timestamp, name: &QueueName, metadata: &Metadata) -> Result<Outcome, ServiceError> {
        if let Some(queue) = self.queue(name.as_str()) {
            let same = queue.metadata == *metadata;
            return if same { Ok(Outcome::QueueCreated { existed: true }) } else { Err(ErrorCode::QueueAlreadyExists.into()) };
        }
        if let Some(deleted_at) = self.deleted.get(name.as_str()) {
            if now < *deleted_at + limits::QUEUE_DELETION {
                return Err(ErrorCode::QueueBeingDeleted.into());
            }
            self.deleted.remove(name.as_str());
        }
        self.contents.queues.insert(name.clone(), Queue::new(now, name.clone(), metadata.clone()));
        Ok(Outcome::QueueCreated { existed: false })
    }

    /// Page "Put Message". The time to live counts from now and is cut at the year 9999.
    fn put(
        &mut self,
        now: Timestamp,
        queue: &QueueName,
        text: &Arc<str>,
        visibility_timeout: Span,
        time_to_live: Option<Span>,
    ) -> Result<Outcome, ServiceError> {
        let (number, receipt) = (self.upcoming_message(), self.upcoming_receipt());
        let message = Message {
            number,
            id: self.mint().id(number),
            text: Arc::clone(text),
            inserted_at: now,
            expires_at: time_to_live.map_or(Timestamp::NEVER, |span| (now + span).min(Timestamp::NEVER)),
            visible_at: now + visibility_timeout,
            changed_at: now,
            dequeue_count: 0,
            receipt,
            last_change: LastChange::Put,
        };
        self.queue_mut(queue)?.put(now, message.clone());
        self.use_message();
        self.use_receipt();
        Ok(Outcome::Put(message))
    }
}
