//! `cargo xtask test`: every check there is, in the order in which they fail fastest.
//!
//! A failed step does not hide the others: all run, then a summary says what came of each, and the last line counts the tests in all of them. With a
//! filter only the tests are run whose name contains it, and nothing that is not a test.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::shell::{as_typed, command, repository, say};
use crate::{Outcome, dist, peers, tools, wasm_run};

/// How many tests of a step held, and how many did not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Count {
    passed: usize,
    failed: usize,
}

impl Count {
    /// A step that is itself one test.
    const HELD: Self = Self { passed: 1, failed: 0 };
}

/// Runs everything, or the tests whose name contains the first argument.
///
/// Err: something could not be installed, or a test failed.
pub fn test(arguments: &[String]) -> Outcome {
    let filter = arguments.first().map(String::as_str);
    tools::ensure(&tools::FOR_SERVE)?;
    tools::ensure(&tools::FOR_BROWSER)?;
    let mut summary = Summary::default();
    let twins: Vec<&str> = ["determinism"].into_iter().filter(|name| repository().join(format!("examples/{name}.rs")).is_file()).collect();

    if filter.is_none() {
        summary.step("format", || one(command("cargo").args(["fmt", "--all", "--check"])));
        summary.step("lints, native", || one(clippy(&["--workspace", "--all-targets"])));
        let mut wasm = vec!["--target", "wasm32-unknown-unknown", "--bins", "--lib"];
        wasm.extend(twins.iter().flat_map(|name| ["--example", name]));
        summary.step("lints, WebAssembly", || one(clippy(&wasm)));
    }
    let only: Vec<&str> = filter.into_iter().collect();
    summary
        .step("native tests", || counted(command("cargo").args(["test", "--workspace", "--locked", "--no-fail-fast", "--"]).args(&only)));
    for name in twins.iter().filter(|_| filter.is_none()) {
        summary.step("same history natively and in WebAssembly", || wasm_run::same_on_both(name).map(|_| Count::HELD));
    }
    let parts = peers::wanted(filter);
    if !parts.is_empty() {
        summary.step("official clients, and Azurite", || counted(&mut peers::prepare(&parts)?));
    }
    summary.step("distribution", || dist::build(dist::Effort::Full).map(|()| Count::HELD));
    if summary.ok("distribution") {
        if filter.is_none() {
            summary.step("payload budget", || dist::print_sizes().map(|()| Count::HELD));
        }
        summary.step("browser tests", || {
            counted(command("cargo").args(["run", "--quiet", "--locked", "--package", "browser-tests", "--"]).args(&only))
        });
    } else {
        summary.step("browser tests", || Err("not run: there is no distribution to open".to_owned()));
    }
    summary.close()
}

fn clippy(what: &[&str]) -> Command {
    let mut cargo = command("cargo");
    cargo.args(["clippy", "--locked"]).args(what).args(["--", "-D", "warnings"]);
    cargo
}

/// Runs a command that is one test: it succeeds or it does not.
fn one(mut command: impl std::borrow::BorrowMut<Command>) -> Outcome<Count> {
    crate::shell::run(command.borrow_mut()).map(|()| Count::HELD)
}

/// Runs a command whose output says how many tests passed and failed; the output goes to the screen as it comes.
///
/// Err: it does not start, or it fails without a single failed test (then it is not the tests that are at fault).
fn counted(command: &mut Command) -> Outcome<Count> {
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| format!("{} does not start: {error}", as_typed(command)))?;
    let output = child.stdout.take().expect("standard output was asked for as a pipe");
    let mut count = Count::default();
    for line in BufReader::new(output).lines().map_while(Result::ok) {
        println!("{line}");
        if let Some(Count { passed, failed }) = counts_in(&line) {
            count.passed += passed;
            count.failed += failed;
        }
    }
    let status = child.wait().map_err(|error| format!("{}: {error}", as_typed(command)))?;
    if !status.success() && count.failed == 0 {
        return Err(format!("failed ({status}): {}", as_typed(command)));
    }
    Ok(count)
}

/// Reads the counts from a closing line of `cargo test` of the browser tests or of the tests against others.
fn counts_in(line: &str) -> Option<Count> {
    let counts = line.strip_prefix("test result: ").and_then(|rest| rest.split_once(". ")).map(|(_, counts)| counts);
    let counts = counts.or_else(|| ["browser tests: ", "peer tests: "].iter().find_map(|name| line.strip_prefix(name)))?;
    let number_before = |word: &str| {
        let (before, _) = counts.split_once(word)?;
        before.split_whitespace().last()?.parse().ok()
    };
    Some(Count { passed: number_before(" passed")?, failed: number_before(" failed")? })
}

#[derive(Debug, Default)]
struct Summary {
    steps: Vec<(&'static str, Outcome<Count>, f32)>,
}

impl Summary {
    fn step(&mut self, name: &'static str, work: impl FnOnce() -> Outcome<Count>) {
        say(&format!("== {name}"));
        let began = Instant::now();
        let outcome = work();
        if let Err(failure) = &outcome {
            eprintln!("{failure}");
        }
        self.steps.push((name, outcome, began.elapsed().as_secs_f32()));
    }

    fn ok(&self, name: &str) -> bool {
        self.steps.iter().any(|(step, outcome, _)| *step == name && outcome.is_ok())
    }

    /// Prints what came of each step and the closing line.
    fn close(self) -> Outcome {
        println!();
        let mut total = Count::default();
        for (name, outcome, seconds) in &self.steps {
            // A step that could not even count its tests is one failure.
            let count = outcome.as_ref().copied().unwrap_or(Count { passed: 0, failed: 1 });
            total.passed += count.passed;
            total.failed += count.failed;
            let verdict = if count.failed == 0 { "ok  " } else { "FAIL" };
            println!("{verdict}  {name:<42} {:>5} passed {:>3} failed  {seconds:>6.1} s", count.passed, count.failed);
        }
        println!("{} passed, {} failed", total.passed, total.failed);
        if total.failed == 0 { Ok(()) } else { Err("not everything holds: see the steps marked FAIL".to_owned()) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Count, counts_in};

    #[test]
    fn closing_lines_are_read_and_others_are_not() {
        let cargo = "test result: FAILED. 12 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s";
        assert_eq!(counts_in(cargo), Some(Count { passed: 12, failed: 3 }));
        assert_eq!(counts_in("browser tests: 7 passed, 0 failed"), Some(Count { passed: 7, failed: 0 }));
        assert_eq!(counts_in("peer tests: 200 passed, 1 failed"), Some(Count { passed: 200, failed: 1 }));
        assert_eq!(counts_in("test engine::put ... ok"), None);
        assert_eq!(counts_in("12 passed, 0 failed"), None);
    }
}
