//! Finding a sequence of events with shared variables in a log, in one pass.
//!
//! Every event that fits the next step of a beginning makes a longer beginning, and the shorter one is kept: the story may be got twice,
//! and only the second get may lead anywhere. Beginnings that could not differ in what they may become are kept once.

use super::goal::Step;
use super::pattern::{Bindings, Fit, Miss};
use crate::sim::{Event, EventId};
use crate::time::Timestamp;

/// Beginnings followed at once. Beyond it the oldest of the least advanced is given up; an exercise of a few messages stays far below.
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
            // The empty beginning at index 0 stays: it is where every later attempt starts.
            let least = (1..beginnings.len()).min_by_key(|&index| beginnings[index].events.len());
            beginnings.remove(least.expect("more beginnings than the limit, so more than one"));
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
