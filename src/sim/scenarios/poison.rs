//! Poison: one of six stories kills every worker that reads it. The workers' own rule moves it aside after three failures.

use super::{QUEUE, Ready, desk, newsroom, secs, worker};
use crate::sim::event::ActorId;
use crate::sim::scenario::{ConsumerSpec, CopyOrder, Fault, Pace, PoisonRule, ProducerSpec, Reads, Scenario, ScriptedFault};

pub(super) const READY: Ready = Ready { id: "poison", queue: QUEUE, shows_by: secs(60), scenario };

const ASIDE: &str = "newsqueue-poison";

fn scenario() -> Scenario {
    let stories = ProducerSpec {
        pace: Pace::Steady { every: secs(2) },
        count: Some(6),
        ..ProducerSpec::on(QUEUE, "{\"headline\": \"Story {n} of the morning\"}")
    };
    let editing = ConsumerSpec {
        works_for: secs(1),
        visibility_timeout: Some(10),
        reads: Reads::Json,
        poison: Some(PoisonRule { threshold: 3, queue: ASIDE.into(), order: CopyOrder::CopyThenDelete }),
        restarts_after: Some(secs(2)),
        ..ConsumerSpec::on(QUEUE)
    };
    let second = ConsumerSpec { starts_after: secs(1), ..editing.clone() };
    // The third story is torn on its way out of the desk.
    let faults = vec![ScriptedFault { after: secs(3), fault: Fault::Tear { actor: ActorId(1), count: 1 } }];
    let actors = vec![desk("Web desk", stories), worker("A", editing), worker("B", second)];
    Scenario { faults, ..newsroom(10, &[QUEUE, ASIDE], actors) }
}
