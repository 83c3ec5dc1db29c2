//! Who there is in the directory, and what they may do.

use super::world::Lab;
use crate::auth::token::{self, AUDIENCE, TokenRequest};
use crate::auth::{Assignment, Directory, Identity, IdentityKind, Role, Scope};
use crate::client::Credential;
use crate::time::{Span, Timestamp};
use std::sync::Arc;

/// The people and programs of the lab's tenant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// A person who works with all queues and may ask for user delegation keys.
    Editor,
    /// A program in Azure with a managed identity.
    Worker,
    /// The owner of the subscription: much to say about queues, nothing about messages.
    Owner,
    /// A partner's application: known, without any role.
    Partner,
}

/// A role assignment with its place in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    pub index: usize,
    pub assignment: Assignment,
}

impl Who {
    pub const ALL: [Self; 4] = [Self::Editor, Self::Worker, Self::Owner, Self::Partner];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Editor => "Mira",
            Self::Worker => "print-worker",
            Self::Owner => "Otto",
            Self::Partner => "partner-app",
        }
    }

    /// The key into role assignments, and what logs show.
    pub const fn object_id(self) -> &'static str {
        match self {
            Self::Editor => "4e1c0f52-7a0b-4c1e-9d3a-5b2f6c7d8e01",
            Self::Worker => "8b7d2a64-1f3c-4e5b-a6c9-0d4e8f1a2b02",
            Self::Owner => "c25f9e13-6d4a-4b8f-8e71-3a9c5d0b7f03",
            Self::Partner => "1a6e4d78-9c2b-4f0d-b5a3-7e8c1f2d6a04",
        }
    }

    /// The application it signs in with: its own, or for people the command line's.
    pub const fn app_id(self) -> &'static str {
        match self {
            Self::Editor | Self::Owner => "04b07795-8ddb-461a-bbee-02f9e1bf7b46",
            Self::Worker => "5d3f8c21-0b7e-4a96-8f14-6c2a9e7d1b05",
            Self::Partner => "e9b4a7d0-3c58-4f61-9a2e-8d5f0c6b4e06",
        }
    }

    pub const fn kind(self) -> IdentityKind {
        match self {
            Self::Editor | Self::Owner => IdentityKind::User,
            Self::Worker => IdentityKind::ManagedIdentity,
            Self::Partner => IdentityKind::ServicePrincipal,
        }
    }

    /// How long a token lives: 75 minutes on average, a day for managed identities (page "Configurable token lifetimes").
    pub const fn token_life(self) -> Span {
        match self {
            Self::Worker => Span::from_secs(24 * 3600),
            Self::Editor | Self::Owner | Self::Partner => Span::from_secs(75 * 60),
        }
    }
}

/// Puts everybody into the directory with the roles they begin with.
pub(super) fn settle(lab: &mut Lab) {
    let (account, queue): (Box<str>, Box<str>) = (lab.account().into(), lab.queue().into());
    let directory = lab.directory_mut();
    for who in Who::ALL {
        let (object_id, name) = (who.object_id().into(), who.name().into());
        directory.identities.push(Identity { object_id, name, kind: who.kind(), member_of: Vec::new() });
    }
    for (who, role, scope) in [
        (Who::Editor, Role::StorageQueueDataContributor, Scope::Account(account.clone())),
        (Who::Editor, Role::StorageQueueDelegator, Scope::Account(account.clone())),
        (Who::Worker, Role::StorageQueueDataMessageProcessor, Scope::Queue { account, queue }),
        (Who::Owner, Role::Owner, Scope::Subscription),
    ] {
        let principal = who.object_id().into();
        directory.assignments.push(Assignment { principal, role, scope, effective_at: Timestamp::EPOCH, ended_at: None });
    }
}

impl Lab {
    /// How long an assignment, or its removal, takes to arrive: the longest the documentation names.
    pub const PROPAGATION: Span = Span::from_secs(10 * 60);

    /// The tenant of the account.
    pub fn directory(&self) -> &Directory {
        &self.access().directory
    }

    pub(super) fn directory_mut(&mut self) -> &mut Directory {
        Arc::make_mut(&mut self.access_mut().directory)
    }

    /// A token for storage, fetched now.
    pub fn token(&self, who: Who) -> String {
        self.token_for(who, AUDIENCE, self.now())
    }

    /// A token for another audience, or one that was fetched at another time.
    pub fn token_for(&self, who: Who, audience: &str, issued_at: Timestamp) -> String {
        let expires_at = issued_at + who.token_life();
        let request = TokenRequest { object_id: who.object_id(), app_id: who.app_id(), kind: who.kind(), audience, issued_at, expires_at };
        token::mint(self.directory(), &request)
    }

    /// The credential of `who` with a fresh token.
    pub fn bearer(&self, who: Who) -> Credential {
        Credential::Bearer(self.token(who).into())
    }

    /// Gives a role; it holds when it has arrived.
    pub fn assign(&mut self, who: Who, role: Role, scope: Scope) {
        let effective_at = self.now() + Self::PROPAGATION;
        let principal = who.object_id().into();
        self.directory_mut().assignments.push(Assignment { principal, role, scope, effective_at, ended_at: None });
    }

    /// Takes an assignment away; it ends when that has arrived. One that never came into force does not come into force any more.
    pub fn unassign(&mut self, index: usize) {
        let ends_at = self.now() + Self::PROPAGATION;
        if let Some(assignment) = self.directory_mut().assignments.get_mut(index) {
            assignment.ended_at.get_or_insert(ends_at.max(assignment.effective_at));
        }
    }

    /// What `who` holds, with what has ended.
    pub fn held_by(&self, who: Who) -> Vec<Held> {
        let all = self.directory().assignments.iter().enumerate();
        all.filter(|(_, held)| &*held.principal == who.object_id())
            .map(|(index, assignment)| Held { index, assignment: assignment.clone() })
            .collect()
    }
}
