//! Sizes, as they travel, against what the page may weigh.

use std::fmt;
use std::path::Path;

use super::{NAME, site};
use crate::Outcome;
use crate::shell::{ending, files_beneath};

/// What a first visit should transfer in all, in bytes after brotli.
const FIRST_LOAD_GOAL: usize = 130_000;

/// What the single file should weigh, in bytes.
const SINGLE_GOAL: usize = 400_000;

/// The page is above both goals today. What is left of a first load really runs before the first screen stands, on a fast machine or a slow one; the single
/// file carries everything, packed, as text.
const FIRST_LOAD_MAX: usize = 157_000;
const SINGLE_MAX: usize = 700_000;

/// The sizes of everything that was built.
#[derive(Debug)]
pub struct Report {
    rows: Vec<Row>,
    single: Row,
}

#[derive(Debug)]
struct Row {
    name: String,
    raw: usize,
    gzip: usize,
    brotli: usize,
    first_load: bool,
}

/// Measures what lies in the two folders.
///
/// Err: nothing was built.
pub fn report(site: &Path, single: &Path) -> Outcome<Report> {
    let mut rows = Vec::new();
    for file in files_beneath(site).map_err(|error| format!("{error}; `cargo xtask dist` builds it"))? {
        let name = file.display().to_string();
        let sent = !matches!(ending(&name), "br" | "gz");
        // Files for hosts are read by hosts and travel nowhere.
        if sent
            && !["_headers", "staticwebapp.config.json", "nginx.conf", ".nojekyll", "404.html", "sw-off.js", "THIRD-PARTY.txt"]
                .contains(&name.as_str())
        {
            rows.push(row(&site.join(&file), name)?);
        }
    }
    let file = format!("{NAME}.html");
    Ok(Report { rows, single: row(&single.join(&file), file)? })
}

fn row(file: &Path, name: String) -> Outcome<Row> {
    let bytes = std::fs::read(file).map_err(|error| format!("cannot read {}: {error}", file.display()))?;
    // What was compressed for hosts need not be compressed again to be measured.
    let compressed = |end: &str, compress: fn(&[u8]) -> Vec<u8>| {
        let sibling = std::fs::metadata(format!("{}.{end}", file.display()));
        sibling.map_or_else(|_| compress(&bytes).len(), |found| usize::try_from(found.len()).expect("a file of the page fits into memory"))
    };
    let (gzip, brotli) = (compressed("gz", site::gzip), compressed("br", site::brotli));
    // Bitmap icons travel when the page is installed; the rest of the module and of the styles, and the worker, when the page has started.
    let first_load = ending(&name) != "png" && !name.starts_with("rest-") && !name.starts_with("later-") && name != "sw.js";
    Ok(Row { name, raw: bytes.len(), gzip, brotli, first_load })
}

impl Report {
    fn first_load(&self) -> usize {
        self.rows.iter().filter(|row| row.first_load).map(|row| row.brotli).sum()
    }

    /// Err: names each budget that is exceeded, and by how much.
    pub fn within_budget(&self) -> Outcome {
        let budgets = [("first load after brotli", self.first_load(), FIRST_LOAD_MAX), ("single file", self.single.raw, SINGLE_MAX)];
        let over = budgets.iter().filter(|(_, size, max)| size > max);
        let over: Vec<String> =
            over.map(|(what, size, max)| format!("{what}: {size} bytes, {} over the budget of {max}", size - max)).collect();
        if over.is_empty() { Ok(()) } else { Err(over.join("\n")) }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<40} {:>9} {:>9} {:>9}", "bytes", "raw", "gzip", "brotli")?;
        for row in &self.rows {
            let mark = if row.first_load { "" } else { "  later" };
            writeln!(f, "{:<40} {:>9} {:>9} {:>9}{mark}", row.name, row.raw, row.gzip, row.brotli)?;
        }
        writeln!(f, "{:<40} {:>9} {:>9} {:>9}", self.single.name, self.single.raw, self.single.gzip, self.single.brotli)?;
        writeln!(f, "first load: {} bytes after brotli; goal {FIRST_LOAD_GOAL}, {FIRST_LOAD_MAX} allowed", self.first_load())?;
        write!(f, "single file: {} bytes; goal {SINGLE_GOAL}, {SINGLE_MAX} allowed", self.single.raw)
    }
}
