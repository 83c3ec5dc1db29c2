//! Exercise 07: what the receipt of a late worker is still worth.
//!
//! Misconceptions it meets: the end of the lease voids the receipt; a worker is told when its lease ends; an id is enough to delete.
//! Out of scope: bookmarks and handing back (08), publishing once in spite of a crash (11).
//! Three stories, 45 seconds apart: alone, with a rival, and the learner's own. B polls at half seconds, so that no second has two askers.
//! The seed draws nothing that matters.

use super::ask::{Ask, Form, Guess, Pick};
use super::exercise::{Exercise, Quiz, Tool};
use super::field::Field;
use super::goal::{Goal, Rule};
use super::pattern::{Filter, Pattern, list};
use super::prose::Rendered;
use super::shorthand::{
    Act, Anti, Deed, QUEUE, SECOND as A, T, THIRD as B, after, anti_solutions, at, by, desk, frozen_but, named, newsroom, number,
    operation, refuted, right, script, seconds, worker,
};
use crate::engine::OperationName;
use crate::sim::{Bookmark, ConsumerSpec, Renewal, Role};
use crate::time::Span;

/// Its words in English. A function of its own, so that what asks for one exercise does not refer to the words of all.
pub(super) fn en() -> &'static Rendered {
    super::apart::e07_stale_ticket_en()
}

pub(super) fn exercise() -> Exercise {
    let b = ConsumerSpec { starts_after: Span::from_millis(50_500), ..worker(0, 12) };
    Exercise {
        id: "stale-ticket".into(),
        number: 7,
        minutes: 7,
        unit: Some(8),
        requires: vec![6],
        start: newsroom(7, &[QUEUE], vec![desk("Web desk", "Long read {n}", 3, 45), named("A", slow()), named("B", b)]),
        ends_at: at(140),
        frozen: frozen_but(&[]),
        tools: vec![Tool::Renewal],
        ask: ASK,
        goal: GOAL,
        solution: script(&[CHOICE, (86, Deed::Configure(A, renewing))], 131),
        anti_solutions: anti_solutions(ANTI_SOLUTIONS, 150),
        quiz: quiz(),
    }
}

/// Ten seconds more than its lease.
fn slow() -> ConsumerSpec {
    worker(0, 40)
}

fn renewing() -> Role {
    let renews = Renewal { when_left: seconds(10), visibility_timeout: 30, bookmark: Bookmark::No };
    Role::Consumer(ConsumerSpec { renews: Some(renews), ..slow() })
}

fn longer_lease() -> Role {
    Role::Consumer(ConsumerSpec { visibility_timeout: Some(60), ..slow() })
}

fn faster() -> Role {
    Role::Consumer(worker(0, 20))
}

const CHOICE: Act = (0, Deed::Choice(&[1]));

const LATE_DELETE: Pattern = on!(Delete | Rejected);

const ASK: Ask = Ask {
    form: Form::Choice { options: 4, pick: Pick::One, right: list![1] },
    before: LATE_DELETE,
    readings: list![reading!("lease-end-voids", Guess::Options(list![3])), reading!("id-is-enough", Guess::Options(list![0])),],
};

const fn story(n: i64) -> Filter {
    number(Field::Message, n)
}

const GOAL: Goal = Goal {
    clauses: list![
        clause!("predicted", Rule::Predicted { before: LATE_DELETE }),
        clause!("alone", seq![step!("late-1", Reappear; story(1)), step!("deleted-1", Delete; by(A), story(1))]),
        clause!(
            "rival",
            seq![
                step!("taken-2", Get; by(B), story(2)),
                step!("refused-2", Rejected; by(A), story(2), operation(OperationName::DeleteMessage), number(Field::Status, 404)),
            ]
        ),
        clause!(
            "saved",
            seq![
                step!("got-3", Get; by(A), story(3), T),
                step!("renewed-3", Update; by(A), story(3), after(0, 29)),
                step!("deleted-3", Delete; by(A), story(3)),
            ]
        ),
        clause!("once-3", Rule::Count { event: on!(SideEffect; story(3)), distinct: None, least: 1, most: Some(1) }),
        clause!(
            "as-slow-as-ever",
            Rule::All(list![seq![
                step!("began", WorkStart; by(A), story(3), T),
                step!("ended", WorkDone; by(A), story(3), after(40, 600))
            ]])
        ),
    ],
};

const ANTI_SOLUTIONS: &[Anti] = &[
    ("waits-for-the-first-delete", &[(41, Deed::Choice(&[1])), (86, Deed::Configure(A, renewing))], "predicted", "late"),
    ("changes-nothing", &[CHOICE], "once-3", "many"),
    ("renews-from-the-beginning", &[CHOICE, (1, Deed::Configure(A, renewing))], "taken-2", "actor"),
    ("asks-for-a-longer-lease", &[CHOICE, (86, Deed::Configure(A, longer_lease))], "renewed-3", "missed"),
    ("works-faster", &[CHOICE, (86, Deed::Configure(A, faster))], "renewed-3", "missed"),
    ("plugs-it-in-too-late", &[CHOICE, (95, Deed::Configure(A, renewing))], "once-3", "many"),
    ("takes-a-out-and-lets-b-have-it", &[CHOICE, (87, Deed::Crash(A))], "got-3", "actor"),
];

/// Late, and nobody has asked meanwhile.
const SHOWS_STILL_GOOD: Goal = shows![step!("late", Reappear; story(1)), step!("deleted", Delete; by(A), story(1))];

/// Late, and somebody has.
const SHOWS_VOID: Goal =
    shows![step!("taken", Get; by(B), story(2)), step!("refused", Rejected; by(A), story(2), number(Field::Status, 404))];

fn quiz() -> Quiz {
    Quiz {
        options: vec![
            right("succeeds"),
            refuted("refuses", "lease-end-voids", script(&[], 41), SHOWS_STILL_GOOD),
            refuted("anyway", "id-is-enough", script(&[], 86), SHOWS_VOID),
        ],
    }
}
