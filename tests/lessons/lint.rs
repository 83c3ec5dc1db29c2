//! The author's lint: every exercise that is ready, played in the real world.

use playground::lessons::{Exercise, Facts, Finding, Prose, Script, Verdict, catalogue, check, exercise, lint, prose};
use playground::sim::{EventKind, Input};
use playground::time::Span;
use playground::timeline::Timeline;

pub fn ready() -> Vec<Exercise> {
    let ready = catalogue().iter().filter(|info| info.ready);
    ready.map(|info| exercise(info.number).expect("the catalogue says so")).collect()
}

pub fn words_of(exercise: &Exercise) -> Prose {
    prose(exercise.number).expect("a ready exercise has its words")
}

/// A run of a script to its end, acted out as a person does: time goes on to the instant of an act, then the act is pushed.
pub fn played(exercise: &Exercise, script: &Script) -> Timeline {
    let mut timeline = Timeline::new(exercise.start.clone());
    for input in &script.inputs {
        timeline.advance(input.at, u32::MAX);
        timeline.push(input.input.clone()).expect("there is room");
    }
    timeline.advance(script.until, u32::MAX);
    timeline
}

#[test]
fn every_exercise_of_the_course_keeps_what_it_must() {
    let mut lines: Vec<String> = Vec::new();
    for exercise in ready() {
        for Finding { demand, about, found } in lint(&exercise, &words_of(&exercise)) {
            lines.push(format!("{} {}: {demand:?} {about}: {found}", exercise.number, exercise.id));
        }
    }
    assert!(lines.is_empty(), "\n{}", lines.join("\n"));
}

#[test]
fn an_exercise_survives_the_way_through_json() {
    for exercise in ready() {
        let json = serde_json::to_string(&exercise).expect("an exercise is plain data");
        let back: Exercise = serde_json::from_str(&json).expect("what was written can be read");
        assert_eq!(back, exercise);
    }
}

#[test]
fn the_counts_read_from_the_log_are_the_engines() {
    for exercise in ready() {
        for anti in &exercise.anti_solutions {
            let mut timeline = Timeline::replay(exercise.run(&anti.script));
            while timeline.next_at().is_some_and(|at| at <= anti.script.until) {
                timeline.step();
                for queue in &exercise.start.queues {
                    let counts = timeline.world().queue_counts(queue);
                    let goal = at_end(queue, counts.visible, counts.hidden);
                    let found = check(&goal, &Facts::of(&timeline));
                    assert!(found.passed(), "{}: {} at {:?}: {counts:?}, {found:?}", exercise.id, anti.id, timeline.now());
                }
            }
        }
    }
}

/// The queue holds exactly this.
fn at_end(queue: &str, visible: u64, leased: u64) -> playground::lessons::Goal {
    use playground::lessons::{Clause, Goal, Measure, Rule};
    let clause = |id: &'static str, measure, count: u64| {
        let count = u32::try_from(count).expect("a small queue");
        Clause { id: id.into(), rule: Rule::AtEnd { queue: queue.to_owned().into(), measure, least: count, most: count } }
    };
    Goal {
        clauses: vec![
            clause("visible", Measure::Visible, visible),
            clause("leased", Measure::Leased, leased),
            clause("total", Measure::Total, visible + leased),
        ]
        .into(),
    }
}

/// The seconds that a text marks, in the order of the text.
fn marked_seconds(html: &str) -> Vec<u64> {
    let marks = html.split("data-time=\"").skip(1).filter_map(|rest| rest.split('"').next());
    marks.map(|secs| secs.parse().expect("whole seconds")).collect()
}

#[test]
fn what_a_text_tells_of_a_second_happens_in_that_second() {
    let happens = |timeline: &Timeline, secs: u64| {
        let from = timeline.world().starts_at() + Span::from_secs(secs);
        timeline.events().iter().any(|event| from <= event.at && event.at < from + Span::from_secs(1))
    };
    for exercise in ready() {
        let prose = words_of(&exercise);
        let untouched = played(&exercise, &Script { inputs: Vec::new(), until: exercise.ends_at });
        let solved = played(&exercise, &exercise.solution);
        for key in prose.keys().filter(|key| key.starts_with("debrief.")) {
            for secs in marked_seconds(prose.html(key).expect("a key of its own")) {
                assert!(happens(&untouched, secs) || happens(&solved, secs), "{}: {key} and second {secs}", exercise.id);
            }
        }
        for option in &exercise.quiz.options {
            let Verdict::Wrong { run, .. } = &option.verdict else { continue };
            let refuting = played(&exercise, run);
            for secs in marked_seconds(prose.html(&format!("quiz.{}.watch", option.id)).expect("checked elsewhere")) {
                assert!(happens(&refuting, secs), "{}: the run for {} and second {secs}", exercise.id, option.id);
            }
        }
    }
}

#[test]
fn the_flagship_tells_the_truth_about_its_own_morning() {
    let exercise = exercise(6).expect("ready");
    let prose = words_of(&exercise);
    let timeline = played(&exercise, &exercise.solution);
    let empty = |from: u64, to: u64, timeline: &Timeline| {
        let start = exercise.start.starts_at;
        let within = |at| (start + Span::from_secs(from)..=start + Span::from_secs(to)).contains(&at);
        timeline.events().iter().filter(|event| matches!(event.kind, EventKind::GetEmpty { .. }) && within(event.at)).count()
    };
    let happened = prose.text("debrief.happened").expect("checked elsewhere");
    assert!(happened.contains(&format!("asked {} times", empty(0, 30, &timeline))), "{happened}");
    assert!(happened.contains(&format!("list {} times", empty(0, 30, &timeline))), "{happened}");

    let watch = prose.text("quiz.one-second.watch").expect("checked elsewhere");
    let Verdict::Wrong { run, .. } = &exercise.quiz.options[0].verdict else { panic!("the first option is a wrong one") };
    let refuting = played(&exercise, run);
    assert_eq!(empty(2, 2, &refuting), 1);
    assert!(watch.contains(&format!("the {} answers after it", empty(3, 30, &refuting))), "{watch}");

    let crash_at = exercise.solution.inputs.iter().find(|input| matches!(input.input, Input::Crash { .. })).expect("it crashes").at;
    assert_eq!(crash_at.since(exercise.start.starts_at), Span::from_secs(5), "the story and the tasks say five");
    let playground::sim::Role::Consumer(a) = &exercise.start.actors[1].role else { panic!("A is a worker") };
    assert_eq!(a.works_for, Span::from_secs(12), "the story says twelve");
    assert_eq!(a.visibility_timeout, None, "A asks for no lease of its own");
}
