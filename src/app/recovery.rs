//! If the page itself breaks: say so, and save what the person did.
//!
//! After a panic nothing of the app can be trusted, so this screen is built with the bare DOM, its controls are plain links, and its words come
//! from the text table like all others.

use super::parts::file::download_url;
use super::store;
use super::text::t;
use playground::saved;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element};

/// Shows the recovery screen when anything panics.
pub fn install() {
    std::panic::set_hook(Box::new(|info| {
        let message = info.to_string();
        web_sys::console::error_1(&JsValue::from_str(&message));
        show(&message);
    }));
}

fn show(message: &str) -> Option<()> {
    let window = web_sys::window()?;
    let document = window.document()?;
    let body = document.body()?;
    body.set_text_content(None);
    let main = add(&document, &body, "main", None)?;
    main.set_class_name("recovery");
    let heading = add(&document, &main, "h1", Some(t().shell.broke_title))?;
    add(&document, &main, "p", Some(t().shell.broke_body))?;
    add(&document, &main, "pre", Some(message))?;
    let actions = add(&document, &main, "div", None)?;
    actions.set_class_name("recovery-actions");
    let path = window.location().pathname().unwrap_or_default();
    let hash = window.location().hash().unwrap_or_default();
    let save = link(&document, &actions, t().shell.broke_save, &download_url(&saved::report(message, store::last_run().as_ref()))?)?;
    save.set_attribute("download", "queue-storage-playground-run.json").ok()?;
    link(&document, &actions, t().shell.broke_reload, &format!("{path}?again{hash}"))?;
    link(&document, &actions, t().shell.broke_clean, &format!("{path}?clean{hash}"))?;
    heading.set_attribute("tabindex", "-1").ok()?;
    heading.dyn_ref::<web_sys::HtmlElement>()?.focus().ok()
}

fn add(document: &Document, parent: &Element, tag: &str, text: Option<&str>) -> Option<Element> {
    let element = document.create_element(tag).ok()?;
    element.set_text_content(text);
    parent.append_child(&element).ok()?;
    Some(element)
}

fn link(document: &Document, parent: &Element, text: &str, href: &str) -> Option<Element> {
    let element = add(document, parent, "a", Some(text))?;
    element.set_class_name("button");
    element.set_attribute("href", href).ok()?;
    Some(element)
}
