//! The steps of a judgement as rows to be shown: the many fields of a SAS are one row, everything else stands for itself.

use crate::auth::{Check, Outcome, Step};

/// One row of a judgement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    One(Step),
    /// All fields of a SAS that were read in one go.
    Fields {
        steps: Vec<Step>,
        outcome: Outcome,
    },
}

impl Row {
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::One(step) => step.outcome,
            Self::Fields { outcome, .. } => *outcome,
        }
    }
}

/// The rows of these steps, in order.
pub fn rows(steps: &[Step]) -> Vec<Row> {
    let mut rows = Vec::new();
    for run in steps.chunk_by(|a, b| is_field(a) && is_field(b)) {
        if is_field(&run[0]) {
            let refused = run.iter().any(|step| step.outcome == Outcome::Refused);
            let outcome = if refused { Outcome::Refused } else { Outcome::Passed };
            rows.push(Row::Fields { steps: run.to_vec(), outcome });
        } else {
            for step in run {
                // A token is asked once more for what was asked of every request; the same question need not be shown twice.
                let row = Row::One(step.clone());
                if step.outcome != Outcome::Passed || !rows.contains(&row) {
                    rows.push(row);
                }
            }
        }
    }
    rows
}

/// The step because of which a request was refused; `None` if it was let in. Of several fields that cannot be read, the first decides.
pub fn deciding(steps: &[Step]) -> Option<&Step> {
    let refused = |step: &&Step| step.outcome == Outcome::Refused;
    let last = steps.iter().rfind(refused)?;
    if is_field(last) { steps.iter().find(|step| is_field(step) && refused(step)) } else { Some(last) }
}

fn is_field(step: &Step) -> bool {
    matches!(step.check, Check::SasField { .. })
}
