//! Ways to end a SAS before its time, and which of them ends what.

use super::people::Who;
use super::sent::Sent;
use super::wish::Wish;
use super::world::Lab;
use crate::auth::KeyName;
use crate::auth::sas::{Kind, POLICY_PROPAGATION};
use crate::client::{Call, Credential, Policy};
use crate::time::Span;
use crate::wire::date;

/// The policy that SAS with a policy name here.
pub const POLICY: &str = "partner";

/// What can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Means {
    /// Nothing but turning the clock beyond `se`.
    Wait,
    DeletePolicy,
    /// The policy's expiry is put into the past.
    ShortenPolicy,
    RotateKey,
    /// The signer's data role is taken away.
    RemoveRole,
    RevokeDelegationKeys,
    /// "Allow storage account key access" is switched off.
    SwitchOffKeys,
}

/// The four SAS that differ in how they can be ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    Account,
    Service,
    ServiceWithPolicy,
    UserDelegation,
}

impl Means {
    pub const ALL: [Self; 7] = [
        Self::Wait,
        Self::DeletePolicy,
        Self::ShortenPolicy,
        Self::RotateKey,
        Self::RemoveRole,
        Self::RevokeDelegationKeys,
        Self::SwitchOffKeys,
    ];

    /// How long it takes until the service acts on it everywhere.
    pub const fn takes(self) -> Span {
        match self {
            Self::Wait => Span::from_secs(24 * 3600),
            Self::DeletePolicy | Self::ShortenPolicy => POLICY_PROPAGATION,
            Self::RemoveRole => Lab::PROPAGATION,
            Self::RotateKey | Self::RevokeDelegationKeys | Self::SwitchOffKeys => Span::ZERO,
        }
    }
}

impl Token {
    pub const ALL: [Self; 4] = [Self::Account, Self::Service, Self::ServiceWithPolicy, Self::UserDelegation];

    /// A SAS of this kind for Get Messages that lives a day.
    pub fn wish(self) -> Wish {
        let kind = match self {
            Self::Account => Kind::Account,
            Self::Service | Self::ServiceWithPolicy => Kind::Service,
            Self::UserDelegation => Kind::UserDelegation,
        };
        let day = Some(Span::from_secs(24 * 3600));
        match self {
            // The policy has letters and expiry.
            Self::ServiceWithPolicy => Wish { policy: POLICY.into(), letters: String::new(), ends_in: None, ..Wish::modest(kind) },
            Self::Account | Self::Service | Self::UserDelegation => Wish { ends_in: day, ..Wish::modest(kind) },
        }
    }
}

impl Lab {
    /// Puts the policy there that lets somebody process for a day, and lets it arrive.
    pub fn lay_policy(&mut self) {
        let expiry = date::iso8601_secs(self.now() + Span::from_secs(24 * 3600)).into();
        self.set_policies(vec![Policy { id: POLICY.into(), start: None, expiry: Some(expiry), permission: Some("p".into()) }]);
        self.advance(POLICY_PROPAGATION);
    }

    /// Does it, and lets as much time pass as it takes.
    pub fn end_by(&mut self, means: Means) {
        match means {
            Means::Wait => {}
            Means::DeletePolicy => self.set_policies(Vec::new()),
            Means::ShortenPolicy => {
                let over = date::iso8601_secs(self.now() - Span::from_secs(60)).into();
                self.set_policies(vec![Policy { id: POLICY.into(), start: None, expiry: Some(over), permission: Some("p".into()) }]);
            }
            Means::RotateKey => self.regenerate(KeyName::Key1),
            Means::RemoveRole => {
                let held = self.held_by(Who::Editor);
                let data = held.iter().filter(|held| held.assignment.role == crate::auth::Role::StorageQueueDataContributor);
                data.for_each(|held| self.unassign(held.index));
            }
            Means::RevokeDelegationKeys => {
                let now = self.now() + Span::from_secs(1);
                self.access_mut().delegation_keys_revoked_at = Some(now);
            }
            Means::SwitchOffKeys => self.access_mut().settings.shared_key_allowed = false,
        }
        self.advance(means.takes());
    }

    /// What becomes of each kind of SAS after `means`, tried on a copy: the answer to Get Messages afterwards.
    pub fn survivors(&self, means: Means) -> Vec<(Token, Sent)> {
        let mut copy = self.clone();
        copy.access_mut().settings = crate::auth::Settings::fresh();
        copy.lay_policy();
        let signed: Vec<(Token, Option<String>)> = Token::ALL.into_iter().map(|token| (token, copy.sign(&token.wish()).ok())).collect();
        copy.end_by(means);
        let call = Call::Get { queue: copy.queue().into(), count: None, visibility_timeout: None };
        let send = |(token, sas): (Token, Option<String>)| {
            let sent = copy.clone().send_call(&call, &Credential::Sas(sas.unwrap_or_default().into()));
            (token, sent)
        };
        signed.into_iter().map(send).collect()
    }
}
