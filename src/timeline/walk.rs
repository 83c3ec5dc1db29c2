//! One world on its way through known acts: what a live run, a replay and a look ahead have in common.
//!
//! Order at one instant: everything that is due, then the person's act, then what the act made due at once. A live run and its replay agree
//! because both follow this rule.

use crate::sim::{Recorder, TimedInput, World};
use crate::time::Timestamp;

/// The most things that may happen at a single instant; a world that needs more never gets past it.
const INSTANT_MAX: u32 = 100_000;

/// A world, and how many of the acts were taken in it.
#[derive(Clone, Debug)]
pub(super) struct Walk {
    pub applied: usize,
    pub world: World,
}

impl Walk {
    /// When something happens next: by itself, or because an act is due.
    pub fn next_at(&self, inputs: &[TimedInput]) -> Option<Timestamp> {
        let input_at = inputs.get(self.applied).map(|input| input.at);
        match (self.world.next_at(), input_at) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        }
    }

    /// Everything due at `at`: by itself, and by known acts, one after the other.
    pub fn finish_instant(&mut self, inputs: &[TimedInput], at: Timestamp, recorder: &mut Recorder) {
        let mut steps = 0;
        loop {
            while steps < INSTANT_MAX && self.world.step(at, recorder) {
                steps += 1;
            }
            assert!(steps < INSTANT_MAX, "a world must not stand still: more than {INSTANT_MAX} steps at one instant");
            self.world.rest_until(at);
            let Some(due) = inputs.get(self.applied).filter(|input| input.at <= at) else { break };
            self.world.accept(&due.input, recorder);
            self.applied += 1;
        }
    }
}
