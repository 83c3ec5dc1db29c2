//! Scenarios the tests share.

use playground::sim::{ActorSpec, ConsumerSpec, LinkSpec, Pace, ProducerSpec, Role, Scenario};
use playground::time::{Span, Timestamp};

pub fn producer(name: &str, every: Span, count: Option<u32>) -> ActorSpec {
    let spec = ProducerSpec { pace: Pace::Steady { every }, count, ..ProducerSpec::on("newsqueue", "story {n}") };
    ActorSpec { name: name.into(), role: Role::Producer(spec) }
}

pub fn consumer(name: &str, starts_after: Span, works_for: Span) -> ActorSpec {
    let spec = ConsumerSpec { starts_after, works_for, ..ConsumerSpec::on("newsqueue") };
    ActorSpec { name: name.into(), role: Role::Consumer(spec) }
}

/// One story, A works 12 s from the beginning, B asks every second from 1 s.
pub fn crash_scenario() -> Scenario {
    let actors = vec![
        producer("Web desk", Span::from_secs(1), Some(1)),
        consumer("A", Span::ZERO, Span::from_secs(12)),
        consumer("B", Span::from_secs(1), Span::from_secs(12)),
    ];
    Scenario { actors, ..Scenario::new(0x4f17, Timestamp::from_secs(1_767_603_600), "newsroom", "newsqueue") }
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
