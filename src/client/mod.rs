//! What a program that uses the service does: turns a call into a request and a response into an answer.
//!
//! Both halves are pure: nothing here sends anything. The simulation hands the request to a server in the same process, an edge of the program
//! may hand it to a real one.

mod call;
mod decode;
mod delegation;
mod encode;
mod endpoint;

pub use call::{Call, Pairs, Policy};
pub use decode::{Answer, ClientError, ListedQueue, PeekedMessage, ReceivedMessage, SentMessage, decode, refusal};
pub use delegation::{ask_delegation_key, read_delegation_key};
pub use encode::{encode, show};
pub use endpoint::{Credential, Endpoint};
