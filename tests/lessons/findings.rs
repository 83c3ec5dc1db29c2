//! The lint has teeth: an exercise that breaks one demand is found out, for that demand.

use super::lint::words_of;
use playground::client::Call;
use playground::lessons::{Control, Demand, Exercise, Finding, Tool, Verdict, exercise, from_json, lint_runs, lint_words};
use playground::sim::{Input, Prediction};
use playground::time::Span;
use serde_json::{Value, json};
use std::fs;

fn crash() -> Exercise {
    exercise(6).expect("exercise 06 is ready")
}

#[track_caller]
fn expect(demand: Demand, about: &str, findings: &[Finding]) {
    let found = findings.iter().any(|finding| finding.demand == demand && finding.about == about);
    assert!(found, "{demand:?} {about} in {findings:?}");
}

/// The flagship with one thing changed.
#[track_caller]
fn broken(demand: Demand, about: &str, change: impl FnOnce(&mut Exercise)) {
    let mut exercise = crash();
    change(&mut exercise);
    expect(demand, about, &lint_runs(&exercise));
}

#[test]
fn a_goal_that_is_reached_by_waiting() {
    broken(Demand::StartsOpen, "start", |exercise| exercise.goal.clauses.to_mut().retain(|clause| clause.id == "sent-once"));
}

#[test]
fn a_solution_that_does_not_solve_or_predict() {
    broken(Demand::SolutionPasses, "solution", |exercise| exercise.solution.inputs.truncate(1));
    broken(Demand::SolutionPasses, "ends_at", |exercise| exercise.ends_at = exercise.solution.inputs[1].at);
    broken(Demand::SolutionPredicts, "solution", |exercise| {
        let at = exercise.solution.inputs[1].at;
        exercise.solution.inputs[0].input = Input::Predict { prediction: Prediction::Instant(at) };
    });
}

#[test]
fn anti_solutions_that_are_missing_pass_or_fail_for_another_reason() {
    broken(Demand::AntiSolutions, "anti_solutions", |exercise| exercise.anti_solutions.truncate(1));
    broken(Demand::AntiSolutionFails, "no-crash", |exercise| {
        exercise.anti_solutions.iter_mut().filter(|anti| anti.id == "no-crash").for_each(|anti| anti.because = "early".into());
    });
    broken(Demand::AntiSolutionFails, "no-crash", |exercise| {
        let solution = exercise.solution.clone();
        exercise.anti_solutions.iter_mut().filter(|anti| anti.id == "no-crash").for_each(|anti| anti.script = solution.clone());
    });
}

#[test]
fn a_solution_that_no_hand_can_do() {
    // The crash button is frozen; the flag stands between two seconds, or beyond the line of time.
    broken(Demand::Workable, "solution", |exercise| exercise.frozen = Control::ALL.to_vec());
    for micros in [30_500_000, 46_000_000] {
        broken(Demand::Workable, "solution", |exercise| {
            let at = exercise.start.starts_at + Span::from_micros(micros);
            exercise.solution.inputs[0].input = Input::Predict { prediction: Prediction::Instant(at) };
        });
    }
    // The form that a solution needs is not there.
    for number in [1, 2, 3, 4, 5, 7, 8, 9, 10, 11] {
        let whole = exercise(number).expect("it is ready");
        for tool in &whole.tools {
            let mut exercise = whole.clone();
            exercise.tools.retain(|other| other != tool);
            let is_found = lint_runs(&exercise).iter().any(|finding| finding.demand == Demand::Workable);
            assert_eq!(is_found, !SPARE.contains(&(number, *tool)), "{number} without {tool:?}");
        }
    }
    // A ticket that nobody was given.
    let mut renew = exercise(8).expect("it is ready");
    for act in &mut renew.solution.inputs {
        if let Input::Call { call: Call::Update { receipt, .. }, .. } = &mut act.input {
            *receipt = "AgAAABEAAAAAAAAAAHKq5yF+3AE=".into();
        }
    }
    expect(Demand::Workable, "solution", &lint_runs(&renew));
}

/// Forms that the solution can do without: another one does the same, or the task leaves it to the learner.
const SPARE: [(u8, Tool); 5] =
    [(10, Tool::SendForm), (2, Tool::UrlTiles), (3, Tool::ClientDesks), (9, Tool::SendForm), (11, Tool::Program)];

#[test]
fn a_saved_solution_that_is_another_one() {
    // Played by hand the flag comes after the crash; replayed, at the time that is written beside it.
    broken(Demand::SameAtEverySpeed, "solution", |exercise| exercise.solution.inputs.reverse());
}

#[test]
fn an_anti_solution_from_which_no_way_leads_back() {
    broken(Demand::GoingBackHelps, "no-crash", |exercise| exercise.solution.inputs.truncate(1));
}

#[test]
fn every_demand_is_broken_by_one_of_these() {
    let here = include_str!("findings.rs");
    for demand in Demand::ALL {
        assert!(here.contains(&format!("(Demand::{demand:?}, ")), "{demand:?} has no test that it can fail");
    }
}

#[test]
fn a_quiz_without_one_right_option_or_without_refutation() {
    broken(Demand::OneRightOption, "quiz", |exercise| exercise.quiz.options.retain(|option| option.verdict != Verdict::Right));
    broken(Demand::Refuted, "never", |exercise| {
        for option in &mut exercise.quiz.options {
            if let Verdict::Wrong { run, .. } = &mut option.verdict {
                run.until = run.inputs[0].at;
            }
        }
    });
}

#[test]
fn a_reading_that_is_what_happens() {
    broken(Demand::ReadingsAreWrong, "story-lost", |exercise| {
        let from = playground::time::Span::from_secs(25);
        let to = playground::time::Span::from_secs(35);
        exercise.ask.readings.to_mut().iter_mut().filter(|reading| reading.id == "story-lost").for_each(|reading| {
            reading.of = playground::lessons::Guess::Between { from, to };
        });
    });
}

#[test]
fn scripts_out_of_order_and_ids_twice() {
    broken(Demand::ScriptsInOrder, "solution", |exercise| exercise.solution.inputs.reverse());
    broken(Demand::IdsUnique, "no-crash", |exercise| exercise.anti_solutions.iter_mut().for_each(|anti| anti.id = "no-crash".into()));
}

#[test]
fn a_world_that_never_gets_to_its_end() {
    broken(Demand::Endless, "solution", |exercise| {
        for actor in &mut exercise.start.actors {
            if let playground::sim::Role::Producer(spec) = &mut actor.role {
                spec.count = None;
                spec.pace = playground::sim::Pace::Steady { every: playground::time::Span::from_millis(1) };
            }
        }
    });
}

/// The example for teachers with one text changed.
#[track_caller]
fn misworded(demand: Demand, key: &str, change: impl FnOnce(&mut Value)) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/exercise.json");
    let mut file: Value = serde_json::from_str(&fs::read_to_string(path).expect("the example is there")).expect("it is JSON");
    change(&mut file["prose"]);
    let (exercise, prose) = from_json(&file.to_string()).expect("it can still be read");
    expect(demand, key, &lint_words(&exercise, &prose));
}

#[test]
fn words_that_are_missing_too_many_or_asked_for_by_nobody() {
    misworded(Demand::TextsThere, "reflect", |prose| drop(prose.as_object_mut().expect("an object").remove("reflect")));
    misworded(Demand::TextsShort, "story", |prose| prose["story"] = json!("word ".repeat(61)));
    misworded(Demand::TextsUsed, "feedback.gott", |prose| prose["feedback"]["gott"] = json!("A slip."));
    misworded(Demand::TextsUsed, "feedback.got.soon", |prose| prose["feedback"]["got.soon"] = json!("No check says that."));
}

#[test]
fn two_reasons_in_one_sentence() {
    let mut exercise = crash();
    for anti in exercise.anti_solutions.iter_mut().filter(|anti| anti.id == "crash-too-early") {
        anti.because = "message".into();
    }
    expect(Demand::ReasonsSaid, "crash-too-early", &lint_words(&exercise, &words_of(&exercise)));
}

#[test]
fn words_that_tell_shout_or_belittle() {
    misworded(Demand::HintsHint, "hints.1", |prose| prose["hints"][0] = json!("It takes 30 of them."));
    misworded(Demand::Voice, "reflect", |prose| prose["reflect"] = json!("That was easy, was it not?"));
    misworded(Demand::Voice, "observe", |prose| prose["observe"] = json!("Look!"));
    misworded(Demand::RuleIsOneSentence, "debrief.rule", |prose| prose["debrief"]["rule"] = json!("One. Two."));
}

#[test]
fn words_that_are_not_true() {
    misworded(Demand::MarksTrue, "reflect", |prose| prose["reflect"] = json!("Where was [Z](actor:Z)?"));
    misworded(Demand::MarksTrue, "reflect", |prose| prose["reflect"] = json!("What happened at [00:05](time:6)?"));
    misworded(Demand::FactsTrue, "debrief.price", |prose| {
        prose["debrief"]["price"] = json!("[31 seconds](fact:visibility-timeout-default)");
    });
    misworded(Demand::FactsTrue, "debrief.price", |prose| prose["debrief"]["price"] = json!("[31 seconds](fact:unheard-of)"));
    misworded(Demand::FactsMarked, "debrief.price", |prose| prose["debrief"]["price"] = json!("It lives 7 days."));
    misworded(Demand::FactsMarked, "debrief.price", |prose| prose["debrief"]["price"] = json!("The answer is 404, so to speak."));
}
