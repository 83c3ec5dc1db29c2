//! What the service looks like from outside: HTTP requests and responses as plain values, before anything interprets them.

mod message;

pub use message::{Headers, Method, Request, Response, Scheme};
