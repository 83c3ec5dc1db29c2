//! Finding a sequence of events with shared variables in a log, in one pass.
//!
//! Every event that fits the next step of a beginning makes a longer beginning, and the shorter one is kept: the story may be got twice,
//! and only the second get may lead anywhere. Beginnings that could not differ in what they may become are kept once.

use super::goal::Step;
use super::pattern::{Bindings, Fit, Miss};
use crate::sim::{Event, EventId};
use crate::time::Timestamp;

/// Beginnings followed at once. Beyond it the oldest of the least advanced are given up; an exercise of a few messages stays far below.
const BEGINNINGS_MAX: usize = 256;

/// How far a sequence got.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Beginning {
    /// The events that met the first steps, one each.
    pub events: Vec<EventId>,
    pub bindings: Bindings,
    /// The latest event that almost met the next step.
    pub near: Option<(EventId, Miss)>,
}

/// The furthest beginning in the log, the latest of equals. It is whole if it has an event for every step.
pub(super) fn furthest(steps: &[Step], events: &[Event], starts_at: Timestamp, bindings: &Bindings) -> Beginning {
    let mut beginnings = vec![Beginning { events: Vec::new(), bindings: bindings.clone(), near: None }];
    for event in events {
        // Only beginnings older than this event: one event meets one step.
        for index in 0..beginnings.len() {
            let beginning = &mut beginnings[index];
            let Some(step) = steps.get(beginning.events.len()) else { continue };
            match step.event.fit(event, starts_at, &beginning.bindings) {
                Fit::No => {}
                Fit::Near(miss) => beginning.near = Some((event.id, miss)),
                Fit::Full(bindings) => {
                    let mut longer = Beginning { events: beginning.events.clone(), bindings, near: None };
                    longer.events.push(event.id);
                    if longer.events.len() == steps.len() {
                        return longer;
                    }
                    keep(&mut beginnings, longer);
                }
            }
        }
        if beginnings.len() > BEGINNINGS_MAX {
            give_up_some(&mut beginnings);
        }
    }
    let furthest = beginnings.into_iter().max_by_key(|beginning| beginning.events.len());
    furthest.expect("the empty beginning is always there")
}

fn keep(beginnings: &mut Vec<Beginning>, longer: Beginning) {
    let same = |other: &Beginning| other.events.len() == longer.events.len() && other.bindings == longer.bindings;
    if !beginnings.iter().any(same) {
        beginnings.push(longer);
    }
}

/// Makes room in one sweep, so that a long log of beginnings that lead nowhere costs little: the older half of the least advanced goes. The
/// empty beginning stays: it is where every later attempt starts.
fn give_up_some(beginnings: &mut Vec<Beginning>) {
    let progress = |beginning: &Beginning| beginning.events.len();
    let least = beginnings.iter().map(progress).filter(|&met| met > 0).min();
    let count = beginnings.iter().filter(|beginning| Some(progress(beginning)) == least).count();
    let mut to_go = count.div_ceil(2);
    beginnings.retain(|beginning| {
        let goes = to_go > 0 && Some(progress(beginning)) == least;
        to_go -= usize::from(goes);
        !goes
    });
}
