//! What reaches a world from outside: the acts of the person at the page. Scenario plus inputs is the whole truth of a history; it is what
//! a saved run, a share link and a bug report hold.

use super::event::{ActorId, Prediction};
use super::scenario::ActorSpec;
use crate::client::Call;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// One act at one instant of virtual time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TimedInput {
    pub at: Timestamp,
    pub input: Input,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Input {
    /// The program dies at once, wherever it is; what it held stays leased until the lease ends.
    Crash { actor: ActorId },
    /// A crashed program starts again from nothing.
    Restart { actor: ActorId },
    /// A request sent by hand.
    Call { call: Call },
    /// A program joins.
    Join { spec: ActorSpec },
    /// The person writes down what they expect.
    Predict { prediction: Prediction },
}
