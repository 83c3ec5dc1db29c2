//! Throttled: the targets scaled down to one hundredth, twenty messages a second for a queue. A desk that sends fifty a second and tries again at
//! once is refused more often than not; one that waits longer each time and shares its load among three queues hardly ever.

use super::{QUEUE, Ready, desk, millis, newsroom, secs};
use crate::engine::Throttling;
use crate::sim::scenario::{Pace, ProducerSpec, Retry, Scenario};

pub(super) const READY: Ready = Ready { id: "throttled", queue: QUEUE, shows_by: secs(20), scenario };

const SHARDS: [&str; 3] = ["shard-1", "shard-2", "shard-3"];

fn scenario() -> Scenario {
    let hasty = ProducerSpec {
        pace: Pace::Steady { every: millis(20) },
        count: Some(500),
        retry: Retry { times: 1, pause: millis(1), doubles: false, jitter: millis(0) },
        ..ProducerSpec::on(QUEUE, "Story {n}")
    };
    let patient = ProducerSpec {
        queue: SHARDS[0].into(),
        more_queues: vec![SHARDS[1].into(), SHARDS[2].into()],
        retry: Retry { times: 6, pause: millis(200), doubles: true, jitter: millis(300) },
        ..hasty.clone()
    };
    let actors = vec![desk("Hasty", hasty), desk("Patient", patient)];
    Scenario { throttling: Throttling::Scaled { part: 1, whole: 100 }, ..newsroom(15, &[QUEUE, SHARDS[0], SHARDS[1], SHARDS[2]], actors) }
}
