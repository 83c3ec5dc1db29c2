//! Compiles the page for size alone, and what it stands on as its Cargo profile says.
//!
//! Core and page are one package, and a Cargo profile knows only packages. So `cargo xtask dist` lets Cargo call this program in place of the compiler: it calls the
//! compiler with the same arguments and, for the page's binary, one more.
//!
//! Cargo also has the compiler mix the folder of the sources into the name of everything, and by these names the linker and the optimiser choose which of two
//! equal functions stays. Here the folder is left out, so that the same sources make the same page wherever they lie.

use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

use crate::Outcome;

/// The environment variable by which Cargo is told to call this program with the compiler and its arguments.
pub const WRAPPER: &str = "RUSTC_WORKSPACE_WRAPPER";

/// Whether this program was called in place of a compiler: then its first argument is the compiler.
pub fn is_compiler(first: &str) -> bool {
    Path::new(first).file_stem().is_some_and(|stem| stem == "rustc")
}

/// What Cargo mixes into names, as the compiler's argument begins; and what is mixed in instead.
const METADATA: &str = "metadata=";
const SAME_EVERYWHERE: &str = "metadata=page";

/// Calls `compiler`.
///
/// Err: it could not be started, or it failed, which it has explained itself.
pub fn compile(compiler: &str, arguments: &[String]) -> Outcome {
    let same_everywhere = |argument: &String| if argument.starts_with(METADATA) { SAME_EVERYWHERE.into() } else { argument.into() };
    let mut arguments: Vec<OsString> = arguments.iter().map(same_everywhere).collect();
    let has = |pair: [&str; 2]| arguments.windows(2).any(|two| two[0] == pair[0] && two[1] == pair[1]);
    if has(["--crate-name", "queue_storage_playground"]) && has(["--crate-type", "bin"]) {
        // Of two levels the compiler takes the last one.
        arguments.push("-Copt-level=z".into());
    }
    let status = Command::new(compiler).args(arguments).status().map_err(|error| format!("cannot start {compiler}: {error}"))?;
    if status.success() { Ok(()) } else { Err("the compiler failed".to_owned()) }
}
