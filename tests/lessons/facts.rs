//! The numbers of the prose: each one that is the service's is marked and is the engine's; each other one is the exercise's own.

use super::lint::{ready, words_of};
use playground::lessons::{FACTS, exercise, fact, plain, said};
use playground::sim::{EventKind, Exchange};
use playground::timeline::{Run, Timeline};
use serde_json::Value;

#[test]
fn every_fact_has_a_number_and_is_used() {
    let used: Vec<String> = ready()
        .iter()
        .flat_map(|exercise| {
            let prose = words_of(exercise);
            let html: Vec<String> = prose.keys().filter_map(|key| prose.html(key)).map(str::to_owned).collect();
            html
        })
        .collect();
    for name in FACTS {
        assert!(fact(name).is_some(), "{name}");
        assert!(used.iter().any(|html| html.contains(&format!("data-fact=\"{name}\""))), "no text marks {name}");
    }
    assert_eq!(fact("visibility-timeout"), None);
}

#[test]
fn a_marked_text_says_its_number() {
    let says = [("30 seconds", 30), ("7 days", 604_800), ("64 KiB", 65_536), ("404", 404), ("32 messages", 32), ("-1", -1)];
    for (text, number) in says {
        assert_eq!(said(text), Some(number), "{text}");
    }
    assert_eq!(said("soon"), None);
    assert_eq!(said("7 weeks"), None);
}

/// The exchange behind the first event of this kind in the solution of an exercise.
fn status(number: u8, is: impl Fn(&EventKind) -> bool) -> i64 {
    let exercise = exercise(number).expect("it is ready");
    let timeline = Timeline::replay(Run { at: exercise.solution.until, ..exercise.run(&exercise.solution) });
    let event = timeline.events().iter().find(|event| event.actor.is_some() && is(&event.kind)).expect("it happens");
    let Exchange { response, .. } = timeline.exchange(event.id).expect("a request caused it");
    i64::from(response.status)
}

#[test]
fn the_statuses_of_success_are_what_the_service_answers() {
    assert_eq!(Some(status(3, |kind| matches!(kind, EventKind::Put { .. }))), fact("put-status"));
    assert_eq!(Some(status(1, |kind| matches!(kind, EventKind::QueueCreated { .. }))), fact("create-queue-status"));
    assert_eq!(Some(status(5, |kind| matches!(kind, EventKind::Delete { .. }))), fact("delete-status"));
}

/// Seconds that a text may name although no field of its exercise holds them: they follow from those that do.
const DERIVED: [(u8, &[i64]); 4] = [
    // What the crash left of the lease, in the quiz.
    (6, &[29]),
    // Its wrong options: what was left, and what would have been left by other ways to count.
    (8, &[50, 70]),
    // The whole course of the six stories.
    (10, &[45]),
    // The life of the alert, and the lease of the default in the question.
    (9, &[30]),
];

/// Every whole number in the data of an exercise, once as it stands and once read as microseconds.
fn numbers(value: &Value, found: &mut Vec<i64>) {
    match value {
        Value::Number(number) => {
            let number = number.as_i64().unwrap_or_default();
            found.extend([number, number / 1_000_000]);
        }
        Value::Array(items) => items.iter().for_each(|item| numbers(item, found)),
        Value::Object(fields) => fields.values().for_each(|field| numbers(field, found)),
        _ => {}
    }
}

/// The text without its marked numbers.
fn unmarked(html: &str) -> String {
    let mut rest = html.split("<span class=\"fact\"");
    let mut text = rest.next().unwrap_or_default().to_owned();
    for part in rest {
        text.push_str(part.split_once("</span>").map_or("", |(_, after)| after));
    }
    plain(&text)
}

#[test]
fn every_number_of_seconds_is_a_fact_or_the_exercises_own() {
    let mut seen = 0;
    for exercise in ready() {
        let prose = words_of(&exercise);
        let mut own = Vec::new();
        numbers(&serde_json::to_value(&exercise).expect("plain data"), &mut own);
        let derived = DERIVED.iter().find(|(number, _)| *number == exercise.number).map_or(&[][..], |(_, secs)| secs);
        for key in prose.keys() {
            let text = unmarked(prose.html(key).expect("a key of its own"));
            let words: Vec<&str> = text.split_whitespace().collect();
            for pair in words.windows(2).filter(|pair| pair[1].trim_matches(|c: char| !c.is_alphanumeric()).starts_with("second")) {
                let Ok(secs) = pair[0].parse::<i64>() else { continue };
                seen += 1;
                assert!(own.contains(&secs) || derived.contains(&secs), "{}: {key} says {secs} seconds: {text}", exercise.number);
            }
        }
    }
    assert!(seen > 30, "the test reads something");
}
