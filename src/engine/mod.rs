//! What a queue service *is*: accounts, queues, messages, their limits and their refusals. It does not know HTTP, and it owns no clock:
//! every call is told what time it is.

pub mod acl;
mod ids;
pub mod operation;

pub use acl::{AccessPolicy, SignedIdentifier};
pub use ids::{MessageNumber, ReceiptNumber};
pub use operation::OperationName;
