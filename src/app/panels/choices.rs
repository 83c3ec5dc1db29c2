//! Of whom or what a drawer tells, as a row of buttons: whoever opened it by its tab need not look for the stage, which a phone's drawer covers.

use super::super::session::Session;
use super::super::text::t;
use super::actors::Frozen;
use super::settings::Whose;
use crate::app::parts::lean::prelude::*;
use playground::engine::MessageNumber;
use playground::sim::ActorId;

/// The first so many messages of the queue; the stage and the log have all of them.
const MESSAGES_MAX: usize = 24;

/// Everybody whose settings can be changed here, by name.
pub fn settable(session: Session) -> Memo<Vec<(ActorId, String)>> {
    let frozen = expect_context::<Frozen>();
    session.read(move |timeline| {
        let settable = timeline.world().actors().iter().filter(|actor| frozen.leaves_settings(actor));
        settable.map(|actor| (actor.id, actor.name.to_string())).collect()
    })
}

pub fn actors(all: Memo<Vec<(ActorId, String)>>) -> View {
    let whose = expect_context::<Whose>().0;
    draw! { {move || {
        let buttons = all.get().into_iter().map(|(id, name)| {
            choice(name, None, move || whose.get() == Some(id), move || whose.set(Some(id)))
        });
        row(t().settings.whose, buttons.collect())
    }} }
}

/// The messages of the shown queue, the next ones to be handed out first.
pub fn in_queue(session: Session) -> Memo<Vec<MessageNumber>> {
    memo(move || {
        session.queue.with(|queue| {
            session.with(|timeline| {
                let (queue, now) = (timeline.world().queue(queue), timeline.now());
                queue.into_iter().flat_map(|queue| queue.messages(now)).take(MESSAGES_MAX).map(|message| message.number).collect()
            })
        })
    })
}

pub fn messages(session: Session, all: Memo<Vec<MessageNumber>>) -> View {
    draw! { {move || {
        let buttons = all.get().into_iter().map(|number| {
            let pressed = move || session.message.get() == Some(number);
            choice(number.0.to_string(), Some((t().stage.message_name)(number.0)), pressed, move || session.message.set(Some(number)))
        });
        row(t().inspector.which_message, buttons.collect())
    }} }
}

fn row(label: &'static str, buttons: Vec<View>) -> View {
    (!buttons.is_empty())
        .then(|| draw! { <div class="choices" role="group" aria-label=label>{buttons.into_iter().collect_view()}</div> })
        .view()
}

fn choice(words: String, label: Option<String>, pressed: impl Fn() -> bool + Send + Sync + 'static, act: impl Fn() + 'static) -> View {
    draw! {
        <button class="button" data-size="small" aria-label=label aria-pressed=move || if pressed() { "true" } else { "false" }
            on:click=on(move |_: web_sys::MouseEvent| act())>{words}</button>
    }
}
