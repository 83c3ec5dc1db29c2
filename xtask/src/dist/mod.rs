//! `cargo xtask dist`: from sources to two things that can be handed to anybody.
//!
//! `dist/` is a static site that works under any sub-path and asks nobody for anything; `dist-single/queue-storage-playground.html` is one file that
//! opens by double click.
//!
//! Trunk compiles and runs wasm-bindgen; everything after that happens here, because it has to see the final bytes: a file's name is the hash of
//! what is in it, and the page states the hash of everything it loads, so a half-finished or tampered upload is refused instead of run.
//!
//! Order of work: [`parts`] makes the pieces, [`site`] and [`single`] put them together, [`check`] refuses what must not ship, [`table`] prints sizes.

mod check;
mod css;
mod hash;
mod hosts;
mod notices;
mod page;
mod parts;
mod seven;
mod single;
mod site;
pub mod smallest;
mod table;

use std::path::Path;

use crate::Outcome;
use crate::shell::{repository, say, write};
use crate::split::{self, Profile};
use crate::tools::{self, fetch_crates};

/// The name of the package, of the binary and of everything that a browser stores for it.
const NAME: &str = "queue-storage-playground";

/// How much work goes into a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effort {
    /// As small as it gets: what is handed out.
    Full,
    /// Rough and several times as big, but there in seconds after a change: to look at, and to run browser tests on while working.
    Quick,
}

/// `cargo xtask dist [--quick | --named]`: builds both distributions and prints their sizes (those of a quick build would say nothing), or the
/// site that [`named`] makes.
///
/// Err: as [`build`], or a budget is exceeded; what was built is there all the same.
pub fn command(arguments: &[String]) -> Outcome {
    match arguments {
        [] => build(Effort::Full).and_then(|()| print_sizes()),
        [flag] if flag == "--quick" => build(Effort::Quick),
        [flag] if flag == "--named" => named(&repository().join("target/dist-named")),
        _ => Err("cargo xtask dist takes --quick, --named or nothing".to_owned()),
    }
}

/// Builds both distributions.
///
/// Err: a tool is missing, the build fails, or the result breaks a rule.
pub fn build(effort: Effort) -> Outcome {
    tools::ensure(&tools::FOR_SERVE)?;
    if let Err(error) = tools::ensure(&tools::FOR_SMALL) {
        say(&format!("NOT OPTIMISED: the page will be bigger than it has to be.\n{error}"));
    }
    fetch_crates()?;
    let parts = parts::make(effort)?;
    let site = repository().join("dist");
    let single = repository().join("dist-single");
    site::write(&parts, &site)?;
    single::write(&parts, &single)?;
    let notices = notices::text()?;
    write(&site.join("THIRD-PARTY.txt"), &notices)?;
    write(&single.join("THIRD-PARTY.txt"), &notices)?;
    check::everything(&site, &single, effort)
}

/// Builds into `folder` a site whose module is as fast as what ships, in one piece, and still knows the names of its functions: to find out where
/// the time of a frame goes (`cargo run -p browser-tests --bin frames -- target/dist-named`).
///
/// Err: as [`build`].
fn named(folder: &Path) -> Outcome {
    tools::ensure(&tools::FOR_SERVE)?;
    tools::ensure(&tools::FOR_SMALL)?;
    fetch_crates()?;
    let mut parts = parts::make(Effort::Full)?;
    parts.wasm.clone_from(&parts.named);
    parts.halves = None;
    site::write(&parts, folder)
}

/// Builds into `folder` a site whose module notes what it runs, and returns the module as it was before, with its names.
///
/// Err: as [`build`].
pub fn instrumented(folder: &Path) -> Outcome<Vec<u8>> {
    tools::ensure(&tools::FOR_SERVE)?;
    tools::ensure(&tools::FOR_SMALL)?;
    fetch_crates()?;
    let mut parts = parts::make(Effort::Full)?;
    parts.wasm = split::instrumented(&parts.named)?;
    parts.halves = None;
    // One letter a place, `1` if it was reached; the test asks for them when it is done.
    parts.glue.push_str("\nglobalThis.seen = () => Array.from(new Uint8Array(wasm.seen.buffer), (mark) => (mark ? 1 : 0)).join(\"\");\n");
    site::write(&parts, folder)?;
    Ok(parts.named)
}

/// Writes what a first visit runs to where [`build`] looks for it.
///
/// Err: the file cannot be written.
pub fn keep_first_visit(profile: &Profile) -> Outcome {
    write(&parts::first_visit_file(), profile.to_string())
}

/// Prints the sizes of what was built.
///
/// Err: nothing was built, or it breaks a budget.
pub fn print_sizes() -> Outcome {
    let report = table::report(&repository().join("dist"), &repository().join("dist-single"))?;
    println!("{report}");
    report.within_budget()
}
