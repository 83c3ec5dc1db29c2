//! The sequence matcher against a model that tries everything, and the flagship's verdict against a plain reading of random mornings.

use super::log::STARTS_AT;
use playground::client::Call;
use playground::engine::{MessageNumber, ReceiptNumber};
use playground::lessons::{Clause, Facts, Field, Goal, Is, Kind, Pattern, Rule, Step, check, exercise};
use playground::sim::{ActorId, Causes, Event, EventId, EventKind, Input, PERSON, Prediction, Via};
use playground::time::{Span, Timestamp};
use playground::timeline::Timeline;
use proptest::prelude::*;

/// Who did what to which message in which second.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Deed {
    second: u64,
    actor: u16,
    message: u32,
    kind: Kind,
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let kinds = prop_oneof![Just(Kind::Get), Just(Kind::WorkDone), Just(Kind::Delete)];
    let deed = (0u64..3, 1u16..3, 1u32..3, kinds);
    prop::collection::vec(deed, 0..14).prop_map(|deeds| {
        let mut second = 0;
        let tell = |(pause, actor, message, kind)| {
            second += pause;
            Deed { second, actor, message, kind }
        };
        deeds.into_iter().map(tell).collect()
    })
}

fn events(deeds: &[Deed]) -> Vec<Event> {
    let event = |(id, deed): (u32, &Deed)| {
        let at = STARTS_AT + Span::from_secs(deed.second);
        let (queue, message) = ("q".into(), MessageNumber(deed.message));
        let kind = match deed.kind {
            Kind::Get => EventKind::Get { queue, message, receipt: ReceiptNumber(id), visible_at: at, dequeue_count: 1 },
            Kind::WorkDone => EventKind::WorkDone { message, chapter: 1, of: 1 },
            _ => EventKind::Delete { queue, message },
        };
        Event { id: EventId(id), at, actor: Some(ActorId(deed.actor)), via: None, causes: Causes::default(), kind }
    };
    (0..).zip(deeds).map(event).collect()
}

/// Got by somebody, worked on by another, deleted by the first, two to five seconds after the get.
fn goal() -> Goal {
    let m = || Is::Same('m');
    let step = |id: &'static str, event| Step { id: id.into(), event };
    let window = Is::After { variable: 't', from: Span::from_secs(2), to: Span::from_secs(5) };
    let of = |kind| Pattern::of(kind).with(Field::Message, m());
    let steps = vec![
        step("got", of(Kind::Get).with(Field::Actor, Is::Same('a')).with(Field::At, Is::Same('t'))),
        step("worked", of(Kind::WorkDone).with(Field::Actor, Is::Other('a'))),
        step("deleted", of(Kind::Delete).with(Field::Actor, Is::Same('a')).with(Field::At, window)),
    ];
    Goal { clauses: vec![Clause { id: "story".into(), rule: Rule::Seq(steps.into()) }].into() }
}

/// How many steps the best choice of events meets, by trying them all.
fn steps_met(deeds: &[Deed]) -> usize {
    let mut best = 0;
    for (i, got) in deeds.iter().enumerate().filter(|(_, deed)| deed.kind == Kind::Get) {
        best = best.max(1);
        for (j, worked) in deeds.iter().enumerate().skip(i + 1).filter(|(_, deed)| deed.kind == Kind::WorkDone) {
            if worked.message != got.message || worked.actor == got.actor {
                continue;
            }
            best = best.max(2);
            let deleted = deeds[j + 1..].iter().any(|deed| {
                deed.kind == Kind::Delete
                    && (deed.message, deed.actor) == (got.message, got.actor)
                    && (2..=5).contains(&(deed.second - got.second))
            });
            if deleted {
                return 3;
            }
        }
    }
    best
}

const A: ActorId = ActorId(2);
const B: ActorId = ActorId(3);

/// A flag perhaps, a crash of A around five seconds, and up to three more acts anywhere. Times in milliseconds.
fn mornings() -> impl Strategy<Value = Vec<(u64, Input)>> {
    let flag = Input::Predict { prediction: Prediction::Instant(STARTS_AT) };
    let put = Call::Put { queue: "newsqueue".into(), text: "again".into(), visibility_timeout: None, time_to_live: None };
    let act = prop_oneof![
        Just(Input::Crash { actor: A }),
        Just(Input::Crash { actor: B }),
        Just(Input::Restart { actor: A }),
        Just(Input::Restart { actor: B }),
        Just(flag.clone()),
        Just(Input::Call { by: PERSON, via: Via::Form, call: put }),
    ];
    let others = prop::collection::vec(((0u64..120).prop_map(|half| half * 500), act), 0..4);
    let flag = prop_oneof![3 => Just(vec![(0, flag)]), 1 => Just(vec![])];
    (flag, 3_500u64..6_500, others).prop_map(|(flag, crash_at, others)| {
        let mut acts = flag;
        acts.push((crash_at, Input::Crash { actor: A }));
        acts.extend(others);
        acts.sort_by_key(|(at, _)| *at);
        acts
    })
}

/// The flagship's goal read with loops, for the one story there is.
fn solved(events: &[Event]) -> bool {
    let position = |is: &dyn Fn(&Event) -> bool| events.iter().position(is);
    let by = |event: &Event, actor| event.actor == Some(actor);
    let flag = position(&|event| matches!(event.kind, EventKind::Predicted { .. }));
    let gives_away =
        position(&|event| matches!(event.kind, EventKind::WorkerCrash { .. } | EventKind::Reappear { .. } | EventKind::Delete { .. }));
    let in_time = flag.is_some_and(|flag| gives_away.is_none_or(|other| flag < other));
    let puts = events.iter().filter(|event| matches!(event.kind, EventKind::Put { .. })).count();
    let Some(got) = position(&|event| by(event, A) && matches!(event.kind, EventKind::Get { .. })) else { return false };
    let after = |from: usize, is: &dyn Fn(&Event) -> bool| (from + 1..events.len()).find(|&index| is(&events[index]));
    let since_get = |at: Timestamp| at.since(events[got].at);
    let crashed = after(got, &|event| {
        by(event, A)
            && matches!(&event.kind, EventKind::WorkerCrash { holding } if holding.len() == 1)
            && (Span::from_secs(4)..=Span::from_secs(6)).contains(&since_get(event.at))
    });
    let Some(crashed) = crashed else { return false };
    let back = after(crashed, &|event| matches!(event.kind, EventKind::Reappear { .. }) && since_get(event.at) == Span::from_secs(30));
    let Some(back) = back else { return false };
    let taken = after(back, &|event| by(event, B) && matches!(event.kind, EventKind::Get { dequeue_count: 2, .. }));
    let Some(taken) = taken else { return false };
    let deleted = after(taken, &|event| by(event, B) && matches!(event.kind, EventKind::Delete { .. }));
    let taken_back = events.iter().any(|event| by(event, A) && matches!(event.kind, EventKind::Get { dequeue_count: 2.., .. }));
    in_time && puts == 1 && deleted.is_some() && !taken_back
}

proptest! {
    #[test]
    fn the_matcher_finds_a_sequence_whenever_there_is_one(deeds in deeds()) {
        let events = events(&deeds);
        let now = events.last().map_or(STARTS_AT, |event| event.at);
        let progress = check(&goal(), &Facts { starts_at: STARTS_AT, now, events: &events });
        let met: Vec<_> = progress.items.iter().flat_map(|item| item.events.iter().copied()).collect();
        prop_assert_eq!(met.len(), steps_met(&deeds));
        prop_assert!(met.is_sorted(), "steps are met in order: {:?}", met);
        prop_assert_eq!(progress.passed(), met.len() == 3);
    }
    #[test]
    fn the_flagships_verdict_is_a_plain_reading_of_the_morning(acts in mornings()) {
        let exercise = exercise(6).expect("ready");
        let mut timeline = Timeline::new(exercise.start.clone());
        for (millis, input) in acts {
            timeline.advance(STARTS_AT + Span::from_millis(millis), u32::MAX);
            timeline.push(input).expect("there is room");
        }
        timeline.advance(STARTS_AT + Span::from_secs(100), u32::MAX);
        let progress = check(&exercise.goal, &Facts::of(&timeline));
        prop_assert_eq!(progress.passed(), solved(timeline.events()), "{:?}", progress);
    }
}
