//! The raw request in the person's hands: method, path, headers, body, as text. It can be changed and sent as often as wanted.

use super::super::super::session::Session;
use super::super::super::text::tools::tools_text;
use super::super::drawer::response_text;
use super::{panel, problem};
use crate::app::parts::lean::prelude::*;
use playground::sim::{Answered, Asked, Input, PERSON, RawRequest};
use playground::timeline::Timeline;

/// The request in the text of an HTTP message; `None` if its first lines are no such thing.
fn parse(text: &str) -> Option<RawRequest> {
    let text = text.replace("\r\n", "\n");
    let text = text.trim_start();
    let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
    let mut lines = head.lines();
    let mut first = lines.next()?.split_whitespace();
    let (method, target) = (first.next()?, first.next()?);
    if !target.starts_with('/') {
        return None;
    }
    let header = |line: &str| line.split_once(':').map(|(name, value)| (name.trim().into(), value.trim().into()));
    let headers: Option<Vec<(Box<str>, Box<str>)>> = lines.filter(|line| !line.trim().is_empty()).map(header).collect();
    Some(RawRequest { method: method.into(), target: target.into(), headers: headers?, body: body.trim_end().into() })
}

/// The answer to the last raw request, as it came over the wire.
fn response(timeline: &Timeline) -> Option<String> {
    let answers = timeline.world().actor(PERSON)?.answers()?;
    let last = answers.iter().rev().find(|answered: &&Answered| matches!(answered.asked, Asked::Raw(_)))?;
    timeline.exchange(last.event).map(|exchange| response_text(&exchange))
}

pub fn editor(session: Session, queue: &str) -> View {
    let words = tools_text();
    let text = RwSignal::new((words.request_body)(queue));
    let wrong = RwSignal::new(None);
    let send = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let request = text.with_untracked(|text| parse(text));
        wrong.set(request.is_none().then(|| words.request_unread.to_owned()));
        if let Some(request) = request {
            session.dispatch(Input::Raw { by: PERSON, request });
        }
    };
    // Found by running a stretch of history again, so only when one was sent.
    let sent = session.read(|timeline| {
        let answers = timeline.world().actor(PERSON)?.answers()?;
        answers.iter().rev().find(|answered: &&Answered| matches!(answered.asked, Asked::Raw(_))).map(|answered| answered.event)
    });
    let answer = memo(move || {
        sent.get();
        session.peek(response)
    });
    let inside = draw! {
        <form class="forms" on:submit=on(send)>
            <label class="field">
                {words.request_text}
                <textarea class="raw" rows="7" spellcheck="false" aria-describedby="request-help" prop:value=text on:input=on(move |event| text.set(event_target_value(&event)))></textarea>
            </label>
            <p class="form-note" id="request-help">{words.request_help}</p>
            {problem(wrong)}
            {super::submit(words.send_request)}
        </form>
        <div aria-live="polite">{move || answer.get().map(|answer| draw! { <h3>{words.response}</h3><pre class="raw">{answer}</pre> })}</div>
    };
    panel(words.request, inside)
}
