//! All native integration tests, in one binary.

mod auth;
mod lessons;
mod service;
mod sim;
