//! Divides the page's module into what a first visit runs and the rest, so that the first visit waits only for what it needs.
//!
//! [`instrument`] makes a module that notes what it runs; a browser test makes a first visit with it, and what ran is kept in `xtask/first-visit.txt`
//! (`cargo xtask profile`). By that file [`outline`] moves what was never reached out of functions that ran, and [`divide`] cuts the module in two. The file
//! does not have to be right for the page to be right: what the first half lacks it calls for. `cargo xtask test` says when a first visit has to.
//!
//! Reading order: [`module`] takes a module apart and [`code`] a function, [`write`] puts parts together again under new numbers, then what uses them.

mod code;
mod data;
mod divide;
mod instrument;
mod live;
mod module;
mod names;
mod outline;
mod profile;
mod region;
mod rename;
#[cfg(test)]
mod tests;
mod write;

pub use divide::Halves;
pub use profile::Profile;
pub use rename::renamed;

use crate::Outcome;
use module::Module;

/// Returns `bytes` as a module that notes what it runs.
///
/// Err: as [`Module::read`].
pub fn instrumented(bytes: &[u8]) -> Outcome<Vec<u8>> {
    instrument::instrument(&Module::read(bytes)?)
}

/// Returns what ran, from the marks that the instrumented form of `bytes` kept.
///
/// Err: as [`Module::read`], or the marks are of another module.
pub fn profile_of(bytes: &[u8], marks: &[bool]) -> Outcome<Profile> {
    Profile::of(&Module::read(bytes)?, marks)
}

/// Returns `bytes` without the parts that browsers do not read: names, and notes of tools.
///
/// Err: it is no module.
pub fn nameless(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let mut out = bytes[..8.min(bytes.len())].to_vec();
    for payload in wasmparser::Parser::new(0).parse_all(bytes) {
        if let Some((id, range)) = payload.map_err(module::failure)?.as_section()
            && id != 0
        {
            let range = usize::try_from(range.start).expect("it is in memory")..usize::try_from(range.end).expect("it is in memory");
            wasm_encoder::Section::append_to(&wasm_encoder::RawSection { id, data: &bytes[range] }, &mut out);
        }
    }
    Ok(out)
}

/// Divides the module in `bytes`, which must have its names: what ran, as `profile` has it, in the first half. `map` is what the linker wrote about it.
///
/// Err: as [`divide::divide`].
pub fn halves(bytes: &[u8], profile: &Profile, map: &str) -> Outcome<Halves> {
    let module = Module::read(bytes)?;
    let reached = |function: u32, places: usize| profile.reached(module.name(function), places);
    let outlined = outline::outline(bytes, &module, &reached)?;
    // What was outlined stands behind all other functions, so these have kept their numbers.
    let keep = (module.imported()..module.function_count()).filter(|function| profile.ran(module.name(*function))).collect();
    let whole = Module::read(&outlined)?;
    let data = data::divided(&whole, &keep, &data::pieces_in(map))?;
    divide::divide(&whole, &keep, &data)
}
