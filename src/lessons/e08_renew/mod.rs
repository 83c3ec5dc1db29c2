//! Exercise 08: a lease is renewed, a bookmark survives a crash, a message is given back.
//!
//! Misconceptions it meets: a renewal adds to what remains; an update counts as a dequeue; the receipt stays the same.
//! Out of scope: publishing once in spite of a crash (11).
//! A dies after 65 seconds of work, five into the third chapter: two bookmarks can be saved, and the third chapter can be lost only in part.
//! The seed decides id and receipt of the letter; the author's lint fails if they drift.

use super::ask::{Ask, Form, Guess, Pick};
use super::exercise::{Control, Exercise, Quiz, Tool};
use super::field::Field;
use super::goal::{Goal, Rule, Step};
use super::pattern::{Filter, Pattern, list};
use super::prose::Rendered;
use super::shorthand::{
    Act, Anti, Deed, M, QUEUE, SECOND as A, T, THIRD as B, YOU, after, anti_solutions, at, by, desk, frozen_but, named, newsroom, number,
    refuted, right, same, script, seconds, text, worker,
};
use crate::sim::{ActorSpec, Bookmark, ConsumerSpec, CrashLine, CrashRule, CrashWhen, ProducerSpec, Renewal, Role};

/// Its words in English. A function of its own, so that what asks for one exercise does not refer to the words of all.
pub(super) fn en() -> &'static Rendered {
    super::apart::e08_renew_en()
}

const LETTERS: &str = "letters";
const LETTER_ID: &str = "a79e3e58-360f-4c63-a533-4d55bb432ccd";
const LETTER_RECEIPT: &str = "AgAAAAQAAAAAAAAAgA67vyF+3AE=";

pub(super) fn exercise() -> Exercise {
    let letters = ProducerSpec::on(LETTERS, "{\"to\": \"the sports desk\"}");
    let actors = vec![
        desk("Foreign desk", "{\"report\": \"Three days in the delta\"}", 1, 60),
        named("A", dying(None)),
        named("B", translator(3, None)),
        ActorSpec { name: "Letters".into(), role: Role::Producer(letters) },
    ];
    Exercise {
        id: "renew".into(),
        number: 8,
        minutes: 6,
        unit: Some(8),
        requires: vec![7],
        start: newsroom(8, &[QUEUE, LETTERS], actors),
        ends_at: at(160),
        frozen: frozen_but(&[Control::Operations]),
        tools: vec![Tool::Renewal, Tool::HandOperations],
        ask: ASK,
        goal: GOAL,
        solution: script(&[CHOICE, A_RENEWS, GET_LETTER, HAND_BACK], 123),
        anti_solutions: anti_solutions(ANTI_SOLUTIONS, 200),
        quiz: quiz(),
    }
}

/// Three chapters of 30 seconds.
fn translator(starts_after: u64, renews: Option<Renewal>) -> ConsumerSpec {
    ConsumerSpec { chapters: 3, renews, ..worker(starts_after, 90) }
}

fn dying(renews: Option<Renewal>) -> ConsumerSpec {
    let crashes = CrashRule { line: CrashLine::AfterWork(seconds(65)), when: CrashWhen::FirstLife };
    ConsumerSpec { crashes: Some(crashes), ..translator(2, renews) }
}

const fn renewal(bookmark: Bookmark) -> Renewal {
    Renewal { when_left: seconds(10), visibility_timeout: 30, bookmark }
}

const CHOICE: Act = (0, Deed::Choice(&[2]));
const A_RENEWS: Act = (1, Deed::Configure(A, || Role::Consumer(dying(Some(renewal(Bookmark::AfterEachChapter))))));
const NO_BOOKMARK: Act = (1, Deed::Configure(A, || Role::Consumer(dying(Some(renewal(Bookmark::No))))));
const NO_CRASH: Act = (1, Deed::Configure(A, || Role::Consumer(translator(2, Some(renewal(Bookmark::AfterEachChapter))))));
const GET_LETTER: Act = (3, Deed::GetFrom(LETTERS));
const HAND_BACK: Act = (4, Deed::Update(LETTERS, LETTER_ID, LETTER_RECEIPT, 0));
const KEEP_LONGER: Act = (4, Deed::Update(LETTERS, LETTER_ID, LETTER_RECEIPT, 60));

const UPDATE: Pattern = on!(Update);

const ASK: Ask = Ask {
    form: Form::Choice { options: 4, pick: Pick::One, right: list![2] },
    before: UPDATE,
    readings: list![
        reading!("renewal-adds", Guess::Options(list![3])),
        reading!("renewal-deducts", Guess::Options(list![1])),
        reading!("renewal-waits", Guess::Options(list![0])),
    ],
};

const REPORT: Filter = text(Field::Queue, QUEUE);
const LETTER: Filter = text(Field::Queue, LETTERS);

const GOAL: Goal = Goal {
    clauses: list![
        clause!("predicted", Rule::Predicted { before: UPDATE }),
        clause!("kept", Rule::Never { event: on!(Reappear; REPORT), before: Some(on!(WorkerCrash)) }),
        clause!(
            "bookmarked",
            Rule::Count { event: on!(Update; by(A), number(Field::TextChanged, 1)), distinct: None, least: 2, most: None }
        ),
        clause!(
            "handed-over",
            seq![
                step!("crashed", WorkerCrash; by(A), M),
                step!("visible-again", Reappear; REPORT, M),
                step!("continued", WorkStart; by(B), M, number(Field::Chapter, 3)),
                step!("finished", Delete; by(B), M),
            ]
        ),
        clause!(
            "handed-back",
            seq![
                step!("got-letter", Get; by(YOU), LETTER, M),
                step!("handed-back", Update; by(YOU), M, number(Field::HiddenFor, 0), T),
                step!("letter-visible", Reappear; LETTER, M, after(0, 1)),
            ]
        ),
    ],
};

const ANTI_SOLUTIONS: &[Anti] = &[
    ("renews-first", &[A_RENEWS, (30, Deed::Choice(&[2])), GET_LATER], "predicted", "late"),
    ("no-renewal", &[CHOICE, GET_LETTER, HAND_BACK], "kept", "unwanted"),
    ("renews-without-bookmark", &[CHOICE, NO_BOOKMARK, GET_LETTER, HAND_BACK], "bookmarked", "missing"),
    ("no-crash-no-lesson", &[CHOICE, NO_CRASH, GET_LETTER, HAND_BACK], "crashed", "missing"),
    ("keeps-the-letter", &[CHOICE, A_RENEWS, GET_LETTER], "handed-back", "missing"),
    ("holds-it-longer", &[CHOICE, A_RENEWS, GET_LETTER, KEEP_LONGER], "handed-back", "hidden-for"),
    ("leaves-the-letter", &[CHOICE, A_RENEWS], "got-letter", "missing"),
];
const GET_LATER: Act = (31, Deed::GetFrom(LETTERS));

/// Each of A's updates makes a receipt of its own.
const SHOWS_NEW_RECEIPTS: Goal = shows![
    step!("got", Get; by(A), M, same(Field::Receipt, 'r')),
    step!("renewed", Update; by(A), M, super::shorthand::other(Field::Receipt, 'r')),
];

/// Without a renewal the lease ends, and the next receipt is B's.
const SHOWS_NO_RECEIPT_AT_THE_END: Goal = shows![LEASE_ENDS, step!("taken", Get; by(B), M)];
const LEASE_ENDS: Step = step!("ends", Reappear; REPORT, M);

fn quiz() -> Quiz {
    Quiz {
        options: vec![
            refuted("get-alone", "receipt-survives-updates", script(&[A_RENEWS], 63), SHOWS_NEW_RECEIPTS),
            right("get-and-update"),
            refuted("lease-end-too", "lease-end-voids", script(&[], 34), SHOWS_NO_RECEIPT_AT_THE_END),
        ],
    }
}
