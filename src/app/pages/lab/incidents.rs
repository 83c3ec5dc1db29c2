//! Incidents: a list of troubles, each replayed through the engine when it is opened.

use super::super::super::text::lab::incidents::{self, Story, l};
use super::super::super::text::lab::steps;
use super::controls::bring_into_sight;
use super::decision::{bytes, judgement, verdict};
use super::desk::Desk;
use crate::app::parts::lean::prelude::*;
use playground::lab::incidents::{COUNT, Part, Scene, replay};
use playground::time::Timestamp;

pub fn bench(desk: Desk) -> View {
    let chosen: RwSignal<u8> = RwSignal::new(1);
    draw! {
        <p class="lab-lead">{l().lead}</p>
        <div class="incidents">
            <section class="lab-card incidents-list" aria-label=l().list>
                <ul>
                    {(1..=COUNT).map(|number| draw! {
                        <li><button aria-pressed=move || if chosen.get() == number { "true" } else { "false" } on:click=on(move |_| {
                            chosen.set(number);
                            desk.say(incidents::story(number).title.to_owned());
                            bring_into_sight(".incident");
                        })>{(l().name)(number, incidents::story(number).title)}</button></li>
                    }).collect_view()}
                </ul>
            </section>
            {move || story(desk, chosen.get())}
        </div>
    }
}

fn story(desk: Desk, number: u8) -> View {
    let words = incidents::story(number);
    let (scenes, now) = desk.peek(|lab| (replay(lab, number), lab.now()));
    draw! {
        <article class="lab-card incident">
            <h2>{(l().name)(number, words.title)}</h2>
            {part(words, Part::Symptom, &scenes, now)}
            {part(words, Part::Investigation, &scenes, now)}
            <section><h3>{l().cause}</h3><p>{words.cause}</p></section>
            {part(words, Part::Repair, &scenes, now)}
        </article>
    }
}

fn part(words: &'static Story, which: Part, scenes: &[Scene], now: Timestamp) -> View {
    let text = match which {
        Part::Symptom => words.symptom,
        Part::Investigation => words.investigation,
        Part::Repair => words.repair,
    };
    draw! {
        <section>
            <h3>{incidents::part(which)}</h3>
            <p>{text}</p>
            {scenes.iter().filter(|scene| scene.part == which).map(|scene| one(scene, now)).collect_view()}
        </section>
    }
}

fn one(scene: &Scene, now: Timestamp) -> View {
    let sent = &scene.sent;
    let operation = sent.operation.map_or("", playground::engine::OperationName::as_str);
    let later = sent.at.since(now);
    let at = (later.as_secs() > 0).then(|| (l().asked_at)(&["+", &steps::span(later)].concat()));
    draw! {
        <div class="scene">
            <p class="scene-asked">{(l().asked)(operation)}" "<small>{at}</small></p>
            {verdict(sent)}
            <details><summary>{l().show}</summary>{judgement(sent)}{bytes(sent)}</details>
        </div>
    }
}
