//! The service through its wire, told as scripts.

mod message_life;
mod refusals;
pub mod script;
mod small_print;
mod whole_service;
