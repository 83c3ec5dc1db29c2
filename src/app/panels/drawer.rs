//! Look inside: the selected message, the raw exchange of the selected event, the log. One drawer at the foot of the page.

use super::super::session::{DrawerTab, Session};
use super::super::text::{actor_name, clock_at, event_sentence, t};
use super::token::state_words;
use crate::app::parts::lean::prelude::*;
use playground::engine::MessageNumber;
use playground::sim::{Event, EventId, Exchange};
use playground::stage::TokenState;
use playground::time::Timestamp;
use playground::timeline::Timeline;

/// Rows of the log at once.
const LOG_MAX: usize = 200;

pub fn footer(session: Session, queue: String) -> View {
    let last = session.read(|timeline| {
        let world = timeline.world();
        timeline.events().last().map(|event| format!("{}  {}", clock_at(world, event.at, true), event_sentence(world, event)))
    });
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
            <span class="footer-line">{move || last.get().unwrap_or_default()}</span>
            <div id="drawer">
                {move || session.drawer.get().map(|tab| drawer(session, queue.clone(), tab))}
            </div>
        </section>
    }
}

fn drawer(session: Session, queue: String, tab: DrawerTab) -> View {
    let (title, body) = match tab {
        DrawerTab::Message => (t().inspector.tab_message, message_tab(session, queue)),
        DrawerTab::Wire => (t().inspector.tab_wire, wire_tab(session)),
        DrawerTab::Log => (t().inspector.tab_log, log_tab(session)),
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
    let Some(message) = world.queue(queue).and_then(|queue| queue.message(number)).filter(|message| message.expires_at > now) else {
        return Inspected::Gone(number);
    };
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
    Inspected::Facts(vec![
        (t().inspector.field_state, state_words(world, state), None),
        (t().inspector.field_words, message.text.to_string(), None),
        (t().inspector.field_dequeue_count, message.dequeue_count.to_string(), None),
        (t().inspector.field_receipt, (t().inspector.receipt_number)(message.receipt.0), None),
        (t().inspector.field_visible_at, visible.0, visible.1),
        (t().inspector.field_inserted, inserted.0, inserted.1),
        (t().inspector.field_expires, expires.0, expires.1),
        (t().inspector.field_id, message.id.to_string(), None),
    ])
}

fn message_tab(session: Session, queue: String) -> View {
    let inspected = memo(move || {
        let message = session.message.get();
        session.with(|timeline| inspect(timeline, &queue, message))
    });
    draw! { {move || match inspected.get() {
        Inspected::Nothing => draw! { <p>{t().inspector.inspect_hint}</p> },
        Inspected::Gone(number) => draw! { <p>{(t().inspector.message_gone)(number.0)}</p> },
        Inspected::Facts(facts) => {
            let fact = |(name, value, more): (&'static str, String, Option<String>)| draw! { <div><dt>{name}</dt><dd>{value}{more.map(|more| draw! { <small>{more}</small> })}</dd></div> };
            draw! { <dl class="facts">{facts.into_iter().map(fact).collect_view()}</dl> }
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
    let shown = memo(move || {
        happened.get();
        let (event, message) = (session.event.get(), session.message.get());
        session.peek(|timeline| exchange_of(timeline, event, message))
    });
    draw! { {move || {
        let Some((title, exchange)) = shown.get() else { return draw! { <p>{t().inspector.log_empty}</p> } };
        let Some(exchange) = exchange else { return draw! { <p>{title}</p><p>{t().inspector.wire_none}</p> } };
        let (request, response) = (request_text(&exchange), response_text(&exchange));
        draw! {
            <p>{title}</p>
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

fn log_tab(session: Session) -> View {
    let happened = session.read(|timeline| timeline.events().len());
    let rows = memo(move || {
        happened.get();
        session.peek(|timeline| {
            let world = timeline.world();
            let row = |event: &Event| {
                let causes = [event.causes.message, event.causes.actor].into_iter().flatten().map(|id| id.0 + 1).collect::<Vec<_>>();
                (event.id, clock_at(world, event.at, true), actor_name(world, event), event_sentence(world, event), causes)
            };
            timeline.events().iter().rev().take(LOG_MAX).map(row).collect::<Vec<_>>()
        })
    });
    let hidden = move || happened.get().saturating_sub(LOG_MAX);
    draw! {
        {move || (happened.get() == 0).then(|| draw! { <p>{t().inspector.log_empty}</p> })}
        <table class="log">
            <thead>
                <tr>{["#", t().inspector.log_time, t().inspector.log_who, t().inspector.log_what, t().inspector.log_because].map(|name| draw! { <th scope="col">{name}</th> })}</tr>
            </thead>
            <tbody>
                <For each=move || rows.get() key=|row| row.0.0 let(row)>
                    {
                        let (id, at, who, what, causes) = row;
                        let select = move |_| {
                            session.event.set(Some(id));
                            session.drawer.set(Some(DrawerTab::Wire));
                        };
                        draw! {
                            <tr>
                                <td>{id.0 + 1}</td>
                                <td>{at}</td>
                                <td>{who}</td>
                                <td><button on:click=on(select)>{what}</button></td>
                                <td>{causes.iter().map(|cause| format!("#{cause}")).collect::<Vec<_>>().join(", ")}</td>
                            </tr>
                        }
                    }
                </For>
            </tbody>
        </table>
        {move || match hidden() {
            0 => None,
            n => Some(draw! { <p>{(t().inspector.log_more)(n)}</p> }),
        }}
    }
}
