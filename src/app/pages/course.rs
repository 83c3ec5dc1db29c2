//! The course map: twenty exercises in five parts, and what is next. Nothing is locked.

use super::super::progress::Progress;
use super::super::route::Route;
use super::super::text::{self, t};
use crate::app::parts::lean::prelude::*;
use playground::lessons::{ExerciseInfo, Part, catalogue};

pub fn page() -> View {
    let progress = expect_context::<Progress>();
    let next = progress.next(0).map(|info| info.number);
    draw! {
        <div class="prose-page">
            <h1>{t().course.title}</h1>
            <p>{t().course.lead}</p>
            {onward(progress)}
            {Part::ALL.into_iter().map(|part| section(part, progress, next)).collect_view()}
            <p class="course-more"><a href=Route::Conformance.href()>{text::conformance::TITLE}</a>{" \u{b7} "}<a href=Route::Author.href()>{t().course.to_author}</a></p>
        </div>
    }
}

/// How far it has come, and the one thing to do next.
fn onward(progress: Progress) -> View {
    let (solved, all) = progress.count();
    let next = progress.next(0).map(|info| {
        let label = if solved == 0 { (t().course.begin)(&info.title()) } else { (t().course.go_on)(&info.title()) };
        draw! { <a class="button" data-kind="primary" href=Route::Exercise(info.number).href()>{label}</a> }
    });
    draw! {
        <div class="course-onward">
            {next}
            <span>{(t().course.solved_of)(solved, all)}</span>
            <a href=Route::Summary.href()>{t().course.to_summary}</a>
        </div>
    }
}

fn section(part: Part, progress: Progress, next: Option<u8>) -> View {
    draw! {
        <section class="course-part">
            <h2>{part.title()}</h2>
            <ul class="course-list">
                {catalogue().iter().copied().filter(|info| info.part == part).map(|info| draw! { <li>{card(info, progress, next)}</li> }).collect_view()}
            </ul>
        </section>
    }
}

fn card(info: ExerciseInfo, progress: Progress, next: Option<u8>) -> View {
    let solved = progress.is_solved(info.number);
    let is_next = next == Some(info.number);
    let state = match (info.ready, solved) {
        (_, true) => "done",
        (true, false) if is_next => "next",
        (true, false) => "ready",
        (false, false) => "planned",
    };
    let inside = draw! {
        <span class="course-number" aria-hidden="true">{info.number}</span>
        <span>
            <b>{info.title()}</b>
            <small>{(t().course.minutes)(info.minutes)}" \u{b7} "{if is_next { t().course.next } else { (t().course.state)(info.ready, solved) }}</small>
        </span>
    };
    if info.ready {
        draw! { <a class="course-card" data-state=state href=Route::Exercise(info.number).href()>{inside}</a> }
    } else {
        draw! { <div class="course-card" data-state=state>{inside}</div> }
    }
}
