//! The engine by itself: against a naive model, and its snapshots.

mod model;
mod scripts;
mod snapshots;
