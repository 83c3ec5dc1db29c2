//! Recorded answers of others, replayed against the server in this process.
//!
//! `tests/vectors/service/*.json` are exchanges recorded from the emulator Azurite; steps where the real service is known to answer otherwise say
//! so (`azure_differs`), and then the real service's answer is expected. `VECTORS_DIR` names another folder of the same layout.
//! A table of scenarios goes to standard error, whether the test passes or not.

mod authorization;
mod compare;
mod deliberate;
mod listed;
mod placeholder;
mod replay;
mod signing;
mod vectors;

use deliberate::Reason;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;

/// The folder that holds `service` and `auth`.
fn vectors_dir() -> PathBuf {
    std::env::var_os("VECTORS_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/vectors"), PathBuf::from)
}

/// Writes past the test harness, which would swallow the table of a passing test.
fn print(table: &str) {
    std::io::stderr().write_all(table.as_bytes()).expect("standard error takes text");
}

#[test]
fn every_recorded_exchange_is_answered_as_by_the_real_service() {
    let scenarios = vectors::scenarios(&vectors_dir().join("service"));
    let other_set = vectors_dir().join("auth").is_dir() && std::env::var_os("VECTORS_DIR").is_some();
    assert!(!scenarios.is_empty() || other_set, "no scenarios in {}", vectors_dir().display());
    let mut table = format!("\n{:<32}{:>7}{:>9}{:>13}\n", "scenario", "steps", "passed", "deliberate");
    let mut unexplained = Vec::new();
    let mut reasons = BTreeMap::<Reason, u32>::new();
    let (mut steps, mut passed, mut deliberate) = (0, 0, 0);
    for scenario in &scenarios {
        let report = replay::run(scenario);
        writeln!(table, "{:<32}{:>7}{:>9}{:>13}", scenario.name, scenario.steps.len(), report.passed, report.deliberate.len())
            .expect("a string grows");
        steps += scenario.steps.len();
        passed += report.passed;
        deliberate += report.deliberate.len();
        for why in report.deliberate {
            *reasons.entry(why).or_insert(0) += 1;
        }
        unexplained.extend(report.unexplained);
    }
    writeln!(table, "{:<32}{steps:>7}{passed:>9}{deliberate:>13}", "all").expect("a string grows");
    table.push_str("deliberate differences from the emulator, by reason\n");
    for (why, count) in &reasons {
        writeln!(table, "{count:>4}  {}", why.in_words()).expect("a string grows");
    }
    print(&table);
    assert!(unexplained.is_empty(), "{} unexplained differences:\n{}", unexplained.len(), unexplained.join("\n"));
    assert_eq!(steps, passed + deliberate, "every step is judged once");
}
