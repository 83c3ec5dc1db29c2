//! A queue's address from pieces: pressed one after the other they make a row, pressed in the row they leave it again.

use super::super::super::parts::focus::focus_soon;
use super::super::super::session::Session;
use super::super::super::text::tools::tools_text;
use super::{accounts, few_and, named, panel};
use crate::app::parts::lean::prelude::*;
use playground::sim::{Actor, Input, Role, World};

/// Some of them belong into no address of a queue.
fn pieces(world: &World, queue: &str) -> Vec<String> {
    let fixed = ["http://", "https://", ".blob.core.windows.net", ".queue.core.windows.net", "/", "/messages"].map(str::to_owned);
    let names = accounts(world).into_iter().chain([queue.to_owned()]);
    let mut pieces: Vec<String> = Vec::new();
    for piece in fixed.into_iter().chain(names) {
        if !pieces.contains(&piece) {
            pieces.push(piece);
        }
    }
    pieces
}

pub fn tiles(session: Session, queue: &str) -> View {
    let words = tools_text();
    let queue = queue.to_owned();
    let pieces = session.read(move |timeline| pieces(timeline.world(), &queue));
    let clients = session.read(|timeline| named(timeline.world(), |actor: &Actor| actor.as_client().is_some()));
    let row = RwSignal::new(Vec::<String>::new());
    let chosen = RwSignal::new(0_usize);
    let piece = move |piece: String| {
        let add = piece.clone();
        draw! { <li><button class="tile" on:click=on(move |_| row.update(|row| row.push(add.clone())))>{piece}</button></li> }
    };
    let placed = move |(place, piece): (usize, String)| {
        let label = (words.take_out)(&piece);
        let take_out = move |_| {
            row.update(|row| {
                if place < row.len() {
                    drop(row.remove(place));
                }
            });
            focus_soon(&[".tiles[data-row] .tile", ".tile"]);
        };
        draw! { <li><button class="tile" data-placed="true" aria-label=label on:click=on(take_out)>{piece}</button></li> }
    };
    let give = move |_| {
        let Some((actor, _)) = clients.with_untracked(|clients| clients.get(chosen.get_untracked()).cloned()) else { return };
        let role = session.peek(|timeline| timeline.world().actor(actor).and_then(Actor::role));
        if let Some(Role::Client(mut spec)) = role {
            spec.address = row.with_untracked(|row| row.concat()).into();
            session.dispatch(Input::Configure { actor, role: Role::Client(spec) });
        }
    };
    let inside = draw! {
        <h3>{words.tiles}</h3>
        <ul class="tiles">{move || pieces.get().into_iter().map(piece).collect_view()}</ul>
        <h3>{words.row}</h3>
        <ol class="tiles" data-row="true">
            {move || row.with(Vec::is_empty).then(|| draw! { <li class="form-note">{words.row_empty}</li> })}
            {move || row.get().into_iter().enumerate().map(placed).collect_view()}
        </ol>
        {move || {
            let names = clients.with(|clients| clients.iter().map(|(_, name)| name.clone()).collect::<Vec<_>>());
            (!names.is_empty()).then(|| draw! {
                <div class="form-row">
                    {few_and(words.give_address_to, names, move || chosen.get(), move |index| chosen.set(index))}
                    <button class="button" disabled=move || row.with(Vec::is_empty) on:click=on(give)>{words.give_address}</button>
                </div>
            })
        }}
    };
    panel(words.address, inside)
}
