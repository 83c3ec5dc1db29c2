//! The deployment pipeline: a queue is no lock. With a job of five minutes on a lease of thirty seconds two runners deploy the same commit to
//! production at once; the runners of the staging queue renew their lease, and every deployment there runs alone.

use super::{Ready, desk, newsroom, secs, worker};
use crate::sim::scenario::{Bookmark, ConsumerSpec, Pace, ProducerSpec, Renewal, Scenario};

pub(super) const READY: Ready = Ready { id: "deployment", queue: PROD, shows_by: secs(700), scenario };

const PROD: &str = "deploy-prod";
const STAGE: &str = "deploy-stage";

fn scenario() -> Scenario {
    let commits =
        |queue: &str, text: &str| ProducerSpec { pace: Pace::Steady { every: secs(400) }, count: Some(2), ..ProducerSpec::on(queue, text) };
    let runner = |queue: &str, after: u64| ConsumerSpec {
        starts_after: secs(after),
        polls_every: secs(5),
        works_for: secs(300),
        jitter: secs(20),
        ..ConsumerSpec::on(queue)
    };
    let renews = Some(Renewal { when_left: secs(10), visibility_timeout: 30, bookmark: Bookmark::No });
    let actors = vec![
        desk("Main", commits(PROD, "deploy commit {n} to production")),
        desk("Branch", commits(STAGE, "deploy commit {n} to staging")),
        worker("P1", runner(PROD, 0)),
        worker("P2", runner(PROD, 2)),
        worker("S1", ConsumerSpec { renews, ..runner(STAGE, 0) }),
        worker("S2", ConsumerSpec { renews, ..runner(STAGE, 2) }),
    ];
    newsroom(20, &[PROD, STAGE], actors)
}
