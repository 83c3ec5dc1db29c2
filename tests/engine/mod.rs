//! The engine by itself: against a naive model, and its snapshots.

mod long_queue;
mod model;
mod scripts;
mod snapshots;
