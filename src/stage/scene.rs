//! What the stage shows of a world at its present instant.

use super::annex::{further, others};
use super::layout::{Frame, Layout, Point, Rect, Shape};
use super::lens::{Belief, Lens, look};
use crate::engine::{LastChange, MessageNumber, ReceiptNumber};
use crate::sim::{Actor, ActorId, Body, ConsumerState, World};
use crate::time::{Span, Timestamp, sort_by_time};
use std::sync::Arc;

/// Clocks are drawn in thousandths.
const FULL: u64 = 1000;

/// A lease is about to end when this much or less is left.
const ENDING: Span = Span::from_secs(5);

/// A time to live up to this is drawn as a gauge.
const SHORT_LIFE: Span = Span::from_secs(3600);

/// Messages are looked at one by one up to here; a longer lane is counted, not listed.
const LISTED_MAX: usize = 400;

#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    pub at: Timestamp,
    pub layout: Layout,
    pub producers: Vec<Card>,
    pub consumers: Vec<Card>,
    pub lane: LaneView,
    /// In the order of the lane, then of the shelf: the order in which a keyboard visits them.
    pub tokens: Vec<Token>,
    pub threads: Vec<Thread>,
    /// From a producer to a queue it sends to: where each arrow begins and ends.
    pub arrows: Vec<(Point, Point)>,
    /// Seen with the eyes of a consumer: what it believes. The lane is unknown then.
    pub belief: Option<Belief>,
    /// Nothing is drawn of a queue that is not there.
    pub missing: Option<Missing>,
}

/// What has to be made before there is a queue to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    Account,
    Queue,
}

/// An actor's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Card {
    pub actor: ActorId,
    pub rect: Rect,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct LaneView {
    /// Empty, drawn seats: so that "empty" is a shape.
    pub free_seats: Vec<Point>,
    /// Seats kept by leased messages.
    pub kept_seats: Vec<(MessageNumber, Point)>,
    /// Tens of messages as density cells, front first: how many of its ten each holds. Empty unless the lane is too long to list.
    pub cells: Vec<u8>,
    pub visible: u64,
    pub hidden: u64,
    /// How many of the hidden ones wait for the end of a delay: they stand in the lane, not on the shelf.
    pub scheduled: u64,
    /// Leased messages the shelf has no room for.
    pub shelf_more: u64,
}

impl LaneView {
    /// It is drawn as cells.
    pub fn is_dense(&self) -> bool {
        !self.cells.is_empty()
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    pub message: MessageNumber,
    pub at: Point,
    pub state: TokenState,
    pub dequeue_count: u32,
    pub receipt: ReceiptNumber,
    /// Thousandths of its time to live that are left; `None` if it lives so long that a gauge would not move.
    pub life: Option<u16>,
    pub text: Arc<str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenState {
    Visible,
    /// Put with a delay that is not over.
    Scheduled {
        left: Span,
    },
    /// `ring`: thousandths of the lease that are left.
    Leased {
        holder: Option<ActorId>,
        left: Span,
        ring: u16,
        ending: bool,
        roomy: bool,
    },
    /// In the hands of a worker that does not know that its ticket is void.
    Void,
}

/// From a leased message to its holder, and down to its empty seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thread {
    pub message: MessageNumber,
    pub token: Point,
    pub seat: Option<Point>,
    pub holder: Option<(ActorId, Point)>,
}

struct Seated {
    key: (Timestamp, MessageNumber),
    token: Token,
}

/// The picture of `queue` and everybody who works with it.
pub fn scene(world: &World, queue: &str, frame: Frame, lens: Lens) -> Scene {
    let now = world.now();
    let counts = world.queue_counts(queue);
    let total = counts.visible + counts.hidden;
    // Who brings work stands with the producers, who takes messages with the consumers; a desk may do both, and holds what it takes.
    let producers: Vec<ActorId> = of_role(world, |body| matches!(body, Body::Producer(_) | Body::FrontEnd(_)));
    let consumers: Vec<ActorId> = of_role(world, |body| matches!(body, Body::Consumer(_) | Body::Client(_)));
    let beside = others(world, queue, frame.all_queues);
    let layout = Layout::new(frame, producers.len(), consumers.len(), usize::try_from(total).unwrap_or(usize::MAX), beside);
    let cards = |ids: &[ActorId], rects: &[Rect]| {
        ids.iter().zip(rects).map(|(actor, rect)| Card { actor: *actor, rect: *rect }).collect::<Vec<_>>()
    };
    let mut scene = Scene {
        at: now,
        producers: cards(&producers, &layout.producers),
        consumers: cards(&consumers, &layout.consumers),
        lane: LaneView { visible: counts.visible, hidden: counts.hidden, ..LaneView::default() },
        tokens: Vec::new(),
        threads: Vec::new(),
        arrows: arrows(world, queue, &producers, &layout),
        belief: None,
        missing: missing(world, queue),
        layout,
    };
    let mut seated = listed(world, queue, now);
    sort_by_time(&mut seated, |seated| (seated.key.0, seated.key.1.0));
    let dense = !scene.layout.seats(total, frame.dense);
    if dense {
        scene.lane.cells = cells(counts.visible);
    }
    place(&mut scene, seated, dense);
    if scene.missing.is_some() {
        scene.lane.free_seats.clear();
    }
    look(&mut scene, world, lens);
    scene
}

/// An arrow a producer and queue that can be seen; who works without a queue has none.
fn arrows(world: &World, focus: &str, producers: &[ActorId], layout: &Layout) -> Vec<(Point, Point)> {
    if layout.shape == Shape::Tall {
        return Vec::new();
    }
    let mut arrows = Vec::new();
    for (id, rect) in producers.iter().zip(&layout.producers) {
        let Some(producer) = world.actor(*id).and_then(Actor::as_producer) else { continue };
        let sends = |queue: &str| *producer.spec.queue == *queue || producer.spec.more_queues.iter().any(|other| **other == *queue);
        let lane = sends(focus).then_some(&layout.lane);
        let others = further(world, focus).zip(&layout.annex.lanes).filter(|(queue, _)| sends(queue.name())).map(|(_, lane)| lane);
        for lane in lane.into_iter().chain(others) {
            arrows.push((Point { x: rect.right(), y: rect.middle().y }, Point { x: lane.x - 8, y: lane.middle().y }));
        }
    }
    arrows
}

fn missing(world: &World, queue: &str) -> Option<Missing> {
    if world.account().is_empty() {
        return Some(Missing::Account);
    }
    world.queue(queue).is_none().then_some(Missing::Queue)
}

fn of_role(world: &World, is: impl Fn(&Body) -> bool) -> Vec<ActorId> {
    world.actors().iter().filter(|actor| is(&actor.body)).map(|actor| actor.id).collect()
}

/// Live messages with the place each has in the lane.
fn listed(world: &World, queue: &str, now: Timestamp) -> Vec<Seated> {
    let Some(queue) = world.queue(queue) else { return Vec::new() };
    queue
        .messages(now)
        .take(LISTED_MAX)
        .map(|message| {
            let left = message.visible_at.since(now);
            let lease = world.lease(message.number);
            let state = if left == Span::ZERO {
                TokenState::Visible
            } else if lease.is_none() && message.last_change == LastChange::Put {
                TokenState::Scheduled { left }
            } else {
                let whole = lease.map_or(left, |lease| message.visible_at.since(lease.from));
                TokenState::Leased {
                    holder: lease.map(|lease| lease.holder),
                    left,
                    ring: thousandths(left, whole),
                    ending: left <= ENDING,
                    roomy: false,
                }
            };
            let whole_life = message.expires_at.since(message.inserted_at);
            let token = Token {
                message: message.number,
                at: Point::default(),
                state,
                dequeue_count: message.dequeue_count,
                receipt: message.receipt,
                life: (whole_life <= SHORT_LIFE).then(|| thousandths(message.expires_at.since(now), whole_life)),
                text: message.text.clone(),
            };
            Seated { key: (world.seat(message.number).unwrap_or(message.inserted_at), message.number), token }
        })
        .collect()
}

/// Gives every listed message its place: a seat, or the shelf and a kept seat.
fn place(scene: &mut Scene, seated: Vec<Seated>, dense: bool) {
    let leased = seated.iter().filter(|seated| matches!(seated.token.state, TokenState::Leased { .. })).count();
    let scheduled = seated.iter().filter(|seated| matches!(seated.token.state, TokenState::Scheduled { .. })).count();
    let shelf_shown = leased.min(scene.layout.shelf_max());
    scene.lane.scheduled = scheduled as u64;
    scene.lane.shelf_more = scene.lane.hidden.saturating_sub((scheduled + shelf_shown) as u64);
    let (mut seats_taken, mut shelved) = (0, Vec::new());
    for Seated { mut token, .. } in seated {
        let seat = (!dense).then(|| scene.layout.seat(seats_taken));
        seats_taken += 1;
        match &mut token.state {
            TokenState::Visible | TokenState::Scheduled { .. } => {
                if let Some(seat) = seat {
                    token.at = seat;
                    scene.tokens.push(token);
                }
            }
            TokenState::Void => {}
            TokenState::Leased { holder, roomy, .. } => {
                if let Some(seat) = seat {
                    scene.lane.kept_seats.push((token.message, seat));
                }
                let index = shelved.len();
                if index >= shelf_shown {
                    continue;
                }
                let holder = *holder;
                (token.at, *roomy) = scene.layout.shelf_place(index, shelf_shown);
                let hand = holder.and_then(|id| scene.consumers.iter().find(|card| card.actor == id)).map(|card| {
                    let (x, y) = (card.rect.x, card.rect.y + 34);
                    (card.actor, Point { x, y })
                });
                scene.threads.push(Thread { message: token.message, token: token.at, seat, holder: hand });
                shelved.push(token);
            }
        }
    }
    // From the shelf down to the lane, as one reads; and who is taken from the front of the lane keeps its place among all.
    shelved.append(&mut scene.tokens);
    scene.tokens = shelved;
    if !dense {
        let all = usize::try_from(scene.layout.seats_per_row * scene.layout.seat_rows).unwrap_or(0);
        scene.lane.free_seats = (seats_taken..all).map(|index| scene.layout.seat(index)).collect();
    }
}

/// Full tens first, the rest in the last cell. At most 200 cells; the printed count stays exact.
fn cells(visible: u64) -> Vec<u8> {
    let tens = visible.div_ceil(10).min(200);
    (0..tens).map(|i| u8::try_from((visible - i * 10).min(10)).unwrap_or(10)).collect()
}

fn thousandths(part: Span, whole: Span) -> u16 {
    let part = part.as_micros().min(whole.as_micros());
    let share = part.saturating_mul(FULL).checked_div(whole.as_micros()).unwrap_or(0);
    u16::try_from(share).unwrap_or(1000)
}

/// Thousandths of the work that is done, while working or where a crash stopped it.
pub fn progress(state: &ConsumerState, now: Timestamp) -> Option<u16> {
    match *state {
        ConsumerState::Working { from, until } => Some(thousandths(now.since(from), until.since(from))),
        ConsumerState::Crashed { worked_for, works_for, .. } if works_for > Span::ZERO => Some(thousandths(worked_for, works_for)),
        _ => None,
    }
}
