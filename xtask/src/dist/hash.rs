//! The two spellings of a SHA-256: in names and in integrity attributes.

use data_encoding::{BASE64, HEXLOWER};
use sha2::{Digest, Sha256};

/// Returns the first 16 hexadecimal digits, for a file name. 64 bits are plenty to tell builds apart; integrity does not rest on the name.
pub fn short(bytes: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(bytes)[..8])
}

/// Returns the hash as integrity attributes and content security policies spell it.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", BASE64.encode(&Sha256::digest(bytes)))
}
