//! One number for a whole history: two machines that print the same one saw the same events.

use super::event::Event;
use std::hash::{Hash, Hasher};

/// A running hash over events. FNV-1a, 64 bits; every integer is fed as eight little-endian bytes, so that a 32-bit and a 64-bit machine agree.
#[derive(Clone, Debug)]
pub struct Fingerprint(u64);

impl Default for Fingerprint {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fingerprint {
    /// The hash of `events` in order.
    pub fn of(events: &[Event]) -> u64 {
        let mut hasher = Self::default();
        for event in events {
            event.hash(&mut hasher);
        }
        hasher.finish()
    }
}

impl Hasher for Fingerprint {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn write_u16(&mut self, n: u16) {
        self.write_u64(u64::from(n));
    }

    fn write_u32(&mut self, n: u32) {
        self.write_u64(u64::from(n));
    }

    fn write_u64(&mut self, n: u64) {
        self.write(&n.to_le_bytes());
    }

    // Lengths and enum discriminants arrive as usize and isize, whose width differs between machines.
    fn write_usize(&mut self, n: usize) {
        self.write_u64(n as u64);
    }

    fn write_isize(&mut self, n: isize) {
        self.write_u64((n as i64).cast_unsigned());
    }
}
