//! Every ready-made scenario shows what it is named for, under its own seed, by the time it says.

use super::newsroom::told;
use playground::engine::MessageNumber;
use playground::lessons::Kind;
use playground::sim::scenarios::{READY, ready};
use playground::sim::{Event, EventKind};
use playground::time::{Span, Timestamp};
use playground::timeline::Timeline;

fn shown(id: &str) -> Timeline {
    let ready = ready(id).expect("it is in the catalogue");
    let mut timeline = Timeline::new((ready.scenario)());
    timeline.advance(timeline.scenario().starts_at + ready.shows_by, u32::MAX);
    timeline
}

fn count(timeline: &Timeline, kind: Kind) -> usize {
    timeline.events().iter().filter(|event| Kind::of(&event.kind) == kind).count()
}

fn actor(timeline: &Timeline, name: &str) -> Option<playground::sim::ActorId> {
    timeline.world().actors().iter().find(|actor| &*actor.name == name).map(|actor| actor.id)
}

/// The largest number of messages in the queue at once, and when it was last emptied.
fn backlog(timeline: &Timeline, name: &str) -> (i32, Span) {
    let (mut now, mut most, mut empty_at) = (0, 0, Timestamp::EPOCH);
    for event in timeline.events() {
        match &event.kind {
            EventKind::Put { queue, .. } if **queue == *name => now += 1,
            EventKind::Delete { queue, .. } if **queue == *name => now -= 1,
            _ => continue,
        }
        most = most.max(now);
        empty_at = if now == 0 { event.at } else { empty_at };
    }
    (most, empty_at.since(timeline.scenario().starts_at))
}

#[test]
fn ids_are_unique_and_their_queues_exist() {
    for (index, ready) in READY.iter().enumerate() {
        assert!(READY[..index].iter().all(|other| other.id != ready.id), "{}", ready.id);
        assert!((ready.scenario)().queues.iter().any(|queue| **queue == *ready.queue), "{}", ready.id);
    }
}

#[test]
fn election_night_turns_readers_away_without_a_queue_and_nobody_with_one() {
    let timeline = shown("election-night");
    assert!(timeline.world().tally().dropped >= 30, "{:?}", timeline.world().tally());
    assert_eq!((count(&timeline, Kind::Put), count(&timeline, Kind::Delete)), (60, 60));
    let (most, empty_at) = backlog(&timeline, "newsqueue");
    assert!((38..=42).contains(&most), "{most}");
    assert!(empty_at > Span::from_secs(25) && empty_at < Span::from_secs(35), "{empty_at:?}");
}

#[test]
fn scaling_empties_the_queue_in_less_than_half_the_time_with_few_empty_answers() {
    let timeline = shown("scaling");
    assert_eq!(count(&timeline, Kind::Delete), 60);
    let (most, empty_at) = backlog(&timeline, "newsqueue");
    assert!(most >= 10, "{most}: there must be something to empty");
    assert!(empty_at < Span::from_secs(16), "{empty_at:?}");
    let late = timeline.events().iter().filter(|event| event.at.since(timeline.scenario().starts_at) > empty_at);
    assert!(late.filter(|event| Kind::of(&event.kind) == Kind::GetEmpty).count() <= 20);
}

#[test]
fn crash_brings_the_story_back_when_the_lease_is_over() {
    let timeline = shown("crash");
    let b = actor(&timeline, "B");
    assert_eq!((count(&timeline, Kind::WorkerCrash), count(&timeline, Kind::Reappear)), (1, 1));
    let again = |event: &&Event| event.actor == b && matches!(event.kind, EventKind::Get { dequeue_count: 2, .. });
    let got = timeline.events().iter().find(again).expect("B gets it");
    let after = got.at.since(timeline.scenario().starts_at);
    assert!(after >= Span::from_secs(30) && after < Span::from_secs(32), "{after:?}");
    assert_eq!(count(&timeline, Kind::Delete), 1);
}

#[test]
fn stale_receipt_is_refused_after_somebody_else_got_the_message() {
    let timeline = shown("stale-receipt");
    let refused = told(&timeline, &[Kind::Rejected]);
    assert!(refused.len() == 1 && refused[0].ends_with("A refused 404 MessageNotFound"), "{refused:?}");
    assert_eq!(timeline.world().tally().duplicates, 1);
}

#[test]
fn poison_kills_three_times_and_is_set_aside() {
    let timeline = shown("poison");
    assert_eq!(count(&timeline, Kind::WorkerCrash), 3);
    assert_eq!(timeline.world().queue_counts("newsqueue-poison").visible, 1);
    assert_eq!((timeline.world().tally().effects, backlog(&timeline, "newsqueue").0 > 0), (5, true));
    let left = timeline.world().queue_counts("newsqueue");
    assert_eq!(left.visible + left.hidden, 0);
}

#[test]
fn duplicates_come_without_a_ledger_and_not_with_one() {
    let timeline = shown("duplicates");
    let world = timeline.world();
    assert_eq!((world.effect_count("Front page: the result"), world.effect_count("Back page: the final")), (2, 1));
    assert_eq!((count(&timeline, Kind::WorkerCrash), count(&timeline, Kind::Delete)), (2, 2));
}

#[test]
fn out_of_order_publishes_the_first_correction_last() {
    let timeline = shown("out-of-order");
    let published: Vec<u32> = timeline
        .events()
        .iter()
        .filter_map(|event| match event.kind {
            EventKind::SideEffect { message, .. } => Some(message.0),
            _ => None,
        })
        .collect();
    assert_eq!(published, [2, 3, 1]);
}

#[test]
fn time_to_live_takes_alerts_out_of_the_workers_hands_and_keeps_the_embargo() {
    let timeline = shown("time-to-live");
    let start = timeline.scenario().starts_at;
    assert!(told(&timeline, &[Kind::Rejected]).iter().any(|line| line.ends_with("A refused 404 MessageNotFound")));
    assert!(count(&timeline, Kind::Expire) >= 2);
    let embargoed = timeline.events().iter().find_map(|event| match event.kind {
        EventKind::Put { message, visible_at, .. } if visible_at > event.at => Some((message, visible_at)),
        _ => None,
    });
    let (message, free_at) = embargoed.expect("one is embargoed");
    assert!(free_at.since(start) >= Span::from_secs(45));
    let gets = |event: &&Event| matches!(event.kind, EventKind::Get { message: got, .. } if got == message);
    assert!(timeline.events().iter().find(gets).is_some_and(|get| get.at >= free_at), "it is got, and not before");
    let archive = |event: &Event| matches!(event.kind, EventKind::Put { expires_at: Timestamp::NEVER, .. });
    assert!(timeline.events().iter().any(archive));
}

#[test]
fn claim_check_leaves_an_orphan_or_a_message_without_its_blob() {
    let timeline = shown("claim-check");
    assert_eq!(timeline.world().blobs().len(), 1, "the orphan");
    assert!(told(&timeline, &[Kind::Rejected]).iter().any(|line| line.ends_with("404 BlobNotFound")));
    assert_eq!(timeline.world().tally().effects, 4);
    assert!(timeline.events().iter().all(|event| !matches!(event.kind, EventKind::Put { bytes: 1_025.., .. })), "tickets are small");
}

#[test]
fn throttled_refuses_the_hasty_and_hardly_the_patient() {
    let timeline = shown("throttled");
    let share = |name: &str| {
        let id = actor(&timeline, name);
        let of = |kind| timeline.events().iter().filter(|event| event.actor == id && Kind::of(&event.kind) == kind).count();
        let (taken, throttled) = (of(Kind::Put), of(Kind::Throttled));
        (taken, throttled * 100 / (taken + throttled))
    };
    let (hasty, patient) = (share("Hasty"), share("Patient"));
    assert!(hasty.0 < 400 && hasty.1 > 30, "{hasty:?}");
    assert!(patient.0 == 500 && patient.1 < 5, "{patient:?}");
}

#[test]
fn file_upload_survives_its_script() {
    let timeline = shown("file-upload");
    let world = timeline.world();
    assert!(count(&timeline, Kind::WorkerCrash) >= 2 && count(&timeline, Kind::Lost) == 1);
    assert_eq!(world.tally().duplicates, 0, "every file is resized once");
    assert_eq!((world.tally().effects, world.queue_counts("uploads-poison").visible), (11, 1));
    let left = world.queue_counts("uploads");
    assert_eq!(left.visible + left.hidden, 0);
    assert!(world.tally().put > 13, "the lost reply doubled a message, and one was copied: {:?}", world.tally());
}

#[test]
fn deployment_runs_twice_at_once_without_renewal_and_alone_with_it() {
    let timeline = shown("deployment");
    let overlaps = |name: &str| {
        let mut running: Vec<MessageNumber> = Vec::new();
        let mut overlaps = 0;
        let mut of_queue: Vec<MessageNumber> = Vec::new();
        for event in timeline.events() {
            match &event.kind {
                EventKind::Put { queue, message, .. } if **queue == *name => of_queue.push(*message),
                EventKind::WorkStart { message, .. } if of_queue.contains(message) => {
                    overlaps += usize::from(running.contains(message));
                    running.push(*message);
                }
                EventKind::WorkDone { message, .. } => {
                    running.iter().position(|other| other == message).map(|at| running.remove(at));
                }
                _ => {}
            }
        }
        overlaps
    };
    assert!(overlaps("deploy-prod") >= 1);
    assert_eq!(overlaps("deploy-stage"), 0);
}
