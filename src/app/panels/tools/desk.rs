//! Client desks: who they ask and what they show, what they asked for and what each of them saw.

use super::super::super::session::Session;
use super::super::super::text::tools::tools_text;
use super::super::hand;
use super::{accounts, line, named, none, select_and};
use crate::app::parts::lean::prelude::*;
use playground::auth::KeyName;
use playground::client::{Answer, Call};
use playground::sim::{Actor, ActorId, Answered, Input, Role, Shown, Via, World};

/// What of a desk is shown.
#[derive(Clone, Copy)]
pub struct Shows {
    /// Its address and credential, to be repaired.
    pub settings: bool,
    /// Its buttons.
    pub asks: bool,
}

/// A message in a desk's hands, by the ticket it was given.
#[derive(Clone, Debug, PartialEq)]
struct InHand {
    id: Box<str>,
    receipt: Box<str>,
    text: String,
}

/// What came back last, and what it left in the desk's hands.
#[derive(Clone, Debug, PartialEq)]
struct Seen {
    lines: Vec<String>,
    in_hand: Vec<InHand>,
}

fn seen(world: &World, id: ActorId) -> Option<Seen> {
    let answers = world.actor(id)?.answers()?;
    let last = answers.back()?;
    let got = answers.iter().rev().find_map(|answered: &Answered| match &answered.result {
        Ok(Answer::Got(got)) if !got.is_empty() => Some(got),
        _ => None,
    });
    let in_hand = got.into_iter().flatten().map(|message| InHand {
        id: message.id.clone(),
        receipt: message.receipt.clone(),
        text: message.text.to_string(),
    });
    Some(Seen { lines: hand::words(last), in_hand: in_hand.collect() })
}

pub fn desks(session: Session, queue: &str, shows: Shows) -> View {
    let clients = session.read(|timeline| named(timeline.world(), |actor: &Actor| actor.as_client().is_some()));
    let queue = StoredValue::new(queue.to_owned());
    draw! {
        <For each=move || clients.get() key=|client| client.0.0 let(client)>
            <section class="panel tool" data-client=client.1.clone()>
                <div class="panel-head"><h2>{client.1.clone()}</h2></div>
                {if shows.settings { settings(session, client.0, &client.1) } else { View::Nothing }}
                {if shows.asks { asks(session, client.0, &client.1, queue) } else { View::Nothing }}
            </section>
        </For>
    }
}

fn settings(session: Session, actor: ActorId, name: &str) -> View {
    let words = tools_text();
    let spec = session.read(move |timeline| timeline.world().actor(actor)?.as_client().map(|client| (*client.spec).clone()));
    let accounts = session.read(|timeline| accounts(timeline.world()));
    let typed = RwSignal::new(String::new());
    // The text follows the desk: an address from the tiles, or one that was taken back, is seen here at once.
    effect(move |_| typed.set(spec.with(|spec| spec.as_ref().map(|spec| spec.address.to_string())).unwrap_or_default()));
    // 0: as it is; 1: nothing; then the key of each account.
    let shown = RwSignal::new(0_usize);
    let save = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let Some(mut spec) = spec.get_untracked() else { return };
        spec.address = typed.get_untracked().trim().into();
        match shown.get_untracked() {
            0 => {}
            1 => spec.shows = Shown::Nothing,
            n => {
                if let Some(account) = accounts.with_untracked(|accounts| accounts.get(n - 2).cloned()) {
                    spec.shows = Shown::CopiedKey { account: account.into(), key: KeyName::Key1 };
                }
            }
        }
        session.dispatch(Input::Configure { actor, role: Role::Client(spec) });
    };
    let label = (words.credential)(name);
    let options = move || {
        let keys = accounts.get().into_iter().map(|account| (words.credential_key)(&account));
        [shown_now(spec), words.credential_none.to_owned()].into_iter().chain(keys).collect::<Vec<_>>()
    };
    draw! {
        <form class="forms" on:submit=on(save)>
            {line((words.client_address)(name), typed)}
            {move || select_and(label.clone(), options(), move || shown.get(), move |index| shown.set(index))}
            <div class="form-actions"><button class="button" type="submit">{(words.save_client)(name)}</button></div>
        </form>
    }
}

/// What the desk shows at present, as the first option.
fn shown_now(spec: Memo<Option<playground::sim::ClientSpec>>) -> String {
    let words = tools_text();
    let account = spec.with(|spec| match spec.as_ref().map(|spec| &spec.shows) {
        Some(Shown::CopiedKey { account, .. } | Shown::TypedKey { account, .. }) => Some((words.credential_key)(account)),
        Some(Shown::Nothing) => Some(words.credential_none.to_owned()),
        _ => None,
    });
    account.map_or_else(|| words.credential_kept.to_owned(), |now| format!("{} ({now})", words.credential_kept))
}

fn asks(session: Session, by: ActorId, name: &str, queue: StoredValue<String>) -> View {
    let words = tools_text();
    let seen = session.read(move |timeline| seen(timeline.world(), by));
    let send = move |call: Call| session.dispatch(Input::Call { by, via: Via::Form, call });
    let queue = move || -> Box<str> { queue.get_value().into() };
    let held = {
        let name = name.to_owned();
        move |held: InHand| {
            let (again, back) = (held.clone(), held.clone());
            let delete = move |_| send(Call::Delete { queue: queue(), id: again.id.clone(), receipt: again.receipt.clone() });
            let hand_back = move |_| {
                let InHand { id, receipt, .. } = back.clone();
                send(Call::Update { queue: queue(), id, receipt, visibility_timeout: 0, text: None });
            };
            draw! {
                <li>
                    <span>{held.text.clone()}</span>
                    <button class="button" data-size="small" aria-label=(words.delete_held)(&name, &held.text) on:click=on(delete)>{words.delete_short}</button>
                    <button class="button" data-size="small" aria-label=(words.hand_back_held)(&name, &held.text) on:click=on(hand_back)>{words.hand_back_short}</button>
                </li>
            }
        }
    };
    draw! {
        <div class="form-actions desk-actions">
            <button class="button" aria-label=(words.peek)(name) on:click=on(move |_| send(Call::Peek { queue: queue(), count: None }))>{words.peek_short}</button>
            <button class="button" aria-label=(words.get)(name) on:click=on(move |_| send(Call::Get { queue: queue(), count: None, visibility_timeout: None }))>{words.get_short}</button>
        </div>
        <div aria-live="polite">{move || match seen.get() {
            None => none(words.nothing_seen),
            Some(seen) => draw! {
                <div class="hint">{seen.lines.into_iter().map(|line| draw! { <p>{line}</p> }).collect_view()}</div>
                {(!seen.in_hand.is_empty()).then(|| draw! { <ul class="tool-list">{seen.in_hand.into_iter().map(&held).collect_view()}</ul> })}
            },
        }}</div>
    }
}
