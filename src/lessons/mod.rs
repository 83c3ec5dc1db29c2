//! Exercises: predict, act, observe.
//!
//! A goal is data: patterns over the event log and rules that join them. Checking one is a pure fold over the log.

mod pattern;

mod goal;

mod tally;

mod sequence;

mod check;

mod ask;

pub use ask::{Ask, Comparison, Figure, Form, Gap, Guess, Reading};
pub use check::{Facts, Item, Note, Progress, State, Why, check};
pub use goal::{Clause, Goal, Id, Measure, Rule, Step};
pub use pattern::{Field, Filter, Is, Kind, Pattern, Value, Variable};
