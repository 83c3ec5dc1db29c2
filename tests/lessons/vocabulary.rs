//! The vocabulary is wide enough: the checks of other exercises of the course, each on a log that meets it and on logs that do not.

use super::log::{check_at, log, summary};
use playground::engine::OperationName;
use playground::lessons::{Clause, Field, Goal, Is, Kind, Measure, Pattern, Rule, Step};
use playground::time::Span;

fn of(kind: Kind) -> Pattern {
    Pattern::of(kind)
}

fn m() -> Is {
    Is::Same('m')
}

fn seq(steps: &[Pattern]) -> Rule {
    let step = |(n, event): (usize, &Pattern)| Step { id: format!("step-{n}").into(), event: event.clone() };
    Rule::Seq(steps.iter().enumerate().map(step).collect::<Vec<Step>>().into())
}

fn secs(n: i64) -> i64 {
    n * 1_000_000
}

/// Checks one rule at the last event of a log.
#[track_caller]
fn expect(rule: &Rule, text: &str, passes: bool) {
    let events = log(text);
    let goal = Goal { clauses: vec![Clause { id: "rule".into(), rule: rule.clone() }].into() };
    let now = events.last().map_or("0s".to_owned(), |event| format!("{}us", event.at.since(super::log::STARTS_AT).as_micros()));
    let progress = check_at(&goal, &events, &now);
    assert_eq!(progress.passed(), passes, "{text}\n{}", summary(&progress));
}

#[test]
fn look_without_touching() {
    let two_desks_see_it = seq(&[of(Kind::Peek).with(Field::Actor, Is::Same('a')).with(Field::Message, m()), {
        of(Kind::Get).with(Field::Actor, Is::Other('a')).with(Field::Message, m())
    }]);
    expect(&two_desks_see_it, "0s 1 put 1\n1s 2 peek 1\n2s 3 get 1", true);
    expect(&two_desks_see_it, "0s 1 put 1\n1s 2 peek 1\n2s 2 get 1", false);
    expect(&two_desks_see_it, "0s 1 put 1\n1s 2 get 1\n2s 3 peek 1", false);

    let taken = of(Kind::Get).with(Field::Actor, Is::Same('a')).with(Field::Message, m());
    let only_one_does = Rule::Any(
        vec![
            seq(&[taken.clone(), of(Kind::GetEmpty).with(Field::Actor, Is::Other('a'))]),
            seq(&[taken, of(Kind::Get).with(Field::Actor, Is::Other('a')).with(Field::Message, Is::Other('m'))]),
        ]
        .into(),
    );
    expect(&only_one_does, "1s 2 get 1\n2s 3 empty", true);
    expect(&only_one_does, "1s 2 get 1\n2s 3 get 2", true);
    expect(&only_one_does, "1s 2 get 1\n2s 2 empty", false);

    let peeks_do_not_count = Rule::Never { event: of(Kind::Peek).with(Field::DequeueCount, Is::AtLeast(1)), before: None };
    expect(&peeks_do_not_count, "1s 2 peek 1\n2s 3 peek 1", true);
    expect(&peeks_do_not_count, "1s 2 peek 1 1", false);
}

#[test]
fn getting_is_not_deleting() {
    let predicted = Rule::Predicted { before: of(Kind::Get) };
    expect(&predicted, "0s 0 predict number 0\n1s 2 get 1", true);
    expect(&predicted, "1s 2 get 1\n1s 0 predict number 0", false);
    expect(&predicted, "0s 1 put 1", false);

    let all_lent = Rule::Once { queue: "newsqueue".into(), visible: 0, leased: 3 };
    expect(&all_lent, "0s 1 put 1\n0s 1 put 2\n0s 1 put 3\n1s 2 get 1\n2s 2 get 2\n3s 2 get 3\n31s - reappear 1", true);
    expect(&all_lent, "0s 1 put 1\n0s 1 put 2\n0s 1 put 3\n1s 2 get 1\n2s 2 get 2\n3s 2 delete 1", false);

    let published_then_deleted = seq(&[
        of(Kind::Get).with(Field::Message, m()).with(Field::Actor, Is::Same('a')),
        of(Kind::SideEffect).with(Field::Message, m()).with(Field::Actor, Is::Same('a')),
        of(Kind::Delete).with(Field::Message, m()).with(Field::Actor, Is::Same('a')),
    ]);
    let each = Rule::ForEach { event: of(Kind::Put).with(Field::Message, m()), rules: vec![published_then_deleted].into() };
    let one = "0s 1 put 1\n0s 1 put 2\n1s 2 get 1\n2s 2 effect 1\n2s 2 delete 1";
    expect(&each, one, false);
    expect(&each, &format!("{one}\n3s 2 get 2\n4s 2 effect 2\n4s 2 delete 2"), true);
    expect(&each, &format!("{one}\n3s 2 get 2\n4s 2 delete 2\n4s 2 effect 2"), false);
    expect(&each, "1s 2 get 1", false);

    let never_deleted_first =
        Rule::Before { first: of(Kind::SideEffect).with(Field::Message, m()), then: of(Kind::Delete).with(Field::Message, m()) };
    expect(&never_deleted_first, one, true);
    expect(&never_deleted_first, &format!("{one}\n4s 2 delete 2\n4s 2 effect 2"), false);

    let empty = Rule::AtEnd { queue: "newsqueue".into(), measure: Measure::Total, least: 0, most: 0 };
    expect(&empty, one, false);
    expect(&empty, &format!("{one}\n4s 2 delete 2"), true);
    expect(&empty, "0s 1 put 1\n1s 1 put 2\n2s 0 clear 2", true);
    expect(&empty, "0s 1 put 1\n1s 1 put 2 in:other\n2s 2 delete 1", true);
}

#[test]
fn the_stale_ticket() {
    let by_a = |kind| of(kind).with_equal(Field::Actor, 2).with(Field::Message, m());
    let still_good =
        seq(&[by_a(Kind::Get), of(Kind::Reappear).with(Field::Message, m()), by_a(Kind::Delete).with(Field::Actor, Is::Not(3.into()))]);
    expect(&still_good, "0s 2 get 1\n30s - reappear 1\n40s 2 delete 1", true);
    expect(&still_good, "0s 2 get 1\n20s 2 delete 1", false);

    let void = seq(&[
        by_a(Kind::Get),
        of(Kind::Get).with_equal(Field::Actor, 3).with(Field::Message, m()),
        by_a(Kind::Rejected).with_equal(Field::Operation, OperationName::DeleteMessage).with_equal(Field::Status, 404),
    ]);
    expect(&void, "0s 2 get 1\n30s - reappear 1\n30s 3 get 1 2\n40s 2 delete-refused 1", true);
    expect(&void, "0s 2 get 1\n30s - reappear 1\n30s 3 get 1 2\n40s 3 delete-refused 1", false);

    let renewed = seq(&[
        by_a(Kind::Get).with(Field::At, Is::Same('t')),
        by_a(Kind::Update).with(Field::At, Is::After { variable: 't', from: Span::ZERO, to: Span::from_secs(30) }),
    ]);
    expect(&renewed, "0s 2 get 1\n30s 2 update 1", true);
    expect(&renewed, "0s 2 get 1\n31s 2 update 1", false);

    let published_once = Rule::Count { event: of(Kind::SideEffect), distinct: None, least: 1, most: Some(1) };
    expect(&published_once, "40s 2 effect 1", true);
    expect(&published_once, "40s 2 effect 1\n50s 3 effect 1 2", false);
}

#[test]
fn renew_and_hand_back() {
    let bookmarks = Rule::Count { event: of(Kind::Update).with_equal(Field::TextChanged, 1), distinct: None, least: 2, most: None };
    expect(&bookmarks, "10s 2 update 1 text\n40s 2 update 1 text", true);
    expect(&bookmarks, "10s 2 update 1 text\n40s 2 update 1", false);

    let no_return_before_the_crash = Rule::Never { event: of(Kind::Reappear), before: Some(of(Kind::WorkerCrash)) };
    expect(&no_return_before_the_crash, "65s 2 crash 1\n80s - reappear 1", true);
    expect(&no_return_before_the_crash, "30s - reappear 1\n65s 2 crash 1", false);

    let handed_back = seq(&[
        of(Kind::Update).with(Field::Message, m()).with_equal(Field::HiddenFor, 0).with(Field::At, Is::Same('t')),
        of(Kind::Get).with(Field::Message, m()).with(Field::At, Is::After { variable: 't', from: Span::ZERO, to: Span::from_secs(1) }),
    ]);
    expect(&handed_back, "0s 2 get 1\n5s 2 update 1 for:0s\n6s 3 get 1 2", true);
    expect(&handed_back, "0s 2 get 1\n5s 2 update 1 for:9s\n6s 3 get 1 2", false);
}

#[test]
fn news_goes_stale() {
    let alert = Rule::Count { event: of(Kind::Put).with_equal(Field::LivesFor, secs(20)), distinct: None, least: 1, most: None };
    expect(&alert, "0s 1 put 1 ttl:20s", true);
    expect(&alert, "0s 1 put 1", false);
    let archive = Rule::Count { event: of(Kind::Put).with_equal(Field::LivesFor, i64::MAX), distinct: None, least: 1, most: None };
    expect(&archive, "0s 1 put 1 ttl:never", true);
    expect(&archive, "0s 1 put 1", false);

    let embargoed = of(Kind::Put).with(Field::Message, m()).with_equal(Field::HiddenFor, secs(45));
    let not_before = Rule::ForEach {
        event: embargoed.with(Field::LivesFor, Is::AtLeast(secs(45) + 1)),
        rules: vec![Rule::Never { event: of(Kind::Get).with(Field::Message, m()).with(Field::At, Is::AtMost(secs(45) - 1)), before: None }]
            .into(),
    };
    expect(&not_before, "0s 1 put 1 delay:45s\n45s 2 get 1", true);
    expect(&not_before, "0s 1 put 1 delay:45s\n44s 2 get 1", false);
    expect(&not_before, "0s 1 put 1\n50s 2 get 1", false);

    let expired_in_the_hand = seq(&[
        of(Kind::Get).with(Field::Message, m()).with(Field::Actor, Is::Same('a')),
        of(Kind::Expire).with(Field::Message, m()),
        of(Kind::Rejected).with(Field::Message, m()).with(Field::Actor, Is::Same('a')).with_equal(Field::Code, "MessageNotFound"),
    ]);
    expect(&expired_in_the_hand, "0s 1 put 1 ttl:20s\n15s 2 get 1\n20s - expire 1\n25s 2 delete-refused 1", true);
    expect(&expired_in_the_hand, "0s 1 put 1 ttl:20s\n20s - expire 1\n25s 2 delete-refused 1", false);
}

#[test]
fn the_story_that_kills_every_editor() {
    let moved_aside = seq(&[
        of(Kind::Get).with(Field::Message, m()).with(Field::DequeueCount, Is::AtLeast(4)).with(Field::Actor, Is::Same('a')),
        of(Kind::Put).with_equal(Field::Queue, "newsqueue-poison").with(Field::Actor, Is::Same('a')),
        of(Kind::Delete).with_equal(Field::Queue, "newsqueue").with(Field::Message, m()),
    ]);
    expect(&moved_aside, "30s 2 get 1 4\n30s 2 put 7 in:newsqueue-poison\n30s 2 delete 1", true);
    expect(&moved_aside, "30s 2 get 1 4\n30s 2 delete 1\n30s 2 put 7 in:newsqueue-poison", false);
    expect(&moved_aside, "30s 2 get 1 3\n30s 2 put 7 in:newsqueue-poison\n30s 2 delete 1", false);

    let others = Rule::Count {
        event: of(Kind::Delete).with(Field::Message, Is::Not(1.into())).with(Field::At, Is::AtMost(secs(90))),
        distinct: Some(Field::Message),
        least: 2,
        most: None,
    };
    expect(&others, "1s 2 delete 2\n90s 2 delete 3", true);
    expect(&others, "1s 2 delete 2\n91s 2 delete 3", false);
    expect(&others, "1s 2 delete 2\n2s 2 delete 2\n3s 2 delete 1", false);
}

#[test]
fn twice_is_once_too_many() {
    let despite_a_crash = Rule::All(
        vec![
            Rule::ForEach {
                event: of(Kind::Put).with(Field::Message, m()),
                rules: vec![Rule::Count { event: of(Kind::Get).with(Field::Message, m()), distinct: None, least: 2, most: None }].into(),
            },
            Rule::Never { event: of(Kind::SideEffect).with(Field::Copy, Is::AtLeast(2)), before: None },
            Rule::Count { event: of(Kind::SideEffect), distinct: Some(Field::Key), least: 1, most: Some(1) },
            Rule::Count { event: of(Kind::Delete), distinct: None, least: 1, most: None },
        ]
        .into(),
    );
    let twice_got = "0s 1 put 1\n0s 2 get 1\n5s 2 effect 1\n5s 2 crash 1\n30s - reappear 1\n30s 3 get 1 2";
    expect(&despite_a_crash, &format!("{twice_got}\n35s 3 delete 1"), true);
    expect(&despite_a_crash, &format!("{twice_got}\n35s 3 effect 1 2\n35s 3 delete 1"), false);
    expect(&despite_a_crash, "0s 1 put 1\n0s 2 get 1\n5s 2 effect 1\n5s 2 delete 1", false);
}

#[test]
fn an_answer_within_a_time() {
    let quick = Rule::Within {
        first: of(Kind::Get).with(Field::Message, m()),
        then: of(Kind::Delete).with(Field::Message, m()),
        span: Span::from_secs(12),
    };
    expect(&quick, "0s 2 get 1\n12s 2 delete 1", true);
    expect(&quick, "0s 2 get 1\n13s 2 delete 1", false);
    expect(&quick, "0s 2 get 1\n1s 2 get 2\n12s 2 delete 1", false);
    expect(&quick, "0s 1 put 1", false);
}
