//! Duplicates and idempotency: two workers die at the same line, after the effect and before the delete. One prints its story twice; the other
//! looks into its ledger first.

use super::{QUEUE, Ready, desk, newsroom, secs, worker};
use crate::sim::scenario::{ConsumerSpec, CrashLine, CrashRule, CrashWhen, ProducerSpec, Scenario};

pub(super) const READY: Ready = Ready { id: "duplicates", queue: QUEUE, shows_by: secs(45), scenario };

const CAREFUL: &str = "sportsqueue";

fn scenario() -> Scenario {
    let careless = ConsumerSpec {
        works_for: secs(3),
        crashes: Some(CrashRule { line: CrashLine::AfterEffect, when: CrashWhen::FirstLife }),
        restarts_after: Some(secs(4)),
        ..ConsumerSpec::on(QUEUE)
    };
    let careful = ConsumerSpec { queue: CAREFUL.into(), ledger: true, ..careless.clone() };
    let actors = vec![
        desk("News desk", ProducerSpec::on(QUEUE, "Front page: the result")),
        desk("Sports desk", ProducerSpec::on(CAREFUL, "Back page: the final")),
        worker("A", careless),
        worker("B", careful),
    ];
    newsroom(11, &[QUEUE, CAREFUL], actors)
}
