//! "Why?": the shortest chain of events that explains one, as a sentence and as a path through the picture.

use super::super::session::{DrawerTab, Session};
use super::super::text::{clock_at, event_sentence, t};
use crate::app::parts::lean::prelude::*;
use playground::sim::{Event, EventId, EventKind, why as chain};
use std::sync::Arc;

/// Whether an event begs the question: a refusal, a duplicate, an empty answer, a loss, a return.
pub fn is_asked(event: &Event) -> bool {
    matches!(event.kind, EventKind::GetEmpty { .. } | EventKind::PeekEmpty { .. }) || playground::stage::is_moment(event)
}

/// Asks for the reason of `id`; nothing without one.
pub fn button(session: Session, id: Option<EventId>) -> View {
    id.map(|id| {
        draw! { <button class="why-button" on:click=on(move |_| ask(session, id))>{t().inspector.why_button}</button> }
    })
    .view()
}

/// Shows the reason of an event.
pub fn ask(session: Session, id: EventId) {
    session.event.set(Some(id));
    session.path.set(session.peek(|timeline| Arc::from(chain(timeline.known_events(), id))));
    session.drawer.set(Some(DrawerTab::Why));
}

/// How far back the last event of some kind is looked for.
const LOOKED_BACK_MAX: usize = 5_000;

/// The last event before the playhead that is like this.
pub fn last(session: Session, is: impl Fn(&Event) -> bool) -> Option<EventId> {
    session.peek(|timeline| timeline.events().iter().rev().take(LOOKED_BACK_MAX).find(|event| is(event)).map(|event| event.id))
}

#[derive(Clone, Debug, PartialEq)]
struct Step {
    id: EventId,
    at: String,
    what: String,
}

/// The steps of the path that was asked for; without one, of the last event that begs the question.
pub fn why(session: Session) -> View {
    if session.path.with_untracked(|path| path.is_empty())
        && let Some(id) = last(session, is_asked)
    {
        session.path.set(session.peek(|timeline| Arc::from(chain(timeline.known_events(), id))));
    }
    let steps = memo(move || {
        let path = session.path.get();
        session.peek(|timeline| {
            let world = timeline.world();
            let step = |event: &Event| Step { id: event.id, at: clock_at(world, event.at, true), what: event_sentence(world, event) };
            path.iter().filter_map(|id| timeline.event(*id)).map(step).collect::<Vec<_>>()
        })
    });
    let show = move |id: EventId| {
        let at = session.peek(|timeline| timeline.event(id).map(|event| event.at));
        if let Some(at) = at {
            session.seek(at);
        }
        session.event.set(Some(id));
    };
    draw! {
        {move || {
            let steps = steps.get();
            let Some((last, before)) = steps.split_last() else { return draw! { <p>{t().inspector.why_nothing}</p> } };
            let causes: Vec<&str> = before.iter().map(|step| &*step.what).collect();
            draw! {
                <p class="why-sentence">{(t().inspector.why_sentence)(&last.what, &causes)}</p>
                <ol class="why-path">
                    {steps.iter().map(|step| {
                        let id = step.id;
                        draw! {
                            <li data-last=(id == last.id).then_some("true")>
                                <button on:click=on(move |_| show(id))><small>{step.at.clone()}</small><span>{step.what.clone()}</span></button>
                            </li>
                        }
                    }).collect_view()}
                </ol>
                <p class="why-note">{t().inspector.why_note}</p>
            }
        }}
    }
}
