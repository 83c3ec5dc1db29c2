//! The worker's program: every rule, just inside and just outside its boundary.

use super::newsroom::{desk, newsroom, played, told, worker};
use playground::lessons::Kind;
use playground::sim::{
    ActorId, Bookmark, ConsumerSpec, CopyOrder, CrashLine, CrashRule, CrashWhen, DeleteOrder, Input, Pace, PoisonRule, ProducerSpec, Reads,
    Renewal, Role, Scenario,
};
use playground::time::Span;

const A: ActorId = ActorId(2);

const LIFE: [Kind; 7] = [Kind::Get, Kind::WorkerCrash, Kind::Reappear, Kind::SideEffect, Kind::Delete, Kind::Rejected, Kind::WorkerStart];

fn on() -> ConsumerSpec {
    ConsumerSpec::on("newsqueue")
}

fn secs(secs: u64) -> Span {
    Span::from_secs(secs)
}

/// One story, then these workers.
fn one_story(workers: Vec<ConsumerSpec>) -> Scenario {
    let mut actors = vec![desk("Desk", ProducerSpec::on("newsqueue", "story"))];
    actors.extend(["A", "B"].into_iter().zip(workers).map(|(name, spec)| worker(name, spec)));
    newsroom(actors)
}

const fn dies(line: CrashLine, when: CrashWhen) -> CrashRule {
    CrashRule { line, when }
}

#[test]
fn a_renewal_counts_from_the_update_and_keeps_the_message() {
    let renews = Some(Renewal { when_left: secs(10), visibility_timeout: 30, bookmark: Bookmark::No });
    let a = ConsumerSpec { works_for: secs(70), renews, ..on() };
    let b = ConsumerSpec { starts_after: secs(1), ..on() };
    let timeline = played(one_story(vec![a, b]), &[], 80);
    let kinds = [Kind::Get, Kind::Update, Kind::Reappear, Kind::Delete, Kind::SideEffect];
    assert_eq!(
        told(&timeline, &kinds),
        [
            "0.000 A get 1 x1",
            "20.000 A update 1 for 30",
            "40.000 A update 1 for 30",
            "60.000 A update 1 for 30",
            "70.000 A effect story x1",
            "70.000 A delete 1 newsqueue",
        ]
    );
}

#[test]
fn a_worker_that_publishes_nothing_deletes_all_the_same() {
    let idle = ConsumerSpec { publishes: false, works_for: secs(5), ..on() };
    let timeline = played(one_story(vec![idle]), &[], 60);
    assert_eq!(told(&timeline, &LIFE), ["0.000 A get 1 x1", "5.000 A delete 1 newsqueue"]);
    assert_eq!(timeline.world().tally().effects, 0);
}

#[test]
fn without_renewal_a_longer_job_is_done_twice_and_its_delete_refused() {
    let a = ConsumerSpec { works_for: secs(40), ..on() };
    let b = ConsumerSpec { starts_after: secs(1), works_for: secs(5), ..on() };
    let timeline = played(one_story(vec![a, b]), &[], 60);
    assert_eq!(
        told(&timeline, &LIFE),
        [
            "0.000 A get 1 x1",
            "30.000 - reappear 1",
            "30.000 B get 1 x2",
            "35.000 B effect story x1",
            "35.000 B delete 1 newsqueue",
            "40.000 A effect story x2",
            "40.000 A refused 404 MessageNotFound",
        ]
    );
}

#[test]
fn a_late_delete_succeeds_while_nobody_else_took_the_message() {
    let a = ConsumerSpec { works_for: secs(40), ..on() };
    let timeline = played(one_story(vec![a]), &[], 45);
    assert_eq!(
        told(&timeline, &LIFE),
        ["0.000 A get 1 x1", "30.000 - reappear 1", "40.000 A effect story x1", "40.000 A delete 1 newsqueue"]
    );
}

#[test]
fn a_worker_that_lost_its_lease_stops_when_its_renewal_is_refused() {
    let renews = Some(Renewal { when_left: Span::ZERO, visibility_timeout: 30, bookmark: Bookmark::No });
    let a = ConsumerSpec { works_for: secs(70), renews, visibility_timeout: Some(10), ..on() };
    let b = ConsumerSpec { starts_after: Span::from_millis(9_999), polls_every: Span::from_millis(1), works_for: secs(5), ..on() };
    let timeline = played(one_story(vec![a, b]), &[], 80);
    let life = told(&timeline, &LIFE);
    // At 10 s the lease ends first, then whoever was planned first acts: A renews in the same instant and keeps the message.
    let kept = ["0.000 A get 1 x1", "10.000 - reappear 1", "40.000 - reappear 1", "70.000 - reappear 1"];
    assert_eq!(life[..4], kept);
    assert_eq!(life[4..], ["70.000 A effect story x1", "70.000 A delete 1 newsqueue"]);

    let stalled = [(5, Input::Fault { fault: playground::sim::Fault::Stall { actor: A, lasts_for: secs(7) } })];
    let a = ConsumerSpec { works_for: secs(70), renews, visibility_timeout: Some(10), ..on() };
    let b = ConsumerSpec { starts_after: secs(1), works_for: secs(5), ..on() };
    let timeline = played(one_story(vec![a, b]), &stalled, 80);
    assert_eq!(
        told(&timeline, &LIFE),
        [
            "0.000 A get 1 x1",
            "10.000 - reappear 1",
            "10.000 B get 1 x2",
            "12.000 A refused 404 MessageNotFound",
            "15.000 B effect story x1",
            "15.000 B delete 1 newsqueue",
        ]
    );
}

#[test]
fn a_bookmark_lets_the_next_worker_begin_after_the_last_finished_chapter() {
    let renews = Some(Renewal { when_left: secs(10), visibility_timeout: 30, bookmark: Bookmark::AfterEachChapter });
    let job = ConsumerSpec { works_for: secs(90), chapters: 3, renews, ..on() };
    let a = ConsumerSpec { crashes: Some(dies(CrashLine::AfterWork(secs(65)), CrashWhen::FirstLife)), ..job.clone() };
    let b = ConsumerSpec { starts_after: secs(1), ..job };
    let timeline = played(one_story(vec![a, b]), &[], 200);
    let kinds = [Kind::Get, Kind::Update, Kind::WorkStart, Kind::WorkDone, Kind::WorkerCrash, Kind::SideEffect];
    assert_eq!(
        told(&timeline, &kinds),
        [
            "0.000 A get 1 x1",
            "0.000 A work 1 chapter 1",
            "20.000 A update 1 for 30",
            "30.000 A done 1 chapter 1",
            "30.000 A update 1 for 30 text",
            "30.000 A work 1 chapter 2",
            "50.000 A update 1 for 30",
            "60.000 A done 1 chapter 2",
            "60.000 A update 1 for 30 text",
            "60.000 A work 1 chapter 3",
            "65.000 A crash holding 1",
            "90.000 B get 1 x2",
            "90.000 B work 1 chapter 3",
            "110.000 B update 1 for 30",
            "120.000 B done 1 chapter 3",
            "120.000 B effect story x1",
        ]
    );
}

#[test]
fn without_a_bookmark_the_next_worker_begins_at_the_first_chapter() {
    let renews = Some(Renewal { when_left: secs(10), visibility_timeout: 30, bookmark: Bookmark::No });
    let job = ConsumerSpec { works_for: secs(90), chapters: 3, renews, ..on() };
    let a = ConsumerSpec { crashes: Some(dies(CrashLine::AfterWork(secs(65)), CrashWhen::FirstLife)), ..job.clone() };
    let b = ConsumerSpec { starts_after: secs(1), ..job };
    let timeline = played(one_story(vec![a, b]), &[], 91);
    assert_eq!(told(&timeline, &[Kind::WorkStart]).last().map(String::as_str), Some("90.000 B work 1 chapter 1"));
    assert!(told(&timeline, &[Kind::Update]).iter().all(|line| !line.ends_with("text")));
}

#[test]
fn each_crash_line_loses_repeats_or_keeps_what_it_must() {
    let run = |line, deletes, ledger| {
        let spec = ConsumerSpec { crashes: Some(dies(line, CrashWhen::FirstLife)), restarts_after: Some(secs(2)), deletes, ledger, ..on() };
        let timeline = played(one_story(vec![spec]), &[], 100);
        let effects = timeline.world().tally().effects;
        (effects, timeline.world().queue_counts("newsqueue").visible)
    };
    for line in [CrashLine::AfterGet, CrashLine::AfterWork(Span::from_millis(500)), CrashLine::BeforeEffect] {
        assert_eq!(run(line, DeleteOrder::AfterEffect, false), (1, 0), "{line:?}: done once, in the second life");
    }
    assert_eq!(run(CrashLine::AfterEffect, DeleteOrder::AfterEffect, false), (2, 0), "a duplicate");
    assert_eq!(run(CrashLine::AfterEffect, DeleteOrder::AfterEffect, true), (1, 0), "which a ledger prevents");
    assert_eq!(run(CrashLine::AfterDelete, DeleteOrder::AfterEffect, false), (1, 0));
    assert_eq!(run(CrashLine::AfterDelete, DeleteOrder::BeforeEffect, true), (0, 0), "deleted and never done: lost");
    assert_eq!(run(CrashLine::AfterEffect, DeleteOrder::BeforeEffect, false), (1, 0));
}

#[test]
fn a_crash_of_the_first_life_does_not_come_again_and_one_of_always_does() {
    let run = |when| {
        let crashes = Some(dies(CrashLine::BeforeEffect, when));
        let spec = ConsumerSpec { crashes, restarts_after: Some(secs(1)), visibility_timeout: Some(5), ..on() };
        let timeline = played(one_story(vec![spec]), &[], 31);
        told(&timeline, &[Kind::WorkerCrash]).len()
    };
    assert_eq!(run(CrashWhen::FirstLife), 1);
    assert_eq!(run(CrashWhen::Always), 7, "at 1, 6, 11, 16, 21, 26 and 31 s");
    assert_eq!(run(CrashWhen::Malformed), 0, "the text is not even meant to be JSON");
}

#[test]
fn a_worker_that_reads_json_dies_on_any_other_text_and_keeps_its_hands_on_the_message() {
    let texts = |text: &str| {
        let reads = ConsumerSpec { reads: Reads::Json, restarts_after: Some(secs(1)), visibility_timeout: Some(5), ..on() };
        played(newsroom(vec![desk("Desk", ProducerSpec::on("newsqueue", text)), worker("A", reads)]), &[], 12)
    };
    let torn = texts("{\"headline\": \"Har");
    assert_eq!(
        told(&torn, &LIFE),
        [
            "0.000 A get 1 x1",
            "0.000 A crash holding 1",
            "1.000 A start",
            "5.000 - reappear 1",
            "5.000 A get 1 x2",
            "5.000 A crash holding 1",
            "6.000 A start",
            "10.000 - reappear 1",
            "10.000 A get 1 x3",
            "10.000 A crash holding 1",
            "11.000 A start",
        ]
    );
    let whole = texts("{\"headline\": \"Harbour bridge\"}");
    assert!(told(&whole, &[Kind::WorkerCrash]).is_empty());
}

fn poisoned(rule: PoisonRule, crashes: Option<CrashRule>, secs_played: u64) -> playground::timeline::Timeline {
    let a = ConsumerSpec {
        reads: Reads::Json,
        poison: Some(rule),
        crashes,
        restarts_after: Some(secs(1)),
        visibility_timeout: Some(5),
        ..on()
    };
    let mut scenario = newsroom(vec![desk("Desk", ProducerSpec::on("newsqueue", "{\"torn")), worker("A", a)]);
    scenario.queues.push("newsqueue-poison".into());
    played(scenario, &[], secs_played)
}

fn rule(threshold: u32, order: CopyOrder) -> PoisonRule {
    PoisonRule { threshold, queue: "newsqueue-poison".into(), order }
}

#[test]
fn the_poison_rule_moves_a_message_above_its_threshold_and_not_at_it() {
    let timeline = poisoned(rule(3, CopyOrder::CopyThenDelete), None, 60);
    let kinds = [Kind::Get, Kind::Put, Kind::Delete];
    assert_eq!(
        told(&timeline, &kinds),
        [
            "0.000 Desk put 1 newsqueue",
            "0.000 A get 1 x1",
            "5.000 A get 1 x2",
            "10.000 A get 1 x3",
            "15.000 A get 1 x4",
            "15.000 A put 2 newsqueue-poison",
            "15.000 A delete 1 newsqueue",
        ]
    );
    assert_eq!(told(&timeline, &[Kind::WorkerCrash]).len(), 3);
}

#[test]
fn copying_first_survives_a_crash_between_the_two_and_deleting_first_does_not() {
    let between = Some(dies(CrashLine::BetweenCopyAndDelete, CrashWhen::Always));
    let poison = |timeline: &playground::timeline::Timeline| {
        let world = timeline.world();
        (world.queue_counts("newsqueue"), world.queue_counts("newsqueue-poison").visible)
    };
    let (left, set_aside) = poison(&poisoned(rule(1, CopyOrder::CopyThenDelete), between, 12));
    assert_eq!((left.visible + left.hidden, set_aside), (1, 2), "copied twice rather than lost");
    let (left, set_aside) = poison(&poisoned(rule(1, CopyOrder::DeleteThenCopy), between, 12));
    assert_eq!((left.visible + left.hidden, set_aside), (0, 0), "lost");
    let (left, set_aside) = poison(&poisoned(rule(1, CopyOrder::DeleteThenCopy), None, 12));
    assert_eq!((left.visible + left.hidden, set_aside), (0, 1), "it goes well as long as nobody dies");
}

#[test]
fn a_message_that_cannot_be_copied_is_not_deleted() {
    let a = ConsumerSpec { poison: Some(rule(1, CopyOrder::CopyThenDelete)), works_for: secs(9), visibility_timeout: Some(5), ..on() };
    let timeline = played(one_story(vec![ConsumerSpec { deletes: DeleteOrder::Never, ..a }]), &[], 40);
    assert!(told(&timeline, &[Kind::Rejected]).iter().all(|line| line.ends_with("404 QueueNotFound")));
    assert!(told(&timeline, &[Kind::Delete]).is_empty());
}

#[test]
fn polling_backs_off_by_doubling_up_to_its_limit_and_starts_anew_after_a_message() {
    let spec = ConsumerSpec { polls_every: secs(1), backs_off_to: Some(secs(5)), works_for: secs(1), ..on() };
    let late = ProducerSpec { starts_after: secs(20), ..ProducerSpec::on("newsqueue", "story") };
    let timeline = played(newsroom(vec![desk("Desk", late), worker("A", spec)]), &[], 26);
    assert_eq!(
        told(&timeline, &[Kind::GetEmpty, Kind::Get]),
        [
            "0.000 A empty newsqueue",
            "1.000 A empty newsqueue",
            "3.000 A empty newsqueue",
            "7.000 A empty newsqueue",
            "12.000 A empty newsqueue",
            "17.000 A empty newsqueue",
            "22.000 A get 1 x1",
            "23.000 A empty newsqueue",
            "24.000 A empty newsqueue",
            "26.000 A empty newsqueue",
        ]
    );
}

#[test]
fn a_worker_asks_all_its_queues_before_it_pauses() {
    let spec = ConsumerSpec { more_queues: vec!["sports".into()], polls_every: secs(3), ..on() };
    let mut scenario = newsroom(vec![worker("A", spec)]);
    scenario.queues.push("sports".into());
    let timeline = played(scenario, &[], 4);
    assert_eq!(
        told(&timeline, &[Kind::GetEmpty]),
        ["0.000 A empty newsqueue", "0.000 A empty sports", "3.000 A empty newsqueue", "3.000 A empty sports"]
    );
}

#[test]
fn new_settings_count_from_the_next_message_on() {
    let desk_of_two = ProducerSpec { count: Some(2), ..ProducerSpec::on("newsqueue", "story {n}") };
    let a = ConsumerSpec { works_for: secs(10), deletes: DeleteOrder::Never, visibility_timeout: Some(100), ..on() };
    let repaired = Role::Consumer(ConsumerSpec { works_for: secs(2), deletes: DeleteOrder::AfterEffect, ..a.clone() });
    let scenario = newsroom(vec![desk("Desk", desk_of_two), worker("A", a)]);
    let timeline = played(scenario, &[(5, Input::Configure { actor: A, role: repaired })], 20);
    assert_eq!(
        told(&timeline, &[Kind::Configured, Kind::SideEffect, Kind::Delete]),
        ["5.000 A configured", "10.000 A effect story 1 x1", "12.000 A effect story 2 x1", "12.000 A delete 2 newsqueue"]
    );
}

#[test]
fn a_waiting_worker_with_a_shorter_pause_asks_sooner() {
    let a = ConsumerSpec { polls_every: secs(100), ..on() };
    let quicker = Role::Consumer(ConsumerSpec { polls_every: secs(2), ..a.clone() });
    let timeline = played(
        newsroom(vec![desk("Desk", ProducerSpec { count: Some(0), ..ProducerSpec::on("newsqueue", "") }), worker("A", a)]),
        &[(7, Input::Configure { actor: A, role: quicker })],
        12,
    );
    assert_eq!(told(&timeline, &[Kind::GetEmpty]), ["0.000 A empty newsqueue", "9.000 A empty newsqueue", "11.000 A empty newsqueue"]);
}

#[test]
fn settings_of_another_kind_and_actors_who_are_not_there_change_nothing() {
    let scenario = one_story(vec![on()]);
    let wrong = Role::Producer(ProducerSpec::on("newsqueue", "x"));
    let acts = [
        (1, Input::Configure { actor: A, role: wrong.clone() }),
        (1, Input::Configure { actor: ActorId(99), role: wrong }),
        (1, Input::Crash { actor: ActorId(99) }),
        (1, Input::Leave { actor: ActorId(0) }),
    ];
    let timeline = played(scenario.clone(), &acts, 10);
    assert_eq!(timeline.events(), played(scenario, &[], 10).events());
}

#[test]
fn whoever_leaves_acts_no_more_and_its_lease_runs_out() {
    let a = ConsumerSpec { works_for: secs(10), ..on() };
    let timeline = played(one_story(vec![a]), &[(5, Input::Leave { actor: A })], 60);
    assert_eq!(told(&timeline, &LIFE), ["0.000 A get 1 x1", "30.000 - reappear 1"]);
    assert!(timeline.world().actor(A).expect("it keeps its number").is_gone());
}

#[test]
fn a_slow_worker_takes_so_many_times_longer() {
    let a = ConsumerSpec { works_for: secs(2), times_slower: 3, ..on() };
    let timeline = played(one_story(vec![a]), &[], 10);
    assert_eq!(told(&timeline, &[Kind::Delete]), ["6.000 A delete 1 newsqueue"]);
}

#[test]
fn a_worker_without_any_pause_still_lets_time_pass() {
    let a = ConsumerSpec {
        polls_every: Span::ZERO,
        works_for: Span::ZERO,
        visibility_timeout: Some(0),
        deletes: DeleteOrder::Never,
        restarts_after: Some(Span::ZERO),
        crashes: Some(dies(CrashLine::AfterGet, CrashWhen::FirstLife)),
        renews: Some(Renewal { when_left: secs(900), visibility_timeout: 0, bookmark: Bookmark::No }),
        ..on()
    };
    let many = ProducerSpec { pace: Pace::Steady { every: Span::ZERO }, count: None, ..ProducerSpec::on("newsqueue", "story {n}") };
    let timeline = played(newsroom(vec![desk("Desk", many), worker("A", a)]), &[], 2);
    assert!(timeline.events().len() > 1_000);
}

#[test]
fn a_crashed_worker_that_learns_to_restart_does_so_and_a_world_of_endless_lists_is_cut() {
    let a = ConsumerSpec { crashes: Some(dies(CrashLine::AfterGet, CrashWhen::FirstLife)), ..on() };
    let rising = Role::Consumer(ConsumerSpec { restarts_after: Some(secs(3)), ..a.clone() });
    let timeline = played(one_story(vec![a]), &[(10, Input::Configure { actor: A, role: rising })], 40);
    assert_eq!(
        told(&timeline, &LIFE),
        [
            "0.000 A get 1 x1",
            "0.000 A crash holding 1",
            "13.000 A start",
            "30.000 - reappear 1",
            "30.000 A get 1 x2",
            "31.000 A effect story x1",
            "31.000 A delete 1 newsqueue"
        ]
    );

    let endless = ConsumerSpec { more_queues: vec!["newsqueue".into(); 50_000], ..on() };
    let fault = playground::sim::ScriptedFault { after: Span::ZERO, fault: playground::sim::Fault::Outage { lasts_for: Span::ZERO } };
    let mut scenario = newsroom(vec![worker("A", endless), worker("B", on())]);
    scenario.actors.extend(vec![worker("C", on()); 1_000]);
    scenario.faults = vec![fault; 200_000];
    let timeline = played(scenario, &[], 1);
    assert_eq!(timeline.world().actors().len(), playground::sim::ACTORS_MAX);
    assert_eq!(told(&timeline, &[Kind::Fault]).len(), 1_000);
    let first_round = |line: &&String| line.starts_with("0.000");
    assert_eq!(told(&timeline, &[Kind::GetEmpty]).iter().filter(first_round).count(), 16 + 254);
}
