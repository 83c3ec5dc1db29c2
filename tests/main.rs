//! All native integration tests, in one binary.

mod lessons;
mod service;
mod sim;
