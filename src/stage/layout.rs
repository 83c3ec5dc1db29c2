//! Where the parts of the stage stand.
//!
//! Two shapes: wide (producers left, queue in the middle, consumers right) and tall (the same three from top to bottom, for a phone). All
//! numbers are CSS pixels from the stage's top left corner.

use super::annex::Others;

/// A rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rect {
    pub x: i32,
    pub y: i32,
    pub w: i32,
    pub h: i32,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Point {
    pub x: i32,
    pub y: i32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Wide,
    Tall,
}

/// The room a stage has to be drawn in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    pub width: i32,
    pub shape: Shape,
    /// Room is made for every queue of the world, however many there are.
    pub all_queues: bool,
    /// The lane is drawn as cells, and stays so until there is room to spare: with a message more and a message less it would flicker.
    pub dense: bool,
}

/// What stands under the trays of a world that has more than one queue, or a blob store.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annex {
    /// One a further queue.
    pub lanes: Vec<Rect>,
    /// How many queues are left out, and where that is said; it is said also when all are there that might be left out.
    pub more: Option<(usize, Rect)>,
    pub blobs: Option<Rect>,
}

/// Rectangles for a given number of actors and messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    pub shape: Shape,
    pub producers: Vec<Rect>,
    pub consumers: Vec<Rect>,
    /// The whole queue column.
    pub queue: Rect,
    /// Above the shelf: the name of the queue, and with whose eyes it is seen.
    pub bar: Rect,
    pub shelf: Rect,
    pub lane: Rect,
    /// Published, deleted, expired.
    pub trays: [Rect; 3],
    pub annex: Annex,
    /// Where the sentence below everything begins.
    pub truth: i32,
    /// Between two seats of the lane.
    pub pitch: i32,
    pub seats_per_row: i32,
    pub seat_rows: i32,
    pub height: i32,
}

/// Rows of seats a lane may grow to before it shows density cells.
pub const SEAT_ROWS_MAX: i32 = 3;

const MARGIN: i32 = 28;
const LANE_PAD: i32 = 22;
const PITCH_ROOMY: i32 = 50;
const PITCH_DENSE: i32 = 38;

/// The headings of the columns stand in the middle of this height.
const BAR_HEIGHT: i32 = 36;

/// In the annex: heights of a lane, of a button and of the blob store, and what lies between them.
const ANNEX_LANE: i32 = 46;
const ANNEX_MORE: i32 = 44;
const ANNEX_BLOBS: i32 = 58;
const ANNEX_GAP: i32 = 8;

impl Rect {
    pub fn right(&self) -> i32 {
        self.x + self.w
    }

    pub fn bottom(&self) -> i32 {
        self.y + self.h
    }

    pub fn middle(&self) -> Point {
        Point { x: self.x + self.w / 2, y: self.y + self.h / 2 }
    }
}

/// How high the parts of the queue are, and what lies between shelf and lane and between lane and trays.
#[derive(Clone, Copy)]
struct Heights {
    shelf: i32,
    gap: i32,
    lane: i32,
    ends: i32,
    tray: i32,
}

/// How a lane of `inner` pixels seats `messages`: pitch, seats per row, rows.
fn seating(inner: i32, messages: i32) -> (i32, i32, i32) {
    let roomy = (inner / PITCH_ROOMY).max(1);
    if messages <= roomy {
        return (inner / roomy, roomy, 1);
    }
    let dense = (inner / PITCH_DENSE).max(1);
    let rows = (messages + dense - 1) / dense;
    (inner / dense, dense, rows.clamp(1, SEAT_ROWS_MAX))
}

impl Layout {
    pub fn new(frame: Frame, producers: usize, consumers: usize, messages: usize, others: Others) -> Self {
        let messages = i32::try_from(messages).unwrap_or(i32::MAX - 1000);
        match frame.shape {
            Shape::Wide => Self::wide(frame.width, producers, consumers, messages, others),
            Shape::Tall => Self::tall(frame.width, producers, consumers, messages, others),
        }
    }

    /// Producers left and consumers right of the queue; producers stand around the middle of the lane.
    fn wide(width: i32, producers: usize, consumers: usize, messages: i32, others: Others) -> Self {
        let (top, producer_w, consumer_w, producer_h) = (62, 176, 222, 104);
        let consumer_x = width - MARGIN - consumer_w;
        let queue_x = MARGIN + producer_w + 52;
        let queue_w = (consumer_x - 40 - queue_x).max(220);
        // What stands under the trays takes a little room from everything above, so that all of it can be seen at once.
        let heights = if others == Others::default() {
            Heights { shelf: 104, gap: 20, lane: 76, ends: 42, tray: 58 }
        } else {
            Heights { shelf: 92, gap: 16, lane: 76, ends: 34, tray: 50 }
        };
        let mut layout = Self::queue_column(Shape::Wide, (queue_x, top, queue_w), heights, messages);
        layout.bar = Rect { x: queue_x, y: 8, w: queue_w, h: BAR_HEIGHT };
        layout.consumers = stack(consumer_x, top, consumer_w, 114, 14, consumers);
        let all = i32::try_from(producers).unwrap_or(0) * (producer_h + 14) - 14;
        let producer_top = (layout.lane.y + 38 - all / 2).max(top);
        layout.producers = stack(MARGIN, producer_top, producer_w, producer_h, 14, producers);
        let lowest = [layout.consumers.last(), layout.producers.last()].into_iter().flatten().map(Rect::bottom).max().unwrap_or(0);
        let below = layout.furnish(others);
        layout.truth = below + 12;
        // Below everything the truth is told, in up to two lines.
        // A button stands in the lower right corner; the last card can be scrolled clear of it.
        layout.height = (below + 56).max(if lowest > below { lowest + 56 } else { lowest + 24 });
        layout.queue = Rect { x: queue_x, y: 0, w: queue_w, h: layout.height };
        layout
    }

    /// Producers above the queue, consumers below it.
    fn tall(width: i32, producers: usize, consumers: usize, messages: i32, others: Others) -> Self {
        let margin = 12;
        let inner = width - 2 * margin;
        let producer_rects = columns(margin, 12, inner, 70, producers);
        let queue_y = producer_rects.last().map_or(12, Rect::bottom) + 18;
        let heights = Heights { shelf: 92, gap: 14, lane: 68, ends: 34, tray: 52 };
        let mut layout = Self::queue_column(Shape::Tall, (margin, queue_y + 34, inner), heights, messages);
        layout.bar = Rect { x: margin, y: queue_y - 12, w: inner, h: BAR_HEIGHT };
        let below = layout.furnish(others);
        layout.producers = producer_rects;
        layout.consumers = stack(margin, below + 18, inner, 92, 10, consumers);
        layout.height = layout.consumers.last().map_or(below, Rect::bottom) + 16;
        layout.queue = Rect { x: margin, y: queue_y, w: inner, h: below - queue_y };
        layout
    }

    /// Shelf, lane and trays below each other; nobody beside them yet.
    fn queue_column(shape: Shape, (x, y, w): (i32, i32, i32), heights: Heights, messages: i32) -> Self {
        let (pitch, seats_per_row, seat_rows) = seating(w - 2 * LANE_PAD, messages);
        let shelf = Rect { x, y, w, h: heights.shelf };
        let lane = Rect { x, y: shelf.bottom() + heights.gap, w, h: heights.lane + (seat_rows - 1) * PITCH_DENSE };
        let gap = 10;
        let tray_w = (w - 2 * gap) / 3;
        let trays = [0, 1, 2].map(|i| Rect { x: x + i * (tray_w + gap), y: lane.bottom() + heights.ends, w: tray_w, h: heights.tray });
        let (producers, consumers) = (Vec::new(), Vec::new());
        let (queue, bar, annex) = (Rect::default(), Rect::default(), Annex::default());
        Self { shape, producers, consumers, queue, bar, shelf, lane, trays, annex, truth: 0, pitch, seats_per_row, seat_rows, height: 0 }
    }

    /// Puts what else the world has under the trays. Returns where the last of it ends.
    fn furnish(&mut self, others: Others) -> i32 {
        let (x, w, mut bottom) = (self.shelf.x, self.shelf.w, self.trays[0].bottom());
        let mut below = |h: i32| {
            let rect = Rect { x, y: bottom + ANNEX_GAP, w, h };
            bottom = rect.bottom();
            rect
        };
        let lanes = (0..others.shown).map(|_| below(ANNEX_LANE)).collect();
        let more = others.more.map(|more| (more, below(ANNEX_MORE)));
        let blobs = others.blobs.then(|| below(ANNEX_BLOBS));
        self.annex = Annex { lanes, more, blobs };
        bottom
    }

    /// Seats the lane can show one by one.
    pub fn seats_max(&self) -> usize {
        usize::try_from(self.seats_per_row * SEAT_ROWS_MAX).unwrap_or(0)
    }

    /// Whether so many messages have a seat each, in a lane that was drawn as cells (`dense`) or as seats.
    pub fn seats(&self, messages: u64, dense: bool) -> bool {
        let room = self.seats_max() as u64;
        messages <= if dense { room - room / 10 } else { room }
    }

    /// The middle of a seat, counted from the front.
    pub fn seat(&self, index: usize) -> Point {
        let index = i32::try_from(index).unwrap_or(0);
        let (row, column) = (index / self.seats_per_row, index % self.seats_per_row);
        let first_y = self.lane.y + (self.lane.h - (self.seat_rows - 1) * PITCH_DENSE) / 2;
        Point { x: self.lane.x + LANE_PAD + self.pitch / 2 + column * self.pitch, y: first_y + row * PITCH_DENSE }
    }

    /// The middle of a place on the shelf, and whether there is room for words beside it.
    pub fn shelf_place(&self, index: usize, count: usize) -> (Point, bool) {
        let index = i32::try_from(index).unwrap_or(0);
        let count = i32::try_from(count).unwrap_or(1).max(1);
        let each = (self.shelf.w - 32) / count;
        let y = self.shelf.y + self.shelf.h / 2 + 12;
        if each >= 190 {
            (Point { x: self.shelf.x + 16 + index * each + 36, y }, true)
        } else {
            let each = each.min(64);
            (Point { x: self.shelf.x + 16 + index * each + each / 2, y: y - 6 }, false)
        }
    }

    /// How many leased messages the shelf shows one by one.
    pub fn shelf_max(&self) -> usize {
        usize::try_from((self.shelf.w - 32) / 44).unwrap_or(1)
    }
}

fn stack(x: i32, y: i32, w: i32, h: i32, gap: i32, count: usize) -> Vec<Rect> {
    (0..i32::try_from(count).unwrap_or(0)).map(|i| Rect { x, y: y + i * (h + gap), w, h }).collect()
}

/// Two beside each other, row by row; one alone takes the whole row.
fn columns(x: i32, y: i32, width: i32, h: i32, count: usize) -> Vec<Rect> {
    let count = i32::try_from(count).unwrap_or(0);
    let per_row = count.clamp(1, 2);
    let w = (width - (per_row - 1) * 10) / per_row;
    (0..count).map(|i| Rect { x: x + (i % per_row) * (w + 10), y: y + (i / per_row) * (h + 10), w, h }).collect()
}
