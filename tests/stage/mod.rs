//! What the stage shows: where things stand, and what is beside the queue in focus.

mod annex;
mod lane;
mod rows;
