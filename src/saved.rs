//! What survives a reload, as text: progress, runs, preferences, in an envelope that notices damage.
//!
//! An envelope is `counter checksum body`: a decimal number that grows with every writing, 16 hexadecimal digits over counter and body, and
//! the state in postcard's binary form as Base64. Postcard writes fields and variants by their place, so a change of any type in here, or of
//! what a run is made of, is a new `SCHEMA`. Where the texts are kept is the page's business.

use crate::base64;
use crate::sim::{Input, TimedInput};
use crate::time::Timestamp;
use crate::timeline::Run;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Changes when the shape of what is saved does. 1 was JSON; 2 was postcard; 3 has accounts, desks, faults and whole programs.
pub const SCHEMA: u32 = 3;

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

/// What broke and the run it broke in, as a JSON document: `message`, `seed`, `log` with one line an act for people, and `run` for machines
/// (`null` without a run).
pub fn report(message: &str, run: Option<&Run>) -> String {
    let mut text = String::from("{\n  \"message\": ");
    push_quoted(&mut text, message);
    match run {
        None => text.push_str(",\n  \"run\": null\n}\n"),
        Some(run) => {
            text.push_str(",\n  \"seed\": ");
            text.push_str(&run.scenario.seed.to_string());
            text.push_str(",\n  \"log\": [");
            for (index, input) in run.inputs.iter().enumerate() {
                text.push_str(if index == 0 { "\n    " } else { ",\n    " });
                push_quoted(&mut text, &line(run.scenario.starts_at, input));
            }
            text.push_str("\n  ],\n  \"run\": \"");
            text.push_str(&text_of(run));
            text.push_str("\"\n}\n");
        }
    }
    text
}

/// The run in a report; `None` if it is not as it was written.
pub fn run_of(text: &str) -> Option<Run> {
    postcard::from_bytes(&base64::decode(text)?).ok()
}

/// One act for people: milliseconds since the beginning, and what was done.
fn line(starts_at: Timestamp, input: &TimedInput) -> String {
    let millis = input.at.since(starts_at).as_micros() / 1_000;
    let mut line = [&*millis.to_string(), " ms  "].concat();
    match &input.input {
        Input::Crash { actor } => line.extend(["Crash actor ", &*actor.0.to_string()]),
        Input::Restart { actor } => line.extend(["Restart actor ", &*actor.0.to_string()]),
        Input::Call { call, .. } => line.extend([call.operation().as_str(), " ", call.queue().unwrap_or_default()]),
        Input::Raw { request, .. } => line.extend([&*request.method, " ", &*request.target]),
        Input::Join { spec } => line.extend(["Join ", &*spec.name]),
        Input::Leave { actor } => line.extend(["Leave actor ", &*actor.0.to_string()]),
        Input::Configure { actor, .. } => line.extend(["Configure actor ", &*actor.0.to_string()]),
        Input::CreateAccount { name, .. } => line.extend(["CreateAccount ", &**name]),
        Input::SelectAccount { name } => line.extend(["SelectAccount ", &**name]),
        Input::Fault { fault } => line.extend(["Fault ", fault.name().as_str()]),
        Input::Predict { .. } => line.push_str("Predict"),
    }
    line
}

fn text_of<T: Serialize>(value: &T) -> String {
    base64::encode(&postcard::to_allocvec(value).expect("all of it has a length that is known"))
}

/// Appends a JSON string.
fn push_quoted(text: &mut String, value: &str) {
    text.push('"');
    for letter in value.chars() {
        match letter {
            '"' | '\\' => text.extend(['\\', letter]),
            '\u{0}'..='\u{1f}' => {
                text.push_str("\\u00");
                push_hex(text, letter.to_string().as_bytes());
            }
            _ => text.push(letter),
        }
    }
    text.push('"');
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
