//! Looking ahead finds what will happen, and changes nothing.

use super::newsroom::crash_scenario;
use playground::sim::scenarios::ready;
use playground::sim::{ActorId, Event, EventKind, Input, Scenario};
use playground::stage::is_moment;
use playground::time::{Span, Timestamp};
use playground::timeline::{Ahead, Timeline};

fn secs(timeline: &Timeline, secs: u64) -> Timestamp {
    timeline.scenario().starts_at + Span::from_secs(secs)
}

fn crash_and_return() -> Timeline {
    Timeline::new((ready("crash").expect("it is in the catalogue").scenario)())
}

#[test]
fn it_finds_the_crash_then_the_return_and_then_nothing() {
    let mut timeline = crash_and_return();
    for (expected, is) in [
        (5, (|kind| matches!(kind, EventKind::WorkerCrash { .. })) as fn(&EventKind) -> bool),
        (30, |kind| matches!(kind, EventKind::Reappear { .. })),
    ] {
        let Ahead::At(at) = timeline.look_ahead(1_000, is_moment) else { panic!("something happens before {expected} s") };
        assert_eq!(at.since(timeline.scenario().starts_at).as_secs(), expected);
        timeline.seek(at);
        assert!(timeline.events().iter().any(|event| event.at == at && is(&event.kind)), "{expected} s");
    }
    let seen = timeline.events().len();
    let Ahead::NotUntil(until) = timeline.look_ahead(1_000, is_moment) else { panic!("nothing else goes wrong in this world") };
    timeline.advance(until, u32::MAX);
    // Whole instants are looked at, so the last one may hold an event or two more than were asked for.
    assert!((1_000..1_010).contains(&(timeline.events().len() - seen)), "{} events", timeline.events().len() - seen);
    assert!(!timeline.events()[seen..].iter().any(is_moment));
}

#[test]
fn it_changes_neither_the_playhead_nor_what_is_known() {
    let mut timeline = crash_and_return();
    timeline.seek(secs(&timeline, 3));
    let before = (timeline.now(), timeline.events().to_vec(), timeline.known_events().to_vec(), timeline.fingerprint());
    assert!(matches!(timeline.look_ahead(1_000, is_moment), Ahead::At(_)));
    assert_eq!((timeline.now(), timeline.events().to_vec(), timeline.known_events().to_vec(), timeline.fingerprint()), before);
}

#[test]
fn it_knows_the_acts_that_are_still_to_come() {
    let mut timeline = Timeline::new(crash_scenario());
    timeline.seek(secs(&timeline, 7));
    timeline.push(Input::Crash { actor: ActorId(3) }).expect("there is room");
    timeline.seek(secs(&timeline, 1));
    let crash = |event: &Event| matches!(event.kind, EventKind::WorkerCrash { .. }) && event.actor == Some(ActorId(3));
    assert_eq!(timeline.look_ahead(1_000, crash), Ahead::At(secs(&timeline, 7)));
}

#[test]
fn a_world_without_anybody_has_nothing_ahead() {
    let timeline = Timeline::new(Scenario { actors: Vec::new(), faults: Vec::new(), ..crash_scenario() });
    assert_eq!(timeline.look_ahead(1_000, |_| true), Ahead::Never);
}
