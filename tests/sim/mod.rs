//! The world and its history.

mod accounts;
mod faults;
mod flagship;
mod history;
pub mod newsroom;
mod senders;
mod worker;
