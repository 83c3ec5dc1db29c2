//! A newsroom in which something happens all the time, for the programs that need a long history; and a line of output on both machines.

use playground::sim::{ActorSpec, ConsumerSpec, LinkSpec, Pace, ProducerSpec, Role, Scenario};
use playground::time::{Span, Timestamp};
use playground::timeline::Timeline;

/// Eight desks that send faster than four workers can work, so that the queue grows; some messages expire, some arrive later.
pub fn scenario(seed: u64) -> Scenario {
    let desk = |n: u64| ActorSpec {
        name: format!("desk {n}").into(),
        role: Role::Producer(ProducerSpec {
            starts_after: Span::from_millis(90 * n),
            pace: Pace::Steady { every: Span::from_millis(400) },
            jitter: Span::from_millis(350),
            count: None,
            visibility_timeout: (n == 4).then_some(2),
            time_to_live: (n == 3).then_some(45),
            ..ProducerSpec::on("newsqueue", "Story {n} of the day, a few words long")
        }),
    };
    let worker = |n: u64| ActorSpec {
        name: format!("worker {n}").into(),
        role: Role::Consumer(ConsumerSpec {
            starts_after: Span::from_millis(130 * n),
            polls_every: Span::from_millis(500),
            batch: if n == 2 { 4 } else { 1 },
            visibility_timeout: (n % 2 == 1).then_some(2),
            works_for: Span::from_millis(300),
            jitter: Span::from_millis(2400),
            ledger: n == 1,
            ..ConsumerSpec::on("newsqueue")
        }),
    };
    Scenario {
        actors: (0..8).map(desk).chain((0..4).map(worker)).collect(),
        link: LinkSpec { request_for: Span::from_millis(12), response_for: Span::from_millis(9), jitter: Span::ZERO },
        ..Scenario::new(seed, Timestamp::from_secs(1_767_603_600), "newsroom", "newsqueue")
    }
}

/// Plays on until the log has this many events.
pub fn play_to(timeline: &mut Timeline, events: usize) {
    while timeline.events().len() < events {
        assert!(timeline.step(), "a busy newsroom never rests");
    }
}

/// Prints a line: to the terminal natively, to Node's console as WebAssembly.
pub fn line(text: &str) {
    #[cfg(target_arch = "wasm32")]
    web_sys::console::log_1(&text.into());
    #[cfg(not(target_arch = "wasm32"))]
    println!("{text}");
}
