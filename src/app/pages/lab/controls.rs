//! Small controls that several workbenches use.

use crate::app::parts::lean::prelude::*;

/// A labelled choice among a few, each with its words.
pub fn choice<T: Copy + PartialEq + Send + Sync + 'static>(
    label: &'static str,
    offered: Vec<(&'static str, T)>,
    value: impl Fn() -> T + Copy + 'static,
    set: impl Fn(T) + 'static,
) -> View {
    let options = offered.clone();
    draw! {
        <label class="field">
            {label}
            <select on:change=on(move |event| {
                let index: usize = event_target_value(&event).parse().unwrap_or(0);
                if let Some((_, chosen)) = offered.get(index) {
                    set(*chosen);
                }
            })>
                {options.into_iter().enumerate().map(|(i, (name, one))| draw! {
                    <option value=i prop:selected=move || value() == one>{name}</option>
                }).collect_view()}
            </select>
        </label>
    }
}

/// Letters to be ticked, each with what it means.
pub fn letters(
    label: &'static str,
    alphabet: &'static str,
    word: impl Fn(char) -> &'static str,
    has: impl Fn(char) -> bool + Copy + 'static,
    toggle: impl Fn(char) + Copy + 'static,
) -> View {
    draw! {
        <fieldset class="letters">
            <legend>{label}</legend>
            {alphabet.chars().map(|letter| draw! {
                <label>
                    <input type="checkbox" prop:checked=move || has(letter) on:change=on(move |_| toggle(letter)) />
                    <code>{letter.to_string()}</code>" "<span>{word(letter)}</span>
                </label>
            }).collect_view()}
        </fieldset>
    }
}

/// Adds a letter that is not there, takes away one that is.
pub fn toggle(text: &mut String, letter: char) {
    if text.contains(letter) {
        text.retain(|other| other != letter);
    } else {
        text.push(letter);
    }
}

/// The width below which what usually stands beside a list stands below it (`style/parts/lab.css`).
const NARROW: f64 = 1060.0;

/// Where something new stands below what was pressed, brings it into sight.
pub fn bring_into_sight(selector: &'static str) {
    request_animation_frame(move || {
        let width = window().inner_width().ok().and_then(|width| width.as_f64()).unwrap_or(NARROW);
        if let Some(found) = document().query_selector(selector).ok().flatten().filter(|_| width < NARROW) {
            found.scroll_into_view();
        }
    });
}
