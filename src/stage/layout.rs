//! Where the parts of the stage stand.
//!
//! Two shapes: wide (producers left, queue in the middle, consumers right) and tall (the same three from top to bottom, for a phone). All
//! numbers are CSS pixels from the stage's top left corner.

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
}

/// Rectangles for a given number of actors and messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    pub shape: Shape,
    pub producers: Vec<Rect>,
    pub consumers: Vec<Rect>,
    /// The whole queue column.
    pub queue: Rect,
    pub shelf: Rect,
    pub lane: Rect,
    /// Published, deleted, expired.
    pub trays: [Rect; 3],
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
    pub fn new(frame: Frame, producers: usize, consumers: usize, messages: usize) -> Self {
        let messages = i32::try_from(messages).unwrap_or(i32::MAX - 1000);
        match frame.shape {
            Shape::Wide => Self::wide(frame.width, producers, consumers, messages),
            Shape::Tall => Self::tall(frame.width, producers, consumers, messages),
        }
    }

    fn wide(width: i32, producers: usize, consumers: usize, messages: i32) -> Self {
        let (top, producer_w, consumer_w) = (62, 176, 222);
        let consumer_x = width - MARGIN - consumer_w;
        let queue_x = MARGIN + producer_w + 52;
        let queue_w = (consumer_x - 40 - queue_x).max(220);
        let (pitch, seats_per_row, seat_rows) = seating(queue_w - 2 * LANE_PAD, messages);
        let shelf = Rect { x: queue_x, y: top, w: queue_w, h: 104 };
        let lane = Rect { x: queue_x, y: shelf.bottom() + 20, w: queue_w, h: 76 + (seat_rows - 1) * PITCH_DENSE };
        let trays_y = lane.bottom() + 42;
        let trays = Self::tray_row(queue_x, trays_y, queue_w, 58);
        let consumer_rects = stack(consumer_x, top, consumer_w, 114, 14, consumers);
        let producer_height = 104;
        let all = i32::try_from(producers).unwrap_or(0) * (producer_height + 14) - 14;
        let producer_top = (lane.y + 38 - all / 2).max(top);
        let producer_rects = stack(MARGIN, producer_top, producer_w, producer_height, 14, producers);
        let lowest = [consumer_rects.last(), producer_rects.last()].into_iter().flatten().map(Rect::bottom).max().unwrap_or(0);
        let height = (trays_y + 58).max(lowest) + 24;
        let queue = Rect { x: queue_x, y: 0, w: queue_w, h: height };
        Self {
            shape: Shape::Wide,
            producers: producer_rects,
            consumers: consumer_rects,
            queue,
            shelf,
            lane,
            trays,
            pitch,
            seats_per_row,
            seat_rows,
            height,
        }
    }

    fn tall(width: i32, producers: usize, consumers: usize, messages: i32) -> Self {
        let margin = 12;
        let inner = width - 2 * margin;
        let producer_rects = columns(margin, 12, inner, 64, producers);
        let queue_y = producer_rects.last().map_or(12, Rect::bottom) + 18;
        let shelf = Rect { x: margin, y: queue_y + 34, w: inner, h: 92 };
        let (pitch, seats_per_row, seat_rows) = seating(inner - 2 * LANE_PAD, messages);
        let lane = Rect { x: margin, y: shelf.bottom() + 14, w: inner, h: 68 + (seat_rows - 1) * PITCH_DENSE };
        let trays_y = lane.bottom() + 34;
        let trays = Self::tray_row(margin, trays_y, inner, 52);
        let consumer_rects = stack(margin, trays_y + 52 + 18, inner, 92, 10, consumers);
        let height = consumer_rects.last().map_or(trays_y + 52, Rect::bottom) + 16;
        let queue = Rect { x: margin, y: queue_y, w: inner, h: trays_y + 52 - queue_y };
        Self {
            shape: Shape::Tall,
            producers: producer_rects,
            consumers: consumer_rects,
            queue,
            shelf,
            lane,
            trays,
            pitch,
            seats_per_row,
            seat_rows,
            height,
        }
    }

    fn tray_row(x: i32, y: i32, width: i32, height: i32) -> [Rect; 3] {
        let gap = 10;
        let w = (width - 2 * gap) / 3;
        [0, 1, 2].map(|i| Rect { x: x + i * (w + gap), y, w, h: height })
    }

    /// Seats the lane can show one by one.
    pub fn seats_max(&self) -> usize {
        usize::try_from(self.seats_per_row * SEAT_ROWS_MAX).unwrap_or(0)
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
