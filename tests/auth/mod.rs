//! Authorization against known answers, the accept/deny table, and inputs nobody would send.

pub mod accept_deny;
mod base64;
mod boundaries;
mod delegation;
mod matrix;
pub mod over_the_wire;
pub mod sas;
pub mod shared_key;
pub mod support;
mod tokens;
mod wild_input;
mod word_order;
