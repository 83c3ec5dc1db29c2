//! Running other programs, and saying so.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use crate::Outcome;

/// Returns the top folder of the repository.
pub fn repository() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().expect("this package lies one folder below the top").to_path_buf()
}

/// Says that something is being done that a person may have to wait for.
pub fn say(words: &str) {
    eprintln!("xtask: {words}");
}

/// Returns `program` as a command that runs at the top of the repository and finds our own tools first.
pub fn command(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(repository()).env("PATH", search_path());
    // Trunk 0.21 takes `NO_COLOR=1` for a malformed flag and does not start.
    command.env_remove("NO_COLOR");
    // Cargo sets these for this program; the Cargo that we start has to find them out for itself, or it would rebuild what it has.
    for name in ["CARGO_MANIFEST_DIR", "CARGO_MANIFEST_PATH", "CARGO_PKG_NAME", "CARGO_PKG_VERSION"] {
        command.env_remove(name);
    }
    command
}

/// Returns the program as a person would type it.
pub fn as_typed(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

/// Runs a command to its end, its output on the screen.
///
/// Err: it does not start, or ends with anything but success; the words name the command.
pub fn run(command: &mut Command) -> Outcome {
    let status = command.status().map_err(|error| format!("{} does not start: {error}", as_typed(command)))?;
    if status.success() { Ok(()) } else { Err(format!("failed ({status}): {}", as_typed(command))) }
}

/// Runs a command and returns what it prints, with plain line ends.
///
/// Err: it does not start, or fails; the words quote what it complained about.
pub fn output(command: &mut Command) -> Outcome<String> {
    let output = command.stdin(Stdio::null()).output().map_err(|error| format!("{} does not start: {error}", as_typed(command)))?;
    if !output.status.success() {
        return Err(format!("failed ({}): {}\n{}", output.status, as_typed(command), String::from_utf8_lossy(&output.stderr)));
    }
    Ok(String::from_utf8_lossy(&output.stdout).replace("\r\n", "\n"))
}

/// Runs a command and returns the first line it prints, or nothing if it does not start or fails.
pub fn first_line(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    output.status.success().then(|| text.lines().next().unwrap_or_default().to_owned())
}

/// Returns the first of `names` that is a program on the search path.
pub fn find_program(names: &[&str]) -> Option<PathBuf> {
    let path = search_path();
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    let endings: &[&str] = if cfg!(windows) { &[".exe", ".cmd"] } else { &[""] };
    names
        .iter()
        .flat_map(|name| folders.iter().flat_map(move |folder| endings.iter().map(move |ending| folder.join(format!("{name}{ending}")))))
        .find(|file| file.is_file())
}

/// Returns the folder for tools of this repository alone; Git ignores it.
pub fn tools_folder() -> PathBuf {
    repository().join(".tools")
}

fn search_path() -> OsString {
    let ours = [tools_folder().join("bin"), tools_folder().join("node_modules/.bin")];
    let inherited = env::var_os("PATH").unwrap_or_default();
    env::join_paths(ours.into_iter().chain(env::split_paths(&inherited))).unwrap_or(inherited)
}

/// Returns what stands behind the last dot of a file's name.
pub fn ending(name: &str) -> &str {
    name.rsplit('.').next().expect("splitting yields at least one piece")
}

/// Reads a text file of the repository. Err: names the file.
pub fn read(file: &Path) -> Outcome<String> {
    fs::read_to_string(file).map_err(|error| format!("cannot read {}: {error}", file.display()))
}

/// Writes a file, making its folder first. Err: names the file.
pub fn write(file: &Path, bytes: impl AsRef<[u8]>) -> Outcome {
    let folder = file.parent().expect("a file lies in a folder");
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(file, bytes));
    written.map_err(|error| format!("cannot write {}: {error}", file.display()))
}

/// Returns every file beneath `folder` as a path relative to it, sorted. Err: names the folder.
pub fn files_beneath(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        let entries = fs::read_dir(&next).map_err(|error| format!("cannot list {}: {error}", next.display()))?;
        for entry in entries {
            let path = entry.map_err(|error| format!("cannot list {}: {error}", next.display()))?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path.strip_prefix(folder).expect("it was found beneath the folder").to_path_buf());
            }
        }
    }
    files.sort();
    Ok(files)
}
