//! The control plane of a world: storage accounts are made here, by another service than the one that has the queues.

use super::{PERSON, World};
use crate::engine::{AccountError, AccountKind, AccountSpec, Redundancy};
use crate::sim::actor::Body;
use crate::sim::event::{ActorId, EventKind};
use crate::sim::line::{Host, Line, account_at};
use crate::sim::record::Recorder;
use std::sync::Arc;

/// Names that somebody else in the world has. Account names are part of a host name, so the whole world shares them.
const TAKEN: [&str; 6] = ["contoso", "data", "files", "images", "news", "test"];

impl World {
    /// Makes an account for the person. A refusal of the control plane is an event, too.
    pub(super) fn create_account(&mut self, name: &str, kind: AccountKind, redundancy: Redundancy, recorder: &mut Recorder) {
        let refused = if TAKEN.contains(&name) {
            Some((409, "StorageAccountAlreadyTaken"))
        } else {
            match self.server.create_account(self.now, AccountSpec { name: name.into(), kind, redundancy }) {
                Ok(()) => None,
                Err(AccountError::InvalidName) => Some((400, "AccountNameInvalid")),
                Err(AccountError::NameTaken) => Some((409, "StorageAccountAlreadyExists")),
            }
        };
        if let Some((status, code)) = refused {
            self.tally.refusals += 1;
            let kind =
                EventKind::Rejected { operation: None, queue: None, message: None, status, code: code.into(), account_kind: Some(kind) };
            self.note(Some(PERSON), None, kind, recorder);
            return;
        }
        self.select_account(name);
        self.note(Some(PERSON), None, EventKind::AccountCreated { account: name.into(), kind, redundancy }, recorder);
    }

    /// The account the scenario begins with; it was there before the world began, so no event tells of it. `false` if it cannot exist.
    pub(super) fn open_first_account(&mut self, name: &str) -> bool {
        let spec = AccountSpec { name: name.into(), kind: AccountKind::StorageV2, redundancy: Redundancy::StandardLrs };
        let made = self.server.create_account(self.now, spec).is_ok();
        if made {
            self.select_account(name);
        }
        made
    }

    /// The person's later calls go there; programs without an account get this one. Nothing changes if there is no such account.
    pub(super) fn select_account(&mut self, name: &str) {
        let Some(line) = Line::of_account(name, &self.server) else { return };
        let line = Arc::new(line);
        self.account = name.into();
        for actor in self.actors.iter_mut().filter(|actor| actor.id == PERSON || actor.line.host == Host::Nowhere) {
            actor.line = Arc::clone(&line);
        }
    }

    /// The line a new or newly configured actor gets: a desk has the one it typed, programs have the present account's.
    pub(super) fn give_line(&mut self, id: ActorId) {
        let line = match &self.actors[usize::from(id.0)].body {
            Body::Client(client) => Arc::new(Line::of_desk(&client.spec, &self.server)),
            _ => Arc::clone(&self.actors[usize::from(PERSON.0)].line),
        };
        self.actors[usize::from(id.0)].line = line;
    }

    /// The kind of the account that has this host name.
    pub(in super::super) fn kind_at(&self, host: &str) -> Option<AccountKind> {
        Some(self.server.engine().account(account_at(host)?)?.spec().kind)
    }
}
