//! What this service promises to answer, where that is known from, and which tests hold it to it.
//!
//! One table with two readers: the page shows it (`#/conformance`), and the tests take it at its word: each test it names must exist, each
//! recorded exchange must stand in it, and whatever differs from the emulator in a test must be a difference that is listed here. So the table
//! cannot promise what nobody checks. Everything is plain data; the sentences are in English, as the pages are that they come from.

mod differences;
mod rules;

pub use differences::{DIFFERENCES, Difference, Found, Kind};
pub use rules::CHAPTERS;

/// The rules about one subject.
#[derive(Debug)]
pub struct Chapter {
    pub title: &'static str,
    pub rules: &'static [Rule],
}

/// One rule of the service.
#[derive(Debug)]
pub struct Rule {
    /// A sentence or two.
    pub text: &'static str,
    /// The title of the page of documentation, or what else the rule was seen in.
    pub source: &'static str,
    pub marks: &'static [Mark],
    pub proofs: &'static [Proof],
    /// Where the emulator Azurite is known to do otherwise.
    pub differs: &'static [Kind],
}

/// How well a rule is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Microsoft's documentation says so.
    Documented,
    /// Recorded traffic with the real service shows it.
    Traffic,
    /// Reports of users and answers of Microsoft's staff.
    Reported,
    /// Measured on the emulator, or read in its source.
    Emulator,
    /// Concluded, not confirmed.
    Inferred,
}

/// What holds the service to a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// A native test by its full name: `cargo test NAME`.
    Test(&'static str),
    /// A recorded scenario: `tests/vectors/service/NAME.json`, replayed by `cargo test conformance`.
    Exchange(&'static str),
    /// Known answers: `tests/vectors/auth/NAME.json`.
    Answers(&'static str),
    /// Microsoft's own Python and JavaScript libraries, against the emulator example: `cargo xtask test peers`.
    Clients,
    /// Random scripts, run against Azurite and against this service: the same command.
    Scripts,
}

impl Mark {
    pub const ALL: [Self; 5] = [Self::Documented, Self::Traffic, Self::Reported, Self::Emulator, Self::Inferred];

    /// The letter the mark is written with.
    pub const fn letter(self) -> &'static str {
        match self {
            Self::Documented => "D",
            Self::Traffic => "T",
            Self::Reported => "R",
            Self::Emulator => "A",
            Self::Inferred => "I",
        }
    }
}
