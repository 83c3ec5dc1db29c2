//! Numbers in the order of instants: which message is next, which tray of them expires first.
//!
//! Nearly all work happens at the two ends, and some where the hidden messages begin. So this is a row of runs, each a short queue, instead of a
//! tree; a clone shares the runs until one of the two writes to them. Runs that lose most of their entries are not joined: what is due is taken
//! from the front, so they empty themselves.

use crate::time::Timestamp;
use std::cmp::Ordering;
use std::collections::VecDeque;
use std::sync::Arc;

pub(super) type Entry = (Timestamp, u32);

/// Entries of one run: what a write copies at most when a clone shares the run.
const RUN_MAX: usize = 256;

#[derive(Clone, Debug, Default)]
pub(super) struct Order {
    // Invariant: no run is empty, and everything in a run comes before everything in the next.
    runs: VecDeque<Arc<VecDeque<Entry>>>,
}

impl Order {
    pub(super) fn first(&self) -> Option<Entry> {
        self.runs.front().and_then(|run| run.front()).copied()
    }

    /// All entries in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = Entry> {
        self.runs.iter().flat_map(|run| run.iter().copied())
    }

    /// The entries that are later than `after`, in order.
    pub(super) fn later(&self, after: Timestamp) -> impl Iterator<Item = Entry> {
        let (index, at) = self.place((after, u32::MAX));
        self.runs.range(index..).flat_map(|run| run.iter().copied()).skip(at)
    }

    /// How many entries are later than `after`; quick if they are few.
    pub(super) fn count_later(&self, after: Timestamp) -> usize {
        let (index, at) = self.place((after, u32::MAX));
        self.runs.range(index..).map(|run| run.len()).sum::<usize>() - at
    }

    /// Adds an entry that is not there yet.
    pub(super) fn insert(&mut self, entry: Entry) {
        let (index, at) = self.place(entry);
        if index == self.runs.len() {
            // Behind all others.
            match self.runs.back_mut().filter(|run| run.len() < RUN_MAX) {
                Some(run) => Arc::make_mut(run).push_back(entry),
                None => self.runs.push_back(Arc::new(VecDeque::from([entry]))),
            }
            return;
        }
        let run = Arc::make_mut(&mut self.runs[index]);
        run.insert(at, entry);
        if run.len() > RUN_MAX {
            let half = run.split_off(RUN_MAX / 2);
            self.runs.insert(index + 1, Arc::new(half));
        }
    }

    /// Takes an entry out. Returns whether it was there.
    pub(super) fn remove(&mut self, entry: Entry) -> bool {
        let (index, at) = self.place(entry);
        let Some(run) = self.runs.get_mut(index).filter(|run| run[at] == entry) else { return false };
        if run.len() == 1 {
            self.runs.remove(index);
        } else {
            Arc::make_mut(run).remove(at);
        }
        true
    }

    /// Run and place of the first entry that is not before `entry`; if there is none, behind the last run.
    fn place(&self, entry: Entry) -> (usize, usize) {
        let ends_before = |run: &Arc<VecDeque<Entry>>| run.back().is_none_or(|last| *last < entry);
        let index = match (self.runs.front(), self.runs.back()) {
            (_, Some(last)) if ends_before(last) => self.runs.len(),
            (Some(first), _) if !ends_before(first) => 0,
            _ => self.runs.partition_point(ends_before),
        };
        let at = self.runs.get(index).map_or(0, |run| match run.front() {
            Some(first) if first.cmp(&entry) == Ordering::Less => run.partition_point(|other| *other < entry),
            _ => 0,
        });
        (index, at)
    }
}
