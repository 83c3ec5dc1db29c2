//! Exercise 06, the flagship: a worker dies with a story in its hands, and the queue says nothing for thirty seconds.
//!
//! Misconceptions it meets: the queue notices the crash; the lease starts at the crash; the lease lasts as long as the work; the story is lost.
//! Out of scope: what a late worker's receipt is worth (07), renewing (08), what happens when the work was half done (11).
//! The seed draws nothing here (no jitter, no link delay): every person sees the same second.

use super::ask::{Ask, Form, Guess};
use super::exercise::{Control, Exercise, Quiz};
use super::field::Field;
use super::goal::{Goal, Rule, Step};
use super::pattern::{Filter, Pattern, list};
use super::prose::Rendered;
use super::shorthand::{
    Act, Anti, Deed, M, SECOND as A, T, THIRD as B, after, anti_solutions, at, by, desk, frozen_but, least, named, newsroom, number,
    refuted, right, script, seconds, worker,
};
use crate::time::Span;

/// Its words in English. A function of its own, so that what asks for one exercise does not refer to the words of all.
pub(super) fn en() -> &'static Rendered {
    super::apart::e06_crash_en()
}

/// The service's default visibility timeout of Get Messages, which A does not override; the author's lint compares it with the engine's.
const LEASE: Span = seconds(30);
/// How long a worker edits a story.
const WORK: u64 = 12;
const TEXT: &str = "Harbour bridge reopens after nine years";

pub(super) fn exercise() -> Exercise {
    Exercise {
        id: "crash".into(),
        number: 6,
        minutes: 6,
        unit: Some(8),
        requires: vec![5],
        start: newsroom(6, &["newsqueue"], vec![desk("Web desk", TEXT, 1, 60), named("A", worker(0, WORK)), named("B", worker(1, WORK))]),
        ends_at: at(45),
        frozen: frozen_but(&[Control::Crash, Control::Restart]),
        tools: vec![],
        ask: ASK,
        goal: GOAL,
        solution: script(&[FLAG, CRASH], 45),
        anti_solutions: anti_solutions(ANTI_SOLUTIONS, 90),
        quiz: quiz(),
    }
}

const FLAG: Act = (0, Deed::Flag(30));
const CRASH: Act = (5, Deed::Crash(A));

const CRASH_OF_A: Pattern = on!(WorkerCrash; by(A));
const GET_BY_A: Pattern = on!(Get; by(A));
const GET_BY_B: Pattern = on!(Get; by(B));

/// What a prediction must come before: the crash it is about, and everything that would give the answer away.
const OUTCOME: Pattern = on!(WorkerCrash | Reappear | Delete);

const ASK: Ask = Ask {
    form: Form::Instant { from: Span::ZERO, to: seconds(45), tolerance: seconds(1), truth: GET_BY_B },
    before: OUTCOME,
    readings: list![
        reading!("queue-notices-crash", Guess::Near { event: CRASH_OF_A, offset: Span::ZERO, tolerance: seconds(2) }),
        reading!("lease-from-crash", Guess::Near { event: CRASH_OF_A, offset: LEASE, tolerance: seconds(1) }),
        reading!("lease-follows-work", Guess::Near { event: GET_BY_A, offset: seconds(WORK), tolerance: seconds(2) }),
        reading!("story-lost", Guess::Between { from: seconds(44), to: seconds(45) }),
    ],
};

const SECOND_GET: Filter = number(Field::DequeueCount, 2);

const GOAL: Goal = Goal {
    clauses: list![
        clause!("predicted", Rule::Predicted { before: OUTCOME }),
        clause!(
            "story",
            seq![
                step!("got", Get; by(A), M, T),
                step!("crashed", WorkerCrash; by(A), M, after(4, 6)),
                step!("visible-again", Reappear; M, after(30, 30)),
                step!("b-got", Get; by(B), M, SECOND_GET),
                step!("b-deleted", Delete; by(B), M),
            ]
        ),
        clause!("sent-once", Rule::Count { event: on!(Put), distinct: None, least: 1, most: Some(1) }),
        clause!("lease-untouched", Rule::Never { event: on!(Update), before: None }),
        clause!("a-stays-out", Rule::Never { event: on!(Get; by(A), least(Field::DequeueCount, 2)), before: None }),
    ],
};

const ANTI_SOLUTIONS: &[Anti] = &[
    ("without-a-flag", &[CRASH], "predicted", "late"),
    ("flag-after-the-fact", &[CRASH, (31, Deed::Flag(30))], "predicted", "late"),
    ("no-crash", &[FLAG], "crashed", "missed"),
    ("crash-too-early", &[FLAG, (2, Deed::Crash(A))], "crashed", "early"),
    // At 00:15 A has long deleted the story: it dies with empty hands, outside the window.
    ("crash-too-late", &[FLAG, (15, Deed::Crash(A))], "crashed", "missed"),
    ("crash-a-little-late", &[FLAG, (8, Deed::Crash(A))], "crashed", "late"),
    ("restart-a-instead-of-waiting-for-b", &[FLAG, CRASH, (20, Deed::Crash(B)), (25, Deed::Restart(A))], "a-stays-out", "unwanted"),
    ("b-dies-too", &[FLAG, CRASH, (10, Deed::Crash(B))], "b-got", "missing"),
    ("b-dies-with-it", &[FLAG, CRASH, (35, Deed::Crash(B))], "b-deleted", "missing"),
    ("send-it-again", &[FLAG, CRASH, (6, Deed::Send(TEXT))], "sent-once", "many"),
];

const DIES: Step = step!("dies", WorkerCrash; M, T);

/// One second after the crash B's answer is empty.
const SHOWS_NO_NOTICE: Goal = shows![DIES, step!("empty-answer", GetEmpty; by(B), after(1, 1))];

/// Twenty-nine seconds after the crash B gets the story: the lease began before it.
const SHOWS_LEASE_FROM_GET: Goal = shows![DIES, step!("b-got", Get; by(B), after(29, 29))];

/// B gets the very message that A got first.
const SHOWS_NOTHING_LOST: Goal = shows![DIES, step!("b-got", Get; by(B), M, SECOND_GET)];

/// In every run that refutes an option, A crashes after one second.
fn quiz() -> Quiz {
    let run = || script(&[(1, Deed::Crash(A))], 32);
    Quiz {
        options: vec![
            refuted("one-second", "queue-notices-crash", run(), SHOWS_NO_NOTICE),
            right("twenty-nine"),
            refuted("thirty", "lease-from-crash", run(), SHOWS_LEASE_FROM_GET),
            refuted("never", "story-lost", run(), SHOWS_NOTHING_LOST),
        ],
    }
}
