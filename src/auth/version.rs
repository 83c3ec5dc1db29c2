//! Service versions that change how a request is signed or judged.
//!
//! A version is a date, so versions compare as text, also those a client has made up.

use crate::wire::version::ApiVersion;

/// First with a SAS for queues.
pub const SERVICE_SAS: &str = "2012-02-12";
/// From here on a zero `Content-Length` is signed as an empty line, and a SAS names its service (`/queue/...`).
pub const BLANK_ZERO_LENGTH: &str = "2015-02-21";
/// First with account SAS, and with `sip` and `spr` in a service SAS.
pub const ACCOUNT_SAS: &str = "2015-04-05";
/// From here on an `x-ms-` header with an empty value is signed.
pub const EMPTY_HEADERS: &str = "2016-05-31";
/// First that accepts bearer tokens.
pub const BEARER: &str = "2017-11-09";
/// First that answers a request without credentials with a challenge.
pub const CHALLENGE: &str = "2019-12-12";
/// First with the line for the encryption scope in an account SAS.
pub const ENCRYPTION_SCOPE: &str = "2020-12-06";
/// First with a user delegation SAS for queues.
pub const USER_DELEGATION_SAS: &str = "2025-07-05";

/// Whether `text` has the form of a version: four digits, two, two.
pub fn well_formed(text: &str) -> bool {
    text.len() == 10 && text.bytes().enumerate().all(|(i, byte)| if i == 4 || i == 7 { byte == b'-' } else { byte.is_ascii_digit() })
}

/// Whether the service has published this version.
pub fn known(text: &str) -> bool {
    ApiVersion::parse(text).is_some()
}
