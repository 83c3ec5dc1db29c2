//! The table of rules that the page shows, taken at its word: what it names exists, and what exists is named.

use super::deliberate::Reason;
use super::vectors;
use playground::conformance::{CHAPTERS, DIFFERENCES, Found, Proof, Rule};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;

fn rules() -> impl Iterator<Item = &'static Rule> {
    CHAPTERS.iter().flat_map(|chapter| chapter.rules)
}

fn proofs() -> impl Iterator<Item = &'static Proof> {
    rules().flat_map(|rule| rule.proofs)
}

/// The names of the files of one folder of our recordings, without their ending.
fn recordings(folder: &str) -> BTreeSet<String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/vectors").join(folder);
    let paths = std::fs::read_dir(folder).expect("the recordings are there").map(|entry| entry.expect("it can be read").path());
    let json = paths.filter(|path| path.extension().is_some_and(|ending| ending == "json"));
    json.map(|path| path.file_stem().expect("files have names").to_string_lossy().into_owned()).collect()
}

#[test]
fn every_test_the_table_names_is_run() {
    let program = std::env::current_exe().expect("a test runs as a program");
    let output = Command::new(program).arg("--list").output().expect("the tests can be listed");
    let listed = String::from_utf8(output.stdout).expect("names are text");
    let known = listed.lines().filter_map(|line| line.strip_suffix(": test")).collect::<BTreeSet<_>>();
    assert!(known.contains("conformance::listed::every_test_the_table_names_is_run"), "this test is not on the list: {listed}");
    let named = proofs().filter_map(|proof| if let Proof::Test(name) = proof { Some(*name) } else { None });
    let missing = named.filter(|name| !known.contains(name)).collect::<Vec<_>>();
    assert!(missing.is_empty(), "no such tests: {missing:#?}");
}

#[test]
fn the_table_names_every_recording_and_no_other() {
    let exchanges = proofs().filter_map(|proof| if let Proof::Exchange(name) = proof { Some((*name).to_owned()) } else { None });
    assert_eq!(exchanges.collect::<BTreeSet<_>>(), recordings("service"));
    let answers = proofs().filter_map(|proof| if let Proof::Answers(name) = proof { Some((*name).to_owned()) } else { None });
    assert_eq!(answers.collect::<BTreeSet<_>>(), recordings("auth"));
}

#[test]
fn every_difference_belongs_to_a_rule_and_every_rule_has_a_proof() {
    for (place, difference) in DIFFERENCES.iter().enumerate() {
        assert_eq!(difference.kind as usize, place, "the differences stand in the order of their kinds");
        assert!(rules().any(|rule| rule.differs.contains(&difference.kind)), "{:?} belongs to no rule", difference.kind);
    }
    for rule in rules() {
        assert!(!rule.proofs.is_empty() && !rule.marks.is_empty(), "nothing holds us to: {}", rule.text);
        let sentence = rule.text.ends_with('.') && !rule.text.contains("  ") && !rule.source.is_empty();
        assert!(sentence, "no sentence: {}", rule.text);
    }
    let texts = rules().map(|rule| rule.text).collect::<BTreeSet<_>>();
    assert_eq!(texts.len(), rules().count(), "a rule stands once");
}

#[test]
fn a_recorded_difference_stands_beside_its_recording() {
    for rule in rules() {
        let recorded = rule.differs.iter().any(|kind| kind.difference().found == Found::Recorded);
        let replayed = rule.proofs.iter().any(|proof| matches!(proof, Proof::Exchange(_)));
        assert!(!recorded || replayed, "a recorded difference without its recording: {}", rule.text);
    }
}

#[test]
fn every_remark_of_our_recordings_is_a_listed_difference() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/service");
    let mut remarks = 0;
    for scenario in vectors::scenarios(&folder) {
        for step in &scenario.steps {
            let Some(differs) = &step.azure_differs else { continue };
            remarks += 1;
            let reason = Reason::of(&differs.note);
            assert!(matches!(reason, Reason::Listed(_)), "{}: {:?} is no listed difference", scenario.name, differs.note);
        }
    }
    assert!(remarks > 0, "the recordings have no remarks, so there was nothing to test");
}
