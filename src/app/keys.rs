//! The keys of the whole page. Keys that a focused control uses itself are left to it.

use super::prefs::Prefs;
use super::session::{Session, Skip};
use crate::app::parts::lean::prelude::*;
use playground::time::Span;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// Listens for as long as the calling view lives.
pub fn listen(session: Session) {
    let prefs = expect_context::<Prefs>();
    let handle = window_event_listener_untyped("keydown", move |event| {
        let event: KeyboardEvent = event.unchecked_into();
        if event.alt_key() || event.default_prevented() || document_is_modal() {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let acted = if event.ctrl_key() || event.meta_key() {
            edit(session, &event, target.as_ref())
        } else {
            act(session, prefs, &event, target.as_ref())
        };
        if acted {
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

/// The keys with which every program takes acts back.
fn edit(session: Session, event: &KeyboardEvent, target: Option<&Element>) -> bool {
    let key = event.key();
    if owns(target, &key) {
        return false;
    }
    match (key.as_str(), event.shift_key()) {
        ("z" | "Z", false) => session.undo(),
        ("z" | "Z", true) | ("y" | "Y", _) => session.redo(),
        _ => return false,
    }
    true
}

fn act(session: Session, prefs: Prefs, event: &KeyboardEvent, target: Option<&Element>) -> bool {
    let key = event.key();
    if owns(target, &key) {
        return false;
    }
    match (key.as_str(), event.shift_key()) {
        // Presentation remotes send page keys to go on and back, a period or a B to blank the screen, and F5 or Escape to begin and end.
        (" " | "." | "b" | "B", _) => session.toggle(),
        ("F5", _) => prefs.presenter.update(|presenter| *presenter = !*presenter),
        ("ArrowLeft", true) => session.nudge(Span::from_secs(1), true),
        ("ArrowRight", true) => session.nudge(Span::from_secs(1), false),
        ("ArrowLeft" | "PageUp", _) => session.step_back(),
        ("ArrowRight" | "PageDown", _) => session.step(),
        ("n" | "N", _) => session.skip(),
        ("m" | "M", _) => session.skip_to(Skip::Moment),
        ("u" | "U", false) => session.undo(),
        ("u" | "U", true) => session.redo(),
        ("+", _) => session.shift(session.gear_untracked() + 1),
        ("-", _) => session.shift(session.gear_untracked().saturating_sub(1)),
        ("f" | "F", _) => session.fork(),
        ("g" | "G", _) => session.ghost.update(|ghost| *ghost = !*ghost),
        ("Home", _) => session.seek(playground::time::Timestamp::EPOCH),
        ("End", _) => session.seek_end(),
        ("Escape", _) if session.drawer.get_untracked().is_some() => session.drawer.set(None),
        ("Escape", _) if prefs.presenter.get_untracked() => prefs.presenter.set(false),
        _ => return false,
    }
    true
}
