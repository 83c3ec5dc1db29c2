//! Exercise 02: account, queue and authorization are what a client needs, and three clients lack one each.
//!
//! Misconceptions it meets: queue names are global; case does not matter; a key or a connection string names the queue.
//! Out of scope: what a signature is (16), shared access signatures (17), roles (18).
//! The three cards are broken in the three parts of an address, one each, so that each repair teaches one part. The seed draws keys only.

use super::ask::{Ask, Form, Guess, Pick};
use super::exercise::{Exercise, Quiz, Tool};
use super::field::Field;
use super::goal::{Goal, Rule};
use super::pattern::{Filter, Is, Pattern, Value, list};
use super::prose::Rendered;
use super::shorthand::{
    ACCOUNT, Act, Anti, Deed, FIRST as A, QUEUE, SECOND as B, STARTS_AT, THIRD as C, YOU, anti_solutions, at, by, frozen_but, number,
    operation, other, refuted, right, same, script, text,
};
use crate::engine::{AccountKind, OperationName, Redundancy};
use crate::sim::{ActorSpec, ClientSpec, Role, Scenario, Shown};

/// Its words in English. A function of its own, so that what asks for one exercise does not refer to the words of all.
pub(super) fn en() -> &'static Rendered {
    super::apart::e02_address_en()
}

pub(super) fn exercise() -> Exercise {
    let card = |name: &str, role| ActorSpec { name: name.into(), role };
    let actors = vec![card("A", wrong_host()), card("B", wrong_queue()), card("C", no_key())];
    Exercise {
        id: "address".into(),
        number: 2,
        minutes: 4,
        unit: Some(5),
        requires: vec![1],
        start: Scenario { queues: Vec::new(), actors, ..Scenario::new(2, STARTS_AT, ACCOUNT, QUEUE) },
        ends_at: at(30),
        frozen: frozen_but(&[]),
        tools: vec![Tool::QueueForm, Tool::UrlTiles, Tool::ClientSettings, Tool::ClientDesks],
        ask: ASK,
        goal: GOAL,
        solution: script(&[TICKS, BAD_NAME, CREATE, REPAIR_A, REPAIR_B, REPAIR_C, A_PEEKS, B_PEEKS, C_PEEKS], 10),
        anti_solutions: anti_solutions(ANTI_SOLUTIONS, 20),
        quiz: quiz(),
    }
}

/// Somebody remembered the account's name wrongly.
fn wrong_host() -> Role {
    Role::Client(ClientSpec { address: "https://newsroom.queue.core.windows.net/newsqueue".into(), ..ClientSpec::at(ACCOUNT, QUEUE) })
}

fn wrong_queue() -> Role {
    Role::Client(ClientSpec::at(ACCOUNT, "news-queue"))
}

fn no_key() -> Role {
    Role::Client(ClientSpec { shows: Shown::Nothing, ..ClientSpec::at(ACCOUNT, QUEUE) })
}

fn repaired() -> Role {
    Role::Client(ClientSpec::at(ACCOUNT, QUEUE))
}

const TICKS: Act = (1, Deed::Choice(&[1, 2, 3]));
const BAD_NAME: Act = (2, Deed::CreateQueue("News"));
const CREATE: Act = (3, Deed::CreateQueue(QUEUE));
const REPAIR_A: Act = (4, Deed::Configure(A, repaired));
const REPAIR_B: Act = (5, Deed::Configure(B, repaired));
const REPAIR_C: Act = (6, Deed::Configure(C, repaired));
const A_PEEKS: Act = (7, Deed::Peek(A));
const B_PEEKS: Act = (8, Deed::Peek(B));
const C_PEEKS: Act = (9, Deed::Peek(C));

const TRIED: Pattern = on!(QueueCreated | Rejected | PeekEmpty | Unreachable);

const ASK: Ask = Ask {
    form: Form::Choice { options: 5, pick: Pick::Several, right: list![1, 2, 3] },
    before: TRIED,
    readings: list![
        reading!("case-does-not-matter", Guess::Without(1)),
        reading!("hyphens-are-free", Guess::Without(2)),
        reading!("any-length", Guess::Without(3)),
        reading!("no-hyphens", Guess::Including(0)),
        reading!("digits-cannot-lead", Guess::Including(4)),
    ],
};

const BAD_NAME_CODE: Filter = Filter {
    field: Field::Code,
    is: Is::OneOf(list![
        Value::Text(std::borrow::Cow::Borrowed("InvalidResourceName")),
        Value::Text(std::borrow::Cow::Borrowed("OutOfRangeInput")),
    ]),
};
const IN_QUEUE: Filter = text(Field::Queue, QUEUE);

const GOAL: Goal = Goal {
    clauses: list![
        clause!("predicted", Rule::Predicted { before: TRIED }),
        clause!(
            "name-refused",
            Rule::Count {
                event: on!(Rejected; by(YOU), operation(OperationName::CreateQueue), BAD_NAME_CODE),
                distinct: None,
                least: 1,
                most: None
            }
        ),
        clause!("queue", Rule::All(list![seq![step!("created", QueueCreated; IN_QUEUE)]])),
        clause!("a-peeks", Rule::Count { event: on!(Peek | PeekEmpty; by(A), IN_QUEUE), distinct: None, least: 1, most: None }),
        clause!("b-peeks", Rule::Count { event: on!(Peek | PeekEmpty; by(B), IN_QUEUE), distinct: None, least: 1, most: None }),
        clause!("c-peeks", Rule::Count { event: on!(Peek | PeekEmpty; by(C), IN_QUEUE), distinct: None, least: 1, most: None }),
    ],
};

/// The key is right and the queue is not: the second client's repair is left out.
const ANTI_SOLUTIONS: &[Anti] = &[
    ("tries-first", &[BAD_NAME, (3, Deed::Choice(&[1, 2, 3]))], "predicted", "late"),
    ("good-names-only", &[TICKS, CREATE, REPAIR_A, REPAIR_B, REPAIR_C, A_PEEKS, B_PEEKS, C_PEEKS], "name-refused", "missing"),
    ("another-queue", &[TICKS, BAD_NAME, (3, Deed::CreateQueue("news-queue")), (8, Deed::Peek(B))], "queue", "queue"),
    ("a-is-left-as-it-was", &[TICKS, BAD_NAME, CREATE, REPAIR_B, REPAIR_C, A_PEEKS, B_PEEKS, C_PEEKS], "a-peeks", "missing"),
    ("b-has-the-account-right", &[TICKS, BAD_NAME, CREATE, REPAIR_A, REPAIR_C, A_PEEKS, B_PEEKS, C_PEEKS], "b-peeks", "missing"),
    ("c-shows-nothing", &[TICKS, BAD_NAME, CREATE, REPAIR_A, REPAIR_B, A_PEEKS, B_PEEKS, C_PEEKS], "c-peeks", "missing"),
];

/// One name, two queues: a second account has its own.
const SHOWS_SAME_NAME_TWICE: Goal = shows![
    step!("first", QueueCreated; IN_QUEUE),
    step!("account", AccountCreated; same(Field::Account, 'a')),
    step!("second", QueueCreated; IN_QUEUE),
];

const SHOWS_KEY_NAMES_NOTHING: Goal = shows![
    step!("created", QueueCreated; IN_QUEUE, same(Field::Queue, 'q')),
    step!("refused", Rejected; by(B), other(Field::Queue, 'q'), number(Field::Status, 404)),
];

fn quiz() -> Quiz {
    let second = (3, Deed::CreateAccount("eveningnews", AccountKind::StorageV2, Redundancy::StandardZrs));
    Quiz {
        options: vec![
            refuted(
                "name",
                "queue-names-are-global",
                script(&[(2, Deed::CreateQueue(QUEUE)), second, (4, Deed::CreateQueue(QUEUE))], 5),
                SHOWS_SAME_NAME_TWICE,
            ),
            right("account-and-name"),
            refuted("key", "key-names-the-queue", script(&[CREATE, (4, Deed::Peek(B))], 5), SHOWS_KEY_NAMES_NOTHING),
        ],
    }
}
