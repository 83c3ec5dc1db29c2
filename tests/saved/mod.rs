//! What is saved comes back, damage is noticed, and a report can be read by people and by machines.

mod hostile;
mod pack;
mod share;

use playground::client::Call;
use playground::saved::{self, Motion, Saved, Solved, Theme};
use playground::sim::{ActorId, Input, LinkSpec, PERSON, Scenario, TimedInput, Via};
use playground::time::{Span, Timestamp};
use playground::timeline::Run;

fn run() -> Run {
    let starts_at = Timestamp::from_secs(1_767_603_600);
    let put = Call::Put { queue: "tasks".into(), text: "say \"ä\"\n".into(), visibility_timeout: Some(3), time_to_live: None };
    Run {
        scenario: Scenario {
            link: LinkSpec { request_for: Span::from_millis(12), response_for: Span::from_millis(9), jitter: Span::ZERO },
            ..Scenario::new(6, starts_at, "newsroom", "tasks")
        },
        inputs: vec![
            TimedInput { at: starts_at + Span::from_millis(1_500), input: Input::Crash { actor: ActorId(2) } },
            TimedInput { at: starts_at + Span::from_secs(20), input: Input::Call { by: PERSON, via: Via::Form, call: put } },
        ],
        at: starts_at + Span::from_secs(30),
    }
}

fn state() -> Saved {
    let mut saved = Saved { theme: Some(Theme::Dark), motion: Some(Motion::Reduced), ..Saved::default() };
    saved.solved.insert(6, Solved { run: run(), quiz: Some(1) });
    saved.runs.insert("exercise-06".to_owned(), run());
    saved
}

#[test]
fn what_is_sealed_is_found_again() {
    for saved in [Saved::default(), state()] {
        assert_eq!(saved::open(&saved::seal(7, &saved)), Some((7, saved)));
    }
}

#[test]
fn an_envelope_is_counter_checksum_and_body() {
    let text = saved::seal(12, &state());
    let parts: Vec<&str> = text.split(' ').collect();
    assert_eq!(parts.len(), 3);
    assert_eq!(parts[0], "12");
    assert!(parts[1].len() == 16 && parts[1].bytes().all(|byte| byte.is_ascii_hexdigit()), "{text}");
}

#[test]
fn any_damage_is_noticed() {
    let text = saved::seal(7, &state());
    assert!(text.is_ascii());
    for at in 0..text.len() {
        assert_eq!(saved::open(&text[..at]), None, "cut at {at}");
        let other = if text.as_bytes()[at] == b'8' { "9" } else { "8" };
        assert_eq!(saved::open(&[&text[..at], other, &text[at + 1..]].concat()), None, "changed at {at}");
    }
    assert_eq!(saved::open("not state"), None);
}

#[test]
fn a_report_is_json_that_tells_the_acts_and_holds_the_run() {
    let message = "broke \"here\"\n\tin \\ src\u{1}";
    let text = saved::report(message, Some(&run()));
    let json: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
    assert_eq!(json["message"], message);
    assert_eq!(json["seed"], 6);
    assert_eq!(json["log"], serde_json::json!(["1500 ms  Crash actor 2", "20000 ms  Put Message tasks"]));
    let again = json["run"].as_str().and_then(|text| saved::open_link(text).ok()).expect("the run can be opened");
    assert_eq!(again.run(), run());
    assert_eq!(saved::open_file(&text).expect("and so can the file").run(), run());
}

#[test]
fn a_report_without_a_run_is_json_too() {
    let json: serde_json::Value = serde_json::from_str(&saved::report("early", None)).expect("it is JSON");
    assert_eq!(json, serde_json::json!({ "message": "early", "run": null }));
}
