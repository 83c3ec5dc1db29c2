//! How wide an element is, and whether the page is narrow, as signals.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::ResizeObserver;

/// Below this the page stacks: the phone layout (the same number as in style/layout.css).
const NARROW: &str = "(max-width: 759.98px)";

/// The element's inner width in CSS pixels; zero until it is on the page.
pub fn width(node: NodeRef<html::Div>) -> Signal<i32> {
    let width = RwSignal::new(0);
    let kept = StoredValue::new_local(None::<(ResizeObserver, Closure<dyn FnMut()>)>);
    Effect::new(move |_| {
        let Some(element) = node.get() else { return };
        let watched = element.clone();
        let changed = Closure::<dyn FnMut()>::new(move || {
            let now = watched.client_width();
            if width.try_get_untracked().is_some_and(|before| before != now) {
                width.set(now);
            }
        });
        width.set(element.client_width());
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
    width.into()
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
