//! Look inside: the selected message, the raw exchange of the selected event, the log. One drawer at the foot of the page.

use super::super::session::{DrawerTab, Session};
use super::super::text::{clock_at, event_sentence, t};
use super::token::state_counting_down;
use super::{choices, compare, faults, figures, log, settings, why};
use crate::app::parts::lean::prelude::*;
use playground::engine::MessageNumber;
use playground::sim::{Event, EventId, Exchange};
use playground::stage::TokenState;
use playground::time::Timestamp;
use playground::timeline::Timeline;

pub fn footer(session: Session) -> View {
    let last = session.read(|timeline| {
        let world = timeline.world();
        timeline.events().last().map(|event| format!("{}  {}", clock_at(world, event.at, true), event_sentence(world, event)))
    });
    let forked = session.read(|timeline| timeline.ghost().is_some());
    let tab = move |tab: DrawerTab, name: &'static str| {
        let open = move || session.drawer.get() == Some(tab);
        draw! {
            <button
                class="footer-tab" aria-expanded=move || if open() { "true" } else { "false" } aria-controls="drawer"
                on:click=on(move |_| session.drawer.update(|drawer| *drawer = if *drawer == Some(tab) { None } else { Some(tab) }))
            >{name}</button>
        }
    };
    draw! {
        <section class="footer" aria-label=t().inspector.label>
            {tab(DrawerTab::Message, t().inspector.tab_message)}
            {tab(DrawerTab::Wire, t().inspector.tab_wire)}
            {tab(DrawerTab::Log, t().inspector.tab_log)}
            {tab(DrawerTab::Why, t().inspector.tab_why)}
            {tab(DrawerTab::Charts, t().inspector.tab_charts)}
            {tab(DrawerTab::Settings, t().settings.tab)}
            {tab(DrawerTab::Faults, t().settings.faults_tab)}
            {move || forked.get().then(|| tab(DrawerTab::Compare, t().inspector.tab_compare))}
            <span class="footer-line">{move || last.get().unwrap_or_default()}</span>
            <div id="drawer">
                {move || session.drawer.get().map(|tab| drawer(session, tab))}
            </div>
        </section>
    }
}

fn drawer(session: Session, tab: DrawerTab) -> View {
    let (title, body) = match tab {
        DrawerTab::Message => (t().inspector.tab_message, message_tab(session)),
        DrawerTab::Wire => (t().inspector.tab_wire, wire_tab(session)),
        DrawerTab::Log => (t().inspector.tab_log, log::log(session)),
        DrawerTab::Why => (t().inspector.tab_why, why::why(session)),
        DrawerTab::Charts => (t().inspector.tab_charts, figures::figures(session)),
        DrawerTab::Settings => (t().settings.tab, settings::settings(session)),
        DrawerTab::Faults => (t().settings.faults_tab, faults::faults(session)),
        DrawerTab::Compare => (t().inspector.tab_compare, compare::compare(session)),
    };
    draw! {
        <div class="drawer" role="region" aria-label=title>
            <div class="drawer-head">
                <h2>{title}</h2>
                <button class="button" data-size="small" data-kind="quiet" on:click=on(move |_| session.drawer.set(None))>{t().shell.close}</button>
            </div>
            <div class="drawer-body" tabindex="0">{body}</div>
        </div>
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Inspected {
    Nothing,
    Gone(MessageNumber),
    Facts(Vec<(&'static str, String, Option<String>)>),
}

fn inspect(timeline: &Timeline, queue: &str, message: Option<MessageNumber>) -> Inspected {
    let Some(number) = message else { return Inspected::Nothing };
    let world = timeline.world();
    let now = world.now();
    // It may be in another queue than the one in focus: a message keeps its number, and no two queues have the same.
    let all = world.queue(queue).into_iter().chain(world.queues());
    let found = all.filter_map(|queue| Some((queue.name(), queue.message(number)?))).find(|(_, message)| message.expires_at > now);
    let Some((place, message)) = found else { return Inspected::Gone(number) };
    let left = message.visible_at.since(now);
    let state = match world.lease(number) {
        _ if left.as_micros() == 0 => TokenState::Visible,
        None => TokenState::Scheduled { left },
        Some(lease) => TokenState::Leased { holder: Some(lease.holder), left, ring: 0, ending: false, roomy: false },
    };
    let date = |at: Timestamp| {
        if at >= Timestamp::NEVER {
            (t().inspector.field_never.to_owned(), None)
        } else {
            (clock_at(world, at, true), Some(playground::wire::date::rfc1123(at)))
        }
    };
    let (inserted, expires, visible) = (date(message.inserted_at), date(message.expires_at), date(message.visible_at));
    let place = (place != queue).then(|| (t().stage.queue, place.to_owned(), None));
    let facts = [
        (t().inspector.field_state, state_counting_down(world, state), None),
        (t().inspector.field_words, message.text.to_string(), None),
        (t().inspector.field_dequeue_count, message.dequeue_count.to_string(), None),
        (t().inspector.field_receipt, (t().inspector.receipt_number)(message.receipt.0), None),
        (t().inspector.field_visible_at, visible.0, visible.1),
        (t().inspector.field_inserted, inserted.0, inserted.1),
        (t().inspector.field_expires, expires.0, expires.1),
        (t().inspector.field_id, message.id.to_string(), None),
    ];
    Inspected::Facts(place.into_iter().chain(facts).collect())
}

fn message_tab(session: Session) -> View {
    let inspected = memo(move || {
        let message = session.message.get();
        session.queue.with(|queue| session.with(|timeline| inspect(timeline, queue, message)))
    });
    let in_queue = choices::in_queue(session);
    draw! { {choices::messages(session, in_queue)}{move || match inspected.get() {
        Inspected::Nothing => draw! { <p>{move || if in_queue.with(Vec::is_empty) { t().inspector.inspect_nothing } else { t().inspector.inspect_hint }}</p> },
        Inspected::Gone(number) => {
            let end = why::last(session, |event| event.kind.message() == Some(number));
            draw! { <p class="wire-title">{(t().inspector.message_gone)(number.0)}{why::button(session, end)}</p> }
        }
        Inspected::Facts(facts) => {
            let fact = |(name, value, more): (&'static str, String, Option<String>)| draw! { <div><dt>{name}</dt><dd>{value}{more.map(|more| draw! { <small>{more}</small> })}</dd></div> };
            let number = session.message.get_untracked();
            let odd = why::last(session, |event| event.kind.message() == number && why::is_asked(event));
            let told = odd.map(|id| {
                let words = session.peek(|timeline| timeline.event(id).map(|event| event_sentence(timeline.world(), event)));
                draw! { <p class="wire-title">{words}{why::button(session, Some(id))}</p> }
            });
            draw! { <dl class="facts">{facts.into_iter().map(fact).collect_view()}</dl>{told} }
        }
    }} }
}

/// The selected event, or the last one of the selected message, or the last one at all that a request caused.
fn exchange_of(timeline: &Timeline, event: Option<EventId>, message: Option<MessageNumber>) -> Option<(String, Option<Exchange>)> {
    let words = |event: &Event| format!("{}  {}", clock_at(timeline.world(), event.at, true), event_sentence(timeline.world(), event));
    if let Some(event) = event.and_then(|id| timeline.event(id)) {
        return Some((words(event), timeline.exchange(event.id)));
    }
    let concerns = |event: &&Event| message.is_none() || event.kind.message() == message;
    let tries = timeline.events().iter().rev().filter(concerns).take(8);
    tries.map(|event| (words(event), timeline.exchange(event.id))).find(|(_, exchange)| exchange.is_some())
}

fn wire_tab(session: Session) -> View {
    let happened = session.read(|timeline| timeline.events().len());
    let asked = memo(move || session.event.get());
    let shown = memo(move || {
        happened.get();
        let (event, message) = (session.event.get(), session.message.get());
        session.peek(|timeline| exchange_of(timeline, event, message))
    });
    draw! { {move || {
        let Some((title, exchange)) = shown.get() else { return draw! { <p>{t().inspector.log_empty}</p> } };
        let Some(exchange) = exchange else { return draw! { <p class="wire-title">{title}{why::button(session, asked.get())}</p><p>{t().inspector.wire_none}</p> } };
        let (request, response) = (request_text(&exchange), response_text(&exchange));
        draw! {
            <p class="wire-title">{title}{why::button(session, asked.get())}</p>
            <div class="wire">
                <section><h3>{t().inspector.wire_request}</h3><pre>{request}</pre></section>
                <section><h3>{t().inspector.wire_response}</h3><pre>{response}</pre></section>
            </div>
        }
    }} }
}

fn request_text(exchange: &Exchange) -> String {
    let request = &exchange.request;
    let mut text = format!("{} {} HTTP/1.1\nHost: {}\n", request.method.as_str(), request.target, request.host);
    for (name, value) in request.headers.iter() {
        text.extend([name, ": ", value, "\n"]);
    }
    with_body(text, &request.body)
}

pub fn response_text(exchange: &Exchange) -> String {
    let response = &exchange.response;
    let mut text = format!("HTTP/1.1 {} {}\n", response.status, response.reason);
    for (name, value) in response.headers.iter() {
        text.extend([name, ": ", value, "\n"]);
    }
    with_body(text, &response.body)
}

fn with_body(mut text: String, body: &[u8]) -> String {
    if !body.is_empty() {
        text.push('\n');
        text.push_str(String::from_utf8_lossy(body).trim_start_matches('\u{feff}'));
    }
    text
}
