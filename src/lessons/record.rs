//! A person's record: the exercises they solved, as a file that anybody can check.
//!
//! A result is a seed and the acts of a person, so a record does not claim that an exercise is solved: it can be replayed. The file is text. Its
//! first line names the format and the schema, lines for people begin with `#`, and the last line is the envelope of `saved`, which notices
//! damage. Reading changes nothing, and verifying replays each run within limits, because the file may come from anybody.

use super::ask::Comparison;
use super::check::{Facts, check};
use super::exercise::Exercise;
use crate::saved::{self, SCHEMA, Solved};
use crate::time::Span;
use crate::timeline::{Run, Timeline};
use std::collections::BTreeMap;

/// Solved exercises by number.
pub type Record = BTreeMap<u8, Solved>;

/// How a file begins; its schema follows.
const MARK: &str = "queue-storage-playground-progress ";

/// The longest file that is looked at, in bytes. A record of twenty exercises has some tens of thousands.
pub const RECORD_BYTES_MAX: usize = 4 << 20;

/// What one run may take to be verified.
const EVENTS_MAX: u32 = 50_000;
const ACTS_MAX: usize = 2_000;
const LENGTH_MAX: Span = Span::from_secs(30 * 24 * 3600);

/// Why a file is not a record that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It is something else.
    Foreign,
    TooLarge,
    /// A newer version of this page wrote it, in this schema.
    Newer(u32),
    /// An older version of this page wrote it, in this schema.
    Older(u32),
    /// It began as a record, and something is missing or was changed.
    Damaged,
}

/// What came of replaying one run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proof {
    /// The goal is reached at the end of the run. With the prediction beside what happened, if one was made in time.
    Holds(Option<Comparison>),
    /// The run ends short of the goal; the id of the first item that is not met.
    Short(Box<str>),
    /// It begins elsewhere than the exercise does: another version of the exercise, or another exercise.
    OtherStart,
    /// It is longer than anything that is verified here.
    TooLong,
}

/// The record as the text of a file. `notes` are for people, one line each.
pub fn write_record(record: &Record, notes: &[String]) -> String {
    let mut text = [MARK, &SCHEMA.to_string(), "\n"].concat();
    for note in notes {
        text.extend(["# ", note, "\n"]);
    }
    text.push_str(&saved::seal_solved(record));
    text.push('\n');
    text
}

/// The record in the text of a file. It is only read, not believed: see `verify`.
pub fn read_record(text: &str) -> Result<Record, Unreadable> {
    if text.len() > RECORD_BYTES_MAX {
        return Err(Unreadable::TooLarge);
    }
    let mut lines = text.trim_start_matches('\u{feff}').lines().map(str::trim_end).filter(|line| !line.is_empty());
    let schema = lines.next().and_then(|line| line.strip_prefix(MARK)).ok_or(Unreadable::Foreign)?;
    let schema: u32 = schema.parse().map_err(|_| Unreadable::Damaged)?;
    if schema > SCHEMA {
        return Err(Unreadable::Newer(schema));
    }
    if schema < SCHEMA {
        return Err(Unreadable::Older(schema));
    }
    let mut envelopes = lines.filter(|line| !line.starts_with('#'));
    let record = envelopes.next().and_then(saved::open_solved).ok_or(Unreadable::Damaged)?;
    if envelopes.next().is_some() { Err(Unreadable::Damaged) } else { Ok(record) }
}

/// Replays the run and judges it by the exercise's own goal.
pub fn verify(exercise: &Exercise, run: &Run) -> Proof {
    let starts_at = exercise.start.starts_at;
    if run.scenario != exercise.start || run.at < starts_at {
        return Proof::OtherStart;
    }
    if run.inputs.len() > ACTS_MAX || run.at.since(starts_at) > LENGTH_MAX {
        return Proof::TooLong;
    }
    let mut timeline = Timeline::replay(Run { at: starts_at, ..run.clone() });
    timeline.advance(run.at, EVENTS_MAX);
    if timeline.now() < run.at {
        return Proof::TooLong;
    }
    let facts = Facts { starts_at, now: timeline.now(), events: timeline.events() };
    let progress = check(&exercise.goal, &facts);
    match progress.next() {
        Some(item) => Proof::Short(item.id.as_ref().into()),
        None => Proof::Holds(exercise.ask.compare(&facts)),
    }
}

/// Adds to `own` what another record proves and `own` has not. Returns how many were added.
pub fn merge(own: &mut Record, proven: Record) -> usize {
    let before = own.len();
    for (number, solved) in proven {
        own.entry(number).or_insert(solved);
    }
    own.len() - before
}
