//! The pieces both distributions are made of: the optimised module, the JavaScript around it, one style sheet, and the files of `public/`.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Effort, NAME, css, page, smallest};
use crate::Outcome;
use crate::shell::{command, ending, files_beneath, find_program, read, repository, run, say, write};
use crate::split::{self, Halves};
use crate::tools::Tool;

/// Everything that is the same in both distributions.
#[derive(Debug)]
pub struct Parts {
    /// `index.html` as written.
    pub index: String,
    /// The WebAssembly module, optimised, with the names of its functions.
    pub named: Vec<u8>,
    /// The same without names: what ships.
    pub wasm: Vec<u8>,
    /// The same, divided into what a first visit runs and the rest; nothing in a quick build.
    pub halves: Option<Halves>,
    /// wasm-bindgen's side of it, as the beginning of a script: it defines `__wbg_init` and exports nothing.
    pub glue: String,
    /// The style sheets of a first screen in layer order, minified.
    pub css: String,
    /// The others.
    pub css_later: String,
    /// The files of `public/` with their paths relative to it, sorted.
    pub public: Vec<(PathBuf, Vec<u8>)>,
    /// How much work goes into what is made of these.
    pub effort: Effort,
}

/// Builds the page in release mode and prepares the pieces.
///
/// Err: the build or a tool fails, a style sheet is not linked, or wasm-bindgen wrote something this program does not know.
pub fn make(effort: Effort) -> Outcome<Parts> {
    let top = repository();
    let built = top.join("target/dist-build");
    let profile = match effort {
        Effort::Full => "release",
        Effort::Quick => "quick",
    };
    say(&format!("building the page with Cargo's profile {profile} (the first time takes three to five minutes)"));
    let mut trunk = command("trunk");
    trunk.args(["build", "--cargo-profile", profile, "--offline=true", "--filehash=false", "--dist"]).arg(&built);
    trunk.env("TRUNK_SKIP_VERSION_CHECK", "true");
    if effort == Effort::Full {
        trunk.env("CARGO_ENCODED_RUSTFLAGS", flags());
        trunk.env(smallest::WRAPPER, std::env::current_exe().map_err(|error| format!("this program does not know where it is: {error}"))?);
    }
    run(&mut trunk)?;
    if built.join("snippets").exists() {
        return Err(
            "a crate brought its own JavaScript (snippets/): the single file cannot carry it, and nothing here vouches for it".to_owned()
        );
    }
    let index = read(&top.join("index.html"))?;
    let (named, renaming) = split::renamed(&optimise(&built.join(format!("{NAME}_bg.wasm")), effort)?)?;
    let (css, css_later) = styles(&index)?;
    Ok(Parts {
        wasm: split::nameless(&named)?,
        halves: if effort == Effort::Full { halves(&named)? } else { None },
        named,
        glue: renaming.applied(&as_script(&read(&built.join(format!("{NAME}.js")))?)?)?,
        css,
        css_later,
        public: public_files(&top.join("public"))?,
        index,
        effort,
    })
}

/// Where it is kept what a first visit runs.
pub fn first_visit_file() -> PathBuf {
    repository().join("xtask/first-visit.txt")
}

/// Where it is kept what the functions of the first half are called: browsers only tell their numbers.
fn first_names_file() -> PathBuf {
    repository().join("target/first-half.txt")
}

fn halves(named: &[u8]) -> Outcome<Option<Halves>> {
    if !first_visit_file().is_file() {
        say("NOT DIVIDED: a first visit will load everything; `cargo xtask profile` notes what it needs");
        return Ok(None);
    }
    let profile = read(&first_visit_file())?.parse().map_err(|error| format!("xtask/first-visit.txt: {error}"))?;
    let halves = split::halves(named, &profile, &linker_map()?)?;
    write(&first_names_file(), &halves.names)?;
    Ok(Some(halves))
}

/// What the linker wrote about the module (`build.rs` asks it to): the newest of those that are there.
fn linker_map() -> Outcome<String> {
    let folder = repository().join("target/wasm32-unknown-unknown/release/build");
    let builds = fs::read_dir(&folder).map_err(|error| format!("cannot list {}: {error}", folder.display()))?;
    let maps = builds.flatten().map(|build| build.path().join("out/page.map")).filter(|map| map.is_file());
    let changed = |map: &PathBuf| fs::metadata(map).and_then(|found| found.modified()).ok();
    read(&maps.max_by_key(changed).ok_or("the linker has written no page.map")?)
}

/// The compiler's flags for what ships: names of functions that tell one from another, and no path of the machine that built it.
///
/// Every place that can panic carries the path of its source. Paths of this machine would be long, tell more than a reader should know, and make
/// two machines build two different modules.
fn flags() -> String {
    let cargo = std::env::var("CARGO_HOME").ok().or_else(|| std::env::var("HOME").ok().map(|home| format!("{home}/.cargo")));
    let sources = cargo.iter().flat_map(|cargo| {
        let registry = Path::new(cargo).join("registry/src");
        let indexes = fs::read_dir(&registry).into_iter().flatten().flatten().map(|entry| entry.path());
        indexes.chain([PathBuf::from(cargo)]).collect::<Vec<_>>()
    });
    let remap = |path: &Path| format!("--remap-path-prefix={}=", path.display());
    // The last one that fits counts, so the longer paths come last.
    let mut flags = vec!["-Csymbol-mangling-version=v0".to_owned(), remap(&repository())];
    let mut sources: Vec<PathBuf> = sources.collect();
    sources.sort_by_key(|path| path.as_os_str().len());
    flags.extend(sources.iter().map(|path| remap(path)));
    flags.join("\u{1f}")
}

/// Returns the module after wasm-opt, or as it is if that is not to be had (which `dist` has said by then).
///
/// What stands in a module called `apart` is kept as functions of its own: they are the only ones to name static data that a first visit can do without.
///
/// No feature is switched on here: the module says itself which it uses, and `--all-features` would write what browsers do not read.
fn optimise(module: &Path, effort: Effort) -> Outcome<Vec<u8>> {
    let optimised = module.with_extension("opt.wasm");
    let file = if effort == Effort::Full && Tool::WasmOpt.found().is_some() {
        say("optimising the module with wasm-opt (half a minute)");
        let program = find_program(&["wasm-opt"]).ok_or("wasm-opt has vanished")?;
        let flags = ["--no-inline=*::apart::*", "-Oz", "--converge", "--debuginfo", "--strip-producers", "--strip-target-features", "-o"];
        run(command(program).arg(module).args(flags).arg(&optimised))?;
        optimised
    } else {
        module.to_path_buf()
    };
    fs::read(&file).map_err(|error| format!("cannot read {}: {error}", file.display()))
}

/// Turns wasm-bindgen's module into the beginning of a script of our own: what it exports becomes plain names.
///
/// One script instead of two means one hash for the page to state and no import that a host could answer wrongly.
fn as_script(glue: &str) -> Outcome<String> {
    let closing = "export { initSync, __wbg_init as default };";
    let (body, rest) = glue.split_once(closing).ok_or("wasm-bindgen's script ends otherwise than this program knows: adapt as_script")?;
    if !rest.trim().is_empty() {
        return Err(format!("wasm-bindgen's script goes on after its exports: {rest}"));
    }
    let lines = body.lines().map(|line| line.strip_prefix("export ").unwrap_or(line));
    let script = lines.collect::<Vec<_>>().join("\n");
    if script.lines().any(|line| line.starts_with("import ")) {
        return Err("wasm-bindgen's script imports another: the page would need a second file".to_owned());
    }
    Ok(script)
}

/// Returns the linked style sheets, those of a first screen as one and the others as one. Err: a sheet under `style/` is not linked, or a linked one is
/// not there.
fn styles(index: &str) -> Outcome<(String, String)> {
    let linked = page::style_sheets(index)?;
    let folder = repository().join("style");
    for file in files_beneath(&folder)? {
        let name = format!("style/{}", file.display()).replace('\\', "/");
        if ending(&name) == "css" && !linked.iter().any(|sheet| sheet.path == name) {
            return Err(format!("{name} is not linked: add `<link data-trunk rel=\"css\" href=\"{name}\">` to index.html, in layer order"));
        }
    }
    let (mut first, mut later) = (String::new(), String::new());
    for sheet in linked {
        let all = if sheet.later { &mut later } else { &mut first };
        all.push_str(&css::minify(&read(&repository().join(sheet.path))?));
    }
    Ok((first, later))
}

fn public_files(folder: &Path) -> Outcome<Vec<(PathBuf, Vec<u8>)>> {
    let read_one = |file: PathBuf| {
        let bytes = fs::read(folder.join(&file)).map_err(|error| format!("cannot read public/{}: {error}", file.display()))?;
        Ok((file, bytes))
    };
    files_beneath(folder)?.into_iter().map(read_one).collect()
}

/// Returns `script` made smaller by esbuild, or as it is if that is not to be had (which `dist` has said by then).
///
/// Err: esbuild fails, which means that the script is not sound.
pub fn smaller(script: &str, name: &str) -> Outcome<String> {
    let Some(program) = Tool::Esbuild.found().and_then(|_| find_program(&["esbuild"])) else {
        return Ok(script.to_owned());
    };
    let folder = repository().join("target/dist-build/scripts");
    let (from, to) = (folder.join(name), folder.join(format!("{name}.min")));
    write(&from, script)?;
    let flags =
        ["--bundle", "--minify", "--format=esm", "--target=es2022", "--charset=utf8", "--legal-comments=none", "--log-level=warning"];
    run(command(program).arg(&from).args(flags).arg(format!("--outfile={}", to.display())))?;
    read(&to)
}
