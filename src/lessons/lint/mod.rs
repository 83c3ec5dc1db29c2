//! The author's lint: what an exercise must keep for its learners, checked without one. Pure, and its findings are values: the test command
//! fails on any, and the author's page shows them beside the exercise.
//!
//! `runs` plays the exercise's scripts in the real world, `hands` asks whether the page offers what they do; `words` reads its prose.

mod hands;
mod runs;
mod words;

use super::exercise::Exercise;
use super::prose::Prose;

/// Something an exercise does not keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub demand: Demand,
    /// What it is about: the id of a script, an item, an option, a reading, or a key of the prose.
    pub about: String,
    /// What was found there, in ids and numbers: "crashed missed", "61 > 60".
    pub found: String,
}

/// What every exercise keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Demand {
    /// Nothing is solved and nothing broken before anybody acted, and nobody's waiting solves it.
    StartsOpen,
    /// The solution passes, within the timeline that is drawn.
    SolutionPasses,
    /// What the solution predicts is what happens: the phenomenon is there under the declared seed.
    SolutionPredicts,
    /// Verdict and fingerprint are the same at every speed, event by event (reduced motion) and as a saved run.
    SameAtEverySpeed,
    /// Each act of the solution is one that a form, key or card of the page offers, and so one for a keyboard.
    Workable,
    /// At least two scripts that look like solutions and are none.
    AntiSolutions,
    /// Each of them never passes, and is told the declared reason.
    AntiSolutionFails,
    /// After each of them, going back and doing it right passes.
    GoingBackHelps,
    /// Exactly one option of the quiz is right.
    OneRightOption,
    /// The run of each wrong option shows what refutes it, and the start alone does not.
    Refuted,
    /// No reading of a prediction fits what happens in the solution's run.
    ReadingsAreWrong,
    /// Acts are in order, none before the start or after the end of its script.
    ScriptsInOrder,
    /// Ids are unique among their kind.
    IdsUnique,
    /// A run of the exercise is longer than what a lint will play.
    Endless,
    /// Every text that can be asked for is there.
    TextsThere,
    /// Texts are within their length.
    TextsShort,
    /// No text is there that nothing asks for.
    TextsUsed,
    /// Each reason for which an anti-solution fails has its own sentence.
    ReasonsSaid,
    /// Hints name no number and no time: they do not give the solution.
    HintsHint,
    /// The rule of the debrief is one sentence.
    RuleIsOneSentence,
    /// No word belittles anybody, and nothing shouts.
    Voice,
    /// Chips name who is on the stage, and places on the timeline read as what they point at and are on it.
    MarksTrue,
    /// Each marked number is known and is the engine's.
    FactsTrue,
    /// Each number with a unit of the service (days, KiB, characters, a status) is marked.
    FactsMarked,
}

impl Demand {
    pub const ALL: [Self; 24] = [
        Self::StartsOpen,
        Self::SolutionPasses,
        Self::SolutionPredicts,
        Self::SameAtEverySpeed,
        Self::Workable,
        Self::AntiSolutions,
        Self::AntiSolutionFails,
        Self::GoingBackHelps,
        Self::OneRightOption,
        Self::Refuted,
        Self::ReadingsAreWrong,
        Self::ScriptsInOrder,
        Self::IdsUnique,
        Self::Endless,
        Self::TextsThere,
        Self::TextsShort,
        Self::TextsUsed,
        Self::ReasonsSaid,
        Self::HintsHint,
        Self::RuleIsOneSentence,
        Self::Voice,
        Self::MarksTrue,
        Self::FactsTrue,
        Self::FactsMarked,
    ];
}

/// What the lint has found so far.
#[derive(Debug, Default)]
struct Findings(Vec<Finding>);

impl Findings {
    fn add(&mut self, demand: Demand, about: &str, found: impl Into<String>) {
        self.0.push(Finding { demand, about: about.to_owned(), found: found.into() });
    }

    fn add_unless(&mut self, kept: bool, demand: Demand, about: &str, found: &str) {
        if !kept {
            self.add(demand, about, found);
        }
    }
}

/// Everything an exercise does not keep: its runs first, then its words. Empty: it is complete.
pub fn lint(exercise: &Exercise, prose: &Prose) -> Vec<Finding> {
    let mut findings = lint_runs(exercise);
    findings.extend(lint_words(exercise, prose));
    findings
}

/// What the exercise's runs show. It plays a few dozen of them, which takes a second or so in the page.
pub fn lint_runs(exercise: &Exercise) -> Vec<Finding> {
    let mut findings = Findings::default();
    runs::check_runs(exercise, &mut findings);
    findings.0
}

/// What a reading of its words shows; quick enough for every key that is pressed.
pub fn lint_words(exercise: &Exercise, prose: &Prose) -> Vec<Finding> {
    let mut findings = Findings::default();
    words::check_words(exercise, prose, &mut findings);
    findings.0
}
