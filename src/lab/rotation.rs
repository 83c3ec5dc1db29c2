//! Rotating both account keys while two programs go on working. Whoever is caught with a key that is no more fails, and is counted.

use super::sent::Sent;
use super::world::Lab;
use crate::auth::{Key, KeyName};
use crate::client::Credential;
use crate::engine::OperationName;
use crate::time::Span;

/// Requests each program sends after every act.
const REQUESTS: u32 = 3;

/// A program that was given an account key some time ago.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    pub name: &'static str,
    /// Which key its setting holds.
    pub uses: KeyName,
    key: Key,
    does: OperationName,
}

/// What can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// All programs get the present value of this key.
    Move(KeyName),
    Regenerate(KeyName),
}

/// A rotation under way.
#[derive(Clone, Debug)]
pub struct Rotation {
    pub clients: [Client; 2],
    pub acts: Vec<Act>,
    pub answered: u32,
    pub failed: u32,
    /// The last request that failed.
    pub failure: Option<Sent>,
}

impl Act {
    /// In the order that lets nobody fail.
    pub const ALL: [Self; 4] =
        [Self::Move(KeyName::Key2), Self::Regenerate(KeyName::Key1), Self::Move(KeyName::Key1), Self::Regenerate(KeyName::Key2)];
}

impl Rotation {
    /// Both programs work with key1, as most do.
    pub fn begin(lab: &Lab) -> Self {
        let client = |name, does| Client { name, uses: KeyName::Key1, key: lab.key(KeyName::Key1).clone(), does };
        Self {
            clients: [client("web desk", OperationName::PutMessage), client("print-worker", OperationName::PeekMessages)],
            acts: Vec::new(),
            answered: 0,
            failed: 0,
            failure: None,
        }
    }

    /// Does `act`; then a minute passes in which every program sends its requests.
    pub fn act(&mut self, lab: &mut Lab, act: Act) {
        match act {
            Act::Move(to) => {
                for client in &mut self.clients {
                    client.uses = to;
                    client.key = lab.key(to).clone();
                }
            }
            Act::Regenerate(name) => lab.regenerate(name),
        }
        self.acts.push(act);
        for _ in 0..REQUESTS {
            lab.advance(Span::from_secs(20));
            for client in &self.clients {
                let credential = Credential::SharedKey { account: lab.account().into(), key: client.key.clone() };
                let call = lab.call(client.does);
                let sent = lab.send_call(&call, &credential);
                if sent.is_let_in() {
                    self.answered += 1;
                } else {
                    self.failed += 1;
                    self.failure = Some(sent);
                }
            }
        }
    }

    /// Whether this key was replaced.
    pub fn is_regenerated(&self, name: KeyName) -> bool {
        self.acts.contains(&Act::Regenerate(name))
    }

    /// Both keys are new, every program works, and nobody has failed on the way.
    pub fn is_done_well(&self, lab: &Lab) -> bool {
        let current = |client: &Client| *lab.key(client.uses) == client.key;
        self.is_over() && self.failed == 0 && self.clients.iter().all(current)
    }

    /// Both keys are new.
    pub fn is_over(&self) -> bool {
        self.is_regenerated(KeyName::Key1) && self.is_regenerated(KeyName::Key2)
    }
}
