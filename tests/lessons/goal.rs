//! The goal of the flagship on logs written by hand: what is ticked off when, and what is named as missing.

use super::log::{check_at, log, span, summary};
use expect_test::{Expect, expect};
use playground::lessons::{Goal, exercise};

const MORNING: &str = "
    0s 0 predict at 10s
    0s 1 put 1
    0s 2 get 1
    1s 3 empty
    5s 2 crash 1
    6s 3 empty
    30s - reappear 1
    30s 3 get 1 2
    42s 3 effect 1
    42s 3 delete 1";

fn goal() -> Goal {
    exercise(6).expect("exercise 06 is ready").goal
}

#[track_caller]
fn expect_at(text: &str, now: &str, expected: &Expect) {
    expected.assert_eq(&summary(&check_at(&goal(), &log(text), now)));
}

#[test]
fn nothing_is_ticked_off_before_anything_happened() {
    expect_at(
        "",
        "0s",
        &expect![[r"
            predicted open (missing)
            got open (missing)
            crashed open
            visible-again open
            b-got open
            b-deleted open
            sent-once open (missing)
            lease-untouched holds
            a-stays-out holds
        "]],
    );
}

#[test]
fn items_are_ticked_off_as_they_happen_and_name_their_events() {
    expect_at(
        MORNING,
        "5s",
        &expect![[r"
            predicted met #0
            got met #2
            crashed met #4
            visible-again open (missing)
            b-got open
            b-deleted open
            sent-once holds #1
            lease-untouched holds
            a-stays-out holds
        "]],
    );
}

#[test]
fn the_whole_morning_passes() {
    expect_at(
        MORNING,
        "42s",
        &expect![[r"
            predicted met #0
            got met #2
            crashed met #4
            visible-again met #6
            b-got met #7
            b-deleted met #9
            sent-once holds #1
            lease-untouched holds
            a-stays-out holds
        "]],
    );
    assert!(check_at(&goal(), &log(MORNING), "42s").passed());
    assert!(!check_at(&goal(), &log(MORNING), "41s").passed());
}

/// The item spoken about next, and its reason.
fn next(text: &str, now: &str) -> String {
    let progress = check_at(&goal(), &log(text), now);
    progress
        .next()
        .map_or("passed".to_owned(), |item| format!("{} {}", item.id, item.note.expect("what comes next has a reason").why.name()))
}

#[test]
fn the_crash_has_a_window_and_each_side_of_it_has_its_word() {
    let crash_at = |when: &str| format!("0s 0 predict at 30s\n0s 1 put 1\n0s 2 get 1\n{when} 2 crash 1");
    for (when, expected) in
        [("3s+999ms+999us", "crashed early"), ("4s", "visible-again missing"), ("6s", "visible-again missing"), ("6s+1us", "crashed late")]
    {
        assert_eq!(next(&crash_at(when), "8s"), expected, "{when}");
    }
}

#[test]
fn a_window_that_closed_without_its_event_is_missed() {
    let no_crash = "0s 0 predict at 30s\n0s 1 put 1\n0s 2 get 1";
    assert_eq!(next(no_crash, "6s"), "crashed missing");
    assert_eq!(next(no_crash, "6s+1us"), "crashed missed");
}

#[test]
fn a_crash_with_empty_hands_is_no_crash_of_the_story() {
    let text = "0s 0 predict at 30s\n0s 1 put 1\n0s 2 get 1\n5s 2 crash";
    assert_eq!(next(text, "5s"), "crashed message");
}

#[test]
fn the_latest_attempt_is_the_one_spoken_about() {
    // The first crash was too early; the story came back, A got it again and died in time.
    let text = "
        0s 0 predict at 30s
        0s 1 put 1
        0s 2 get 1
        2s 2 crash 1
        30s - reappear 1
        31s 2 get 1 2
        36s 2 crash 1";
    let progress = check_at(&goal(), &log(text), "40s");
    let state = |id: &str| summary(&progress).lines().find(|line| line.starts_with(id)).map(str::to_owned);
    assert_eq!(state("crashed"), Some("crashed met #6".to_owned()));
    assert_eq!(state("a-stays-out"), Some("a-stays-out violated #5 (unwanted #5)".to_owned()));
    assert_eq!(next(text, "40s"), "a-stays-out unwanted", "what is broken comes before what is missing");
}

#[test]
fn a_thousand_beginnings_that_led_nowhere_do_not_hide_the_one_that_does() {
    let gets: Vec<String> = (0..1_000).map(|n| format!("{}s 2 get 1 1", 10 * n)).collect();
    let text = format!("0s 0 predict at 30s\n0s 1 put 1\n{}\n9995s 2 crash 1\n10020s - reappear 1", gets.join("\n"));
    let progress = check_at(&goal(), &log(&text), "10020s");
    let events = |id: &str| progress.item(id).map(|item| item.events.clone());
    assert_eq!(events("got"), Some(vec![playground::sim::EventId(1_001)]), "the last get is the one that counts");
    assert_eq!(events("visible-again"), Some(vec![playground::sim::EventId(1_003)]));
}

#[test]
fn a_prediction_after_the_outcome_does_not_count() {
    let text = "0s 1 put 1\n0s 2 get 1\n5s 2 crash 1\n5s 0 predict at 30s";
    assert_eq!(next(text, "5s"), "predicted late");
    let before = "0s 1 put 1\n0s 2 get 1\n5s 0 predict at 30s\n5s 2 crash 1";
    assert_eq!(next(before, "5s"), "visible-again missing", "the order in the log decides, not the second");
}

#[test]
fn changing_the_lease_or_sending_again_breaks_the_goal() {
    assert_eq!(next(&MORNING.replace("6s 3 empty", "6s 0 update 1 for:5s"), "42s"), "lease-untouched unwanted");
    assert_eq!(next(&MORNING.replace("6s 3 empty", "6s 1 put 2"), "42s"), "sent-once many");
}

#[test]
fn somebody_elses_get_in_between_is_named_by_its_field() {
    let text = MORNING.replace("30s 3 get 1 2", "30s 4 get 1 2\n41s - reappear 1\n41s 3 get 1 3");
    assert_eq!(next(&text, "42s"), "b-got dequeue-count");
}

#[test]
fn the_return_must_come_when_the_lease_of_that_get_ends() {
    for (when, expected) in [("29s", "visible-again early"), ("31s", "visible-again late")] {
        let text = MORNING.replace("30s - reappear 1", &format!("{when} - reappear 1"));
        let lines: Vec<&str> = text.lines().map(str::trim).take_while(|line| !line.ends_with("get 1 2")).collect();
        assert_eq!(next(&lines.join("\n"), "32s"), expected);
    }
}

#[test]
fn a_goal_survives_the_way_through_json() {
    let json = serde_json::to_string(&goal()).expect("a goal is plain data");
    let back: Goal = serde_json::from_str(&json).expect("what was written can be read");
    assert_eq!(back, goal());
}

#[test]
fn a_teacher_can_write_a_goal_as_json() {
    let goal: Goal = serde_json::from_str(
        r#"{ "clauses": [
            { "id": "story", "rule": { "seq": [
                { "id": "got", "event": { "kinds": ["Get"], "where": [
                    { "field": "actor", "is": { "equal": 2 } },
                    { "field": "message", "is": { "same": "m" } },
                    { "field": "at", "is": { "same": "t" } } ] } },
                { "id": "gone", "event": { "kinds": ["Delete"], "where": [
                    { "field": "message", "is": { "same": "m" } },
                    { "field": "at", "is": { "after": { "variable": "t", "from": 0, "to": 20000000 } } } ] } } ] } },
            { "id": "refused", "rule": { "never": { "event": { "kinds": ["Rejected"], "where": [
                { "field": "operation", "is": { "equal": "DeleteMessage" } },
                { "field": "code", "is": { "one_of": ["MessageNotFound", "PopReceiptMismatch"] } } ] } } } },
            { "id": "empty", "rule": { "at_end": { "queue": "newsqueue", "measure": "total", "least": 0, "most": 0 } } } ] }"#,
    )
    .expect("the format is this one");
    let events = log("0s 1 put 1\n0s 2 get 1\n12s 2 delete 1\n13s 2 delete-refused 1");
    assert!(check_at(&goal, &events, "12s").passed());
    let broken = check_at(&goal, &events, "13s");
    assert_eq!(broken.next().map(|item| &*item.id), Some("refused"));
    assert_eq!(span("20s"), Some(playground::time::Span::from_micros(20_000_000)), "times in JSON are microseconds");
}
