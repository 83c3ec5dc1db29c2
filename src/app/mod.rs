//! The page: a thin shell around the core. It turns gestures into inputs and timelines into pictures; it decides nothing about queues.
//!
//! Reading order: `session` (the one global state), `frame` (the one clock), `route`, `store` (what survives a reload), `text` (every word), then
//! `pages`, which put `panels` together out of `parts`.

mod announce;
mod exercises;
mod frame;
mod keys;
mod notices;
mod pages;
mod panels;
mod parts;
mod prefs;
mod progress;
mod recovery;
mod route;
mod session;
mod store;
mod text;

use leptos::mount::mount_to_body;

/// Shows the page.
pub fn start() {
    recovery::install();
    let query = web_sys::window().and_then(|window| window.location().search().ok()).unwrap_or_default();
    let found = store::load();
    if query.contains("clean") {
        store::forget_runs();
        forget_query();
    }
    mount_to_body(move || parts::lean::attach(pages::shell::shell(found)));
    // For the test of the recovery screen, and for anybody who wants to see it.
    assert!(!query.contains("break"), "asked to break by the address");
}

/// Takes what was asked by the address out of it again: loading the page once more must not ask it once more.
fn forget_query() {
    let Some(window) = web_sys::window() else { return };
    let location = window.location();
    let here = format!("{}{}", location.pathname().unwrap_or_default(), location.hash().unwrap_or_default());
    // A browser may refuse to rewrite the address of a file; then it stays as it is.
    let _ = window.history().and_then(|history| history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&here)));
}
