//! Text in and out of the page: a button that opens a file of the person's own device, which is read here and goes nowhere; a text as a
//! download; a text on the clipboard.

use crate::app::parts::lean::prelude::*;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, File, FileReader, HtmlDocument, HtmlInputElement, Url};

/// What is done with a file: its name, and its text unless it could not be read or is larger than allowed.
type Take = Rc<dyn Fn(String, Option<String>)>;

/// The button. A file of more than `bytes_max` bytes is not even read.
pub fn chooser(label: &'static str, bytes_max: usize, take: impl Fn(String, Option<String>) + 'static) -> View {
    let take: Take = Rc::new(take);
    let chosen = move |event: web_sys::Event| {
        let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else { return };
        let file = input.files().and_then(|files| files.get(0));
        // The same file can be chosen again after it was changed.
        input.set_value("");
        if let Some(file) = file {
            read(&file, bytes_max, &take);
        }
    };
    draw! {
        <label class="button file-button">
            <input type="file" class="visually-hidden" on:change=on(chosen) />
            {label}
        </label>
    }
}

fn read(file: &File, bytes_max: usize, take: &Take) {
    let name = file.name();
    let reader = if file.size() > bytes_max as f64 { None } else { FileReader::new().ok() };
    let Some(reader) = reader.filter(|reader| reader.read_as_text(file).is_ok()) else { return take(name, None) };
    let (take, done) = (take.clone(), reader.clone());
    let loaded = Closure::once_into_js(move || take(name, done.result().ok().and_then(|text| text.as_string())));
    reader.set_onloadend(Some(loaded.unchecked_ref()));
}

/// A link to `text` as a file, made in the page.
pub fn download_url(text: &str) -> Option<String> {
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let options = BlobPropertyBag::new();
    options.set_type("application/json");
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options).ok()?;
    Url::create_object_url_with_blob(&blob).ok()
}

/// Selects the text of `input` and copies it; whether that worked. The old way needs no permission and works in a page from a file.
pub fn copy(input: &HtmlInputElement) -> bool {
    input.select();
    document().dyn_into::<HtmlDocument>().is_ok_and(|document| document.exec_command("copy").unwrap_or(false))
}
