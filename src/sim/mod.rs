//! The world around the queue: producers, consumers, the link between them and the service, and the log of what happened.

mod event;
mod input;
mod scenario;

pub use event::{ActorId, Causes, Event, EventId, EventKind, Prediction, QueueLabel};
pub use input::{Input, TimedInput};
pub use scenario::{ActorSpec, ConsumerSpec, DeleteOrder, LinkSpec, ProducerSpec, Role, Scenario};
