//! A button that opens a file of the person's own device. The file is read in the page and goes nowhere.

use crate::app::parts::lean::prelude::*;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{File, FileReader, HtmlInputElement};

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
