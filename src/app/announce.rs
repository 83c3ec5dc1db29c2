//! The one polite live region: says what happens, at most once every two seconds, the newest first to be heard.

use super::session::Session;
use super::text::event_sentence;
use crate::app::parts::lean::prelude::*;
use gloo_timers::callback::Timeout;
use playground::sim::{Event, EventKind};

/// Wall time between two sentences.
const QUIET_MS: u32 = 2_000;

/// Sentences about one instant; the log has the rest.
const SENTENCES_MAX: usize = 3;

/// A region that follows the log of `session`, and whatever the page itself has to say through `said`.
pub fn announcer(session: Session, said: RwSignal<String>) -> View {
    let spoken = RwSignal::new(String::new());
    let waiting = StoredValue::new_local(None::<Timeout>);
    let pending = StoredValue::new(String::new());
    let latest = session.read(|timeline| {
        let world = timeline.world();
        let mut news = timeline.events().iter().rev().take(40).filter(|event| worth_saying(event)).peekable();
        let at = news.peek()?.at;
        // What happens at one instant is told as one: that a message is visible again would else never be heard when it is taken at once.
        let mut together: Vec<_> = news.take_while(|event| event.at == at).take(SENTENCES_MAX).collect();
        together.reverse();
        let words: Vec<String> = together.iter().map(|event| format!("{}.", event_sentence(world, event))).collect();
        Some((together.last()?.id, words.join(" ")))
    });
    let say = move |sentence: String| {
        if waiting.with_value(Option::is_some) {
            pending.set_value(sentence);
            return;
        }
        spoken.set(sentence);
        let timeout = Timeout::new(QUIET_MS, move || {
            waiting.set_value(None);
            let next = pending.try_update_value(std::mem::take).unwrap_or_default();
            if !next.is_empty() {
                spoken.set(next);
            }
        });
        waiting.set_value(Some(timeout));
    };
    effect(move |before: Option<Option<u32>>| {
        let now = latest.get();
        let id = now.as_ref().map(|(id, _)| id.0);
        if let (Some(before), Some((_, sentence))) = (before, now)
            && before != id
        {
            say(sentence);
        }
        id
    });
    effect(move |_| {
        let sentence = said.get();
        if !sentence.is_empty() {
            say(sentence);
        }
    });
    draw! { <p class="visually-hidden" role="status" aria-live="polite">{spoken}</p> }
}

/// Empty polls and the inside of a job are too frequent to be heard; the log has them.
fn worth_saying(event: &Event) -> bool {
    !matches!(
        event.kind,
        EventKind::GetEmpty { .. } | EventKind::WorkStart { .. } | EventKind::WorkDone { .. } | EventKind::Predicted { .. }
    )
}
