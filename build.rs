//! Turns the exercises' Markdown into tables of HTML fragments while the crate is built, so that the page carries no Markdown parser.
//! One constant a folder of `src/lessons/`: `e06_crash/en.md` becomes `E06_CRASH_EN`.

#[path = "build/markdown.rs"]
mod markdown;

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

const LESSONS: &str = "src/lessons";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={LESSONS}");
    let mut folders: Vec<_> = fs::read_dir(LESSONS)?.collect::<Result<Vec<_>, _>>()?;
    folders.sort_by_key(fs::DirEntry::file_name);
    let mut code = String::new();
    for folder in folders {
        let path = folder.path().join("en.md");
        if !path.is_file() {
            continue;
        }
        let name = folder.file_name().to_string_lossy().to_uppercase();
        let fragments = markdown::fragments(&fs::read_to_string(&path)?).map_err(|error| format!("{}: {error}", path.display()))?;
        writeln!(code, "const {name}_EN: &prose::Rendered = &[")?;
        for (key, html) in fragments {
            writeln!(code, "    (std::borrow::Cow::Borrowed({key:?}), std::borrow::Cow::Borrowed({html:?})),")?;
        }
        writeln!(code, "];")?;
    }
    fs::write(Path::new(&env::var("OUT_DIR")?).join("prose.rs"), code)?;
    Ok(())
}
