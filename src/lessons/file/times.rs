//! Times as people write them: `"00:05"` is an instant so long after the start of the world, `"12 s"` and `"500 ms"` are lengths. Both become the
//! microseconds of the types. A world without a date begins on the Monday of the course.

use super::tree::Node;
use crate::lessons::shorthand::STARTS_AT;

/// Fields that hold an instant, and fields that hold a length or a list of lengths. Other texts stay texts.
const INSTANTS: [&str; 4] = ["at", "until", "ends_at", "Instant"];
const LENGTHS: [&str; 24] = [
    "AfterWork",
    "after",
    "apart",
    "at",
    "backs_off_to",
    "every",
    "extra",
    "from",
    "jitter",
    "lasts_for",
    "mean",
    "offset",
    "pause",
    "pauses",
    "polls_every",
    "request_for",
    "response_for",
    "restarts_after",
    "span",
    "starts_after",
    "to",
    "tolerance",
    "waits_for",
    "works_for",
];

/// Rewrites the times of an exercise in place. What is no time is left for the types to refuse.
pub(super) fn rewrite(exercise: &mut Node) {
    let starts_at = starts_at(exercise);
    walk(exercise, starts_at);
}

/// The start of the world, which is written into the tree if it is missing.
fn starts_at(exercise: &mut Node) -> i128 {
    let monday = i128::from(STARTS_AT.as_micros());
    let Some(Node::Object(start)) = field(exercise, "start") else { return monday };
    match start.iter().find(|(name, _)| name == "starts_at") {
        Some((_, Node::Number(number))) => *number,
        Some(_) => monday,
        None => {
            start.push(("starts_at".to_owned(), Node::Number(monday)));
            monday
        }
    }
}

fn field<'a>(node: &'a mut Node, wanted: &str) -> Option<&'a mut Node> {
    let Node::Object(fields) = node else { return None };
    fields.iter_mut().find(|(name, _)| name == wanted).map(|(_, value)| value)
}

fn walk(node: &mut Node, starts_at: i128) {
    match node {
        Node::Object(fields) => {
            for (name, value) in fields {
                time(name, value, starts_at);
                walk(value, starts_at);
            }
        }
        Node::List(items) => items.iter_mut().for_each(|item| walk(item, starts_at)),
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::Text(_) => {}
    }
}

fn time(name: &str, value: &mut Node, starts_at: i128) {
    match value {
        Node::Text(text) => {
            let at = clock(text).filter(|_| INSTANTS.contains(&name)).map(|secs| starts_at + secs * 1_000_000);
            let lasts = length(text).filter(|_| LENGTHS.contains(&name) || name == "when_left");
            if let Some(micros) = at.or(lasts) {
                *value = Node::Number(micros);
            }
        }
        Node::List(items) => items.iter_mut().filter(|item| matches!(item, Node::Text(_))).for_each(|item| time(name, item, starts_at)),
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::Object(_) => {}
    }
}

/// "01:30" is 90 seconds.
fn clock(text: &str) -> Option<i128> {
    let (minutes, secs) = text.split_once(':')?;
    let number = |part: &str| part.parse::<u16>().ok().filter(|_| part.len() == 2).map(i128::from);
    Some(number(minutes)? * 60 + number(secs).filter(|secs| *secs < 60)?)
}

/// "12 s" is 12,000,000 microseconds.
fn length(text: &str) -> Option<i128> {
    let (number, unit) = text.split_once(' ')?;
    let times = match unit {
        "ms" => 1_000,
        "s" => 1_000_000,
        _ => return None,
    };
    number.parse::<u32>().ok().map(|number| i128::from(number) * times)
}
