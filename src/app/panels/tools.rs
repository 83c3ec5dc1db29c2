//! The forms beside the stage. An exercise names those it needs; the sandbox has them all.

mod account;
mod address;
mod desk;
mod program;
mod queue;
mod request;
mod rules;
mod send;
mod worker;

use super::super::session::Session;
use super::super::text::tools::tools_text;
use super::hand;
use crate::app::parts::lean::prelude::*;
use playground::lessons::Tool;
use playground::sim::{Actor, ActorId, World};
use std::cell::Cell;
use worker::Worker;

/// These forms, each once, in the order in which a hand needs them.
pub fn tools(session: Session, wanted: &[Tool], queue: &str) -> View {
    let has = |tool| wanted.contains(&tool);
    let worker = Worker::new(session);
    let when = |is: bool, view: &dyn Fn() -> View| if is { view() } else { View::Nothing };
    let sends = has(Tool::SendForm) || has(Tool::Lifetimes);
    let by_hand = sends || has(Tool::QueueForm) || has(Tool::HandOperations);
    let desks = desk::Shows { settings: has(Tool::ClientSettings), asks: has(Tool::ClientDesks) };
    draw! {
        {when(has(Tool::AccountForm), &|| account::form(session))}
        {when(has(Tool::QueueForm), &|| queue::form(session))}
        {when(has(Tool::UrlTiles), &|| address::tiles(session, queue))}
        {when(desks.settings || desks.asks, &|| desk::desks(session, queue, desks))}
        {when(sends, &|| send::form(session, queue, has(Tool::Lifetimes)))}
        {when(has(Tool::HandOperations), &|| hand::by_hand(session, queue))}
        {when(by_hand, &|| hand::answer(session))}
        {when(has(Tool::RequestEditor), &|| request::editor(session, queue))}
        {when(Worker::is_wanted(wanted), &|| worker::chooser(worker))}
        {when(has(Tool::Program), &|| program::lines(worker))}
        {when(has(Tool::CrashPoint), &|| program::crash_point(worker))}
        {when(has(Tool::WorkerSettings), &|| worker::settings(worker))}
        {when(has(Tool::Renewal), &|| rules::renewal(worker))}
        {when(has(Tool::PoisonRule), &|| rules::poison(worker))}
        {when(has(Tool::Ledger), &|| rules::ledger(worker))}
    }
}

/// A form with its heading.
fn panel(title: impl IntoView, inside: View) -> View {
    draw! {
        <section class="panel tool">
            <div class="panel-head"><h2>{title}</h2></div>
            {inside}
        </section>
    }
}

/// A labelled line of text.
fn line(label: impl IntoView, value: RwSignal<String>) -> View {
    draw! {
        <label class="field">
            {label}
            <input autocomplete="off" autocapitalize="off" spellcheck="false" prop:value=value on:input=on(move |event| value.set(event_target_value(&event))) />
        </label>
    }
}

/// A labelled choice between words, by index.
fn select(label: impl IntoView, options: Vec<String>, value: RwSignal<usize>) -> View {
    select_and(label, options, move || value.get(), move |index| value.set(index))
}

/// The same when the choice stands elsewhere.
fn select_and(
    label: impl IntoView,
    options: Vec<String>,
    chosen: impl Fn() -> usize + Copy + 'static,
    choose: impl Fn(usize) + 'static,
) -> View {
    let option = |(index, name): (usize, String)| draw! { <option value=index prop:selected=move || chosen() == index>{name}</option> };
    draw! {
        <label class="field">
            {label}
            <select on:change=on(move |event| { if let Ok(index) = event_target_value(&event).parse() { choose(index); } })>
                {options.into_iter().enumerate().map(option).collect_view()}
            </select>
        </label>
    }
}

/// As many options as stand beside each other; more of them are a list.
const FEW: usize = 3;

/// A choice between a few words, all of them in sight: one touch instead of opening a list, looking and touching again.
fn few_and(
    label: impl IntoView,
    options: Vec<String>,
    chosen: impl Fn() -> usize + Copy + 'static,
    choose: impl Fn(usize) + Copy + 'static,
) -> View {
    if options.len() > FEW {
        return select_and(label, options, chosen, choose);
    }
    let group = NEXT_GROUP.with(|next| next.replace(next.get() + 1));
    let option = move |(index, name): (usize, String)| {
        draw! {
            <label>
                <input type="radio" name=format!("few-{group}") prop:checked=move || chosen() == index on:change=on(move |_| choose(index)) />
                <span>{name}</span>
            </label>
        }
    };
    draw! {
        <fieldset class="field few">
            <legend>{label}</legend>
            <div>{options.into_iter().enumerate().map(option).collect_view()}</div>
        </fieldset>
    }
}

thread_local! {
    /// Radio buttons belong together by a name that no others have.
    static NEXT_GROUP: Cell<u32> = const { Cell::new(0) };
}

/// Who of this kind is there: number and name.
fn named(world: &World, is: fn(&Actor) -> bool) -> Vec<(ActorId, String)> {
    world.actors().iter().filter(|actor| is(actor)).map(|actor| (actor.id, actor.name.to_string())).collect()
}

/// Which queue a form is about. It can be chosen if there are several.
#[derive(Clone, Copy)]
pub struct QueueChoice {
    names: Memo<Vec<String>>,
    chosen: RwSignal<String>,
}

impl QueueChoice {
    pub fn new(session: Session, queue: &str) -> Self {
        let names = session.read(|timeline| timeline.world().queues().map(|queue| queue.name().to_owned()).collect::<Vec<_>>());
        Self { names, chosen: RwSignal::new(queue.to_owned()) }
    }

    /// The queue that is meant now.
    pub fn now(self) -> Box<str> {
        self.chosen.get_untracked().into()
    }

    pub fn view(self, label: &'static str) -> View {
        draw! { {move || {
            let names = self.names.get();
            let chosen = move || self.names.with(|names| names.iter().position(|name| self.chosen.with(|chosen| name == chosen)).unwrap_or(0));
            let choose = move |index: usize| self.names.with_untracked(|names| {
                if let Some(name) = names.get(index) {
                    self.chosen.set(name.clone());
                }
            });
            (names.len() > 1).then(|| few_and(label, names, chosen, choose))
        }} }
    }
}

/// The names of the accounts, in order.
fn accounts(world: &World) -> Vec<String> {
    world.server().engine().accounts().map(|account| account.spec().name.to_string()).collect()
}

/// Empty: `None`. Otherwise it must be a whole number; whether the service likes it, the service says.
fn whole(text: &str, name: &str) -> Result<Option<i64>, String> {
    let text = text.trim().replace('\u{2212}', "-");
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| (tools_text().whole_number)(name)) }
}

/// What cannot be sent at all, said at the form.
fn problem(problem: RwSignal<Option<String>>) -> View {
    draw! { {move || problem.get().map(|problem| draw! { <p class="feedback" data-kind="wrong" role="alert">{problem}</p> })} }
}

/// The button that sends a form.
fn submit(label: &'static str) -> View {
    draw! { <div class="form-actions"><button class="button" data-kind="primary" type="submit">{label}</button></div> }
}

/// The last word on a thing that is not there, so that a missing list is not an empty corner.
fn none(words: &'static str) -> View {
    draw! { <p class="form-note">{words}</p> }
}
