//! Out of order: three corrections of one story, two workers, and a crash on the first. The first correction is published last.

use super::{QUEUE, Ready, desk, newsroom, secs, worker};
use crate::sim::scenario::{ConsumerSpec, CrashLine, CrashRule, CrashWhen, Pace, ProducerSpec, Scenario};

pub(super) const READY: Ready = Ready { id: "out-of-order", queue: QUEUE, shows_by: secs(40), scenario };

fn scenario() -> Scenario {
    let corrections = ProducerSpec {
        pace: Pace::Steady { every: secs(2) },
        count: Some(3),
        ..ProducerSpec::on(QUEUE, "Election report, correction {n}")
    };
    let first = ConsumerSpec {
        works_for: secs(3),
        crashes: Some(CrashRule { line: CrashLine::BeforeEffect, when: CrashWhen::FirstLife }),
        restarts_after: Some(secs(20)),
        ..ConsumerSpec::on(QUEUE)
    };
    let second = ConsumerSpec { starts_after: secs(1), crashes: None, ..first.clone() };
    newsroom(13, &[QUEUE], vec![desk("Politics", corrections), worker("A", first), worker("B", second)])
}
