//! The author's lint: every exercise that is ready, played in the real world.

use playground::engine::limits;
use playground::lessons::{Exercise, Facts, Gap, Progress, Prose, Script, Verdict, catalogue, check, exercise, prose};
use playground::sim::{EventKind, Input};
use playground::time::Span;
use playground::timeline::{Run, Timeline};

fn ready() -> Vec<Exercise> {
    let ready = catalogue().iter().filter(|info| info.ready);
    ready.map(|info| exercise(info.number).expect("the catalogue says so")).collect()
}

fn words_of(exercise: &Exercise) -> Prose {
    prose(exercise.number).expect("a ready exercise has its words")
}

fn progress(exercise: &Exercise, timeline: &Timeline) -> Progress {
    check(&exercise.goal, &Facts::of(timeline))
}

/// A run of a script to its end, acted out as a person does: time goes on to the instant of an act, then the act is pushed.
fn played(exercise: &Exercise, script: &Script) -> Timeline {
    let mut timeline = Timeline::new(exercise.start.clone());
    for input in &script.inputs {
        timeline.advance(input.at, u32::MAX);
        timeline.push(input.input.clone()).expect("there is room");
    }
    timeline.advance(script.until, u32::MAX);
    timeline
}

#[test]
fn nothing_passes_before_anybody_acted_and_nothing_is_broken() {
    for exercise in ready() {
        let mut timeline = Timeline::new(exercise.start.clone());
        timeline.advance(exercise.start.starts_at, u32::MAX);
        let start = progress(&exercise, &timeline);
        assert!(!start.passed(), "{}", exercise.id);
        assert_ne!(start.next().map(|item| item.state), Some(playground::lessons::State::Violated), "{}", exercise.id);
        while timeline.step() && timeline.now() <= exercise.ends_at {
            assert!(!progress(&exercise, &timeline).passed(), "{} passes by itself", exercise.id);
        }
    }
}

#[test]
fn the_solution_passes_and_its_prediction_is_what_happens() {
    for exercise in ready() {
        let timeline = played(&exercise, &exercise.solution);
        let found = progress(&exercise, &timeline);
        assert!(found.passed(), "{}: {found:?}", exercise.id);
        assert!(timeline.now() <= exercise.ends_at, "{}: the solution fits the timeline that is drawn", exercise.id);
        let comparison = exercise.ask.compare(&Facts::of(&timeline)).expect("the solution predicts");
        assert_eq!(comparison.gap, Some(Gap::Exact), "{}", exercise.id);
        assert!(comparison.close);
    }
}

#[test]
fn the_solution_passes_at_every_speed() {
    for exercise in ready() {
        let whole = played(&exercise, &exercise.solution);
        for slice in [Span::from_millis(1), Span::from_micros(16_667), Span::from_secs(1), Span::from_millis(7_300), Span::from_secs(3_600)]
        {
            let mut timeline = Timeline::new(exercise.start.clone());
            let mut inputs = exercise.solution.inputs.iter().peekable();
            while timeline.now() < exercise.solution.until {
                let due = inputs.peek().map_or(exercise.solution.until, |input| input.at);
                timeline.advance(due.min(timeline.now() + slice), u32::MAX);
                while let Some(input) = inputs.next_if(|input| input.at <= timeline.now()) {
                    timeline.push(input.input.clone()).expect("there is room");
                }
            }
            assert_eq!(timeline.fingerprint(), whole.fingerprint(), "{} in slices of {slice:?}", exercise.id);
            assert!(progress(&exercise, &timeline).passed(), "{} in slices of {slice:?}", exercise.id);
        }
    }
}

#[test]
fn the_solution_passes_event_by_event_and_as_a_saved_run() {
    for exercise in ready() {
        let mut timeline = Timeline::replay(exercise.run(&exercise.solution));
        while timeline.next_at().is_some_and(|at| at <= exercise.solution.until) {
            timeline.step();
        }
        assert!(progress(&exercise, &timeline).passed(), "{}", exercise.id);
        let whole = Timeline::replay(Run { at: exercise.solution.until, ..exercise.run(&exercise.solution) });
        assert_eq!(progress(&exercise, &whole), progress(&exercise, &timeline), "{}", exercise.id);
        assert_eq!(whole.events(), played(&exercise, &exercise.solution).events(), "{}: acted and replayed alike", exercise.id);
    }
}

#[test]
fn no_anti_solution_ever_passes_and_each_is_told_why() {
    for exercise in ready() {
        assert!(exercise.anti_solutions.len() >= 2, "{}", exercise.id);
        for anti in &exercise.anti_solutions {
            let end = played(&exercise, &anti.script);
            let found = progress(&exercise, &end);
            let next = found.next().unwrap_or_else(|| panic!("{}: {} passes", exercise.id, anti.id));
            let why = next.note.expect("what comes next has a reason").why.name();
            assert_eq!((&*next.id, why), (&*anti.fails, &*anti.because), "{}: {}", exercise.id, anti.id);

            let mut timeline = Timeline::replay(exercise.run(&anti.script));
            while timeline.now() < end.now() && timeline.step() {
                assert!(!progress(&exercise, &timeline).passed(), "{}: {} passes on the way", exercise.id, anti.id);
            }
        }
    }
}

#[test]
fn whatever_a_script_did_going_back_and_doing_it_right_passes() {
    for exercise in ready() {
        for anti in &exercise.anti_solutions {
            let mut timeline = played(&exercise, &anti.script);
            timeline.seek(exercise.start.starts_at);
            for input in &exercise.solution.inputs {
                timeline.advance(input.at, u32::MAX);
                timeline.push(input.input.clone()).expect("there is room");
            }
            timeline.advance(exercise.solution.until, u32::MAX);
            assert!(progress(&exercise, &timeline).passed(), "{}: after {}", exercise.id, anti.id);
        }
    }
}

#[test]
fn one_option_is_right_and_a_run_refutes_each_of_the_others() {
    for exercise in ready() {
        let right = exercise.quiz.options.iter().filter(|option| matches!(option.verdict, Verdict::Right));
        assert_eq!(right.count(), 1, "{}", exercise.id);
        for option in &exercise.quiz.options {
            let Verdict::Wrong { run, shows, .. } = &option.verdict else { continue };
            let timeline = played(&exercise, run);
            let shown = check(shows, &Facts::of(&timeline));
            assert!(shown.passed(), "{}: the run for {} does not show it: {shown:?}", exercise.id, option.id);
            assert!(shown.items.iter().any(|item| !item.events.is_empty()), "{}: there is something to watch", exercise.id);
            let at_the_start = Timeline::new(exercise.start.clone());
            assert!(!check(shows, &Facts::of(&at_the_start)).passed(), "{}: {} is shown by nothing", exercise.id, option.id);
        }
    }
}

#[test]
fn scripts_are_in_order_and_within_their_worlds() {
    for exercise in ready() {
        let runs = exercise.quiz.options.iter().filter_map(|option| match &option.verdict {
            Verdict::Wrong { run, .. } => Some(run),
            Verdict::Right => None,
        });
        let scripts = [&exercise.solution].into_iter().chain(exercise.anti_solutions.iter().map(|anti| &anti.script)).chain(runs);
        for script in scripts {
            assert!(script.inputs.is_sorted_by_key(|input| input.at), "{}", exercise.id);
            assert!(script.inputs.iter().all(|input| (exercise.start.starts_at..=script.until).contains(&input.at)), "{}", exercise.id);
        }
    }
}

#[test]
fn ids_are_unique_and_speak_the_same_names() {
    for exercise in ready() {
        let options: Vec<&str> = exercise.quiz.options.iter().map(|option| &*option.id).collect();
        let antis: Vec<&str> = exercise.anti_solutions.iter().map(|anti| &*anti.id).collect();
        for ids in [exercise.goal.item_ids(), options, antis] {
            let mut sorted = ids.clone();
            sorted.sort_unstable();
            sorted.dedup();
            assert_eq!(sorted.len(), ids.len(), "{}: an id stands twice in {ids:?}", exercise.id);
        }
        for option in &exercise.quiz.options {
            if let Verdict::Wrong { misconception, .. } = &option.verdict {
                let known = exercise.ask.readings.iter().any(|reading| reading.id == *misconception);
                assert!(known, "{}: the prediction can show {misconception}, too", exercise.id);
            }
        }
    }
}

#[test]
fn an_exercise_survives_the_way_through_json() {
    for exercise in ready() {
        let json = serde_json::to_string(&exercise).expect("an exercise is plain data");
        let back: Exercise = serde_json::from_str(&json).expect("what was written can be read");
        assert_eq!(back, exercise);
    }
}

/// What a marked number must be: its name in the prose, the engine's constant, and how many of it make the unit of the text.
const FACTS: [(&str, i64); 2] = [
    ("visibility-timeout-default", limits::VISIBILITY_TIMEOUT_SECS_DEFAULT),
    ("visibility-timeout-max", limits::VISIBILITY_TIMEOUT_SECS_MAX),
];

#[test]
fn every_marked_number_is_the_engines() {
    for exercise in ready() {
        let prose = words_of(&exercise);
        let mut marked = 0;
        for html in prose.keys().filter_map(|key| prose.html(key)) {
            for mark in html.split("data-fact=\"").skip(1) {
                let (name, rest) = mark.split_once("\">").expect("the build wrote it");
                let text = rest.split('<').next().unwrap_or_default();
                let (number, unit) = text.split_once(' ').expect("a number and its unit");
                let secs = match unit {
                    "second" | "seconds" => 1,
                    "days" => 86_400,
                    _ => panic!("{}: '{text}' has no unit known here", exercise.id),
                };
                let expected = FACTS.iter().find(|fact| fact.0 == name).unwrap_or_else(|| panic!("{}: no fact '{name}'", exercise.id));
                assert_eq!(number.parse::<i64>().expect("a whole number") * secs, expected.1, "{}: {name}", exercise.id);
                marked += 1;
            }
        }
        assert!(marked > 0, "{}: the rule rests on a number", exercise.id);
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
