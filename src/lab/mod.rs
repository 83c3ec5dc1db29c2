//! The authorisation lab without its pictures: what is sent, what came of it, and what there is to show.
//!
//! A `Lab` takes over a running service (a clone of the stage's) with its keys and queues, and adds a clock that a person can turn, a few people
//! and a second queue. Everything here is found out by sending real requests through `Server::handle`; no answer is written down.
//! This layer has no words: steps, faults and incidents are values, and the page has the sentences.

pub mod incidents;

mod advice;
mod bench;
mod door;
mod matrix;
mod people;
mod raw;
mod reader;
mod revoke;
mod rotation;
mod sent;
mod steps;
mod task;
mod wish;
mod world;

pub use advice::{Advice, Question, next};
pub use bench::{Part, Piece, changed, parts, signed_text};
pub use door::{Door, Tamper, knock};
pub use matrix::{Ask, Bearer};
pub use people::{Held, Who};
pub use raw::{read_request, request_text, response_text};
pub use reader::{Pasted, has_form_of_account_key, read_pasted};
pub use revoke::{Means, POLICY, Token};
pub use rotation::{Act, Client, Rotation};
pub use sent::Sent;
pub use steps::{Row, deciding, rows};
pub use task::{Fault, Repair};
pub use wish::Wish;
pub use world::{HERE, Lab, OTHER_QUEUE};
