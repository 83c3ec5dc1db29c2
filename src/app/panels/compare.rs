//! Two branches of one history beside each other: the present one, and the one it replaced, at the same instant.

use super::super::session::Session;
use super::super::text::{clock_at, event_sentence, t};
use crate::app::parts::lean::prelude::*;
use playground::sim::Event;
use playground::stage::is_moment;
use playground::time::Timestamp;
use playground::timeline::Timeline;

/// What is listed of each branch since the fork.
const EVENTS_MAX: usize = 8;

#[derive(Clone, Debug, Default, PartialEq)]
struct Side {
    figures: [u64; 9],
    events: Vec<String>,
}

fn side(timeline: &Timeline, queue: &str, forked_at: Timestamp) -> Side {
    let world = timeline.world();
    let (counts, tally) = (world.queue_counts(queue), world.tally());
    let events = timeline.events();
    let since = &events[events.partition_point(|event| event.at < forked_at)..];
    let told = |event: &&Event| is_moment(event) || matches!(event.kind, playground::sim::EventKind::Delete { .. });
    let line = |event: &Event| [&*clock_at(world, event.at, true), "  ", &*event_sentence(world, event)].concat();
    Side {
        figures: [
            counts.visible,
            counts.hidden,
            tally.effects,
            tally.duplicates,
            tally.deleted,
            tally.expired,
            tally.empty_answers,
            tally.refusals,
            tally.transactions,
        ],
        events: since.iter().filter(told).take(EVENTS_MAX).map(line).collect(),
    }
}

pub fn compare(session: Session) -> View {
    let other = StoredValue::new(None::<Timeline>);
    let forked_at = session.read(|timeline| timeline.ghost().map(|ghost| ghost.forked_at));
    let branch = memo(move || {
        session.history.get();
        other.set_value(session.peek(Timeline::other_branch));
        session.history.get_untracked()
    });
    // A tenth of a second is as fine as the clock beside it.
    let now = session.read(|timeline| timeline.now().as_micros() / 100_000);
    let sides = memo(move || {
        branch.get();
        now.get();
        let forked_at = forked_at.get()?;
        let queue = session.queue.get();
        let here = session.peek(|timeline| side(timeline, &queue, forked_at));
        let at = session.peek(Timeline::now);
        let there = other.try_update_value(|other| {
            let other = other.as_mut()?;
            other.seek(at);
            Some(side(other, &queue, forked_at))
        });
        Some((here, there??))
    });
    let title = session.read(|timeline| (t().figures.compare_lead)(&clock_at(timeline.world(), timeline.now(), true)));
    let list = |side: &Side| {
        let lines: Vec<String> = if side.events.is_empty() { vec![t().figures.nothing_since.to_owned()] } else { side.events.clone() };
        draw! { <ol>{lines.into_iter().map(|line| draw! { <li>{line}</li> }).collect_view()}</ol> }
    };
    draw! {
        <p>{title}</p>
        {move || sides.get().map(|(here, there)| {
            let rows = t().figures.names.iter().zip(here.figures.iter().zip(there.figures));
            draw! {
                <table class="compare">
                    <thead><tr>
                        <th scope="col">{t().figures.figure}</th><th scope="col">{t().figures.here}</th><th scope="col">{t().figures.there}</th>
                    </tr></thead>
                    <tbody>
                        {rows.map(|(name, (here, there))| draw! {
                            <tr data-differs=(*here != there).then_some("true")>
                                <th scope="row">{*name}</th><td>{(t().figures.count)(*here)}</td><td>{(t().figures.count)(there)}</td>
                            </tr>
                        }).collect_view()}
                        <tr><th scope="row">{t().figures.since}</th><td>{list(&here)}</td><td>{list(&there)}</td></tr>
                    </tbody>
                </table>
            }
        })}
    }
}
