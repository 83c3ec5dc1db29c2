//! Time travel: the same inputs give the same history, and the playhead may go anywhere in it.

use super::newsroom::{busy_scenario, crash_scenario};
use playground::sim::{ActorId, Input};
use playground::time::{Span, Timestamp};
use playground::timeline::Timeline;
use proptest::prelude::*;

fn secs(timeline: &Timeline, secs: u64) -> Timestamp {
    timeline.scenario().starts_at + Span::from_secs(secs)
}

/// A busy world with a few acts in it, played for two minutes.
fn played() -> Timeline {
    let mut timeline = Timeline::new(busy_scenario(7));
    for (at, input) in [
        (11, Input::Crash { actor: ActorId(8) }),
        (25, Input::Restart { actor: ActorId(8) }),
        (25, Input::Crash { actor: ActorId(9) }),
        (70, Input::Restart { actor: ActorId(9) }),
    ] {
        timeline.advance(secs(&timeline, at), u32::MAX);
        timeline.push(input).expect("there is room");
    }
    timeline.advance(secs(&timeline, 120), u32::MAX);
    timeline
}

#[test]
fn the_same_seed_and_inputs_give_the_same_history() {
    let timeline = played();
    assert!(timeline.events().len() > 1500, "{} events are too few to mean anything", timeline.events().len());
    let again = Timeline::replay(timeline.run());
    assert_eq!(again.fingerprint(), timeline.fingerprint());
    assert_eq!(again.events(), timeline.events());
}

#[test]
fn another_seed_gives_another_history() {
    let mut other = Timeline::new(busy_scenario(8));
    other.advance(secs(&other, 120), u32::MAX);
    let mut one = Timeline::new(busy_scenario(7));
    one.advance(secs(&one, 120), u32::MAX);
    assert_ne!(one.fingerprint(), other.fingerprint());
}

#[test]
fn seeking_back_and_forth_repeats_history_exactly() {
    let mut timeline = played();
    let (end, all) = (timeline.now(), timeline.events().to_vec());
    for at in [3, 90, 25, 24, 26, 0, 119, 11, 60] {
        timeline.seek(secs(&timeline, at));
        let until = timeline.now();
        let expected: Vec<_> = all.iter().filter(|event| event.at <= until).cloned().collect();
        assert_eq!(timeline.events(), expected, "at {at} s");
        assert_eq!(timeline.known_events(), all, "what was known stays known");
    }
    timeline.seek(end);
    assert_eq!(timeline.events(), all);
}

#[test]
fn stepping_there_and_back_visits_the_same_instants() {
    let mut timeline = Timeline::new(crash_scenario());
    let mut instants = vec![timeline.now()];
    for _ in 0..40 {
        assert!(timeline.step());
        instants.push(timeline.now());
    }
    for at in instants.iter().rev().skip(1) {
        timeline.step_back();
        assert_eq!(timeline.now(), *at);
    }
}

#[test]
fn an_act_in_the_past_replaces_the_future_and_keeps_it_as_a_ghost() {
    let mut timeline = played();
    let future: Vec<_> = timeline.events().iter().filter(|event| event.at > secs(&timeline, 40)).cloned().collect();
    timeline.seek(secs(&timeline, 40));
    timeline.push(Input::Crash { actor: ActorId(7) }).expect("there is room");
    let ghost = timeline.ghost().expect("there was a future to replace");
    assert_eq!(ghost.forked_at, secs(&timeline, 40));
    assert_eq!(ghost.events, future);
    let original = played().fingerprint();
    timeline.advance(secs(&timeline, 120), u32::MAX);
    assert_ne!(timeline.fingerprint(), original);

    let branch = timeline.fingerprint();
    timeline.swap_ghost();
    assert_eq!(timeline.now(), secs(&timeline, 40));
    timeline.seek(secs(&timeline, 120));
    assert_eq!(timeline.fingerprint(), original, "the replaced branch is whole");
    timeline.swap_ghost();
    timeline.seek(secs(&timeline, 120));
    assert_eq!(timeline.fingerprint(), branch, "and so is the one that replaced it");
}

#[test]
fn a_fork_shares_the_past_and_knows_no_future() {
    let timeline = played();
    let at = secs(&timeline, 50);
    let mut branch = timeline.fork(at);
    assert_eq!(branch.now(), at);
    assert!(branch.known_events().iter().all(|event| event.at <= at));
    branch.advance(secs(&timeline, 69), u32::MAX);
    let mut same = timeline.clone();
    same.seek(secs(&timeline, 69));
    assert_eq!(branch.fingerprint(), same.fingerprint(), "until the next act the future is the same");
}

#[test]
fn work_is_bounded_and_what_is_left_is_done_later() {
    let mut timeline = Timeline::new(busy_scenario(7));
    let end = secs(&timeline, 120);
    let mut calls = 0;
    while timeline.now() < end {
        let happened = timeline.advance(end, 50);
        assert!(happened < 100, "a slice must stay near its bound: {happened}");
        calls += 1;
    }
    assert!(calls > 20);
    let mut at_once = Timeline::new(busy_scenario(7));
    at_once.advance(end, u32::MAX);
    assert_eq!(timeline.fingerprint(), at_once.fingerprint());
}

#[test]
fn the_exchange_behind_any_event_can_be_had_again() {
    let timeline = played();
    let mut found = 0;
    for event in timeline.events().iter().step_by(37) {
        if let Some(exchange) = timeline.exchange(event.id) {
            assert!(exchange.request.target.contains("/newsqueue"), "{}", exchange.request.target);
            assert!(exchange.response.status >= 200);
            found += 1;
        }
    }
    assert!(found > 10);
}

#[test]
fn a_history_from_the_end_of_time_stands_still_there() {
    let end = Timestamp::from_micros(u64::MAX);
    let mut timeline = Timeline::new(playground::sim::Scenario { starts_at: end, ..crash_scenario() });
    assert!(timeline.now() < Timestamp::NEVER);
    timeline.push(Input::Crash { actor: ActorId(2) }).expect("there is room");
    timeline.seek(end);
    timeline.advance(end, u32::MAX);
    assert_eq!(timeline.now(), timeline.scenario().starts_at, "there is no later");
    assert!(!timeline.events().is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// However a run is cut into frames, steps and seeks, it is the same run.
    #[test]
    fn any_way_of_walking_gives_the_same_history(seed in 0..1000_u64, moves in prop::collection::vec((0..60_u64, 0..4_u8), 1..12)) {
        let mut walked = Timeline::new(busy_scenario(seed));
        for (at, how) in moves {
            match how {
                0 => walked.seek(secs(&walked, at)),
                1 => { walked.step(); }
                2 => walked.step_back(),
                _ => { walked.advance(walked.now() + Span::from_millis(at * 30), 40); }
            }
        }
        let end = secs(&walked, 60);
        walked.seek(end);
        let mut straight = Timeline::new(busy_scenario(seed));
        straight.advance(end, u32::MAX);
        prop_assert_eq!(walked.fingerprint(), straight.fingerprint());
    }
}

#[test]
fn undoing_takes_back_the_last_act_and_swapping_brings_it_again() {
    let mut timeline = played();
    let all = timeline.events().to_vec();
    let acts = timeline.inputs().to_vec();
    timeline.undo();
    assert_eq!(timeline.now(), secs(&timeline, 70));
    assert_eq!(timeline.inputs(), &acts[..3]);
    assert!(!timeline.known_events().iter().any(|event| event.at > timeline.now()), "nothing is known of the other future");
    let ghost = timeline.ghost().expect("what was taken back is kept");
    assert_eq!(ghost.events, all[timeline.events().len()..]);
    // Without it, the world goes another way.
    let mut other = timeline.clone();
    other.advance(secs(&other, 120), u32::MAX);
    assert_ne!(other.events(), all);
    timeline.swap_ghost();
    timeline.advance(secs(&timeline, 120), u32::MAX);
    assert_eq!(timeline.events(), all);
    assert_eq!(timeline.inputs(), acts);
}

#[test]
fn undoing_takes_acts_of_one_instant_one_by_one_until_none_is_left() {
    let mut timeline = played();
    timeline.undo();
    timeline.undo();
    assert_eq!((timeline.now(), timeline.inputs().len()), (secs(&timeline, 25), 2), "the restart at the same instant stays");
    timeline.undo();
    assert_eq!((timeline.now(), timeline.inputs().len()), (secs(&timeline, 25), 1));
    timeline.undo();
    timeline.undo();
    assert_eq!((timeline.now(), timeline.inputs().len()), (secs(&timeline, 11), 0));
    assert!(timeline.last_act().is_none());
    let mut untouched = Timeline::new(busy_scenario(7));
    untouched.advance(secs(&untouched, 11), u32::MAX);
    assert_eq!(timeline.events(), untouched.events());
}

#[test]
fn a_history_with_other_acts_has_the_first_one_as_its_ghost() {
    let timeline = played();
    let other = timeline.instead(vec![timeline.inputs()[0].clone()]);
    assert_eq!(other.now(), timeline.scenario().starts_at);
    let ghost = other.ghost().expect("the history it was made from");
    assert_eq!(ghost.events.len() + other.events().len(), timeline.events().len());
    let mut alone = Timeline::replay(other.run());
    let mut branch = other;
    for timeline in [&mut alone, &mut branch] {
        timeline.advance(secs(timeline, 60), u32::MAX);
    }
    assert_eq!(branch.events(), alone.events());
}
