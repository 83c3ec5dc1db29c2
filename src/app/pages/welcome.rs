//! The first page of a first visit: a newsroom that is already at work, and one button.

use super::super::panels::axis::Follow;
use super::super::panels::chart::ChartProps;
use super::super::progress::Progress;
use super::super::route::Route;
use super::super::session::Session;
use super::super::text::t;
use super::sandbox::{QUEUE, newsroom};
use super::workspace::{Sheet, Work, workspace};
use crate::app::parts::focus::focus_soon;
use crate::app::parts::lean::prelude::*;
use playground::engine::MessageNumber;
use playground::sim::{Actor, ActorId, Body, EventKind, Input};
use playground::timeline::Timeline;

/// Where the run of this page would be saved; it is never read again.
const SLOT: &str = "welcome";

/// Who is invited to be crashed: an editor with a story in hand if there is one, else the first editor.
fn victim(timeline: &Timeline) -> Option<(ActorId, String)> {
    let editors = || timeline.world().actors().iter().filter(|actor| matches!(actor.body, Body::Consumer(_)));
    let busy = |actor: &&Actor| actor.as_consumer().is_some_and(|consumer| !consumer.held.is_empty());
    let chosen = editors().find(busy).or_else(|| editors().next())?;
    Some((chosen.id, chosen.name.to_string()))
}

/// The first crash: who, and what was in their hands.
fn first_crash(timeline: &Timeline) -> Option<(String, Option<MessageNumber>)> {
    timeline.events().iter().find_map(|event| match &event.kind {
        EventKind::WorkerCrash { holding } => {
            let name = event.actor.and_then(|id| timeline.world().actor(id)).map(|actor| actor.name.to_string());
            Some((name.unwrap_or_default(), holding.first().copied()))
        }
        _ => None,
    })
}

pub fn page() -> View {
    let session = Session::begin(SLOT, newsroom());
    session.playing.set(true);
    let crashed = session.read(first_crash);
    let victim = session.read(victim);
    let invite = move || {
        if let Some((name, holding)) = crashed.get() {
            return after(&name, holding);
        }
        let label = move || victim.with(|victim| victim.as_ref().map(|(_, name)| (t().welcome.crash)(name)));
        draw! {
            <p><button class="button welcome-button" data-kind="primary" id="invited" on:click=on(move |_| {
                if let Some((actor, _)) = victim.get_untracked() {
                    session.dispatch(Input::Crash { actor });
                    focus_soon(&["#predict-it"]);
                }
            })>{label}</button></p>
        }
    };
    let lesson = draw! {
        <div class="lesson-head">
            <p class="eyebrow">{t().welcome.eyebrow}</p>
            <h1>{t().welcome.title}</h1>
        </div>
        <p class="lesson-story welcome-story">{t().welcome.story}</p>
        {invite}
        {onward()}
    };
    workspace(Work {
        session,
        queue: QUEUE.to_owned(),
        chart: ChartProps { follow: Follow::Moving, flags: Signal::derive(Vec::new) },
        draft: None,
        lesson,
        sheet: RwSignal::new(Sheet::Half),
        sheet_title: Signal::derive(|| t().welcome.title.to_owned()),
        sheet_line: Signal::derive(|| t().welcome.story.to_owned()),
        said: RwSignal::new(String::new()),
        frozen: Vec::new(),
    })
}

/// What the crash asks, and where it is answered.
fn after(name: &str, holding: Option<MessageNumber>) -> View {
    let question = holding.map_or_else(|| (t().welcome.crashed_empty)(name), |message| (t().welcome.crashed)(name, message.0));
    draw! {
        <p class="welcome-question" role="status">{question}</p>
        <p><a class="button welcome-button" data-kind="primary" id="predict-it" href=Route::Exercise(6).href()>{t().welcome.predict}</a></p>
    }
}

/// The other ways on, quietly.
fn onward() -> View {
    let progress = expect_context::<Progress>();
    let next = progress.next(0).map(|info| {
        let label = if progress.count().0 == 0 { t().welcome.first.to_owned() } else { (t().welcome.go_on)(&info.title()) };
        draw! { <li><a href=Route::Exercise(info.number).href()>{label}</a></li> }
    });
    draw! {
        <ul class="welcome-ways">
            {next}
            <li><a href=Route::Learn.href()>{t().welcome.all}</a></li>
            <li><a href=Route::Stage.href()>{t().welcome.sandbox}</a></li>
        </ul>
    }
}
