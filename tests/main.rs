//! All native integration tests, in one binary.

mod auth;
mod conformance;
mod lessons;
mod service;
mod sim;
mod tidy;
