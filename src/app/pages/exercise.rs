//! An exercise: predict, act, observe.

use super::super::panels::axis::Follow;
use super::super::panels::chart::{ChartProps, Flag};
use super::super::panels::lesson::{self, Keep, Lesson};
use super::super::panels::timeline::{Draft, flag};
use super::super::route::Route;
use super::super::session::Session;
use super::super::text::t;
use super::shell::HeaderNote;
use super::workspace::{Sheet, Work, workspace};
use crate::app::parts::lean::prelude::*;
use playground::lessons::{self, Exercise, Prose};
use playground::sim::Prediction;
use playground::time::{Span, Timestamp};

pub fn page(number: u8) -> View {
    let exercise = lessons::exercise(number).expect("routes lead only to exercises that are ready");
    let prose = lessons::prose(number).expect("a ready exercise has its prose");
    work(exercise, prose, &Route::Exercise(number).slot(), Keep::Progress)
}

/// The page of any exercise, its run saved under `slot`.
pub fn work(exercise: Exercise, prose: Prose, slot: &str, keep: Keep) -> View {
    let session = Session::open(slot, exercise.start.clone());
    expect_context::<HeaderNote>().0.set((t().shell.seed)(&format!("{:X}", exercise.start.seed)));
    let starts_at = exercise.start.starts_at;
    let ends_after = exercise.ends_at.since(starts_at);
    let frozen = exercise.frozen.clone();
    let lesson = Lesson::new(session, exercise, prose, keep);
    let draft = lesson::flag(&lesson);
    let (title, line) = (lesson.title.clone(), lesson.line);
    let sheet = RwSignal::new(Sheet::Half);
    workspace(Work {
        session,
        queue: lesson.queue(),
        chart: ChartProps { follow: Follow::Whole(ends_after), flags: flags(&lesson, draft, starts_at) },
        draft,
        lesson: lesson::panel(&lesson, draft, sheet),
        sheet,
        sheet_title: Signal::derive(move || title.clone()),
        sheet_line: line,
        said: lesson.said,
        frozen,
    })
}

/// The flag while it can be moved, and later both flags: the learner's and the recorded one.
fn flags(lesson: &Lesson, draft: Option<Draft>, starts_at: Timestamp) -> Signal<Vec<Flag>> {
    let comparison = lesson.comparison;
    Signal::derive(move || {
        let mut flags: Vec<Flag> = Vec::new();
        if let Some(draft) = draft.filter(|draft| draft.open.get()) {
            flags.push(flag("yours", t().time.your_flag, starts_at, starts_at + Span::from_secs(draft.secs.get())));
        }
        comparison.with(|comparison| {
            if let Some(comparison) = comparison {
                if let Prediction::Instant(at) = comparison.predicted {
                    flags.push(flag("yours", t().time.your_flag, starts_at, at));
                }
                if let Some(Prediction::Instant(at)) = comparison.actual {
                    flags.push(flag("actual", t().time.actual_flag, starts_at, at));
                }
            }
        });
        flags
    })
}
