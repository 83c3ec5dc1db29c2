//! Exercise 06, the flagship: a worker dies with a story in its hands, and the queue says nothing for thirty seconds.
//!
//! Misconceptions it meets: the queue notices the crash; the lease starts at the crash; the lease lasts as long as the work; the story is lost.
//! Out of scope: what a late worker's receipt is worth (07), renewing (08), what happens when the work was half done (11).
//! The seed draws nothing here (no jitter, no link delay): every person sees the same second.

use super::ask::{Ask, Form, Guess, Reading};
use super::exercise::{AntiSolution, Control, Exercise, Quiz, QuizOption, Script, Verdict};
use super::goal::{Clause, Goal, Id, Rule, Step};
use super::pattern::{Field, Filter, Is, Kind, Pattern, Value, list};
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
/// How long a worker edits a story.
const WORK: Span = Span::from_secs(12);
const TEXT: &str = "Harbour bridge reopens after nine years";

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
        ask: ASK,
        goal: GOAL,
        solution: Script { inputs: vec![flag(0, 30), crash(A, 5)], until: at(45) },
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
        text: TEXT.into(),
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
        works_for: WORK,
        jitter: Span::ZERO,
        deletes: DeleteOrder::AfterEffect,
        ledger: false,
    }
}

const fn seconds(n: u64) -> Span {
    Span::from_secs(n)
}

const fn by(actor: ActorId) -> Filter {
    Filter { field: Field::Actor, is: Is::Equal(Value::Number(actor.0 as i64)) }
}

const fn when(is: Is) -> Filter {
    Filter { field: Field::At, is }
}

/// The one story of the morning, the same in every step.
const STORY: Filter = Filter { field: Field::Message, is: Is::Same('m') };

/// Between `from` and `to` seconds after the instant in `t`.
const fn after(from: u64, to: u64) -> Filter {
    when(Is::After { variable: 't', from: seconds(from), to: seconds(to) })
}

const CRASH_OF_A: Pattern = Pattern { kinds: list![Kind::WorkerCrash], filters: list![by(A)] };
const GET_BY_A: Pattern = Pattern { kinds: list![Kind::Get], filters: list![by(A)] };
const GET_BY_B: Pattern = Pattern { kinds: list![Kind::Get], filters: list![by(B)] };

/// What a prediction must come before: the crash it is about, and everything that would give the answer away.
const OUTCOME: Pattern = Pattern { kinds: list![Kind::WorkerCrash, Kind::Reappear, Kind::Delete], filters: list![] };

const ASK: Ask = Ask {
    form: Form::Instant { from: Span::ZERO, to: seconds(45), tolerance: seconds(1), truth: GET_BY_B },
    before: OUTCOME,
    readings: list![
        Reading {
            id: Id::Borrowed("queue-notices-crash"),
            of: Guess::Near { event: CRASH_OF_A, offset: Span::ZERO, tolerance: seconds(2) }
        },
        Reading { id: Id::Borrowed("lease-from-crash"), of: Guess::Near { event: CRASH_OF_A, offset: LEASE, tolerance: seconds(1) } },
        Reading { id: Id::Borrowed("lease-follows-work"), of: Guess::Near { event: GET_BY_A, offset: WORK, tolerance: seconds(2) } },
        Reading { id: Id::Borrowed("story-lost"), of: Guess::Between { from: seconds(44), to: seconds(45) } },
    ],
};

const GOAL: Goal = Goal {
    clauses: list![
        Clause { id: Id::Borrowed("predicted"), rule: Rule::Predicted { before: OUTCOME } },
        Clause {
            id: Id::Borrowed("story"),
            rule: Rule::Seq(list![
                Step {
                    id: Id::Borrowed("got"),
                    event: Pattern { kinds: list![Kind::Get], filters: list![by(A), STORY, when(Is::Same('t'))] }
                },
                Step {
                    id: Id::Borrowed("crashed"),
                    event: Pattern { kinds: list![Kind::WorkerCrash], filters: list![by(A), STORY, after(4, 6)] }
                },
                Step {
                    id: Id::Borrowed("visible-again"),
                    event: Pattern { kinds: list![Kind::Reappear], filters: list![STORY, after(30, 30)] }
                },
                Step { id: Id::Borrowed("b-got"), event: Pattern { kinds: list![Kind::Get], filters: list![by(B), STORY, SECOND_GET] } },
                Step { id: Id::Borrowed("b-deleted"), event: Pattern { kinds: list![Kind::Delete], filters: list![by(B), STORY] } },
            ])
        },
        Clause {
            id: Id::Borrowed("sent-once"),
            rule: Rule::Count { event: Pattern { kinds: list![Kind::Put], filters: list![] }, distinct: None, least: 1, most: Some(1) }
        },
        Clause {
            id: Id::Borrowed("lease-untouched"),
            rule: Rule::Never { event: Pattern { kinds: list![Kind::Update], filters: list![] }, before: None }
        },
        Clause {
            id: Id::Borrowed("a-stays-out"),
            rule: Rule::Never {
                event: Pattern {
                    kinds: list![Kind::Get],
                    filters: list![by(A), Filter { field: Field::DequeueCount, is: Is::AtLeast(2) }]
                },
                before: None
            }
        },
    ],
};

const SECOND_GET: Filter = Filter { field: Field::DequeueCount, is: Is::Equal(Value::Number(2)) };

/// A script that must not pass: its id, its acts, the item it must fail and why.
type Anti = (&'static str, &'static [TimedInput], &'static str, &'static str);

const ANTI_SOLUTIONS: &[Anti] = &[
    ("without-a-flag", &[crash(A, 5)], "predicted", "late"),
    ("flag-after-the-fact", &[crash(A, 5), flag(31, 30)], "predicted", "late"),
    ("no-crash", &[flag(0, 30)], "crashed", "missed"),
    ("crash-too-early", &[flag(0, 30), crash(A, 2)], "crashed", "early"),
    // At 00:15 A has long deleted the story: it dies with empty hands, outside the window.
    ("crash-too-late", &[flag(0, 30), crash(A, 15)], "crashed", "missed"),
    ("crash-a-little-late", &[flag(0, 30), crash(A, 8)], "crashed", "late"),
    ("restart-a-instead-of-waiting-for-b", &[flag(0, 30), crash(A, 5), crash(B, 20), restart(A, 25)], "a-stays-out", "unwanted"),
    ("b-dies-too", &[flag(0, 30), crash(A, 5), crash(B, 10)], "b-got", "missing"),
    ("b-dies-with-it", &[flag(0, 30), crash(A, 5), crash(B, 35)], "b-deleted", "missing"),
];

/// Without its act: a request holds text, which is no constant.
const SENT_TWICE: Anti = ("send-it-again", &[flag(0, 7), crash(A, 5)], "sent-once", "many");

fn anti_solutions() -> Vec<AntiSolution> {
    let send_again = Call::Put { queue: QUEUE.into(), text: TEXT.into(), visibility_timeout: None, time_to_live: None };
    let mut sent_twice = anti(&SENT_TWICE);
    sent_twice.script.inputs.push(TimedInput { at: at(6), input: Input::Call { call: send_again } });
    ANTI_SOLUTIONS.iter().map(anti).chain([sent_twice]).collect()
}

fn anti(&(id, inputs, fails, because): &Anti) -> AntiSolution {
    let script = Script { inputs: inputs.to_vec(), until: at(90) };
    AntiSolution { id: id.into(), script, fails: fails.into(), because: because.into() }
}

/// One second after the crash B's answer is empty.
const SHOWS_NO_NOTICE: Goal = Goal {
    clauses: list![Clause {
        id: Id::Borrowed("empty-answer"),
        rule: Rule::Seq(list![
            DIES,
            Step { id: Id::Borrowed("shows"), event: Pattern { kinds: list![Kind::GetEmpty], filters: list![by(B), after(1, 1)] } },
        ])
    }],
};

/// Twenty-nine seconds after the crash B gets the story: the lease began before it.
const SHOWS_LEASE_FROM_GET: Goal = Goal {
    clauses: list![Clause {
        id: Id::Borrowed("b-got"),
        rule: Rule::Seq(list![
            DIES,
            Step { id: Id::Borrowed("shows"), event: Pattern { kinds: list![Kind::Get], filters: list![by(B), after(29, 29)] } },
        ])
    }],
};

/// B gets the very message that A got first.
const SHOWS_NOTHING_LOST: Goal = Goal {
    clauses: list![Clause {
        id: Id::Borrowed("b-got"),
        rule: Rule::Seq(list![
            DIES,
            Step { id: Id::Borrowed("shows"), event: Pattern { kinds: list![Kind::Get], filters: list![by(B), STORY, SECOND_GET] } },
        ])
    }],
};

const DIES: Step =
    Step { id: Id::Borrowed("dies"), event: Pattern { kinds: list![Kind::WorkerCrash], filters: list![STORY, when(Is::Same('t'))] } };

fn quiz() -> Quiz {
    Quiz {
        options: vec![
            refuted("one-second", "queue-notices-crash", SHOWS_NO_NOTICE),
            QuizOption { id: "twenty-nine".into(), verdict: Verdict::Right },
            refuted("thirty", "lease-from-crash", SHOWS_LEASE_FROM_GET),
            refuted("never", "story-lost", SHOWS_NOTHING_LOST),
        ],
    }
}

/// A wrong option and the run that refutes it: A crashes after one second.
fn refuted(id: &'static str, misconception: &'static str, shows: Goal) -> QuizOption {
    let run = Script { inputs: vec![crash(A, 1)], until: at(32) };
    QuizOption { id: id.into(), verdict: Verdict::Wrong { misconception: misconception.into(), run, shows } }
}

const fn at(secs: u64) -> Timestamp {
    STARTS_AT.saturating_add(seconds(secs))
}

const fn crash(actor: ActorId, secs: u64) -> TimedInput {
    TimedInput { at: at(secs), input: Input::Crash { actor } }
}

const fn restart(actor: ActorId, secs: u64) -> TimedInput {
    TimedInput { at: at(secs), input: Input::Restart { actor } }
}

/// A flag at `secs`, written down at `written_at`.
const fn flag(written_at: u64, secs: u64) -> TimedInput {
    TimedInput { at: at(written_at), input: Input::Predict { prediction: Prediction::Instant(at(secs)) } }
}
