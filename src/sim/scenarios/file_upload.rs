//! The upload desk: a web application takes files, puts each into the blob store and its name into the queue; workers resize them. On the way a
//! worker dies, a reply gets lost, and one message is torn. Every whole file is resized once in effect, and the torn one is set aside.

use super::{Ready, desk, newsroom, secs, worker};
use crate::engine::OperationName;
use crate::sim::event::ActorId;
use crate::sim::scenario::{
    Attachment, Bookmark, ConsumerSpec, CopyOrder, Fault, Pace, PoisonRule, ProducerSpec, Reads, Renewal, Scenario, ScriptedFault,
    WriteOrder,
};

pub(super) const READY: Ready = Ready { id: "file-upload", queue: UPLOADS, shows_by: secs(120), scenario };

const UPLOADS: &str = "uploads";
const ASIDE: &str = "uploads-poison";
const WEB: ActorId = ActorId(1);
const A: ActorId = ActorId(2);

fn scenario() -> Scenario {
    let web = ProducerSpec {
        pace: Pace::Poisson { mean: secs(3) },
        count: Some(12),
        attachment: Some(Attachment { bytes: 2_400_000, order: WriteOrder::BlobFirst }),
        ..ProducerSpec::on(UPLOADS, "{\"resize\": \"{blob}\"}")
    };
    let resizing = ConsumerSpec {
        works_for: secs(4),
        jitter: secs(2),
        visibility_timeout: Some(10),
        renews: Some(Renewal { when_left: secs(4), visibility_timeout: 10, bookmark: Bookmark::No }),
        reads: Reads::Json,
        poison: Some(PoisonRule { threshold: 3, queue: ASIDE.into(), order: CopyOrder::CopyThenDelete }),
        ledger: true,
        restarts_after: Some(secs(3)),
        ..ConsumerSpec::on(UPLOADS)
    };
    let second = ConsumerSpec { starts_after: secs(1), ..resizing.clone() };
    let fault = |after, fault| ScriptedFault { after: secs(after), fault };
    let faults = vec![
        fault(7, Fault::LoseReply { actor: Some(WEB), operation: Some(OperationName::PutMessage), count: 1 }),
        fault(12, Fault::Tear { actor: WEB, count: 1 }),
        fault(15, Fault::Crash { actor: A }),
    ];
    let actors = vec![desk("Web app", web), worker("A", resizing), worker("B", second)];
    Scenario { faults, ..newsroom(19, &[UPLOADS, ASIDE], actors) }
}
