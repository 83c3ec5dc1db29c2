//! The programs that building and testing need: which version, where they are, how to get them.
//!
//! A tool that is on the path in the right version is used as it is. Else it is installed into `.tools/`, where nothing else on the machine
//! notices. Only Chromium, which nobody builds on the side, comes from the system's package manager.
//!
//! wasm-bindgen's program and crate must be of exactly the same version, so the version is read from `Cargo.lock`. Trunk is chosen by the compiler:
//! its newest releases want a newer one than ours, and a plain `cargo install trunk` would fail or pick a beta.

use std::path::PathBuf;
use std::process::Stdio;

use crate::shell::{command, find_program, first_line, read, repository, run, say, tools_folder};
use crate::{Failure, Outcome};

/// Oldest wasm-opt that understands what the compiler writes today. Debian 12 has 108, which does not.
const WASM_OPT_MIN: u32 = 123;

/// What `cargo xtask` needs for one of its commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tool {
    /// The compiler's standard library for `wasm32-unknown-unknown`.
    WasmTarget,
    /// Builds and serves the page.
    Trunk,
    /// Writes the JavaScript side of the WebAssembly module.
    WasmBindgen,
    /// Makes the module smaller (Binaryen).
    WasmOpt,
    /// Makes the JavaScript smaller.
    Esbuild,
    /// Looks for accessibility faults in the tests.
    Axe,
    /// The browser of the tests.
    Chromium,
    /// The program that drives that browser.
    Chromedriver,
}

/// All tools, in the order in which `doctor` lists them.
pub const ALL: [Tool; 8] =
    [Tool::WasmTarget, Tool::Trunk, Tool::WasmBindgen, Tool::WasmOpt, Tool::Esbuild, Tool::Axe, Tool::Chromium, Tool::Chromedriver];

/// What `serve` needs.
pub const FOR_SERVE: [Tool; 3] = [Tool::WasmTarget, Tool::Trunk, Tool::WasmBindgen];

/// What `dist` needs besides; without them the page is bigger, not wrong.
pub const FOR_SMALL: [Tool; 2] = [Tool::WasmOpt, Tool::Esbuild];

/// What the browser tests need besides.
pub const FOR_BROWSER: [Tool; 3] = [Tool::Axe, Tool::Chromium, Tool::Chromedriver];

impl Tool {
    /// Returns the name a person knows it by.
    pub fn name(self) -> &'static str {
        match self {
            Self::WasmTarget => "target wasm32-unknown-unknown",
            Self::Trunk => "trunk",
            Self::WasmBindgen => "wasm-bindgen",
            Self::WasmOpt => "wasm-opt",
            Self::Esbuild => "esbuild",
            Self::Axe => "axe-core",
            Self::Chromium => "chromium",
            Self::Chromedriver => "chromedriver",
        }
    }

    /// Returns what it is needed for.
    pub fn purpose(self) -> &'static str {
        match self {
            Self::WasmTarget | Self::Trunk | Self::WasmBindgen => "serve, dist, test",
            Self::WasmOpt | Self::Esbuild => "dist, test (a smaller page)",
            Self::Axe | Self::Chromium | Self::Chromedriver => "test (real browser)",
        }
    }

    /// Returns where the tool is and what version, if it is there in a version that will do.
    pub fn found(self) -> Option<String> {
        match self {
            Self::WasmTarget => {
                let folder =
                    PathBuf::from(first_line(command("rustc").args(["--print", "target-libdir", "--target", "wasm32-unknown-unknown"]))?);
                folder.is_dir().then(|| folder.display().to_string())
            }
            Self::Trunk => version_of("trunk").filter(|version| trunk_fits(&numbers(version))).map(|version| located("trunk", &version)),
            Self::WasmBindgen => {
                let wanted = locked_version("wasm-bindgen").ok()?;
                version_of("wasm-bindgen")
                    .filter(|version| version.ends_with(&format!(" {wanted}")))
                    .map(|version| located("wasm-bindgen", &version))
            }
            Self::WasmOpt => {
                let fits = |version: &String| numbers(version).first().is_some_and(|&major| major >= WASM_OPT_MIN);
                version_of("wasm-opt").filter(fits).map(|version| located("wasm-opt", &version))
            }
            Self::Esbuild => version_of("esbuild").map(|version| located("esbuild", &version)),
            Self::Axe => axe_file().is_file().then(|| axe_file().display().to_string()),
            Self::Chromium => {
                browser_program("CHROME", &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"])
            }
            Self::Chromedriver => browser_program("CHROMEDRIVER", &["chromedriver"]),
        }
    }

    /// Returns the command that a person can run to get the tool.
    pub fn remedy(self) -> String {
        match self {
            Self::WasmTarget => "rustup target add wasm32-unknown-unknown".to_owned(),
            Self::Trunk => format!("cargo install --locked --root .tools --version {} trunk", trunk_version()),
            Self::WasmBindgen => {
                format!("cargo install --root .tools --version {} wasm-bindgen-cli", locked_version("wasm-bindgen").unwrap_or_default())
            }
            Self::WasmOpt | Self::Esbuild | Self::Axe => format!("npm install --prefix .tools {}", npm_package(self)),
            Self::Chromium | Self::Chromedriver if cfg!(target_os = "macos") => "brew install --cask chromium chromedriver".to_owned(),
            Self::Chromium | Self::Chromedriver => {
                "sudo apt-get update && sudo apt-get install -y chromium chromium-driver   (or set CHROME and CHROMEDRIVER to the programs)"
                    .to_owned()
            }
        }
    }

    fn install(self) -> Outcome {
        match self {
            Self::WasmTarget => {
                say("adding the compiler's target wasm32-unknown-unknown (seconds)");
                run(command("rustup").args(["target", "add", "wasm32-unknown-unknown"]))
            }
            Self::Trunk => cargo_install("trunk", &trunk_version(), "5 to 10 minutes"),
            Self::WasmBindgen => cargo_install("wasm-bindgen-cli", &locked_version("wasm-bindgen")?, "2 to 5 minutes"),
            Self::WasmOpt | Self::Esbuild | Self::Axe => {
                let package = npm_package(self);
                say(&format!("installing {package} from npm into .tools (seconds to a minute)"));
                let mut npm = command(find_program(&["npm"]).ok_or("npm is not installed")?);
                run(npm
                    .args(["install", "--no-audit", "--no-fund", "--save-exact", "--loglevel=error", "--prefix"])
                    .arg(tools_folder())
                    .arg(package)
                    .stdout(Stdio::null()))
            }
            Self::Chromium | Self::Chromedriver => {
                let variable = if self == Self::Chromium { "CHROME" } else { "CHROMEDRIVER" };
                match std::env::var(variable) {
                    Ok(named) => Err(format!("{variable} names {named}, which does not run; unset it, or name another program")),
                    Err(_) => apt_install(),
                }
            }
        }
    }
}

/// Makes sure that all of `tools` are there, installing what is missing. Silent when nothing is.
///
/// Err: names the tools that could not be had, and for each the command that a person can run.
pub fn ensure(tools: &[Tool]) -> Outcome {
    let mut failures = Vec::new();
    for &tool in tools {
        if tool.found().is_some() {
            continue;
        }
        match tool.install() {
            Ok(()) if tool.found().is_some() => say(&format!("{} is ready", tool.name())),
            Ok(()) => failures.push(missing(tool, "it was installed, but is still not found in a version that fits")),
            Err(error) => failures.push(missing(tool, &error)),
        }
    }
    if failures.is_empty() { Ok(()) } else { Err(failures.join("\n")) }
}

fn missing(tool: Tool, why: &str) -> Failure {
    format!("{} could not be installed: {why}\n  please run: {}", tool.name(), tool.remedy())
}

/// Fetches all crates that `Cargo.lock` names (Cargo wants even those of other targets before it builds offline), so that Trunk can be run offline. Silent when they are there.
///
/// Trunk runs offline because it would otherwise look for tools on the network, which a closed network answers with long silence.
pub fn fetch_crates() -> Outcome {
    run(command("cargo").args(["fetch", "--quiet"]))
}

/// Returns where axe-core's script is, or will be.
pub fn axe_file() -> PathBuf {
    tools_folder().join("node_modules/axe-core/axe.min.js")
}

fn npm_package(tool: Tool) -> &'static str {
    match tool {
        Tool::WasmOpt => "binaryen@132.0.0",
        Tool::Esbuild => "esbuild@0.28.2",
        _ => "axe-core@4.14.1",
    }
}

fn cargo_install(package: &str, version: &str, duration: &str) -> Outcome {
    if find_program(&["cargo-binstall"]).is_some() {
        say(&format!("fetching {package} {version} with cargo-binstall into .tools (seconds)"));
        let mut binstall = command("cargo");
        binstall.args(["binstall", "--no-confirm", "--disable-strategies", "compile", "--root"]).arg(tools_folder());
        match run(binstall.arg(format!("{package}@{version}"))) {
            Ok(()) => return Ok(()),
            Err(error) => say(&format!("{error}; compiling it instead")),
        }
    }
    say(&format!("compiling {package} {version} into .tools; only this once, {duration} on two cores"));
    let install = |locked: &[&str]| {
        let mut cargo = command("cargo");
        cargo.args(["install", "--version", version, "--root"]).arg(tools_folder()).args(locked).arg(package);
        if package == "trunk" {
            // Trunk waits for the compiler most of the time; optimising it takes longer than it could ever save.
            cargo.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1").env("CARGO_PROFILE_RELEASE_LTO", "off");
        }
        // The target folder of the repository is not touched, and an ambient choice of target must not reach a host program.
        run(cargo.env_remove("CARGO_TARGET_DIR").env_remove("CARGO_BUILD_TARGET"))
    };
    install(&["--locked"]).or_else(|error| {
        // A release can be locked to a crate that a registry's copy does not have (yet).
        say(&format!("{error}; trying again with the newest fitting crates"));
        install(&[])
    })
}

fn apt_install() -> Outcome {
    if find_program(&["apt-get"]).is_none() {
        return Err("this machine has no apt-get, and no other way is known here".to_owned());
    }
    if first_line(command("id").arg("-u")).as_deref() != Some("0") {
        return Err("it takes an administrator to install it".to_owned());
    }
    say("installing Chromium and its driver with apt-get (one to three minutes)");
    run(command("apt-get").args(["update", "-qq"]))?;
    let mut install = command("apt-get");
    install.env("DEBIAN_FRONTEND", "noninteractive").args([
        "install",
        "-y",
        "-qq",
        "--no-install-recommends",
        "chromium",
        "chromium-driver",
    ]);
    run(install.stdout(Stdio::null()).stdin(Stdio::null()))
}

/// Returns the newest Trunk that this compiler can build.
fn trunk_version() -> String {
    let rustc = first_line(command("rustc").arg("--version")).unwrap_or_default();
    if numbers(&rustc) >= vec![1, 96, 1] { "0.22.1".to_owned() } else { "0.21.14".to_owned() }
}

fn trunk_fits(version: &[u32]) -> bool {
    version >= [0, 21, 14].as_slice() && version < [0, 23].as_slice()
}

/// Returns the version that `Cargo.lock` holds of `package`.
///
/// Err: the lock file cannot be read or does not name the package.
pub fn locked_version(package: &str) -> Outcome<String> {
    let lock = read(&repository().join("Cargo.lock"))?;
    let start = format!("name = \"{package}\"\nversion = \"");
    let rest = lock.split_once(&start).map(|(_, rest)| rest).ok_or_else(|| format!("Cargo.lock does not name {package}"))?;
    Ok(rest.split('"').next().unwrap_or_default().to_owned())
}

fn version_of(program: &str) -> Option<String> {
    first_line(command(find_program(&[program])?).arg("--version"))
}

fn located(program: &str, version: &str) -> String {
    let place = find_program(&[program]).map(|file| file.display().to_string()).unwrap_or_default();
    format!("{version}   {place}")
}

fn browser_program(variable: &str, names: &[&str]) -> Option<String> {
    let program = std::env::var_os(variable).map(PathBuf::from).or_else(|| find_program(names))?;
    first_line(command(&program).arg("--version")).map(|version| format!("{}   {}", version.trim(), program.display()))
}

/// Returns the numbers of the first word that begins with a digit: `rustc 1.95.0 (abc)` is `[1, 95, 0]`.
fn numbers(text: &str) -> Vec<u32> {
    let word = text.split_whitespace().find(|word| word.starts_with(|letter: char| letter.is_ascii_digit())).unwrap_or_default();
    word.split(['.', '-']).map_while(|part| part.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::{locked_version, numbers, trunk_fits};

    #[test]
    fn versions_are_read_from_what_tools_print() {
        assert_eq!(numbers("rustc 1.95.0 (59807616e 2026-04-14)"), [1, 95, 0]);
        assert_eq!(numbers("wasm-opt version 132 (version_132)"), [132]);
        assert_eq!(numbers("trunk 0.22.0-beta.1"), [0, 22, 0]);
        assert!(numbers("no number at all").is_empty());
    }

    #[test]
    fn trunk_is_taken_from_the_first_good_release_to_the_next_breaking_one() {
        assert!(!trunk_fits(&[0, 21, 13]));
        assert!(trunk_fits(&[0, 21, 14]));
        assert!(trunk_fits(&[0, 22, 1]));
        assert!(!trunk_fits(&[0, 23, 0]));
        assert!(!trunk_fits(&[]));
    }

    #[test]
    fn the_lock_file_names_wasm_bindgen() {
        assert_eq!(numbers(&locked_version("wasm-bindgen").unwrap())[..2], [0, 2]);
        assert!(locked_version("no-such-package").is_err());
    }
}
