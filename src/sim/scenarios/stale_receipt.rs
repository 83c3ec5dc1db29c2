//! The stale receipt: a job of 40 s on a lease of 30. The message goes to somebody else, and the first worker's delete is refused.

use super::{QUEUE, Ready, desk, newsroom, secs, worker};
use crate::sim::scenario::{ConsumerSpec, ProducerSpec, Scenario};

pub(super) const READY: Ready = Ready { id: "stale-receipt", queue: QUEUE, shows_by: secs(45), scenario };

fn scenario() -> Scenario {
    let late = ConsumerSpec { works_for: secs(40), ..ConsumerSpec::on(QUEUE) };
    let prompt = ConsumerSpec { starts_after: secs(2), works_for: secs(8), ..ConsumerSpec::on(QUEUE) };
    let story = ProducerSpec::on(QUEUE, "The long read: a city and its river");
    newsroom(7, &[QUEUE], vec![desk("Features", story), worker("A", late), worker("B", prompt)])
}
