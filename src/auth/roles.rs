//! Role definitions, and the permissions each operation asks for.
//!
//! Management roles list *actions* (queues as objects), data roles list *data actions* (messages), and a `*` among the actions covers no data
//! action: that is why an Owner cannot peek.

use super::facts::Asked;
use crate::engine::OperationName;

/// Built-in roles that matter for queues.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    StorageQueueDataContributor,
    StorageQueueDataReader,
    StorageQueueDataMessageProcessor,
    StorageQueueDataMessageSender,
    StorageQueueDelegator,
    Owner,
    Contributor,
    Reader,
    StorageAccountContributor,
}

/// A role as Azure publishes it (page "Azure built-in roles"). A pattern may hold one `*`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Definition {
    pub name: &'static str,
    pub id: &'static str,
    pub actions: &'static [&'static str],
    pub not_actions: &'static [&'static str],
    pub data_actions: &'static [&'static str],
}

/// Permissions the queue service asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    ServiceRead,
    ServiceWrite,
    GenerateUserDelegationKey,
    QueuesRead,
    QueuesWrite,
    QueuesDelete,
    QueuesGetAcl,
    QueuesSetAcl,
    MessagesRead,
    MessagesWrite,
    MessagesDelete,
    MessagesAdd,
    MessagesProcess,
}

impl Role {
    pub const ALL: [Self; 9] = [
        Self::StorageQueueDataContributor,
        Self::StorageQueueDataReader,
        Self::StorageQueueDataMessageProcessor,
        Self::StorageQueueDataMessageSender,
        Self::StorageQueueDelegator,
        Self::Owner,
        Self::Contributor,
        Self::Reader,
        Self::StorageAccountContributor,
    ];

    /// The role of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.definition().name == name)
    }

    /// Whether the role's definition contains the permission.
    pub fn grants(self, permission: Permission) -> bool {
        let definition = self.definition();
        let contains = |patterns: &[&str]| patterns.iter().any(|pattern| fits(pattern, permission.as_str()));
        if permission.is_data() {
            contains(definition.data_actions)
        } else {
            contains(definition.actions) && !contains(definition.not_actions)
        }
    }

    pub const fn definition(self) -> &'static Definition {
        match self {
            Self::StorageQueueDataContributor => &Definition {
                name: "Storage Queue Data Contributor",
                id: "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
                actions: &[
                    "Microsoft.Storage/storageAccounts/queueServices/queues/delete",
                    "Microsoft.Storage/storageAccounts/queueServices/queues/read",
                    "Microsoft.Storage/storageAccounts/queueServices/queues/write",
                ],
                not_actions: &[],
                data_actions: &[
                    "Microsoft.Storage/storageAccounts/queueServices/queues/messages/delete",
                    "Microsoft.Storage/storageAccounts/queueServices/queues/messages/read",
                    "Microsoft.Storage/storageAccounts/queueServices/queues/messages/write",
                    "Microsoft.Storage/storageAccounts/queueServices/queues/messages/process/action",
                ],
            },
            Self::StorageQueueDataReader => &Definition {
                name: "Storage Queue Data Reader",
                id: "19e7f393-937e-4f77-808e-94535e297925",
                actions: &["Microsoft.Storage/storageAccounts/queueServices/queues/read"],
                not_actions: &[],
                data_actions: &["Microsoft.Storage/storageAccounts/queueServices/queues/messages/read"],
            },
            Self::StorageQueueDataMessageProcessor => &Definition {
                name: "Storage Queue Data Message Processor",
                id: "8a0f0c08-91a1-4084-bc3d-661d67233fed",
                actions: &[],
                not_actions: &[],
                data_actions: &[
                    "Microsoft.Storage/storageAccounts/queueServices/queues/messages/read",
                    "Microsoft.Storage/storageAccounts/queueServices/queues/messages/process/action",
                ],
            },
            Self::StorageQueueDataMessageSender => &Definition {
                name: "Storage Queue Data Message Sender",
                id: "c6a89b2d-59bc-44d0-9896-0f6e12d7b80a",
                actions: &[],
                not_actions: &[],
                data_actions: &["Microsoft.Storage/storageAccounts/queueServices/queues/messages/add/action"],
            },
            Self::StorageQueueDelegator => &Definition {
                name: "Storage Queue Delegator",
                id: "7ee386e9-84f0-448e-80a6-f185f6533131",
                actions: &["Microsoft.Storage/storageAccounts/queueServices/generateUserDelegationKey/action"],
                not_actions: &[],
                data_actions: &[],
            },
            Self::Owner => &Definition {
                name: "Owner",
                id: "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
                actions: &["*"],
                not_actions: &[],
                data_actions: &[],
            },
            Self::Contributor => &Definition {
                name: "Contributor",
                id: "b24988ac-6180-42a0-ab88-20f7382dd24c",
                actions: &["*"],
                not_actions: &[
                    "Microsoft.Authorization/*/Delete",
                    "Microsoft.Authorization/*/Write",
                    "Microsoft.Authorization/elevateAccess/Action",
                ],
                data_actions: &[],
            },
            Self::Reader => &Definition {
                name: "Reader",
                id: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
                actions: &["*/read"],
                not_actions: &[],
                data_actions: &[],
            },
            Self::StorageAccountContributor => &Definition {
                name: "Storage Account Contributor",
                id: "17d1049b-9a84-46fb-8f53-869881c3d3ab",
                actions: &[
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Insights/alertRules/*",
                    "Microsoft.Insights/diagnosticSettings/*",
                    "Microsoft.Network/virtualNetworks/subnets/joinViaServiceEndpoint/action",
                    "Microsoft.ResourceHealth/availabilityStatuses/read",
                    "Microsoft.Resources/deployments/*",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.Storage/storageAccounts/*",
                    "Microsoft.Support/*",
                ],
                not_actions: &[],
                data_actions: &[],
            },
        }
    }
}

impl Permission {
    /// The permission as it stands in role definitions.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ServiceRead => "Microsoft.Storage/storageAccounts/queueServices/read",
            Self::ServiceWrite => "Microsoft.Storage/storageAccounts/queueServices/write",
            Self::GenerateUserDelegationKey => "Microsoft.Storage/storageAccounts/queueServices/generateUserDelegationKey/action",
            Self::QueuesRead => "Microsoft.Storage/storageAccounts/queueServices/queues/read",
            Self::QueuesWrite => "Microsoft.Storage/storageAccounts/queueServices/queues/write",
            Self::QueuesDelete => "Microsoft.Storage/storageAccounts/queueServices/queues/delete",
            Self::QueuesGetAcl => "Microsoft.Storage/storageAccounts/queueServices/queues/getAcl/action",
            Self::QueuesSetAcl => "Microsoft.Storage/storageAccounts/queueServices/queues/setAcl/action",
            Self::MessagesRead => "Microsoft.Storage/storageAccounts/queueServices/queues/messages/read",
            Self::MessagesWrite => "Microsoft.Storage/storageAccounts/queueServices/queues/messages/write",
            Self::MessagesDelete => "Microsoft.Storage/storageAccounts/queueServices/queues/messages/delete",
            Self::MessagesAdd => "Microsoft.Storage/storageAccounts/queueServices/queues/messages/add/action",
            Self::MessagesProcess => "Microsoft.Storage/storageAccounts/queueServices/queues/messages/process/action",
        }
    }

    /// Whether it is a data action (about messages) rather than an action (about queues as objects).
    pub const fn is_data(self) -> bool {
        match self {
            Self::MessagesRead | Self::MessagesWrite | Self::MessagesDelete | Self::MessagesAdd | Self::MessagesProcess => true,
            Self::ServiceRead
            | Self::ServiceWrite
            | Self::GenerateUserDelegationKey
            | Self::QueuesRead
            | Self::QueuesWrite
            | Self::QueuesDelete
            | Self::QueuesGetAcl
            | Self::QueuesSetAcl => false,
        }
    }
}

/// What a bearer token must be granted: every permission of at least one inner list (pages of the operations, "Permissions"). Set Queue
/// Service Properties is documented with the permission to read, evidently a slip.
pub const fn needed(asked: Asked) -> &'static [&'static [Permission]] {
    use Permission as P;
    match asked {
        Asked::UserDelegationKey => &[&[P::GenerateUserDelegationKey]],
        Asked::Operation(name) => match name {
            OperationName::ListQueues | OperationName::GetQueueMetadata => &[&[P::QueuesRead]],
            OperationName::GetServiceProperties | OperationName::GetServiceStats => &[&[P::ServiceRead]],
            OperationName::SetServiceProperties => &[&[P::ServiceWrite]],
            OperationName::PreflightRequest => &[&[]],
            OperationName::CreateQueue | OperationName::SetQueueMetadata => &[&[P::QueuesWrite]],
            OperationName::DeleteQueue => &[&[P::QueuesDelete]],
            OperationName::GetQueueAcl => &[&[P::QueuesGetAcl]],
            OperationName::SetQueueAcl => &[&[P::QueuesSetAcl]],
            OperationName::PutMessage => &[&[P::MessagesAdd], &[P::MessagesWrite]],
            OperationName::GetMessages => &[&[P::MessagesProcess], &[P::MessagesDelete, P::MessagesRead]],
            OperationName::PeekMessages => &[&[P::MessagesRead]],
            OperationName::DeleteMessage => &[&[P::MessagesProcess], &[P::MessagesDelete]],
            OperationName::ClearMessages => &[&[P::MessagesDelete]],
            OperationName::UpdateMessage => &[&[P::MessagesWrite]],
        },
    }
}

/// Whether `text` fits a pattern with at most one `*`.
fn fits(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == text,
        Some((head, tail)) => text.strip_prefix(head).is_some_and(|rest| rest.ends_with(tail)),
    }
}
