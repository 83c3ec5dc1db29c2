//! The one source of chance: a small, seeded, documented generator (PCG32 from the `oorandom` crate).
//!
//! A scenario has one seed. `Rng::fork(label)` derives an independent stream from it, so that adding a consumer does not disturb what the
//! others draw. Only integers come out; odds are a `Ratio`.

use oorandom::Rand64;
use uuid::Uuid;

/// A seeded generator of 64-bit numbers. Cloning it clones its future.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rng {
    seed: u64,
    inner: Rand64,
}

/// Odds of `part` in `whole`; `whole` is never zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ratio {
    part: u32,
    whole: u32,
}

impl Ratio {
    /// `None` if `whole` is zero or `part` exceeds it.
    pub const fn new(part: u32, whole: u32) -> Option<Self> {
        if whole == 0 || part > whole { None } else { Some(Self { part, whole }) }
    }
}

impl Rng {
    pub fn new(seed: u64) -> Self {
        Self { seed, inner: Rand64::new(u128::from(seed)) }
    }

    /// A stream of its own for `label`, whatever has been drawn from this one so far.
    pub fn fork(&self, label: &str) -> Self {
        // FNV-1a: any fixed mixing of seed and label serves; this one fits in three lines.
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for byte in self.seed.to_le_bytes().iter().chain(label.as_bytes()) {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
        Self::new(hash)
    }

    pub fn next_u64(&mut self) -> u64 {
        self.inner.rand_u64()
    }

    /// A number in `0..bound`; zero if `bound` is zero.
    pub fn below(&mut self, bound: u64) -> u64 {
        if bound == 0 { 0 } else { self.inner.rand_range(0..bound) }
    }

    pub fn chance(&mut self, odds: Ratio) -> bool {
        self.below(u64::from(odds.whole)) < u64::from(odds.part)
    }

    /// A version 4 UUID made of this generator's next 128 bits.
    pub fn uuid(&mut self) -> Uuid {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&self.next_u64().to_le_bytes());
        bytes[8..].copy_from_slice(&self.next_u64().to_le_bytes());
        uuid::Builder::from_random_bytes(bytes).into_uuid()
    }
}
