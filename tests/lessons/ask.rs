//! The learner's world beside the recorded one.

use super::log::{STARTS_AT, at, log, span};
use playground::lessons::{Ask, Facts, Field, Figure, Form, Gap, Guess, Is, Kind, Measure, Pattern, Pick, Reading, exercise};
use playground::sim::Prediction;
use playground::time::Span;

const OUTCOME: &str = "
    0s 1 put 1
    0s 2 get 1
    5s 2 crash 1
    30s - reappear 1
    30s 3 get 1 2
    42s 3 delete 1";

/// Gap and reading of a flag placed at 00:00.
fn flag(when: &str) -> (Option<Gap>, bool, Option<String>) {
    let ask = exercise(6).expect("exercise 06 is ready").ask;
    let events = log(&format!("0s 0 predict at {when}\n{OUTCOME}"));
    let found = ask.compare(&Facts { starts_at: STARTS_AT, now: at(Span::from_secs(45)), events: &events }).expect("a flag was placed");
    (found.gap, found.close, found.reading.map(String::from))
}

#[test]
fn a_flag_is_compared_with_the_get_to_the_microsecond() {
    let secs = Span::from_secs;
    assert_eq!(flag("30s"), (Some(Gap::Exact), true, None));
    assert_eq!(flag("29s"), (Some(Gap::Early(secs(1))), true, None));
    assert_eq!(flag("31s"), (Some(Gap::Late(secs(1))), true, None));
    assert!(!flag("31s+1us").1, "the tolerance is one second");
    assert!(!flag("28s+999ms+999us").1, "on both sides");
}

#[test]
fn a_flag_that_fits_a_misconception_gets_its_name() {
    let reading = |when: &str| flag(when).2;
    let is = |id: &str| Some(id.to_owned());
    assert_eq!(reading("5s"), is("queue-notices-crash"));
    assert_eq!(reading("6s"), is("queue-notices-crash"), "B asks at the next second");
    assert_eq!(reading("35s"), is("lease-from-crash"));
    assert_eq!(reading("12s"), is("lease-follows-work"));
    assert_eq!(reading("45s"), is("story-lost"));
    assert_eq!(reading("20s"), None);
}

#[test]
fn while_b_has_nothing_there_is_a_prediction_and_no_answer() {
    let ask = exercise(6).expect("exercise 06 is ready").ask;
    let events = log("0s 0 predict at 30s\n0s 1 put 1\n0s 2 get 1");
    let found = ask.compare(&Facts { starts_at: STARTS_AT, now: at(Span::from_secs(3)), events: &events }).expect("a flag");
    assert_eq!((found.actual, found.gap, found.close), (None, None, false));
}

#[test]
fn the_last_flag_before_the_crash_is_the_one_that_counts() {
    let ask = exercise(6).expect("exercise 06 is ready").ask;
    let events = log("0s 0 predict at 5s\n0s 1 put 1\n0s 2 get 1\n4s 0 predict at 35s\n5s 2 crash 1\n6s 0 predict at 30s\n30s 3 get 1 2");
    let facts = Facts { starts_at: STARTS_AT, now: at(Span::from_secs(30)), events: &events };
    let found = ask.compare(&facts).expect("two flags were in time");
    assert_eq!(found.predicted, Prediction::Instant(at(Span::from_secs(35))));
    let late = log("0s 1 put 1\n0s 2 get 1\n5s 2 crash 1\n6s 0 predict at 30s");
    assert_eq!(ask.compare(&Facts { events: &late, ..facts }), None);
}

/// What a question of another form makes of a prediction, over the same morning.
fn asked(form: Form, readings: Vec<Reading>, predicted: &str) -> Option<(Option<Gap>, bool, Option<String>)> {
    let ask = Ask { form, before: Pattern::of(Kind::Get), readings: readings.into() };
    let events = log(&format!("0s 0 predict {predicted}\n{OUTCOME}"));
    let found = ask.compare(&Facts { starts_at: STARTS_AT, now: at(Span::from_secs(45)), events: &events })?;
    Some((found.gap, found.close, found.reading.map(String::from)))
}

#[test]
fn a_number_is_compared_with_events_or_with_the_queue() {
    let gets = || Form::Number { least: 0, most: 9, tolerance: 0, truth: Figure::Events(Pattern::of(Kind::Get)) };
    assert_eq!(asked(gets(), vec![], "number 2"), Some((Some(Gap::Exact), true, None)));
    let reading = Reading { id: "once-each".into(), of: Guess::Number { least: 1, most: 1 } };
    assert_eq!(asked(gets(), vec![reading], "number 1"), Some((Some(Gap::Less(1)), false, Some("once-each".to_owned()))));
    let left = Figure::Queue { queue: "newsqueue".into(), measure: Measure::Total };
    let left = Form::Number { least: 0, most: 9, tolerance: 1, truth: left };
    assert_eq!(asked(left.clone(), vec![], "number 1"), Some((Some(Gap::More(1)), true, None)));
    assert_eq!(asked(left, vec![], "number 2"), Some((Some(Gap::More(2)), false, None)));
    assert_eq!(asked(gets(), vec![], "choice 2"), None, "an answer of another form is none");
}

#[test]
fn a_number_can_be_read_off_the_queue_right_after_an_event() {
    let after = |count| {
        let truth = Figure::After { event: Pattern::of(Kind::Get), count, queue: "newsqueue".into(), measure: Measure::Total };
        Form::Number { least: 0, most: 9, tolerance: 0, truth }
    };
    assert_eq!(asked(after(1), vec![], "number 1"), Some((Some(Gap::Exact), true, None)), "the story is lent, not gone");
    assert_eq!(asked(after(2), vec![], "number 0"), Some((Some(Gap::Less(1)), false, None)));
    assert_eq!(asked(after(3), vec![], "number 1"), Some((None, false, None)), "there was no third get");
}

#[test]
fn a_choice_of_several_is_read_by_what_it_has_and_lacks() {
    let choice = || Form::Choice { options: 4, pick: Pick::Several, right: vec![0, 2].into() };
    let reading = |id: &'static str, of| Reading { id: id.into(), of };
    let readings = || vec![reading("has-one", Guess::Including(1)), reading("lacks-two", Guess::Without(2))];
    let found = |predicted| asked(choice(), readings(), predicted).and_then(|found| found.2);
    assert_eq!(found("choice 0 1").as_deref(), Some("has-one"));
    assert_eq!(found("choice 0").as_deref(), Some("lacks-two"));
    assert_eq!(found("choice 2").as_deref(), None);
    let both = vec![reading("both", Guess::Options(vec![1, 3].into()))];
    let ticked = asked(choice(), both, "choice 3 1").and_then(|found| found.2);
    assert_eq!(ticked.as_deref(), Some("both"), "the order in which boxes were ticked says nothing");
}

#[test]
fn choices_and_orders_are_compared_place_by_place() {
    let choice = || Form::Choice { options: 4, pick: Pick::Several, right: vec![0, 2].into() };
    assert_eq!(asked(choice(), vec![], "choice 2 0"), Some((Some(Gap::Exact), true, None)));
    assert_eq!(asked(choice(), vec![], "choice 0 1"), Some((Some(Gap::Places(2)), false, None)));
    let by = |kind, actor: i64| Pattern::of(kind).with_equal(Field::Actor, actor);
    let order = Form::Order { truth: vec![by(Kind::Get, 3), by(Kind::Get, 2), by(Kind::WorkerCrash, 2)].into() };
    assert_eq!(asked(order.clone(), vec![], "order 1 2 0"), Some((Some(Gap::Exact), true, None)));
    assert_eq!(asked(order, vec![], "order 1 0 2"), Some((Some(Gap::Places(2)), false, None)));
}

#[test]
fn a_sketch_is_as_far_off_as_its_worst_point() {
    let gets = Pattern::of(Kind::Get).with(Field::DequeueCount, Is::AtLeast(1));
    let secs = |n| span(&format!("{n}s")).expect("a span");
    let sketch = Form::Sketch { at: vec![secs(0), secs(20), secs(40)].into(), most: 9, tolerance: 1, truth: gets };
    assert_eq!(asked(sketch.clone(), vec![], "sketch 1 1 2"), Some((Some(Gap::Exact), true, None)));
    assert_eq!(asked(sketch.clone(), vec![], "sketch 1 2 2"), Some((Some(Gap::More(1)), true, None)));
    assert_eq!(asked(sketch, vec![], "sketch 1 2 0"), Some((Some(Gap::Less(2)), false, None)));
}
