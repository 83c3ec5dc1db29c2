//! A row that grows at its end and shrinks at its beginning, whose clone costs next to nothing.
//!
//! The two ends are plain vectors of at most one block, which a clone copies; everything between is blocks that clones share. So adding and
//! taking away touch no shared memory but once in a block.

use crate::engine::map::Blocks;
use std::sync::Arc;

/// Items of one block.
const BLOCK: usize = 64;

#[derive(Clone, Debug)]
pub(super) struct Row<T> {
    // In reverse, so that taking the first is taking from the end.
    head: Vec<T>,
    // Invariant: every block holds exactly BLOCK items.
    body: Blocks<T>,
    // Invariant: shorter than a block.
    tail: Vec<T>,
}

impl<T> Default for Row<T> {
    fn default() -> Self {
        Self { head: Vec::new(), body: Blocks::new(), tail: Vec::new() }
    }
}

impl<T: Copy + Ord> Row<T> {
    pub(super) fn len(&self) -> usize {
        self.head.len() + self.body.len() * BLOCK + self.tail.len()
    }

    pub(super) fn last(&self) -> Option<&T> {
        self.tail.last().or_else(|| self.body.back().and_then(|block| block.last())).or_else(|| self.head.first())
    }

    pub(super) fn get(&self, at: usize) -> Option<&T> {
        let Some(at) = at.checked_sub(self.head.len()) else {
            return self.head.get(self.head.len() - 1 - at);
        };
        match self.body.get(at / BLOCK) {
            Some(block) => block.get(at % BLOCK),
            None => self.tail.get(at - self.body.len() * BLOCK),
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &T> {
        self.head.iter().rev().chain(self.body.iter().flat_map(|block| block.iter())).chain(&self.tail)
    }

    /// Adds an item at the end.
    pub(super) fn push(&mut self, item: T) {
        self.tail.push(item);
        if self.tail.len() == BLOCK {
            self.body.push_back(Arc::from(&self.tail[..]));
            self.tail.clear();
        }
    }

    pub(super) fn pop_first(&mut self) -> Option<T> {
        if self.head.is_empty() {
            if let Some(block) = self.body.pop_front() {
                self.head.extend(block.iter().rev());
            } else {
                std::mem::swap(&mut self.head, &mut self.tail);
                self.head.reverse();
            }
        }
        self.head.pop()
    }

    /// How many items at the beginning pass the test; those that pass must all come before those that do not.
    pub(super) fn partition_point(&self, passes: impl Fn(&T) -> bool) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if passes(self.get(middle).expect("it is less than the length")) { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// Adds an item where it belongs in a sorted row. Cheap near the end, and a rebuilding elsewhere.
    pub(super) fn insert_sorted(&mut self, item: T) {
        if self.tail.first().is_some_and(|first| *first < item) {
            let at = self.tail.partition_point(|other| *other < item);
            let after = self.tail.split_off(at);
            std::iter::once(item).chain(after).for_each(|item| self.push(item));
        } else {
            let at = self.partition_point(|other| *other < item);
            let mut items = self.iter().copied().collect::<Vec<_>>();
            items.insert(at, item);
            *self = items.into_iter().collect();
        }
    }

    /// Keeps the items that pass the test.
    pub(super) fn retain(&mut self, passes: impl Fn(&T) -> bool) {
        *self = self.iter().copied().filter(|item| passes(item)).collect();
    }
}

impl<T: Copy + Ord> FromIterator<T> for Row<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut row = Self::default();
        items.into_iter().for_each(|item| row.push(item));
        row
    }
}
