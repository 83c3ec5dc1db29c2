//! Scaling consumers: the same burst, and two more workers from the fifth second on. The backlog goes down faster than it came; afterwards
//! polling back-off keeps the empty answers few.

use super::{QUEUE, Ready, desk, millis, newsroom, secs, worker};
use crate::sim::scenario::{ConsumerSpec, Pace, ProducerSpec, Scenario, Spread};
use crate::time::Span;

pub(super) const READY: Ready = Ready { id: "scaling", queue: QUEUE, shows_by: secs(25), scenario };

fn scenario() -> Scenario {
    let pace = Pace::Poisson { mean: Span::from_micros(166_667) };
    let burst = ProducerSpec { pace, count: Some(60), ..ProducerSpec::on(QUEUE, "Result {n}") };
    let counting = ConsumerSpec {
        works_for: millis(300),
        jitter: millis(150),
        spread: Spread::LongTail,
        polls_every: millis(250),
        backs_off_to: Some(secs(8)),
        ..ConsumerSpec::on(QUEUE)
    };
    let later = ConsumerSpec { starts_after: secs(5), ..counting.clone() };
    newsroom(21, &[QUEUE], vec![desk("Web tier", burst), worker("A", counting), worker("B", later.clone()), worker("C", later)])
}
