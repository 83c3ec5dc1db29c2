//! Scenarios the tests share.

use playground::lessons::Kind;
use playground::sim::{ActorSpec, ConsumerSpec, Event, EventKind, Input, LinkSpec, Pace, ProducerSpec, Role, Scenario};
use playground::time::{Span, Timestamp};
use playground::timeline::Timeline;

/// 2026-01-05T09:00:00Z.
pub const STARTS_AT: Timestamp = Timestamp::from_secs(1_767_603_600);

pub fn producer(name: &str, every: Span, count: Option<u32>) -> ActorSpec {
    let spec = ProducerSpec { pace: Pace::Steady { every }, count, ..ProducerSpec::on("newsqueue", "story {n}") };
    ActorSpec { name: name.into(), role: Role::Producer(spec) }
}

pub fn consumer(name: &str, starts_after: Span, works_for: Span) -> ActorSpec {
    let spec = ConsumerSpec { starts_after, works_for, ..ConsumerSpec::on("newsqueue") };
    ActorSpec { name: name.into(), role: Role::Consumer(spec) }
}

/// A newsroom with one queue and these actors, on a link that takes no time.
pub fn newsroom(actors: Vec<ActorSpec>) -> Scenario {
    Scenario { actors, ..Scenario::new(0x4f17, STARTS_AT, "newsroom", "newsqueue") }
}

pub fn worker(name: &str, spec: ConsumerSpec) -> ActorSpec {
    ActorSpec { name: name.into(), role: Role::Consumer(spec) }
}

pub fn desk(name: &str, spec: ProducerSpec) -> ActorSpec {
    ActorSpec { name: name.into(), role: Role::Producer(spec) }
}

/// Plays the scenario for so many seconds, with these acts at their seconds.
pub fn played(scenario: Scenario, acts: &[(u64, Input)], secs: u64) -> Timeline {
    let mut timeline = Timeline::new(scenario);
    for (at, input) in acts {
        timeline.advance(STARTS_AT + Span::from_secs(*at), u32::MAX);
        timeline.push(input.clone()).expect("there is room");
    }
    timeline.advance(STARTS_AT + Span::from_secs(secs), u32::MAX);
    timeline
}

/// The events of these kinds as lines: second, who, what, with the numbers that matter.
pub fn told(timeline: &Timeline, kinds: &[Kind]) -> Vec<String> {
    timeline.events().iter().filter(|event| kinds.contains(&Kind::of(&event.kind))).map(|event| line(timeline, event)).collect()
}

fn line(timeline: &Timeline, event: &Event) -> String {
    let millis = event.at.since(STARTS_AT).as_millis();
    let who = event.actor.and_then(|id| timeline.world().actor(id)).map_or("-".to_owned(), |actor| actor.name.to_string());
    let what = match &event.kind {
        EventKind::Put { queue, message, .. } => format!("put {} {queue}", message.0),
        EventKind::Get { message, dequeue_count, .. } => format!("get {} x{dequeue_count}", message.0),
        EventKind::GetEmpty { queue } => format!("empty {queue}"),
        EventKind::Peek { message, .. } => format!("peek {}", message.0),
        EventKind::PeekEmpty { queue } => format!("peek-empty {queue}"),
        EventKind::Update { message, visible_at, text_changed, .. } => {
            format!("update {} for {}{}", message.0, visible_at.since(event.at).as_secs(), if *text_changed { " text" } else { "" })
        }
        EventKind::Delete { queue, message } => format!("delete {} {queue}", message.0),
        EventKind::Reappear { message, .. } => format!("reappear {}", message.0),
        EventKind::Expire { message, .. } => format!("expire {}", message.0),
        EventKind::Rejected { status, code, .. } => format!("refused {status} {code}"),
        EventKind::WorkerCrash { holding } => format!("crash holding {}", holding.len()),
        EventKind::WorkerStart => "start".into(),
        EventKind::WorkStart { message, chapter, .. } => format!("work {} chapter {chapter}", message.0),
        EventKind::WorkDone { message, chapter, .. } => format!("done {} chapter {chapter}", message.0),
        EventKind::SideEffect { key, copy, .. } => format!("effect {key} x{copy}"),
        EventKind::AccountCreated { account, kind, redundancy } => format!("account {account} {} {}", kind.as_str(), redundancy.as_str()),
        EventKind::QueueCreated { queue } => format!("queue {queue}"),
        EventKind::Unreachable { host } => format!("unreachable {host}"),
        EventKind::Lost { what, .. } => format!("lost {}", what.as_str()),
        EventKind::Fault { name } => format!("fault {}", name.as_str()),
        EventKind::BlobPut { key, bytes } => format!("blob-put {key} {bytes}"),
        EventKind::BlobGet { key } => format!("blob-get {key}"),
        EventKind::BlobDelete { key } => format!("blob-delete {key}"),
        EventKind::DirectStart { request } => format!("serves {request}"),
        EventKind::DirectDone { request } => format!("served {request}"),
        EventKind::DirectDropped { request } => format!("drops {request}"),
        EventKind::Throttled { .. } => "throttled".into(),
        other => format!("{:?}", Kind::of(other)).to_lowercase(),
    };
    format!("{}.{:03} {who} {what}", millis / 1000, millis % 1000)
}

/// One story, A works 12 s from the beginning, B asks every second from 1 s.
pub fn crash_scenario() -> Scenario {
    let actors = vec![
        producer("Web desk", Span::from_secs(1), Some(1)),
        consumer("A", Span::ZERO, Span::from_secs(12)),
        consumer("B", Span::from_secs(1), Span::from_secs(12)),
    ];
    newsroom(actors)
}

/// Many of each, with chance in every pause: something happens all the time.
pub fn busy_scenario(seed: u64) -> Scenario {
    let mut scenario = crash_scenario();
    scenario.seed = seed;
    scenario.link = LinkSpec { request_for: Span::from_millis(12), response_for: Span::from_millis(9), jitter: Span::ZERO };
    scenario.actors = (0..6)
        .map(|i| {
            let mut actor = producer(&format!("desk {i}"), Span::from_millis(700), None);
            if let Role::Producer(spec) = &mut actor.role {
                spec.jitter = Span::from_millis(300);
                spec.time_to_live = (i == 3).then_some(8);
                spec.visibility_timeout = (i == 4).then_some(2);
            }
            actor
        })
        .chain((0..4).map(|i| {
            let mut actor = consumer(&format!("worker {i}"), Span::from_millis(130 * i), Span::from_millis(900));
            if let Role::Consumer(spec) = &mut actor.role {
                spec.jitter = Span::from_millis(2500);
                spec.visibility_timeout = (i % 2 == 1).then_some(2);
                spec.batch = if i == 2 { 4 } else { 1 };
            }
            actor
        }))
        .collect();
    scenario
}
