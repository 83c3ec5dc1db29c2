//! Short names for what a module and its script call each other.
//!
//! wasm-bindgen writes long names with hashes, which no compressor makes small, into both. Nobody else sees them.

use std::collections::BTreeMap;

use wasm_encoder::reencode::Reencode;
use wasm_encoder::{EntityType, ExportSection, ImportSection, RawSection};
use wasmparser::{Parser, TypeRef};

use super::divide::short_name;
use super::module::{Module, failure};
use super::write::Renumber;
use crate::Outcome;

/// The name of the script among the imports.
const SCRIPT: &str = "page";

/// Old and new names.
#[derive(Debug, Default)]
pub struct Renaming {
    pub imports: BTreeMap<String, String>,
    pub exports: BTreeMap<String, String>,
    /// The old name of the script among the imports.
    pub script: String,
}

/// Returns `bytes` with short names for its imports and exports, and what was called how.
///
/// Err: it is no module, or imports are of more than one script.
pub fn renamed(bytes: &[u8]) -> Outcome<(Vec<u8>, Renaming)> {
    let module = Module::read(bytes)?;
    let mut renaming =
        Renaming { script: module.imports.first().map(|import| import.module.to_owned()).unwrap_or_default(), ..Renaming::default() };
    let mut same = Renumber::same(&module);
    let mut imports = ImportSection::new();
    for (number, import) in module.imports.iter().enumerate() {
        let TypeRef::Func(kind) = import.ty else { return Err(format!("the module imports {}, which is not a function", import.name)) };
        if import.module != renaming.script {
            return Err(format!("the module imports {} from {}", import.name, import.module));
        }
        let name = renaming.imports.entry(import.name.to_owned()).or_insert_with(|| short_name(number));
        imports.import(SCRIPT, name, EntityType::Function(kind));
    }
    let mut exports = ExportSection::new();
    for (number, export) in module.exports.iter().enumerate() {
        let name = short_name(number);
        exports.export(&name, same.export_kind(export.kind).map_err(failure)?, export.index);
        renaming.exports.insert(export.name.to_owned(), name);
    }
    let mut out = wasm_encoder::Module::new();
    for payload in Parser::new(0).parse_all(bytes) {
        match payload.map_err(failure)?.as_section() {
            Some((2, _)) => _ = out.section(&imports),
            Some((7, _)) => _ = out.section(&exports),
            Some((id, range)) => {
                let at = |place: u64| usize::try_from(place).expect("it is in memory");
                out.section(&RawSection { id, data: &bytes[at(range.start)..at(range.end)] });
            }
            None => {}
        }
    }
    Ok((out.finish(), renaming))
}

impl Renaming {
    /// Returns wasm-bindgen's `script` with the new names.
    ///
    /// Err: it does not name what the module imports.
    pub fn applied(&self, script: &str) -> Outcome<String> {
        let mut out = String::with_capacity(script.len());
        let mut missing = self.imports.len();
        let mut rest = script;
        while !rest.is_empty() {
            let word = rest.len() - rest.trim_start_matches(|letter: char| letter.is_ascii_alphanumeric() || letter == '_').len();
            let (word, after) = rest.split_at(word);
            let new = if out.ends_with("wasm.") {
                self.exports.get(word)
            } else if after.starts_with(':') {
                self.imports.get(word).inspect(|_| missing -= 1)
            } else {
                None
            };
            out.push_str(new.map_or(word, String::as_str));
            let between = after.find(|letter: char| letter.is_ascii_alphanumeric() || letter == '_').unwrap_or(after.len());
            out.push_str(&after[..between]);
            rest = &after[between..];
        }
        if missing > 0 || !out.contains(&self.script) {
            return Err("wasm-bindgen's script names its functions otherwise than this program knows: adapt split/rename.rs".to_owned());
        }
        Ok(out.replace(&self.script, SCRIPT))
    }
}

#[cfg(test)]
mod tests {
    use super::renamed;

    #[test]
    fn both_sides_learn_the_same_names() {
        let page =
            r#"(module (import "./x_bg.js" "__wbg_now_0123" (func)) (memory (export "memory") 1) (func (export "__wbindgen_start")))"#;
        let (module, renaming) = renamed(&wat::parse_str(page).unwrap()).unwrap();
        let script =
            "const import0 = { __wbg_now_0123: function() { wasm.memory; wasm.__wbindgen_start(); } }; return { \"./x_bg.js\": import0 };";
        assert_eq!(
            renaming.applied(script).unwrap(),
            "const import0 = { a: function() { wasm.a; wasm.b(); } }; return { \"page\": import0 };"
        );
        assert!(renaming.applied("nothing of it").is_err());
        let (again, _) = renamed(&module).unwrap();
        assert_eq!(again, module, "short names stay as they are");
    }
}
