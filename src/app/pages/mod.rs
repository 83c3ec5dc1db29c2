//! What an address shows.

pub mod author;
pub mod conformance;
pub mod course;
pub mod exercise;
pub mod lab;
pub mod sandbox;
pub mod shared;
pub mod shell;
pub mod summary;
pub mod welcome;
pub mod workspace;
