//! Small pieces that know nothing of queues.

pub mod file;
pub mod focus;
pub mod icon;
pub mod lean;
pub mod measure;
