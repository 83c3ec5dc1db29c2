//! Where the keyboard goes on when the control it was at is gone.

use crate::app::parts::lean::prelude::*;
use wasm_bindgen::JsCast;

/// Moves the focus to the first element that matches, if it can take it. Returns whether there is one.
pub fn focus(selector: &str) -> bool {
    let found = document().query_selector(selector).ok().flatten().and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok());
    found.is_some_and(|found| found.focus().is_ok())
}

/// The same once what changed is drawn. The first of these that is there takes the focus.
pub fn focus_soon(selectors: &'static [&'static str]) {
    request_animation_frame(move || {
        let _ = selectors.iter().any(|selector| focus(selector));
    });
}

/// The same for one element that is known only now.
pub fn focus_soon_at(selector: String) {
    request_animation_frame(move || {
        let _ = focus(&selector);
    });
}
