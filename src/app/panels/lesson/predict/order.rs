//! Things in the order in which they will happen.

use super::super::super::super::parts::focus::focus_soon_at;
use super::super::super::super::parts::icon::{DOWN, UP, icon};
use super::super::super::super::text::t;
use super::super::Lesson;
use super::options;
use crate::app::parts::lean::prelude::*;
use playground::lessons::plain;
use playground::sim::Prediction;

pub fn form(lesson: &Lesson, count: usize) -> View {
    let draft = lesson.draft;
    let labels = StoredValue::new(options(lesson));
    let all = move || (0..u8::try_from(count).unwrap_or(u8::MAX)).collect::<Vec<u8>>();
    let order = move || match draft.get() {
        Some(Prediction::Order(order)) => order,
        _ => all(),
    };
    if draft.with_untracked(Option::is_none) {
        draft.set(Some(Prediction::Order(all())));
    }
    let shift = move |option: u8, down: bool| {
        draft.update(|draft| {
            let Some(Prediction::Order(order)) = draft else { return };
            let Some(place) = order.iter().position(|other| *other == option) else { return };
            let other = if down { place + 1 } else { place.wrapping_sub(1) };
            if other < order.len() {
                order.swap(place, other);
            }
        });
        // A row that is moved in the page lets go of the focus.
        focus_soon_at(format!("#order-{option}-{}", if down { "down" } else { "up" }));
    };
    let button = move |option: u8, down: bool| {
        let name = labels.with_value(|labels| labels.get(usize::from(option)).map(|html| plain(html)).unwrap_or_default());
        let (path, label, id) = if down { (DOWN, t().lesson.move_down, "down") } else { (UP, t().lesson.move_up, "up") };
        draw! {
            <button class="button" data-shape="icon" id=format!("order-{option}-{id}") aria-label=label(&name) on:click=on(move |_| shift(option, down))>{icon(path)}</button>
        }
    };
    let label = move |option: u8| labels.with_value(|labels| labels.get(usize::from(option)).cloned().unwrap_or_default());
    draw! {
        <ol class="order" aria-labelledby="prediction-question">
            <For each=order key=|option| u32::from(*option) let(option)>
                <li><span inner_html=label(option)></span>{button(option, false)}{button(option, true)}</li>
            </For>
        </ol>
    }
}
