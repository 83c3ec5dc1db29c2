//! Holds the service against others: Microsoft's client libraries drive the emulator example, and random scripts run against Azurite and us.
//!
//! ```text
//! peer-tests [clients|loopback|differential]...     all of them if none is named
//! ```
//!
//! `DIFFERENTIAL_OPERATIONS` says how many operations the random scripts have (20,000 at least), `DIFFERENTIAL_SEED` where they begin.
//! `cargo xtask test` installs what is needed and runs this. The last line counts the checks.

mod clients;
mod differential;
mod http;
mod loopback;
mod process;
mod report;

use report::Report;
use std::env;
use std::process::ExitCode;

type Part = (&'static str, fn(&mut Report) -> Result<(), String>);

const PARTS: [Part; 3] = [("loopback", loopback::run), ("clients", clients::run), ("differential", differential::run)];

fn main() -> ExitCode {
    let wanted: Vec<String> = env::args().skip(1).collect();
    let mut report = Report::default();
    for (name, part) in PARTS {
        if wanted.is_empty() || wanted.iter().any(|word| word == name) {
            let outcome = part(&mut report);
            report.check(&format!("{name} could be run"), outcome);
        }
    }
    println!("peer tests: {} passed, {} failed", report.passed, report.failed);
    if report.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
