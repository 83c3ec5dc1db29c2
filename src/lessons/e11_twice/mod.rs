//! Exercise 11: a worker dies between its effect and its delete, and the effect must not happen twice.
//!
//! Misconceptions it meets: at least once is a defect; a longer lease removes duplicates; exactly once is a setting.
//! Out of scope: several workers (12), order (13).
//! A dies in its first life only, right after publishing; its second life shows the duplicate. The seed draws nothing that matters.

use super::ask::{Ask, Figure, Form, Guess};
use super::exercise::{Exercise, Quiz, Tool};
use super::field::Field;
use super::goal::{Goal, Rule};
use super::pattern::{Pattern, list};
use super::prose::Rendered;
use super::shorthand::{
    Act, Anti, Deed, M, QUEUE, SECOND as A, anti_solutions, at, by, desk, frozen_but, least, named, newsroom, number, refuted, right,
    script, seconds, worker,
};
use crate::sim::{ConsumerSpec, CrashLine, CrashRule, CrashWhen, DeleteOrder, Role};

/// Its words in English. A function of its own, so that what asks for one exercise does not refer to the words of all.
pub(super) fn en() -> &'static Rendered {
    super::apart::e11_twice_en()
}

pub(super) fn exercise() -> Exercise {
    Exercise {
        id: "twice".into(),
        number: 11,
        minutes: 7,
        unit: None,
        requires: vec![6, 7],
        start: newsroom(11, &[QUEUE], vec![desk("Web desk", "{\"headline\": \"Harbour bridge reopens\"}", 1, 60), named("A", printer())]),
        ends_at: at(45),
        frozen: frozen_but(&[]),
        tools: vec![Tool::Ledger, Tool::Program],
        ask: ASK,
        goal: GOAL,
        solution: script(&[NUMBER, LEDGER], 38),
        anti_solutions: anti_solutions(ANTI_SOLUTIONS, 80),
        quiz: quiz(),
    }
}

/// Publishes, dies in that moment, and is back 10 seconds later.
fn printer() -> ConsumerSpec {
    ConsumerSpec {
        crashes: Some(CrashRule { line: CrashLine::AfterEffect, when: CrashWhen::FirstLife }),
        restarts_after: Some(seconds(10)),
        ..worker(2, 5)
    }
}

const NUMBER: Act = (0, Deed::Number(2));
const LEDGER: Act = (1, Deed::Configure(A, || Role::Consumer(ConsumerSpec { ledger: true, ..printer() })));
const LONGER_LEASE: Act = (1, Deed::Configure(A, || Role::Consumer(ConsumerSpec { visibility_timeout: Some(60), ..printer() })));
const DELETE_FIRST: Act = (1, Deed::Configure(A, || Role::Consumer(ConsumerSpec { deletes: DeleteOrder::BeforeEffect, ..printer() })));
const NO_CRASH: Act = (1, Deed::Configure(A, || Role::Consumer(ConsumerSpec { crashes: None, ..printer() })));

const PUBLISHED: Pattern = on!(SideEffect);

const ASK: Ask = Ask {
    form: Form::Number { least: 0, most: 9, tolerance: 0, truth: Figure::Fixed(2) },
    before: PUBLISHED,
    readings: list![
        reading!("story-lost", Guess::Number { least: 0, most: 0 }),
        reading!("crash-undoes", Guess::Number { least: 1, most: 1 }),
        reading!("again-and-again", Guess::Number { least: 3, most: 9 }),
    ],
};

const GOAL: Goal = Goal {
    clauses: list![
        clause!("predicted", Rule::Predicted { before: PUBLISHED }),
        clause!(
            "twice-got",
            seq![
                step!("published", SideEffect; by(A), M),
                step!("crashed", WorkerCrash; by(A), M),
                step!("got-again", Get; M, least(Field::DequeueCount, 2)),
                step!("deleted", Delete; M),
            ]
        ),
        clause!("published-first", Rule::Before { first: on!(SideEffect; M), then: on!(Delete; M) }),
        clause!("once", Rule::Count { event: PUBLISHED, distinct: None, least: 1, most: Some(1) }),
    ],
};

const ANTI_SOLUTIONS: &[Anti] = &[
    ("counts-afterwards", &[LEDGER, (8, Deed::Number(2))], "predicted", "late"),
    ("changes-nothing", &[NUMBER], "once", "many"),
    ("longer-lease", &[NUMBER, LONGER_LEASE], "once", "many"),
    // Once published and once got; but a crash one line earlier would lose the story.
    ("deletes-first", &[NUMBER, DELETE_FIRST], "published-first", "unwanted"),
    ("takes-the-crash-away", &[NUMBER, NO_CRASH], "crashed", "missing"),
];

/// Sent once, published twice.
const SHOWS_ONE_PUT: Goal = Goal {
    clauses: list![
        clause!(
            "twice",
            seq![step!("sent", Put; M), step!("published", SideEffect; M), step!("again", SideEffect; M, number(Field::Copy, 2))]
        ),
        clause!("sent-once", Rule::Count { event: on!(Put), distinct: None, least: 1, most: Some(1) }),
    ],
};

const SHOWS_LATER: Goal = shows![
    step!("published", SideEffect; by(A), M),
    step!("back", Reappear; M),
    step!("again", SideEffect; by(A), M, number(Field::Copy, 2)),
];

fn quiz() -> Quiz {
    Quiz {
        options: vec![
            refuted("producer", "sender-sends-twice", script(&[], 38), SHOWS_ONE_PUT),
            refuted("queue", "longer-lease-helps", script(&[LONGER_LEASE], 68), SHOWS_LATER),
            right("effect"),
        ],
    }
}
