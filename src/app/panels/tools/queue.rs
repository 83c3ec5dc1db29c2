//! A new queue in the account that is in use.

use super::super::super::session::Session;
use super::super::super::text::tools::tools_text;
use super::{line, none, panel, submit};
use crate::app::parts::lean::prelude::*;
use playground::client::Call;
use playground::sim::{Input, PERSON, Via};

pub fn form(session: Session) -> View {
    let words = tools_text();
    let name = RwSignal::new(String::new());
    let create = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let queue = name.get_untracked().trim().into();
        session.dispatch(Input::Call { by: PERSON, via: Via::Form, call: Call::CreateQueue { queue, metadata: Vec::new() } });
    };
    let there = session.read(|timeline| {
        let world = timeline.world();
        (world.account().to_owned(), world.queues().map(|queue| queue.name().to_owned()).collect::<Vec<_>>())
    });
    let inside = draw! {
        <form class="forms" on:submit=on(create)>
            {line(words.queue_name, name)}
            {submit(words.create_queue)}
        </form>
        {move || there.with(|(account, queues)| (!account.is_empty()).then(|| draw! {
            <h3>{(words.queues_in)(account)}</h3>
            {if queues.is_empty() {
                none(words.no_queue)
            } else {
                draw! { <ul class="tool-list">{queues.iter().map(|queue| draw! { <li><b>{queue.clone()}</b></li> }).collect_view()}</ul> }
            }}
        }))}
    };
    panel(words.queue, inside)
}
