//! Exercise 03: what of a message is the sender's, and what is the service's.
//!
//! Misconceptions it meets: the service reads the JSON; the sender chooses the id; a new message has been dequeued once.
//! Out of scope: sizes and encodings (14), time to live and delay (09).
//! Nothing moves by itself; the seed draws ids and nothing else.

use super::ask::{Ask, Form, Guess, Pick};
use super::exercise::{Exercise, Quiz, Tool};
use super::field::Field;
use super::goal::{Goal, Id, Measure, Rule};
use super::pattern::{Pattern, list};
use super::prose::Rendered;
use super::shorthand::{
    Act, Anti, Deed, FIRST as ED, QUEUE, anti_solutions, at, by, client, frozen_but, newsroom, number, refuted, right, script, text,
};

/// Its words in English. A function of its own, so that what asks for one exercise does not refer to the words of all.
pub(super) fn en() -> &'static Rendered {
    super::apart::e03_first_story_en()
}

pub(super) fn exercise() -> Exercise {
    Exercise {
        id: "first-story".into(),
        number: 3,
        minutes: 4,
        unit: Some(7),
        requires: vec![2],
        start: newsroom(3, &[QUEUE], vec![client("Ed")]),
        ends_at: at(30),
        frozen: frozen_but(&[]),
        tools: vec![Tool::SendForm, Tool::RequestEditor, Tool::ClientDesks],
        ask: ASK,
        goal: GOAL,
        solution: script(&[TICKS, BY_FORM, BY_HTTP], 4),
        anti_solutions: anti_solutions(ANTI_SOLUTIONS, 20),
        quiz: quiz(),
    }
}

const TICKS: Act = (1, Deed::Choice(&[0, 1, 2, 3, 4, 5]));
const BY_FORM: Act = (2, Deed::Send("{\"headline\": \"Harbour bridge reopens\"}"));
const BY_HTTP: Act = (3, Deed::SendRaw("<QueueMessage><MessageText>{\"headline\": \"Ferry strike ends\"}</MessageText></QueueMessage>"));

const PUT: Pattern = on!(Put);

const ASK: Ask = Ask {
    form: Form::Choice { options: 7, pick: Pick::Several, right: list![0, 1, 2, 3, 4, 5] },
    before: PUT,
    readings: list![
        reading!("service-reads-text", Guess::Including(6)),
        reading!("sender-chooses-id", Guess::Without(0)),
        reading!("receipt-only-by-get", Guess::Without(3)),
        reading!("count-unset", Guess::Without(5)),
    ],
};

const GOAL: Goal = Goal {
    clauses: list![
        clause!("predicted", Rule::Predicted { before: PUT }),
        clause!("sent-by-form", Rule::Count { event: on!(Put; text(Field::Via, "form")), distinct: None, least: 1, most: None }),
        clause!("sent-raw", Rule::Count { event: on!(Put; text(Field::Via, "http")), distinct: None, least: 1, most: None }),
        clause!("two-sent", Rule::Count { event: PUT, distinct: None, least: 2, most: Some(2) }),
        clause!("json", Rule::Never { event: on!(Put; number(Field::Json, 0)), before: None }),
        clause!("both-visible", Rule::AtEnd { queue: Id::Borrowed(QUEUE), measure: Measure::Visible, least: 2, most: 2 }),
    ],
};

const ANTI_SOLUTIONS: &[Anti] = &[
    ("ticks-after-the-fact", &[BY_FORM, BY_HTTP, (4, Deed::Choice(&[0, 1, 2, 3, 4, 5]))], "predicted", "late"),
    ("form-twice", &[TICKS, BY_FORM, (3, Deed::Send("{\"headline\": \"Ferry strike ends\"}"))], "sent-raw", "missing"),
    ("plain-words", &[TICKS, (2, Deed::Send("Harbour bridge reopens")), BY_HTTP], "json", "unwanted"),
    (
        "a-brace-is-missing",
        &[TICKS, BY_FORM, (3, Deed::SendRaw("<QueueMessage><MessageText>{\"headline\": \"Ferry</MessageText></QueueMessage>"))],
        "json",
        "unwanted",
    ),
    ("three-of-them", &[TICKS, BY_FORM, (2, Deed::Send("{}")), BY_HTTP], "two-sent", "many"),
];

/// Got by nobody: the count is there, and it is 0.
const SHOWS_ZERO: Goal =
    shows![step!("sent", Put; number(Field::Message, 1)), step!("peeked", Peek; by(ED), number(Field::DequeueCount, 0))];

fn quiz() -> Quiz {
    let run = || script(&[(1, Deed::Send("{\"headline\": \"Harbour bridge reopens\"}")), (2, Deed::Peek(ED))], 3);
    Quiz {
        options: vec![
            right("zero"),
            refuted("one", "counted-on-sending", run(), SHOWS_ZERO),
            refuted("unset", "count-unset", run(), SHOWS_ZERO),
        ],
    }
}
