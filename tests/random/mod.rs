//! How random tests draw: from a fixed seed, so that everybody sees the same cases; others by environment variable.
//!
//! `PROPTEST_CASES=10000 PROPTEST_RNG_SEED=7 cargo test engine` draws more, and others. A failure prints its shortest script.

use proptest::test_runner::{Config, RngSeed};

/// Draws `cases` unless the environment wants another number.
pub fn config(cases: u32) -> Config {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let cases = number("PROPTEST_CASES").and_then(|cases| u32::try_from(cases).ok()).unwrap_or(cases);
    let rng_seed = RngSeed::Fixed(number("PROPTEST_RNG_SEED").unwrap_or(20_261_121));
    Config { cases, rng_seed, failure_persistence: None, ..Config::default() }
}
