//! The learner's world beside the recorded one, in the form in which it was asked for.

use super::super::super::parts::icon::{TICK, icon};
use super::super::super::text::t;
use super::Lesson;
use super::predict::sketch::{VIEW_BOX, line};
use super::predict::{options, words};
use crate::app::parts::lean::prelude::*;
use playground::lessons::{Comparison, Form, Gap, fill, plain};
use playground::sim::Prediction;

/// Both worlds, and the sentences about them.
pub fn comparison(lesson: &Lesson, comparison: &Comparison) -> View {
    let gap = comparison.gap.map(gap_words).unwrap_or_default();
    let (predicted, actual) = (words(lesson, &comparison.predicted), comparison.actual.as_ref().map(|actual| words(lesson, actual)));
    let actual = actual.unwrap_or_default();
    let reading = match (&comparison.reading, comparison.close) {
        (_, true) => "world.close".to_owned(),
        (Some(id), false) => format!("world.{id}"),
        (None, false) => "world.other".to_owned(),
    };
    let values = [("predicted", &*predicted), ("actual", &*actual), ("gap", &*gap)];
    let key = comparison.gap.map_or("world.waiting".to_owned(), |gap| format!("world.{}", gap.name()));
    let apart = fill(&lesson.html(&key), &values);
    let reading = lesson.html(&reading);
    draw! {
        {worlds(lesson, comparison, &gap)}
        <p inner_html=format!("{apart} {reading}")></p>
    }
}

fn worlds(lesson: &Lesson, comparison: &Comparison, gap: &str) -> View {
    match (&comparison.predicted, comparison.actual.as_ref()) {
        (Prediction::Choice(picked), Some(Prediction::Choice(right))) => choices(lesson, picked, right),
        (Prediction::Order(predicted), Some(Prediction::Order(actual))) => orders(lesson, predicted, actual),
        (Prediction::Sketch(predicted), actual) => {
            let actual = match actual {
                Some(Prediction::Sketch(actual)) => actual.as_slice(),
                _ => &[],
            };
            sketches(lesson, predicted, actual)
        }
        (predicted, actual) => {
            let actual = actual.map(|actual| words(lesson, actual)).unwrap_or_default();
            draw! {
                <dl class="debrief-facts">
                    <div><dt>{t().lesson.you_said}</dt><dd>{words(lesson, predicted)}</dd></div>
                    <div><dt>{t().lesson.it_was}</dt><dd>{actual}</dd></div>
                    <div><dt>{t().lesson.apart}</dt><dd>{gap.to_owned()}</dd></div>
                </dl>
            }
        }
    }
}

/// A row an option: what was picked, and what is so.
fn choices(lesson: &Lesson, picked: &[u8], right: &[u8]) -> View {
    let tick = |is: bool| {
        let word = if is { t().lesson.picked } else { t().lesson.not_picked };
        draw! { <td>{is.then(|| icon(TICK))}<span class="visually-hidden">{word}</span></td> }
    };
    let row = |(option, label): (u8, String)| {
        let (yours, so) = (picked.contains(&option), right.contains(&option));
        draw! {
            <tr data-same=if yours == so { "true" } else { "false" }>
                <th scope="row" inner_html=label></th>
                {tick(yours)}
                {tick(so)}
            </tr>
        }
    };
    draw! {
        <table class="worlds">
            <thead><tr><td></td><th scope="col">{t().lesson.you_said}</th><th scope="col">{t().lesson.it_was}</th></tr></thead>
            <tbody>{(0..).zip(options(lesson)).map(row).collect_view()}</tbody>
        </table>
    }
}

/// Place for place.
fn orders(lesson: &Lesson, predicted: &[u8], actual: &[u8]) -> View {
    let options = options(lesson);
    let label = |option: u8| options.get(usize::from(option)).map(|html| plain(html)).unwrap_or_default();
    let row = |(place, (yours, so)): (usize, (&u8, &u8))| {
        draw! {
            <tr data-same=if yours == so { "true" } else { "false" }>
                <th scope="row">{place + 1}</th>
                <td>{label(*yours)}</td>
                <td>{label(*so)}</td>
            </tr>
        }
    };
    draw! {
        <table class="worlds">
            <thead><tr><td></td><th scope="col">{t().lesson.you_said}</th><th scope="col">{t().lesson.it_was}</th></tr></thead>
            <tbody>{predicted.iter().zip(actual).enumerate().map(row).collect_view()}</tbody>
        </table>
    }
}

/// Both lines in one picture; the numbers below are what a screen reader reads.
fn sketches(lesson: &Lesson, predicted: &[i64], actual: &[i64]) -> View {
    let (most, at) = lesson.exercise.with_value(|exercise| match &exercise.ask.form {
        Form::Sketch { most, at, .. } => (*most, at.to_vec()),
        _ => (1, Vec::new()),
    });
    let most = predicted.iter().chain(actual).fold(most, |most, value| most.max(*value));
    let cells = |points: &[i64]| points.iter().map(|point| draw! { <td>{point.to_string()}</td> }).collect_view();
    draw! {
        <svg class="sketch-lines" data-fixed="true" viewBox=VIEW_BOX preserveAspectRatio="none" aria-hidden="true">
            <path data-kind="yours" d=line(predicted, most) />
            <path data-kind="actual" d=line(actual, most) />
        </svg>
        <table class="worlds" data-form="sketch">
            <thead><tr><td></td>{at.iter().map(|at| draw! { <th scope="col">{super::super::super::text::clock(*at, false)}</th> }).collect_view()}</tr></thead>
            <tbody>
                <tr data-kind="yours"><th scope="row">{t().lesson.you_said}</th>{cells(predicted)}</tr>
                <tr data-kind="actual"><th scope="row">{t().lesson.it_was}</th>{cells(actual)}</tr>
            </tbody>
        </table>
    }
}

/// How far apart, in words.
fn gap_words(gap: Gap) -> String {
    match gap {
        Gap::Exact => t().lesson.spot_on.to_owned(),
        Gap::Early(span) | Gap::Late(span) => (t().lesson.gap_seconds)(span.as_secs()),
        Gap::Less(by) | Gap::More(by) => by.to_string(),
        Gap::Places(places) => (t().lesson.gap_places)(places),
    }
}
