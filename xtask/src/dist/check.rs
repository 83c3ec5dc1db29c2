//! What must not ship. Each rule exists because a build once looked fine without it and was not.

use std::path::Path;

use super::{Effort, NAME};
use crate::Outcome;
use crate::shell::{ending, files_beneath, read, repository};

/// Checks both distributions and the sources they were made of.
///
/// Err: all broken rules, one per line. A quick build stays on the machine that made it, and may name its paths.
pub fn everything(site: &Path, single: &Path, effort: Effort) -> Outcome {
    let mut faults = Vec::new();
    for file in files_beneath(site)? {
        let name = file.display().to_string();
        if matches!(ending(&name), "html" | "css" | "js") {
            faults.extend(faults_in(&name, &read(&site.join(&file))?));
        }
    }
    if effort == Effort::Full {
        faults.extend(paths_in_modules(site)?);
    }
    let file = format!("{NAME}.html");
    faults.extend(faults_in(&file, &read(&single.join(&file))?));
    for file in files_beneath(&repository().join("src"))? {
        if file.extension().is_some_and(|ending| ending == "rs") {
            let name = format!("src/{}", file.display());
            // The policy forbids style attributes, and the browser drops them with no more than a line in its console.
            let styled =
                read(&repository().join(&name))?.lines().any(|line| line.trim_start().starts_with("style=") || line.contains(" style=\""));
            if styled {
                faults.push(format!("{name}: a style attribute is blocked by the page's policy; write style:property=value, or a class"));
            }
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(format!("the distribution breaks rules:\n  {}", faults.join("\n  "))) }
}

/// A path of the machine that built it says nothing to a reader of the page, and something about its builder.
fn paths_in_modules(site: &Path) -> Outcome<Vec<String>> {
    let mut faults = Vec::new();
    let home = std::env::var("HOME").unwrap_or_default();
    let top = repository().display().to_string();
    for file in files_beneath(site)?.iter().filter(|file| ending(&file.display().to_string()) == "wasm") {
        let bytes = std::fs::read(site.join(file)).map_err(|error| format!("cannot read {}: {error}", file.display()))?;
        for path in [home.as_str(), top.as_str()].into_iter().filter(|path| path.len() > 1) {
            if bytes.windows(path.len()).any(|window| window == path.as_bytes()) {
                faults.push(format!("{}: it contains the path {path} of this machine", file.display()));
            }
        }
    }
    Ok(faults)
}

fn faults_in(name: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    if ending(name) == "html" && text.contains("style=\"") {
        faults.push(format!("{name}: a style attribute is blocked by the page's policy"));
    }
    for start in [
        "src=\"http",
        "src=\"//",
        "href=\"http",
        "href=\"//",
        "url(http",
        "url(//",
        "url(\"http",
        "fetch(\"http",
        "import(\"http",
        "from\"http",
    ] {
        if text.contains(start) {
            faults.push(format!("{name}: {start}... asks another host for something"));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::faults_in;

    #[test]
    fn asking_another_host_is_a_fault() {
        assert_eq!(faults_in("a.html", "<script src=\"https://x.example/a.js\"></script>").len(), 1);
        assert_eq!(faults_in("a.css", "a{background:url(//x.example/a.png)}").len(), 1);
        assert_eq!(faults_in("a.html", "<p style=\"color:red\">").len(), 1);
        assert_eq!(faults_in("a.html", "<script src=\"./a.js\"></script><svg xmlns=\"http://www.w3.org/2000/svg\">"), [""; 0]);
    }
}
