//! What a program can ask of a queue. Numbers and names are unchecked on purpose: a learner must be able to provoke every refusal.

use crate::engine::{OperationName, Outcome, PropertiesChange};
use serde::{Deserialize, Serialize};

/// Names and values of metadata, as they go out.
pub type Pairs = Vec<(Box<str>, Box<str>)>;

/// One call, with the arguments a client library would take. `None` leaves a parameter out, so that the service's default counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Call {
    ListQueues {
        prefix: Option<Box<str>>,
        marker: Option<Box<str>>,
        max_results: Option<i64>,
        with_metadata: bool,
    },
    GetServiceProperties,
    SetServiceProperties {
        properties: PropertiesChange,
    },
    /// Only the secondary endpoint answers it.
    GetServiceStats,
    /// What a browser asks before it sends a request of another origin. `None` leaves the header out.
    Preflight {
        queue: Box<str>,
        origin: Option<Box<str>>,
        method: Option<Box<str>>,
        headers: Option<Box<str>>,
    },
    CreateQueue {
        queue: Box<str>,
        metadata: Pairs,
    },
    DeleteQueue {
        queue: Box<str>,
    },
    GetMetadata {
        queue: Box<str>,
    },
    SetMetadata {
        queue: Box<str>,
        metadata: Pairs,
    },
    GetAcl {
        queue: Box<str>,
    },
    SetAcl {
        queue: Box<str>,
        policies: Vec<Policy>,
    },
    /// Both spans in seconds; a time to live of -1 means never.
    Put {
        queue: Box<str>,
        text: Box<str>,
        visibility_timeout: Option<i64>,
        time_to_live: Option<i64>,
    },
    Get {
        queue: Box<str>,
        count: Option<i64>,
        visibility_timeout: Option<i64>,
    },
    Peek {
        queue: Box<str>,
        count: Option<i64>,
    },
    /// Without `text` the message keeps its own.
    Update {
        queue: Box<str>,
        id: Box<str>,
        receipt: Box<str>,
        visibility_timeout: i64,
        text: Option<Box<str>>,
    },
    Delete {
        queue: Box<str>,
        id: Box<str>,
        receipt: Box<str>,
    },
    Clear {
        queue: Box<str>,
    },
}

/// A stored access policy as a client writes it, unchecked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    pub id: Box<str>,
    /// ISO 8601, for example `2026-11-21` or `2026-11-21T08:00:00Z`.
    pub start: Option<Box<str>>,
    pub expiry: Option<Box<str>>,
    /// Letters of `raup`.
    pub permission: Option<Box<str>>,
}

impl Call {
    pub fn operation(&self) -> OperationName {
        match self {
            Self::ListQueues { .. } => OperationName::ListQueues,
            Self::GetServiceProperties => OperationName::GetServiceProperties,
            Self::SetServiceProperties { .. } => OperationName::SetServiceProperties,
            Self::GetServiceStats => OperationName::GetServiceStats,
            Self::Preflight { .. } => OperationName::PreflightRequest,
            Self::GetAcl { .. } => OperationName::GetQueueAcl,
            Self::SetAcl { .. } => OperationName::SetQueueAcl,
            Self::CreateQueue { .. } => OperationName::CreateQueue,
            Self::DeleteQueue { .. } => OperationName::DeleteQueue,
            Self::GetMetadata { .. } => OperationName::GetQueueMetadata,
            Self::SetMetadata { .. } => OperationName::SetQueueMetadata,
            Self::Put { .. } => OperationName::PutMessage,
            Self::Get { .. } => OperationName::GetMessages,
            Self::Peek { .. } => OperationName::PeekMessages,
            Self::Update { .. } => OperationName::UpdateMessage,
            Self::Delete { .. } => OperationName::DeleteMessage,
            Self::Clear { .. } => OperationName::ClearMessages,
        }
    }

    /// The queue the call is about, if it is about one.
    pub fn queue(&self) -> Option<&str> {
        match self {
            Self::ListQueues { .. } | Self::GetServiceProperties | Self::SetServiceProperties { .. } | Self::GetServiceStats => None,
            Self::Preflight { queue, .. }
            | Self::GetAcl { queue }
            | Self::SetAcl { queue, .. }
            | Self::CreateQueue { queue, .. }
            | Self::DeleteQueue { queue }
            | Self::GetMetadata { queue }
            | Self::SetMetadata { queue, .. }
            | Self::Put { queue, .. }
            | Self::Get { queue, .. }
            | Self::Peek { queue, .. }
            | Self::Update { queue, .. }
            | Self::Delete { queue, .. }
            | Self::Clear { queue } => Some(queue),
        }
    }

    /// The same call about that queue.
    #[must_use]
    pub fn aimed_at(mut self, name: &str) -> Self {
        match &mut self {
            Self::ListQueues { .. } | Self::GetServiceProperties | Self::SetServiceProperties { .. } | Self::GetServiceStats => {}
            Self::Preflight { queue, .. }
            | Self::GetAcl { queue }
            | Self::SetAcl { queue, .. }
            | Self::CreateQueue { queue, .. }
            | Self::DeleteQueue { queue }
            | Self::GetMetadata { queue }
            | Self::SetMetadata { queue, .. }
            | Self::Put { queue, .. }
            | Self::Get { queue, .. }
            | Self::Peek { queue, .. }
            | Self::Update { queue, .. }
            | Self::Delete { queue, .. }
            | Self::Clear { queue } => *queue = name.into(),
        }
        self
    }

    /// A call of the operation that has this outcome, to read the answer to a request which somebody wrote by hand.
    pub fn answered_by(outcome: &Outcome) -> Self {
        let queue: Box<str> = "".into();
        match outcome {
            Outcome::QueueList(_) => Self::ListQueues { prefix: None, marker: None, max_results: None, with_metadata: false },
            Outcome::ServiceProperties(_) => Self::GetServiceProperties,
            Outcome::ServiceStats { .. } => Self::GetServiceStats,
            Outcome::PreflightGranted { .. } => Self::Preflight { queue, origin: None, method: None, headers: None },
            Outcome::QueueCreated { .. } => Self::CreateQueue { queue, metadata: Pairs::new() },
            Outcome::QueueMetadata { .. } => Self::GetMetadata { queue },
            Outcome::QueueAcl(_) => Self::GetAcl { queue },
            Outcome::Put(_) => Self::Put { queue, text: "".into(), visibility_timeout: None, time_to_live: None },
            Outcome::Got(_) => Self::Get { queue, count: None, visibility_timeout: None },
            Outcome::Peeked(_) => Self::Peek { queue, count: None },
            Outcome::Updated { .. } => Self::Update { queue, id: "".into(), receipt: "".into(), visibility_timeout: 0, text: None },
            // The answers to these are all alike: done.
            Outcome::ServicePropertiesSet
            | Outcome::QueueDeleted
            | Outcome::QueueMetadataSet
            | Outcome::QueueAclSet
            | Outcome::Deleted { .. }
            | Outcome::Cleared { .. } => Self::Clear { queue },
        }
    }
}
