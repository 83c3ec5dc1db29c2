//! What a queue service *is*: accounts, queues, messages, their limits and their refusals. It does not know HTTP, and it owns no clock:
//! every call is told what time it is.
//!
//! Glossary, in the service's own words:
//!
//! * **visible** — a Get would hand the message out now. **hidden** (invisible) — its next visible time lies in the future.
//! * **visibility timeout** — for how long a Get, an Update or a Put hides the message.
//! * **dequeue count** — how often a Get has handed the message out; nothing else raises it.
//! * **pop receipt** — the proof that one holds the latest hand-out; only the newest receipt of a message works.
//! * **time to live** — how long after its insertion the message expires, whether hidden or not.
//!
//! Visibility and expiry are *derived* from `now`: no timer changes anything, and what is due is swept away when the queue is next touched.

pub mod account;
pub mod acl;
pub mod change;
pub mod error;
mod ids;
pub mod limits;
pub mod message;
pub mod metadata;
pub mod numbered;
pub mod operation;
mod order;
pub mod properties;
pub mod queue;
mod reads;
pub mod receipt;
mod service;
mod shelf;
pub mod table;
pub mod throttle;

pub use account::{Account, AccountError, AccountKind, AccountSpec, Location, Redundancy};
pub use acl::{AccessPolicy, SignedIdentifier};
pub use change::{Change, ChangeKind};
pub use error::{Detail, ErrorCode, ServiceError};
pub use ids::{MessageNumber, QueueName, ReceiptNumber};
pub use message::{LastChange, Message};
pub use metadata::Metadata;
pub use operation::{Operation, OperationName, Outcome, QueuePage};
pub use properties::{CorsRule, Logging, Metrics, PropertiesChange, Retention, ServiceProperties};
pub use queue::{Counts, Queue};
pub use receipt::PopReceipt;
pub use service::Engine;
pub use throttle::Throttling;
