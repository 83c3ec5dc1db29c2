//! The parts of the workspace. Each is a view of the one history.

pub mod actors;
pub mod axis;
pub mod chart;
pub mod drawer;
pub mod hand;
pub mod lesson;
pub mod metrics;
pub mod stage;
pub mod timeline;
pub mod token;
pub mod tools;
pub mod twin;
pub mod undo;
