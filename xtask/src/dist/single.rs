//! Writes `dist-single/queue-storage-playground.html`: the whole page in one file that opens from disk by double click.
//!
//! Styles, script and module travel together, packed with LZMA (`unpack.js` reads it) and written as text (`seven.rs`), inside a data block, which the browser
//! does not execute. The policy names the hashes of all that the page puts in from there, and forbids every connection.

use std::fs;
use std::io::Write;
use std::path::Path;

use data_encoding::BASE64;
use lzma_rust2::{LzmaOptions, LzmaWriter};

use super::parts::{self, Parts};
use super::{Effort, NAME, css, hash, hosts, page, seven, site};
use crate::Outcome;
use crate::shell;

/// Stands for the packed text until the page is put together.
const PACKED: &str = "%PACKED%";

/// The style sheet of what stands in the page until it has started: the only one that is not packed.
const START_STYLE: &str = "style/parts/boot.css";

/// Writes the single file into `folder`, replacing what is there.
///
/// Err: the file cannot be written, or a part cannot stand in a page.
pub fn write(parts: &Parts, folder: &Path) -> Outcome {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(|error| format!("cannot empty {}: {error}", folder.display()))?;
    }
    let style = [&*parts.css, &*parts.css_later].concat();
    let script = parts::smaller(&format!("{}\n{}", parts.glue, include_str!("../../page/start-single.js")), "start-single.js")?;
    let all = [style.as_bytes(), script.as_bytes(), &parts.wasm].concat();
    let marks = [("%SIZE%", all.len()), ("%STYLE%", style.len()), ("%SCRIPT%", script.len())].map(|(mark, size)| (mark, size.to_string()));
    let boot = site::fill(include_str!("../../page/boot-single.js"), &marks.each_ref().map(|(mark, size)| (*mark, size.as_str())))?;
    let boot = parts::smaller(&format!("{}\n{boot}", include_str!("../../page/unpack.js")), "boot-single.js")?;
    let start_style = css::minify(&shell::read(&shell::repository().join(START_STYLE))?);
    // Inside a page a script ends at the first closing tag, wherever that stands.
    if boot.contains("</") || boot.contains("<!--") || start_style.contains("</") {
        return Err("what opens the single file contains something that would end it too early".to_owned());
    }
    let icon = parts.public.iter().find(|(file, _)| file == Path::new("icon.svg")).ok_or("public/icon.svg is missing")?;

    let quoted = |texts: [&str; 2]| texts.map(|text| format!("'{}'", hash::integrity(text.as_bytes()))).join(" ");
    let policy = hosts::policy(&quoted([&boot, &script]), &quoted([&start_style, &style]), "'none'", "'none'");
    let head = format!("<link rel=\"icon\" href=\"data:image/svg+xml;base64,{}\">\n<style>{start_style}</style>\n", BASE64.encode(&icon.1));
    let body =
        format!("<script type=\"application/octet-stream\" id=\"packed\">{PACKED}</script>\n<script type=\"module\">{boot}</script>\n");
    let policy = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n");
    let page = page::assemble(&parts.index, &policy, &head, &body)?;
    // The packed text has letters of every kind: it comes last, when nothing looks at the page any more.
    shell::write(&folder.join(format!("{NAME}.html")), page.replacen(PACKED, &seven::text(&packed(&all, parts.effort)), 1))
}

/// Returns `bytes` as LZMA, in the form that `unpack.js` knows: for what is handed out as small as that gets, which takes some seconds.
fn packed(bytes: &[u8], effort: Effort) -> Vec<u8> {
    let (preset, nice_len, depth_limit) = if effort == Effort::Full { (9, LzmaOptions::NICE_LEN_MAX, 1000) } else { (1, 32, 0) };
    let options = LzmaOptions { lc: 4, lp: 0, pb: 0, nice_len, depth_limit, ..LzmaOptions::with_preset(preset) };
    let packed = LzmaWriter::new_no_header(Vec::new(), &options, false).and_then(|mut writer| {
        writer.write_all(bytes)?;
        writer.finish()
    });
    packed.expect("writing to memory does not fail")
}
