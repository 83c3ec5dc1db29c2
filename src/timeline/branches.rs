//! More than one future: forks, the ghost of what was replaced, and taking acts back.

use super::{EVENTS_MAX, Full, Ghost, Timeline};
use crate::sim::TimedInput;
use crate::time::Timestamp;

impl Timeline {
    /// Lets go of the known future, which becomes the ghost. Without a known future nothing changes.
    pub fn fork_here(&mut self) {
        let known = self.here.world.event_count();
        let events = self.events.split_off(known as usize);
        let inputs = self.inputs.split_off(self.here.applied);
        if events.is_empty() && inputs.is_empty() {
            return;
        }
        let applied = self.here.applied;
        self.snapshots.retain(|snapshot| snapshot.world.event_count() <= known && snapshot.applied <= applied);
        self.ghost = Some(Ghost { forked_at: self.now(), applied, inputs, events });
    }

    /// Goes back onto the branch that was replaced, at the moment of the fork; the present branch becomes the ghost.
    pub fn swap_ghost(&mut self) {
        let Some(ghost) = self.ghost.take() else { return };
        self.seek(ghost.forked_at);
        // Acts at the very instant of the fork belong to the branch that is being left.
        self.undo_at_playhead(&ghost);
        self.fork_here();
        self.inputs.extend(ghost.inputs);
        self.events.extend(ghost.events);
        self.undone.clear();
    }

    /// Steps back behind the acts that began the present branch, if the playhead stands right after them.
    fn undo_at_playhead(&mut self, ghost: &Ghost) {
        let Some(first) = ghost.events.first() else { return };
        if self.here.world.event_count() <= first.id.0 && self.here.applied <= ghost.applied {
            return;
        }
        self.restore(|snapshot| snapshot.world.event_count() <= first.id.0 && snapshot.applied <= ghost.applied);
        let later = self.inputs.split_off(ghost.applied);
        self.advance(ghost.forked_at, EVENTS_MAX);
        self.inputs.extend(later);
    }

    /// A second timeline that shares the past up to `at` and knows nothing of what came after.
    pub fn fork(&self, at: Timestamp) -> Self {
        let mut branch = self.clone();
        branch.seek(at);
        let (count, applied) = (branch.here.world.event_count(), branch.here.applied);
        branch.events.truncate(count as usize);
        branch.inputs.truncate(applied);
        branch.snapshots.retain(|snapshot| snapshot.world.event_count() <= count && snapshot.applied <= applied);
        branch.ghost = None;
        branch.undone.clear();
        branch
    }

    /// The branch that was replaced, as a timeline of its own that stands where this one does. `None` without a ghost.
    pub fn other_branch(&self) -> Option<Self> {
        let ghost = self.ghost.as_ref()?;
        let mut branch = self.clone();
        branch.swap_ghost();
        branch.ghost = None;
        // The fork itself is an act; a branch that never got it has at least seen the instant.
        branch.seek(self.now().max(ghost.forked_at));
        Some(branch)
    }

    /// Whether an act that was taken back can be done again.
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// The last act before the playhead.
    pub fn last_act(&self) -> Option<&TimedInput> {
        self.inputs[..self.here.applied].last()
    }

    /// Takes back the last act before the playhead and goes to its instant. What the act had replaced is known again; if it had replaced
    /// nothing, what followed from it becomes the ghost. Returns whether there was an act.
    pub fn undo(&mut self) -> bool {
        let Some(last) = self.last_act().cloned() else { return false };
        let (at, kept) = (last.at, self.here.applied - 1);
        let replaced = self.ghost.take_if(|ghost| ghost.forked_at == at && ghost.applied == kept);
        self.restore(|snapshot| snapshot.applied <= kept && snapshot.world.now() <= at);
        let undone = self.inputs.split_off(kept);
        self.advance(at, EVENTS_MAX);
        self.inputs.extend(undone);
        self.fork_here();
        if let Some(replaced) = replaced {
            self.inputs.extend(replaced.inputs);
            self.events.extend(replaced.events);
            self.ghost = None;
        }
        self.undone.push(last);
        true
    }

    /// The same start with other acts, as a fork of this history at its very beginning: what is known here becomes the ghost.
    pub fn instead(&self, inputs: Vec<TimedInput>) -> Self {
        let mut branch = self.clone();
        branch.restore(|snapshot| snapshot.applied == 0 && snapshot.world.now() <= self.scenario.starts_at);
        branch.fork_here();
        branch.inputs = inputs;
        branch.undone.clear();
        branch
    }

    /// Does the act again that was taken back last, at its own instant. Returns whether there was one.
    ///
    /// Err: the history is full; the act stays taken back.
    pub fn redo(&mut self) -> Result<bool, Full> {
        let Some(next) = self.undone.pop() else { return Ok(false) };
        self.seek(next.at);
        // The ghost that taking it back left is this very act.
        self.ghost.take_if(|ghost| ghost.forked_at == next.at && ghost.inputs.first() == Some(&next));
        self.take(next.input.clone()).inspect_err(|_| self.undone.push(next))?;
        Ok(true)
    }
}
