//! The figures of a queue over time: how many messages, how old, how fast, how long they waited and were worked on.
//!
//! A series is fed with the event log as it grows and keeps a bounded number of points: when there are too many, each two become one that stands
//! for twice the time. It can be thrown away and fed again at any moment.

use crate::engine::MessageNumber;
use crate::sim::{ActorId, Event, EventKind};
use crate::time::{Span, Timestamp};

/// More points than this are merged in pairs.
const POINTS_MAX: usize = 240;

/// What a point stands for at first.
const WIDTH_FIRST: Span = Span::from_secs(1);

/// What happened in one stretch of time, and how things stood at its end.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Point {
    pub visible: u32,
    /// Leased, or put with a delay that is not over.
    pub hidden: u32,
    /// Age of the oldest message in the queue.
    pub oldest: Span,
    pub put: u32,
    pub got: u32,
    pub deleted: u32,
    pub empty: u32,
    /// Everything the service was asked: what it costs.
    pub transactions: u32,
    pub refused: u32,
    pub expired: u32,
    pub duplicates: u32,
    /// From being visible to being handed out, in milliseconds, in order of time.
    waits: Vec<u32>,
    /// From being handed out to being deleted, in milliseconds.
    services: Vec<u32>,
}

/// The figures of one queue.
#[derive(Clone, Debug)]
pub struct Series {
    queue: Box<str>,
    starts_at: Timestamp,
    width: Span,
    points: Vec<Point>,
    /// Events that are in it.
    seen: usize,
    lives: Vec<Life>,
    /// Nothing before this place in `lives` is alive.
    oldest: usize,
    visible: u32,
    hidden: u32,
    /// Whose answer the last message belonged to, when, and the number of the event.
    batch: Option<(ActorId, Timestamp, u32)>,
}

/// One message, by its number.
#[derive(Clone, Copy, Debug, Default)]
struct Life {
    state: State,
    put_at: Timestamp,
    /// Since when it is visible, or since when it is handed out.
    since: Timestamp,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Absent,
    Visible,
    Hidden,
}

impl Series {
    pub fn new(queue: &str, starts_at: Timestamp) -> Self {
        Self {
            queue: queue.into(),
            starts_at,
            width: WIDTH_FIRST,
            points: Vec::new(),
            seen: 0,
            lives: Vec::new(),
            oldest: 0,
            visible: 0,
            hidden: 0,
            batch: None,
        }
    }

    /// Takes in what is new in `events`, of which the first `seen` are known, and goes on to `now`.
    pub fn extend(&mut self, events: &[Event], now: Timestamp) {
        for event in events.get(self.seen..).unwrap_or_default() {
            self.go_to(event.at);
            self.take(event);
        }
        self.seen = events.len();
        self.go_to(now);
        self.note();
    }

    /// How many events are in it.
    pub fn seen(&self) -> usize {
        self.seen
    }

    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// How long one point stands for.
    pub fn width(&self) -> Span {
        self.width
    }

    /// The stretch of time that a point stands for, from its beginning up to just before its end.
    pub fn stretch(&self, point: usize) -> (Timestamp, Timestamp) {
        let from = self.starts_at + self.width.saturating_mul(point as u64);
        (from, from + self.width)
    }

    /// The point of an instant.
    pub fn place(&self, at: Timestamp) -> usize {
        usize::try_from(at.since(self.starts_at).as_micros() / self.width.as_micros()).unwrap_or(usize::MAX)
    }

    /// Closes every point that ends at `at` or before, with the figures as they stand.
    fn go_to(&mut self, at: Timestamp) {
        let place = self.place(at);
        if place < self.points.len() {
            return;
        }
        self.note();
        while self.points.len() <= self.place(at) {
            self.points.push(Point::default());
            self.note();
            if self.points.len() > POINTS_MAX {
                self.merge();
            }
        }
    }

    /// Writes how things stand into the last point.
    fn note(&mut self) {
        while self.lives.get(self.oldest).is_some_and(|life| life.state == State::Absent) {
            self.oldest += 1;
        }
        let Some(last) = self.points.len().checked_sub(1) else { return };
        let (_, end) = self.stretch(last);
        let oldest = self.lives.get(self.oldest).map_or(Span::ZERO, |life| end.since(life.put_at));
        let (visible, hidden) = (self.visible, self.hidden);
        let point = &mut self.points[last];
        (point.visible, point.hidden, point.oldest) = (visible, hidden, oldest);
    }

    fn merge(&mut self) {
        let mut halves = std::mem::take(&mut self.points).into_iter();
        while let Some(mut first) = halves.next() {
            if let Some(second) = halves.next() {
                first.absorb(second);
            }
            self.points.push(first);
        }
        self.width = self.width + self.width;
    }

    fn take(&mut self, event: &Event) {
        let Some(last) = self.points.len().checked_sub(1) else { return };
        let at = event.at;
        if let Some(queue) = queue_of(&event.kind)
            && *queue != *self.queue
        {
            return;
        }
        if let Some(actor) = event.actor.filter(|_| is_answer(&event.kind)) {
            // The messages of one answer follow each other at one instant: one request.
            let request = matches!(event.kind, EventKind::Get { .. } | EventKind::Peek { .. }).then_some((actor, at, event.id.0));
            let goes_on = self.batch.zip(request).is_some_and(|(before, now)| (before.0, before.1, before.2 + 1) == now);
            self.points[last].transactions += u32::from(!goes_on);
            self.batch = request;
        }
        match &event.kind {
            EventKind::Put { message, visible_at, .. } => {
                self.points[last].put += 1;
                let state = if *visible_at > at { State::Hidden } else { State::Visible };
                *self.life(*message) = Life { state: State::Absent, put_at: at, since: *visible_at };
                self.turn(*message, state, *visible_at);
            }
            EventKind::Get { message, .. } => {
                let life = *self.life(*message);
                let point = &mut self.points[last];
                point.got += 1;
                point.waits.push(millis(at.since(life.since)));
                self.turn(*message, State::Hidden, at);
            }
            EventKind::Update { message, visible_at, .. } => {
                // The work goes on; only when it is given back at once does the waiting begin anew.
                let since = self.life(*message).since;
                self.turn(*message, if *visible_at > at { State::Hidden } else { State::Visible }, since);
            }
            EventKind::Reappear { message, .. } => self.turn(*message, State::Visible, at),
            EventKind::Delete { message, .. } => {
                let life = *self.life(*message);
                let point = &mut self.points[last];
                point.deleted += 1;
                if life.state == State::Hidden {
                    point.services.push(millis(at.since(life.since)));
                }
                self.turn(*message, State::Absent, at);
            }
            EventKind::Expire { message, .. } => {
                self.points[last].expired += 1;
                self.turn(*message, State::Absent, at);
            }
            EventKind::Clear { .. } | EventKind::QueueDeleted { .. } => {
                for life in &mut self.lives[self.oldest..] {
                    life.state = State::Absent;
                }
                (self.visible, self.hidden) = (0, 0);
            }
            EventKind::GetEmpty { .. } => self.points[last].empty += 1,
            EventKind::Rejected { .. } | EventKind::Throttled { .. } => self.points[last].refused += 1,
            EventKind::SideEffect { copy, .. } if *copy > 1 => self.points[last].duplicates += 1,
            _ => {}
        }
    }

    fn life(&mut self, message: MessageNumber) -> &mut Life {
        let place = message.0 as usize;
        if self.lives.len() <= place {
            self.lives.resize(place + 1, Life::default());
        }
        &mut self.lives[place]
    }

    fn turn(&mut self, message: MessageNumber, state: State, since: Timestamp) {
        let life = self.life(message);
        let before = std::mem::replace(&mut life.state, state);
        life.since = since;
        *self.count(before) -= u32::from(before != State::Absent);
        *self.count(state) += u32::from(state != State::Absent);
    }

    fn count(&mut self, state: State) -> &mut u32 {
        if state == State::Visible { &mut self.visible } else { &mut self.hidden }
    }
}

impl Point {
    /// The wait that `percent` of the messages handed out here did not exceed, in milliseconds; `None` if none was.
    pub fn wait(&self, percent: usize) -> Option<u32> {
        percentile(&self.waits, percent)
    }

    /// The same for the time from being handed out to being deleted.
    pub fn service(&self, percent: usize) -> Option<u32> {
        percentile(&self.services, percent)
    }

    /// Becomes what both were, one after the other.
    fn absorb(&mut self, mut later: Self) {
        (self.visible, self.hidden, self.oldest) = (later.visible, later.hidden, later.oldest);
        for (mine, its) in [
            (&mut self.put, later.put),
            (&mut self.got, later.got),
            (&mut self.deleted, later.deleted),
            (&mut self.empty, later.empty),
            (&mut self.transactions, later.transactions),
            (&mut self.refused, later.refused),
            (&mut self.expired, later.expired),
            (&mut self.duplicates, later.duplicates),
        ] {
            *mine += its;
        }
        self.waits.append(&mut later.waits);
        self.services.append(&mut later.services);
    }
}

/// Nearest rank: a value that really occurred.
fn percentile(values: &[u32], percent: usize) -> Option<u32> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied()
}

fn millis(span: Span) -> u32 {
    u32::try_from(span.as_millis()).unwrap_or(u32::MAX)
}

fn queue_of(kind: &EventKind) -> Option<&str> {
    match kind {
        EventKind::Put { queue, .. }
        | EventKind::Get { queue, .. }
        | EventKind::GetEmpty { queue }
        | EventKind::Peek { queue, .. }
        | EventKind::PeekEmpty { queue }
        | EventKind::Update { queue, .. }
        | EventKind::Delete { queue, .. }
        | EventKind::Clear { queue, .. }
        | EventKind::Reappear { queue, .. }
        | EventKind::Expire { queue, .. }
        | EventKind::QueueCreated { queue }
        | EventKind::QueueDeleted { queue } => Some(queue),
        EventKind::Rejected { queue, .. } | EventKind::Throttled { queue, .. } => queue.as_deref(),
        _ => None,
    }
}

/// Whether the event is (a part of) the answer to a request.
fn is_answer(kind: &EventKind) -> bool {
    matches!(
        kind,
        EventKind::Put { .. }
            | EventKind::Get { .. }
            | EventKind::GetEmpty { .. }
            | EventKind::Peek { .. }
            | EventKind::PeekEmpty { .. }
            | EventKind::Update { .. }
            | EventKind::Delete { .. }
            | EventKind::Clear { .. }
            | EventKind::Rejected { .. }
            | EventKind::Throttled { .. }
    )
}
