//! The picture of a world at an instant, without a browser: what is where, in what state, and how much of each clock is left.
//!
//! Everything here is a pure reading of a `World` or of its event log. Positions are in CSS pixels of a stage whose width is given; words are not
//! decided here, only the facts the words are made of.

mod annex;
mod layout;
mod lens;
mod moments;
mod rows;
mod scene;
mod series;

pub use annex::{Blob, OtherQueue, Others, Small, Store, is_poison, other_queues, store};
pub use layout::{Annex, Frame, Layout, Point, Rect, Shape};
pub use lens::{Belief, Lens};
pub use moments::is_moment;
pub use rows::{Mark, MarkKind, Row, RowKey, Segment, SegmentKind, apart, near, rows};
pub use scene::{Card, LaneView, Missing, Scene, Thread, Token, TokenState, progress, scene};
pub use series::{Point as Figures, Series};
