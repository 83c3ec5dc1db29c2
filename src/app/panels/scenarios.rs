//! The scenarios that are ready to run, as a list beside the stage.

use super::super::session::Session;
use super::super::text::t;
use crate::app::parts::lean::prelude::*;
use playground::sim::Scenario;
use playground::sim::scenarios::READY;
use playground::timeline::Timeline;

/// `first` is the newsroom of the sandbox itself, and its queue.
pub fn scenarios(session: Session, first: (fn() -> Scenario, &'static str)) -> View {
    let begin = move |scenario: Scenario, queue: &'static str| {
        session.queue.set(queue.to_owned());
        session.replace(Timeline::new(scenario));
        session.playing.set(true);
    };
    let item = move |words: (&'static str, &'static str), made: fn() -> Scenario, queue: &'static str| {
        // A world's beginning changes only when another history comes onto the stage.
        let current = memo(move || {
            session.history.get();
            session.peek(|timeline| *timeline.scenario() == made())
        });
        draw! {
            <li>
                <button class="scenario" aria-pressed=move || if current.get() { "true" } else { "false" } on:click=on(move |_| begin(made(), queue))>
                    <b>{words.0}</b><span>{words.1}</span>
                </button>
            </li>
        }
    };
    let known = READY.iter().filter_map(|ready| Some(item((t().scenarios.of)(ready.id)?, ready.scenario, ready.queue)));
    let list: Vec<View> = std::iter::once(item(t().scenarios.newsroom, first.0, first.1)).chain(known).collect();
    draw! {
        <details class="panel">
            <summary>{t().scenarios.title}</summary>
            <p>{t().scenarios.lead}</p>
            <ul class="scenarios">{list.into_iter().collect_view()}</ul>
        </details>
    }
}
