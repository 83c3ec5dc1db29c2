//! The course map: twenty exercises in five parts. Nothing is locked.

use super::super::route::Route;
use super::super::store;
use super::super::text::t;
use crate::app::parts::lean::prelude::*;
use playground::lessons::{ExerciseInfo, Part, catalogue};

pub fn page() -> View {
    draw! {
        <div class="prose-page">
            <h1>{t().course.title}</h1>
            <p>{t().course.lead}</p>
            {Part::ALL.into_iter().map(part).collect_view()}
            <p class="course-more"><a href=Route::Conformance.href()>{t().conformance.link}</a></p>
        </div>
    }
}

fn part(part: Part) -> View {
    draw! {
        <section class="course-part">
            <h2>{part.title()}</h2>
            <ul class="course-list">
                {catalogue().iter().copied().filter(|info| info.part == part).map(|info| draw! { <li>{card(info)}</li> }).collect_view()}
            </ul>
        </section>
    }
}

fn card(info: ExerciseInfo) -> View {
    let solved = store::read(|saved| saved.solved.contains_key(&info.number));
    let state = match (info.ready, solved) {
        (_, true) => "done",
        (true, false) => "ready",
        (false, false) => "planned",
    };
    let inside = draw! {
        <span class="course-number" aria-hidden="true">{info.number}</span>
        <span>
            <b>{info.title()}</b>
            <small>{(t().course.minutes)(info.minutes)}" \u{b7} "{(t().course.state)(info.ready, solved)}</small>
        </span>
    };
    if info.ready {
        draw! { <a class="course-card" data-state=state href=Route::Exercise(info.number).href()>{inside}</a> }
    } else {
        draw! { <div class="course-card" data-state=state>{inside}</div> }
    }
}
