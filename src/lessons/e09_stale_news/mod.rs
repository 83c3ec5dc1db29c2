//! Exercise 09: how long a message lives, and from when on it can be seen.
//!
//! Misconceptions it meets: a lease pauses the life; expired messages go somewhere; a message lives for ever by default.
//! Out of scope: what to do with messages that nobody can read (10).
//! R starts at 15 seconds and works for 10, so that an alert of 20 seconds dies in its hands. The seed draws ids only.

use super::ask::{Ask, Form, Guess, Pick};
use super::exercise::{Exercise, Quiz, Tool};
use super::field::Field;
use super::goal::{Goal, Rule};
use super::pattern::{Filter, Pattern, list};
use super::prose::Rendered;
use super::shorthand::{
    Act, Anti, Deed, FIRST as R, M, QUEUE, anti_solutions, at, by, frozen_but, least, micros, most, named, newsroom, number, operation,
    refuted, right, script, text, worker,
};
use crate::engine::OperationName;

/// Its words in English. A function of its own, so that what asks for one exercise does not refer to the words of all.
pub(super) fn en() -> &'static Rendered {
    super::apart::e09_stale_news_en()
}

const ARCHIVE: &str = "archive";
const ALERT: &str = "{\"alert\": \"Storm over the harbour\"}";
const EMBARGOED: &str = "{\"story\": \"The budget, page by page\"}";
const INTERVIEW: &str = "{\"interview\": \"The last lighthouse keeper\"}";

pub(super) fn exercise() -> Exercise {
    Exercise {
        id: "stale-news".into(),
        number: 9,
        minutes: 6,
        unit: None,
        requires: vec![6],
        start: newsroom(9, &[QUEUE, ARCHIVE], vec![named("R", worker(15, 10))]),
        ends_at: at(60),
        frozen: frozen_but(&[]),
        tools: vec![Tool::SendForm, Tool::Lifetimes],
        ask: ASK,
        goal: GOAL,
        solution: script(&[CHOICE, SEND_ALERT, SEND_EQUAL, SEND_EMBARGOED, SEND_ARCHIVE], 46),
        anti_solutions: anti_solutions(ANTI_SOLUTIONS, 75),
        quiz: quiz(),
    }
}

const CHOICE: Act = (0, Deed::Choice(&[1]));
const SEND_ALERT: Act = (0, Deed::SendTimed(QUEUE, ALERT, None, Some(20)));
/// The delay is as long as the life: refused.
const SEND_EQUAL: Act = (0, Deed::SendTimed(QUEUE, EMBARGOED, Some(45), Some(45)));
const SEND_EMBARGOED: Act = (0, Deed::SendTimed(QUEUE, EMBARGOED, Some(45), None));
const SEND_ARCHIVE: Act = (0, Deed::SendTimed(ARCHIVE, INTERVIEW, None, Some(-1)));

const EXPIRED: Pattern = on!(Expire);

const ASK: Ask = Ask {
    form: Form::Choice { options: 4, pick: Pick::One, right: list![1] },
    before: EXPIRED,
    readings: list![
        reading!("lease-pauses-life", Guess::Options(list![0])),
        reading!("dead-letter-queue", Guess::Options(list![2])),
        reading!("expired-is-visible", Guess::Options(list![3])),
    ],
};

const NEWS: Filter = text(Field::Queue, QUEUE);
const TWENTY: Filter = number(Field::LivesFor, micros(20));
const DELAYED: Pattern = on!(Put; NEWS, number(Field::HiddenFor, micros(45)), M);

const GOAL: Goal = Goal {
    clauses: list![
        clause!("predicted", Rule::Predicted { before: EXPIRED }),
        clause!(
            "alert",
            seq![
                step!("alert", Put; NEWS, TWENTY, M, most(Field::At, micros(5))),
                step!("got", Get; by(R), M),
                step!("expired", Expire; M),
                step!("delete-refused", Rejected; by(R), M, operation(OperationName::DeleteMessage), number(Field::Status, 404)),
            ]
        ),
        clause!("embargo", Rule::Count { event: DELAYED, distinct: None, least: 1, most: None }),
        clause!(
            "embargo-kept",
            Rule::ForEach { event: DELAYED, rules: list![seq![step!("due", Get; by(R), M, least(Field::At, micros(45)))]] }
        ),
        clause!(
            "archive",
            Rule::Count {
                event: on!(Put; text(Field::Queue, ARCHIVE), number(Field::LivesFor, i64::MAX)),
                distinct: None,
                least: 1,
                most: None
            }
        ),
        clause!(
            "put-refused",
            Rule::All(list![seq![step!(
                "refused",
                Rejected; operation(OperationName::PutMessage), text(Field::Code, "InvalidQueryParameterValue")
            )]])
        ),
    ],
};

const ANTI_SOLUTIONS: &[Anti] = &[
    ("answers-afterwards", &[SEND_ALERT, SEND_EQUAL, SEND_EMBARGOED, SEND_ARCHIVE, (26, Deed::Choice(&[1]))], "predicted", "late"),
    ("the-usual-life", &[CHOICE, (0, Deed::Send(ALERT)), SEND_EQUAL, SEND_EMBARGOED, SEND_ARCHIVE], "alert", "lives-for"),
    (
        "alert-to-the-archive",
        &[CHOICE, SEND_EQUAL, SEND_EMBARGOED, SEND_ARCHIVE, (0, Deed::SendTimed(ARCHIVE, ALERT, None, Some(20)))],
        "alert",
        "queue",
    ),
    (
        "alert-too-late",
        &[CHOICE, SEND_EQUAL, SEND_EMBARGOED, SEND_ARCHIVE, (8, Deed::SendTimed(QUEUE, ALERT, None, Some(20)))],
        "alert",
        "late",
    ),
    (
        "embargo-too-short",
        &[CHOICE, SEND_ALERT, SEND_EQUAL, (0, Deed::SendTimed(QUEUE, EMBARGOED, Some(30), None)), SEND_ARCHIVE],
        "embargo",
        "missing",
    ),
    (
        "archive-of-seven-days",
        &[CHOICE, SEND_ALERT, SEND_EQUAL, SEND_EMBARGOED, (0, Deed::SendTimed(ARCHIVE, INTERVIEW, None, None))],
        "archive",
        "missing",
    ),
    ("never-refused", &[CHOICE, SEND_ALERT, SEND_EMBARGOED, SEND_ARCHIVE], "put-refused", "missing"),
    (
        "refused-for-its-range",
        &[CHOICE, SEND_ALERT, SEND_EMBARGOED, SEND_ARCHIVE, (1, Deed::SendTimed(QUEUE, EMBARGOED, Some(-45), None))],
        "put-refused",
        "code",
    ),
];

/// Sent, expired, and nothing was put anywhere after that.
const SHOWS_GONE: Goal = Goal {
    clauses: list![
        clause!("expired", seq![step!("sent", Put; M, TWENTY), step!("gone", Expire; M)]),
        clause!("no-copy", Rule::Count { event: on!(Put), distinct: None, least: 1, most: Some(1) }),
    ],
};

fn quiz() -> Quiz {
    // Sent to the archive, where nobody asks.
    let run = || script(&[(0, Deed::SendTimed(ARCHIVE, ALERT, None, Some(20)))], 25);
    Quiz {
        options: vec![
            refuted("poison", "dead-letter-queue", run(), SHOWS_GONE),
            right("nowhere"),
            refuted("sender", "sender-is-told", run(), SHOWS_GONE),
        ],
    }
}
