//! Role assignments: given at a scope, taken away, and on their way to the service.

use super::super::super::text::lab::entra::{self, l};
use super::super::super::text::lab::steps::{self, span};
use super::controls::choice;
use super::entra::Bench;
use crate::app::parts::lean::prelude::*;
use playground::auth::{Role, Scope};
use playground::lab::{Held, Lab, OTHER_QUEUE};
use playground::time::Timestamp;

pub fn section(bench: Bench) -> View {
    let role = RwSignal::new(Role::StorageQueueDataReader);
    let scope = RwSignal::new(bench.desk.peek(|lab| Scope::Account(lab.account().into())));
    let held = bench.desk.read(move |lab| (lab.held_by(bench.who.get()), lab.now()));
    let scopes = bench.desk.peek(scopes);
    let offered = scopes.clone();
    let assign = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        bench.desk.act(|lab| lab.assign(bench.who.get_untracked(), role.get_untracked(), scope.get_untracked()));
        bench.desk.say((l().arrives)(&span(Lab::PROPAGATION)));
    };
    draw! {
        <section class="lab-card" aria-labelledby="roles-title">
            <h2 id="roles-title">{l().roles}</h2>
            <p>{move || (l().roles_lead)(bench.who.get().name())}</p>
            {move || held.with(|(held, now)| list(bench, held, *now))}
            <form class="lab-form" on:submit=on(assign)>
                {choice(l().role, Role::ALL.map(|role| (role.definition().name, role)).to_vec(), move || role.get(), move |chosen| role.set(chosen))}
                <label class="field">
                    {l().scope}
                    <select on:change=on(move |event| {
                        let index: usize = event_target_value(&event).parse().unwrap_or(0);
                        if let Some(chosen) = scopes.get(index) {
                            scope.set(chosen.clone());
                        }
                    })>
                        {offered.into_iter().enumerate().map(|(i, one)| {
                            let name = entra::scope(&one);
                            draw! { <option value=i prop:selected=move || scope.with(|scope| *scope == one)>{name}</option> }
                        }).collect_view()}
                    </select>
                </label>
                <button class="button">{l().assign}</button>
            </form>
        </section>
    }
}

fn scopes(lab: &Lab) -> Vec<Scope> {
    let account: Box<str> = lab.account().into();
    let queue = |queue: &str| Scope::Queue { account: account.clone(), queue: queue.into() };
    vec![queue(lab.queue()), queue(OTHER_QUEUE), Scope::Account(account.clone()), Scope::ResourceGroup, Scope::Subscription]
}

fn list(bench: Bench, held: &[Held], now: Timestamp) -> View {
    if held.is_empty() {
        return draw! { <p class="lab-quiet">{l().none}</p> };
    }
    draw! { <ul class="held">{held.iter().map(|held| row(bench, held, now)).collect_view()}</ul> }
}

fn row(bench: Bench, held: &Held, now: Timestamp) -> View {
    let (index, assignment) = (held.index, &held.assignment);
    let (state, words) = if now < assignment.effective_at {
        ("coming", (l().arrives)(&span(assignment.effective_at.since(now))))
    } else {
        match assignment.ended_at {
            Some(end) if end <= now => ("ended", l().ended.to_owned()),
            Some(end) => ("ending", (l().ends)(&span(end.since(now)))),
            None => ("in", l().in_force.to_owned()),
        }
    };
    let name = assignment.role.definition().name;
    let removable = assignment.ended_at.is_none();
    draw! {
        <li data-state=state>
            <span><b>{name}</b><small>{steps::scope(&assignment.scope)}" \u{b7} "{words}</small></span>
            {removable.then(|| draw! {
                <button class="button" data-size="small" aria-label=(l().remove)(name) on:click=on(move |_| bench.desk.act(|lab| lab.unassign(index)))>
                    {l().remove_short}
                </button>
            })}
        </li>
    }
}
