//! A number: picked from a row if there are few, typed or stepped to if there are many.

use super::super::super::super::text::t;
use super::super::Lesson;
use crate::app::parts::lean::prelude::*;
use playground::sim::Prediction;

/// Up to so many numbers stand side by side.
const ROW_MAX: i64 = 11;

pub fn form(lesson: &Lesson, least: i64, most: i64) -> View {
    if most.saturating_sub(least) < ROW_MAX { row(lesson, least, most) } else { stepper(lesson, least, most) }
}

fn row(lesson: &Lesson, least: i64, most: i64) -> View {
    let draft = lesson.draft;
    let number = move |number: i64| {
        let picked = move || draft.with(|draft| *draft == Some(Prediction::Number(number)));
        draw! {
            <label>
                <input type="radio" name="prediction" prop:checked=picked on:change=on(move |_| draft.set(Some(Prediction::Number(number)))) />
                <span>{number.to_string()}</span>
            </label>
        }
    };
    draw! {
        <div class="number-row" role="radiogroup" aria-labelledby="prediction-question">{(least..=most).map(number).collect_view()}</div>
    }
}

fn stepper(lesson: &Lesson, least: i64, most: i64) -> View {
    let draft = lesson.draft;
    let typed = RwSignal::new(draft.with_untracked(|draft| match draft {
        Some(Prediction::Number(number)) => number.to_string(),
        _ => String::new(),
    }));
    let read = move || typed.with(|typed| typed.trim().parse::<i64>().ok().filter(|number| (least..=most).contains(number)));
    effect(move |_| draft.set(read().map(Prediction::Number)));
    let step = move |by: i64| {
        let from = typed.with_untracked(|typed| typed.trim().parse::<i64>().ok());
        // From nothing, the first step stands on the nearer end: it suggests as little as possible.
        let next = from.map_or(if by < 0 { most } else { least }, |from| from.saturating_add(by).clamp(least, most));
        typed.set(next.to_string());
    };
    let wrong = move || typed.with(|typed| !typed.trim().is_empty()) && draft.with(Option::is_none);
    draw! {
        <div class="stepper" role="group" aria-labelledby="prediction-question">
            <button class="button" aria-label=t().lesson.one_less on:click=on(move |_| step(-1))>"\u{2212}"</button>
            <input
                id="prediction-number" inputmode="numeric" autocomplete="off" aria-labelledby="prediction-question" aria-describedby="prediction-range"
                prop:value=typed on:input=on(move |event| typed.set(event_target_value(&event)))
            />
            <button class="button" aria-label=t().lesson.one_more on:click=on(move |_| step(1))>"+"</button>
        </div>
        <p id="prediction-range" class="form-note" data-wrong=move || wrong().then_some("true")>{(t().lesson.number_range)(least, most)}</p>
    }
}
