//! All native integration tests, in one binary.

mod app;
mod auth;
mod conformance;
mod engine;
mod lab;
mod lessons;
mod random;
mod saved;
mod service;
mod sim;
mod stage;
mod tidy;
mod wire;
