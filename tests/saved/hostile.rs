//! Links and files come from anybody: whatever they hold, there is an answer in words, and never a crash.

use super::run;
use playground::base64;
use playground::client::Call;
use playground::engine::Throttling;
use playground::saved::{
    ACTORS_MAX, FILE_MAX, LINK_MAX, SCHEMA, SPAN_MAX, Unreadable, Unsound, export, open_file, open_link, plain, shorten,
};
use playground::sim::{
    ActorId, ActorSpec, ConsumerSpec, DeleteOrder, Fault, Input, PERSON, Pace, ProducerSpec, Role, ScriptedFault, TimedInput, Via,
};
use playground::time::{Span, Timestamp};
use playground::timeline::Run;
use proptest::prelude::*;

fn producer(every: Span, text: &str) -> ActorSpec {
    let spec = ProducerSpec { pace: Pace::Steady { every }, count: None, ..ProducerSpec::on("tasks", text) };
    ActorSpec { name: "desk".into(), role: Role::Producer(spec) }
}

fn worker(works_for: Span) -> ActorSpec {
    let spec = ConsumerSpec {
        polls_every: Span::ZERO,
        batch: 255,
        visibility_timeout: Some(i64::MAX),
        works_for,
        deletes: DeleteOrder::Never,
        ledger: true,
        ..ConsumerSpec::on("tasks")
    };
    ActorSpec { name: "A".into(), role: Role::Consumer(spec) }
}

fn changed(change: impl FnOnce(&mut Run)) -> Result<Run, Unreadable> {
    let mut run = run();
    change(&mut run);
    open_link(&plain(&run)).map(|timeline| timeline.run())
}

#[test]
fn every_piece_of_a_link_is_refused() {
    let link = shorten(&run());
    for at in 0..link.len() {
        assert!(open_link(&link[..at]).is_err(), "cut at {at}");
        let other = if link.as_bytes()[at] == b'8' { "9" } else { "8" };
        assert!(open_link(&[&link[..at], other, &link[at + 1..]].concat()).is_err(), "changed at {at}");
    }
    assert_eq!(open_link("").map(drop), Err(Unreadable::Damaged));
    assert_eq!(open_link("not a run").map(drop), Err(Unreadable::Damaged));
    assert_eq!(open_link("<script>alert(1)</script>").map(drop), Err(Unreadable::Damaged));
}

#[test]
fn every_piece_of_a_file_is_refused() {
    let text = export("a run", &run(), vec!["a line".to_owned()]);
    let whole = text.rfind('"').expect("the run is quoted");
    for at in 0..whole {
        assert!(open_file(&text[..at]).is_err(), "cut at {at}");
    }
    for text in ["", "{", "{}", "[]", "null", "{\"run\": null}", "{\"run\": 7}", "{\"run\": \"\\u12\"}", "{\"a\": {]}, \"run\": \"\"}"] {
        assert_eq!(open_file(text).map(drop), Err(Unreadable::Damaged), "{text}");
    }
    let deep = ["{\"a\": ", &"[".repeat(100_000)].concat();
    assert_eq!(open_file(&deep).map(drop), Err(Unreadable::Damaged));
}

#[test]
fn another_version_is_named_as_what_it_is() {
    let link = plain(&run());
    let (_, body) = link.split_once('.').expect("version and body");
    assert_eq!(open_link(&format!("{}.{body}", SCHEMA + 1)).map(drop), Err(Unreadable::Newer));
    assert_eq!(open_link("4294967295.whatever comes then").map(drop), Err(Unreadable::Newer));
    assert_eq!(open_link(&format!("{}.{body}", SCHEMA - 1)).map(drop), Err(Unreadable::Older));
}

#[test]
fn what_is_enormous_is_not_even_read() {
    assert_eq!(open_link(&format!("{SCHEMA}.{}", "A".repeat(LINK_MAX))).map(drop), Err(Unreadable::TooLarge));
    assert_eq!(open_file(&" ".repeat(FILE_MAX + 1)).map(drop), Err(Unreadable::TooLarge));
}

#[test]
fn a_number_outside_its_range_is_named() {
    let unsound = |what: Unsound| Err(Unreadable::Unsound(what));
    assert_eq!(changed(|run| run.scenario.account = "<b>no</b>".into()), unsound(Unsound::Account));
    assert_eq!(changed(|run| run.scenario.queues = vec!["q".into(); 1000]), unsound(Unsound::Queues));
    assert_eq!(changed(|run| run.scenario.queues = vec!["q".repeat(1000).into()]), unsound(Unsound::Queues));
    assert_eq!(changed(|run| run.scenario.actors = vec![worker(Span::ZERO); ACTORS_MAX + 1]), unsound(Unsound::Actors));
    assert_eq!(changed(|run| run.scenario.actors = vec![worker(Span::from_micros(u64::MAX))]), unsound(Unsound::Settings));
    assert_eq!(changed(|run| run.scenario.link.request_for = Span::from_micros(u64::MAX)), unsound(Unsound::Time));
    assert_eq!(changed(|run| run.scenario.starts_at = Timestamp::EPOCH), unsound(Unsound::Time));
    assert_eq!(changed(|run| run.at = run.scenario.starts_at + SPAN_MAX + Span::from_micros(1)), unsound(Unsound::Time));
    assert_eq!(changed(|run| run.scenario.throttling = Throttling::Scaled { part: 1, whole: 0 }), unsound(Unsound::Settings));
    let skew = |after| ScriptedFault { after, fault: Fault::Skew { actor: ActorId(1), ahead_secs: i64::MIN } };
    assert_eq!(changed(|run| run.scenario.faults = vec![skew(Span::ZERO)]), unsound(Unsound::Settings));
    assert_eq!(changed(|run| run.scenario.faults = vec![skew(Span::from_micros(u64::MAX))]), unsound(Unsound::Time));
    let configure = Input::Configure { actor: ActorId(0), role: worker(Span::from_micros(u64::MAX)).role };
    assert_eq!(changed(|run| run.inputs = vec![TimedInput { at: run.at, input: configure }]), unsound(Unsound::Settings));
    let join = TimedInput { at: run().at, input: Input::Join { spec: worker(Span::ZERO) } };
    assert_eq!(changed(|run| run.inputs = vec![join; ACTORS_MAX + 1]), unsound(Unsound::Actors));
}

#[test]
fn a_history_that_would_never_end_is_cut_off() {
    let busy = changed(|run| {
        run.scenario.actors = vec![producer(Span::ZERO, "again"); 8];
        run.at = run.scenario.starts_at + SPAN_MAX;
    });
    assert_eq!(busy, Err(Unreadable::TooLong));
}

#[test]
fn acts_on_nobody_change_nothing() {
    let strangers = [
        Input::Crash { actor: ActorId(999) },
        Input::Leave { actor: ActorId(u16::MAX) },
        Input::Configure { actor: ActorId(999), role: worker(Span::ZERO).role },
        Input::Fault { fault: Fault::Stall { actor: ActorId(999), lasts_for: Span::from_secs(1) } },
        Input::Fault { fault: Fault::Skew { actor: ActorId(999), ahead_secs: 1 } },
        Input::Fault { fault: Fault::Tear { actor: ActorId(999), count: u32::MAX } },
        Input::Call { by: ActorId(999), via: Via::Http, call: Call::Clear { queue: "tasks".into() } },
    ];
    let opened = changed(|run| run.inputs = strangers.into_iter().map(|input| TimedInput { at: run.at, input }).collect());
    assert!(opened.is_ok(), "{opened:?}");
}

#[test]
fn a_worker_that_asks_for_too_much_is_only_refused_by_the_service() {
    let opened = changed(|run| run.scenario.actors = vec![producer(Span::from_secs(1), "story"), worker(Span::ZERO)]);
    assert!(opened.is_ok(), "{opened:?}");
}

#[test]
fn script_in_every_text_is_only_text() {
    let script = "<img src=x onerror=alert(1)>\u{202e}\u{0}";
    let opened = changed(|run| {
        run.scenario.queues.push(script.into());
        run.scenario.actors.push(ActorSpec { name: script.into(), ..producer(Span::from_secs(1), script) });
        let call = Call::Put { queue: script.into(), text: script.into(), visibility_timeout: None, time_to_live: None };
        run.inputs.push(TimedInput { at: run.at, input: Input::Call { by: PERSON, via: Via::Form, call } });
    });
    let opened = opened.expect("names may hold any letters");
    assert_eq!(&*opened.scenario.actors[0].name, script);
}

proptest! {
    #[test]
    fn any_text_is_answered(text in ".{0,200}") {
        prop_assert!(open_link(&text).is_err());
        prop_assert!(open_file(&text).is_err());
        let versioned = format!("{SCHEMA}.{text}");
        prop_assert!(open_link(&versioned).is_err());
    }

    /// With a right checksum, so that the bytes themselves are read.
    #[test]
    fn any_bytes_in_a_link_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let sum = bytes.iter().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)).to_le_bytes();
        let text = format!("{SCHEMA}.{}", base64::encode_url(&[&sum[..], &bytes].concat()));
        if let Ok(timeline) = open_link(&text) {
            prop_assert_eq!(open_link(&shorten(&timeline.run())).map(|again| again.fingerprint()), Ok(timeline.fingerprint()));
        }
    }

    /// A sound run with a few bytes changed, and its checksum made right again: much of it is well formed and nonsense.
    #[test]
    fn a_forged_link_is_answered(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let link = plain(&run());
        let (_, body) = link.split_once('.').expect("version and body");
        let mut packed = base64::decode_url(body).expect("it was written here").split_off(4);
        for (place, byte) in changes {
            let place = place.index(packed.len());
            packed[place] = byte;
        }
        let sum = packed.iter().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)).to_le_bytes();
        let _ = open_link(&format!("{SCHEMA}.{}", base64::encode_url(&[&sum[..], &packed].concat())));
    }
}
