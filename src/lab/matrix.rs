//! Every operation with every credential: a real request each, sent to a copy of the service.

use super::people::Who;
use super::sent::Sent;
use super::wish::Wish;
use super::world::Lab;
use crate::auth::sas::Kind;
use crate::auth::{Assignment, KeyName, Role, Scope};
use crate::client::{Credential, ask_delegation_key};
use crate::engine::OperationName;
use crate::time::{Span, Timestamp};
use crate::wire::Request;

/// A column: a credential at its strongest, or a role alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bearer {
    SharedKey,
    /// All services, types and letters.
    AccountSas,
    /// `raup` for the queue.
    ServiceSas,
    /// `raup` for the queue, signed by somebody who is Data Contributor.
    UserDelegationSas,
    /// A token of somebody with this role on the account and no other.
    Token(Role),
}

/// A row: what is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    Operation(OperationName),
    UserDelegationKey,
}

impl Bearer {
    pub const ALL: [Self; 13] = [
        Self::SharedKey,
        Self::AccountSas,
        Self::ServiceSas,
        Self::UserDelegationSas,
        Self::Token(Role::StorageQueueDataContributor),
        Self::Token(Role::StorageQueueDataReader),
        Self::Token(Role::StorageQueueDataMessageProcessor),
        Self::Token(Role::StorageQueueDataMessageSender),
        Self::Token(Role::StorageQueueDelegator),
        Self::Token(Role::Owner),
        Self::Token(Role::Contributor),
        Self::Token(Role::Reader),
        Self::Token(Role::StorageAccountContributor),
    ];
}

impl Ask {
    pub const ALL: [Self; 18] = [
        Self::Operation(OperationName::PutMessage),
        Self::Operation(OperationName::GetMessages),
        Self::Operation(OperationName::PeekMessages),
        Self::Operation(OperationName::UpdateMessage),
        Self::Operation(OperationName::DeleteMessage),
        Self::Operation(OperationName::ClearMessages),
        Self::Operation(OperationName::GetQueueMetadata),
        Self::Operation(OperationName::SetQueueMetadata),
        Self::Operation(OperationName::GetQueueAcl),
        Self::Operation(OperationName::SetQueueAcl),
        Self::Operation(OperationName::CreateQueue),
        Self::Operation(OperationName::DeleteQueue),
        Self::Operation(OperationName::ListQueues),
        Self::Operation(OperationName::GetServiceProperties),
        Self::Operation(OperationName::SetServiceProperties),
        Self::Operation(OperationName::GetServiceStats),
        Self::UserDelegationKey,
        Self::Operation(OperationName::PreflightRequest),
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Operation(name) => name.as_str(),
            Self::UserDelegationKey => "Get User Delegation Key",
        }
    }
}

impl Lab {
    /// What comes of asking this with that credential, tried on a copy.
    pub fn try_out(&self, ask: Ask, bearer: Bearer) -> Sent {
        let mut copy = self.clone();
        let credential = copy.strongest(bearer);
        let request = copy.asking(ask, &credential);
        copy.send(request)
    }

    /// Whether authorization lets each through: rows of `Ask::ALL`, columns of `Bearer::ALL`.
    pub fn matrix(&self) -> Vec<Vec<bool>> {
        Ask::ALL.map(|ask| Bearer::ALL.map(|bearer| self.try_out(ask, bearer).is_let_in()).to_vec()).to_vec()
    }

    fn asking(&mut self, ask: Ask, credential: &Credential) -> Request {
        match ask {
            Ask::Operation(operation) => {
                let call = self.call(operation);
                self.request(&call, credential)
            }
            Ask::UserDelegationKey => {
                let now = self.now();
                let mut request = ask_delegation_key(&self.endpoint(), credential, now, now, now + Span::from_secs(86_400));
                match credential {
                    Credential::Sas(sas) => request.target = [&*request.target, "&", sas].concat().into(),
                    Credential::SharedKey { account, key } => {
                        use crate::auth::{Style, shared_key};
                        shared_key::sign(&mut request, account, Style::Host, key, shared_key::Scheme::SharedKey);
                    }
                    Credential::Bearer(_) | Credential::Anonymous => {}
                }
                Request { source_ip: super::world::HERE.into(), ..request }
            }
        }
    }

    fn strongest(&mut self, bearer: Bearer) -> Credential {
        let all = |kind| Wish { letters: Wish::alphabet(kind).into(), services: "bqtf".into(), types: "sco".into(), ..Wish::modest(kind) };
        let kind = match bearer {
            Bearer::SharedKey => return self.shared_key(KeyName::Key1),
            Bearer::Token(role) => {
                self.hold_only(Who::Partner, role);
                return self.bearer(Who::Partner);
            }
            Bearer::AccountSas => Kind::Account,
            Bearer::ServiceSas => Kind::Service,
            Bearer::UserDelegationSas => Kind::UserDelegation,
        };
        if kind == Kind::UserDelegation {
            // Whatever was tried with Mira's roles meanwhile, the column shows what they are worth at their best.
            self.hold_only(Who::Editor, Role::StorageQueueDelegator);
            self.give_at_once(Who::Editor, Role::StorageQueueDataContributor);
        }
        Credential::Sas(self.sign(&all(kind)).unwrap_or_default().into())
    }

    fn hold_only(&mut self, who: Who, role: Role) {
        self.directory_mut().assignments.retain(|held| &*held.principal != who.object_id());
        self.give_at_once(who, role);
    }

    /// Gives a role on the account that has arrived already.
    pub(super) fn give_at_once(&mut self, who: Who, role: Role) {
        let scope = Scope::Account(self.account().into());
        let principal = who.object_id().into();
        self.directory_mut().assignments.push(Assignment { principal, role, scope, effective_at: Timestamp::EPOCH, ended_at: None });
    }
}
