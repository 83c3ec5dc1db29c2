//! The exercise in the real world: its start, its solution at every speed, the scripts that must not pass, the runs that refute.

use super::hands::check_hands;
use super::{Demand, Findings};
use crate::lessons::ask::{Comparison, Gap};
use crate::lessons::check::{Facts, Progress, State, check};
use crate::lessons::exercise::{Exercise, Script, Verdict};
use crate::time::{Span, Timestamp};
use crate::timeline::{Run, Timeline};

/// Events of one run beyond which the lint gives up: a hundred times what an exercise of the course needs.
const EVENTS_MAX: u32 = 20_000;

/// Virtual time between two frames at 0.1, 1, 10, 100 and 1000 times life, at 60 frames a second; and one frame an hour.
const FRAMES: [Span; 6] = [
    Span::from_micros(1_667),
    Span::from_micros(16_667),
    Span::from_micros(166_667),
    Span::from_micros(1_666_667),
    Span::from_micros(16_666_667),
    Span::from_secs(3_600),
];

pub(super) fn check_runs(exercise: &Exercise, findings: &mut Findings) {
    order_and_ids(exercise, findings);
    let scripts = scripts(exercise);
    if let Some((about, _)) = scripts.iter().find(|(_, script)| play(exercise, script).is_none()) {
        findings.add(Demand::Endless, about, format!("> {EVENTS_MAX}"));
        return;
    }
    start(exercise, findings);
    solution(exercise, findings);
    check_hands(exercise, EVENTS_MAX, findings);
    speeds(exercise, findings);
    anti_solutions(exercise, findings);
    quiz(exercise, findings);
}

/// Every script with its id.
fn scripts(exercise: &Exercise) -> Vec<(&str, &Script)> {
    let mut scripts = vec![("solution", &exercise.solution)];
    scripts.extend(exercise.anti_solutions.iter().map(|anti| (&*anti.id, &anti.script)));
    scripts.extend(exercise.quiz.options.iter().filter_map(|option| match &option.verdict {
        Verdict::Wrong { run, .. } => Some((&*option.id, run)),
        Verdict::Right => None,
    }));
    scripts
}

/// A run acted out as a person does: time goes on to the instant of an act, then the act is pushed. `None`: too much happens.
fn play(exercise: &Exercise, script: &Script) -> Option<Timeline> {
    let mut timeline = Timeline::new(exercise.start.clone());
    act_out(&mut timeline, script).then_some(timeline)
}

fn act_out(timeline: &mut Timeline, script: &Script) -> bool {
    for input in &script.inputs {
        if !advance(timeline, input.at) || timeline.push(input.input.clone()).is_err() {
            return false;
        }
    }
    advance(timeline, script.until)
}

fn advance(timeline: &mut Timeline, until: Timestamp) -> bool {
    timeline.advance(until, EVENTS_MAX);
    timeline.now() >= until && timeline.events().len() < EVENTS_MAX as usize
}

fn progress(exercise: &Exercise, timeline: &Timeline) -> Progress {
    check(&exercise.goal, &Facts::of(timeline))
}

/// "crashed missed": the item spoken about next and why; empty if all is done.
fn next(progress: &Progress) -> String {
    let next = progress.next();
    next.map_or(String::new(), |item| [&*item.id, " ", item.note.map_or("", |note| note.why.name())].concat())
}

fn order_and_ids(exercise: &Exercise, findings: &mut Findings) {
    for (about, script) in scripts(exercise) {
        let inside = |at| (exercise.start.starts_at..=script.until).contains(&at);
        let kept = script.inputs.is_sorted_by_key(|input| input.at) && script.inputs.iter().all(|input| inside(input.at));
        findings.add_unless(kept, Demand::ScriptsInOrder, about, "");
    }
    let options = exercise.quiz.options.iter().map(|option| &*option.id).collect();
    let antis = exercise.anti_solutions.iter().map(|anti| &*anti.id).collect();
    let readings = exercise.ask.readings.iter().map(|reading| &*reading.id).collect();
    for ids in [exercise.goal.item_ids(), options, antis, readings] {
        for (index, id) in ids.iter().enumerate() {
            findings.add_unless(!ids[..index].contains(id), Demand::IdsUnique, id, "");
        }
    }
    let right = exercise.quiz.options.iter().filter(|option| matches!(option.verdict, Verdict::Right)).count();
    findings.add_unless(right == 1, Demand::OneRightOption, "quiz", &right.to_string());
    let antis = exercise.anti_solutions.len();
    findings.add_unless(antis >= 2, Demand::AntiSolutions, "anti_solutions", &format!("{antis} < 2"));
}

fn start(exercise: &Exercise, findings: &mut Findings) {
    let mut timeline = Timeline::new(exercise.start.clone());
    timeline.advance(exercise.start.starts_at, EVENTS_MAX);
    let first = progress(exercise, &timeline);
    let broken = first.items.iter().find(|item| item.state == State::Violated);
    findings.add_unless(broken.is_none(), Demand::StartsOpen, broken.map_or("", |item| &item.id), &next(&first));
    let mut passes = first.passed();
    while !passes && timeline.step() && timeline.now() <= exercise.ends_at && timeline.events().len() < EVENTS_MAX as usize {
        passes = progress(exercise, &timeline).passed();
    }
    findings.add_unless(!passes, Demand::StartsOpen, "start", &secs(exercise, timeline.now()));
}

fn secs(exercise: &Exercise, at: Timestamp) -> String {
    [&*at.since(exercise.start.starts_at).as_secs().to_string(), " s"].concat()
}

fn solution(exercise: &Exercise, findings: &mut Findings) {
    let Some(timeline) = play(exercise, &exercise.solution) else { return };
    let found = progress(exercise, &timeline);
    findings.add_unless(found.passed(), Demand::SolutionPasses, "solution", &next(&found));
    findings.add_unless(timeline.now() <= exercise.ends_at, Demand::SolutionPasses, "ends_at", &secs(exercise, timeline.now()));
    let facts = Facts::of(&timeline);
    let comparison = exercise.ask.compare(&facts);
    let exact = comparison.as_ref().is_some_and(|comparison| comparison.gap == Some(Gap::Exact));
    let gap = comparison.as_ref().and_then(|comparison| comparison.gap).map_or("", Gap::name);
    findings.add_unless(exact, Demand::SolutionPredicts, "solution", gap);
    let Some(Comparison { actual: Some(actual), .. }) = comparison else { return };
    for reading in exercise.ask.readings.iter().filter(|reading| reading.of.explains(&actual, &facts)) {
        findings.add(Demand::ReadingsAreWrong, &reading.id, "");
    }
}

fn speeds(exercise: &Exercise, findings: &mut Findings) {
    let Some(whole) = play(exercise, &exercise.solution) else { return };
    let verdict = progress(exercise, &whole);
    let until = exercise.solution.until;
    let same = |timeline: &Timeline| timeline.fingerprint() == whole.fingerprint() && progress(exercise, timeline) == verdict;
    for frame in FRAMES {
        let mut timeline = Timeline::new(exercise.start.clone());
        let mut inputs = exercise.solution.inputs.iter().peekable();
        loop {
            while let Some(input) = inputs.next_if(|input| input.at <= timeline.now()) {
                // The run was played once, so there is room.
                let _ = timeline.push(input.input.clone());
            }
            if timeline.now() >= until {
                break;
            }
            let due = inputs.peek().map_or(until, |input| input.at);
            timeline.advance(due.min(timeline.now() + frame), EVENTS_MAX);
        }
        findings.add_unless(same(&timeline), Demand::SameAtEverySpeed, "solution", &format!("{} us", frame.as_micros()));
    }
    let mut timeline = Timeline::replay(exercise.run(&exercise.solution));
    while timeline.next_at().is_some_and(|at| at <= until) && timeline.step() {}
    timeline.advance(until, EVENTS_MAX);
    findings.add_unless(same(&timeline), Demand::SameAtEverySpeed, "solution", "event by event");
    let saved = Timeline::replay(Run { at: until, ..exercise.run(&exercise.solution) });
    findings.add_unless(same(&saved), Demand::SameAtEverySpeed, "solution", "saved run");
}

fn anti_solutions(exercise: &Exercise, findings: &mut Findings) {
    for anti in &exercise.anti_solutions {
        let Some(mut end) = play(exercise, &anti.script) else { continue };
        let found = next(&progress(exercise, &end));
        let declared = [&*anti.fails, " ", &*anti.because].concat();
        findings.add_unless(found == declared, Demand::AntiSolutionFails, &anti.id, &found);

        let mut timeline = Timeline::replay(exercise.run(&anti.script));
        while timeline.now() < end.now() && timeline.step() {
            if progress(exercise, &timeline).passed() {
                findings.add(Demand::AntiSolutionFails, &anti.id, secs(exercise, timeline.now()));
                break;
            }
        }

        end.seek(exercise.start.starts_at);
        if !end.inputs().is_empty() && end.inputs()[0].at == end.now() {
            // Acts at the very beginning stay when somebody goes back to it: starting over is the way.
            end = Timeline::new(exercise.start.clone());
        }
        let right = act_out(&mut end, &exercise.solution) && progress(exercise, &end).passed();
        findings.add_unless(right, Demand::GoingBackHelps, &anti.id, &next(&progress(exercise, &end)));
    }
}

fn quiz(exercise: &Exercise, findings: &mut Findings) {
    let nothing = Timeline::new(exercise.start.clone());
    for option in &exercise.quiz.options {
        let Verdict::Wrong { run, shows, .. } = &option.verdict else { continue };
        let Some(timeline) = play(exercise, run) else { continue };
        let shown = check(shows, &Facts::of(&timeline));
        findings.add_unless(shown.passed(), Demand::Refuted, &option.id, &next(&shown));
        let watchable = shown.items.iter().any(|item| !item.events.is_empty());
        let at_the_start = check(shows, &Facts::of(&nothing)).passed();
        findings.add_unless(watchable && !at_the_start, Demand::Refuted, &option.id, "");
    }
}
