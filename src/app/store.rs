//! What survives a reload: progress, runs, preferences. In the browser's local storage, behind an envelope that notices damage.
//!
//! Two slots are written in turn, each with a counter and a checksum; the newest sound one is read. A slot that cannot be read is set aside
//! under a name of its own and offered as a download. No storage at all (blocked, full, private) is not an error: the page works, and says that
//! it will forget.

use playground::timeline::Run;
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::collections::BTreeMap;
use web_sys::Storage;

/// Changes when the shape of `Saved` does.
const SCHEMA: u32 = 1;

/// Everything that is kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Saved {
    pub theme: Option<Theme>,
    pub motion: Option<Motion>,
    /// By exercise number.
    pub solved: BTreeMap<u8, Solved>,
    /// By page.
    pub runs: BTreeMap<String, Run>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Theme {
    Light,
    Dark,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Motion {
    Full,
    Reduced,
}

/// A solved exercise: the run itself is the proof, it can be replayed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Solved {
    pub run: Run,
    /// The quiz answer, by index, if one was given.
    pub quiz: Option<u8>,
}

/// What loading found besides the state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    Sound,
    /// A slot was damaged, or both; what stood there is kept for download.
    Damaged(String),
    /// There is no storage to load from.
    NoStorage,
}

struct Shelf {
    saved: Saved,
    counter: u64,
    /// Offered by the recovery screen: the last run that was opened or kept, as text.
    last_run: String,
}

thread_local! {
    static SHELF: RefCell<Shelf> = RefCell::new(Shelf { saved: Saved::default(), counter: 0, last_run: String::new() });
}

/// Loads what was kept. Call once, first.
pub fn load() -> Found {
    let Some(storage) = storage() else { return Found::NoStorage };
    let mut damaged: Option<String> = None;
    let mut newest: Option<(u64, Saved)> = None;
    for slot in ["a", "b"] {
        let Ok(Some(text)) = storage.get_item(&key(slot)) else { continue };
        match open_envelope(&text) {
            Some((counter, saved)) if newest.as_ref().is_none_or(|(best, _)| counter > *best) => newest = Some((counter, saved)),
            Some(_) => {}
            None => {
                let _ = storage.set_item(&key(&format!("corrupt:{slot}")), &text);
                let _ = storage.remove_item(&key(slot));
                let all: &mut String = damaged.get_or_insert_default();
                all.push_str(&text);
                all.push('\n');
            }
        }
    }
    if let Some((counter, saved)) = newest {
        SHELF.with_borrow_mut(|shelf| {
            shelf.saved = saved;
            shelf.counter = counter;
        });
    }
    damaged.map_or(Found::Sound, Found::Damaged)
}

pub fn read<T>(view: impl FnOnce(&Saved) -> T) -> T {
    SHELF.with_borrow(|shelf| view(&shelf.saved))
}

/// Changes what is kept and writes it. A refusal of the storage is not fatal: the page goes on and forgets.
pub fn update(change: impl FnOnce(&mut Saved)) {
    SHELF.with_borrow_mut(|shelf| {
        change(&mut shelf.saved);
        shelf.counter += 1;
        if let Some(storage) = storage()
            && let Ok(body) = serde_json::to_string(&shelf.saved)
        {
            let slot = if shelf.counter % 2 == 0 { "a" } else { "b" };
            let _ = storage.set_item(&key(slot), &seal(shelf.counter, &body));
        }
    });
}

pub fn run(slot: &str) -> Option<Run> {
    read(|saved| saved.runs.get(slot).cloned())
}

/// Remembers the run that is about to be shown, so that the recovery screen has it even if showing it is what breaks the page.
pub fn note_run(run: &Run) {
    let text = serde_json::to_string(run).unwrap_or_default();
    SHELF.with_borrow_mut(|shelf| shelf.last_run = text);
}

pub fn keep_run(slot: &str, run: &Run) {
    note_run(run);
    update(|saved| {
        saved.runs.insert(slot.to_owned(), run.clone());
    });
}

/// The last run that was opened or kept, as text: seed and input log.
pub fn last_run() -> String {
    SHELF.try_with(|shelf| shelf.try_borrow().map(|shelf| shelf.last_run.clone()).unwrap_or_default()).unwrap_or_default()
}

/// Forgets the runs, keeps the rest: the way out if a saved run itself breaks the page.
pub fn forget_runs() {
    update(|saved| saved.runs.clear());
}

fn storage() -> Option<Storage> {
    // Reading the property itself throws where storage is blocked.
    web_sys::window()?.local_storage().ok().flatten()
}

/// Pages of one origin share a storage (and so do all local files), so every name carries the page's own path.
fn key(name: &str) -> String {
    let path = web_sys::window().and_then(|window| window.location().pathname().ok()).unwrap_or_default();
    format!("queue-storage-playground:{path}:v{SCHEMA}:{name}")
}

fn seal(counter: u64, body: &str) -> String {
    format!("{counter} {:016x} {body}", checksum(counter, body))
}

fn open_envelope(text: &str) -> Option<(u64, Saved)> {
    let mut parts = text.splitn(3, ' ');
    let counter: u64 = parts.next()?.parse().ok()?;
    let sum = u64::from_str_radix(parts.next()?, 16).ok()?;
    let body = parts.next()?;
    (sum == checksum(counter, body)).then(|| serde_json::from_str(body).ok().map(|saved| (counter, saved)))?
}

/// FNV-1a: enough to notice a torn or edited text.
fn checksum(counter: u64, body: &str) -> u64 {
    counter
        .to_le_bytes()
        .iter()
        .chain(body.as_bytes())
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
