//! What the types cannot say: whether a world can be built from an exercise, and whether its instants and sizes are ones a page can show.
//!
//! Names and numbers that the service refuses are fine: learners meet refusals, and so may an exercise's actors.

use super::{Problem, What};
use crate::engine::limits::{ACCOUNT_NAME_MAX, ACCOUNT_NAME_MIN};
use crate::lessons::exercise::{Exercise, Script, Verdict};
use crate::sim::ACTORS_MAX;
use crate::time::{Span, Timestamp};

/// The last date at which a world may begin, 2200-01-01: every date a world can reach is then one the service can write.
const STARTS_AT_MAX: Timestamp = Timestamp::from_secs(7_258_118_400);

/// The longest an exercise or one of its runs may last.
const LASTS_MAX: Span = Span::from_secs(86_400);

/// How many there may be of each kind of thing.
const ITEMS_MAX: usize = 100;
const ACTS_MAX: usize = 1_000;
const ID_MAX: usize = 40;
const NAME_MAX: usize = 24;

/// Everything that is in the way, in the order of the file.
pub(super) fn problems(exercise: &Exercise) -> Vec<Problem> {
    let mut found = Found(Vec::new());
    let start = &exercise.start;
    found.unless(is_id(&exercise.id), "id", What::Name);
    let account = start.account.len();
    let letters = start.account.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    found.unless(account == 0 || (letters && (ACCOUNT_NAME_MIN..=ACCOUNT_NAME_MAX).contains(&account)), "start.account", What::Name);
    found.unless(start.starts_at <= STARTS_AT_MAX, "start.starts_at", What::Time);
    found.count(start.queues.len(), ITEMS_MAX, "start.queues");
    found.count(start.actors.len(), ACTORS_MAX - 1, "start.actors");
    for (index, actor) in start.actors.iter().enumerate() {
        let named = (1..=NAME_MAX).contains(&actor.name.chars().count());
        found.unless(named, &format!("start.actors[{index}].name"), What::Name);
    }
    let last = start.starts_at + LASTS_MAX;
    let shown = start.starts_at < exercise.ends_at && exercise.ends_at <= last;
    found.unless(shown, "ends_at", What::Time);
    found.count(exercise.goal.clauses.len(), ITEMS_MAX, "goal.clauses");
    found.count(exercise.ask.readings.len(), ITEMS_MAX, "ask.readings");
    found.count(exercise.ask.form.options(), ITEMS_MAX, "ask.form");
    for id in exercise.goal.item_ids() {
        found.unless(is_id(id), "goal.clauses", What::Name);
    }
    found.script(&exercise.solution, start.starts_at, "solution");
    found.count(exercise.anti_solutions.len(), ITEMS_MAX, "anti_solutions");
    for (index, anti) in exercise.anti_solutions.iter().enumerate() {
        found.script(&anti.script, start.starts_at, &format!("anti_solutions[{index}].script"));
    }
    found.count(exercise.quiz.options.len(), ITEMS_MAX, "quiz.options");
    for (index, option) in exercise.quiz.options.iter().enumerate() {
        let path = format!("quiz.options[{index}]");
        found.unless(is_id(&option.id), &[&path, ".id"].concat(), What::Name);
        if let Verdict::Wrong { run, .. } = &option.verdict {
            found.script(run, start.starts_at, &[&path, ".verdict.wrong.run"].concat());
        }
    }
    found.0
}

/// Lower-case words joined by hyphens: it becomes a part of links, of keys and of the names of saved runs.
fn is_id(id: &str) -> bool {
    let letters = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=ID_MAX).contains(&id.len()) && id.bytes().all(letters)
}

struct Found(Vec<Problem>);

impl Found {
    fn unless(&mut self, sound: bool, path: &str, what: What) {
        if !sound {
            self.0.push(Problem { path: ["exercise.", path].concat(), what });
        }
    }

    fn count(&mut self, count: usize, most: usize, path: &str) {
        self.unless(count <= most, path, What::Many { most });
    }

    /// The acts of a script lie between the start and its end, in order.
    fn script(&mut self, script: &Script, starts_at: Timestamp, path: &str) {
        self.count(script.inputs.len(), ACTS_MAX, &[path, ".inputs"].concat());
        let ends = starts_at <= script.until && script.until <= starts_at + LASTS_MAX;
        self.unless(ends, &[path, ".until"].concat(), What::Time);
        let mut earliest = starts_at;
        for (index, input) in script.inputs.iter().enumerate() {
            let inside = earliest <= input.at && input.at <= script.until;
            self.unless(inside, &format!("{path}.inputs[{index}].at"), What::Time);
            earliest = earliest.max(input.at);
        }
    }
}
