//! How large an element is, how large the page's print is, and whether the page is narrow, as signals.

use crate::app::parts::lean::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::ResizeObserver;

/// Below this the page stacks: the phone layout (the same number as in style/layout.css).
const NARROW: &str = "(max-width: 759.98px)";

/// The element's inner width and height in CSS pixels; zeros until it is on the page.
pub fn size(node: NodeRef<web_sys::HtmlElement>) -> Signal<(i32, i32)> {
    let size = RwSignal::new((0, 0));
    let kept = StoredValue::new_local(None::<(ResizeObserver, Closure<dyn FnMut()>)>);
    effect(move |_| {
        let Some(element) = node.get() else { return };
        let watched = element.clone();
        let changed = Closure::<dyn FnMut()>::new(move || {
            let now = (watched.client_width(), watched.client_height());
            if size.try_get_untracked().is_some_and(|before| before != now) {
                size.set(now);
            }
        });
        size.set((element.client_width(), element.client_height()));
        if let Ok(observer) = ResizeObserver::new(changed.as_ref().unchecked_ref()) {
            observer.observe(&element);
            kept.set_value(Some((observer, changed)));
        }
    });
    on_cleanup(move || {
        kept.try_update_value(|kept| {
            if let Some((observer, _)) = kept.take() {
                observer.disconnect();
            }
        });
    });
    size.into()
}

/// How much larger than usual the page's print is: 1.5 when a presenter enlarged it. What is drawn in pixels grows with it.
pub fn print_scale() -> Signal<f64> {
    let measured = || {
        let root = document().document_element()?;
        let style = window().get_computed_style(&root).ok()??;
        let size = style.get_property_value("font-size").ok()?;
        // The browser's own reading of numbers: Rust's carries a table of 10 KB that nothing can compress. It stops at the unit.
        Some(js_sys::parse_float(&size) / 16.0).filter(|scale| scale.is_finite())
    };
    let scale = RwSignal::new(measured().unwrap_or(1.0));
    let handle = window_event_listener_untyped("resize", move |_| scale.set(measured().unwrap_or(1.0)));
    on_cleanup(move || handle.remove());
    scale.into()
}

/// Whether the page has the phone layout.
pub fn narrow() -> Signal<bool> {
    let is = move || super::super::prefs::media(NARROW);
    let narrow = RwSignal::new(is());
    let handle = window_event_listener_untyped("resize", move |_| {
        if narrow.get_untracked() != is() {
            narrow.set(is());
        }
    });
    on_cleanup(move || handle.remove());
    narrow.into()
}
