//! The keys of the whole page. Keys that a focused control uses itself are left to it.

use super::session::Session;
use crate::app::parts::lean::prelude::*;
use playground::time::Span;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// Listens for as long as the calling view lives.
pub fn listen(session: Session) {
    let handle = window_event_listener_untyped("keydown", move |event| {
        let event: KeyboardEvent = event.unchecked_into();
        if event.ctrl_key() || event.alt_key() || event.meta_key() || event.default_prevented() || document_is_modal() {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if act(session, &event, target.as_ref()) {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}

fn document_is_modal() -> bool {
    document().query_selector("dialog[open]").ok().flatten().is_some()
}

/// What the focused element does with keys by itself.
fn owns(target: Option<&Element>, key: &str) -> bool {
    let Some(target) = target else { return false };
    let tag = target.tag_name();
    let text =
        matches!(tag.as_str(), "TEXTAREA" | "SELECT") || (tag == "INPUT" && target.get_attribute("type").as_deref() != Some("range"));
    match key {
        " " => text || matches!(tag.as_str(), "BUTTON" | "A" | "SUMMARY" | "INPUT"),
        "ArrowLeft" | "ArrowRight" | "Home" | "End" => text || tag == "INPUT",
        _ => text,
    }
}

fn act(session: Session, event: &KeyboardEvent, target: Option<&Element>) -> bool {
    let key = event.key();
    if owns(target, &key) {
        return false;
    }
    match (key.as_str(), event.shift_key()) {
        // Presentation remotes send a period to blank the screen, and page keys to go on and back.
        (" " | ".", _) => session.toggle(),
        ("ArrowLeft", true) => session.nudge(Span::from_secs(1), true),
        ("ArrowRight", true) => session.nudge(Span::from_secs(1), false),
        ("ArrowLeft" | "PageUp", _) => session.step_back(),
        ("ArrowRight" | "PageDown", _) => session.step(),
        ("n" | "N", _) => session.skip(),
        ("f" | "F", _) => session.fork(),
        ("u" | "U", _) => session.undo(),
        ("g" | "G", _) => session.ghost.update(|ghost| *ghost = !*ghost),
        ("Home", _) => session.seek(playground::time::Timestamp::EPOCH),
        ("End", _) => session.seek_end(),
        ("Escape", _) => session.drawer.set(None),
        _ => return false,
    }
    true
}
