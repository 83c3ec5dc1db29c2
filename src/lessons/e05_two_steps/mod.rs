//! Exercise 05: receiving takes two steps, and the second one has been forgotten.
//!
//! Misconceptions it meets: receiving removes; a message is acknowledged by itself; deleting first is safer.
//! Out of scope: crashes (06), receipts that are no longer worth anything (07), publishing twice after a crash (11).
//! A starts three seconds in, so that its program can be repaired before its first get; one get of three makes "all lent out" one moment.
//! The seed draws nothing here.

use super::ask::{Ask, Figure, Form, Guess};
use super::exercise::{Exercise, Quiz, Tool};
use super::field::Field;
use super::goal::{Goal, Id, Measure, Rule};
use super::pattern::{Pattern, list};
use super::prose::Rendered;
use super::shorthand::{
    Act, Anti, Deed, M, QUEUE, SECOND as A, anti_solutions, at, by, desk, frozen_but, least, named, newsroom, number, refuted, right,
    script, worker,
};
use crate::sim::{ConsumerSpec, DeleteOrder, Role};

/// Its words in English. A function of its own, so that what asks for one exercise does not refer to the words of all.
pub(super) fn en() -> &'static Rendered {
    super::apart::e05_two_steps_en()
}

const STORIES: u32 = 3;

pub(super) fn exercise() -> Exercise {
    Exercise {
        id: "two-steps".into(),
        number: 5,
        minutes: 5,
        unit: Some(8),
        requires: vec![3, 4],
        start: newsroom(
            5,
            &[QUEUE],
            vec![desk("Web desk", "Story {n} of the morning", STORIES, 0), named("A", program(DeleteOrder::Never))],
        ),
        ends_at: at(45),
        frozen: frozen_but(&[]),
        tools: vec![Tool::Program],
        ask: ASK,
        goal: GOAL,
        solution: script(&[NUMBER, REPAIR], 16),
        anti_solutions: anti_solutions(ANTI_SOLUTIONS, 60),
        quiz: quiz(),
    }
}

fn program(deletes: DeleteOrder) -> ConsumerSpec {
    ConsumerSpec { batch: 3, deletes, ..worker(3, 4) }
}

const NUMBER: Act = (0, Deed::Number(3));
const REPAIR: Act = (1, Deed::Configure(A, || Role::Consumer(program(DeleteOrder::AfterEffect))));
const DELETE_FIRST: Act = (1, Deed::Configure(A, || Role::Consumer(program(DeleteOrder::BeforeEffect))));
const DELETE_ALONE: Act =
    (1, Deed::Configure(A, || Role::Consumer(ConsumerSpec { publishes: false, ..program(DeleteOrder::AfterEffect) })));
const REPAIR_LATE: Act = (20, Deed::Configure(A, || Role::Consumer(program(DeleteOrder::AfterEffect))));

const GET: Pattern = on!(Get);

const ASK: Ask = Ask {
    form: Form::Number {
        least: 0,
        most: 9,
        tolerance: 0,
        truth: Figure::After { event: GET, count: STORIES, queue: Id::Borrowed(QUEUE), measure: Measure::Total },
    },
    before: GET,
    readings: list![
        reading!("receiving-removes", Guess::Number { least: 0, most: 0 }),
        reading!("one-at-a-time", Guess::Number { least: 1, most: 2 }),
        reading!("get-copies", Guess::Number { least: 6, most: 6 }),
    ],
};

const GOAL: Goal = Goal {
    clauses: list![
        clause!("predicted", Rule::Predicted { before: GET }),
        clause!("all-lent", Rule::Once { queue: Id::Borrowed(QUEUE), visible: 0, leased: STORIES }),
        clause!("published-once", Rule::Never { event: on!(SideEffect; least(Field::Copy, 2)), before: None }),
        clause!("published-first", Rule::Before { first: on!(SideEffect; M), then: on!(Delete; M) }),
        clause!(
            "two-steps",
            Rule::ForEach {
                event: on!(Put; M),
                rules: list![seq![step!("got", Get; M, by(A)), step!("published", SideEffect; M), step!("deleted", Delete; M, by(A))]],
            }
        ),
        clause!("empty", Rule::AtEnd { queue: Id::Borrowed(QUEUE), measure: Measure::Total, least: 0, most: 0 }),
    ],
};

const ANTI_SOLUTIONS: &[Anti] = &[
    ("without-a-number", &[REPAIR], "predicted", "late"),
    ("left-unplugged", &[NUMBER], "published-once", "unwanted"),
    ("repaired-too-late", &[NUMBER, REPAIR_LATE], "published-once", "unwanted"),
    ("publishing-unplugged", &[NUMBER, DELETE_ALONE], "published-first", "unwanted"),
    ("delete-before-publishing", &[NUMBER, DELETE_FIRST], "published-first", "unwanted"),
];

/// Deleted, and then its worker dies: nothing brings it back.
const SHOWS_LOST: Goal = shows![step!("deleted", Delete; M, number(Field::Message, 1)), step!("dies", WorkerCrash; M)];

/// Got, published, and visible again all the same.
const SHOWS_STILL_THERE: Goal =
    shows![step!("got", Get; M, number(Field::Message, 1)), step!("published", SideEffect; M), step!("back", Reappear; M)];

fn quiz() -> Quiz {
    Quiz {
        options: vec![
            refuted("comes-back", "delete-first-is-safe", script(&[DELETE_FIRST, (5, Deed::Crash(A))], 40), SHOWS_LOST),
            right("lost"),
            refuted("gone-anyway", "receiving-removes", script(&[], 34), SHOWS_STILL_THERE),
        ],
    }
}
