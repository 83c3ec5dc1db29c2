//! The lesson beside the stage: question, tasks, what the log has shown so far, help, debrief, quiz.

use super::super::pages::workspace::Sheet;
use super::super::parts::icon::{CIRCLE, CROSS, TICK, TRIANGLE, icon};
use super::super::route::Route;
use super::super::session::Session;
use super::super::store;
use super::super::text::{clock, t};
use super::timeline::Draft;
use crate::app::parts::lean::prelude::*;
use playground::lessons::{Comparison, Exercise, Facts, Gap, Item, Progress, Prose, Script, State, Verdict, check, fill, plain};
use playground::saved::Solved;
use playground::sim::{EventKind, Input, Prediction};
use playground::time::Span;
use playground::timeline::{Run, Timeline};
use wasm_bindgen::JsCast;

/// Replays that explain run faster than life.
const REPLAY_SPEED: u32 = 5000;

/// One exercise being worked on. Everything shown is derived from the session's history.
#[derive(Clone)]
pub struct Lesson {
    session: Session,
    exercise: StoredValue<Exercise>,
    prose: StoredValue<Prose>,
    progress: Memo<Progress>,
    pub comparison: Memo<Option<Comparison>>,
    /// The prediction can still be made.
    pub open: Signal<bool>,
    pub title: String,
    /// What to do next, in one line.
    pub line: Signal<String>,
    pub said: RwSignal<String>,
    /// The learner's own run, put aside while a replay is on the stage.
    mine: RwSignal<Option<Run>>,
    /// What the replay on the stage shows, as HTML.
    caption: RwSignal<String>,
    hints: RwSignal<usize>,
}

impl Lesson {
    pub fn new(session: Session, exercise: Exercise, prose: Prose) -> Self {
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
            progress,
            comparison,
            open,
            title,
            line,
            said: RwSignal::new(String::new()),
            mine,
            caption: RwSignal::new(String::new()),
            hints: RwSignal::new(0),
        }
    }

    fn html(&self, key: &str) -> String {
        self.prose.with_value(|prose| prose.html(key).unwrap_or_default().to_owned())
    }

    fn list(&self, section: &str) -> Vec<String> {
        self.prose.with_value(|prose| prose.list(section).into_iter().map(str::to_owned).collect())
    }

    fn number(&self) -> u8 {
        self.exercise.with_value(|exercise| exercise.number)
    }

    /// Puts a script on the stage as a run of its own, with a sentence that says what it is; the learner's run waits.
    fn replay(&self, script: &Script, caption: String) {
        self.caption.set(caption);
        if self.mine.with_untracked(Option::is_none) {
            self.mine.set(Some(self.session.peek(Timeline::run)));
        }
        let scenario = self.exercise.with_value(|exercise| exercise.start.clone());
        let at = scenario.starts_at;
        self.session.lend(Timeline::replay(Run { scenario, inputs: script.inputs.clone(), at }));
        self.session.stops_at.set(Some(script.until));
        self.session.speed.set(REPLAY_SPEED);
        self.session.playing.set(true);
    }

    fn back_to_mine(&self) {
        if let Some(run) = self.mine.try_update(Option::take).flatten() {
            self.session.speed.set(1000);
            self.session.replace(Timeline::replay(run));
        }
    }
}

pub fn panel(lesson: &Lesson, draft: Draft, sheet: RwSignal<Sheet>) -> View {
    let session = lesson.session;
    let head = (t().lesson.exercise_eyebrow)(lesson.number(), lesson.exercise.with_value(|exercise| exercise.minutes));
    watch_solved(lesson, sheet);
    let passed = lesson.clone();
    let passed = memo(move || passed.progress.with(Progress::passed));
    let (replaying, caption) = (lesson.mine, lesson.caption);
    let back = lesson.clone();
    draw! {
        <div class="lesson-head">
            <p class="eyebrow">{head}</p>
            <h1>{lesson.title.clone()}</h1>
        </div>
        <div class="lesson-story" inner_html=lesson.html("story")></div>
        {move || replaying.with(Option::is_some).then(|| {
            let back = back.clone();
            draw! {
                <div class="panel" data-open="true">
                    <p inner_html=move || caption.get()></p>
                    <p><button class="button" data-size="small" on:click=on(move |_| back.back_to_mine())>{t().lesson.back_to_mine}</button></p>
                </div>
            }
        })}
        {prediction(lesson, draft, sheet)}
        {
            let lesson = lesson.clone();
            move || passed.get().then(|| draw! { {debrief(&lesson)}{quiz(&lesson)} })
        }
        {tasks(lesson)}
        {observed(lesson)}
        {help(lesson)}
        <div class="lesson-actions lesson-foot">
            {
                let solution = lesson.clone();
                draw! {
                    <button class="button" on:click=on(move |_| {
                        let script = solution.exercise.with_value(|exercise| exercise.solution.clone());
                        solution.replay(&script, t().lesson.showing.to_owned());
                        sheet.set(Sheet::Peek);
                    })>{t().lesson.show_me}</button>
                }
            }
            <button class="button" data-kind="primary" disabled=lesson.open on:click=on(move |_| { session.skip(); sheet.set(Sheet::Peek); })>{t().time.skip}</button>
        </div>
    }
}

/// The moment the goal is reached: the clock stops, the run is kept as proof.
fn watch_solved(lesson: &Lesson, sheet: RwSignal<Sheet>) {
    let (session, progress, mine, number, said) = (lesson.session, lesson.progress, lesson.mine, lesson.number(), lesson.said);
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
            let run = session.peek(Timeline::run);
            store::update(|saved| {
                let quiz = saved.solved.get(&number).and_then(|solved| solved.quiz);
                saved.solved.insert(number, Solved { run, quiz });
            });
        }
        passed
    });
}

fn prediction(lesson: &Lesson, draft: Draft, sheet: RwSignal<Sheet>) -> View {
    let session = lesson.session;
    let starts_at = lesson.exercise.with_value(|exercise| exercise.start.starts_at);
    let open = lesson.open;
    let (question, help) = (lesson.html("predict.question"), lesson.html("predict.help"));
    let shown = move || clock(Span::from_secs(draft.secs.get()), false);
    let commit = move |_| {
        let at = starts_at + Span::from_secs(draft.secs.get_untracked());
        session.dispatch(Input::Predict { prediction: Prediction::Instant(at) });
        session.playing.set(true);
        sheet.set(Sheet::Peek);
        // The button that was pressed is gone with the flag: a keyboard goes on at the clock, not at the top of the page.
        let clock = document().query_selector(".transport-play").ok().flatten();
        if let Some(clock) = clock.and_then(|clock| clock.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = clock.focus();
        }
    };
    let comparison = lesson.comparison;
    let said = move || {
        comparison.with(|comparison| match comparison.as_ref().map(|comparison| &comparison.predicted) {
            Some(Prediction::Instant(at)) => clock(at.since(starts_at), false),
            _ => String::new(),
        })
    };
    let question_again = question.clone();
    draw! {
        <section class="panel" data-open=move || if open.get() { "true" } else { "false" }>
            <div class="panel-head">
                <h2>{t().lesson.your_prediction}</h2>
                <span>{move || if open.get() { t().lesson.not_committed } else { t().lesson.committed }}</span>
            </div>
            {move || if open.get() {
                draw! {
                    <p id="prediction-question" inner_html=question.clone()></p>
                    <div class="stepper" role="group" aria-labelledby="prediction-question">
                        <button class="button" aria-label=t().lesson.earlier on:click=on(move |_| draft.secs.update(|secs| *secs = secs.saturating_sub(1)))>"\u{2212}"</button>
                        <output>{shown}</output>
                        <button class="button" aria-label=t().lesson.later on:click=on(move |_| draft.secs.update(|secs| *secs = (*secs + 1).min(draft.most)))>"+"</button>
                    </div>
                    <button class="button" data-kind="primary" id="test-it" on:click=on(commit)>{t().lesson.test_it}</button>
                    <p inner_html=help.clone()></p>
                }
            } else {
                draw! { <p><span class="visually-hidden" inner_html=question_again.clone()></span><strong>{said}</strong></p> }
            }}
        </section>
    }
}

fn tasks(lesson: &Lesson) -> View {
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
fn observed(lesson: &Lesson) -> View {
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

/// The ladder of hints: one attempt between two of them, no counter.
fn help(lesson: &Lesson) -> View {
    let session = lesson.session;
    let all = lesson.list("hints");
    let (shown, count) = (lesson.hints, all.len());
    let acts_then = RwSignal::new(None::<u32>);
    let may = move || acts_then.get().is_none_or(|then| session.acts.get() > then);
    let reflect = lesson.html("reflect");
    draw! {
        <section>
            <button class="button" data-size="small" disabled=move || { shown.get() >= count || !may() } on:click=on(move |_| {
                shown.update(|shown| *shown += 1);
                acts_then.set(Some(session.acts.get_untracked()));
            })>{t().lesson.hint}</button>
            <div class="hint" aria-live="polite">
                <For each=move || all.iter().take(shown.get()).cloned().enumerate().collect() key=|(i, _): &(usize, String)| *i let((_, hint))>
                    <p class="feedback" inner_html=hint></p>
                </For>
                {move || (shown.get() > 0 && shown.get() < count && !may()).then(|| draw! { <p class="eyebrow-free">{t().lesson.hint_wait}</p> })}
                {move || (shown.get() >= count).then(|| draw! { <p inner_html=reflect.clone()></p> })}
            </div>
        </section>
    }
}

/// Prediction beside reality, the rule, and what it costs.
fn debrief(lesson: &Lesson) -> View {
    let starts_at = lesson.exercise.with_value(|exercise| exercise.start.starts_at);
    let prose = lesson.prose;
    let comparison = lesson.comparison;
    let time = move |prediction: Option<&Prediction>| match prediction {
        Some(Prediction::Instant(at)) => clock(at.since(starts_at), false),
        _ => String::new(),
    };
    let html = |key: &str| prose.with_value(|prose| prose.html(key).unwrap_or_default().to_owned());
    let facts = move || {
        comparison.with(|comparison| {
            let comparison = comparison.as_ref()?;
            let (predicted, actual) = (time(Some(&comparison.predicted)), time(comparison.actual.as_ref()));
            let gap = match comparison.gap {
                Some(Gap::Early(span) | Gap::Late(span)) => format!("{} s", span.as_secs()),
                _ => t().lesson.spot_on.to_owned(),
            };
            let key = match comparison.gap {
                Some(Gap::Early(_)) => "world.early",
                Some(Gap::Late(_)) => "world.late",
                _ => "world.exact",
            };
            let reading = match (&comparison.reading, comparison.close) {
                (_, true) => "world.close".to_owned(),
                (Some(id), false) => format!("world.{id}"),
                (None, false) => "world.other".to_owned(),
            };
            let values = [("predicted", &*predicted), ("actual", &*actual), ("gap", &*gap)];
            let apart = prose.with_value(|prose| fill(prose.html(key).unwrap_or_default(), &values));
            let reading = prose.with_value(|prose| prose.html(&reading).unwrap_or_default().to_owned());
            Some(draw! {
                <dl class="debrief-facts">
                    <div><dt>{t().lesson.you_said}</dt><dd>{predicted.clone()}</dd></div>
                    <div><dt>{t().lesson.it_was}</dt><dd>{actual.clone()}</dd></div>
                    <div><dt>{t().lesson.apart}</dt><dd>{gap.clone()}</dd></div>
                </dl>
                <p inner_html=format!("{apart} {reading}")></p>
            })
        })
    };
    draw! {
        <section class="debrief" id="debrief">
            <h2>{icon(TICK)}{t().lesson.solved}</h2>
            <p inner_html=html("observe")></p>
            {facts}
            <p><b inner_html=html("debrief.rule")></b></p>
            <div class="lesson-story" inner_html=html("debrief.happened")></div>
            <p inner_html=html("debrief.price")></p>
            <p inner_html=html("debrief.docs")></p>
        </section>
    }
}

/// One question; a wrong option brings the run that refutes it.
fn quiz(lesson: &Lesson) -> View {
    let number = lesson.number();
    let options: Vec<(String, bool)> = lesson.exercise.with_value(|exercise| {
        exercise.quiz.options.iter().map(|option| (option.id.to_string(), matches!(option.verdict, Verdict::Right))).collect()
    });
    let answered = store::read(|saved| saved.solved.get(&number).and_then(|solved| solved.quiz));
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
    let check = move |_| {
        checked.set(chosen.get_untracked());
        let quiz = chosen.get_untracked().and_then(|i| u8::try_from(i).ok());
        store::update(|saved| {
            if let Some(solved) = saved.solved.get_mut(&number) {
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
                <a class="button" href=Route::Learn.href()>{t().lesson.next_exercise}</a>
                <a class="button" href=Route::Stage.href()>{t().lesson.to_sandbox}</a>
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
            lesson.replay(&run, sentence.clone());
        }
    };
    draw! {
        <p class="feedback" data-kind="wrong" inner_html=watch></p>
        <p><button class="button" data-size="small" on:click=on(show)>{t().lesson.watch_it}</button></p>
    }
}
