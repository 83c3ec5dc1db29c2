//! All native integration tests, in one binary.

mod conformance;
mod lessons;
mod service;
