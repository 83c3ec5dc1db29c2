//! The claim check: photographs of three megabytes go into the blob store, their names through the queue. A desk that dies between the two
//! writes leaves an orphan if it wrote the blob first, and a message nobody can work on if it wrote the message first.

use super::{QUEUE, Ready, desk, newsroom, secs, worker};
use crate::sim::scenario::{Attachment, ConsumerSpec, CrashWhen, Pace, ProducerSpec, Scenario, WriteOrder};

pub(super) const READY: Ready = Ready { id: "claim-check", queue: QUEUE, shows_by: secs(40), scenario };

fn scenario() -> Scenario {
    let photos = |order| ProducerSpec {
        pace: Pace::Steady { every: secs(6) },
        count: Some(3),
        attachment: Some(Attachment { bytes: 3_000_000, order }),
        crashes_between_writes: Some(CrashWhen::FirstLife),
        restarts_after: Some(secs(3)),
        ..ProducerSpec::on(QUEUE, "{\"photo\": {n}, \"at\": \"{blob}\"}")
    };
    let wrong = ProducerSpec { starts_after: secs(1), ..photos(WriteOrder::MessageFirst) };
    let printing = ConsumerSpec { works_for: secs(2), visibility_timeout: Some(8), ..ConsumerSpec::on(QUEUE) };
    let actors = vec![desk("Blob first", photos(WriteOrder::BlobFirst)), desk("Message first", wrong), worker("A", printing)];
    newsroom(14, &[QUEUE], actors)
}
