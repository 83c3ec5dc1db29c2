//! A storage account as the portal asks for it: four settings, of which queues care for few.

use super::super::super::session::Session;
use super::super::super::text::tools::tools_text;
use super::{line, none, panel, select, submit};
use crate::app::parts::lean::prelude::*;
use playground::engine::{AccountKind, Redundancy};
use playground::sim::{Input, World};

const KINDS: [AccountKind; 5] =
    [AccountKind::BlobStorage, AccountKind::StorageV2, AccountKind::Storage, AccountKind::BlockBlobStorage, AccountKind::FileStorage];

const REDUNDANCIES: [Redundancy; 6] = [
    Redundancy::StandardLrs,
    Redundancy::StandardZrs,
    Redundancy::StandardGrs,
    Redundancy::StandardGzrs,
    Redundancy::StandardRagrs,
    Redundancy::StandardRagzrs,
];

/// An account in the list below the form.
#[derive(Clone, Debug, PartialEq)]
struct Made {
    name: String,
    about: String,
    in_use: bool,
}

fn made(world: &World) -> Vec<Made> {
    let words = tools_text();
    let accounts = world.server().engine().accounts().map(|account| {
        let spec = account.spec();
        let about = [(words.kind_name)(spec.kind), ", ", (words.redundancy_name)(spec.redundancy)].concat();
        Made { name: spec.name.to_string(), about, in_use: &*spec.name == world.account() }
    });
    accounts.collect()
}

pub fn form(session: Session) -> View {
    let words = tools_text();
    let name = RwSignal::new(String::new());
    let (kind, redundancy, tier, region) = (RwSignal::new(0), RwSignal::new(0), RwSignal::new(0), RwSignal::new(0));
    let create = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let name = name.get_untracked().trim().into();
        session.dispatch(Input::CreateAccount {
            name,
            kind: KINDS[kind.get_untracked()],
            redundancy: REDUNDANCIES[redundancy.get_untracked()],
        });
    };
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let kinds = KINDS.iter().map(|kind| (words.kind_name)(*kind).to_owned()).collect();
    let redundancies = REDUNDANCIES.iter().map(|redundancy| (words.redundancy_name)(*redundancy).to_owned()).collect();
    let inside = draw! {
        <form class="forms" on:submit=on(create)>
            {line(words.account_name, name)}
            <p class="form-note">{words.account_name_rule}</p>
            {select(words.region, owned(&words.regions), region)}
            {select(words.kind, kinds, kind)}
            {select(words.redundancy, redundancies, redundancy)}
            {select(words.tier, owned(&words.tiers), tier)}
            {submit(words.create_account)}
        </form>
        <h3>{words.accounts}</h3>
        {list(session)}
    };
    panel(words.account, inside)
}

fn list(session: Session) -> View {
    let words = tools_text();
    let made = session.read(|timeline| made(timeline.world()));
    let row = move |account: Made| {
        let name = account.name.clone();
        let choose = move |_| session.dispatch(Input::SelectAccount { name: name.as_str().into() });
        let state = if account.in_use {
            draw! { <small>{words.in_use}</small> }
        } else {
            draw! { <button class="button" data-size="small" on:click=on(choose)>{(words.use_account)(&account.name)}</button> }
        };
        draw! { <li><span><b>{account.name}</b><small>{account.about}</small></span>{state}</li> }
    };
    draw! { {move || {
        let made = made.get();
        if made.is_empty() { none(words.no_account) } else { draw! { <ul class="tool-list">{made.into_iter().map(row).collect_view()}</ul> } }
    }} }
}
