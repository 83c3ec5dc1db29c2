//! Scenarios the tests share.

use playground::sim::{ActorSpec, ConsumerSpec, DeleteOrder, LinkSpec, ProducerSpec, Role, Scenario};
use playground::time::{Span, Timestamp};

pub fn producer(name: &str, every: Span, count: Option<u32>) -> ActorSpec {
    ActorSpec {
        name: name.into(),
        role: Role::Producer(ProducerSpec {
            queue: "newsqueue".into(),
            starts_after: Span::ZERO,
            every,
            jitter: Span::ZERO,
            count,
            text: "story {n}".into(),
            visibility_timeout: None,
            time_to_live: None,
        }),
    }
}

pub fn consumer(name: &str, starts_after: Span, works_for: Span) -> ActorSpec {
    ActorSpec {
        name: name.into(),
        role: Role::Consumer(ConsumerSpec {
            queue: "newsqueue".into(),
            starts_after,
            polls_every: Span::from_secs(1),
            batch: 1,
            visibility_timeout: None,
            works_for,
            jitter: Span::ZERO,
            deletes: DeleteOrder::AfterEffect,
            ledger: false,
        }),
    }
}

/// One story, A works 12 s from the beginning, B asks every second from 1 s.
pub fn crash_scenario() -> Scenario {
    Scenario {
        seed: 0x4f17,
        starts_at: Timestamp::from_secs(1_767_603_600),
        account: "newsroom".into(),
        queues: vec!["newsqueue".into()],
        actors: vec![
            producer("Web desk", Span::from_secs(1), Some(1)),
            consumer("A", Span::ZERO, Span::from_secs(12)),
            consumer("B", Span::from_secs(1), Span::from_secs(12)),
        ],
        link: LinkSpec { request_for: Span::ZERO, response_for: Span::ZERO },
    }
}

/// Many of each, with chance in every pause: something happens all the time.
pub fn busy_scenario(seed: u64) -> Scenario {
    let mut scenario = crash_scenario();
    scenario.seed = seed;
    scenario.link = LinkSpec { request_for: Span::from_millis(12), response_for: Span::from_millis(9) };
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
