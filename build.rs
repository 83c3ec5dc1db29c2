//! Turns the exercises' Markdown into tables of HTML fragments while the crate is built, so that the page carries no Markdown parser.
//! One constant a folder of `src/lessons/`: `e06_crash/en.md` becomes `E06_CRASH_EN`, and `apart::e06_crash_en()`.

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
    let (mut code, mut apart) = (String::new(), String::new());
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
        if name == "COURSE" {
            continue; // The course map's words are wanted by every page.
        }
        // Behind a function that nothing sees through: `cargo xtask dist` divides the page's module, and static data goes with the functions that name it.
        let function = name.to_lowercase();
        writeln!(apart, "    #[inline(never)]\n    pub fn {function}_en() -> &'static super::prose::Rendered {{")?;
        writeln!(apart, "        std::hint::black_box(super::{name}_EN)\n    }}")?;
    }
    writeln!(code, "mod apart {{\n{apart}}}")?;
    let out = env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("prose.rs"), code)?;
    if env::var("CARGO_CFG_TARGET_ARCH")? == "wasm32" {
        // Where each piece of static data lies in the page's module: `cargo xtask dist` divides it by that.
        println!("cargo::rustc-link-arg-bins=-Map={out}/page.map");
    }
    Ok(())
}
