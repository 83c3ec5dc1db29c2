//! The timeline's rows: the biography of a message, and what each actor did, as bars and marks over time.

use crate::engine::MessageNumber;
use crate::sim::{ActorId, Event, EventId, EventKind};
use crate::time::Timestamp;
use std::mem::{Discriminant, discriminant};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowKey {
    Message(MessageNumber),
    Actor(ActorId),
    /// The queue as a whole; its row has an area instead of bars.
    Queue,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub key: RowKey,
    pub segments: Vec<Segment>,
    pub marks: Vec<Mark>,
}

/// A stretch of time in one state. `until` is `None` while nobody knows when it ends.
///
/// A segment says what was granted, not what has been lived through: a lease of 30 s is 30 s long from the first moment. The picture shows the
/// part before the playhead as past and, for leases, the part behind it as promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    pub from: Timestamp,
    pub until: Option<Timestamp>,
    pub kind: SegmentKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SegmentKind {
    Visible,
    Scheduled,
    Leased,
    Working,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    pub at: Timestamp,
    pub kind: MarkKind,
    pub event: EventId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    Put,
    Got {
        dequeue_count: u32,
    },
    Empty,
    Peeked,
    Updated,
    Deleted,
    Reappeared,
    Expired,
    Crashed,
    Started,
    Refused,
    /// A request or its answer did not arrive.
    Lost,
    Published {
        copy: u32,
    },
}

/// Marks that can be told from one another: of those of one kind that share a `cell` of the picture only the first, and whichever `stays`. What was skipped,
/// or is played a thousand times as fast, has thousands of marks to a pixel.
///
/// `marks` are in order of time, and cells must be, too.
pub fn apart<'m>(marks: impl Iterator<Item = &'m Mark>, cell: impl Fn(Timestamp) -> i64, stays: impl Fn(&Mark) -> bool) -> Vec<Mark> {
    // The cell that each kind was last seen in.
    let mut taken: Vec<(Discriminant<MarkKind>, i64)> = Vec::new();
    let mut shown = Vec::new();
    for mark in marks {
        let (kind, cell) = (discriminant(&mark.kind), cell(mark.at));
        let known = taken.iter_mut().find(|(taken, _)| *taken == kind);
        let free = known.as_ref().is_none_or(|(_, before)| *before != cell);
        match known {
            Some((_, before)) => *before = cell,
            None => taken.push((kind, cell)),
        }
        if free || stays(mark) {
            shown.push(*mark);
        }
    }
    shown
}

/// An open state of a message: since when, and until when it was promised.
#[derive(Clone, Copy)]
enum Open {
    Gone,
    Visible(Timestamp),
    Scheduled { from: Timestamp, until: Timestamp },
    Leased { from: Timestamp, until: Timestamp },
}

/// The events from `from` to `until`, and those before of the followed `message`, whose state at the left edge depends on them. A stretch that ends before
/// it begins, such as what two branches share when the fork is long past, has no events but those.
pub fn near(events: &[Event], from: Timestamp, until: Timestamp, message: Option<MessageNumber>) -> Vec<&Event> {
    let until = events.partition_point(|event| event.at <= until);
    let from = events.partition_point(|event| event.at < from).min(until);
    let before = events[..from].iter().filter(|event| message.is_some() && event.kind.message() == message);
    before.chain(&events[from..until]).collect()
}

/// Rows for `keys`, in their order.
pub fn rows(events: &[&Event], keys: &[RowKey]) -> Vec<Row> {
    keys.iter()
        .map(|key| match *key {
            RowKey::Message(message) => biography(events, message),
            RowKey::Actor(actor) => doings(events, actor),
            RowKey::Queue => Row { key: RowKey::Queue, segments: Vec::new(), marks: Vec::new() },
        })
        .collect()
}

fn biography(events: &[&Event], message: MessageNumber) -> Row {
    let mut row = Row { key: RowKey::Message(message), segments: Vec::new(), marks: Vec::new() };
    let mut open = Open::Gone;
    for event in events.iter().filter(|event| event.kind.message() == Some(message)) {
        let (kind, next) = match &event.kind {
            EventKind::Put { visible_at, .. } if *visible_at > event.at => {
                (Some(MarkKind::Put), Some(Open::Scheduled { from: event.at, until: *visible_at }))
            }
            EventKind::Put { .. } => (Some(MarkKind::Put), Some(Open::Visible(event.at))),
            EventKind::Get { dequeue_count, visible_at, .. } => {
                (Some(MarkKind::Got { dequeue_count: *dequeue_count }), Some(Open::Leased { from: event.at, until: *visible_at }))
            }
            EventKind::Update { visible_at, .. } => (Some(MarkKind::Updated), Some(Open::Leased { from: event.at, until: *visible_at })),
            EventKind::Reappear { .. } => (Some(MarkKind::Reappeared), Some(Open::Visible(event.at))),
            EventKind::Delete { .. } => (Some(MarkKind::Deleted), Some(Open::Gone)),
            EventKind::Expire { .. } => (Some(MarkKind::Expired), Some(Open::Gone)),
            EventKind::Rejected { .. } => (Some(MarkKind::Refused), None),
            EventKind::Peek { .. } => (Some(MarkKind::Peeked), None),
            _ => (None, None),
        };
        if let Some(next) = next {
            close(&mut row.segments, open, event.at);
            open = next;
        }
        if let Some(kind) = kind {
            row.marks.push(Mark { at: event.at, kind, event: event.id });
        }
    }
    let last = match open {
        Open::Gone => None,
        Open::Visible(from) => Some(Segment { from, until: None, kind: SegmentKind::Visible }),
        Open::Scheduled { from, until } => Some(Segment { from, until: Some(until), kind: SegmentKind::Scheduled }),
        Open::Leased { from, until } => Some(Segment { from, until: Some(until), kind: SegmentKind::Leased }),
    };
    row.segments.extend(last);
    row
}

/// Ends a state that something else followed.
fn close(segments: &mut Vec<Segment>, open: Open, until: Timestamp) {
    let (from, kind) = match open {
        Open::Gone => return,
        Open::Visible(from) => (from, SegmentKind::Visible),
        Open::Scheduled { from, .. } => (from, SegmentKind::Scheduled),
        Open::Leased { from, .. } => (from, SegmentKind::Leased),
    };
    if until > from {
        segments.push(Segment { from, until: Some(until), kind });
    }
}

fn doings(events: &[&Event], actor: ActorId) -> Row {
    let mut row = Row { key: RowKey::Actor(actor), segments: Vec::new(), marks: Vec::new() };
    let mut working: Option<Timestamp> = None;
    // A front end serves several visitors at once; its bar lasts while there is any.
    let mut visitors = 0_u32;
    for event in events.iter().filter(|event| event.actor == Some(actor)) {
        let kind = match &event.kind {
            EventKind::WorkStart { .. } => {
                working = Some(event.at);
                None
            }
            EventKind::WorkDone { .. } | EventKind::WorkerCrash { .. } | EventKind::Left { .. } => {
                visitors = 0;
                done(&mut row.segments, working.take(), event.at);
                matches!(event.kind, EventKind::WorkerCrash { .. }).then_some(MarkKind::Crashed)
            }
            EventKind::DirectStart { .. } => {
                working = working.or(Some(event.at));
                visitors += 1;
                None
            }
            EventKind::DirectDone { .. } => {
                visitors = visitors.saturating_sub(1);
                if visitors == 0 {
                    done(&mut row.segments, working.take(), event.at);
                }
                None
            }
            EventKind::Get { dequeue_count, .. } => Some(MarkKind::Got { dequeue_count: *dequeue_count }),
            EventKind::GetEmpty { .. } => Some(MarkKind::Empty),
            EventKind::Peek { .. } | EventKind::PeekEmpty { .. } => Some(MarkKind::Peeked),
            EventKind::Put { .. } => Some(MarkKind::Put),
            EventKind::Update { .. } => Some(MarkKind::Updated),
            EventKind::Delete { .. } | EventKind::Clear { .. } => Some(MarkKind::Deleted),
            EventKind::Rejected { .. } | EventKind::Throttled { .. } | EventKind::Unreachable { .. } | EventKind::DirectDropped { .. } => {
                Some(MarkKind::Refused)
            }
            EventKind::Lost { .. } => Some(MarkKind::Lost),
            EventKind::WorkerStart => Some(MarkKind::Started),
            EventKind::SideEffect { copy, .. } => Some(MarkKind::Published { copy: *copy }),
            EventKind::AccountCreated { .. }
            | EventKind::QueueCreated { .. }
            | EventKind::QueueDeleted { .. }
            | EventKind::Reappear { .. }
            | EventKind::Expire { .. }
            | EventKind::Predicted { .. }
            | EventKind::Fault { .. }
            | EventKind::BlobPut { .. }
            | EventKind::BlobGet { .. }
            | EventKind::BlobDelete { .. }
            | EventKind::Configured => None,
        };
        if let Some(kind) = kind {
            row.marks.push(Mark { at: event.at, kind, event: event.id });
        }
    }
    row.segments.extend(working.map(|from| Segment { from, until: None, kind: SegmentKind::Working }));
    row
}

/// Ends a stretch of work.
fn done(segments: &mut Vec<Segment>, from: Option<Timestamp>, until: Timestamp) {
    if let Some(from) = from.filter(|from| *from < until) {
        segments.push(Segment { from, until: Some(until), kind: SegmentKind::Working });
    }
}
