//! Role-based access: which roles a principal holds, where and since when.
//!
//! Assignments add up, at their scope and below. A new assignment, and the removal of one, takes minutes to arrive (page "Authorize access to
//! queues using Microsoft Entra ID"); until then the service cannot tell it from none.

use super::facts::Facts;
use super::key::Key;
use super::roles::{Permission, Role, needed};
use super::trace::{Check, Trace, Weighed};
use crate::time::Timestamp;

/// The tenant an account trusts: its identities, their role assignments, and the key that signs its tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directory {
    /// Tenant id.
    pub tenant: Box<str>,
    /// Signs practice tokens. The real tenant signs with RSA and publishes the other half.
    pub signing: Key,
    pub identities: Vec<Identity>,
    pub assignments: Vec<Assignment>,
}

/// A principal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    pub object_id: Box<str>,
    pub name: Box<str>,
    pub kind: IdentityKind,
    /// Object ids of groups.
    pub member_of: Vec<Box<str>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdentityKind {
    User,
    ServicePrincipal,
    ManagedIdentity,
    Group,
}

/// A role given to a principal at a scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// Object id of an identity or group.
    pub principal: Box<str>,
    pub role: Role,
    pub scope: Scope,
    /// When it has arrived at the service: up to ten minutes after it was made.
    pub effective_at: Timestamp,
    /// When its removal has arrived, if it was removed.
    pub ended_at: Option<Timestamp>,
}

/// Where an assignment holds: there and everywhere below. The world has one subscription with one resource group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    ManagementGroup,
    Subscription,
    ResourceGroup,
    Account(Box<str>),
    Queue { account: Box<str>, queue: Box<str> },
}

/// What became of an assignment when a request was judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssignmentState {
    Effective,
    /// Made, but not yet arrived; the service cannot tell it from none.
    NotYetPropagated,
    Ended,
    /// Holds somewhere else.
    OtherScope,
}

impl Directory {
    /// A tenant with nobody in it.
    pub fn new(tenant: impl Into<Box<str>>, signing: Key) -> Self {
        Self { tenant: tenant.into(), signing, identities: Vec::new(), assignments: Vec::new() }
    }

    /// The identity with this object id.
    pub fn identity(&self, object_id: &str) -> Option<&Identity> {
        self.identities.iter().find(|identity| &*identity.object_id == object_id)
    }

    /// Assignments of a principal and of the groups it belongs to.
    fn assignments_of<'a>(&'a self, object_id: &'a str) -> impl Iterator<Item = &'a Assignment> {
        let groups = self.identity(object_id).map_or(&[][..], |identity| &identity.member_of);
        self.assignments.iter().filter(move |held| &*held.principal == object_id || groups.contains(&held.principal))
    }
}

impl Assignment {
    /// Whether it helps with `queue` of `account` (the account itself if `None`) at `now`.
    pub fn state(&self, account: &str, queue: Option<&str>, now: Timestamp) -> AssignmentState {
        if !self.scope.covers(account, queue) {
            AssignmentState::OtherScope
        } else if now < self.effective_at {
            AssignmentState::NotYetPropagated
        } else if self.ended_at.is_some_and(|ended_at| ended_at <= now) {
            AssignmentState::Ended
        } else {
            AssignmentState::Effective
        }
    }
}

impl Scope {
    /// Whether the scope is `queue` of `account`, or above it. `None` stands for the account itself.
    pub fn covers(&self, account: &str, queue: Option<&str>) -> bool {
        match self {
            Self::ManagementGroup | Self::Subscription | Self::ResourceGroup => true,
            Self::Account(name) => &**name == account,
            Self::Queue { account: name, queue: only } => &**name == account && queue == Some(only),
        }
    }
}

/// Whether the assignments of a principal, taken together, allow what is asked; the role that does, if so.
pub(super) fn judge(facts: &Facts<'_>, principal: &str, now: Timestamp, trace: &mut Trace) -> Option<Role> {
    let wanted = needed(facts.operation);
    let directory = &facts.access.directory;
    let helps = |held: &Assignment| held.state(facts.account, facts.queue, now) == AssignmentState::Effective;
    let holder = |permission: Permission| {
        directory.assignments_of(principal).find(|held| helps(held) && held.role.grants(permission)).map(|held| held.role)
    };
    let role = wanted.iter().find_map(|all| {
        let roles: Option<Vec<Role>> = all.iter().map(|permission| holder(*permission)).collect();
        roles?.first().copied()
    });
    trace.judge(role.is_some(), || Check::Roles {
        principal: principal.into(),
        any_of_all: wanted,
        assignments: directory.assignments_of(principal).map(|held| weigh(held, facts, wanted, now)).collect(),
    });
    role
}

fn weigh(held: &Assignment, facts: &Facts<'_>, wanted: &[&[Permission]], now: Timestamp) -> Weighed {
    let mut grants = Vec::new();
    for permission in wanted.iter().copied().flatten().copied() {
        if held.role.grants(permission) && !grants.contains(&permission) {
            grants.push(permission);
        }
    }
    Weighed { role: held.role, scope: held.scope.clone(), state: held.state(facts.account, facts.queue, now), grants }
}
