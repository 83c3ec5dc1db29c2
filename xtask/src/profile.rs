//! `cargo xtask profile`: notes what a first visit runs, so that `dist` can leave the rest for later.
//!
//! The visit is the browser test of the same name, made with a module that keeps a mark for every stretch of its code.

use std::fs;

use crate::shell::{command, repository, run, say};
use crate::{Outcome, dist, split, tools};

/// No two visits are alike, because frames do not come when they are wanted: what any of them runs belongs to a first visit.
const VISITS: u32 = 3;

/// Builds, visits, and writes the names down.
///
/// Err: something could not be installed or built, or the visit failed.
pub fn command_line() -> Outcome {
    tools::ensure(&tools::FOR_BROWSER)?;
    let site = repository().join("target/profile-site");
    let seen = repository().join("target/profile-seen.txt");
    let named = dist::instrumented(&site)?;
    if seen.exists() {
        fs::remove_file(&seen).map_err(|error| format!("cannot remove {}: {error}", seen.display()))?;
    }
    for _ in 0..VISITS {
        let mut visit = command("cargo");
        visit.args(["run", "--quiet", "--locked", "--package", "browser-tests", "--", "first_visit::"]);
        run(visit.env("BROWSER_TESTS_SITE", &site).env("BROWSER_TESTS_SEEN", &seen))?;
    }
    let marks = crate::shell::read(&seen)?;
    let marks: Vec<bool> = marks.bytes().map(|mark| mark == b'1').collect();
    let profile = split::profile_of(&named, &marks)?;
    dist::keep_first_visit(&profile)?;
    say("what a first visit runs is noted in xtask/first-visit.txt");
    Ok(())
}
