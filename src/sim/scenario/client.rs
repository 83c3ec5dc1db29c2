//! A desk that a person works at: its address and its credential are taken as they were typed, right or wrong.

use crate::auth::KeyName;
use serde::{Deserialize, Serialize};

/// A client whose requests a person sends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientSpec {
    /// As typed, for example `https://newsroom.queue.core.windows.net/newsqueue`. A queue in it counts for every call of this desk; without
    /// one the call says which queue it means.
    pub address: Box<str>,
    pub shows: Shown,
    /// Seconds by which its clock is ahead of the service's; negative: behind.
    pub clock_ahead_secs: i64,
}

/// What a client shows to be let in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shown {
    Nothing,
    /// A key copied from the account of that name, as it is when the desk is set up: right, whatever the seed made it.
    CopiedKey {
        account: Box<str>,
        key: KeyName,
    },
    /// An account name and a key as typed. Text that is no Base64 signs as the bytes it is made of, so the service refuses it.
    TypedKey {
        account: Box<str>,
        key: Box<str>,
    },
    /// The query text of a shared access signature, with or without the question mark.
    Sas(Box<str>),
    /// A token in the form of a JWT.
    Bearer(Box<str>),
}

impl ClientSpec {
    /// A desk at `queue` of `account` that shows the account's first key.
    pub fn at(account: &str, queue: &str) -> Self {
        Self {
            address: ["https://", account, ".queue.core.windows.net/", queue].concat().into(),
            shows: Shown::CopiedKey { account: account.into(), key: KeyName::Key1 },
            clock_ahead_secs: 0,
        }
    }
}
