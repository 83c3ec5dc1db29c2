//! The rules of the house that a compiler does not know: who may import whom, where colours and words live, what a line may look like.

use std::fs;
use std::path::{Path, PathBuf};

/// The core's modules in reading order: each may use only those before it. The same order as in `src/lib.rs`.
const ORDER: [&str; 15] = [
    "time",
    "rng",
    "base64",
    "engine",
    "wire",
    "auth",
    "server",
    "client",
    "sim",
    "timeline",
    "saved",
    "lessons",
    "stage",
    "lab",
    "conformance",
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below `folder` with one of these endings, in order of path.
fn files(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(&path).expect("the folder is there").map(|entry| entry.expect("it can be read").path()));
        } else if path.extension().is_some_and(|ending| endings.iter().any(|wanted| ending == *wanted)) {
            let name = path.strip_prefix(root()).expect("it is inside").display().to_string();
            found.push((name, fs::read_to_string(&path).expect("it is text")));
        }
    }
    assert!(!found.is_empty(), "nothing found below {folder}: the test would be empty");
    found.sort();
    found
}

/// Lines with their numbers, without comments.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(i, line)| (i + 1, line)).filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// The module of the core a file belongs to: `src/engine/queue.rs` to `engine`.
fn module_of(path: &str) -> Option<usize> {
    let rest = path.strip_prefix("src/")?;
    let name = rest.split('/').next()?.trim_end_matches(".rs");
    ORDER.iter().position(|module| *module == name)
}

#[test]
fn the_reading_order_of_the_crate_is_the_order_of_this_test() {
    let lib = fs::read_to_string(root().join("src/lib.rs")).expect("the crate has a root");
    let listed: Vec<&str> = lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert_eq!(listed, ORDER);
}

#[test]
fn no_module_imports_one_that_comes_after_it() {
    let mut wrong = Vec::new();
    for (path, text) in files("src", &["rs"]) {
        let Some(mine) = module_of(&path) else { continue };
        for (number, line) in code(&text) {
            for (other, name) in ORDER.iter().enumerate().skip(mine + 1) {
                if line.contains(&format!("crate::{name}::")) || line.contains(&format!("crate::{{{name}")) {
                    wrong.push(format!("{path}:{number}: {} must not know {}", ORDER[mine], ORDER[other]));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_page_knows_the_browser() {
    let browser = ["leptos", "web_sys", "wasm_bindgen", "gloo_timers", "js_sys"];
    let mut wrong = Vec::new();
    for (path, text) in files("src", &["rs"]) {
        let page = path.starts_with("src/app") || path == "src/main.rs";
        for (number, line) in code(&text) {
            if !page && browser.iter().any(|name| line.contains(&format!("{name}::"))) {
                wrong.push(format!("{path}:{number}: the core knows no browser"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_core_reads_no_clock_draws_no_luck_and_iterates_no_hash_map() {
    let banned =
        ["HashMap", "HashSet", "Instant::now", "SystemTime", "thread_rng", "Uuid::new_v4", "Utc::now", ".powf(", ".ln()", ".sin(", ".cos("];
    let mut wrong = Vec::new();
    for (path, text) in files("src", &["rs"]) {
        if module_of(&path).is_none() {
            continue;
        }
        for (number, line) in code(&text) {
            wrong.extend(banned.iter().filter(|word| line.contains(**word)).map(|word| format!("{path}:{number}: {word}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn colours_live_in_the_tokens_only() {
    let mut wrong = Vec::new();
    for (path, text) in files("style", &["css"]) {
        if path == "style/tokens.css" {
            continue;
        }
        for (i, line) in text.lines().enumerate() {
            let hex = line
                .split('#')
                .skip(1)
                .any(|rest| rest.chars().take_while(char::is_ascii_hexdigit).count() >= 3 && line.contains(':') && !line.contains("url("));
            let is_selector = line.trim_start().starts_with('#');
            if (hex && !is_selector) || ["rgb(", "rgba(", "hsl(", "oklch("].iter().any(|call| line.contains(call)) {
                wrong.push(format!("{path}:{}: {}", i + 1, line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "colours belong in style/tokens.css\n{}", wrong.join("\n"));
}

#[test]
fn every_style_sheet_is_linked() {
    let page = fs::read_to_string(root().join("index.html")).expect("there is a page");
    for (path, _) in files("style", &["css"]) {
        assert!(page.contains(&format!("\"{path}\"")), "{path} is not linked in index.html");
    }
}

#[test]
fn views_set_no_style_attribute_as_text() {
    let mut wrong = Vec::new();
    for (path, text) in files("src/app", &["rs"]) {
        wrong.extend(code(&text).filter(|(_, line)| line.contains("style=")).map(|(number, _)| format!("{path}:{number}")));
    }
    assert!(wrong.is_empty(), "the content security policy forbids style attributes; use style:property=\n{}", wrong.join("\n"));
}

#[test]
fn every_word_of_the_interface_is_in_the_text_table() {
    let mut wrong = Vec::new();
    for (path, text) in files("src/app", &["rs"]) {
        if path.starts_with("src/app/text") {
            continue;
        }
        for (number, line) in code(&text) {
            // A text node of a view is a quoted string right after a tag; the arrow of a match arm is no tag.
            for piece in line.replace("=>", "").split('>').skip(1) {
                let Some(quoted) = piece.trim_start().strip_prefix('"') else { continue };
                let words = quoted.split('"').next().unwrap_or("");
                if words.chars().filter(|letter| letter.is_alphabetic()).count() > 1 {
                    wrong.push(format!("{path}:{number}: {words}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "words belong in src/app/text\n{}", wrong.join("\n"));
}

#[test]
fn files_open_with_what_they_are_about_and_stay_readable() {
    let mut wrong = Vec::new();
    for folder in ["src", "tests", "examples", "benches", "xtask", "build"] {
        if !root().join(folder).exists() {
            continue;
        }
        for (path, text) in files(folder, &["rs"]) {
            if !text.starts_with("//!") {
                wrong.push(format!("{path}: the first line says what the file is about"));
            }
            for (i, line) in text.lines().enumerate() {
                if path != "tests/tidy/mod.rs" && ["TODO", "FIXME", "XXX"].iter().any(|note| line.contains(note)) {
                    wrong.push(format!("{path}:{}: a note without an owner", i + 1));
                }
                if line.chars().count() > 200 {
                    wrong.push(format!("{path}:{}: a line of {} characters", i + 1, line.chars().count()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_test_folder_is_part_of_the_one_binary() {
    let main = fs::read_to_string(root().join("tests/main.rs")).expect("there is one test binary");
    for entry in fs::read_dir(root().join("tests")).expect("there are tests") {
        let path: &Path = &entry.expect("it can be read").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("names are text");
        if path.join("mod.rs").is_file() {
            assert!(main.contains(&format!("mod {name};")), "tests/{name} is never run");
        }
    }
}
