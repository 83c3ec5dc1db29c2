//! Everything about the page that is more than one Cargo command: setting a machine up, serving, testing, packing.
//!
//! ```text
//! cargo xtask serve      the page on this machine, rebuilt on every change
//! cargo xtask test       every test there is, real browser included
//! cargo xtask dist       dist/ (a static site) and dist-single/ (one file)
//! cargo xtask doctor     what is installed and what is missing
//! ```
//!
//! No product logic lives here, and the page does not know this program. What a machine lacks is installed into `.tools/` beside it, or by the
//! system's package manager when there is no other way; each step says what it does and how long it may take, and a second run finds
//! everything in place and says nothing.
//!
//! Reading order: `shell` runs programs, `tools` finds or installs them, then one module per command.

mod dist;
mod doctor;
mod peers;
mod profile;
mod serve;
mod shell;
mod shots;
mod split;
mod suite;
mod tools;
mod wasm_run;

use std::env;
use std::process::ExitCode;

/// Why a command could not be carried out, for a person to read.
pub type Failure = String;

/// What a command comes to.
pub type Outcome<T = ()> = Result<T, Failure>;

const HELP: &str = "\
cargo xtask serve [--port N] [--open]   build the page and serve it on this machine; rebuilds on every change
cargo xtask test [FILTER]               every test, or those whose name contains FILTER
cargo xtask dist [--quick]              build dist/ (static site) and dist-single/ (one file), with their sizes; quick: rough, to look at
cargo xtask dist --named                build target/dist-named, whose module knows the names of its functions (for `frames`)
cargo xtask profile                     note anew which functions a first visit runs (xtask/first-visit.txt)
cargo xtask size                        the sizes of the dist/ that is there
cargo xtask shots --help                pictures of the page
cargo xtask wasm-run EXAMPLE [--alone]  run an example in WebAssembly, and (unless alone) natively, and compare what they print
cargo xtask doctor                      what is installed and what is missing; changes nothing";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let (command, rest) = arguments.split_first().map_or(("help", &[][..]), |(command, rest)| (command.as_str(), rest));
    let outcome = match command {
        compiler if dist::smallest::is_compiler(compiler) => dist::smallest::compile(compiler, rest),
        "serve" => serve::serve(rest),
        "test" => suite::test(rest),
        "dist" => dist::command(rest),
        "profile" => profile::command_line(),
        "size" => dist::print_sizes(),
        "shots" => shots::shots(rest),
        "wasm-run" => wasm_run::command(rest),
        "doctor" => {
            doctor::print();
            Ok(())
        }
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(())
        }
        other => Err(format!("there is no command {other}\n\n{HELP}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\n{failure}");
            ExitCode::FAILURE
        }
    }
}
