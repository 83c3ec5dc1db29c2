//! The ladder of hints: look, principle, nearly there.
//!
//! Between two rungs lies an attempt: the next hint opens once the person has acted since the last one. Hints are not counted and cost
//! nothing; nothing here is shown to anybody.

use serde::{Deserialize, Serialize};

/// Hints of an exercise.
pub const HINTS: u8 = 3;

/// Which hints a person has opened. Kept with their progress.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ladder {
    /// The first so many are open, 0 to 3.
    opened: u8,
    /// Acts of the person when the last one was opened.
    acts: usize,
}

impl Ladder {
    /// Hints that are open, 0 to 3.
    pub fn opened(self) -> u8 {
        self.opened.min(HINTS)
    }

    /// Whether the next hint may be opened by somebody who has acted `acts` times so far. Starting over counts as acting.
    pub fn may_open(self, acts: usize) -> bool {
        self.opened < HINTS && (self.opened == 0 || acts != self.acts)
    }

    /// The ladder with the next hint open, if it may be opened; otherwise the same.
    pub fn open(self, acts: usize) -> Self {
        if self.may_open(acts) { Self { opened: self.opened + 1, acts } } else { self }
    }

    /// Whether to ask what the hints told: all are open.
    pub fn is_used_up(self) -> bool {
        self.opened >= HINTS
    }
}
