//! The world around the queue: producers, consumers, the link between them and the service, and the log of what happened.
//!
//! Actors know the service only as a client does: every request is encoded, travels, is handled, and its response decoded. The world knows
//! more (running numbers, effects, the last event of every message) and writes the event log.

mod actor;
mod bookmark;
mod consumer;
mod effects;
mod event;
mod fingerprint;
mod front_end;
mod input;
mod journal;
mod json;
mod line;
mod producer;
mod record;
mod scenario;
pub mod scenarios;
mod why;
mod world;

pub use actor::{Actor, Answered, Asked, Body, Client, Consumer, ConsumerState, FrontEnd, Held, Job, Person, Producer};
pub use event::{ActorId, Causes, Event, EventId, EventKind, Lost, Prediction, QueueLabel, Via};
pub use fingerprint::Fingerprint;
pub use input::{Input, RawRequest, TimedInput};
pub use json::is_json;
pub use producer::blob_in;
pub use record::{Exchange, Recorder};
pub use scenario::{
    ActorSpec, Attachment, Bookmark, ClientSpec, ConsumerSpec, CopyOrder, CrashLine, CrashRule, CrashWhen, DeleteOrder, Fault, FaultName,
    FrontEndSpec, LinkSpec, Pace, PoisonRule, ProducerSpec, Reads, Renewal, Retry, Role, Scenario, ScriptedFault, Shown, Spread,
    WriteOrder,
};
pub use why::why;
pub use world::{ACTORS_MAX, Lease, PERSON, Tally, World};
