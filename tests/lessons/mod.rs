//! Goals, predictions, prose and exercises. The first half works on logs written by hand; the author's lint runs the real world.

mod ask;
mod goal;
mod log;
mod markdown;
mod random;
mod vocabulary;
