//! One button that takes back the last act, whatever it was.

use super::super::parts::icon::{UNDO, icon};
use super::super::session::Session;
use super::super::text::t;
use crate::app::parts::lean::prelude::*;
use playground::sim::{Input, World};
use playground::timeline::Timeline;

/// What was done last, in a few words.
fn last_act(timeline: &Timeline) -> Option<String> {
    timeline.last_act().map(|act| words(timeline.world(), &act.input))
}

fn words(world: &World, input: &Input) -> String {
    let name = |actor| world.actor(actor).map(|actor| actor.name.to_string()).unwrap_or_default();
    match input {
        Input::Crash { actor } => (t().stage.crash_label)(&name(*actor)),
        Input::Restart { actor } => (t().stage.restart_label)(&name(*actor)),
        Input::Call { call, .. } => call.operation().as_str().to_owned(),
        Input::Raw { request, .. } => request.method.to_string(),
        Input::Join { spec } => (t().time.undo_join)(&spec.name),
        Input::Leave { actor } => (t().time.undo_leave)(&name(*actor)),
        Input::Configure { actor, .. } => (t().time.undo_configure)(&name(*actor)),
        Input::CreateAccount { name, .. } | Input::SelectAccount { name } => (t().time.undo_account)(name),
        Input::Fault { fault } => fault.name().as_str().to_owned(),
        Input::Predict { .. } => t().lesson.your_prediction.to_owned(),
    }
}

pub fn button(session: Session) -> View {
    let act = session.read(last_act);
    let label = move || act.with(|act| act.as_ref().map_or_else(|| t().time.undo_nothing.to_owned(), |act| (t().time.undo_act)(act)));
    draw! {
        <button class="button" data-size="small" data-shape="icon" disabled=move || act.with(Option::is_none) aria-label=label title=label on:click=on(move |_| session.undo())>
            {icon(UNDO)}
        </button>
    }
}
