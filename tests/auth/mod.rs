//! Authorization against known answers, the accept/deny table, and inputs nobody would send.

mod accept_deny;
mod base64;
mod boundaries;
mod delegation;
mod matrix;
mod over_the_wire;
mod sas;
mod shared_key;
mod support;
mod tokens;
mod wild_input;
mod word_order;
