//! Producers and front ends: when they send, how much, and what they leave behind when they die.

use super::newsroom::{desk, newsroom, played, told, worker};
use playground::lessons::Kind;
use playground::sim::{
    ActorId, ActorSpec, Attachment, ConsumerSpec, CrashWhen, FrontEndSpec, Input, Pace, ProducerSpec, Role, Scenario, WriteOrder,
};
use playground::time::Span;

fn secs(secs: u64) -> Span {
    Span::from_secs(secs)
}

fn on() -> ProducerSpec {
    ProducerSpec { count: None, ..ProducerSpec::on("newsqueue", "story {n}") }
}

/// The seconds at which it sends within half a minute.
fn times(spec: ProducerSpec) -> Vec<String> {
    let lines = told(&played(newsroom(vec![desk("Desk", spec)]), &[], 30), &[Kind::Put]);
    lines.iter().map(|line| line.split(' ').next().expect("a time").to_owned()).collect()
}

#[test]
fn each_pace_has_its_rhythm() {
    assert_eq!(times(ProducerSpec { pace: Pace::Steady { every: secs(12) }, ..on() }), ["0.000", "12.000", "24.000"]);
    let bursts = Pace::Bursts { size: 3, apart: Span::from_millis(500), every: secs(20) };
    assert_eq!(times(ProducerSpec { pace: bursts, ..on() }), ["0.000", "0.500", "1.000", "20.000", "20.500", "21.000"]);
    let trace = Pace::Trace { pauses: vec![secs(2), secs(5), Span::from_millis(10)] };
    assert_eq!(times(ProducerSpec { pace: trace, ..on() }), ["2.000", "7.000", "7.010"]);
    assert!(times(ProducerSpec { pace: Pace::Trace { pauses: Vec::new() }, ..on() }).is_empty());
    assert_eq!(times(ProducerSpec { count: Some(2), starts_after: secs(3), ..on() }), ["3.000", "4.000"]);
}

#[test]
fn arrivals_by_chance_have_the_mean_they_were_given_and_are_spread_like_independent_ones() {
    let spec = ProducerSpec { pace: Pace::Poisson { mean: secs(2) }, ..on() };
    let timeline = played(newsroom(vec![desk("Desk", spec)]), &[], 20_000);
    let puts: Vec<_> = timeline.events().iter().filter(|event| Kind::of(&event.kind) == Kind::Put).map(|event| event.at).collect();
    assert!((9_500..10_500).contains(&puts.len()), "{} messages in 20,000 s", puts.len());
    // Of independent arrivals 63 % of the pauses are shorter than the mean, and 5 % longer than three times the mean.
    let share = |is: &dyn Fn(Span) -> bool| puts.windows(2).filter(|pair| is(pair[1].since(pair[0]))).count() * 100 / puts.len();
    assert!((60..=66).contains(&share(&|pause| pause < secs(2))));
    assert!((3..=7).contains(&share(&|pause| pause > secs(6))));
}

#[test]
fn texts_are_filled_up_to_their_size_and_messages_go_to_all_queues_in_turn() {
    let spec = ProducerSpec { filled_to: 100, more_queues: vec!["sports".into(), "weather".into()], count: Some(4), ..on() };
    let mut scenario = newsroom(vec![desk("Desk", spec)]);
    scenario.queues.extend(["sports".into(), "weather".into()]);
    let timeline = played(scenario, &[], 10);
    assert_eq!(
        told(&timeline, &[Kind::Put]),
        ["0.000 Desk put 1 newsqueue", "1.000 Desk put 2 sports", "2.000 Desk put 3 weather", "3.000 Desk put 4 newsqueue"]
    );
    let queue = timeline.world().queue("newsqueue").expect("it exists");
    assert!(queue.messages(timeline.now()).all(|message| message.text.len() == 100 && message.text.starts_with("story ")));
}

#[test]
fn a_text_just_too_long_is_refused() {
    let refused = |bytes| {
        let spec = ProducerSpec { filled_to: bytes, count: Some(1), ..on() };
        told(&played(newsroom(vec![desk("Desk", spec)]), &[], 1), &[Kind::Rejected]).len()
    };
    assert_eq!((refused(65_536), refused(65_537)), (0, 1));
}

fn photo(order: WriteOrder, crashes: Option<CrashWhen>) -> ProducerSpec {
    ProducerSpec {
        attachment: Some(Attachment { bytes: 3_000_000, order }),
        crashes_between_writes: crashes,
        restarts_after: Some(secs(1)),
        pace: Pace::Steady { every: secs(2) },
        count: Some(2),
        ..ProducerSpec::on("newsqueue", "photo {n} at {blob}")
    }
}

#[test]
fn a_claim_check_carries_the_name_and_the_worker_fetches_and_removes_the_blob() {
    let scenario = newsroom(vec![desk("Desk", photo(WriteOrder::BlobFirst, None)), worker("A", ConsumerSpec::on("newsqueue"))]);
    let timeline = played(scenario, &[], 3);
    assert_eq!(
        told(&timeline, &[Kind::BlobPut, Kind::Put, Kind::Get, Kind::BlobGet, Kind::SideEffect, Kind::Delete, Kind::BlobDelete]),
        [
            "0.000 Desk blob-put blob:1-1 3000000",
            "0.000 Desk put 1 newsqueue",
            "0.000 A get 1 x1",
            "0.000 A blob-get blob:1-1",
            "1.000 A effect photo 1 at blob:1-1 x1",
            "1.000 A delete 1 newsqueue",
            "1.000 A blob-delete blob:1-1",
            "2.000 Desk blob-put blob:1-2 3000000",
            "2.000 Desk put 2 newsqueue",
            "2.000 A get 2 x1",
            "2.000 A blob-get blob:1-2",
            "3.000 A effect photo 2 at blob:1-2 x1",
            "3.000 A delete 2 newsqueue",
            "3.000 A blob-delete blob:1-2",
        ]
    );
    assert!(timeline.world().blobs().is_empty(), "no orphan is left");
}

#[test]
fn a_crash_between_the_writes_leaves_an_orphan_or_a_message_without_its_blob() {
    let run = |order| {
        let a = ConsumerSpec { visibility_timeout: Some(5), ..ConsumerSpec::on("newsqueue") };
        let scenario = newsroom(vec![desk("Desk", photo(order, Some(CrashWhen::FirstLife))), worker("A", a)]);
        let timeline = played(scenario, &[], 12);
        let refused = told(&timeline, &[Kind::Rejected]).iter().filter(|line| line.ends_with("404 BlobNotFound")).count();
        (timeline.world().blobs().len(), refused > 0, timeline.world().tally().effects)
    };
    assert_eq!(run(WriteOrder::BlobFirst), (1, false, 1), "an orphan, and nothing that anybody stumbles over");
    assert_eq!(run(WriteOrder::MessageFirst), (0, true, 1), "a message that nobody can work on");
}

#[test]
fn a_front_end_serves_as_many_as_it_has_hands_and_turns_the_others_away() {
    let spec = FrontEndSpec {
        pace: Pace::Bursts { size: 4, apart: Span::from_millis(300), every: secs(10) },
        count: Some(4),
        works_for: Span::from_millis(600),
        ..FrontEndSpec::plain()
    };
    let run = |hands| {
        let role = Role::FrontEnd(FrontEndSpec { hands, ..spec.clone() });
        let scenario: Scenario = newsroom(vec![ActorSpec { name: "Web".into(), role }]);
        played(scenario, &[], 5)
    };
    let one = run(1);
    assert_eq!(
        told(&one, &[Kind::DirectStart, Kind::DirectDone, Kind::DirectDropped]),
        [
            "0.000 Web serves 1",
            "0.300 Web drops 2",
            // Who is done at an instant makes room for who comes at it.
            "0.600 Web served 1",
            "0.600 Web serves 3",
            "0.900 Web drops 4",
            "1.200 Web served 3",
        ]
    );
    assert_eq!((one.world().tally().effects, one.world().tally().dropped), (2, 2));
    assert_eq!(run(2).world().tally().dropped, 0);
}

#[test]
fn a_new_pace_counts_from_now_and_a_desk_that_was_done_goes_on() {
    let first = ProducerSpec { pace: Pace::Steady { every: secs(100) }, count: Some(1), ..on() };
    let more = ProducerSpec { pace: Pace::Steady { every: secs(2) }, count: Some(3), ..first.clone() };
    let configure = Input::Configure { actor: ActorId(1), role: Role::Producer(more) };
    let timeline = played(newsroom(vec![desk("Desk", first)]), &[(10, configure)], 30);
    assert_eq!(told(&timeline, &[Kind::Put]), ["0.000 Desk put 1 newsqueue", "12.000 Desk put 2 newsqueue", "14.000 Desk put 3 newsqueue"]);
}
