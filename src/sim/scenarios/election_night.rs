//! Load levelling: six readers a second for ten seconds, and hands for two a second. The web tier that does the work itself turns readers away;
//! the one with a queue turns nobody away, and is done later.

use super::{QUEUE, Ready, desk, front_end, millis, newsroom, secs, worker};
use crate::sim::scenario::{ConsumerSpec, FrontEndSpec, Pace, ProducerSpec, Scenario};
use crate::time::Span;

pub(super) const READY: Ready = Ready { id: "election-night", queue: QUEUE, shows_by: secs(35), scenario };

/// Six a second.
const PACE: Pace = Pace::Steady { every: Span::from_micros(166_667) };

fn scenario() -> Scenario {
    let direct = FrontEndSpec { pace: PACE, count: Some(60), works_for: millis(500), ..FrontEndSpec::plain() };
    let queued = ProducerSpec { pace: PACE, count: Some(60), ..ProducerSpec::on(QUEUE, "Result {n}") };
    let counting =
        ConsumerSpec { works_for: millis(450), polls_every: millis(200), backs_off_to: Some(secs(5)), ..ConsumerSpec::on(QUEUE) };
    newsroom(12, &[QUEUE], vec![front_end("Direct", direct), desk("Web tier", queued), worker("A", counting)])
}
