//! Acts can be taken back and done again, and what they had replaced comes back with them.

use super::newsroom::{busy_scenario, crash_scenario};
use playground::sim::{ActorId, Input};
use playground::time::{Span, Timestamp};
use playground::timeline::Timeline;
use proptest::prelude::*;

fn secs(timeline: &Timeline, secs: u64) -> Timestamp {
    timeline.scenario().starts_at + Span::from_secs(secs)
}

#[test]
fn an_act_that_is_taken_back_has_not_happened() {
    let mut timeline = Timeline::new(crash_scenario());
    timeline.advance(secs(&timeline, 5), u32::MAX);
    let before = timeline.clone();
    timeline.push(Input::Crash { actor: ActorId(2) }).expect("there is room");
    timeline.advance(secs(&timeline, 40), u32::MAX);
    assert!(!timeline.can_redo());
    assert!(timeline.undo());
    assert_eq!(timeline.now(), secs(&timeline, 5));
    assert_eq!(timeline.events(), before.events());
    assert_eq!(timeline.inputs(), []);
    assert!(timeline.can_redo());
    assert!(!timeline.undo(), "there is nothing more to take back");
}

#[test]
fn an_act_that_is_done_again_happens_as_it_did() {
    let mut timeline = Timeline::new(busy_scenario(7));
    for (at, actor) in [(3, 7), (9, 8), (9, 9), (20, 7)] {
        timeline.advance(secs(&timeline, at), u32::MAX);
        let actor = ActorId(actor);
        let crashed = timeline.world().actor(actor).is_some_and(playground::sim::Actor::is_crashed);
        timeline.push(if crashed { Input::Restart { actor } } else { Input::Crash { actor } }).expect("there is room");
    }
    timeline.advance(secs(&timeline, 60), u32::MAX);
    let (all, end) = (timeline.fingerprint(), timeline.now());
    for left in (0..4).rev() {
        assert!(timeline.undo());
        assert_eq!(timeline.inputs().len(), left);
    }
    for done in 1..=4 {
        assert_eq!(timeline.redo(), Ok(true));
        assert_eq!(timeline.inputs().len(), done);
    }
    assert_eq!(timeline.redo(), Ok(false));
    timeline.seek(end);
    assert_eq!(timeline.fingerprint(), all);
}

#[test]
fn taking_a_fork_back_brings_the_replaced_future_back() {
    let mut timeline = Timeline::new(busy_scenario(7));
    timeline.advance(secs(&timeline, 50), u32::MAX);
    let (original, known) = (timeline.fingerprint(), timeline.known_events().to_vec());
    timeline.seek(secs(&timeline, 20));
    timeline.push(Input::Crash { actor: ActorId(8) }).expect("there is room");
    assert!(timeline.ghost().is_some());
    assert!(timeline.undo());
    assert!(timeline.ghost().is_none());
    assert_eq!(timeline.known_events(), known, "all of the replaced future is known again");
    timeline.seek(secs(&timeline, 50));
    assert_eq!(timeline.fingerprint(), original);
    assert_eq!(timeline.redo(), Ok(true));
    assert_eq!(timeline.ghost().map(|ghost| ghost.forked_at), Some(secs(&timeline, 20)), "and doing it again replaces it again");
}

#[test]
fn acting_otherwise_forgets_what_was_taken_back() {
    let mut timeline = Timeline::new(crash_scenario());
    timeline.push(Input::Crash { actor: ActorId(2) }).expect("there is room");
    timeline.undo();
    timeline.push(Input::Crash { actor: ActorId(3) }).expect("there is room");
    assert!(!timeline.can_redo());
}

#[test]
fn the_other_branch_can_be_seen_beside_this_one() {
    let mut timeline = Timeline::new(busy_scenario(7));
    timeline.advance(secs(&timeline, 50), u32::MAX);
    let original = timeline.fingerprint();
    assert!(timeline.other_branch().is_none());
    timeline.seek(secs(&timeline, 20));
    timeline.push(Input::Crash { actor: ActorId(8) }).expect("there is room");
    timeline.advance(secs(&timeline, 50), u32::MAX);
    let other = timeline.other_branch().expect("there is a ghost");
    assert_eq!(other.now(), timeline.now());
    assert_eq!(other.fingerprint(), original);
    assert_ne!(timeline.fingerprint(), original);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever was done and taken back, what remains is what its inputs say.
    #[test]
    fn what_remains_is_what_the_inputs_say(moves in prop::collection::vec((0..6_u8, 0..30_u64), 1..25)) {
        let mut timeline = Timeline::new(busy_scenario(3));
        for (what, number) in moves {
            let actor = ActorId(7 + u16::try_from(number % 3).unwrap_or(0));
            match what {
                0 => { timeline.undo(); }
                1 => { timeline.redo().expect("there is room"); }
                2 => timeline.seek(secs(&timeline, number)),
                3 => timeline.push(Input::Crash { actor }).expect("there is room"),
                4 => timeline.push(Input::Restart { actor }).expect("there is room"),
                _ => timeline.swap_ghost(),
            }
        }
        timeline.seek(secs(&timeline, 40));
        let again = Timeline::replay(timeline.run());
        prop_assert_eq!(again.events(), timeline.events());
    }
}
