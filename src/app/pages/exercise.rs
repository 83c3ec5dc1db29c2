//! An exercise: predict, act, observe.

use super::super::panels::axis::Follow;
use super::super::panels::chart::{ChartProps, Flag};
use super::super::panels::lesson::{self, Lesson};
use super::super::panels::timeline::{Draft, flag};
use super::super::route::Route;
use super::super::session::Session;
use super::super::text::t;
use super::shell::HeaderNote;
use super::workspace::{Sheet, Work, workspace};
use crate::app::parts::lean::prelude::*;
use playground::lessons::{self, Form};
use playground::sim::Prediction;
use playground::time::Span;

/// Where the flag stands before it is moved: far from every reading, so that it suggests nothing.
const FLAG_STARTS: u64 = 20;

pub fn page(number: u8) -> View {
    let exercise = lessons::exercise(number).expect("routes lead only to exercises that are ready");
    let prose = lessons::prose(number).expect("a ready exercise has its prose");
    let session = Session::open(&Route::Exercise(number).slot(), exercise.start.clone());
    expect_context::<HeaderNote>().0.set((t().shell.seed)(&format!("{:X}", exercise.start.seed)));

    let starts_at = exercise.start.starts_at;
    let queue = exercise.start.queues.first().map(ToString::to_string).unwrap_or_default();
    let ends_after = exercise.ends_at.since(starts_at);
    let most = match &exercise.ask.form {
        Form::Instant { to, .. } => to.as_secs(),
        _ => 0,
    };
    let lesson = Lesson::new(session, exercise, prose);
    let draft = Draft { secs: RwSignal::new(FLAG_STARTS), most, open: lesson.open };
    let comparison = lesson.comparison;
    let flags = Signal::derive(move || {
        let mut flags: Vec<Flag> = Vec::new();
        if draft.open.get() {
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
    });
    let (title, line) = (lesson.title.clone(), lesson.line);
    let sheet = RwSignal::new(Sheet::Half);
    let said = lesson.said;
    workspace(Work {
        session,
        queue,
        chart: ChartProps { follow: Follow::Whole(ends_after), flags },
        draft: Some(draft),
        lesson: lesson::panel(&lesson, draft, sheet),
        sheet,
        sheet_title: Signal::derive(move || title.clone()),
        sheet_line: line,
        said,
    })
}
