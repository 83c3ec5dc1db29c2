//! The sandbox: a newsroom that is already at work, and everything may be tried.

use super::super::panels::axis::Follow;
use super::super::panels::chart::ChartProps;
use super::super::panels::hand;
use super::super::route::Route;
use super::super::session::Session;
use super::super::text::t;
use super::shell::HeaderNote;
use super::workspace::{Sheet, Work, workspace};
use crate::app::parts::lean::prelude::*;
use playground::sim::{ActorSpec, ConsumerSpec, LinkSpec, Pace, ProducerSpec, Role, Scenario};
use playground::time::{Span, Timestamp};

pub const QUEUE: &str = "newsqueue";

pub fn page() -> View {
    let session = Session::open(&Route::Stage.slot(), newsroom());
    expect_context::<HeaderNote>().0.set((t().shell.seed)(&format!("{:X}", newsroom().seed)));
    // A first visit finds it moving; somebody who comes back finds what they left.
    if session.peek(|timeline| timeline.now() == timeline.world().starts_at()) {
        session.playing.set(true);
    }
    let lesson = draw! {
        <div class="lesson-head">
            <p class="eyebrow">{t().forms.sandbox_eyebrow}</p>
            <h1>{t().forms.sandbox_title}</h1>
        </div>
        <p class="lesson-story">{t().forms.sandbox_story}</p>
        {hand::by_hand(session, QUEUE)}
        {hand::add_someone(session, QUEUE)}
    };
    let now = session.read(|timeline| {
        let counts = timeline.world().queue_counts(QUEUE);
        (t().stage.truth_sentence)(counts.visible, counts.hidden)
    });
    workspace(Work {
        session,
        queue: QUEUE.to_owned(),
        chart: ChartProps { follow: Follow::Moving, flags: Signal::derive(Vec::new) },
        draft: None,
        lesson,
        sheet: RwSignal::new(Sheet::Peek),
        sheet_title: Signal::derive(|| t().forms.by_hand.to_owned()),
        sheet_line: now,
        said: RwSignal::new(String::new()),
    })
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
