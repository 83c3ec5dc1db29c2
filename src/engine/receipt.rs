//! Pop receipts: the text that proves one holds the latest hand-out of a message.
//!
//! A receipt is opaque to clients. Inside, as seen in traffic of the real service, it is Base64 of little-endian integers: a layout number (2
//! after Put and Get, 3 after Update), two internal numbers, the next visible time as Windows file time, and in layout 3 the dequeue count.
//! All messages of one Get carry the same text, so a receipt means something only together with its message id.

use crate::base64;
use crate::engine::ids::ReceiptNumber;
use crate::time::Timestamp;

/// What a receipt of this service says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PopReceipt {
    pub number: ReceiptNumber,
    pub visible_at: Timestamp,
    /// Only receipts made by an Update carry it.
    pub dequeue_count: Option<u32>,
}

/// A receipt as it came in a request: well-formed, but perhaps of no message here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PresentedReceipt {
    Known(PopReceipt),
    /// Base64 of enough bytes, but nothing this service ever made.
    Foreign,
}

/// Layout number of receipts made by Put and Get, and their length in bytes.
const LAYOUT_SHORT: u32 = 2;
const SHORT_BYTES: usize = 20;

/// Layout number of receipts made by Update, and their length in bytes.
const LAYOUT_LONG: u32 = 3;
const LONG_BYTES: usize = 24;

/// Fewer bytes than this hold no layout and internal numbers. The real service was seen to take 15 bytes of Base64 for well-formed.
const WELL_FORMED_BYTES_MIN: usize = 12;

/// Windows file time of 1970-01-01 in microseconds; file time counts 100 ns from 1601-01-01.
const FILE_TIME_OF_EPOCH_MICROS: u64 = 11_644_473_600_000_000;

impl PopReceipt {
    /// The text for the wire: 28 or 32 characters.
    pub fn emit(&self) -> String {
        let mut text = String::with_capacity(32);
        self.push(&mut text);
        text
    }

    /// Appends the text for the wire.
    pub fn push(&self, text: &mut String) {
        let mut bytes = [0; LONG_BYTES];
        let layout = if self.dequeue_count.is_some() { LAYOUT_LONG } else { LAYOUT_SHORT };
        bytes[..4].copy_from_slice(&layout.to_le_bytes());
        bytes[4..8].copy_from_slice(&self.number.0.to_le_bytes());
        // The second internal number, bytes 8 to 12, stays zero.
        let file_time = self.visible_at.as_micros().saturating_add(FILE_TIME_OF_EPOCH_MICROS).saturating_mul(10);
        bytes[12..20].copy_from_slice(&file_time.to_le_bytes());
        match self.dequeue_count {
            Some(count) => {
                bytes[20..].copy_from_slice(&count.to_le_bytes());
                base64::push(text, &bytes);
            }
            None => base64::push(text, &bytes[..SHORT_BYTES]),
        }
    }
}

impl PresentedReceipt {
    /// Reads a receipt; `None` if it is malformed, which the service tells apart from outdated.
    pub fn parse(text: &str) -> Option<Self> {
        // Nothing longer can be a receipt, and the buffer can stay on the stack.
        let mut buffer = [0; 96];
        let length = base64::decode_into(text, &mut buffer)?;
        let bytes = &buffer[..length];
        if bytes.len() < WELL_FORMED_BYTES_MIN {
            return None;
        }
        let dequeue_count = match (word(bytes, 0), bytes.len()) {
            (LAYOUT_SHORT, SHORT_BYTES) => None,
            (LAYOUT_LONG, LONG_BYTES) => Some(word(bytes, 20)),
            (LAYOUT_SHORT | LAYOUT_LONG, _) => return None,
            _ => return Some(Self::Foreign),
        };
        let file_time = u64::from(word(bytes, 12)) | (u64::from(word(bytes, 16)) << 32);
        // Receipts of this service hold whole microseconds since 1970; any other is well-formed and not ours.
        let Some(micros) = (file_time / 10).checked_sub(FILE_TIME_OF_EPOCH_MICROS).filter(|_| file_time.is_multiple_of(10)) else {
            return Some(Self::Foreign);
        };
        if word(bytes, 8) != 0 {
            return Some(Self::Foreign);
        }
        let number = ReceiptNumber(word(bytes, 4));
        Some(Self::Known(PopReceipt { number, visible_at: Timestamp::from_micros(micros), dequeue_count }))
    }
}

fn word(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes make a word"))
}
