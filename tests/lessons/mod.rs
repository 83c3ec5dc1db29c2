//! Goals, predictions, prose and exercises. The first half works on logs written by hand; the author's lint runs the real world.

mod ask;
mod facts;
mod file;
mod findings;
mod goal;
mod hints;
mod lint;
mod log;
mod markdown;
mod misconceptions;
mod prose;
mod random;
mod record;
mod vocabulary;
