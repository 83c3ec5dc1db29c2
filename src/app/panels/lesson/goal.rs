//! What to do, and what the log has shown of it so far.

use super::super::super::parts::icon::{CIRCLE, CROSS, TICK, TRIANGLE, icon};
use super::super::super::text::t;
use super::Lesson;
use crate::app::parts::lean::prelude::*;
use playground::lessons::{Item, State};

pub fn tasks(lesson: &Lesson) -> View {
    let tasks = lesson.list("tasks");
    draw! {
        <section class="panel">
            <div class="panel-head"><h2>{t().lesson.tasks}</h2></div>
            <ol class="steps">
                {tasks.into_iter().enumerate().map(|(i, task)| draw! { <li><span aria-hidden="true">{i + 1}</span><span inner_html=task></span></li> }).collect_view()}
            </ol>
        </section>
    }
}

/// The clauses of the goal as the log has them now, and the next missing or unwanted event as a sentence.
pub fn observed(lesson: &Lesson) -> View {
    let (progress, prose) = (lesson.progress, lesson.prose);
    let next = memo(move || progress.with(|progress| progress.next().map(|item| item.id.clone())));
    let row = move |item: &Item| {
        let (state, path, word) = match item.state {
            State::Met | State::Holding => ("done", TICK, t().lesson.state_done),
            State::Violated => ("broken", CROSS, t().lesson.state_broken),
            State::Open if next.with(|next| next.as_ref() == Some(&item.id)) => ("now", TRIANGLE, t().lesson.state_now),
            State::Open => ("todo", CIRCLE, t().lesson.state_todo),
        };
        let label = prose.with_value(|prose| prose.html(&format!("checks.{}", item.id)).unwrap_or_default().to_owned());
        draw! { <li data-state=state>{icon(path)}<span><span inner_html=label></span><span class="visually-hidden">{format!(": {word}")}</span></span></li> }
    };
    let feedback = memo(move || {
        progress.with(|progress| {
            let item = progress.next()?;
            let sentence = prose.with_value(|prose| prose.feedback(item).map(str::to_owned))?;
            Some((item.state == State::Violated, sentence))
        })
    });
    draw! {
        <section class="panel">
            <div class="panel-head"><h2>{t().lesson.observed}</h2><span>{t().lesson.observed_from}</span></div>
            <ul class="steps">{move || progress.with(|progress| progress.items.iter().map(row).collect_view())}</ul>
        </section>
        {move || feedback.get().map(|(wrong, sentence)| draw! { <p class="feedback" data-kind=if wrong { "wrong" } else { "next" } inner_html=sentence></p> })}
    }
}
