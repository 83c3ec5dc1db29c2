//! The question at the end.

use super::super::super::progress::Progress;
use super::super::super::route::Route;
use super::super::super::store;
use super::super::super::text::t;
use super::{Keep, Lesson};
use crate::app::parts::lean::prelude::*;
use playground::lessons::Verdict;

/// One question; a wrong option brings the run that refutes it.
pub fn quiz(lesson: &Lesson) -> View {
    let number = lesson.number();
    let options: Vec<(String, bool)> = lesson.exercise.with_value(|exercise| {
        exercise.quiz.options.iter().map(|option| (option.id.to_string(), matches!(option.verdict, Verdict::Right))).collect()
    });
    let keep = lesson.keep;
    let answered = store::read(|saved| saved.solved.get(&number).filter(|_| keep == Keep::Progress).and_then(|solved| solved.quiz));
    let (chosen, checked) = (RwSignal::new(answered.map(usize::from)), RwSignal::new(answered.map(usize::from)));
    let html = |key: String| lesson.prose.with_value(|prose| prose.html(&key).unwrap_or_default().to_owned());
    let row = |(i, (id, right)): (usize, &(String, bool))| {
        let right = *right;
        let verdict = move || (checked.get() == Some(i)).then_some(if right { "right" } else { "wrong" });
        draw! {
            <label data-verdict=verdict>
                <input type="radio" name="quiz" prop:checked=move || chosen.get() == Some(i) on:change=on(move |_| chosen.set(Some(i))) />
                <span inner_html=html(format!("quiz.{id}"))></span>
            </label>
        }
    };
    let kept = expect_context::<Progress>();
    let check = move |_| {
        checked.set(chosen.get_untracked());
        let quiz = chosen.get_untracked().and_then(|i| u8::try_from(i).ok());
        if keep == Keep::Nothing {
            return;
        }
        kept.keep(|record| {
            if let Some(solved) = record.get_mut(&number) {
                solved.quiz = quiz;
            }
        });
    };
    let after = lesson.clone();
    let ids = options.clone();
    draw! {
        <section class="panel quiz">
            <fieldset>
                <legend><span class="visually-hidden">{t().lesson.question}" "</span><span inner_html=html("quiz.question".to_owned())></span></legend>
                {options.iter().enumerate().map(row).collect_view()}
            </fieldset>
            <p class="lesson-actions"><button class="button" data-kind="primary" disabled=move || chosen.get().is_none() on:click=on(check)>{t().lesson.check_answer}</button></p>
            <div aria-live="polite">{move || checked.get().and_then(|i| ids.get(i).cloned().map(|option| (i, option))).map(|(i, (id, right))| verdict(&after, i, &id, right))}</div>
        </section>
    }
}

fn verdict(lesson: &Lesson, index: usize, id: &str, right: bool) -> View {
    if right {
        let why = lesson.html(&format!("quiz.{id}.why"));
        return draw! {
            <p class="feedback" data-kind="right"><b>{t().lesson.right}</b>" "<span inner_html=why></span></p>
            <p class="lesson-actions">
                {next(lesson.number())}
                <a class="button" href=Route::Learn.href()>{t().lesson.all_exercises}</a>
            </p>
        };
    }
    let watch = lesson.html(&format!("quiz.{id}.watch"));
    let sentence = watch.clone();
    let lesson = lesson.clone();
    let show = move |_| {
        let run = lesson.exercise.with_value(|exercise| match exercise.quiz.options.get(index).map(|option| &option.verdict) {
            Some(Verdict::Wrong { run, .. }) => Some(run.clone()),
            _ => None,
        });
        if let Some(run) = run {
            lesson.refute(&run, sentence.clone());
        }
    };
    draw! {
        <p class="feedback" data-kind="wrong" inner_html=watch></p>
        <p><button class="button" data-size="small" id="watch-it" on:click=on(show)>{t().lesson.watch_it}</button></p>
    }
}

/// The exercise to go on with, if one is left.
fn next(number: u8) -> Option<View> {
    let next = expect_context::<Progress>().next(number)?;
    Some(
        draw! { <a class="button" data-kind="primary" href=Route::Exercise(next.number).href()>{(t().lesson.next_exercise)(&next.title())}</a> },
    )
}
