//! One exercise as data: where it starts, what it asks, what it checks, and the runs that prove it (its solution, the scripts that must
//! not pass, the runs that refute a misconception). Its words are in its prose, under the ids given here.

use super::ask::Ask;
use super::goal::{Goal, Id};
use crate::sim::{Scenario, TimedInput};
use crate::time::Timestamp;
use crate::timeline::Run;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Exercise {
    /// Names its folder, its progress record and its link; never changes once published.
    pub id: Id,
    /// 1 to 20 in the course; a teacher's own exercise may have any.
    pub number: u8,
    /// How long it takes a newcomer.
    pub minutes: u8,
    /// Unit of the Microsoft Learn module it belongs to, if it has one.
    #[serde(default)]
    pub unit: Option<u8>,
    /// Numbers of the exercises it builds on. Advice, never a lock.
    #[serde(default)]
    pub requires: Vec<u8>,
    pub start: Scenario,
    /// The timeline is drawn at least up to here.
    pub ends_at: Timestamp,
    /// Controls that are not shown at the start, so that few remain.
    #[serde(default)]
    pub frozen: Vec<Control>,
    /// The forms beside the stage that the tasks need; the page shows these and no others.
    #[serde(default)]
    pub tools: Vec<Tool>,
    pub ask: Ask,
    pub goal: Goal,
    pub solution: Script,
    pub anti_solutions: Vec<AntiSolution>,
    pub quiz: Quiz,
}

impl Exercise {
    /// The script as a saved run that stands at the very beginning: replayed, it is a timeline in which the acts lie ahead.
    pub fn run(&self, script: &Script) -> Run {
        Run { scenario: self.start.clone(), inputs: script.inputs.clone(), at: self.start.starts_at }
    }
}

/// A group of controls of the stage that an exercise can leave out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Control {
    /// Adding producers and consumers.
    Join,
    /// A producer's pace.
    Pace,
    /// How often a consumer polls.
    Polling,
    /// How long a consumer works on a message.
    Work,
    /// The visibility timeout of a consumer's gets.
    Lease,
    /// How many messages a consumer gets at once.
    Batch,
    /// When a consumer deletes.
    DeleteOrder,
    /// Whether a consumer remembers finished keys.
    Ledger,
    /// How long requests and responses travel.
    Link,
    /// Operations sent by hand: put, get, peek, update, delete, clear.
    Operations,
    Crash,
    Restart,
}

impl Control {
    /// What opens all settings of a producer, and of a consumer, on its card.
    pub const OF_PRODUCERS: [Self; 1] = [Self::Pace];
    pub const OF_CONSUMERS: [Self; 6] = [Self::Polling, Self::Work, Self::Lease, Self::Batch, Self::DeleteOrder, Self::Ledger];

    pub const ALL: [Self; 12] = [
        Self::Join,
        Self::Pace,
        Self::Polling,
        Self::Work,
        Self::Lease,
        Self::Batch,
        Self::DeleteOrder,
        Self::Ledger,
        Self::Link,
        Self::Operations,
        Self::Crash,
        Self::Restart,
    ];
}

/// A form that an exercise puts beside the stage. Each produces acts of one kind; a check sees only the events that follow from them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tool {
    /// Name, kind and redundancy of a new storage account: `Input::CreateAccount`.
    AccountForm,
    /// The name of a new queue: `Input::Call` with `Call::CreateQueue`, by the person, via the form.
    QueueForm,
    /// Pieces of a queue's address (scheme, account, service, queue) to be put in a row. Applied to a client card, the row becomes that
    /// client's `address`: `Input::Configure` with `Role::Client`.
    UrlTiles,
    /// The card of a client that a person can repair: its address as text and its credential. `Input::Configure` with `Role::Client`.
    ClientSettings,
    /// Peek and get (and delete or update with a ticket it was given) from a client desk: `Input::Call` with the desk as `by`, via the form.
    ClientDesks,
    /// A headline, sent from a form: `Input::Call` with `Call::Put`, by the person, via the form.
    SendForm,
    /// Time to live and delay beside the text of `SendForm`: the `time_to_live` and `visibility_timeout` of its `Call::Put`.
    Lifetimes,
    /// The raw request of the same put, editable line by line and signed on sending: `Input::Raw`, by the person.
    RequestEditor,
    /// Get, update and delete by hand, with the tickets a person has been given: `Input::Call`, by the person, via the form.
    HandOperations,
    /// A worker's program as lines; publish and delete can be plugged in, unplugged and swapped: `Input::Configure` with a changed
    /// `ConsumerSpec::deletes`.
    Program,
    /// Renewal of a worker's lease: when, for how long, with or without a bookmark. `Input::Configure` with a changed renewal.
    Renewal,
    /// From which dequeue count on a message is moved aside, to which queue, and in which order: `Input::Configure` with a changed poison rule.
    PoisonRule,
    /// Whether a worker keeps a ledger of finished stories: `Input::Configure` with a changed `ConsumerSpec::ledger`.
    Ledger,
    /// The line of the program on which a worker dies, and how often: `Input::Configure` with a changed crash point.
    CrashPoint,
    /// How a worker polls, works, batches and which lease it asks for: `Input::Configure` with those numbers of its `ConsumerSpec`.
    WorkerSettings,
}

/// Acts on the exercise's own start, oldest first, and the instant by which the run has shown what it shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Script {
    pub inputs: Vec<TimedInput>,
    pub until: Timestamp,
}

/// A run that looks like a solution and is not one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AntiSolution {
    pub id: Id,
    pub script: Script,
    /// The item it must fail, and the last word of its feedback key.
    pub fails: Id,
    pub because: Id,
}

/// One question. The options' texts are in the prose.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quiz {
    pub options: Vec<QuizOption>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QuizOption {
    pub id: Id,
    pub verdict: Verdict,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Right,
    /// A run on the exercise's start shows why not.
    Wrong {
        misconception: Id,
        run: Script,
        /// What the run shows, for the page to highlight and the author's lint to verify.
        shows: Goal,
    },
}
