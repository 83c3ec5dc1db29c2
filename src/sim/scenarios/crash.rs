//! Crash and reappear: a worker dies with a story in its hands, and the queue says nothing until the lease is over.

use super::{QUEUE, Ready, desk, millis, newsroom, secs, worker};
use crate::sim::event::ActorId;
use crate::sim::scenario::{ConsumerSpec, Fault, ProducerSpec, Scenario, ScriptedFault};

pub(super) const READY: Ready = Ready { id: "crash", queue: QUEUE, shows_by: secs(45), scenario };

fn scenario() -> Scenario {
    let editing = ConsumerSpec { starts_after: millis(100), works_for: secs(12), ..ConsumerSpec::on(QUEUE) };
    let waiting = ConsumerSpec { starts_after: secs(1), ..editing.clone() };
    let story = ProducerSpec::on(QUEUE, "Harbour bridge reopens after nine years");
    let faults = vec![ScriptedFault { after: secs(5), fault: Fault::Crash { actor: ActorId(2) } }];
    Scenario { faults, ..newsroom(6, &[QUEUE], vec![desk("Web desk", story), worker("A", editing), worker("B", waiting)]) }
}
