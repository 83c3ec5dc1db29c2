//! Faults: each does what it says, for as long as it says, and the same again under the same seed.

use super::newsroom::{STARTS_AT, busy_scenario, desk, newsroom, played, told, worker};
use playground::client::{Call, ClientError};
use playground::engine::{OperationName, Throttling};
use playground::lessons::Kind;
use playground::sim::{ActorId, ConsumerSpec, Fault, Input, LinkSpec, PERSON, Pace, ProducerSpec, Retry, Scenario, ScriptedFault, Via};
use playground::time::Span;
use playground::timeline::Timeline;

const DESK: ActorId = ActorId(1);
const A: ActorId = ActorId(2);

fn secs(secs: u64) -> Span {
    Span::from_secs(secs)
}

fn at(after: u64, fault: Fault) -> ScriptedFault {
    ScriptedFault { after: secs(after), fault }
}

/// A story every ten seconds from 1 s on, three in all, and a worker if there is to be one.
fn three_stories(faults: Vec<ScriptedFault>, spec: Option<ConsumerSpec>) -> Scenario {
    let pace = Pace::Steady { every: secs(10) };
    let spec_of_desk = ProducerSpec { starts_after: secs(1), pace, count: Some(3), ..ProducerSpec::on("newsqueue", "{\"story\":{n}}") };
    let mut actors = vec![desk("Desk", spec_of_desk)];
    actors.extend(spec.map(|spec| worker("A", spec)));
    Scenario { faults, ..newsroom(actors) }
}

#[test]
fn a_lost_request_is_sent_again_and_nothing_is_doubled() {
    let lose = Fault::LoseRequest { actor: Some(DESK), operation: None, count: 1 };
    let timeline = played(three_stories(vec![at(5, lose)], None), &[], 60);
    assert_eq!(
        told(&timeline, &[Kind::Fault, Kind::Put, Kind::Lost]),
        [
            "1.000 Desk put 1 newsqueue",
            "5.000 Desk fault lose-request",
            "11.000 Desk lost request",
            "21.000 Desk put 2 newsqueue",
            // Ten seconds of waiting, one of pause.
            "22.000 Desk put 3 newsqueue",
        ]
    );
}

#[test]
fn a_lost_reply_is_sent_again_and_the_message_is_doubled() {
    let lose = Fault::LoseReply { actor: None, operation: Some(OperationName::PutMessage), count: 1 };
    let timeline = played(three_stories(vec![at(5, lose)], None), &[], 60);
    assert_eq!(
        told(&timeline, &[Kind::Put, Kind::Lost]),
        [
            "1.000 Desk put 1 newsqueue",
            "11.000 Desk put 2 newsqueue",
            "11.000 Desk lost reply",
            "21.000 Desk put 3 newsqueue",
            "22.000 Desk put 4 newsqueue",
        ]
    );
}

#[test]
fn a_lost_reply_of_a_delete_ends_in_a_harmless_refusal() {
    let lose = Fault::LoseReply { actor: Some(A), operation: Some(OperationName::DeleteMessage), count: 1 };
    let timeline = played(three_stories(vec![at(0, lose)], Some(ConsumerSpec::on("newsqueue"))), &[], 20);
    assert_eq!(
        told(&timeline, &[Kind::Get, Kind::Delete, Kind::Lost, Kind::Rejected]),
        [
            "1.000 A get 1 x1",
            "2.000 A delete 1 newsqueue",
            "2.000 A lost reply",
            "13.000 A refused 404 MessageNotFound",
            "13.000 A get 2 x1",
            "14.000 A delete 2 newsqueue",
        ]
    );
}

#[test]
fn retries_double_their_pause_and_end() {
    let retry = Retry { times: 3, pause: secs(1), doubles: true, jitter: Span::ZERO };
    let spec = ProducerSpec { retry, waits_for: secs(2), ..ProducerSpec::on("newsqueue", "story") };
    let outage = at(0, Fault::Outage { lasts_for: secs(100) });
    let timeline =
        played(Scenario { faults: vec![outage], ..newsroom(vec![desk("Desk", ProducerSpec { starts_after: secs(1), ..spec })]) }, &[], 200);
    assert_eq!(
        told(&timeline, &[Kind::Lost, Kind::Put]),
        ["1.000 Desk lost request", "4.000 Desk lost request", "8.000 Desk lost request", "14.000 Desk lost request"]
    );
}

#[test]
fn an_outage_ends_to_the_microsecond() {
    let by_hand = |at| {
        let call = Call::Peek { queue: "newsqueue".into(), count: None };
        (at, Input::Call { by: PERSON, via: Via::Form, call })
    };
    let outage = at(5, Fault::Outage { lasts_for: secs(5) });
    let scenario = Scenario { faults: vec![outage], ..newsroom(Vec::new()) };
    let timeline = played(scenario, &[by_hand(4), by_hand(5), by_hand(9), by_hand(10)], 11);
    assert_eq!(
        told(&timeline, &[Kind::PeekEmpty, Kind::Lost]),
        ["4.000 you peek-empty newsqueue", "5.000 you lost request", "9.000 you lost request", "10.000 you peek-empty newsqueue"]
    );
    let answers = timeline.world().actor(PERSON).and_then(|person| person.answers()).expect("a person remembers");
    assert_eq!(answers[1].result, Err(ClientError::NoAnswer));
    assert_eq!(answers[1].at, STARTS_AT + secs(5), "a person sees at once that nothing came");
}

#[test]
fn a_slow_link_delays_each_way_and_an_answer_after_the_patience_is_none() {
    let slow = |extra| at(0, Fault::Slow { extra, jitter: Span::ZERO, lasts_for: secs(50) });
    let spec = ConsumerSpec { waits_for: secs(10), ..ConsumerSpec::on("newsqueue") };
    let timeline = played(three_stories(vec![slow(secs(2))], Some(spec.clone())), &[], 20);
    assert_eq!(told(&timeline, &[Kind::Put])[0], "3.000 Desk put 1 newsqueue");
    // Asked at 0, answered empty at 4, asked at 5: reaches the service at 7, heard at 9, worked until 10, deleted at 12.
    assert_eq!(told(&timeline, &[Kind::Get, Kind::Delete])[..2], ["7.000 A get 1 x1", "12.000 A delete 1 newsqueue"]);
    let inside = played(three_stories(vec![slow(secs(5))], Some(spec.clone())), &[], 12);
    assert!(inside.world().actor(A).and_then(|a| a.as_consumer()).is_some_and(|a| a.empty_answers == 1));
    let outside = played(three_stories(vec![slow(Span::from_millis(5_001))], Some(spec)), &[], 12);
    assert!(outside.world().actor(A).and_then(|a| a.as_consumer()).is_some_and(|a| a.empty_answers == 0));
}

#[test]
fn a_stalled_worker_goes_on_without_knowing_that_its_lease_is_over() {
    let a = ConsumerSpec { works_for: secs(10), ..ConsumerSpec::on("newsqueue") };
    let b = ConsumerSpec { starts_after: secs(2), ..a.clone() };
    let stall = at(5, Fault::Stall { actor: A, lasts_for: secs(40) });
    let scenario = newsroom(vec![desk("Desk", ProducerSpec::on("newsqueue", "story")), worker("A", a), worker("B", b)]);
    let timeline = played(Scenario { faults: vec![stall], ..scenario }, &[], 60);
    assert_eq!(
        told(&timeline, &[Kind::Get, Kind::SideEffect, Kind::Delete, Kind::Rejected]),
        [
            "0.000 A get 1 x1",
            "30.000 B get 1 x2",
            "40.000 B effect story x1",
            "40.000 B delete 1 newsqueue",
            "50.000 A effect story x2",
            "50.000 A refused 404 MessageNotFound",
        ]
    );
}

#[test]
fn throttling_refuses_what_exceeds_its_scale_and_ends_with_its_time() {
    let burst = ProducerSpec {
        pace: Pace::Bursts { size: 6, apart: Span::from_millis(1), every: secs(10) },
        count: Some(18),
        retry: Retry::NEVER,
        ..ProducerSpec::on("newsqueue", "story {n}")
    };
    // 1:500 of 2,000 messages a second are four.
    let throttle = at(5, Fault::Throttle { part: 1, whole: 500, lasts_for: secs(10) });
    let scenario = Scenario { faults: vec![throttle], ..newsroom(vec![desk("Desk", burst.clone())]) };
    let timeline = played(scenario, &[], 40);
    let puts = |timeline: &Timeline, from: &str| told(timeline, &[Kind::Put]).iter().filter(|line| line.starts_with(from)).count();
    assert_eq!((puts(&timeline, "0."), puts(&timeline, "10."), puts(&timeline, "20.")), (6, 4, 6));
    assert_eq!(told(&timeline, &[Kind::Throttled]).len(), 2);
    assert_eq!(timeline.world().tally().throttled, 2);
    let always = Scenario { throttling: Throttling::Scaled { part: 1, whole: 500 }, ..newsroom(vec![desk("Desk", burst)]) };
    assert_eq!(told(&played(always, &[], 40), &[Kind::Throttled]).len(), 6);
}

#[test]
fn a_clock_more_than_fifteen_minutes_behind_is_refused() {
    let skew = |secs| at(5, Fault::Skew { actor: DESK, ahead_secs: secs });
    let refused = |ahead| told(&played(three_stories(vec![skew(ahead)], None), &[], 60), &[Kind::Rejected]).len();
    assert_eq!((refused(-15 * 60), refused(-15 * 60 - 1)), (0, 2));
    // The service's answers name only dates that are too old.
    assert_eq!(refused(3600), 0);
}

#[test]
fn torn_texts_are_half_as_long_and_no_json() {
    let timeline = played(three_stories(vec![at(5, Fault::Tear { actor: DESK, count: 1 })], None), &[], 60);
    let texts: Vec<_> =
        timeline.world().queue("newsqueue").expect("it exists").messages(timeline.now()).map(|m| m.text.to_string()).collect();
    assert_eq!(texts, ["{\"story\":1}", "{\"sto", "{\"story\":3}"]);
}

#[test]
fn crashes_and_restarts_can_be_scripted_and_a_fault_that_cannot_strike_leaves_no_trace() {
    let spec = ConsumerSpec { starts_after: secs(20), ..ConsumerSpec::on("newsqueue") };
    let faults = vec![at(3, Fault::Crash { actor: A }), at(3, Fault::Crash { actor: A }), at(6, Fault::Restart { actor: A })];
    let timeline = played(three_stories(faults, Some(spec)), &[(8, Input::Fault { fault: Fault::Tear { actor: A, count: 1 } })], 9);
    assert_eq!(
        told(&timeline, &[Kind::Fault, Kind::WorkerCrash, Kind::WorkerStart]),
        ["3.000 A fault crash", "3.000 A crash holding 0", "6.000 A fault restart", "6.000 A start"]
    );
}

#[test]
fn a_world_full_of_faults_is_the_same_again_however_it_is_walked() {
    let scenario = |seed| Scenario {
        link: LinkSpec { jitter: Span::from_millis(40), ..LinkSpec::steady(Span::from_millis(10)) },
        faults: vec![
            at(10, Fault::Slow { extra: Span::from_millis(200), jitter: secs(2), lasts_for: secs(20) }),
            at(20, Fault::Outage { lasts_for: secs(15) }),
            at(40, Fault::LoseReply { actor: None, operation: None, count: 5 }),
            at(50, Fault::Throttle { part: 1, whole: 2_000, lasts_for: secs(20) }),
            at(60, Fault::Stall { actor: ActorId(8), lasts_for: secs(9) }),
        ],
        ..busy_scenario(seed)
    };
    let timeline = played(scenario(3), &[], 120);
    let tally = timeline.world().tally();
    assert!(tally.lost > 20 && tally.throttled > 5, "{tally:?} is too calm to mean anything");
    let mut again = Timeline::new(scenario(3));
    for stop in [90, 15, 30, 22, 70, 120] {
        again.seek(STARTS_AT + secs(stop));
    }
    assert_eq!(again.fingerprint(), timeline.fingerprint());
    assert_ne!(played(scenario(4), &[], 120).fingerprint(), timeline.fingerprint());
}
