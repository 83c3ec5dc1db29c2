//! What stands over all rows of the timeline: flags, the gap between two of them, and folds of skipped time.

use super::super::super::text::t;
use super::super::axis::{Axis, Fold, GUTTER};
use super::{Flag, TOP, path};
use crate::app::parts::lean::prelude::*;
use playground::time::Timestamp;

/// About what a letter of a fold's words takes, and the least distance between the words of two folds, in pixels.
const LETTER: f64 = 6.4;
const APART: f64 = 8.0;

/// Skipped time: an accordion over all rows, with how long it was as far as there is room to say so.
pub(super) fn folds(axis: &Axis, height: f64) -> View {
    let middle = |fold: &Fold| f64::midpoint(axis.length(fold.from), axis.length(fold.until));
    let mut said_until = -APART;
    let mut following = axis.folds.iter().skip(1).map(middle);
    let mut all = Vec::new();
    for fold in axis.folds.iter() {
        let length = fold.until.since(fold.from).as_secs();
        let room_until = following.next().map_or(f64::INFINITY, |next| next - APART);
        let fits = |words: String| {
            let half = words.chars().count() as f64 * LETTER / 2.0;
            // Nothing can be read left of the beginning.
            let middle = middle(fold).max(half);
            (middle - half >= said_until + APART && middle + half <= room_until).then_some((words, middle, half))
        };
        let words = fits((t().time.skipped)(length)).or_else(|| fits((t().time.skipped_short)(length)));
        if let Some((_, middle, half)) = &words {
            said_until = middle + half;
        }
        all.push(one_fold(axis, height, fold, words.map(|(words, middle, _)| (words, middle))));
    }
    all.into_iter().collect_view()
}

fn one_fold(axis: &Axis, height: f64, fold: &Fold, words: Option<(String, f64)>) -> View {
    let (from, until) = (axis.length(fold.from), axis.length(fold.until));
    let pleats = ((until - from) / 7.0).clamp(2.0, 60.0).round();
    let step = (until - from) / pleats / 2.0;
    let mut line = vec![("M", from, TOP - 16.0)];
    for pleat in 0..pleats as u32 {
        line.extend([("L", from + step * f64::from(2 * pleat + 1), TOP - 11.0), ("L", from + step * f64::from(2 * pleat + 2), TOP - 16.0)]);
    }
    draw! {
        <rect class="fold" x=tenths(from) y=tenths(TOP - 16.0) width=tenths(until - from) height=tenths(height - TOP) />
        <path class="fold-line" d=path(&line) />
        {words.map(|(words, middle)| draw! { <text class="fold-word" x=tenths(middle) y=tenths(TOP - 20.0) text-anchor="middle">{words}</text> })}
    }
}

pub(super) fn flags(axis: Memo<Axis>, flags: Signal<Vec<Flag>>, height: Memo<f64>) -> View {
    draw! { {move || {
        let (axis, height) = (axis.get(), height.get());
        let shown = flags.get();
        let gap = (shown.len() == 2).then(|| gap(&axis, &shown)).flatten();
        let flag = |(i, flag): (usize, Flag)| {
            let (x, y) = (axis.x(flag.at), 19.0);
            let w = cloth_width(&flag);
            // The second flag, and one near the right edge, waves to the left.
            let left = x + w > GUTTER + axis.width + 10.0 || (i == 1 && shown_left(&axis, flag.at));
            let (cloth, text_x) = if left {
                (path(&[("M", x, y), ("l", -w, 0.0), ("l", 5.0, 8.0), ("l", -5.0, 8.0), ("l", w, 0.0)]), x - w / 2.0 + 2.0)
            } else {
                (path(&[("M", x, y), ("l", w, 0.0), ("l", -5.0, 8.0), ("l", 5.0, 8.0), ("l", -w, 0.0)]), x + w / 2.0 - 2.0)
            };
            draw! {
                <g class="flag" data-kind=flag.kind>
                    <line class="flag-pole" x1=tenths(x) x2=tenths(x) y1=tenths(y) y2=tenths(height - 14.0) />
                    <path class="flag-cloth" d=cloth />
                    <text class="flag-word" x=tenths(text_x) y=tenths(y + 8.5) text-anchor="middle" dominant-baseline="central">{flag.word}</text>
                </g>
            }
        };
        draw! { {gap}{shown.into_iter().enumerate().map(flag).collect_view()} }
    }} }
}

fn cloth_width(flag: &Flag) -> f64 {
    18.0 + flag.word.chars().count() as f64 * 7.3
}

fn shown_left(axis: &Axis, at: Timestamp) -> bool {
    axis.x(at) > GUTTER + axis.width * 0.75
}

/// Between prediction and reality: how far apart they are, where the flags leave room for it.
fn gap(axis: &Axis, flags: &[Flag]) -> Option<View> {
    let (first, second) = (flags.first()?, flags.get(1)?);
    let (first, second) = if first.at <= second.at { (first, second) } else { (second, first) };
    let (from, to) = (axis.x(first.at) + cloth_width(first) + 6.0, axis.x(second.at) - 6.0);
    let words = (t().time.gap)(&second.at.since(first.at).as_secs().to_string());
    (to - from > words.chars().count() as f64 * 7.0)
        .then(|| draw! { <text x=tenths(f64::midpoint(from, to)) y="31" text-anchor="middle">{words}</text> })
}
