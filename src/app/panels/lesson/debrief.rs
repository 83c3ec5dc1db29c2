//! After the goal: prediction beside reality, the rule, and what it costs.

use super::super::super::parts::icon::{TICK, icon};
use super::super::super::text::t;
use super::{Lesson, compare};
use crate::app::parts::lean::prelude::*;

pub fn debrief(lesson: &Lesson) -> View {
    let html = |key: &str| lesson.html(key);
    let worlds = lesson.clone();
    let worlds =
        move || worlds.comparison.with(|comparison| comparison.as_ref().map(|comparison| compare::comparison(&worlds, comparison)));
    draw! {
        <section class="debrief" id="debrief">
            <h2>{icon(TICK)}{t().lesson.solved}</h2>
            <p inner_html=html("observe")></p>
            {worlds}
            <p><b inner_html=html("debrief.rule")></b></p>
            <div class="lesson-story" inner_html=html("debrief.happened")></div>
            <p inner_html=html("debrief.price")></p>
            <p inner_html=html("debrief.docs")></p>
        </section>
    }
}
