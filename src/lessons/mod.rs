//! Exercises: predict, act, observe.
//!
//! An exercise is data (`Exercise`) plus prose (`Prose`). The data says where a world starts, what the learner is asked, what must have happened
//! in the event log, and which scripts prove all that; the prose has every word a person reads. This layer knows the log and the timeline.
//! It draws nothing and keeps no progress, though it can write a record and verify one: the page asks `check` for where a goal stands and `Ask::compare` for the prediction beside the
//! timeline, and looks up the words by id.
//!
//! To add an exercise: a folder with its data (in the short forms of `shorthand`) and its `en.md`, one line in `catalogue`, and `lint` judges it;
//! the test command wants no finding. An exercise may also come from a file (`from_json`); the same lint judges that.

mod field;

mod pattern;

mod goal;

mod tally;

mod sequence;

mod check;

mod ask;

mod exercise;

mod hints;

mod prose;

mod facts;

mod lint;

mod file;

#[macro_use]
mod shorthand;

mod catalogue;

mod e01_account;

mod e02_address;

mod e03_first_story;

mod e04_look;

mod e05_two_steps;

mod e06_crash;

mod e07_stale_ticket;

mod e08_renew;

mod e09_stale_news;

mod e10_poison;

mod e11_twice;

mod record;

pub use ask::{Ask, Comparison, Figure, Form, Gap, Guess, Pick, Reading};
pub use catalogue::{ExerciseInfo, Part, catalogue, exercise, prose};
pub use check::{Facts, Item, Note, Progress, State, Why, check};
pub use exercise::{AntiSolution, Control, Exercise, Quiz, QuizOption, Script, Tool, Verdict};
pub use facts::{FACTS, fact, said};
pub use field::{Field, Kind};
pub use file::{FILE_BYTES_MAX, Place, Problem, Syntax, What, from_json};
pub use goal::{Clause, Goal, Id, Measure, Rule, Step};
pub use hints::{HINTS, Ladder};
pub use lint::{Demand, Finding, lint, lint_runs, lint_words};
pub use pattern::{Filter, Is, List, Pattern, Value, Variable};
pub use prose::{Prose, fill, plain};
pub use record::{Proof, RECORD_BYTES_MAX, Record, Unreadable, merge, read_record, verify, write_record};

// The constants the build makes of `src/lessons/*/en.md`: one table of fragments a folder.
include!(concat!(env!("OUT_DIR"), "/prose.rs"));
