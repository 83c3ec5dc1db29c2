//! The service through its wire, told as scripts.

mod message_life;
pub mod script;
