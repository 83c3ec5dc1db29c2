//! `cargo xtask serve`: builds the page and serves it on this machine; every change to a source file builds it again and reloads the page.

use crate::shell::{command, run, say};
use crate::{Outcome, tools};

/// Sets up what is missing, then runs Trunk until it is interrupted.
///
/// Err: an option that does not exist, a tool that cannot be had, or Trunk's own failure (a port that is taken, for example).
pub fn serve(arguments: &[String]) -> Outcome {
    let mut port = "8080".to_owned();
    let mut open = false;
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--port" => arguments.next().ok_or("--port needs a number")?.clone_into(&mut port),
            "--open" => open = true,
            other => return Err(format!("serve has no option {other}; it has --port N and --open")),
        }
    }
    tools::ensure(&tools::FOR_SERVE)?;
    tools::fetch_crates()?;
    say(&format!("serving http://127.0.0.1:{port}/ (the first build takes one to three minutes); Ctrl+C ends it"));
    let mut trunk = command("trunk");
    trunk.args(["serve", "--offline=true", "--port", &port]).env("TRUNK_SKIP_VERSION_CHECK", "true");
    if open {
        trunk.arg("--open");
    }
    run(&mut trunk)
}
