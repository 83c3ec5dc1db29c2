//! What can be asked of the service, and what it answers.
//!
//! An `Operation` is a request that has been understood: names are legal, numbers in range. What is left to the engine is whether the queue and
//! the message are there and the receipt is the latest.

use crate::engine::acl::SignedIdentifier;
use crate::engine::ids::{MessageNumber, QueueName};
use crate::engine::message::Message;
use crate::engine::metadata::Metadata;
use crate::engine::properties::{PropertiesChange, ServiceProperties};
use crate::engine::receipt::PresentedReceipt;
use crate::time::{Span, Timestamp};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use uuid::Uuid;

/// The operations of the service by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum OperationName {
    ListQueues,
    GetServiceProperties,
    SetServiceProperties,
    GetServiceStats,
    PreflightRequest,
    CreateQueue,
    DeleteQueue,
    GetQueueMetadata,
    SetQueueMetadata,
    GetQueueAcl,
    SetQueueAcl,
    PutMessage,
    GetMessages,
    PeekMessages,
    DeleteMessage,
    ClearMessages,
    UpdateMessage,
}

impl OperationName {
    /// As the pages of the service write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ListQueues => "List Queues",
            Self::GetServiceProperties => "Get Service Properties",
            Self::SetServiceProperties => "Set Service Properties",
            Self::GetServiceStats => "Get Service Stats",
            Self::PreflightRequest => "Preflight Request",
            Self::CreateQueue => "Create Queue",
            Self::DeleteQueue => "Delete Queue",
            Self::GetQueueMetadata => "Get Queue Metadata",
            Self::SetQueueMetadata => "Set Queue Metadata",
            Self::GetQueueAcl => "Get Queue ACL",
            Self::SetQueueAcl => "Set Queue ACL",
            Self::PutMessage => "Put Message",
            Self::GetMessages => "Get Messages",
            Self::PeekMessages => "Peek Messages",
            Self::DeleteMessage => "Delete Message",
            Self::ClearMessages => "Clear Messages",
            Self::UpdateMessage => "Update Message",
        }
    }

    /// Whether it only reads, so that the secondary endpoint can answer it. A Get hides what it hands out, so it writes.
    pub const fn is_read(self) -> bool {
        match self {
            Self::ListQueues
            | Self::GetServiceProperties
            | Self::GetServiceStats
            | Self::PreflightRequest
            | Self::GetQueueMetadata
            | Self::GetQueueAcl
            | Self::PeekMessages => true,
            Self::SetServiceProperties
            | Self::CreateQueue
            | Self::DeleteQueue
            | Self::SetQueueMetadata
            | Self::SetQueueAcl
            | Self::PutMessage
            | Self::GetMessages
            | Self::DeleteMessage
            | Self::ClearMessages
            | Self::UpdateMessage => false,
        }
    }
}

/// One request to the engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operation {
    ListQueues {
        prefix: Option<Box<str>>,
        /// As it came: an earlier page's `next_marker`.
        marker: Option<Box<str>>,
        /// As it came; at least 1, and more than 5,000 count as 5,000.
        max_results: Option<i64>,
        /// Whether the metadata are wanted.
        with_metadata: bool,
    },
    GetServiceProperties,
    SetServiceProperties(PropertiesChange),
    GetServiceStats,
    /// A browser asks whether a page may send a request.
    PreflightRequest {
        origin: Box<str>,
        method: Box<str>,
        headers: Option<Box<str>>,
    },
    CreateQueue {
        queue: QueueName,
        metadata: Metadata,
    },
    DeleteQueue {
        queue: QueueName,
    },
    GetQueueMetadata {
        queue: QueueName,
    },
    SetQueueMetadata {
        queue: QueueName,
        metadata: Metadata,
    },
    GetQueueAcl {
        queue: QueueName,
    },
    SetQueueAcl {
        queue: QueueName,
        identifiers: Arc<[SignedIdentifier]>,
    },
    PutMessage {
        queue: QueueName,
        text: Arc<str>,
        /// Shorter than the time to live.
        visibility_timeout: Span,
        /// `None`: never expires.
        time_to_live: Option<Span>,
    },
    GetMessages {
        queue: QueueName,
        count: u32,
        visibility_timeout: Span,
    },
    PeekMessages {
        queue: QueueName,
        count: u32,
    },
    UpdateMessage {
        queue: QueueName,
        /// `None`: the id was no GUID, so no message has it.
        id: Option<Uuid>,
        receipt: PresentedReceipt,
        visibility_timeout: Span,
        /// `None` keeps the text.
        text: Option<Arc<str>>,
    },
    DeleteMessage {
        queue: QueueName,
        id: Option<Uuid>,
        receipt: PresentedReceipt,
    },
    ClearMessages {
        queue: QueueName,
    },
}

/// What an operation brought about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    QueueList(QueuePage),
    ServiceProperties(Arc<ServiceProperties>),
    ServicePropertiesSet,
    /// Everything written before that instant can be read at the secondary.
    ServiceStats {
        last_sync_at: Timestamp,
    },
    PreflightGranted {
        origin: Box<str>,
        method: Box<str>,
        headers: Option<Box<str>>,
        max_age_secs: u32,
    },
    /// `existed`: with the same metadata, so nothing changed.
    QueueCreated {
        existed: bool,
    },
    QueueDeleted,
    QueueMetadata {
        metadata: Metadata,
        /// Visible and hidden messages; never too low, but expired ones count until a request touches them.
        approximate_count: u64,
    },
    QueueMetadataSet,
    QueueAcl(Arc<[SignedIdentifier]>),
    QueueAclSet,
    Put(Message),
    Got(Vec<Message>),
    Peeked(Vec<Message>),
    Updated {
        message: Message,
        text_changed: bool,
    },
    Deleted {
        number: MessageNumber,
    },
    Cleared {
        count: u64,
    },
}

/// One page of List Queues, with what was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueuePage {
    pub prefix: Option<Box<str>>,
    pub marker: Option<Box<str>>,
    pub max_results: Option<i64>,
    /// In order of their names. The metadata only if they were asked for.
    pub queues: Vec<(Arc<str>, Option<Metadata>)>,
    /// Where the next page begins; `None` after the last.
    pub next_marker: Option<Box<str>>,
}

impl Operation {
    /// The queue it is about, if it is about one.
    pub fn queue(&self) -> Option<&QueueName> {
        match self {
            Self::CreateQueue { queue, .. }
            | Self::DeleteQueue { queue }
            | Self::GetQueueMetadata { queue }
            | Self::SetQueueMetadata { queue, .. }
            | Self::GetQueueAcl { queue }
            | Self::SetQueueAcl { queue, .. }
            | Self::PutMessage { queue, .. }
            | Self::GetMessages { queue, .. }
            | Self::PeekMessages { queue, .. }
            | Self::UpdateMessage { queue, .. }
            | Self::DeleteMessage { queue, .. }
            | Self::ClearMessages { queue } => Some(queue),
            Self::ListQueues { .. }
            | Self::GetServiceProperties
            | Self::SetServiceProperties(_)
            | Self::GetServiceStats
            | Self::PreflightRequest { .. } => None,
        }
    }
}
