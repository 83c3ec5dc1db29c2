//! Rotating the account keys: four acts in an order to be found, and a count of who failed.

use super::super::super::parts::icon::{CROSS, TICK, icon};
use super::super::super::text::lab::shared_key::{self, l};
use super::decision::decision;
use super::desk::Desk;
use crate::app::parts::lean::prelude::*;
use playground::auth::KeyName;
use playground::lab::{Act, Rotation};

pub fn section(desk: Desk) -> View {
    let rotation = RwSignal::new(desk.peek(Rotation::begin));
    let act = move |act: Act| {
        rotation.update(|rotation| desk.act(|lab| rotation.act(lab, act)));
        let words = rotation.with_untracked(|rotation| {
            format!("{}. {} {}, {} {}.", shared_key::act(act), rotation.answered, l().answered, rotation.failed, l().failed)
        });
        desk.say(words);
    };
    let keys = desk
        .read(|lab| [KeyName::Key1, KeyName::Key2].map(|name| (l().fingerprint)(shared_key::key(name), &lab.key(name).to_base64()[..8])));
    let well = desk.read(move |lab| rotation.with(|rotation| rotation.is_done_well(lab)));
    let over = memo(move || rotation.with(Rotation::is_over));
    draw! {
        <section class="lab-card" aria-labelledby="rotation-title">
            <h2 id="rotation-title">{l().rotation}</h2>
            <p>{l().rotation_lead}</p>
            <div class="rotation">
                <ul class="rotation-state">
                    {move || keys.get().map(|key| draw! { <li><code>{key}</code></li> }).into_iter().collect_view()}
                    {move || rotation.with(|rotation| rotation.clients.iter().map(|client| draw! {
                        <li>{(l().client)(client.name, shared_key::key(client.uses))}</li>
                    }).collect_view())}
                </ul>
                <p class="form-actions">
                    {Act::ALL.into_iter().map(|one| draw! { <button class="button" on:click=on(move |_| act(one))>{shared_key::act(one)}</button> }).collect_view()}
                    <button class="button" data-kind="quiet" on:click=on(move |_| rotation.set(desk.peek(Rotation::begin)))>{l().begin_again}</button>
                </p>
                <dl class="rotation-count">
                    <div><dt>{l().answered}</dt><dd>{move || rotation.with(|rotation| rotation.answered)}</dd></div>
                    <div data-alarm=move || if rotation.with(|rotation| rotation.failed > 0) { "true" } else { "false" }>
                        <dt>{l().failed}</dt><dd>{move || rotation.with(|rotation| rotation.failed)}</dd>
                    </div>
                </dl>
            </div>
            {move || over.get().then(|| {
                let (kind, path, words) = if well.get() { ("right", TICK, l().done_well) } else { ("wrong", CROSS, l().done_badly) };
                draw! { <p class="feedback rotation-end" data-kind=kind>{icon(path)}{words}</p> }
            })}
            {move || rotation.with(|rotation| rotation.failure.as_ref().map(|sent| draw! {
                <details class="panel"><summary>{l().last_failure}</summary>{decision(sent)}</details>
            }))}
        </section>
    }
}
