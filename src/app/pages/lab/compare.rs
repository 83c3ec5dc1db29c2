//! The comparison side by side, and a tree of questions that ends in a recommendation.

use super::super::super::text::lab::compare::{self, l};
use super::desk::Desk;
use crate::app::parts::lean::prelude::*;
use playground::lab::{Question, next};

pub fn bench(desk: Desk) -> View {
    draw! {
        <p class="lab-lead">{l().lead}</p>
        {tree(desk)}
        <section class="lab-card" aria-labelledby="compare-title">
            <h2 id="compare-title">{l().table}</h2>
            <div class="lab-scroll" tabindex="0" role="region" aria-label=l().table>
                <table class="lab-table compare">
                    <thead><tr><td></td>{l().columns.iter().map(|name| draw! { <th scope="col">{*name}</th> }).collect_view()}</tr></thead>
                    <tbody>
                        {l().rows.iter().map(|(name, cells)| draw! {
                            <tr><th scope="row">{*name}</th>{cells.iter().map(|words| draw! { <td>{*words}</td> }).collect_view()}</tr>
                        }).collect_view()}
                    </tbody>
                </table>
            </div>
        </section>
    }
}

fn tree(desk: Desk) -> View {
    // What was answered so far, in order.
    let answers: RwSignal<Vec<(Question, bool)>> = RwSignal::new(Vec::new());
    let end = memo(move || answers.with(|answers| answers.last().map_or(Err(Question::FIRST), |(question, yes)| next(*question, *yes))));
    let answer = move |yes: bool| {
        if let Err(question) = end.get_untracked() {
            answers.update(|answers| answers.push((question, yes)));
            desk.say(match end.get_untracked() {
                Err(question) => compare::question(question).to_owned(),
                Ok(advice) => [l().advice, ": ", compare::advice(advice).0].concat(),
            });
        }
    };
    let open = memo(move || end.get().is_err());
    draw! {
        <section class="lab-card tree" aria-labelledby="tree-title">
            <h2 id="tree-title">{l().tree}</h2>
            <ol class="tree-answers" aria-label=l().answers>
                {move || answers.with(|answers| answers.iter().map(|(question, yes)| draw! {
                    <li><span>{compare::question(*question)}</span>" "<b>{if *yes { l().yes } else { l().no }}</b></li>
                }).collect_view())}
            </ol>
            {move || match end.get() {
                Err(question) => draw! { <p class="tree-question">{compare::question(question)}</p> },
                Ok(advice) => {
                    let (what, how) = compare::advice(advice);
                    draw! { <div class="task-done"><p><b>{what}</b></p><p>{how}</p><p>{l().afterwards}</p></div> }
                }
            }}
            <p class="form-actions">
                <button class="button" data-kind="primary" hidden=move || !open.get() on:click=on(move |_| answer(true))>{l().yes}</button>
                <button class="button" hidden=move || !open.get() on:click=on(move |_| answer(false))>{l().no}</button>
                <button class="button" data-kind="quiet" hidden=move || answers.with(Vec::is_empty) on:click=on(move |_| answers.set(Vec::new()))>{l().again}</button>
            </p>
        </section>
    }
}
