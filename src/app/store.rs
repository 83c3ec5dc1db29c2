//! Where the page keeps what survives a reload (`playground::saved`): the browser's local storage.
//!
//! Two slots are written in turn; the newest sound one is read. A slot that cannot be read is set aside under a name of its own and offered as
//! a download. No storage at all (blocked, full, private) is not an error: the page works, and says that it will forget. What an older `SCHEMA`
//! wrote stands under other names and stays untouched.

use playground::saved::{self, SCHEMA, Saved};
use playground::timeline::Run;
use std::cell::RefCell;
use web_sys::Storage;

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
    /// Offered by the recovery screen: the last run that was opened or kept.
    last_run: Option<Run>,
}

thread_local! {
    static SHELF: RefCell<Shelf> = RefCell::new(Shelf { saved: Saved::default(), counter: 0, last_run: None });
}

/// Loads what was kept. Call once, first.
pub fn load() -> Found {
    let Some(storage) = storage() else { return Found::NoStorage };
    let mut damaged: Option<String> = None;
    let mut newest: Option<(u64, Saved)> = None;
    for slot in ["a", "b"] {
        let Ok(Some(text)) = storage.get_item(&key(slot)) else { continue };
        match saved::open(&text) {
            Some((counter, saved)) if newest.as_ref().is_none_or(|(best, _)| counter > *best) => newest = Some((counter, saved)),
            Some(_) => {}
            None => {
                let _ = storage.set_item(&key(&["corrupt:", slot].concat()), &text);
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
        if let Some(storage) = storage() {
            let slot = if shelf.counter % 2 == 0 { "a" } else { "b" };
            let _ = storage.set_item(&key(slot), &saved::seal(shelf.counter, &shelf.saved));
        }
    });
}

pub fn run(slot: &str) -> Option<Run> {
    read(|saved| saved.runs.get(slot).cloned())
}

/// Remembers the run that is about to be shown, so that the recovery screen has it even if showing it is what breaks the page.
pub fn note_run(run: &Run) {
    SHELF.with_borrow_mut(|shelf| shelf.last_run = Some(run.clone()));
}

pub fn keep_run(slot: &str, run: &Run) {
    note_run(run);
    update(|saved| {
        saved.runs.insert(slot.to_owned(), run.clone());
    });
}

/// The last run that was opened or kept. The page may have broken while that was being changed.
pub fn last_run() -> Option<Run> {
    SHELF.try_with(|shelf| shelf.try_borrow().ok()?.last_run.clone()).ok()?
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
    ["queue-storage-playground:", &path, ":v", &SCHEMA.to_string(), ":", name].concat()
}
