//! A run as a short text that fits into the address of the page: scenario, seed and acts.
//!
//! The text is `version.body`. The body is the URL form of Base64 over four bytes of checksum and the packed postcard form of the run. Times are
//! written as distances, and the message ids and pop receipts that a person used are written as "the one at that place of their hand": both are
//! dice of the world, which a reader throws again. So nothing is left that does not repeat itself, except the acts.
//!
//! A link may come from anybody. It is read in four steps, each of which may say no: form, version, ranges (`check`), and a replay that is cut off
//! at `LINK_EVENTS_MAX`. Only then is there anything to show.

use super::SCHEMA;
use super::check::{Unsound, check};
use super::pack::{pack, unpack};
use crate::base64;
use crate::client::{Answer, Call};
use crate::sim::{ActorId, Asked, Body, Input, Scenario, TimedInput, World};
use crate::time::{Span, Timestamp};
use crate::timeline::{Run, Timeline};
use serde::{Deserialize, Serialize};

/// The most characters of a link's text that are read at all. Browsers and messengers cut longer ones anyway.
pub const LINK_MAX: usize = 64 << 10;

/// The most events the replay of a link may cause: a second of work.
pub const LINK_EVENTS_MAX: u32 = 100_000;

/// Why a link or a file cannot be opened. Nothing was changed by trying.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Cut off, mistyped, or never a run.
    Damaged,
    /// Written by a version of the page that this one does not know yet.
    Newer,
    /// Written by a version whose form this one no longer reads.
    Older,
    /// More characters than anybody writes.
    TooLarge,
    /// Well formed, but with a number outside its range.
    Unsound(Unsound),
    /// Replaying it would take too long.
    TooLong,
}

/// Beginning of an id that stands for the ticket at a place of the person's hand, newest first.
const PLACE: char = '\u{1}';

/// A run as it is written: every instant as the distance from the one before.
#[derive(Serialize, Deserialize)]
struct Written {
    scenario: Scenario,
    inputs: Vec<(Span, Input)>,
    at: Span,
}

/// The shortest text of a run. Replays it to find out which ids and receipts the person held.
pub fn shorten(run: &Run) -> String {
    let mut short = run.clone();
    let mut timeline = Timeline::new(run.scenario.clone());
    for (input, original) in short.inputs.iter_mut().zip(&run.inputs) {
        timeline.advance(original.at, u32::MAX);
        if let Some((by, id, receipt)) = ticket_of(&mut input.input) {
            let held = hand(timeline.world(), by).position(|(held_id, held_receipt)| held_id == &**id && held_receipt == &**receipt);
            match held {
                Some(place) => {
                    *id = [&*PLACE.to_string(), &*place.to_string()].concat().into();
                    *receipt = "".into();
                }
                // Whoever writes an id of this form by hand means just that.
                None if id.starts_with(PLACE) => *id = [&*PLACE.to_string(), id].concat().into(),
                None => {}
            }
        }
        if timeline.push(original.input.clone()).is_err() {
            break;
        }
    }
    write(&short)
}

/// The text of a run without a replay, for runs that may be what broke the page.
pub fn plain(run: &Run) -> String {
    let mut run = run.clone();
    for input in &mut run.inputs {
        if let Some((_, id, _)) = ticket_of(&mut input.input).filter(|(_, id, _)| id.starts_with(PLACE)) {
            *id = [&*PLACE.to_string(), id].concat().into();
        }
    }
    write(&run)
}

/// The history that a text holds, standing where it stood when it was written.
///
/// Err: it cannot be opened; the reason is for the person.
pub fn open_link(text: &str) -> Result<Timeline, Unreadable> {
    if text.len() > LINK_MAX {
        return Err(Unreadable::TooLarge);
    }
    read(text, LINK_EVENTS_MAX)
}

/// The same without the limit of a link's length: for files, which have their own.
pub(super) fn read(text: &str, events_max: u32) -> Result<Timeline, Unreadable> {
    let (version, body) = text.split_once('.').ok_or(Unreadable::Damaged)?;
    match version.parse::<u32>().map_err(|_| Unreadable::Damaged)? {
        SCHEMA => {}
        newer if newer > SCHEMA => return Err(Unreadable::Newer),
        _ => return Err(Unreadable::Older),
    }
    let run = parse(body).ok_or(Unreadable::Damaged)?;
    check(&run).map_err(Unreadable::Unsound)?;
    replay(run, events_max)
}

fn write(run: &Run) -> String {
    let mut before = run.scenario.starts_at;
    let mut distance = |at: Timestamp| {
        let span = at.since(before);
        before = at;
        span
    };
    let inputs = run.inputs.iter().map(|input| (distance(input.at), input.input.clone())).collect();
    let at = run.at.since(run.scenario.starts_at);
    let written = Written { scenario: run.scenario.clone(), inputs, at };
    let packed = pack(&postcard::to_allocvec(&written).expect("all of it has a length that is known"));
    let mut body = checksum(&packed).to_vec();
    body.extend(packed);
    [&*SCHEMA.to_string(), ".", &base64::encode_url(&body)].concat()
}

fn parse(body: &str) -> Option<Run> {
    let bytes = base64::decode_url(body)?;
    let (sum, packed) = bytes.split_at_checked(4)?;
    if sum != checksum(packed) {
        return None;
    }
    let Written { scenario, inputs, at } = postcard::from_bytes(&unpack(packed)?).ok()?;
    let mut now = scenario.starts_at;
    let inputs = inputs.into_iter().map(|(span, input)| {
        now = now + span;
        TimedInput { at: now, input }
    });
    Some(Run { inputs: inputs.collect(), at: scenario.starts_at + at, scenario })
}

/// Plays a sound run, looking up in the person's hand what was written as a place in it.
fn replay(run: Run, events_max: u32) -> Result<Timeline, Unreadable> {
    let mut timeline = Timeline::new(run.scenario);
    let go_to = |timeline: &mut Timeline, at: Timestamp| {
        timeline.advance(at, events_max.saturating_sub(timeline.world().event_count()));
        if timeline.now() < at { Err(Unreadable::TooLong) } else { Ok(()) }
    };
    for TimedInput { at, mut input } in run.inputs {
        go_to(&mut timeline, at)?;
        if let Some((by, id, receipt)) = ticket_of(&mut input)
            && let Some(place) = id.strip_prefix(PLACE)
        {
            if place.starts_with(PLACE) {
                *id = place.into();
            } else {
                let place = place.parse().map_err(|_| Unreadable::Damaged)?;
                let (held_id, held_receipt) = hand(timeline.world(), by).nth(place).ok_or(Unreadable::Damaged)?;
                (*id, *receipt) = (held_id.into(), held_receipt.into());
            }
        }
        timeline.push(input).map_err(|_| Unreadable::TooLong)?;
    }
    // The playhead may have stood before the last acts: they are its known future.
    if run.at >= timeline.now() {
        go_to(&mut timeline, run.at)?;
    } else {
        timeline.seek(run.at);
    }
    Ok(timeline)
}

/// Who acts, and the id and the receipt that the act names, if it names a message.
fn ticket_of(input: &mut Input) -> Option<(ActorId, &mut Box<str>, &mut Box<str>)> {
    match input {
        Input::Call { by, call: Call::Update { id, receipt, .. } | Call::Delete { id, receipt, .. }, .. } => Some((*by, id, receipt)),
        _ => None,
    }
}

/// Ids and receipts that were handed to the person, or to a desk of theirs, newest first.
fn hand(world: &World, by: ActorId) -> impl Iterator<Item = (&str, &str)> {
    let answers = match world.actor(by).map(|actor| &actor.body) {
        Some(Body::Person(person)) => Some(&person.answers),
        Some(Body::Client(client)) => Some(&client.answers),
        _ => None,
    };
    answers.into_iter().flatten().rev().flat_map(|answered| -> Vec<(&str, &str)> {
        match (&answered.asked, &answered.result) {
            (_, Ok(Answer::Got(got))) => got.iter().map(|message| (&*message.id, &*message.receipt)).collect(),
            (_, Ok(Answer::Put(sent))) => vec![(&*sent.id, &*sent.receipt)],
            (Asked::Call(Call::Update { id, .. }), Ok(Answer::Updated { receipt, .. })) => vec![(&**id, &**receipt)],
            _ => Vec::new(),
        }
    })
}

/// FNV-1a, 32 bits.
fn checksum(bytes: &[u8]) -> [u8; 4] {
    bytes.iter().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)).to_le_bytes()
}
