//! Exercise 06, the flagship: a worker dies with a story in its hands, and the queue says nothing for thirty seconds.
//!
//! Misconceptions it meets: the queue notices the crash; the lease starts at the crash; the lease lasts as long as the work; the story is lost.
//! Out of scope: what a late worker's receipt is worth (07), renewing (08), what happens when the work was half done (11).
//! The seed draws nothing here (no jitter, no link delay): every person sees the same second.

use super::ask::{Ask, Form, Guess, Reading};
use super::exercise::{AntiSolution, Control, Exercise, Quiz, QuizOption, Script, Verdict};
use super::goal::{Clause, Goal, Rule, Step};
use super::pattern::{Field, Is, Kind, Pattern};
use super::prose::Rendered;
use crate::client::Call;
use crate::sim::{ActorId, ActorSpec, ConsumerSpec, DeleteOrder, Input, LinkSpec, Prediction, ProducerSpec, Role, Scenario, TimedInput};
use crate::time::{Span, Timestamp};

pub(super) const EN: &Rendered = super::E06_CRASH_EN;

/// Monday, 2026-01-05T09:00:00Z.
const STARTS_AT: Timestamp = Timestamp::from_secs(1_767_603_600);
const QUEUE: &str = "newsqueue";
const A: ActorId = ActorId(2);
const B: ActorId = ActorId(3);
/// The service's default visibility timeout of Get Messages, which A does not override; the author's lint compares it with the engine's.
const LEASE: Span = Span::from_secs(30);

pub(super) fn exercise() -> Exercise {
    Exercise {
        id: "crash".into(),
        number: 6,
        minutes: 6,
        unit: Some(8),
        requires: vec![5],
        start: start(),
        ends_at: at(45),
        frozen: vec![
            Control::Join,
            Control::Pace,
            Control::Polling,
            Control::Work,
            Control::Lease,
            Control::Batch,
            Control::DeleteOrder,
            Control::Ledger,
            Control::Link,
            Control::Operations,
        ],
        ask: ask(),
        goal: goal(),
        solution: Script { inputs: vec![predict(30), crash(A, 5)], until: at(45) },
        anti_solutions: anti_solutions(),
        quiz: quiz(),
    }
}

fn start() -> Scenario {
    let desk = ProducerSpec {
        queue: QUEUE.into(),
        starts_after: Span::ZERO,
        every: Span::from_secs(60),
        jitter: Span::ZERO,
        count: Some(1),
        text: "Harbour bridge reopens after nine years".into(),
        visibility_timeout: None,
        time_to_live: None,
    };
    Scenario {
        seed: 6,
        starts_at: STARTS_AT,
        account: "thenewsroom".into(),
        queues: vec![QUEUE.into()],
        actors: vec![
            ActorSpec { name: "Web desk".into(), role: Role::Producer(desk) },
            ActorSpec { name: "A".into(), role: Role::Consumer(worker(Span::ZERO)) },
            ActorSpec { name: "B".into(), role: Role::Consumer(worker(Span::from_secs(1))) },
        ],
        link: LinkSpec { request_for: Span::ZERO, response_for: Span::ZERO },
    }
}

fn worker(starts_after: Span) -> ConsumerSpec {
    ConsumerSpec {
        queue: QUEUE.into(),
        starts_after,
        polls_every: Span::from_secs(1),
        batch: 1,
        visibility_timeout: None,
        works_for: Span::from_secs(12),
        jitter: Span::ZERO,
        deletes: DeleteOrder::AfterEffect,
        ledger: false,
    }
}

fn ask() -> Ask {
    let crash = Pattern::of(Kind::WorkerCrash).with_equal(Field::Actor, i64::from(A.0));
    let taken = Pattern::of(Kind::Get).with_equal(Field::Actor, i64::from(A.0));
    let near = |event: &Pattern, offset: u64, tolerance: u64| Guess::Near {
        event: event.clone(),
        offset: Span::from_secs(offset),
        tolerance: Span::from_secs(tolerance),
    };
    let reading = |id: &str, of| Reading { id: id.into(), of };
    Ask {
        form: Form::Instant {
            from: Span::ZERO,
            to: Span::from_secs(45),
            tolerance: Span::from_secs(1),
            truth: Pattern::of(Kind::Get).with_equal(Field::Actor, i64::from(B.0)),
        },
        before: outcome(),
        readings: vec![
            reading("queue-notices-crash", near(&crash, 0, 2)),
            reading("lease-from-crash", near(&crash, 30, 1)),
            reading("lease-follows-work", near(&taken, 12, 2)),
            reading("story-lost", Guess::Between { from: Span::from_secs(44), to: Span::from_secs(45) }),
        ],
    }
}

/// What a prediction must come before: the crash it is about, and everything that would give the answer away.
fn outcome() -> Pattern {
    Pattern::any_of(&[Kind::WorkerCrash, Kind::Reappear, Kind::Delete])
}

fn goal() -> Goal {
    let clause = |id: &str, rule| Clause { id: id.into(), rule };
    let step = |id: &str, event| Step { id: id.into(), event };
    let of = |kind, actor: ActorId| Pattern::of(kind).with_equal(Field::Actor, i64::from(actor.0));
    let m = Is::Same('m');
    let after = |from: u64, to: u64| Is::After { variable: 't', from: Span::from_secs(from), to: Span::from_secs(to) };
    let story = vec![
        step("got", of(Kind::Get, A).with(Field::Message, m.clone()).with(Field::At, Is::Same('t'))),
        step("crashed", of(Kind::WorkerCrash, A).with(Field::Message, m.clone()).with(Field::At, after(4, 6))),
        step(
            "visible-again",
            Pattern::of(Kind::Reappear)
                .with(Field::Message, m.clone())
                .with(Field::At, Is::After { variable: 't', from: LEASE, to: LEASE }),
        ),
        step("b-got", of(Kind::Get, B).with(Field::Message, m.clone()).with_equal(Field::DequeueCount, 2)),
        step("b-deleted", of(Kind::Delete, B).with(Field::Message, m)),
    ];
    let second_get = of(Kind::Get, A).with(Field::DequeueCount, Is::AtLeast(2));
    Goal {
        clauses: vec![
            clause("predicted", Rule::Predicted { before: outcome() }),
            clause("story", Rule::Seq(story)),
            clause("sent-once", Rule::Count { event: Pattern::of(Kind::Put), distinct: None, least: 1, most: Some(1) }),
            clause("lease-untouched", Rule::Never { event: Pattern::of(Kind::Update), before: None }),
            clause("a-stays-out", Rule::Never { event: second_get, before: None }),
        ],
    }
}

fn anti_solutions() -> Vec<AntiSolution> {
    let run = |inputs: Vec<TimedInput>| Script { inputs, until: at(90) };
    let anti =
        |id: &str, script, fails: &str, because: &str| AntiSolution { id: id.into(), script, fails: fails.into(), because: because.into() };
    let send_again = Call::Put {
        queue: QUEUE.into(),
        text: "Harbour bridge reopens after nine years".into(),
        visibility_timeout: None,
        time_to_live: None,
    };
    vec![
        anti("without-a-flag", run(vec![crash(A, 5)]), "predicted", "late"),
        anti("flag-after-the-fact", run(vec![crash(A, 5), TimedInput { at: at(31), ..predict(30) }]), "predicted", "late"),
        anti("no-crash", run(vec![predict(30)]), "crashed", "missed"),
        anti("crash-too-early", run(vec![predict(30), crash(A, 2)]), "crashed", "early"),
        // At 00:15 A has long deleted the story: it dies with empty hands, outside the window.
        anti("crash-too-late", run(vec![predict(30), crash(A, 15)]), "crashed", "missed"),
        anti("crash-a-little-late", run(vec![predict(30), crash(A, 8)]), "crashed", "late"),
        anti(
            "send-it-again",
            run(vec![predict(7), crash(A, 5), TimedInput { at: at(6), input: Input::Call { call: send_again } }]),
            "sent-once",
            "many",
        ),
        anti(
            "restart-a-instead-of-waiting-for-b",
            run(vec![predict(30), crash(A, 5), crash(B, 20), TimedInput { at: at(25), input: Input::Restart { actor: A } }]),
            "a-stays-out",
            "unwanted",
        ),
        anti("b-dies-too", run(vec![predict(30), crash(A, 5), crash(B, 10)]), "b-got", "missing"),
        anti("b-dies-with-it", run(vec![predict(30), crash(A, 5), crash(B, 35)]), "b-deleted", "missing"),
    ]
}

fn quiz() -> Quiz {
    let get = |actor: ActorId| Pattern::of(Kind::Get).with_equal(Field::Actor, i64::from(actor.0));
    let dies = Step { id: "dies".into(), event: Pattern::of(Kind::WorkerCrash).with(Field::At, Is::Same('t')) };
    let later = |secs: u64| Is::After { variable: 't', from: Span::from_secs(secs), to: Span::from_secs(secs) };
    let shows = |id: &str, last: Pattern| Goal {
        clauses: vec![Clause { id: id.into(), rule: Rule::Seq(vec![dies.clone(), Step { id: "shows".into(), event: last }]) }],
    };
    let empty = Pattern::of(Kind::GetEmpty).with_equal(Field::Actor, i64::from(B.0));
    let wrong = |id: &str, misconception: &str, shows: Goal| QuizOption {
        id: id.into(),
        verdict: Verdict::Wrong { misconception: misconception.into(), run: Script { inputs: vec![crash(A, 1)], until: at(32) }, shows },
    };
    Quiz {
        options: vec![
            wrong("one-second", "queue-notices-crash", shows("empty-answer", empty.with(Field::At, later(1)))),
            QuizOption { id: "twenty-nine".into(), verdict: Verdict::Right },
            wrong("thirty", "lease-from-crash", shows("b-got", get(B).with(Field::At, later(29)))),
            wrong("never", "story-lost", shows("b-got", get(B).with_equal(Field::DequeueCount, 2))),
        ],
    }
}

const fn at(secs: u64) -> Timestamp {
    STARTS_AT.saturating_add(Span::from_secs(secs))
}

fn crash(actor: ActorId, secs: u64) -> TimedInput {
    TimedInput { at: at(secs), input: Input::Crash { actor } }
}

/// A flag at `secs`, written down at 00:00.
fn predict(secs: u64) -> TimedInput {
    TimedInput { at: at(0), input: Input::Predict { prediction: Prediction::Instant(at(secs)) } }
}
