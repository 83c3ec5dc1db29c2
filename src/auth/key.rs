//! Secrets that sign: account keys and user delegation keys.
//!
//! All keys here are practice keys: drawn from the seed of a world, or typed in by a learner. They open nothing outside the page.

use crate::base64;
use crate::rng::Rng;
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use std::fmt;
use std::sync::Arc;

/// A signature: HMAC-SHA256.
pub type Signature = [u8; 32];

/// Which of the two account keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeyName {
    Key1,
    Key2,
}

/// A secret with the state of HMAC-SHA256 after it has taken in the key, so that signing a request starts at its text. Cloning is cheap.
#[derive(Clone)]
pub struct Key(Arc<Inner>);

struct Inner {
    bytes: Box<[u8]>,
    keyed: Hmac<Sha256>,
}

impl Key {
    /// A new account key of 512 bits.
    pub fn generate(rng: &mut Rng) -> Self {
        let mut bytes = [0; 64];
        for eight in bytes.chunks_exact_mut(8) {
            eight.copy_from_slice(&rng.next_u64().to_le_bytes());
        }
        Self::from_bytes(&bytes)
    }

    /// The key made of these bytes. The service hands out 64 of them for an account and 32 for a user delegation key.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let keyed = Hmac::new_from_slice(bytes).expect("HMAC takes keys of every length");
        Self(Arc::new(Inner { bytes: bytes.into(), keyed }))
    }

    /// Reads a key as the portal shows it. `None` if it is not Base64 or empty.
    pub fn from_base64(text: &str) -> Option<Self> {
        let bytes = base64::decode(text.trim())?;
        if bytes.is_empty() { None } else { Some(Self::from_bytes(&bytes)) }
    }

    /// The key as the portal shows it: 88 characters for an account key.
    pub fn to_base64(&self) -> String {
        base64::encode(&self.0.bytes)
    }

    /// HMAC-SHA256 of `text`.
    pub fn sign(&self, text: &str) -> Signature {
        self.over(text).finalize().into_bytes().into()
    }

    /// Whether `signature` is the one of `text`, compared in constant time.
    pub fn verify(&self, text: &str, signature: &[u8]) -> bool {
        self.over(text).verify_slice(signature).is_ok()
    }

    fn over(&self, text: &str) -> Hmac<Sha256> {
        let mut mac = self.0.keyed.clone();
        mac.update(text.as_bytes());
        mac
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.0.bytes == other.0.bytes
    }
}

impl Eq for Key {}

impl fmt::Debug for Key {
    /// Never shows more than the first characters.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({}…)", &self.to_base64()[..4])
    }
}
