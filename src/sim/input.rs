//! What reaches a world from outside: the acts of the person at the page. Scenario plus inputs is the whole truth of a history; it is what
//! a saved run, a share link and a bug report hold.

use super::event::{ActorId, Prediction, Via};
use super::scenario::{ActorSpec, Fault, Role};
use crate::client::Call;
use crate::engine::{AccountKind, Redundancy};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// One act at one instant of virtual time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TimedInput {
    pub at: Timestamp,
    pub input: Input,
}

/// An act that names an actor who is not there, or asks of one what its kind does not do, changes nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Input {
    /// The program dies at once, wherever it is; what it held stays leased until the lease ends.
    Crash { actor: ActorId },
    /// A crashed program starts again from nothing.
    Restart { actor: ActorId },
    /// A request sent by hand, by the person or at a client desk. It takes no time.
    Call { by: ActorId, via: Via, call: Call },
    /// A request as edited by a person. What it leaves out of address, date, version, length and credential, the sender adds.
    Raw { by: ActorId, request: RawRequest },
    /// A program or a desk joins; beyond `ACTORS_MAX` nobody does.
    Join { spec: ActorSpec },
    /// An actor goes away for good, without a word to the service. It keeps its number.
    Leave { actor: ActorId },
    /// Gives an actor new settings of its own kind. What it is doing now it finishes under the old ones.
    Configure { actor: ActorId, role: Role },
    /// Makes a storage account. The person's later calls go there; programs stay where they are, unless they had no account.
    CreateAccount { name: Box<str>, kind: AccountKind, redundancy: Redundancy },
    /// The person's later calls go to this account.
    SelectAccount { name: Box<str> },
    /// Something goes wrong now.
    Fault { fault: Fault },
    /// The person writes down what they expect.
    Predict { prediction: Prediction },
}

/// An HTTP request as a person wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawRequest {
    pub method: Box<str>,
    /// Path and query, percent-encoded: `/newsqueue/messages?peekonly=true`.
    pub target: Box<str>,
    /// In their order. A `Host` among them decides where the request goes; a given `Authorization` is left alone.
    pub headers: Vec<(Box<str>, Box<str>)>,
    pub body: Box<str>,
}
