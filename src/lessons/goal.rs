//! What an exercise asks for, as plain data: rules over the event log and the queue it leaves behind.
//!
//! A goal is a list of clauses, and it is reached when all of them hold at the same moment. Each item a person can tick off (a clause, or
//! a step of a sequence) has an id; the words for it (label, feedback) stand in the prose under that id.

use super::field::Field;
use super::pattern::{List, Pattern};
use crate::time::Span;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The id of a clause, a step, an option or a misconception: lower-case words joined by hyphens.
pub type Id = Cow<'static, str>;

/// Every clause must hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    pub clauses: List<Clause>,
}

/// One thing to tick off. A sequence at this level is ticked off step by step instead, and its own id is not shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    pub id: Id,
    pub rule: Rule,
}

/// One event of a sequence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    pub id: Id,
    pub event: Pattern,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// These events in this order, others in between allowed; variables are shared by all steps.
    Seq(List<Step>),
    /// No such event, or none before the first event that matches `before`.
    Never {
        event: Pattern,
        #[serde(default)]
        before: Option<Pattern>,
    },
    /// So many such events; with `distinct`, so many different values of that field.
    Count {
        event: Pattern,
        #[serde(default)]
        distinct: Option<Field>,
        least: u32,
        #[serde(default)]
        most: Option<u32>,
    },
    /// Every `first` is followed by a `then` (sharing its variables) at most `span` later, and there is at least one `first`.
    Within {
        first: Pattern,
        then: Pattern,
        span: Span,
    },
    /// Every `then` has a `first` (sharing its variables) somewhere before it, and there is at least one `then`.
    Before {
        first: Pattern,
        then: Pattern,
    },
    /// The queue now holds between `least` and `most` messages of this measure.
    AtEnd {
        queue: Id,
        measure: Measure,
        least: u32,
        most: u32,
    },
    /// The queue held, after some event, exactly so many visible and so many leased messages.
    Once {
        queue: Id,
        visible: u32,
        leased: u32,
    },
    /// A prediction was written down before the first event that matches `before`.
    Predicted {
        before: Pattern,
    },
    /// For every event that matches `event`, with its variables bound, all rules hold; and there is at least one.
    ForEach {
        event: Pattern,
        rules: List<Rule>,
    },
    All(List<Rule>),
    Any(List<Rule>),
}

/// What of a queue is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    Visible,
    Leased,
    Total,
}

impl Goal {
    /// The ids a person ticks off, in order: clauses, and the steps of sequences.
    pub fn item_ids(&self) -> Vec<&str> {
        let mut ids = Vec::new();
        for clause in &*self.clauses {
            match &clause.rule {
                Rule::Seq(steps) => ids.extend(steps.iter().map(|step| &*step.id)),
                _ => ids.push(&*clause.id),
            }
        }
        ids
    }
}
