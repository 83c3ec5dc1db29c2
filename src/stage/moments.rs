//! Which events are worth stopping at: what surprises, not what goes its ordinary way.

use crate::sim::{Event, EventKind};

/// Whether something went otherwise than in a quiet day: a message came back or was lost, somebody was refused, something happened twice.
pub fn is_moment(event: &Event) -> bool {
    match &event.kind {
        EventKind::Reappear { dequeue_count, .. } => *dequeue_count > 0,
        EventKind::SideEffect { copy, .. } => *copy > 1,
        EventKind::Expire { .. }
        | EventKind::Clear { .. }
        | EventKind::QueueDeleted { .. }
        | EventKind::Rejected { .. }
        | EventKind::Throttled { .. }
        | EventKind::Unreachable { .. }
        | EventKind::Lost { .. }
        | EventKind::Fault { .. }
        | EventKind::DirectDropped { .. }
        | EventKind::Left { .. }
        | EventKind::WorkerStart
        | EventKind::WorkerCrash { .. } => true,
        _ => false,
    }
}
