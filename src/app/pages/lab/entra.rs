//! The workbench for Microsoft Entra ID: signing in, the token, the roles, and using them.

use super::super::super::text::lab::entra::{self, l};
use super::controls::choice;
use super::decision::{decision, spoken};
use super::desk::Desk;
use super::doors::{OPERATIONS, operations};
use super::roles;
use crate::app::parts::lean::prelude::*;
use playground::auth::roles::needed;
use playground::auth::token;
use playground::client::Credential;
use playground::engine::OperationName;
use playground::lab::{Sent, Who};
use playground::time::Timestamp;

#[derive(Clone, Copy)]
pub struct Bench {
    pub desk: Desk,
    pub who: RwSignal<Who>,
    /// Whose it is, the token, when it ends.
    token: RwSignal<Option<(Who, String, Timestamp)>>,
    operation: RwSignal<OperationName>,
    sent: RwSignal<Option<Sent>>,
}

pub fn bench(desk: Desk) -> View {
    let bench = Bench {
        desk,
        who: RwSignal::new(Who::Worker),
        token: RwSignal::new(None),
        operation: RwSignal::new(OperationName::GetMessages),
        sent: RwSignal::new(None),
    };
    draw! {
        <p class="lab-lead">{l().lead}</p>
        <div class="lab-form">
            {choice(l().who, Who::ALL.map(|who| (entra::who(who), who)).to_vec(), move || bench.who.get(), move |who| {
                bench.who.set(who);
                bench.token.set(None);
                bench.sent.set(None);
            })}
        </div>
        <div class="lab-pair">
            <div class="lab-stack">{sequence(bench)}{roles::section(bench)}</div>
            <div class="lab-stack">{token_card(bench)}{using(bench)}</div>
        </div>
    }
}

fn sequence(bench: Bench) -> View {
    let at = RwSignal::new(0_usize);
    let all = memo(move || entra::sequence(bench.who.get().kind()).len());
    let go = move |to: usize| {
        at.set(to);
        let (from, whom, what) = entra::sequence(bench.who.get_untracked().kind())[to];
        bench.desk.say([&(l().step_of)(to + 1, all.get_untracked()), ". ", from, " \u{2192} ", whom, ": ", what].concat());
    };
    effect(move |_| {
        bench.who.with(|_| ());
        at.set(0);
    });
    let is_last = move || at.get() + 1 >= all.get();
    draw! {
        <section class="lab-card" aria-labelledby="sequence-title">
            <h2 id="sequence-title">{l().sequence}</h2>
            <ol class="sequence">
                {move || {
                    let kind = bench.who.get().kind();
                    entra::sequence(kind).iter().enumerate().map(|(i, (from, to, what))| {
                        let state = move || match at.get() {
                            now if i < now => "past",
                            now if i == now => "now",
                            _ => "todo",
                        };
                        draw! {
                            <li data-state=state aria-current=move || (at.get() == i).then_some("step")>
                                <p><b>{*from}</b><span class="sequence-arrow" aria-hidden="true"></span><b>{*to}</b></p>
                                <p><code>{*what}</code></p>
                            </li>
                        }
                    }).collect_view()
                }}
            </ol>
            <p class="form-actions">
                <button class="button" disabled=move || at.get() == 0 on:click=on(move |_| go(at.get_untracked() - 1))>{l().back}</button>
                <button class="button" data-kind="ink" disabled=is_last on:click=on(move |_| go(at.get_untracked() + 1))>{l().next}</button>
                <span class="lab-quiet">{move || (l().step_of)(at.get() + 1, all.get())}</span>
            </p>
        </section>
    }
}

fn token_card(bench: Bench) -> View {
    let fetch = move |_| {
        let who = bench.who.get_untracked();
        let (token, ends) = bench.desk.peek(|lab| (lab.token(who), lab.now() + who.token_life()));
        bench.token.set(Some((who, token, ends)));
        bench.desk.say((l().lives)(&super::super::super::text::lab::steps::span(who.token_life())));
    };
    let now = super::now(bench.desk);
    draw! {
        <section class="lab-card" aria-labelledby="token-title">
            <h2 id="token-title">{l().token}</h2>
            <p class="form-actions"><button class="button" data-kind="primary" on:click=on(fetch)>{l().fetch}</button></p>
            {move || bench.token.with(|token| match token {
                None => draw! { <p class="lab-quiet">{l().no_token}</p> },
                Some((_, text, ends)) => draw! { {life(*ends, now)}{claims(text)}<p class="lab-quiet">{l().practice}</p> },
            })}
        </section>
    }
}

fn life(ends: Timestamp, now: Memo<Timestamp>) -> View {
    use super::super::super::text::lab::steps::span;
    let words = move || {
        let now = now.get();
        if now < ends { (l().lives)(&span(ends.since(now))) } else { (l().over)(&span(now.since(ends))) }
    };
    draw! { <p class="feedback">{words}</p> }
}

fn claims(text: &str) -> View {
    let claims = token::decode(text).unwrap_or_default();
    draw! {
        <div class="lab-scroll" tabindex="0" role="region" aria-label=l().token>
            <table class="sas-table">
                <thead><tr><th scope="col">{l().claim}</th><th scope="col">{l().value}</th><th scope="col">{l().meaning}</th></tr></thead>
                <tbody>
                    {claims.into_iter().map(|(name, value)| draw! {
                        <tr><th scope="row"><code>{name.to_string()}</code></th><td><code>{value.to_string()}</code></td><td>{entra::claim(&name)}</td></tr>
                    }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

fn using(bench: Bench) -> View {
    let send = move |_| {
        let Some((_, token, _)) = bench.token.get_untracked() else { return };
        let operation = bench.operation.get_untracked();
        let sent = bench.desk.act(|lab| {
            let call = lab.call(operation);
            lab.send_call(&call, &Credential::Bearer(token.into()))
        });
        bench.desk.say(spoken(&sent));
        bench.sent.set(Some(sent));
    };
    let without = memo(move || bench.token.with(Option::is_none));
    draw! {
        <section class="lab-card" aria-labelledby="use-title">
            <h2 id="use-title">{l().send_title}</h2>
            {move || needs(bench.operation.get())}
            <div class="lab-form">
                {operations(bench.operation, &OPERATIONS)}
                <button class="button" data-kind="primary" disabled=without on:click=on(send)>{l().send}</button>
            </div>
            <p class="lab-quiet" hidden=move || !without.get()>{l().fetch_first}</p>
            {move || bench.sent.with(|sent| sent.as_ref().map(decision))}
        </section>
    }
}

/// What the operation asks for, and on which plane.
fn needs(operation: OperationName) -> View {
    use super::super::super::text::lab::steps::permission_name;
    let lists = needed(operation.into());
    let names = |list: &[playground::auth::Permission]| {
        let names: Vec<&str> = list.iter().map(|permission| permission_name(*permission)).collect();
        names.join(&[" ", l().and, " "].concat())
    };
    let all: Vec<String> = lists.iter().map(|list| names(list)).collect();
    let plane = match lists.first().and_then(|list| list.first()) {
        None => l().nothing_needed,
        Some(permission) if permission.is_data() => l().data_plane,
        Some(_) => l().management_plane,
    };
    draw! {
        <p class="needs">{l().needs}" "<code>{all.join(&[" ", l().or, " "].concat())}</code><br /><small>{plane}</small></p>
    }
}
