//! What can be asked of the service.

use serde::{Deserialize, Serialize};

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
