//! All native integration tests, in one binary.

mod service;
mod sim;
