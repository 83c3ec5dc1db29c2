//! A record can be checked by anybody, and a file that is no sound record changes nothing.

use playground::lessons::{Proof, RECORD_BYTES_MAX, Record, Unreadable, exercise, merge, read_record, verify, write_record};
use playground::saved::{SCHEMA, Solved};
use playground::sim::{ActorId, Input, TimedInput};
use playground::time::{Span, Timestamp};
use playground::timeline::{Run, Timeline};
use proptest::prelude::*;

/// Exercise 06 solved by its own solution, up to the end of the script.
fn solved() -> Solved {
    let exercise = exercise(6).expect("06 is ready");
    let mut timeline = Timeline::replay(exercise.run(&exercise.solution));
    timeline.advance(exercise.solution.until, u32::MAX);
    Solved { run: timeline.run(), quiz: Some(1) }
}

fn record() -> Record {
    Record::from([(6, solved())])
}

fn proof(change: impl FnOnce(&mut Run)) -> Proof {
    let mut run = solved().run;
    change(&mut run);
    verify(&exercise(6).expect("06 is ready"), &run)
}

#[test]
fn a_record_comes_back_from_its_file_with_notes_and_windows_line_ends() {
    let text = write_record(&record(), &["06 Crash: solved".to_owned(), "second note".to_owned()]);
    assert_eq!(read_record(&text), Ok(record()));
    assert_eq!(read_record(&format!("\u{feff}{}", text.replace('\n', "\r\n"))), Ok(record()));
    assert_eq!(read_record(&write_record(&Record::new(), &[])), Ok(Record::new()));
}

#[test]
fn a_solution_holds_with_the_prediction_beside_what_happened() {
    let Proof::Holds(Some(comparison)) = proof(|_| {}) else { panic!("the solution of 06 holds") };
    assert!(comparison.close, "{comparison:?}");
}

#[test]
fn a_run_that_is_changed_does_not_hold() {
    assert_eq!(proof(|run| run.inputs.clear()), Proof::Short("predicted".into()));
    assert_eq!(proof(|run| run.at = run.scenario.starts_at + Span::from_secs(20)), Proof::Short("visible-again".into()));
    assert_eq!(proof(|run| run.scenario.seed += 1), Proof::OtherStart);
    assert_eq!(proof(|run| run.scenario.actors.clear()), Proof::OtherStart);
    assert_eq!(proof(|run| run.at = Timestamp::EPOCH), Proof::OtherStart);
}

#[test]
fn a_run_without_end_is_given_up() {
    assert_eq!(proof(|run| run.at = run.at + Span::from_secs(25 * 24 * 3600)), Proof::TooLong, "a poll every second for 25 days");
    assert_eq!(proof(|run| run.at = run.at + Span::from_secs(400 * 24 * 3600)), Proof::TooLong);
    let crash = |run: &Run| TimedInput { at: run.at, input: Input::Crash { actor: ActorId(2) } };
    assert_eq!(proof(|run| run.inputs = vec![crash(run); 5_000]), Proof::TooLong);
}

#[test]
fn other_files_are_told_apart() {
    let text = write_record(&record(), &[]);
    let schema = |n: u32| text.replacen(&SCHEMA.to_string(), &n.to_string(), 1);
    assert_eq!(read_record(""), Err(Unreadable::Foreign));
    assert_eq!(read_record("{\"solved\": {}}"), Err(Unreadable::Foreign));
    assert_eq!(read_record(&schema(SCHEMA + 1)), Err(Unreadable::Newer(SCHEMA + 1)));
    assert_eq!(read_record(&schema(SCHEMA - 1)), Err(Unreadable::Older(SCHEMA - 1)));
    assert_eq!(read_record(&text.replacen(&SCHEMA.to_string(), "-1", 1)), Err(Unreadable::Damaged));
    assert_eq!(read_record(&"x".repeat(RECORD_BYTES_MAX + 1)), Err(Unreadable::TooLarge));
    assert_eq!(read_record(&format!("{text}{text}")), Err(Unreadable::Damaged), "two records in one file");
    assert_eq!(read_record(text.lines().next().expect("a first line")), Err(Unreadable::Damaged));
}

#[test]
fn a_torn_file_is_noticed_wherever_it_is_torn() {
    let text = write_record(&record(), &["a note".to_owned()]);
    for end in (0..text.trim_end().len()).step_by(7) {
        assert!(read_record(&text[..end]).is_err(), "cut after {end} bytes");
    }
}

#[test]
fn what_was_there_is_never_replaced_by_what_is_taken_over() {
    let mut own = record();
    let mut other = record();
    other.get_mut(&6).expect("it is there").quiz = None;
    other.insert(7, solved());
    assert_eq!(merge(&mut own, other), 1);
    assert_eq!(own[&6].quiz, Some(1));
    assert_eq!(own.len(), 2);
}

proptest! {
    /// Whatever a file says, it is refused in words or it is a record; nothing breaks, also when its runs are replayed.
    #[test]
    fn any_change_of_a_file_is_noticed(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let text = write_record(&record(), &[]);
        let mut bytes = text.trim_end().as_bytes().to_vec();
        let at = at.index(bytes.len());
        prop_assume!(bytes[at] != byte);
        bytes[at] = byte;
        if let Ok(text) = String::from_utf8(bytes) {
            prop_assert_ne!(read_record(&text), Ok(record()), "byte {} became {}", at, byte);
        }
    }

    /// A sound envelope around any bytes: what its author can do, who knows the checksum.
    #[test]
    fn any_body_is_survived(body in prop::collection::vec(any::<u8>(), 0..200)) {
        let forged = forge(&body);
        if let Ok(record) = read_record(&forged) {
            let exercise = exercise(6).expect("06 is ready");
            for solved in record.values() {
                prop_assert_ne!(verify(&exercise, &solved.run), Proof::Holds(None));
            }
        }
    }
}

/// A file whose checksum is right, whatever its body.
fn forge(body: &[u8]) -> String {
    let body = data_encoding::BASE64.encode(body);
    let bytes = 0_u64.to_le_bytes();
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    let sum = bytes.iter().chain(body.as_bytes()).fold(0xcbf2_9ce4_8422_2325, step);
    format!("queue-storage-playground-progress {SCHEMA}\n0 {sum:016x} {body}\n")
}

#[test]
fn a_forged_file_would_be_read() {
    assert_eq!(read_record(&forge(&[0])), Ok(Record::new()), "the forger of the test above knows the format");
}
