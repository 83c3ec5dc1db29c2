//! One exchange with everything there is to know about it.

use super::steps;
use crate::auth::{Decision, Refusal, Step};
use crate::engine::OperationName;
use crate::time::Timestamp;
use crate::wire::{Request, Response};

/// A request that was sent, its answer, and the judgement in between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    pub at: Timestamp,
    pub request: Request,
    pub response: Response,
    pub operation: Option<OperationName>,
    /// With its steps. `None` if it could not be made out what was asked, or of whom.
    pub decision: Option<Decision>,
}

impl Sent {
    pub fn status(&self) -> u16 {
        self.response.status
    }

    /// The error code; `None` after a success.
    pub fn code(&self) -> Option<&str> {
        self.response.headers.get("x-ms-error-code")
    }

    /// Whether authorization let it through. What the queue said afterwards is another matter.
    pub fn is_let_in(&self) -> bool {
        self.decision.as_ref().is_some_and(Decision::is_allowed)
    }

    pub fn refusal(&self) -> Option<&Refusal> {
        self.decision.as_ref()?.refusal()
    }

    pub fn steps(&self) -> &[Step] {
        self.decision.as_ref().map_or(&[], |decision| &decision.steps)
    }

    /// The step that decided against the request.
    pub fn deciding(&self) -> Option<&Step> {
        steps::deciding(self.steps())
    }
}
