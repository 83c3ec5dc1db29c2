//! Stored access policies, and the table of what ends which SAS.

use super::super::super::parts::icon::{CROSS, TICK, icon};
use super::super::super::text::lab::sas::{self, l};
use super::super::super::text::lab::steps;
use super::desk::Desk;
use crate::app::parts::lean::prelude::*;
use playground::lab::{Means, Token};
use playground::time::Span;
use playground::wire::date;

pub fn policies(desk: Desk) -> View {
    let list = desk.read(|lab| {
        let words = |policy: &playground::engine::SignedIdentifier| {
            let letters = policy.policy.permission.as_deref().unwrap_or("\u{2013}").to_owned();
            let expiry = policy.policy.expiry.map_or_else(|| "\u{2013}".to_owned(), date::iso8601_secs);
            (policy.id.to_string(), (l().policy_holds)(&letters, &expiry))
        };
        lab.policies().iter().map(words).collect::<Vec<_>>()
    });
    draw! {
        <section class="lab-card" aria-labelledby="policies-title">
            <h2 id="policies-title">{l().policies}</h2>
            <p>{l().policies_lead}</p>
            {move || {
                let list = list.get();
                if list.is_empty() {
                    draw! { <p class="lab-quiet">{l().policies_none}</p> }
                } else {
                    draw! { <dl class="policies">{list.into_iter().map(|(id, words)| draw! { <div><dt><code>{id}</code></dt><dd>{words}</dd></div> }).collect_view()}</dl> }
                }
            }}
            <p class="form-actions">
                <button class="button" on:click=on(move |_| {
                    desk.act(playground::lab::Lab::lay_policy);
                    desk.say((l().did)(l().set_policy));
                })>{l().set_policy}</button>
            </p>
        </section>
    }
}

pub fn revocation(desk: Desk) -> View {
    let head = draw! {
        <tr>
            <th scope="col">{l().means}</th>
            {Token::ALL.into_iter().map(|token| draw! { <th scope="col">{sas::token(token)}</th> }).collect_view()}
            <td></td>
        </tr>
    };
    draw! {
        <section class="lab-card" aria-labelledby="revoke-title">
            <h2 id="revoke-title">{l().revoke}</h2>
            <p>{l().revoke_lead}</p>
            <div class="lab-scroll" tabindex="0" role="region" aria-label=l().revoke>
                <table class="lab-table">
                    <thead>{head}</thead>
                    <tbody>{Means::ALL.into_iter().map(|means| row(desk, means)).collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
}

fn row(desk: Desk, means: Means) -> View {
    let name = sas::means(means);
    let ended = desk.peek(|lab| lab.survivors(means));
    let takes = (means != Means::Wait && means.takes() > Span::ZERO).then(|| (l().takes)(&steps::span(means.takes())));
    draw! {
        <tr>
            <th scope="row">{name}<small>{takes}</small></th>
            {ended.into_iter().map(|(_, sent)| {
                let (state, path, word) = if sent.is_let_in() { ("in", TICK, l().lives) } else { ("out", CROSS, l().ended) };
                draw! { <td data-state=state>{icon(path)}{word}</td> }
            }).collect_view()}
            <td><button class="button" data-size="small" aria-label=(l().do_it)(name) on:click=on(move |_| {
                desk.act(|lab| lab.end_by(means));
                desk.say((l().did)(name));
            })>{l().do_short}</button></td>
        </tr>
    }
}
