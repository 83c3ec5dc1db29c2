//! Which letters an operation asks of a SAS (pages "Create a service SAS" and "Create an account SAS", tables of permissions).

use super::fields::ResourceType;
use crate::auth::facts::Asked;
use crate::engine::OperationName as Name;

/// Letters of which `sp` of a service or user delegation SAS must have one; `None` if such a SAS never reaches the operation.
pub const fn service_sas(asked: Asked) -> Option<&'static str> {
    let Asked::Operation(name) = asked else { return None };
    match name {
        Name::GetQueueMetadata | Name::PeekMessages => Some("r"),
        Name::PutMessage => Some("a"),
        Name::UpdateMessage => Some("u"),
        Name::GetMessages | Name::DeleteMessage => Some("p"),
        Name::ListQueues
        | Name::GetServiceProperties
        | Name::SetServiceProperties
        | Name::GetServiceStats
        | Name::PreflightRequest
        | Name::CreateQueue
        | Name::DeleteQueue
        | Name::SetQueueMetadata
        | Name::GetQueueAcl
        | Name::SetQueueAcl
        | Name::ClearMessages => None,
    }
}

/// The resource type `srt` of an account SAS must have and the letters of which `sp` must have one; `None` if no account SAS reaches the
/// operation.
pub const fn account_sas(asked: Asked) -> Option<(ResourceType, &'static str)> {
    let Asked::Operation(name) = asked else { return None };
    match name {
        Name::ListQueues => Some((ResourceType::Service, "l")),
        Name::GetServiceProperties | Name::GetServiceStats => Some((ResourceType::Service, "r")),
        Name::SetServiceProperties => Some((ResourceType::Service, "w")),
        Name::CreateQueue => Some((ResourceType::Container, "cw")),
        Name::DeleteQueue => Some((ResourceType::Container, "d")),
        Name::GetQueueMetadata => Some((ResourceType::Container, "r")),
        Name::SetQueueMetadata => Some((ResourceType::Container, "w")),
        Name::PutMessage => Some((ResourceType::Object, "a")),
        Name::GetMessages | Name::DeleteMessage => Some((ResourceType::Object, "p")),
        Name::PeekMessages => Some((ResourceType::Object, "r")),
        Name::ClearMessages => Some((ResourceType::Object, "d")),
        Name::UpdateMessage => Some((ResourceType::Object, "u")),
        Name::GetQueueAcl | Name::SetQueueAcl | Name::PreflightRequest => None,
    }
}
