//! The frame that exercises and the sandbox share: lesson column, stage, figures, timeline, drawer.

use super::super::panels::actors::Frozen;
use super::super::panels::chart::ChartProps;
use super::super::panels::log::{Filter, LogFilter};
use super::super::panels::settings::Whose;
use super::super::panels::timeline::Draft;
use super::super::panels::{drawer, metrics, stage, timeline};
use super::super::parts::icon::{UP, icon};
use super::super::session::Session;
use super::super::text::t;
use super::super::{announce, frame, keys, notices};
use crate::app::parts::lean::prelude::*;
use playground::lessons::Control;

/// How far the lesson sheet is pulled up on a phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    Peek,
    Half,
    Full,
}

impl Sheet {
    fn name(self) -> &'static str {
        match self {
            Self::Peek => "peek",
            Self::Half => "half",
            Self::Full => "full",
        }
    }

    fn next(self) -> Self {
        match self {
            Self::Peek => Self::Half,
            Self::Half => Self::Full,
            Self::Full => Self::Peek,
        }
    }
}

/// What differs between the pages that have a stage.
pub struct Work {
    pub session: Session,
    /// The queue that is shown first.
    pub queue: String,
    pub chart: ChartProps,
    pub draft: Option<Draft>,
    pub lesson: View,
    pub sheet: RwSignal<Sheet>,
    /// The lesson in one line, for the closed sheet.
    pub sheet_title: Signal<String>,
    pub sheet_line: Signal<String>,
    pub said: RwSignal<String>,
    /// Controls of the cards that are left out.
    pub frozen: Vec<Control>,
}

pub fn workspace(work: Work) -> View {
    let Work { session, queue, chart, draft, lesson, sheet, sheet_title, sheet_line, said, frozen } = work;
    session.queue.set(queue);
    provide_context(LogFilter(RwSignal::new(Filter::default())));
    provide_context(Whose(RwSignal::new(None)));
    provide_context(Frozen(frozen));
    let visible = frame::visibility();
    frame::drive(session, visible);
    keys::listen(session);
    expect_context::<notices::Notices>().watch(session);
    effect(move |_| {
        if !visible.get() {
            session.save();
        }
    });
    on_cleanup(move || session.save());
    let handle_label = move || if sheet.get() == Sheet::Full { t().lesson.sheet_close } else { t().lesson.sheet_open };
    draw! {
        <div class="workspace">
            <aside class="lesson" data-sheet=move || sheet.get().name()>
                <button class="sheet-handle" aria-expanded=move || if sheet.get() == Sheet::Peek { "false" } else { "true" } on:click=on(move |_| sheet.update(|sheet| *sheet = sheet.next()))>
                    <span><b>{sheet_title}</b><small>{sheet_line}</small><span class="visually-hidden">{handle_label}</span></span>
                    {icon(UP)}
                </button>
                {lesson}
            </aside>
            <div class="main">
                {stage::stage(session)}
                {metrics::metrics(session)}
                {timeline::timeline(session, chart, draft)}
            </div>
            {drawer::footer(session)}
            {announce::announcer(session, said)}
        </div>
    }
}
