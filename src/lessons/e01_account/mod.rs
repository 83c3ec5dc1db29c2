//! Exercise 01: a storage account that has queues.
//!
//! Misconceptions it meets: the access tier affects queues; any account can hold queues; names may repeat across the world.
//! Out of scope: addresses and keys (02).
//! The subscription is empty, so nothing happens by itself; the seed draws keys only.

use super::ask::{Ask, Form, Guess, Pick};
use super::exercise::{Exercise, Quiz, Tool};
use super::field::Field;
use super::goal::{Goal, Rule};
use super::pattern::{Filter, Is, Pattern, Value, list};
use super::prose::Rendered;
use super::shorthand::{
    ACCOUNT, Act, Anti, Deed, QUEUE, STARTS_AT, YOU, anti_solutions, at, by, frozen_but, operation, other, refuted, right, same, script,
    text,
};
use crate::engine::{AccountKind, OperationName, Redundancy};
use crate::sim::Scenario;

/// Its words in English. A function of its own, so that what asks for one exercise does not refer to the words of all.
pub(super) fn en() -> &'static Rendered {
    super::apart::e01_account_en()
}

pub(super) fn exercise() -> Exercise {
    Exercise {
        id: "account".into(),
        number: 1,
        minutes: 4,
        unit: Some(3),
        requires: vec![],
        start: Scenario { account: "".into(), queues: Vec::new(), ..Scenario::new(1, STARTS_AT, ACCOUNT, QUEUE) },
        ends_at: at(30),
        frozen: frozen_but(&[]),
        tools: vec![Tool::AccountForm, Tool::QueueForm],
        ask: ASK,
        goal: GOAL,
        solution: script(&[CHOICE, OPEN, CREATE, OPEN_BLOBS, (5, Deed::CreateQueue(QUEUE))], 6),
        anti_solutions: anti_solutions(ANTI_SOLUTIONS, 20),
        quiz: quiz(),
    }
}

const BLOBS: &str = "newsroomphotos";

const CHOICE: Act = (1, Deed::Choice(&[1]));
const OPEN: Act = (2, Deed::CreateAccount(ACCOUNT, AccountKind::StorageV2, Redundancy::StandardZrs));
const OPEN_LOCAL: Act = (2, Deed::CreateAccount(ACCOUNT, AccountKind::StorageV2, Redundancy::StandardLrs));
const CREATE: Act = (3, Deed::CreateQueue(QUEUE));
const OPEN_BLOBS: Act = (4, Deed::CreateAccount(BLOBS, AccountKind::BlobStorage, Redundancy::StandardZrs));
const TRY_BLOBS: Act = (5, Deed::CreateQueue(QUEUE));

const TRIED: Pattern = on!(AccountCreated | Rejected | QueueCreated);

const ASK: Ask = Ask {
    form: Form::Choice { options: 4, pick: Pick::One, right: list![1] },
    before: TRIED,
    readings: list![
        reading!("tier-affects-queues", Guess::Options(list![0])),
        reading!("redundancy-affects-queues", Guess::Options(list![2])),
        reading!("region-affects-queues", Guess::Options(list![3])),
    ],
};

/// The kinds that have queues.
const GENERAL_PURPOSE: Filter = Filter {
    field: Field::AccountKind,
    is: Is::OneOf(list![Value::Text(std::borrow::Cow::Borrowed("StorageV2")), Value::Text(std::borrow::Cow::Borrowed("Storage")),]),
};
const BEYOND_ONE_BUILDING: Filter =
    Filter { field: Field::Redundancy, is: Is::Not(Value::Text(std::borrow::Cow::Borrowed("Standard_LRS"))) };

const GOAL: Goal = Goal {
    clauses: list![
        clause!("predicted", Rule::Predicted { before: TRIED }),
        clause!(
            "opened",
            seq![step!("account", AccountCreated; GENERAL_PURPOSE, BEYOND_ONE_BUILDING), step!("queue", QueueCreated; by(YOU))]
        ),
        clause!(
            "refused",
            Rule::Count {
                event: on!(Rejected; by(YOU), operation(OperationName::CreateQueue), text(Field::AccountKind, "BlobStorage")),
                distinct: None,
                least: 1,
                most: None
            }
        ),
    ],
};

const ANTI_SOLUTIONS: &[Anti] = &[
    ("looks-first", &[OPEN, (3, Deed::Choice(&[1])), (4, Deed::CreateQueue(QUEUE))], "predicted", "late"),
    ("all-in-one-building", &[CHOICE, OPEN_LOCAL, CREATE], "account", "redundancy"),
    ("blobs-only", &[CHOICE, OPEN_BLOBS, TRY_BLOBS], "account", "account-kind"),
    ("never-tried-blobs", &[CHOICE, OPEN, CREATE], "refused", "missing"),
    ("no-queue", &[CHOICE, OPEN, OPEN_BLOBS, TRY_BLOBS], "queue", "missing"),
    (
        "a-name-with-capitals",
        &[CHOICE, (2, Deed::CreateAccount("TheNewsroom", AccountKind::StorageV2, Redundancy::StandardZrs))],
        "account",
        "missing",
    ),
];

/// The same queue name in two accounts.
const SHOWS_TWO_QUEUES: Goal = shows![
    step!("account", AccountCreated; same(Field::Account, 'a')),
    step!("queue", QueueCreated; same(Field::Queue, 'q')),
    step!("other-account", AccountCreated; other(Field::Account, 'a')),
    step!("same-name", QueueCreated; same(Field::Queue, 'q')),
];

/// A name that somebody else in the world has.
const SHOWS_TAKEN: Goal = shows![step!("taken", Rejected; by(YOU), text(Field::Code, "StorageAccountAlreadyTaken"))];

fn quiz() -> Quiz {
    let second = (4, Deed::CreateAccount("eveningnews", AccountKind::StorageV2, Redundancy::StandardZrs));
    let taken = (2, Deed::CreateAccount("contoso", AccountKind::StorageV2, Redundancy::StandardZrs));
    Quiz {
        options: vec![
            right("account-name"),
            refuted("queue-name", "queue-names-are-global", script(&[OPEN, CREATE, second, TRY_BLOBS], 6), SHOWS_TWO_QUEUES),
            refuted("neither", "names-may-repeat", script(&[taken], 3), SHOWS_TAKEN),
        ],
    }
}
