//! What a program can ask of a queue. Numbers and names are unchecked on purpose: a learner must be able to provoke every refusal.

use crate::engine::OperationName;
use serde::{Deserialize, Serialize};

/// Names and values of metadata, as they go out.
pub type Pairs = Vec<(Box<str>, Box<str>)>;

/// One call, with the arguments a client library would take. `None` leaves a parameter out, so that the service's default counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Call {
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

impl Call {
    pub fn operation(&self) -> OperationName {
        match self {
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
            Self::CreateQueue { queue, .. }
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
}
