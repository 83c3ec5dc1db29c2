//! The picture of a world at an instant, without a browser: what is where, in what state, and how much of each clock is left.
//!
//! Everything here is a pure reading of a `World` or of its event log. Positions are in CSS pixels of a stage whose width is given; words are not
//! decided here, only the facts the words are made of.

mod layout;
mod rows;
mod scene;

pub use layout::{Frame, Layout, Point, Rect, Shape};
pub use rows::{Mark, MarkKind, Row, RowKey, Segment, SegmentKind, rows};
pub use scene::{Card, LaneView, Scene, Thread, Token, TokenState, progress, scene};
