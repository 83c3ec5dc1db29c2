//! Names and numbers that must not be mixed, and the rules they obey.

use crate::engine::error::ErrorCode;
use crate::engine::limits;
use crate::rng::Rng;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use uuid::Uuid;

/// The running number of a message in its service, from 1: what the page prints on the disc. The service's own id is a GUID.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct MessageNumber(pub u32);

/// The running number of a pop receipt in its service, from 1 ("ticket #7"). All messages of one Get share one receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ReceiptNumber(pub u32);

/// A name a queue may have (page "Naming queues and metadata").
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QueueName(Arc<str>);

impl QueueName {
    /// Checks the length first, then the letters: 3 to 63 of `a-z`, `0-9` and single dashes, a letter or digit at both ends.
    ///
    /// Err: `OutOfRangeInput` for the length, `InvalidResourceName` for everything else.
    pub fn parse(name: &str) -> Result<Self, ErrorCode> {
        if !(limits::QUEUE_NAME_MIN..=limits::QUEUE_NAME_MAX).contains(&name.chars().count()) {
            return Err(ErrorCode::OutOfRangeInput);
        }
        let letters = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if !letters || name.starts_with('-') || name.ends_with('-') || name.as_bytes().windows(2).any(|pair| pair == b"--") {
            return Err(ErrorCode::InvalidResourceName);
        }
        Ok(Self(name.into()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name to hand on; sharing it costs a reference count.
    pub fn label(&self) -> Arc<str> {
        Arc::clone(&self.0)
    }
}

/// Turns message numbers into GUIDs and back with two secret words.
///
/// The ids look random and are all different, yet no table is needed to find a message by its id or to recognise the id of one long gone:
/// the second half of the id hides the number under a mask that the first half decides.
#[derive(Clone, Copy, Debug)]
pub(super) struct IdMint {
    secrets: [u64; 2],
}

impl IdMint {
    pub(super) fn new(rng: &mut Rng) -> Self {
        Self { secrets: [rng.next_u64(), rng.next_u64()] }
    }

    /// The id of that number: a GUID of version 4.
    pub(super) fn id(&self, number: MessageNumber) -> Uuid {
        let high = mix(self.secrets[0] ^ u64::from(number.0)) & !0xf000 | 0x4000;
        let low = (self.mask(high) ^ u64::from(number.0)) & !(0b11 << 62) | (0b10 << 62);
        Uuid::from_u64_pair(high, low)
    }

    /// The number whose id this is, if it is any number's.
    pub(super) fn number(&self, id: Uuid) -> Option<MessageNumber> {
        let (high, low) = id.as_u64_pair();
        let number = MessageNumber(u32::try_from((low ^ self.mask(high)) & 0xffff_ffff).expect("masked to 32 bits"));
        (self.id(number) == id).then_some(number)
    }

    fn mask(&self, high: u64) -> u64 {
        mix(self.secrets[1] ^ high)
    }
}

/// Scatters a word so that neighbours have nothing in common (the finishing step of the splitmix generator).
const fn mix(word: u64) -> u64 {
    let word = word.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}

/// Lets maps that are keyed by queue names be asked with any text.
impl std::borrow::Borrow<str> for QueueName {
    fn borrow(&self) -> &str {
        &self.0
    }
}
