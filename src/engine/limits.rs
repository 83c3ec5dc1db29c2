//! Every number of the service that somebody might run into, by name.
//!
//! Source: the pages "Put Message", "Get Messages", "Update Message", "List Queues", "Set Queue ACL", "Naming queues and metadata" and
//! "Scalability and performance targets for Queue Storage", read in November 2026.

use crate::time::Span;

/// Longest message text in bytes of UTF-8, after the XML has been decoded.
pub const TEXT_BYTES_MAX: usize = 65_536;

/// The same for versions before 2011-08-18.
pub const TEXT_BYTES_MAX_BEFORE_2011: usize = 8_192;

/// Longest request body that is looked at: text of the longest kind with every character escaped six-fold, and its envelope.
pub const BODY_BYTES_MAX: usize = 6 * TEXT_BYTES_MAX + 4_096;

/// Messages of one Get or Peek.
pub const MESSAGES_PER_REQUEST_MIN: i64 = 1;
pub const MESSAGES_PER_REQUEST_MAX: i64 = 32;

/// Longest visibility timeout in seconds: seven days.
pub const VISIBILITY_TIMEOUT_SECS_MAX: i64 = 604_800;

/// The same for versions before 2011-08-18: two hours.
pub const VISIBILITY_TIMEOUT_SECS_MAX_BEFORE_2011: i64 = 7_200;

/// Visibility timeout of a Get that names none, in seconds.
pub const VISIBILITY_TIMEOUT_SECS_DEFAULT: i64 = 30;

/// Time to live of a Put that names none, in seconds: seven days. Before 2017-07-29 also the longest.
pub const TIME_TO_LIVE_SECS_DEFAULT: i64 = 604_800;

/// For how long at least the name of a deleted queue stays blocked.
pub const QUEUE_DELETION: Span = Span::from_secs(30);

/// Letters of a queue name.
pub const QUEUE_NAME_MIN: usize = 3;
pub const QUEUE_NAME_MAX: usize = 63;

/// Letters of an account name.
pub const ACCOUNT_NAME_MIN: usize = 3;
pub const ACCOUNT_NAME_MAX: usize = 24;

/// Bytes of all metadata names and values of one queue together.
pub const METADATA_BYTES_MAX: usize = 8_192;

/// Queues on one page of List Queues.
pub const QUEUES_PER_PAGE_MAX: i64 = 5_000;

/// Stored access policies of one queue, and letters of a policy's identifier.
pub const POLICIES_PER_QUEUE_MAX: usize = 5;
pub const POLICY_ID_CHARS_MAX: usize = 64;

/// Cross-origin rules of one account.
pub const CORS_RULES_MAX: usize = 5;

/// Days for which logs and metrics may be kept.
pub const RETENTION_DAYS_MIN: i64 = 1;
pub const RETENTION_DAYS_MAX: i64 = 365;

/// Longest client request id that is echoed, in characters.
pub const CLIENT_REQUEST_ID_CHARS_MAX: usize = 1_024;

/// Published targets: messages a second in one queue, requests a second in one account.
pub const QUEUE_MESSAGES_PER_SEC: u32 = 2_000;
pub const ACCOUNT_REQUESTS_PER_SEC: u32 = 20_000;

/// How far the secondary region lags behind at most. The service promises no figure; minutes are usual.
pub const GEO_REPLICATION_LAG: Span = Span::from_secs(60);
