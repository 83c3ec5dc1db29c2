//! Shared access signatures: statements in the query string, signed with an account key or a user delegation key.
//!
//! "Whoever brings this may do these things to this resource until then." The service keeps no list of them; it computes the signature
//! again from the fields and believes them if it is the same.

mod fields;
mod form;
mod judge;
mod mint;
mod reach;
mod text;
mod window;

pub use fields::{Field, Fields, Kind, ResourceType};
pub use form::examine_all;
pub use judge::POLICY_PROPAGATION;
pub(super) use judge::judge;
pub use mint::{AccountSas, Protocol, ServiceSas, UserDelegationSas, mint_account, mint_service, mint_user_delegation, sign};
pub use reach::{account_sas, service_sas};
pub use text::{Resource, string_to_sign};
