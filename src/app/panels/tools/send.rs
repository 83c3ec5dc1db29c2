//! A message from a form, with or without its two clocks.

use super::super::super::session::Session;
use super::super::super::text::tools::tools_text;
use super::{QueueChoice, line, panel, problem, submit, whole};
use crate::app::parts::lean::prelude::*;
use playground::client::Call;
use playground::sim::{Input, PERSON, Via};

pub fn form(session: Session, queue: &str, lifetimes: bool) -> View {
    let words = tools_text();
    let queue = QueueChoice::new(session, queue);
    let text = RwSignal::new(words.send_first.to_owned());
    let (ttl, delay) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let wrong = RwSignal::new(None);
    let call = move || -> Result<Call, String> {
        Ok(Call::Put {
            queue: queue.now(),
            text: text.get_untracked().into(),
            visibility_timeout: whole(&delay.get_untracked(), words.delay)?,
            time_to_live: whole(&ttl.get_untracked(), words.ttl)?,
        })
    };
    let send = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let call = call();
        wrong.set(call.as_ref().err().cloned());
        if let Ok(call) = call {
            session.dispatch(Input::Call { by: PERSON, via: Via::Form, call });
        }
    };
    let clocks = move || {
        draw! {
            {line(words.ttl, ttl)}
            <p class="form-note">{words.ttl_range}</p>
            {line(words.delay, delay)}
            <p class="form-note">{words.delay_range}</p>
        }
    };
    let inside = draw! {
        <form class="forms" on:submit=on(send)>
            {queue.view(words.send_queue)}
            <label class="field">
                {words.send_text}
                <textarea rows="3" spellcheck="false" prop:value=text on:input=on(move |event| text.set(event_target_value(&event)))></textarea>
            </label>
            {lifetimes.then(clocks)}
            {problem(wrong)}
            {submit(words.send_button)}
        </form>
    };
    panel(words.send, inside)
}
