//! The lesson beside the stage: question, tasks, what the log has shown so far, help, debrief, quiz.

mod compare;
mod debrief;
mod goal;
mod help;
mod predict;
mod quiz;

pub use predict::{flag, prediction_words};

use super::super::pages::workspace::Sheet;
use super::super::parts::focus::focus_soon;
use super::super::progress;
use super::super::session::Session;
use super::super::text::t;
use super::timeline::Draft;
use super::tools::tools;
use crate::app::parts::lean::prelude::*;
use playground::lessons::{Comparison, Exercise, Facts, Progress, Prose, Script, check, plain};
use playground::saved::Solved;
use playground::sim::{EventKind, Input, Prediction};
use playground::time::Timestamp;
use playground::timeline::{Run, Timeline};

/// The queue of the course's story.
const COURSE_QUEUE: &str = "newsqueue";

/// Replays that explain run faster than life.
const REPLAY_SPEED: u32 = 5000;

/// Whether solving it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// It is an exercise of the course: the run and the answer are kept.
    Progress,
    /// It is an author's trial.
    Nothing,
}

/// One exercise being worked on. Everything shown is derived from the session's history.
#[derive(Clone)]
pub struct Lesson {
    session: Session,
    exercise: StoredValue<Exercise>,
    prose: StoredValue<Prose>,
    keep: Keep,
    progress: Memo<Progress>,
    pub comparison: Memo<Option<Comparison>>,
    /// The prediction can still be made.
    pub open: Signal<bool>,
    /// What would be written down now; `None` while the answer is not complete.
    pub draft: RwSignal<Option<Prediction>>,
    pub title: String,
    /// What to do next, in one line.
    pub line: Signal<String>,
    pub said: RwSignal<String>,
    /// The learner's own run, put aside while a replay is on the stage.
    mine: RwSignal<Option<Timeline>>,
    /// What the replay on the stage shows, as HTML.
    caption: RwSignal<String>,
    /// Where the keyboard goes on after the replay.
    came_from: RwSignal<&'static [&'static str]>,
    hints: RwSignal<usize>,
}

impl Lesson {
    pub fn new(session: Session, exercise: Exercise, prose: Prose, keep: Keep) -> Self {
        let title = prose.text("title").unwrap_or_default();
        let exercise = StoredValue::new(exercise);
        let prose = StoredValue::new(prose);
        // Judged when the log has grown, not with every frame.
        let happened = session.read(|timeline| (timeline.events().len(), timeline.now().since(timeline.world().starts_at()).as_secs()));
        let facts = |timeline: &Timeline| (timeline.world().starts_at(), timeline.now());
        let progress = memo(move || {
            happened.get();
            session.peek(|timeline| {
                let (starts_at, now) = facts(timeline);
                exercise.with_value(|exercise| check(&exercise.goal, &Facts { starts_at, now, events: timeline.events() }))
            })
        });
        let comparison = memo(move || {
            happened.get();
            session.peek(|timeline| {
                let (starts_at, now) = facts(timeline);
                exercise.with_value(|exercise| exercise.ask.compare(&Facts { starts_at, now, events: timeline.events() }))
            })
        });
        let predicted = session.read(|timeline| timeline.events().iter().any(|event| matches!(event.kind, EventKind::Predicted { .. })));
        let mine = RwSignal::new(None);
        let open = Signal::derive(move || !predicted.get() && mine.with(Option::is_none));
        let line = Signal::derive(move || {
            progress.with(|progress| {
                progress
                    .next()
                    .and_then(|item| prose.with_value(|prose| prose.feedback(item).map(plain)))
                    .unwrap_or_else(|| t().lesson.solved.to_owned())
            })
        });
        Self {
            session,
            exercise,
            prose,
            keep,
            progress,
            comparison,
            open,
            draft: RwSignal::new(None),
            title,
            line,
            said: RwSignal::new(String::new()),
            mine,
            caption: RwSignal::new(String::new()),
            came_from: RwSignal::new(&[]),
            hints: RwSignal::new(0),
        }
    }

    fn html(&self, key: &str) -> String {
        self.prose.with_value(|prose| prose.html(key).unwrap_or_default().to_owned())
    }

    fn list(&self, section: &str) -> Vec<String> {
        self.prose.with_value(|prose| prose.list(section).into_iter().map(str::to_owned).collect())
    }

    /// The queue the forms are about: the one that is there from the beginning, or the one the course calls its own.
    pub fn queue(&self) -> String {
        self.exercise.with_value(|exercise| exercise.start.queues.first().map_or_else(|| COURSE_QUEUE.to_owned(), ToString::to_string))
    }

    fn number(&self) -> u8 {
        self.exercise.with_value(|exercise| exercise.number)
    }

    /// Shows a solution as a fork of the learner's own run, which is its ghost; what they predicted stays what they predicted.
    fn show_solution(&self) {
        let script = self.exercise.with_value(|exercise| exercise.solution.clone());
        let mine = self.put_aside();
        let predicted = |input: &Input| matches!(input, Input::Predict { .. });
        let own = mine.inputs().iter().find(|act| predicted(&act.input)).map(|act| act.input.clone());
        let mut inputs = script.inputs;
        if let (Some(own), Some(act)) = (own, inputs.iter_mut().find(|act| predicted(&act.input))) {
            act.input = own;
        }
        self.show(mine.instead(inputs), script.until, t().lesson.showing.to_owned(), &["#show-me"]);
    }

    /// Shows a run that refutes an answer, with a sentence that says what to look at.
    fn refute(&self, script: &Script, caption: String) {
        self.put_aside();
        let scenario = self.exercise.with_value(|exercise| exercise.start.clone());
        let at = scenario.starts_at;
        let timeline = Timeline::replay(Run { scenario, inputs: script.inputs.clone(), at });
        self.show(timeline, script.until, caption, &["#watch-it", "#show-me"]);
    }

    /// The learner's own run, which waits while something else is on the stage.
    fn put_aside(&self) -> Timeline {
        if let Some(mine) = self.mine.get_untracked() {
            return mine;
        }
        let mine = self.session.peek(Timeline::clone);
        self.mine.set(Some(mine.clone()));
        mine
    }

    /// Puts a replay on the stage. Afterwards the keyboard goes on at the first of `came_from` that is there.
    fn show(&self, timeline: Timeline, until: Timestamp, caption: String, came_from: &'static [&'static str]) {
        self.caption.set(caption);
        self.came_from.set(came_from);
        self.session.lend(timeline);
        self.session.stops_at.set(Some(until));
        self.session.speed.set(REPLAY_SPEED);
        self.session.playing.set(true);
        // The button that was pressed may be gone with the debrief it stood in.
        focus_soon(&["#back-to-mine"]);
    }

    fn back_to_mine(&self) {
        if let Some(mine) = self.mine.try_update(Option::take).flatten() {
            self.session.speed.set(1000);
            self.session.replace(mine);
            focus_soon(self.came_from.get_untracked());
        }
    }
}

pub fn panel(lesson: &Lesson, flag: Option<Draft>, sheet: RwSignal<Sheet>) -> View {
    let session = lesson.session;
    let head = (t().lesson.exercise_eyebrow)(lesson.number(), lesson.exercise.with_value(|exercise| exercise.minutes));
    watch_solved(lesson, sheet);
    let passed = lesson.clone();
    let passed = memo(move || passed.progress.with(Progress::passed));
    draw! {
        <div class="lesson-head">
            <p class="eyebrow">{head}</p>
            <h1>{lesson.title.clone()}</h1>
        </div>
        <div class="lesson-story" inner_html=lesson.html("story")></div>
        {replay_note(lesson)}
        {predict::section(lesson, flag, sheet)}
        {
            let lesson = lesson.clone();
            move || passed.get().then(|| draw! { {debrief::debrief(&lesson)}{quiz::quiz(&lesson)} })
        }
        {goal::tasks(lesson)}
        {forms(lesson)}
        {goal::observed(lesson)}
        {help::help(lesson)}
        <div class="lesson-actions lesson-foot">
            {
                let solution = lesson.clone();
                draw! {
                    <button class="button" id="show-me" on:click=on(move |_| {
                        solution.show_solution();
                        sheet.set(Sheet::Peek);
                    })>{t().lesson.show_me}</button>
                }
            }
            <button class="button" data-kind="primary" disabled=lesson.open on:click=on(move |_| { session.skip(); sheet.set(Sheet::Peek); })>{t().time.skip}</button>
        </div>
    }
}

/// The forms that the tasks need, once the prediction is written down: one thing at a time.
fn forms(lesson: &Lesson) -> View {
    let (session, open, replaying) = (lesson.session, lesson.open, lesson.mine);
    let wanted = lesson.exercise.with_value(|exercise| exercise.tools.clone());
    let queue = lesson.queue();
    let shown = memo(move || !open.get() && replaying.with(Option::is_none));
    draw! { {move || shown.get().then(|| tools(session, &wanted, &queue))} }
}

/// While a replay is on the stage: what it is, and the way back.
fn replay_note(lesson: &Lesson) -> View {
    let (replaying, caption) = (lesson.mine, lesson.caption);
    let replaying = memo(move || replaying.with(Option::is_some));
    let back = lesson.clone();
    draw! { {move || replaying.get().then(|| {
        let back = back.clone();
        draw! {
            <div class="panel" data-open="true">
                <p inner_html=move || caption.get()></p>
                <p><button class="button" data-size="small" id="back-to-mine" on:click=on(move |_| back.back_to_mine())>{t().lesson.back_to_mine}</button></p>
            </div>
        }
    })} }
}

/// The moment the goal is reached: the clock stops, the run is kept as proof.
fn watch_solved(lesson: &Lesson, sheet: RwSignal<Sheet>) {
    let (session, progress, mine, number, said) = (lesson.session, lesson.progress, lesson.mine, lesson.number(), lesson.said);
    let (kept, keep) = (expect_context::<progress::Progress>(), lesson.keep);
    effect(move |before: Option<bool>| {
        let passed = progress.with(Progress::passed) && mine.with(Option::is_none);
        if before == Some(false) && passed {
            session.pause();
            said.set(t().lesson.solved.to_owned());
            sheet.set(Sheet::Half);
            // Once it is drawn: what was asked to be seen should be in sight.
            request_animation_frame(|| {
                if let Some(debrief) = document().get_element_by_id("debrief") {
                    debrief.scroll_into_view();
                }
            });
            if keep == Keep::Nothing {
                return true;
            }
            let run = session.peek(Timeline::run);
            kept.keep(|record| {
                let quiz = record.get(&number).and_then(|solved| solved.quiz);
                record.insert(number, Solved { run, quiz });
            });
        }
        passed
    });
}
