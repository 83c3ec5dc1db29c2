//! The notices that the licences of the shipped crates ask for: who wrote what is in the module, and under which terms.
//!
//! Only crates whose code can be in the page count: what the page depends on for WebAssembly, without macros and build scripts. Equal licence texts are
//! printed once, followed by the crates they belong to.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::NAME;
use crate::Outcome;
use crate::shell::{command, output};

/// Returns the notices as plain text.
///
/// Err: Cargo cannot say what the page depends on.
pub fn text() -> Outcome<String> {
    let shipped = output(command("cargo").args([
        "tree",
        "--locked",
        "--package",
        NAME,
        "--target",
        "wasm32-unknown-unknown",
        "--edges",
        "normal,no-proc-macro",
        "--prefix",
        "none",
        "--format",
        "{p}",
    ]))?;
    let shipped: Vec<String> = shipped.lines().map(|line| line.replacen(" v", " ", 1).trim().to_owned()).collect();
    let metadata = output(command("cargo").args(["metadata", "--locked", "--format-version", "1"]))?;
    let metadata: Value = serde_json::from_str(&metadata).map_err(|error| format!("cargo metadata: {error}"))?;

    let mut crates = Vec::new();
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let word = |key: &str| package[key].as_str().unwrap_or_default().to_owned();
        let name = format!("{} {}", word("name"), word("version"));
        if package["source"].is_null() || !shipped.contains(&name) {
            continue;
        }
        crates.push(format!("{name}: {}, {}\n", word("license"), word("repository")));
        let manifest = word("manifest_path");
        for licence in licences_in(Path::new(&manifest).parent().expect("a manifest lies in a folder")) {
            texts.entry(licence).or_default().push(name.clone());
        }
    }
    if crates.is_empty() {
        return Err("cargo names no crate that the page consists of, which cannot be".to_owned());
    }
    crates.sort();
    let mut all = format!(
        "Queue Storage Playground contains code of these crates and of Rust's standard library (MIT OR Apache-2.0).\n\n{}",
        crates.concat()
    );
    for (licence, owners) in texts {
        all.extend(["\n", &"-".repeat(80), "\n", &owners.join(", "), "\n\n", licence.trim(), "\n"]);
    }
    Ok(all)
}

fn licences_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let is_licence =
        |name: &str| ["LICENSE", "LICENCE", "NOTICE", "COPYING", "UNLICENSE"].iter().any(|start| name.to_uppercase().starts_with(start));
    let files = entries.filter(|entry| is_licence(&entry.file_name().to_string_lossy()));
    files.filter_map(|entry| fs::read_to_string(entry.path()).ok()).map(|text| text.replace("\r\n", "\n")).collect()
}
