//! A place on the timeline: the flag can be dragged there, and moved here second by second.

use super::super::super::super::text::{clock, t};
use super::super::super::timeline::Draft;
use super::super::Lesson;
use crate::app::parts::lean::prelude::*;
use playground::lessons::Form;
use playground::sim::Prediction;
use playground::time::Span;

/// Where the flag stands before it is moved: far from every reading, so that it suggests nothing.
const FLAG_STARTS: u64 = 20;

/// The flag, if the exercise asks for a place on the timeline. Where it stands is the draft of the prediction.
pub fn flag(lesson: &Lesson) -> Option<Draft> {
    let (starts_at, most) = lesson.exercise.with_value(|exercise| match &exercise.ask.form {
        Form::Instant { to, .. } => Some((exercise.start.starts_at, to.as_secs())),
        _ => None,
    })?;
    let flag = Draft { secs: RwSignal::new(FLAG_STARTS.min(most / 2)), most, open: lesson.open };
    let draft = lesson.draft;
    effect(move |_| draft.set(Some(Prediction::Instant(starts_at + Span::from_secs(flag.secs.get())))));
    Some(flag)
}

pub fn stepper(flag: Draft) -> View {
    let shown = move || clock(Span::from_secs(flag.secs.get()), false);
    draw! {
        <div class="stepper" role="group" aria-labelledby="prediction-question">
            <button class="button" aria-label=t().lesson.earlier on:click=on(move |_| flag.secs.update(|secs| *secs = secs.saturating_sub(1)))>"\u{2212}"</button>
            <output>{shown}</output>
            <button class="button" aria-label=t().lesson.later on:click=on(move |_| flag.secs.update(|secs| *secs = (*secs + 1).min(flag.most)))>"+"</button>
        </div>
    }
}
