//! The pure core of Queue Storage Playground: a faithful queue service, the people and programs that use it, and their history.
//!
//! Nothing in this crate reads a clock, draws randomness from outside, or knows a browser: time and ids come in as arguments, so the same
//! seed and the same inputs give the same history on every machine. The page itself is the binary (`src/main.rs`, `src/app/`), a thin
//! shell around this crate; the core cannot name it, because a library cannot see a binary.
//!
//! The modules are listed in reading order, and each may use only those above it (`tests/tidy.rs` guards the arrows).

pub mod time;

pub mod rng;

pub mod base64;

pub mod engine;

pub mod wire;

pub mod auth;

pub mod server;

pub mod client;

pub mod sim;

pub mod timeline;

pub mod saved;

pub mod lessons;

pub mod stage;

pub mod lab;

pub mod conformance;
