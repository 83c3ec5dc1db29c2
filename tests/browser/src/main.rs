//! The list of browser tests, and the program that runs those whose name contains the first argument.

use std::env;
use std::process::ExitCode;

use browser_tests::suite::{self, Test};

const TESTS: &[Test] = &[];

#[tokio::main]
async fn main() -> ExitCode {
    let filter = env::args().nth(1).unwrap_or_default();
    let run = tokio::select! {
        run = suite::run(TESTS, &filter) => run,
        _ = tokio::signal::ctrl_c() => Err("interrupted".into()),
    };
    match run {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
