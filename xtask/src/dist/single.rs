//! Writes `dist-single/queue-storage-playground.html`: the whole page in one file that opens from disk by double click.
//!
//! The module travels as gzip, written as text (`seven.rs`), inside a data block, which the browser does not execute and inflates by itself: smaller than the
//! module on the site, and as fast. Script and style stand in the page; the policy names their hashes and forbids every connection.

use std::fs;
use std::path::Path;

use data_encoding::BASE64;

use super::parts::{self, Parts};
use super::{Effort, NAME, hash, hosts, page, seven, site};
use crate::Outcome;
use crate::shell;

/// How often the packer tries again to do better. More of it gains next to nothing.
const ROUNDS: std::num::NonZeroU64 = std::num::NonZeroU64::new(5).expect("it is not 0");

/// Stands for the module's text until the page is put together.
const MODULE: &str = "%MODULE%";

/// Writes the single file into `folder`, replacing what is there.
///
/// Err: the file cannot be written, or a part cannot stand in a page.
pub fn write(parts: &Parts, folder: &Path) -> Outcome {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(|error| format!("cannot empty {}: {error}", folder.display()))?;
    }
    let script = parts::smaller(&format!("{}\n{}", parts.glue, include_str!("../../page/boot-single.js")), "boot-single.js")?;
    // Inside a page a script ends at the first closing tag, wherever that stands; in a JavaScript string the escape means the same.
    let script = script.replace("</script", "<\\/script").replace("<!--", "<\\!--");
    let css = [&*parts.css, &*parts.css_later].concat();
    if css.contains("</style") {
        return Err("a style sheet contains </style and would end too early in the single file".to_owned());
    }
    let icon = parts.public.iter().find(|(file, _)| file == Path::new("icon.svg")).ok_or("public/icon.svg is missing")?;

    let quoted = |text: &str| format!("'{}'", hash::integrity(text.as_bytes()));
    let policy = hosts::policy(&quoted(&script), &quoted(&css), "'none'", "'none'");
    let head = format!("<link rel=\"icon\" href=\"data:image/svg+xml;base64,{}\">\n<style>{}</style>\n", BASE64.encode(&icon.1), css);
    let body =
        format!("<script type=\"application/octet-stream\" id=\"module\">{MODULE}</script>\n<script type=\"module\">{script}</script>\n");
    let policy = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n");
    let page = page::assemble(&parts.index, &policy, &head, &body)?;
    // The text of the module has letters of every kind: it comes last, when nothing looks at the page any more.
    shell::write(&folder.join(format!("{NAME}.html")), page.replacen(MODULE, &seven::text(&packed(&parts.wasm, parts.effort)?), 1))
}

/// Returns `bytes` as gzip: for what is handed out, as small as that format gets, which takes some ten seconds.
///
/// Err: the packer gives up.
fn packed(bytes: &[u8], effort: Effort) -> Outcome<Vec<u8>> {
    if effort == Effort::Quick {
        return Ok(site::gzip(bytes));
    }
    let mut out = Vec::new();
    let settings = zopfli::Options { iteration_count: ROUNDS, ..zopfli::Options::default() };
    zopfli::compress(settings, zopfli::Format::Gzip, bytes, &mut out).map_err(|error| format!("cannot compress the module: {error}"))?;
    Ok(out)
}
