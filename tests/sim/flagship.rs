//! "Crash, and thirty seconds of silence", told as a script.

use super::newsroom::crash_scenario;
use playground::sim::{ActorId, EventKind, Input};
use playground::time::Span;
use playground::timeline::Timeline;

const A: ActorId = ActorId(2);
const B: ActorId = ActorId(3);

fn at(timeline: &Timeline, millis: u64) -> playground::time::Timestamp {
    timeline.scenario().starts_at + Span::from_millis(millis)
}

/// Plays to a moment after the start.
fn play(timeline: &mut Timeline, millis: u64) {
    timeline.advance(at(timeline, millis), u32::MAX);
}

fn times(timeline: &Timeline, is: impl Fn(&EventKind) -> bool) -> Vec<(u64, Option<ActorId>)> {
    let start = timeline.scenario().starts_at;
    timeline.events().iter().filter(|event| is(&event.kind)).map(|event| (event.at.since(start).as_millis(), event.actor)).collect()
}

#[test]
fn a_crashed_workers_message_comes_back_thirty_seconds_after_the_get() {
    let mut timeline = Timeline::new(crash_scenario());
    play(&mut timeline, 5_000);
    timeline.push(Input::Crash { actor: A }).expect("there is room");
    play(&mut timeline, 45_000);

    assert_eq!(times(&timeline, |kind| matches!(kind, EventKind::Get { .. })), [(0, Some(A)), (30_000, Some(B))]);
    assert_eq!(times(&timeline, |kind| matches!(kind, EventKind::Reappear { .. })), [(30_000, None)]);
    assert_eq!(times(&timeline, |kind| matches!(kind, EventKind::Delete { .. })), [(42_000, Some(B))]);
    // B asked every second from 1 s to 29 s for nothing, and again after it was done.
    let empty = times(&timeline, |kind| matches!(kind, EventKind::GetEmpty { .. }));
    assert_eq!(empty.iter().filter(|(millis, _)| *millis < 30_000).count(), 29);
    let counts: Vec<u32> = timeline
        .events()
        .iter()
        .filter_map(|event| match event.kind {
            EventKind::Get { dequeue_count, .. } => Some(dequeue_count),
            _ => None,
        })
        .collect();
    assert_eq!(counts, [1, 2]);
}

#[test]
fn without_a_crash_the_message_is_gone_after_the_work() {
    let mut timeline = Timeline::new(crash_scenario());
    play(&mut timeline, 60_000);
    assert_eq!(times(&timeline, |kind| matches!(kind, EventKind::Delete { .. })), [(12_000, Some(A))]);
    assert!(times(&timeline, |kind| matches!(kind, EventKind::Reappear { .. })).is_empty());
}

#[test]
fn a_leased_message_is_in_the_queue_with_its_holder() {
    let mut timeline = Timeline::new(crash_scenario());
    play(&mut timeline, 3_000);
    let world = timeline.world();
    let counts = world.queue_counts("newsqueue");
    assert_eq!((counts.visible, counts.hidden), (0, 1));
    let message = world.queue("newsqueue").expect("it exists").messages(world.now()).next().expect("it is live").number;
    assert_eq!(world.lease(message).map(|lease| lease.holder), Some(A));
}

#[test]
fn every_event_follows_from_earlier_ones_and_only_beginnings_have_no_cause() {
    let mut timeline = Timeline::new(crash_scenario());
    play(&mut timeline, 5_000);
    timeline.push(Input::Crash { actor: A }).expect("there is room");
    play(&mut timeline, 45_000);
    for event in timeline.events() {
        for cause in [event.causes.actor, event.causes.message].into_iter().flatten() {
            assert!(cause < event.id, "{event:?} must come after its cause");
        }
        let begins = matches!(
            event.kind,
            EventKind::QueueCreated { .. } | EventKind::Put { .. } | EventKind::GetEmpty { .. } | EventKind::Predicted { .. }
        );
        assert!(begins || event.causes.actor.or(event.causes.message).is_some(), "{event:?} comes from nowhere");
    }
    // Why did B get it? Because it became visible again; because A had got it; because it had been put.
    let mut event =
        timeline.events().iter().find(|event| matches!(event.kind, EventKind::Get { .. }) && event.actor == Some(B)).expect("B got it");
    let mut chain = Vec::new();
    while let Some(cause) = event.causes.message.and_then(|id| timeline.event(id)) {
        chain.push(&cause.kind);
        event = cause;
    }
    assert!(matches!(chain[0], EventKind::Reappear { .. }), "{chain:?}");
    assert!(chain.iter().any(|kind| matches!(kind, EventKind::WorkerCrash { .. })), "{chain:?}");
}
