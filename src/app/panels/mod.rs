//! The parts of the workspace. Each is a view of the one history.

pub mod actors;
pub mod annex;
pub mod axis;
pub mod backlog;
pub mod chart;
pub mod choices;
pub mod compare;
pub mod drawer;
pub mod faults;
pub mod figures;
pub mod hand;
pub mod lesson;
pub mod log;
pub mod metrics;
pub mod scenarios;
pub mod settings;
pub mod share;
pub mod stage;
pub mod timeline;
pub mod token;
pub mod tools;
pub mod twin;
pub mod undo;
pub mod why;
