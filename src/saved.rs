//! What survives a reload, as text: progress, runs, preferences, in an envelope that notices damage.
//!
//! An envelope is `counter checksum body`: a decimal number that grows with every writing, 16 hexadecimal digits over counter and body, and
//! the state in postcard's binary form as Base64. Postcard writes fields and variants by their place, so a change of any type in here, or of
//! what a run is made of, is a new `SCHEMA`. Where the texts are kept is the page's business.
//!
//! A run on its own leaves the page as a link or as a file (`link`, `file`). Those come from anywhere, so they are read with suspicion: every
//! size has an end (`pack`), every number a range (`check`), and what cannot be read says why (`Unreadable`).

mod check;
mod file;
mod link;
mod pack;

pub use check::{ACTORS_MAX, NAME_MAX, QUEUES_MAX, SPAN_MAX, Unsound, check};
pub use file::{FILE_EVENTS_MAX, FILE_MAX, export, open_file, report};
pub use link::{LINK_EVENTS_MAX, LINK_MAX, Unreadable, open_link, plain, shorten};
pub use pack::{UNPACKED_MAX, pack, unpack};

use crate::base64;
use crate::timeline::Run;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Changes when the shape of what is saved does. 1 was JSON; 2 was postcard; 3 has accounts, desks, faults and whole programs;
/// 4 has workers that publish nothing.
pub const SCHEMA: u32 = 4;

/// Everything that is kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Saved {
    pub theme: Option<Theme>,
    pub motion: Option<Motion>,
    /// By exercise number.
    pub solved: BTreeMap<u8, Solved>,
    /// By page.
    pub runs: BTreeMap<String, Run>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Theme {
    Light,
    Dark,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Motion {
    Full,
    Reduced,
}

/// A solved exercise: the run itself is the proof, it can be replayed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Solved {
    pub run: Run,
    /// The quiz answer, by index, if one was given.
    pub quiz: Option<u8>,
}

/// The state in its envelope.
pub fn seal(counter: u64, saved: &Saved) -> String {
    enclose(counter, &text_of(saved))
}

/// The counter and the state; `None` if anything is not as it was written.
pub fn open(text: &str) -> Option<(u64, Saved)> {
    let (counter, body) = unclose(text)?;
    postcard::from_bytes(&body).ok().map(|saved| (counter, saved))
}

/// Solved exercises alone, in an envelope of the same kind with the counter 0: what leaves the page as a file.
pub fn seal_solved(solved: &BTreeMap<u8, Solved>) -> String {
    enclose(0, &text_of(solved))
}

/// The solved exercises; `None` if anything is not as it was written.
pub fn open_solved(text: &str) -> Option<BTreeMap<u8, Solved>> {
    postcard::from_bytes(&unclose(text)?.1).ok()
}

fn enclose(counter: u64, body: &str) -> String {
    [&*counter.to_string(), " ", &checksum(counter, body), " ", body].concat()
}

fn unclose(text: &str) -> Option<(u64, Vec<u8>)> {
    let (counter, rest) = text.split_once(' ')?;
    let (sum, body) = rest.split_once(' ')?;
    let counter = counter.parse().ok()?;
    if sum != checksum(counter, body) {
        return None;
    }
    base64::decode(body).map(|body| (counter, body))
}

fn text_of<T: Serialize>(value: &T) -> String {
    base64::encode(&postcard::to_allocvec(value).expect("all of it has a length that is known"))
}

fn push_hex(text: &mut String, bytes: &[u8]) {
    for byte in bytes {
        text.extend([byte >> 4, byte & 15].map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)])));
    }
}

/// FNV-1a: enough to notice a torn or edited text.
fn checksum(counter: u64, body: &str) -> String {
    let bytes = counter.to_le_bytes();
    let hash = bytes
        .iter()
        .chain(body.as_bytes())
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    let mut text = String::with_capacity(16);
    push_hex(&mut text, &hash.to_be_bytes());
    text
}
