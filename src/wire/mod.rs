//! What the service looks like from outside: HTTP requests and responses as plain values, before anything interprets them, and the small
//! languages inside them: targets, dates, XML. Server and client share this layer; it knows no rule of the service beyond its spelling.

pub mod acl;
pub mod date;
mod message;
pub mod properties;
pub mod query;
pub mod version;
pub mod xml;

pub use message::{Headers, Method, Request, Response, Scheme};
