//! The figures under the stage.

use super::super::session::Session;
use super::super::text::{clock, t};
use super::share;
use crate::app::parts::lean::prelude::*;
use playground::sim::World;
use playground::time::Span;

fn oldest(world: &World, queue: &str) -> Option<Span> {
    // Messages are looked at in order of visibility, so the oldest is not always first; the first few hundred are enough for a figure.
    let queue = world.queue(queue)?;
    queue.messages(world.now()).take(400).map(|message| world.now().since(message.inserted_at)).max()
}

pub fn metrics(session: Session) -> View {
    let counts = session.read(move |timeline| session.queue.with(|queue| timeline.world().queue_counts(queue)));
    let oldest = session.read(move |timeline| session.queue.with(|queue| oldest(timeline.world(), queue)).map(|age| clock(age, false)));
    let tally = session.read(|timeline| timeline.world().tally());
    let item = |value: Signal<String>, name: &'static str| draw! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    draw! {
        <div class="strip">
        <dl class="metrics" aria-label=t().stage.metrics_label>
            {item(Signal::derive(move || counts.get().visible.to_string()), t().stage.metric_visible)}
            {item(Signal::derive(move || counts.get().hidden.to_string()), t().stage.metric_leased)}
            {item(Signal::derive(move || oldest.get().unwrap_or_else(|| "\u{2013}".to_owned())), t().stage.metric_oldest)}
            {item(Signal::derive(move || tally.get().effects.to_string()), t().stage.metric_published)}
            {item(Signal::derive(move || tally.get().empty_answers.to_string()), t().stage.metric_empty)}
            {item(Signal::derive(move || tally.get().transactions.to_string()), t().stage.metric_transactions)}
        </dl>
        <div class="strip-tools">{share::tools(session)}</div>
        </div>
    }
}
