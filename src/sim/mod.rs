//! The world around the queue: producers, consumers, the link between them and the service, and the log of what happened.

mod event;

pub use event::{ActorId, Causes, Event, EventId, EventKind, Prediction, QueueLabel};
