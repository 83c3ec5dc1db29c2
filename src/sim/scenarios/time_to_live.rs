//! Time to live: weather alerts that are worth twenty seconds, an embargoed story, and an archive that never expires. A worker too slow for the
//! alerts loses them out of its hands.

use super::{QUEUE, Ready, desk, newsroom, secs, worker};
use crate::sim::scenario::{ConsumerSpec, Pace, ProducerSpec, Scenario};

pub(super) const READY: Ready = Ready { id: "time-to-live", queue: QUEUE, shows_by: secs(60), scenario };

fn scenario() -> Scenario {
    let alerts = ProducerSpec {
        pace: Pace::Steady { every: secs(5) },
        count: Some(4),
        time_to_live: Some(20),
        ..ProducerSpec::on(QUEUE, "Storm warning {n}")
    };
    let embargoed =
        ProducerSpec { visibility_timeout: Some(45), time_to_live: Some(600), ..ProducerSpec::on(QUEUE, "Embargoed: the budget") };
    let archive =
        ProducerSpec { starts_after: secs(2), time_to_live: Some(-1), ..ProducerSpec::on(QUEUE, "For the archive: the old bridge") };
    let slow = ConsumerSpec { works_for: secs(4), times_slower: 3, ..ConsumerSpec::on(QUEUE) };
    let actors = vec![desk("Weather", alerts), desk("Politics", embargoed), desk("Archive", archive), worker("A", slow)];
    newsroom(9, &[QUEUE], actors)
}
