//! The icons: one stroke, 16 units square, drawn in the colour of the text around them.

use crate::app::parts::lean::prelude::*;

/// An icon without a name of its own; the control around it has one.
pub fn icon(path: &'static str) -> View {
    draw! {
        <svg viewBox="0 0 16 16" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">
            <path d=path />
        </svg>
    }
}

pub const TICK: &str = "M2.5 8.5 6 12 13.5 4";
pub const TRIANGLE: &str = "M5 3.5 12 8 5 12.5Z";
pub const CIRCLE: &str = "M13 8A5 5 0 1 1 3 8a5 5 0 0 1 10 0Z";
pub const CROSS: &str = "M4 4 12 12M12 4 4 12";
pub const UP: &str = "M3 10.5 8 5.5l5 5";
pub const DOWN: &str = "M3 5.5 8 10.5l5-5";
pub const UNDO: &str = "M6 3 2.5 6.5 6 10M3 6.5h6.5a3.5 3.5 0 0 1 0 7H7";
pub const PLAY: &str = "M4.5 2.5 13 8 4.5 13.5Z";
pub const PAUSE: &str = "M5 3v10M11 3v10";
pub const TO_START: &str = "M4 3v10M13 3.5 7 8l6 4.5Z";
pub const LEFT: &str = "M10.5 3 5.5 8l5 5";
pub const RIGHT: &str = "M5.5 3 10.5 8l-5 5";
pub const PAPER: &str = "M4 1.5h5.5L12.5 4.5v10h-8.5ZM6.5 7.5h4M6.5 10.5h4";
pub const BOX_TICK: &str = "M3 2.5h10v11H3ZM5.5 8 7.5 10l3.5-4.5";
pub const HOURGLASS: &str = "M4.5 2h7M4.5 14h7M5 2c0 4 6 4 6 6.2S5 10 5 14M11 2c0 4-6 4-6 6.2S11 10 11 14";
pub const HALF: &str = "M8 2a6 6 0 1 0 0 12ZM8 2a6 6 0 0 1 0 12";
pub const QUESTION: &str = "M5.5 5.8a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.1.9-1.1 1.9M8 12.6v.1";
pub const REDO: &str = "M10 3 13.5 6.5 10 10M13 6.5H6.5a3.5 3.5 0 0 0 0 7H9";
pub const SHARE: &str = "M8 10V2M5 4.8 8 1.8l3 3M3 8v6h10V8";
pub const SLIDERS: &str = "M2 5h5M11 5h3M2 11h2M8 11h6M9 3v4M6 9v4";
pub const FORK: &str = "M4 2v12M4 9c0-3 8-1 8-5M9.5 5.5 12 3l2.5 2.5";
pub const LANE: &str = "M4.8 4.5h6.4a3.5 3.5 0 0 1 0 7H4.8a3.5 3.5 0 0 1 0-7ZM5 8h.1M8 8h.1M11 8h.1";
pub const OCTAGON: &str = "M5.2 1.5h5.6l3.7 3.7v5.6l-3.7 3.7H5.2L1.5 10.8V5.2ZM5.7 5.7l4.6 4.6M10.3 5.7 5.7 10.3";
pub const STORE: &str = "M2.5 4c0-3 11-3 11 0v8c0 3-11 3-11 0ZM2.5 4c0 3 11 3 11 0M2.5 8c0 3 11 3 11 0";
