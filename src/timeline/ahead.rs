//! Looking ahead: what is going to happen, found out without going there.

use super::{EVENTS_MAX, Timeline};
use crate::sim::{Event, Recorder};
use crate::time::Timestamp;

/// What lies after the playhead, of the kind that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ahead {
    /// Such a thing happens at this instant.
    At(Timestamp),
    /// None happens up to this instant, and nobody looked beyond it.
    NotUntil(Timestamp),
    /// None happens any more, because nothing does.
    Never,
}

impl Timeline {
    /// Looks for the next event that is `wanted`, through acts that are already known, and at most `events_max` events far. Changes nothing: neither the
    /// playhead nor what is known.
    pub fn look_ahead(&self, events_max: u32, wanted: impl Fn(&Event) -> bool) -> Ahead {
        let mut walk = self.here.clone();
        let until = self.here.world.event_count().saturating_add(events_max).min(EVENTS_MAX);
        while let Some(at) = walk.next_at(&self.inputs) {
            if walk.world.event_count() >= until {
                return Ahead::NotUntil(walk.world.now());
            }
            let mut recorder = Recorder::default();
            walk.finish_instant(&self.inputs, at, &mut recorder);
            if recorder.events.iter().any(&wanted) {
                return Ahead::At(at);
            }
        }
        Ahead::Never
    }
}
