//! Small pieces that know nothing of queues.

pub mod icon;
pub mod lean;
pub mod measure;
