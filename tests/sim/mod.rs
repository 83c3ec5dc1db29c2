//! The world and its history.

mod flagship;
mod history;
pub mod newsroom;
