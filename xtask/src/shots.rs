//! `cargo xtask shots`: pictures of the page. The work is done by the browser harness; this only makes sure that there is a browser.

use crate::Outcome;
use crate::shell::{command, run};
use crate::tools::{self, Tool};

/// Runs the picture taker with the given options; it knows them.
pub fn shots(arguments: &[String]) -> Outcome {
    tools::ensure(&[Tool::Chromium, Tool::Chromedriver])?;
    run(command("cargo").args(["run", "--quiet", "--package", "browser-tests", "--bin", "shots", "--"]).args(arguments))
}
