//! Tests against others' truth: the official client libraries and Azurite, all installed into `.tools/` and nowhere else.
//!
//! The tests themselves are the package `tests/peers`; here stands only what they need on the machine.

use std::process::{Command, Stdio};

use crate::Outcome;
use crate::shell::{self, command, find_program, first_line, repository, run, say, tools_folder};

/// The packages from npm, with their versions. Azurite 3.35.0 is the last that runs under Node 20.
const NPM: [(&str, &str); 2] = [("azurite", "3.35.0"), ("@azure/storage-queue", "12.30.0")];

/// The package from the Python index.
const PYTHON: (&str, &str) = ("azure-storage-queue", "12.18.1");

/// The parts of the tests, by the names that a filter can pick.
const PARTS: [&str; 3] = ["loopback", "clients", "differential"];

/// The parts that `filter` asks for.
pub fn wanted(filter: Option<&str>) -> Vec<&'static str> {
    PARTS.into_iter().filter(|part| filter.is_none_or(|filter| part.contains(filter))).collect()
}

/// Installs what is missing, builds the tests and the emulator, and returns the command that runs the `parts`.
///
/// Err: something could not be installed, with the command that a person can run; or the build fails.
pub fn prepare(parts: &[&str]) -> Outcome<Command> {
    ensure_npm()?;
    ensure_python()?;
    // One command for both, so that they share what they are made of.
    run(command("cargo").args(["build", "--locked", "--workspace", "--example", "emulator", "--bin", "peer-tests"]))?;
    let mut tests = command(repository().join(format!("target/debug/peer-tests{}", std::env::consts::EXE_SUFFIX)));
    tests.args(parts);
    Ok(tests)
}

/// Installs Azurite and the JavaScript client, if they are not there in these versions.
pub fn ensure_npm() -> Outcome {
    let missing: Vec<String> = NPM
        .into_iter()
        .filter(|(name, version)| npm_version(name).as_deref() != Some(version))
        .map(|(name, version)| format!("{name}@{version}"))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    say(&format!("installing {} from npm into .tools (about a minute)", missing.join(" and ")));
    let remedy = format!("please run: npm install --prefix .tools {}", missing.join(" "));
    let npm = find_program(&["npm"]).ok_or_else(|| format!("npm is not installed; it comes with Node.js. Then {remedy}"))?;
    let mut install = command(npm);
    install.args(["install", "--no-audit", "--no-fund", "--save-exact", "--loglevel=error", "--prefix"]).arg(tools_folder()).args(&missing);
    run(install.stdout(Stdio::null())).map_err(|error| format!("{error}\n  {remedy}"))
}

fn npm_version(name: &str) -> Option<String> {
    let text = shell::read(&tools_folder().join("node_modules").join(name).join("package.json")).ok()?;
    let package: serde_json::Value = serde_json::from_str(&text).ok()?;
    Some(package.get("version")?.as_str()?.to_owned())
}

/// Installs the Python client into an environment of its own, if it is not there in this version.
fn ensure_python() -> Outcome {
    let (name, version) = PYTHON;
    let folder = tools_folder().join("python");
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let ask = format!("from importlib.metadata import version; print(version('{name}'))");
    if first_line(command(&python).args(["-c", &ask])).as_deref() == Some(version) {
        return Ok(());
    }
    say(&format!("installing {name} {version} from PyPI into .tools/python (seconds to a minute)"));
    let remedy = format!("please run: python3 -m venv .tools/python && .tools/python/bin/python -m pip install {name}=={version}");
    let base = find_program(&["python3", "python"]).ok_or_else(|| format!("Python 3 is not installed. Then {remedy}"))?;
    let with_remedy = |error| format!("{error}\n  {remedy}\n  (on Debian, environments come with the package python3-venv)");
    run(command(base).args(["-m", "venv"]).arg(&folder)).map_err(with_remedy)?;
    let mut pip = command(&python);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]).arg(format!("{name}=={version}"));
    run(&mut pip).map_err(with_remedy)
}
