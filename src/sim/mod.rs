//! The world around the queue: producers, consumers, the link between them and the service, and the log of what happened.
//!
//! Actors know the service only as a client does: every request is encoded, travels, is handled, and its response decoded. The world knows
//! more (running numbers, effects, the last event of every message) and writes the event log.

mod actor;
mod consumer;
mod effects;
mod event;
mod fingerprint;
mod input;
mod journal;
mod producer;
mod record;
mod scenario;
mod world;

pub use actor::{Actor, Answered, Body, Consumer, ConsumerState, Held, Person, Producer};
pub use event::{ActorId, Causes, Event, EventId, EventKind, Prediction, QueueLabel};
pub use fingerprint::Fingerprint;
pub use input::{Input, TimedInput};
pub use record::{Exchange, Recorder};
pub use scenario::{ActorSpec, ConsumerSpec, DeleteOrder, LinkSpec, ProducerSpec, Role, Scenario};
pub use world::{Lease, PERSON, Tally, World};
