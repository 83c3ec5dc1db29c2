//! The first screen: a task to begin with, and below it one operation through three doors.

use super::super::super::text::lab::doors::{self, l};
use super::super::super::text::lab::frame;
use super::decision::{decision, spoken};
use super::desk::Desk;
use super::task;
use crate::app::parts::lean::prelude::*;
use playground::engine::OperationName;
use playground::lab::{Door, Sent, Tamper, knock};

/// Operations that leave the queue in place, so that one can go on knocking.
pub const OPERATIONS: [OperationName; 9] = [
    OperationName::PeekMessages,
    OperationName::GetMessages,
    OperationName::PutMessage,
    OperationName::UpdateMessage,
    OperationName::DeleteMessage,
    OperationName::ClearMessages,
    OperationName::GetQueueMetadata,
    OperationName::GetQueueAcl,
    OperationName::ListQueues,
];

#[derive(Clone, Copy)]
struct Way {
    door: Door,
    tamper: RwSignal<Tamper>,
    sent: RwSignal<Option<Sent>>,
}

pub fn bench(desk: Desk) -> View {
    draw! {
        <p class="lab-lead">{frame::l().lead}</p>
        {task::task(desk)}
        {three_doors(desk)}
    }
}

fn three_doors(desk: Desk) -> View {
    let operation = RwSignal::new(OperationName::PeekMessages);
    let ways = Door::ALL.map(|door| Way { door, tamper: RwSignal::new(Tamper::Nothing), sent: RwSignal::new(None) });
    let send = move |way: Way| {
        let sent = desk.act(|lab| knock(lab, way.door, operation.get_untracked(), way.tamper.get_untracked()));
        let words = [doors::name(way.door), ". ", &spoken(&sent)].concat();
        way.sent.set(Some(sent));
        words
    };
    let send_all = move |_| {
        let words: Vec<String> = ways.into_iter().map(send).collect();
        desk.say(words.join(" "));
    };
    draw! {
        <section class="lab-card" aria-labelledby="doors-title">
            <h2 id="doors-title">{l().title}</h2>
            <p>{l().lead}</p>
            <div class="lab-form">
                {operations(operation, &OPERATIONS)}
                <button class="button" data-kind="ink" on:click=on(send_all)>{l().send_all}</button>
            </div>
            <div class="doors">
                {ways.into_iter().map(|way| door(way, move || desk.say(send(way)))).collect_view()}
            </div>
        </section>
    }
}

/// A choice among operations.
pub fn operations(operation: RwSignal<OperationName>, offered: &'static [OperationName]) -> View {
    draw! {
        <label class="field">
            {frame::l().operation}
            <select on:change=on(move |event| {
                let name = event_target_value(&event);
                if let Some(chosen) = offered.iter().find(|one| one.as_str() == name) {
                    operation.set(*chosen);
                }
            })>
                {offered.iter().map(|one| draw! { <option value=one.as_str() prop:selected=move || operation.get() == *one>{one.as_str()}</option> }).collect_view()}
            </select>
        </label>
    }
}

fn door(way: Way, send: impl Fn() + 'static) -> View {
    let name = doors::name(way.door);
    draw! {
        <article class="door">
            <h3>{name}</h3>
            <p class="door-about">{doors::about(way.door)}</p>
            <label class="field">
                {l().on_the_way}
                <select aria-label=format!("{name}: {}", l().on_the_way) on:change=on(move |event| {
                    let chosen = event_target_value(&event);
                    if let Some(tamper) = way.door.tampers().iter().find(|tamper| doors::tamper(**tamper) == chosen) {
                        way.tamper.set(*tamper);
                    }
                })>
                    {way.door.tampers().iter().map(|tamper| draw! { <option value=doors::tamper(*tamper)>{doors::tamper(*tamper)}</option> }).collect_view()}
                </select>
            </label>
            <p class="form-actions"><button class="button" on:click=on(move |_| send())>{(l().send_with)(name)}</button></p>
            {move || way.sent.with(|sent| match sent {
                None => draw! { <p class="lab-quiet">{l().not_sent}</p> },
                Some(sent) => decision(sent),
            })}
        </article>
    }
}
