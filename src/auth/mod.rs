//! Who may do what: reads the credentials of a request and decides, saying step by step why.
//!
//! `authorize` answers requests; `explain` runs the same code with a notebook open and returns what it wrote. Both are pure: what the
//! service knows comes in as `Facts`, time as an argument. The other half signs: `shared_key::sign`, `sas::mint_*`, `token::mint` are what
//! clients do. This layer does not know whether queues hold messages, and it never touches them.

mod word_order;

mod query;

pub mod version;

pub mod key;

pub mod facts;

pub mod roles;

pub mod rbac;

pub mod trace;

mod text;

pub mod decision;

pub mod shared_key;

pub mod sas;

mod claims;

pub mod token;

mod pipeline;

pub use decision::{Caller, Decision, Extra, Refusal, Verdict};
pub use facts::{Access, Asked, Endpoint, Facts, Policies, Settings, Style};
pub use key::{Key, KeyName};
pub use pipeline::{authorize, explain};
pub use rbac::{Assignment, Directory, Identity, IdentityKind, Scope};
pub use roles::{Permission, Role};
pub use trace::{Check, Outcome, Step};
