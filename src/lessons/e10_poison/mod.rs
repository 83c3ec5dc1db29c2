//! Exercise 10: a text that kills its reader comes back, and a rule of the worker's own moves it aside.
//!
//! Misconceptions it meets: the service moves poison aside by itself; one such message stops the queue for good, or hurts nobody but itself;
//! deleting first and copying then is safe.
//! Out of scope: publishing once in spite of a crash (11).
//! The malformed story comes second, and the others 10 seconds apart, so that in the first minute A dies three times and publishes three of
//! the other five. The seed decides id and receipt of the copy, which the solution deletes; the author's lint fails if they drift.

use super::ask::{Ask, Form, Guess};
use super::exercise::{Exercise, Quiz, Tool};
use super::field::Field;
use super::goal::{Goal, Id, Measure, Rule};
use super::pattern::{Filter, Is, Pattern, Value, list};
use super::prose::Rendered;
use super::shorthand::{
    Act, Anti, Deed, QUEUE, THIRD as A, YOU, anti_solutions, at, by, frozen_but, least, micros, most, named, newsroom, number, refuted,
    right, same, script, seconds, text, worker,
};
use crate::sim::{ActorSpec, ConsumerSpec, CopyOrder, Pace, PoisonRule, ProducerSpec, Reads, Role};

/// Its words in English. A function of its own, so that what asks for one exercise does not refer to the words of all.
pub(super) fn en() -> &'static Rendered {
    super::apart::e10_poison_en()
}

const ASIDE: &str = "newsqueue-poison";
const REPAIRED: &str = "{\"headline\": \"Markets fall on Monday\"}";
const COPY_ID: &str = "32879c55-259f-4d1d-8179-14ebcd1cf61d";
const COPY_RECEIPT: &str = "AgAAABEAAAAAAAAAAHKq5yF+3AE=";

pub(super) fn exercise() -> Exercise {
    let wire = ProducerSpec {
        pace: Pace::Trace { pauses: [0, 15, 10, 10, 10].map(seconds).to_vec() },
        count: Some(5),
        ..ProducerSpec::on(QUEUE, "{\"headline\": \"Story {n} of the wire\"}")
    };
    let intern = ProducerSpec { starts_after: seconds(5), ..ProducerSpec::on(QUEUE, "{\"headline\": \"Markets fa") };
    let producer = |name: &str, spec| ActorSpec { name: name.into(), role: Role::Producer(spec) };
    Exercise {
        id: "poison".into(),
        number: 10,
        minutes: 7,
        unit: None,
        requires: vec![6],
        start: newsroom(10, &[QUEUE, ASIDE], vec![producer("Wire", wire), producer("Intern", intern), named("A", editor(None))]),
        ends_at: at(100),
        frozen: frozen_but(&[]),
        tools: vec![Tool::PoisonRule, Tool::SendForm, Tool::HandOperations],
        ask: ASK,
        goal: GOAL,
        solution: script(&[LINE, RULE, GET_COPY, RESEND, DELETE_COPY], 90),
        anti_solutions: anti_solutions(ANTI_SOLUTIONS, 110),
        quiz: quiz(),
    }
}

/// Reads JSON, dies on anything else, and is back 15 seconds later.
fn editor(poison: Option<(u32, CopyOrder)>) -> ConsumerSpec {
    ConsumerSpec {
        visibility_timeout: Some(10),
        reads: Reads::Json,
        restarts_after: Some(seconds(15)),
        poison: poison.map(|(threshold, order)| PoisonRule { threshold, queue: ASIDE.into(), order }),
        ..worker(0, 4)
    }
}

const LINE: Act = (0, Deed::Sketch(&[1, 1, 3, 3]));
const RULE: Act = (60, Deed::Configure(A, || Role::Consumer(editor(Some((3, CopyOrder::CopyThenDelete))))));
const PATIENT_RULE: Act = (60, Deed::Configure(A, || Role::Consumer(editor(Some((5, CopyOrder::CopyThenDelete))))));
const DELETE_FIRST: Act = (60, Deed::Configure(A, || Role::Consumer(editor(Some((3, CopyOrder::DeleteThenCopy))))));
const GET_COPY: Act = (70, Deed::GetFrom(ASIDE));
const RESEND: Act = (71, Deed::Send(REPAIRED));
const RESEND_AS_IT_WAS: Act = (71, Deed::Send("{\"headline\": \"Markets fa"));
const DELETE_COPY: Act = (72, Deed::Delete(YOU, ASIDE, COPY_ID, COPY_RECEIPT));

const DIES: Pattern = on!(WorkerCrash);
const PUBLISHED: Pattern = on!(SideEffect);

const ASK: Ask = Ask {
    form: Form::Sketch { at: list![seconds(15), seconds(30), seconds(45), seconds(60)], most: 5, tolerance: 1, truth: PUBLISHED },
    before: DIES,
    readings: list![
        reading!("costs-only-itself", Guess::Points { least: list![2, 3, 4, 5], most: list![5, 5, 5, 5] }),
        reading!("blocks-everything", Guess::Points { least: list![0, 0, 0, 0], most: list![1, 1, 1, 1] }),
        reading!("service-steps-in", Guess::Points { least: list![0, 0, 2, 4], most: list![1, 2, 5, 5] }),
    ],
};

const STORY_2: Filter = number(Field::Message, 2);
const NEWS: Filter = text(Field::Queue, QUEUE);
const POISON: Filter = text(Field::Queue, ASIDE);
const NOT_STORY_2: Filter = Filter { field: Field::Message, is: Is::Not(Value::Number(2)) };

const GOAL: Goal = Goal {
    clauses: list![
        clause!("predicted", Rule::Predicted { before: DIES }),
        clause!(
            "moved",
            seq![
                step!("again", Get; by(A), STORY_2, least(Field::DequeueCount, 2)),
                step!("copied", Put; by(A), POISON),
                step!("removed", Delete; by(A), NEWS, STORY_2),
                step!("resent", Put; by(YOU), NEWS, same(Field::Message, 'n')),
                step!("published", SideEffect; by(A), same(Field::Message, 'n')),
            ]
        ),
        clause!("deaths", Rule::Count { event: DIES, distinct: None, least: 1, most: Some(3) }),
        clause!(
            "others",
            Rule::Count {
                event: on!(Delete; by(A), NEWS, NOT_STORY_2, most(Field::At, micros(90))),
                distinct: Some(Field::Message),
                least: 5,
                most: None
            }
        ),
        clause!("queue-empty", Rule::AtEnd { queue: Id::Borrowed(QUEUE), measure: Measure::Total, least: 0, most: 0 }),
        clause!("poison-empty", Rule::AtEnd { queue: Id::Borrowed(ASIDE), measure: Measure::Total, least: 0, most: 0 }),
    ],
};

const ANTI_SOLUTIONS: &[Anti] = &[
    ("draws-what-was-seen", &[RULE, (61, Deed::Sketch(&[1, 1, 3, 3])), GET_COPY, RESEND, DELETE_COPY], "predicted", "late"),
    ("no-rule", &[LINE], "deaths", "many"),
    ("rule-too-patient", &[LINE, PATIENT_RULE], "deaths", "many"),
    ("deletes-first", &[LINE, DELETE_FIRST, GET_COPY, RESEND, DELETE_COPY], "removed", "message"),
    ("nobody-looks", &[LINE, RULE], "resent", "missing"),
    ("sends-it-as-it-was", &[LINE, RULE, GET_COPY, RESEND_AS_IT_WAS, DELETE_COPY], "deaths", "many"),
    ("leaves-the-copy", &[LINE, RULE, GET_COPY, RESEND], "poison-empty", "many"),
];

/// Got a sixth time, and still nothing lies in the other queue.
const SHOWS_NOBODY_MOVES: Goal = Goal {
    clauses: list![
        clause!("sixth", seq![step!("sent", Put; STORY_2), step!("sixth", Get; by(A), STORY_2, number(Field::DequeueCount, 6))]),
        clause!("empty", Rule::AtEnd { queue: Id::Borrowed(ASIDE), measure: Measure::Total, least: 0, most: 0 }),
    ],
};

fn quiz() -> Quiz {
    let run = || script(&[], 140);
    Quiz {
        options: vec![
            refuted("service", "service-steps-in", run(), SHOWS_NOBODY_MOVES),
            right("runtime"),
            refuted("sender", "sender-is-told", run(), SHOWS_NOBODY_MOVES),
        ],
    }
}
