//! The sandbox: a newsroom that is already at work, and everything may be tried.

use super::super::panels::axis::Follow;
use super::super::panels::chart::ChartProps;
use super::super::panels::{hand, scenarios, tools};
use super::super::route::Route;
use super::super::session::Session;
use super::super::text::t;
use super::shell::HeaderNote;
use super::workspace::{Sheet, Work, workspace};
use crate::app::parts::lean::prelude::*;
use playground::lessons::Tool;
use playground::sim::scenarios::READY;
use playground::sim::{ActorSpec, ConsumerSpec, LinkSpec, Pace, ProducerSpec, Role, Scenario};
use playground::time::{Span, Timestamp};
use playground::timeline::Timeline;

pub const QUEUE: &str = "newsqueue";

pub fn page() -> View {
    // It may be a world that somebody brought along from an exercise.
    let session = Session::continue_any(&Route::Stage.slot(), newsroom());
    // A first visit finds it moving; somebody who comes back finds what they left.
    if session.peek(|timeline| timeline.now() == timeline.world().starts_at()) {
        session.playing.set(true);
    }
    let shown = memo(move || {
        session.history.get();
        session.peek(|timeline| on_stage(timeline.scenario()))
    });
    let words = memo(move || match shown.get() {
        OnStage::Ready(id) => (t().scenarios.of)(id).unwrap_or((t().forms.sandbox_title, "")),
        OnStage::Newsroom | OnStage::Brought => (t().forms.sandbox_title, t().forms.sandbox_story),
    });
    let head = draw! {
        <div class="lesson-head">
            <p class="eyebrow">{t().forms.sandbox_eyebrow}</p>
            <h1>{move || words.get().0}</h1>
        </div>
        <p class="lesson-story">{move || words.get().1}</p>
        {move || (shown.get() == OnStage::Brought).then(|| draw! { <p class="feedback">{t().forms.brought}</p> })}
        {move || (shown.get() != OnStage::Newsroom).then(|| draw! {
            <p><button class="button" data-size="small" on:click=on(move |_| to_newsroom(session))>{t().forms.to_newsroom}</button></p>
        })}
    };
    bench(session, head)
}

/// The stage with everything that can be done by hand, under the words of `head`.
pub fn bench(session: Session, head: View) -> View {
    let (note, seed) = (expect_context::<HeaderNote>().0, session.read(|timeline| timeline.scenario().seed));
    effect(move |_| note.set((t().shell.seed)(&format!("{:X}", seed.get()))));
    let queue = session.peek(|timeline| timeline.scenario().queues.first().map_or_else(|| QUEUE.to_owned(), ToString::to_string));
    let lesson = draw! {
        {head}
        {scenarios::scenarios(session, (newsroom, QUEUE))}
        {hand::by_hand(session, &queue)}
        {hand::answer(session)}
        {hand::add_someone(session, &queue)}
        <details class="panel">
            <summary>{t().forms.more_tools}</summary>
            <div class="more-tools">{tools::tools(session, &MORE, &queue)}</div>
        </details>
    };
    let now = session.read(move |timeline| {
        let counts = session.queue.with(|queue| timeline.world().queue_counts(queue));
        (t().stage.truth_sentence)(counts.visible, counts.hidden)
    });
    workspace(Work {
        session,
        queue,
        chart: ChartProps { follow: Follow::Moving, flags: Signal::derive(Vec::new) },
        draft: None,
        lesson,
        sheet: RwSignal::new(Sheet::Peek),
        sheet_title: Signal::derive(|| t().forms.by_hand.to_owned()),
        sheet_line: now,
        said: RwSignal::new(String::new()),
        frozen: Vec::new(),
    })
}

/// The forms of the exercises that are not here already.
const MORE: [Tool; 12] = [
    Tool::QueueForm,
    Tool::AccountForm,
    Tool::RequestEditor,
    Tool::UrlTiles,
    Tool::ClientSettings,
    Tool::ClientDesks,
    Tool::Program,
    Tool::CrashPoint,
    Tool::WorkerSettings,
    Tool::Renewal,
    Tool::PoisonRule,
    Tool::Ledger,
];

/// Whose world is on the stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OnStage {
    Newsroom,
    /// A scenario of the catalogue, by its id.
    Ready(&'static str),
    /// Somebody brought it along, from an exercise or from elsewhere.
    Brought,
}

fn on_stage(scenario: &Scenario) -> OnStage {
    if *scenario == newsroom() {
        return OnStage::Newsroom;
    }
    READY.iter().find(|ready| (ready.scenario)() == *scenario).map_or(OnStage::Brought, |ready| OnStage::Ready(ready.id))
}

fn to_newsroom(session: Session) {
    session.queue.set(QUEUE.to_owned());
    session.replace(Timeline::new(newsroom()));
}

/// Two desks, two editors who almost keep up.
pub fn newsroom() -> Scenario {
    let desk = |name: &str, every: u64, after: u64, text: &str| ActorSpec {
        name: name.into(),
        role: Role::Producer(ProducerSpec {
            starts_after: Span::from_millis(after),
            pace: Pace::Steady { every: Span::from_secs(every) },
            jitter: Span::from_secs(3),
            count: None,
            ..ProducerSpec::on(QUEUE, text)
        }),
    };
    let editor = |name: &str, after: u64, works: u64| ActorSpec {
        name: name.into(),
        role: Role::Consumer(ConsumerSpec {
            starts_after: Span::from_millis(after),
            polls_every: Span::from_secs(2),
            works_for: Span::from_secs(works),
            jitter: Span::from_secs(4),
            ..ConsumerSpec::on(QUEUE)
        }),
    };
    let actors = vec![
        desk("Web desk", 4, 300, "Web story {n}"),
        desk("Sports desk", 7, 1200, "Match report {n}"),
        editor("A", 900, 5),
        editor("B", 1900, 6),
    ];
    let starts_at = Timestamp::from_secs(1_767_603_600);
    Scenario { actors, link: LinkSpec::steady(Span::from_millis(15)), ..Scenario::new(0x4f17, starts_at, "thenewsroom", QUEUE) }
}
