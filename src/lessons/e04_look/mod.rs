//! Exercise 04: a peek shows, a get lends.
//!
//! Misconceptions it meets: a peek hides or counts; a get shows everyone the same message; a peek returns a receipt.
//! Out of scope: what happens when the lease ends (06).
//! Nothing moves by itself, and nobody needs time: every request is a person's. The seed decides the id of story 1, which a refuting run
//! needs; the author's lint fails if it drifts.

use super::ask::{Ask, Form, Guess, Pick};
use super::exercise::{Exercise, Quiz, Script, Tool};
use super::field::Field;
use super::goal::{Goal, Rule, Step};
use super::pattern::{Pattern, list};
use super::prose::Rendered;
use super::shorthand::{
    Act, Anti, Deed, FOURTH as C, M, QUEUE, SECOND as A, THIRD as B, anti_solutions, at, by, client, desk, frozen_but, newsroom, number,
    operation, other, refuted, right, same, script,
};
use crate::engine::OperationName;

/// Its words in English. A function of its own, so that what asks for one exercise does not refer to the words of all.
pub(super) fn en() -> &'static Rendered {
    super::apart::e04_look_en()
}

const STORY_1_ID: &str = "c8af6cbe-c38e-4f83-8482-e0383405e8af";

pub(super) fn exercise() -> Exercise {
    let actors = vec![desk("Web desk", "{\"headline\": \"Story {n} of the morning\"}", 3, 0), client("A"), client("B"), client("C")];
    Exercise {
        id: "look".into(),
        number: 4,
        minutes: 5,
        unit: None,
        requires: vec![3],
        start: newsroom(4, &[QUEUE], actors),
        ends_at: at(45),
        frozen: frozen_but(&[]),
        tools: vec![Tool::ClientDesks],
        ask: ASK,
        goal: GOAL,
        solution: script(&[CHOICE, A_PEEKS, B_GETS, A_GETS], 5),
        anti_solutions: anti_solutions(ANTI_SOLUTIONS, 40),
        quiz: quiz(),
    }
}

const CHOICE: Act = (1, Deed::Choice(&[0]));
const A_PEEKS: Act = (2, Deed::Peek(A));
const B_GETS: Act = (3, Deed::Get(B));
const A_GETS: Act = (4, Deed::Get(A));

const ASKED: Pattern = on!(Peek | PeekEmpty | Get | GetEmpty);

const ASK: Ask = Ask {
    form: Form::Choice { options: 4, pick: Pick::One, right: list![0] },
    before: ASKED,
    readings: list![
        reading!("peek-hides", Guess::Options(list![1])),
        reading!("get-shows-all", Guess::Options(list![2])),
        reading!("get-locks-queue", Guess::Options(list![3])),
    ],
};

const PEEKED: Step = step!("peeked", Peek; same(Field::Actor, 'a'), M);

const GOAL: Goal = Goal {
    clauses: list![
        clause!("predicted", Rule::Predicted { before: ASKED }),
        clause!("same-story", seq![PEEKED, step!("got-same", Get; other(Field::Actor, 'a'), M, number(Field::DequeueCount, 1))]),
        clause!(
            "alone",
            Rule::Any(list![
                seq![
                    step!("got", Get; same(Field::Actor, 'a'), M),
                    step!("left-out", Get; other(Field::Actor, 'a'), other(Field::Message, 'm')),
                ],
                seq![step!("got", Get; same(Field::Actor, 'a'), M), step!("left-out", GetEmpty; other(Field::Actor, 'a'))],
            ])
        ),
    ],
};

const ANTI_SOLUTIONS: &[Anti] = &[
    ("looks-first", &[A_PEEKS, (3, Deed::Choice(&[0])), (4, Deed::Get(B)), (5, Deed::Get(A))], "predicted", "late"),
    ("nobody-takes", &[CHOICE, A_PEEKS, (3, Deed::Peek(B)), (4, Deed::Peek(C))], "got-same", "missing"),
    ("one-desk-does-both", &[CHOICE, A_PEEKS, (3, Deed::Get(A))], "got-same", "actor"),
    ("peek-after-the-get", &[CHOICE, B_GETS, (4, Deed::Peek(A)), (5, Deed::Get(A))], "got-same", "actor"),
    ("others-only-look", &[CHOICE, A_PEEKS, B_GETS, (4, Deed::Peek(C))], "alone", "missing"),
    // Story 1 comes back at 00:32 with a count of 1: a later peek and get of it are no fresh pair.
    (
        "after-the-lease",
        &[CHOICE, (2, Deed::Get(B)), (3, Deed::Get(B)), (4, Deed::Get(B)), (33, Deed::Peek(A)), (34, Deed::Get(C))],
        "got-same",
        "dequeue-count",
    ),
];

/// A peek, and the refusal of a delete that has nothing but an id.
const SHOWS_NO_RECEIPT: Goal = shows![
    step!("peeked", Peek; by(A), number(Field::Message, 1)),
    step!("refused", Rejected; by(A), operation(OperationName::DeleteMessage)),
];

const SHOWS_WHOSE_RECEIPT: Goal = shows![
    step!("peeked", Peek; by(A), M),
    step!("got", Get; by(B), M, same(Field::Receipt, 'r')),
    step!("refused", Rejected; by(A), operation(OperationName::DeleteMessage)),
];

fn quiz() -> Quiz {
    Quiz {
        options: vec![
            refuted("peek", "peek-gives-a-receipt", deletes_by_id(&[A_PEEKS]), SHOWS_NO_RECEIPT),
            right("get"),
            refuted("both", "peek-gives-a-receipt", deletes_by_id(&[A_PEEKS, B_GETS]), SHOWS_WHOSE_RECEIPT),
        ],
    }
}

/// After these acts A tries to delete with what a peek told it: the id, and no receipt.
fn deletes_by_id(acts: &[Act]) -> Script {
    let mut run = script(acts, 6);
    run.inputs.extend(script(&[(4, Deed::Delete(A, QUEUE, STORY_1_ID, ""))], 6).inputs);
    run
}
