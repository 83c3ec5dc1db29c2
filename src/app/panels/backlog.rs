//! The queue's figures, kept in step with the history, and its row on the timeline: how many messages it holds, as an area.

use super::super::session::Session;
use super::axis::{Axis, scale};
use crate::app::parts::lean::prelude::*;
use playground::stage::Series;
use playground::time::Span;

/// Height of the area at its fullest, in pixels.
const HEIGHT: f64 = 22.0;

/// Figures that grow with the history.
#[derive(Clone, Copy)]
pub struct Fed {
    pub series: StoredValue<Series>,
    /// Events in it, points, and how long a point stands for; `None` once the view is gone.
    pub points: Memo<Option<(usize, usize, Span)>>,
}

/// Feeds figures of the shown queue with what is known, anew when that was replaced. There is news once a point, not with every event.
pub fn feed(session: Session) -> Fed {
    let begin = move || session.queue.with(|queue| session.peek(|timeline| Series::new(queue, timeline.world().starts_at())));
    let series = StoredValue::new(begin());
    let reached = session.read(move |timeline| {
        let now = timeline.now();
        series.try_with_value(|series| (series.stretch(series.place(now)).0, series.width())).unwrap_or_default()
    });
    let fed = memo(move || {
        series.set_value(begin());
        session.history.get()
    });
    let points = memo(move || {
        fed.get();
        reached.get();
        session.peek(|timeline| {
            let events = timeline.known_events();
            let end = events.last().map_or(timeline.now(), |event| event.at).max(timeline.now());
            series.try_update_value(|series| {
                series.extend(events, end);
                (series.seen(), series.points().len(), series.width())
            })
        })
    });
    Fed { series, points }
}

/// The area, in the pixels of `axis` from the start of the world, standing on `base`. Drawn anew when the figures or the scale change.
pub fn area(session: Session, axis: Memo<Axis>, base: f64) -> View {
    let Fed { series, points } = feed(session);
    let scale = scale(axis);
    let path = memo(move || {
        points.get();
        scale.get();
        let axis = axis.get_untracked();
        series.with_value(|series| {
            let all = series.points().iter().map(|point| point.visible + point.hidden);
            let top = f64::from(all.clone().max().unwrap_or(0).max(8));
            let mut path = String::new();
            let mut level = None;
            for (index, count) in all.enumerate() {
                let x = tenths(axis.length(series.stretch(index).0));
                match level.replace(count) {
                    None => path.extend(["M", &x, ",", &tenths(base)]),
                    Some(before) if before == count => continue,
                    Some(_) => path.extend(["H", &x]),
                }
                path.extend(["V", &tenths(base - f64::from(count) / top * HEIGHT)]);
            }
            if let Some(last) = series.points().len().checked_sub(1) {
                path.extend(["H", &tenths(axis.length(series.stretch(last).1)), "V", &tenths(base), "Z"]);
            }
            path
        })
    });
    draw! { <path class="backlog" d=path /> }
}
