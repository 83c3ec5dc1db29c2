//! A storage account, as far as its queues are concerned.

use crate::engine::error::{ErrorCode, ServiceError};
use crate::engine::ids::{IdMint, MessageNumber, QueueName, ReceiptNumber};
use crate::engine::limits;
use crate::engine::properties::ServiceProperties;
use crate::engine::queue::Queue;
use crate::engine::table::Table;
use crate::engine::throttle::Bucket;
use crate::rng::Rng;
use crate::time::{Span, Timestamp};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What kind of account it is (page "Storage account overview"). Only the first two offer queues.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum AccountKind {
    StorageV2,
    Storage,
    BlobStorage,
    BlockBlobStorage,
    FileStorage,
}

/// How the data are copied. Only the read-access forms have a readable secondary endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Redundancy {
    StandardLrs,
    StandardZrs,
    StandardGrs,
    StandardGzrs,
    StandardRagrs,
    StandardRagzrs,
}

/// What it takes to make an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountSpec {
    /// 3 to 24 lower-case letters and digits.
    pub name: Arc<str>,
    pub kind: AccountKind,
    pub redundancy: Redundancy,
}

/// Why an account could not be made. Accounts are made by another service than queues, with errors of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountError {
    InvalidName,
    NameTaken,
}

/// Which copy of an account's data is addressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    Primary,
    /// The copy in the other region: readable with some redundancies, and always a little behind.
    Secondary,
}

/// An account with its queues. A clone shares everything until one of the two changes.
#[derive(Clone, Debug)]
pub struct Account {
    pub(super) spec: AccountSpec,
    created_at: Timestamp,
    mint: IdMint,
    pub(super) contents: Contents,
    /// The state that has reached the other region, and the instant it is the state of.
    replica: Contents,
    replicated_at: Timestamp,
    /// Names of deleted queues, and since when they are blocked.
    pub(super) deleted: Table<QueueName, Timestamp>,
    pub(super) bucket: Bucket,
    messages_made: u32,
    receipts_made: u32,
}

/// What is copied to the other region.
#[derive(Clone, Debug, Default)]
pub(super) struct Contents {
    pub queues: Table<QueueName, Queue>,
    pub properties: Arc<ServiceProperties>,
}

impl AccountKind {
    /// The kind as it stands in the account's description.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::StorageV2 => "StorageV2",
            Self::Storage => "Storage",
            Self::BlobStorage => "BlobStorage",
            Self::BlockBlobStorage => "BlockBlobStorage",
            Self::FileStorage => "FileStorage",
        }
    }

    pub const fn offers_queues(self) -> bool {
        match self {
            Self::StorageV2 | Self::Storage => true,
            Self::BlobStorage | Self::BlockBlobStorage | Self::FileStorage => false,
        }
    }
}

impl Redundancy {
    /// The SKU as it stands in the account's description.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::StandardLrs => "Standard_LRS",
            Self::StandardZrs => "Standard_ZRS",
            Self::StandardGrs => "Standard_GRS",
            Self::StandardGzrs => "Standard_GZRS",
            Self::StandardRagrs => "Standard_RAGRS",
            Self::StandardRagzrs => "Standard_RAGZRS",
        }
    }

    pub const fn has_readable_secondary(self) -> bool {
        match self {
            Self::StandardRagrs | Self::StandardRagzrs => true,
            Self::StandardLrs | Self::StandardZrs | Self::StandardGrs | Self::StandardGzrs => false,
        }
    }
}

impl AccountSpec {
    /// Err: `InvalidName` (page "Storage account overview").
    pub(super) fn check(&self) -> Result<(), AccountError> {
        let length = (limits::ACCOUNT_NAME_MIN..=limits::ACCOUNT_NAME_MAX).contains(&self.name.len());
        let letters = self.name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
        if length && letters { Ok(()) } else { Err(AccountError::InvalidName) }
    }
}

impl Account {
    pub(super) fn new(now: Timestamp, spec: AccountSpec, rng: &mut Rng) -> Self {
        let mint = IdMint::new(rng);
        Self {
            spec,
            created_at: now,
            mint,
            contents: Contents::default(),
            replica: Contents::default(),
            replicated_at: now,
            deleted: Table::default(),
            bucket: Bucket::default(),
            messages_made: 0,
            receipts_made: 0,
        }
    }

    pub fn name(&self) -> &str {
        &self.spec.name
    }

    /// The name to keep: sharing it costs a reference count.
    pub fn label(&self) -> Arc<str> {
        Arc::clone(&self.spec.name)
    }

    pub fn spec(&self) -> &AccountSpec {
        &self.spec
    }

    pub fn created_at(&self) -> Timestamp {
        self.created_at
    }

    /// The queues in order of their names.
    pub fn queues(&self) -> impl Iterator<Item = &Queue> {
        self.contents.queues.values()
    }

    pub fn queue(&self, name: &str) -> Option<&Queue> {
        self.contents.queue(name)
    }

    /// The properties of its queue service.
    pub fn properties(&self) -> &ServiceProperties {
        &self.contents.properties
    }

    /// Err: `QueueNotFound`.
    pub(super) fn queue_mut(&mut self, name: &QueueName) -> Result<&mut Queue, ServiceError> {
        self.contents.queue_mut(name)
    }

    /// Lets the other region catch up to the latest instant that the copying has reached by `now`. Must come before every change of that
    /// instant or later: the present contents are then the contents of that instant.
    pub(super) fn replicate(&mut self, now: Timestamp) {
        if !self.spec.redundancy.has_readable_secondary() {
            return;
        }
        let lag = limits::GEO_REPLICATION_LAG.as_micros();
        let behind = now.since(self.replicated_at).as_micros();
        if behind >= lag {
            self.replica = self.contents.clone();
            self.replicated_at = self.replicated_at + Span::from_micros(behind - behind % lag);
        }
    }

    /// The state of the other region; `replicate` must come first.
    pub(super) fn replica(&self) -> (&Contents, Timestamp) {
        (&self.replica, self.replicated_at)
    }

    pub(super) fn mint(&self) -> IdMint {
        self.mint
    }

    /// The message of this account whose id this is or was.
    pub(super) fn number_of(&self, id: uuid::Uuid) -> Option<MessageNumber> {
        self.mint.number(id).filter(|number| (1..=self.messages_made).contains(&number.0))
    }

    /// Goes on with the numbers after these, of messages and of receipts.
    pub(super) fn count_on_from(&mut self, numbers: (u32, u32)) {
        (self.messages_made, self.receipts_made) = numbers;
    }

    /// The numbers given out so far, to messages and to receipts.
    pub(super) fn counted(&self) -> (u32, u32) {
        (self.messages_made, self.receipts_made)
    }

    /// The number the next message will bear; it is used up by `use_message`, so that a refused request uses none.
    pub(super) fn upcoming_message(&self) -> MessageNumber {
        MessageNumber(self.messages_made.checked_add(1).expect("four thousand million messages take years"))
    }

    pub(super) fn use_message(&mut self) {
        self.messages_made = self.upcoming_message().0;
    }

    /// The receipt number the next hand-out will bear; it is used up by `use_receipt`, so that a refused request uses none.
    pub(super) fn upcoming_receipt(&self) -> ReceiptNumber {
        ReceiptNumber(self.receipts_made.checked_add(1).expect("four thousand million receipts take years"))
    }

    pub(super) fn use_receipt(&mut self) {
        self.receipts_made = self.upcoming_receipt().0;
    }
}

impl Contents {
    pub(super) fn queue(&self, name: &str) -> Option<&Queue> {
        self.queues.get(name)
    }

    /// Err: `QueueNotFound`.
    pub(super) fn queue_mut(&mut self, name: &QueueName) -> Result<&mut Queue, ServiceError> {
        Ok(self.queues.get_mut(name.as_str()).ok_or(ErrorCode::QueueNotFound)?)
    }
}
