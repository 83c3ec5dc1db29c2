//! Stored access policies of a queue ("signed identifiers").

use crate::time::Timestamp;

/// One stored access policy. A shared access signature may name it by `id` (`si`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIdentifier {
    /// 1 to 64 characters.
    pub id: Box<str>,
    pub policy: AccessPolicy,
}

/// Every part may be absent; a signature that names the policy must then bring it itself (page "Define a stored access policy").
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccessPolicy {
    pub start: Option<Timestamp>,
    pub expiry: Option<Timestamp>,
    /// Letters of `raup`, in the order they were stored.
    pub permission: Option<Box<str>>,
}
