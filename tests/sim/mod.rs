//! The world and its history.

mod accounts;
mod ahead;
mod faults;
mod flagship;
mod history;
mod json;
pub mod newsroom;
mod scenarios;
mod senders;
mod undo;
mod why;
mod worker;
