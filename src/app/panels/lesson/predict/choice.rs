//! One option, or several.

use super::super::Lesson;
use super::options;
use crate::app::parts::lean::prelude::*;
use playground::lessons::Pick;
use playground::sim::Prediction;

pub fn form(lesson: &Lesson, count: u8, pick: Pick) -> View {
    let several = pick == Pick::Several;
    let draft = lesson.draft;
    let labels = options(lesson);
    let is_picked = move |option: u8| draft.with(|draft| matches!(draft, Some(Prediction::Choice(picked)) if picked.contains(&option)));
    let set = move |option: u8, on: bool| {
        let mut picked = match draft.get_untracked() {
            Some(Prediction::Choice(picked)) if several => picked,
            _ => Vec::new(),
        };
        picked.retain(|other| *other != option);
        if on {
            picked.insert(picked.partition_point(|other| *other < option), option);
        }
        // That none of them is so is an answer, too, once somebody has gone through them.
        draft.set(Some(Prediction::Choice(picked)));
    };
    let row = |(option, label): (u8, String)| {
        draw! {
            <label>
                <input
                    type=if several { "checkbox" } else { "radio" } name="prediction" prop:checked=move || is_picked(option)
                    on:change=on(move |event| set(option, event_target_checked(&event)))
                />
                <span inner_html=label></span>
            </label>
        }
    };
    draw! {
        <div class="options" role=if several { "group" } else { "radiogroup" } aria-labelledby="prediction-question">
            {(0..count).zip(labels).map(row).collect_view()}
        </div>
    }
}
