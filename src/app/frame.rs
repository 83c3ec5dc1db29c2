//! The only clock of the page: turns animation frames into virtual time.
//!
//! A frame is asked for only while the world plays and the page is in sight. Paused or hidden, nothing is scheduled at all.

use super::session::Session;
use crate::app::parts::lean::prelude::*;
use playground::time::Span;
use std::cell::Cell;
use std::rc::Rc;

/// Events one frame may cause; more would make the page stutter, so the clock slows down instead and the page says so.
const EVENTS_PER_FRAME: u32 = 800;

/// A frame that comes later than this (a busy machine, a breakpoint) counts as this long.
const FRAME_MS_MAX: f64 = 100.0;

/// Runs `session` while it plays and `visible` holds.
pub fn drive(session: Session, visible: Signal<bool>) {
    let generation = Rc::new(Cell::new(0_u32));
    effect(move |_| {
        let run = session.playing.get() && visible.get();
        generation.set(generation.get().wrapping_add(1));
        if run {
            next_frame(session, None, generation.clone(), generation.get());
        }
    });
}

fn next_frame(session: Session, last: Option<f64>, generation: Rc<Cell<u32>>, mine: u32) {
    request_animation_frame(move || {
        if generation.get() != mine || session.playing.try_get_untracked() != Some(true) {
            return;
        }
        let now = now_ms();
        if let Some(last) = last {
            let elapsed_us = ((now - last).clamp(0.0, FRAME_MS_MAX) * 1000.0) as u64;
            let virtual_us = elapsed_us * u64::from(session.speed.get_untracked()) / 1000;
            session.advance(Span::from_micros(virtual_us), EVENTS_PER_FRAME);
        }
        next_frame(session, Some(now), generation, mine);
    });
}

/// Milliseconds of the page's own monotonic clock.
pub fn now_ms() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

/// Whether the page is in sight.
pub fn visibility() -> Signal<bool> {
    let visible = RwSignal::new(!document().hidden());
    let handle = window_event_listener_untyped("visibilitychange", move |_| visible.set(!document().hidden()));
    on_cleanup(move || handle.remove());
    visible.into()
}
