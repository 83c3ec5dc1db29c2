//! Event logs written by hand, one event a line: `5s 2 crash 1` is the crash of actor 2, holding message 1, five seconds into the world.
//!
//! Words after the verb are in the order the verb wants them; what is left out has a usual value. `-` as actor is the service itself.

use playground::engine::{MessageNumber, OperationName, ReceiptNumber};
use playground::lessons::{Facts, Goal, Item, Progress, State, check};
use playground::sim::{ActorId, Causes, Event, EventId, EventKind, Prediction};
use playground::time::{Span, Timestamp};
use std::sync::Arc;

/// 2026-01-05T09:00:00Z, the Monday on which the course begins.
pub const STARTS_AT: Timestamp = Timestamp::from_secs(1_767_603_600);

pub fn at(span: Span) -> Timestamp {
    STARTS_AT + span
}

/// Reads the log; panics with the line that it cannot read.
pub fn log(text: &str) -> Vec<Event> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    (0..).zip(lines).map(|(id, line)| event(id, line).unwrap_or_else(|| panic!("unreadable: {line}"))).collect()
}

fn event(id: u32, line: &str) -> Option<Event> {
    let mut words = line.split_whitespace();
    let at = at(span(words.next()?)?);
    let actor = match words.next()? {
        "-" => None,
        number => Some(ActorId(number.parse().ok()?)),
    };
    let verb = words.next()?;
    let rest: Vec<&str> = words.collect();
    let queue: Arc<str> = rest.iter().find_map(|word| word.strip_prefix("in:")).unwrap_or("newsqueue").into();
    let number = |n: usize| rest.get(n).and_then(|word| word.parse::<u32>().ok());
    let message = || number(0).map(MessageNumber);
    let named = |name: &str| rest.iter().find_map(|word| word.strip_prefix(name));
    let lease = named("for:").and_then(span).unwrap_or(Span::from_secs(30));
    let receipt = ReceiptNumber(id);
    let kind = match verb {
        "put" => EventKind::Put {
            queue,
            message: message()?,
            receipt,
            visible_at: at + named("delay:").and_then(span).unwrap_or(Span::ZERO),
            expires_at: match named("ttl:") {
                Some("never") => Timestamp::NEVER,
                Some(ttl) => at + span(ttl)?,
                None => at + Span::from_secs(604_800),
            },
            bytes: 40,
            text: number(0)?,
            json: false,
        },
        "get" => EventKind::Get { queue, message: message()?, receipt, visible_at: at + lease, dequeue_count: number(1).unwrap_or(1) },
        "empty" => EventKind::GetEmpty { queue },
        "peek" => EventKind::Peek { queue, message: message()?, dequeue_count: number(1).unwrap_or(0) },
        "update" => EventKind::Update { queue, message: message()?, receipt, visible_at: at + lease, text_changed: rest.contains(&"text") },
        "delete" => EventKind::Delete { queue, message: message()? },
        "clear" => EventKind::Clear { queue, count: number(0)? },
        "reappear" => EventKind::Reappear { queue, message: message()?, dequeue_count: number(1).unwrap_or(1) },
        "expire" => EventKind::Expire { queue, message: message()? },
        "delete-refused" => EventKind::Rejected {
            operation: Some(OperationName::DeleteMessage),
            queue: Some(queue),
            message: message(),
            status: 404,
            code: "MessageNotFound".into(),
            account_kind: None,
        },
        "put-refused" => EventKind::Rejected {
            operation: Some(OperationName::PutMessage),
            queue: Some(queue),
            message: None,
            status: 400,
            code: "InvalidQueryParameterValue".into(),
            account_kind: None,
        },
        "crash" => EventKind::WorkerCrash { holding: message().into_iter().collect() },
        "start" => EventKind::WorkerStart,
        "works" => EventKind::WorkStart { message: message()?, chapter: 1, of: 1 },
        "worked" => EventKind::WorkDone { message: message()?, chapter: 1, of: 1 },
        "effect" => {
            EventKind::SideEffect { key: format!("story {}", number(0)?).into(), message: message()?, copy: number(1).unwrap_or(1) }
        }
        "predict" => EventKind::Predicted { prediction: prediction(&rest)? },
        _ => return None,
    };
    Some(Event { id: EventId(id), at, actor, via: None, causes: Causes::default(), kind })
}

/// `at 30s`, `number 5`, `choice 0 2`, `order 2 0 1`, `sketch 0 1 3`.
fn prediction(words: &[&str]) -> Option<Prediction> {
    let (form, values) = words.split_first()?;
    let options = || values.iter().map(|word| word.parse().ok()).collect::<Option<Vec<u8>>>();
    Some(match *form {
        "at" => Prediction::Instant(at(span(values.first()?)?)),
        "number" => Prediction::Number(values.first()?.parse().ok()?),
        "choice" => Prediction::Choice(options()?),
        "order" => Prediction::Order(options()?),
        "sketch" => Prediction::Sketch(values.iter().map(|word| word.parse().ok()).collect::<Option<Vec<i64>>>()?),
        _ => return None,
    })
}

/// `30s`, `500ms`, `1us`, or a sum of them: `6s+1us`.
pub fn span(text: &str) -> Option<Span> {
    text.split('+').try_fold(Span::ZERO, |sum, part| {
        let unit = part.find(|c: char| !c.is_ascii_digit())?;
        let number: u64 = part[..unit].parse().ok()?;
        Some(sum + Span::from_micros(number * [("us", 1), ("ms", 1_000), ("s", 1_000_000)].iter().find(|u| u.0 == &part[unit..])?.1))
    })
}

/// Checks the goal on the log as it stood at `now`.
pub fn check_at(goal: &Goal, events: &[Event], now: &str) -> Progress {
    let now = at(span(now).expect("a span"));
    let known = events.iter().take_while(|event| event.at <= now).count();
    check(goal, &Facts { starts_at: STARTS_AT, now, events: &events[..known] })
}

/// One line an item: id, state, the events that met or broke it, and what is missing or unwanted.
pub fn summary(progress: &Progress) -> String {
    let item = |item: &Item| {
        let state = match item.state {
            State::Open => "open",
            State::Holding => "holds",
            State::Met => "met",
            State::Violated => "violated",
        };
        let events: String = item.events.iter().flat_map(|event| [" #".to_owned(), event.0.to_string()]).collect();
        let note = item.note.map_or(String::new(), |note| {
            let event = note.event.map_or(String::new(), |event| format!(" #{}", event.0));
            format!(" ({}{event})", note.why.name())
        });
        format!("{} {state}{events}{note}\n", item.id)
    };
    progress.items.iter().map(item).collect()
}
