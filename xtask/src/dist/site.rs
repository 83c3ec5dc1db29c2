//! Writes `dist/`: the static site.
//!
//! Files that carry a hash of their content in their name never change: the halves of the module, the script and the two style sheets. The page states
//! the hash of the script and the first style sheet, the script those of the modules and the later one, and the service worker those of all.

use std::fs;
use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::parts::{self, Parts};
use super::{Effort, NAME, hash, hosts, page};
use crate::Outcome;
use crate::shell;

/// Endings of files that compress well and get `.gz` and `.br` siblings.
const TEXT: [&str; 7] = ["html", "js", "css", "wasm", "svg", "json", "webmanifest"];

/// Writes the site into `folder`, replacing what is there.
///
/// Err: a file cannot be written, or a template lacks a mark.
pub fn write(parts: &Parts, folder: &Path) -> Outcome {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(|error| format!("cannot empty {}: {error}", folder.display()))?;
    }
    let modules = modules(parts);
    let (wasm, first) = &modules[0];
    let (rest, rest_integrity) = modules.get(1).map(|(name, bytes)| (name.clone(), hash::integrity(bytes))).unwrap_or_default();
    let later_name = format!("later-{}.css", hash::short(parts.css_later.as_bytes()));
    let marks = [
        ("%STYLE%", later_name.as_str()),
        ("%STYLE_INTEGRITY%", &hash::integrity(parts.css_later.as_bytes())),
        ("%WASM%", wasm.as_str()),
        ("%WASM_INTEGRITY%", &hash::integrity(first)),
        ("%REST%", &rest),
        ("%REST_INTEGRITY%", &rest_integrity),
    ];
    let boot = fill(include_str!("../../page/boot-site.js"), &marks)?;
    let boot = parts::smaller(&format!("{}\n{boot}", parts.glue), "boot-site.js")?;
    let boot_name = format!("boot-{}.js", hash::short(boot.as_bytes()));
    let style_name = format!("style-{}.css", hash::short(parts.css.as_bytes()));

    let policy = hosts::policy("'self'", "'self'", "'self'", "'self'");
    let head = format!(
        "<link rel=\"stylesheet\" href=\"./{style_name}\" integrity=\"{}\">\n\
         <link rel=\"preload\" href=\"./{wasm}\" as=\"fetch\" type=\"application/wasm\" crossorigin>\n\
         <script type=\"module\" src=\"./{boot_name}\" integrity=\"{}\"></script>\n\
         <link rel=\"icon\" href=\"./icon.svg\" type=\"image/svg+xml\">\n\
         <link rel=\"apple-touch-icon\" href=\"./icons/icon-192.png\">\n\
         <link rel=\"manifest\" href=\"./manifest.webmanifest\">\n",
        hash::integrity(parts.css.as_bytes()),
        hash::integrity(boot.as_bytes()),
    );
    let index = page::assemble(&parts.index, &format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n"), &head, "")?;

    let mut offline: Vec<(String, Vec<u8>)> = vec![
        // The page is kept under its folder's address: some hosts redirect index.html, and a redirected answer may not serve a navigation.
        ("./".to_owned(), index.into_bytes()),
        (format!("./{boot_name}"), boot.into_bytes()),
        (format!("./{style_name}"), parts.css.clone().into_bytes()),
        (format!("./{later_name}"), parts.css_later.clone().into_bytes()),
    ];
    offline.extend(modules.iter().map(|(name, bytes)| (format!("./{name}"), bytes.to_vec())));
    for (file, bytes) in &parts.public {
        offline.push((format!("./{}", file.display()).replace('\\', "/"), bytes.clone()));
    }
    let worker = worker(&offline)?;
    for (address, bytes) in offline {
        let name = if address == "./" { "index.html" } else { address.trim_start_matches("./") };
        write_with_siblings(folder, name, &bytes, parts.effort)?;
    }
    write_with_siblings(folder, "sw.js", worker.as_bytes(), parts.effort)?;
    write_with_siblings(folder, "sw-off.js", fill(include_str!("../../page/sw-off.js"), &[("%NAME%", NAME)])?.as_bytes(), parts.effort)?;
    let hashed: Vec<&str> = modules.iter().map(|(name, _)| name.as_str()).chain([&*boot_name, &*style_name, &*later_name]).collect();
    for (name, content) in hosts::files(&policy, &hashed)? {
        shell::write(&folder.join(name), content)?;
    }
    Ok(())
}

/// The modules with their names: the whole one, or its two halves.
fn modules(parts: &Parts) -> Vec<(String, &[u8])> {
    match &parts.halves {
        None => vec![(format!("app-{}.wasm", hash::short(&parts.wasm)), &*parts.wasm)],
        Some(halves) => vec![
            (format!("app-{}.wasm", hash::short(&halves.first)), &*halves.first),
            (format!("rest-{}.wasm", hash::short(&halves.rest)), &*halves.rest),
        ],
    }
}

/// Returns the service worker for exactly these files.
fn worker(files: &[(String, Vec<u8>)]) -> Outcome<String> {
    let lines: Vec<String> = files.iter().map(|(address, bytes)| format!("  [\"{address}\", \"{}\"],\n", hash::integrity(bytes))).collect();
    let list = format!("[\n{}]", lines.concat());
    fill(include_str!("../../page/sw.js"), &[("%NAME%", NAME), ("%BUILD%", &hash::short(list.as_bytes())), ("%FILES%", &list)])
}

/// Returns the template with its marks filled in. Err: a mark is missing, which means that template and program have drifted apart.
pub fn fill(template: &str, marks: &[(&str, &str)]) -> Outcome<String> {
    let mut text = template.to_owned();
    for (mark, value) in marks {
        if !text.contains(mark) {
            return Err(format!("a template lacks its mark {mark}"));
        }
        text = text.replace(mark, value);
    }
    Ok(text)
}

fn write_with_siblings(folder: &Path, name: &str, bytes: &[u8], effort: Effort) -> Outcome {
    let file = folder.join(name);
    shell::write(&file, bytes)?;
    if effort == Effort::Full && TEXT.contains(&shell::ending(name)) {
        shell::write(&folder.join(format!("{name}.gz")), gzip(bytes))?;
        shell::write(&folder.join(format!("{name}.br")), brotli(bytes))?;
    }
    Ok(())
}

/// Compresses as a host would that takes its time.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("writing to memory does not fail")
}

/// Compresses as a host would that takes its time.
pub fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let settings = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    brotli::BrotliCompress(&mut &*bytes, &mut out, &settings).expect("reading from and writing to memory does not fail");
    out
}
