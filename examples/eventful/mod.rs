//! A newsroom with everything a world can hold, for the program that compares two machines.

use crate::busy::scenario;
use playground::engine::Throttling;
use playground::sim::{
    ActorId, ActorSpec, Attachment, Bookmark, ClientSpec, ConsumerSpec, CopyOrder, CrashLine, CrashRule, CrashWhen, Fault, FrontEndSpec,
    Pace, PoisonRule, ProducerSpec, Reads, Renewal, Role, Scenario, ScriptedFault, Spread, WriteOrder,
};
use playground::time::Span;

/// The busy newsroom, and besides it programs of every kind, client desks, a poison queue, blobs, throttling, and something
/// going wrong every few minutes.
pub fn eventful(seed: u64) -> Scenario {
    let mut scenario = scenario(seed);
    scenario.queues.extend(["uploads".into(), "newsqueue-poison".into()]);
    scenario.link.jitter = Span::from_millis(15);
    scenario.throttling = Throttling::Scaled { part: 1, whole: 40 };
    let photos = ProducerSpec {
        pace: Pace::Poisson { mean: Span::from_millis(900) },
        count: None,
        attachment: Some(Attachment { bytes: 2_000_000, order: WriteOrder::BlobFirst }),
        more_queues: vec!["newsqueue".into()],
        ..ProducerSpec::on("uploads", "{\"photo\": \"{blob}\"}")
    };
    let resizer = ConsumerSpec {
        more_queues: vec!["newsqueue".into()],
        works_for: Span::from_millis(700),
        jitter: Span::from_millis(900),
        spread: Spread::LongTail,
        chapters: 3,
        visibility_timeout: Some(3),
        renews: Some(Renewal { when_left: Span::from_secs(1), visibility_timeout: 3, bookmark: Bookmark::AfterEachChapter }),
        poison: Some(PoisonRule { threshold: 2, queue: "newsqueue-poison".into(), order: CopyOrder::CopyThenDelete }),
        crashes: Some(CrashRule { line: CrashLine::AfterEffect, when: CrashWhen::FirstLife }),
        restarts_after: Some(Span::from_secs(2)),
        backs_off_to: Some(Span::from_secs(4)),
        ..ConsumerSpec::on("uploads")
    };
    let visitors =
        FrontEndSpec { pace: Pace::Bursts { size: 5, apart: Span::from_millis(200), every: Span::from_secs(7) }, ..FrontEndSpec::plain() };
    let reader = ConsumerSpec { reads: Reads::Json, restarts_after: Some(Span::from_secs(1)), ..ConsumerSpec::on("newsqueue-poison") };
    scenario.actors.extend([
        ActorSpec { name: "photos".into(), role: Role::Producer(photos) },
        ActorSpec { name: "resizer".into(), role: Role::Consumer(resizer) },
        ActorSpec { name: "front end".into(), role: Role::FrontEnd(visitors) },
        ActorSpec { name: "post-mortem".into(), role: Role::Consumer(reader) },
        ActorSpec { name: "counter".into(), role: Role::Client(ClientSpec::at("newsroom", "newsqueue")) },
    ]);
    let (desk, worker) = (ActorId(1), ActorId(10));
    scenario.faults = (0..60_u64)
        .map(|n| {
            let lasts_for = Span::from_secs(2 + n % 5);
            let fault = match n % 9 {
                0 => Fault::LoseReply { actor: None, operation: None, count: 3 },
                1 => Fault::LoseRequest { actor: Some(worker), operation: None, count: 2 },
                2 => Fault::Slow { extra: Span::from_millis(40), jitter: Span::from_secs(1), lasts_for },
                3 => Fault::Outage { lasts_for },
                4 => Fault::Stall { actor: worker, lasts_for },
                5 => Fault::Throttle { part: 1, whole: 400, lasts_for },
                6 => Fault::Tear { actor: desk, count: 5 },
                7 => Fault::Skew { actor: desk, ahead_secs: if n % 2 == 0 { 0 } else { -1_000 } },
                _ => Fault::Crash { actor: ActorId(14) },
            };
            ScriptedFault { after: Span::from_secs(20 * (n + 1)), fault }
        })
        .collect();
    scenario
}
