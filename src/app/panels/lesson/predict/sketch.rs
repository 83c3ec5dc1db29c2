//! A drawn line: one slider for each instant that is asked about, and the line between their thumbs.

use super::super::super::super::text::{clock, t};
use super::super::Lesson;
use crate::app::parts::lean::prelude::*;
use playground::sim::Prediction;
use playground::time::Span;

/// Units of the picture. It is stretched to the room it gets.
const WIDTH: f64 = 300.0;
const HEIGHT: f64 = 120.0;
pub const VIEW_BOX: &str = "0 0 300 120";

pub fn form(lesson: &Lesson, at: &[Span], most: i64) -> View {
    let draft = lesson.draft;
    let count = at.len();
    let points = move || match draft.get() {
        Some(Prediction::Sketch(points)) => points,
        _ => vec![0; count],
    };
    let set = move |index: usize, value: i64| {
        let mut now = match draft.get_untracked() {
            Some(Prediction::Sketch(points)) => points,
            _ => vec![0; count],
        };
        now[index] = value;
        draft.set(Some(Prediction::Sketch(now)));
    };
    let column = |(index, at): (usize, &Span)| {
        let at = clock(*at, false);
        draw! {
            <label>
                <output aria-hidden="true">{move || points()[index].to_string()}</output>
                <input
                    type="range" min="0" max=most.to_string() step="1" aria-label=(t().lesson.sketch_point)(&at)
                    prop:value=move || points()[index].to_string()
                    on:input=on(move |event| { if let Ok(value) = event_target_value(&event).parse() { set(index, value); } })
                />
                <span aria-hidden="true">{at.clone()}</span>
            </label>
        }
    };
    draw! {
        <div class="sketch" role="group" aria-labelledby="prediction-question">
            <svg class="sketch-lines" viewBox=VIEW_BOX preserveAspectRatio="none" aria-hidden="true">
                <path data-kind="yours" d=move || line(&points(), most) />
            </svg>
            <div class="sketch-columns">{at.iter().enumerate().map(column).collect_view()}</div>
        </div>
    }
}

/// The line through the points, each in the middle of its column, 0 at the bottom.
pub fn line(points: &[i64], most: i64) -> String {
    let column = WIDTH / points.len().max(1) as f64;
    let mut path = String::new();
    for (index, value) in points.iter().enumerate() {
        let x = (index as f64 + 0.5) * column;
        let y = HEIGHT - (*value).clamp(0, most) as f64 / most.max(1) as f64 * HEIGHT;
        path.extend([if index == 0 { "M" } else { "L" }, &tenths(x), " ", &tenths(y)]);
    }
    path
}
