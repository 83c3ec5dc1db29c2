//! A run as a file: JSON, with the acts for people and the run for machines.

use super::link::{Unreadable, plain, read, shorten};
use super::push_hex;
use crate::sim::{Input, TimedInput};
use crate::time::Timestamp;
use crate::timeline::{Run, Timeline};

/// The largest file that is read, in bytes.
pub const FILE_MAX: usize = 4 << 20;

/// The most events the replay of a file may cause: some seconds of work, for something that was chosen with care.
pub const FILE_EVENTS_MAX: u32 = 500_000;

/// Deeper nesting than this is nothing this program wrote.
const DEPTH_MAX: u32 = 32;

/// What broke and the run it broke in, as a JSON document: `message`, `seed`, `log` with one line an act for people, and `run` for machines
/// (`null` without a run).
pub fn report(message: &str, run: Option<&Run>) -> String {
    // A replay may be what broke the page, so the run is written without one.
    let acts = |run: &Run| run.inputs.iter().map(|input| line(run.scenario.starts_at, input)).collect();
    document("message", message, run.map(|run| (run, acts(run), plain(run))))
}

/// A run to keep or to pass on, as a JSON document: `about` says what it is, `log` has one line for each of `events`, and `run` is for machines.
pub fn export(about: &str, run: &Run, events: Vec<String>) -> String {
    document("about", about, Some((run, events, shorten(run))))
}

/// The history in a file, written by `export` or by `report`.
///
/// Err: it cannot be opened; the reason is for the person.
pub fn open_file(text: &str) -> Result<Timeline, Unreadable> {
    if text.len() > FILE_MAX {
        return Err(Unreadable::TooLarge);
    }
    read(&member(text, "run").ok_or(Unreadable::Damaged)?, FILE_EVENTS_MAX)
}

fn document(title: &str, words: &str, run: Option<(&Run, Vec<String>, String)>) -> String {
    let mut text = String::from("{\n  ");
    push_quoted(&mut text, title);
    text.push_str(": ");
    push_quoted(&mut text, words);
    let Some((run, log, machines)) = run else {
        text.push_str(",\n  \"run\": null\n}\n");
        return text;
    };
    text.push_str(",\n  \"seed\": ");
    text.push_str(&run.scenario.seed.to_string());
    text.push_str(",\n  \"log\": [");
    for (index, line) in log.iter().enumerate() {
        text.push_str(if index == 0 { "\n    " } else { ",\n    " });
        push_quoted(&mut text, line);
    }
    text.push_str("\n  ],\n  \"run\": ");
    push_quoted(&mut text, &machines);
    text.push_str("\n}\n");
    text
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

/// The text member `name` of the outermost object; `None` if the document is not JSON up to there, or has none.
fn member(text: &str, name: &str) -> Option<String> {
    let mut reader = Reader { rest: text.trim_start_matches('\u{feff}') };
    reader.take('{')?;
    loop {
        let key = reader.string()?;
        reader.take(':')?;
        if key == name {
            return reader.string();
        }
        reader.skip(0)?;
        reader.take(',')?;
    }
}

/// Reads JSON forwards. Only as much of it as finding one text needs: values that are passed over are looked at for their brackets alone.
struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn peek(&mut self) -> Option<char> {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\r', '\n']);
        self.rest.chars().next()
    }

    fn take(&mut self, wanted: char) -> Option<()> {
        (self.peek()? == wanted).then(|| self.rest = &self.rest[wanted.len_utf8()..])
    }

    fn string(&mut self) -> Option<String> {
        self.take('"')?;
        let mut text = String::new();
        loop {
            let plain = self.rest.find(['"', '\\'])?;
            text.push_str(&self.rest[..plain]);
            let escape = self.rest[plain..].starts_with('\\');
            self.rest = &self.rest[plain + 1..];
            if !escape {
                return Some(text);
            }
            let letter = self.rest.chars().next()?;
            self.rest = &self.rest[letter.len_utf8()..];
            match letter {
                '"' | '\\' | '/' => text.push(letter),
                'n' => text.push('\n'),
                't' => text.push('\t'),
                'r' => text.push('\r'),
                'b' => text.push('\u{8}'),
                'f' => text.push('\u{c}'),
                'u' => {
                    let (digits, after) = self.rest.split_at_checked(4)?;
                    self.rest = after;
                    // Halves of a pair stand only in what people wrote, which is not read.
                    text.push(char::from_u32(u32::from_str_radix(digits, 16).ok()?).unwrap_or(char::REPLACEMENT_CHARACTER));
                }
                _ => return None,
            }
        }
    }

    /// Passes over one value.
    fn skip(&mut self, depth: u32) -> Option<()> {
        match self.peek()? {
            '"' => self.string().map(drop),
            open @ ('{' | '[') if depth < DEPTH_MAX => {
                self.take(open)?;
                let close = if open == '{' { '}' } else { ']' };
                while self.take(close).is_none() {
                    if self.take(',').or_else(|| self.take(':')).is_none() {
                        self.skip(depth + 1)?;
                    }
                }
                Some(())
            }
            _ => {
                let end = self.rest.find([',', '}', ']', ' ', '\n', '\r', '\t'])?;
                self.rest = &self.rest[end..];
                (end > 0).then_some(())
            }
        }
    }
}
