//! The figures of the queue over time, as small charts over one axis. A chosen point leads to the events of its stretch.

use super::super::session::{DrawerTab, Session};
use super::super::text::{clock_at, t};
use super::backlog::{Fed, feed};
use super::log::{Filter, Kinds, LogFilter};
use crate::app::parts::lean::prelude::*;
use playground::stage::{Figures, Series};
use playground::time::Span;

const WIDTH: f64 = 300.0;
const HEIGHT: f64 = 56.0;

/// One line of a chart: its name, how its values are written, and its value in a stretch of that many milliseconds.
struct Line {
    name: fn() -> &'static str,
    value: fn(&Figures, u64) -> Option<u64>,
}

struct Chart {
    title: fn() -> &'static str,
    unit: fn(u64) -> String,
    /// Of one stretch, not at its end: the title says how long that is.
    sums: bool,
    lines: &'static [Line],
}

fn per_minute(count: u32, millis: u64) -> u64 {
    u64::from(count) * 60_000 / millis.max(1)
}

const CHARTS: [Chart; 8] = [
    Chart {
        title: || t().figures.queue,
        unit: |n| (t().figures.count)(n),
        sums: false,
        lines: &[
            Line { name: || t().figures.visible, value: |point, _| Some(point.visible.into()) },
            Line { name: || t().figures.leased, value: |point, _| Some(point.hidden.into()) },
        ],
    },
    Chart {
        title: || t().figures.oldest,
        unit: |n| (t().figures.secs)(n),
        sums: false,
        lines: &[Line { name: || "", value: |point, _| Some(point.oldest.as_millis()) }],
    },
    Chart {
        title: || t().figures.rates,
        unit: |n| (t().figures.per_minute)(n),
        sums: false,
        lines: &[
            Line { name: || t().figures.rate_in, value: |point, millis| Some(per_minute(point.put, millis)) },
            Line { name: || t().figures.rate_out, value: |point, millis| Some(per_minute(point.deleted + point.expired, millis)) },
        ],
    },
    Chart {
        title: || t().figures.wait,
        unit: |n| (t().figures.secs)(n),
        sums: false,
        lines: &[
            Line { name: || t().figures.half, value: |point, _| point.wait(50).map(u64::from) },
            Line { name: || t().figures.most, value: |point, _| point.wait(95).map(u64::from) },
        ],
    },
    Chart {
        title: || t().figures.work,
        unit: |n| (t().figures.secs)(n),
        sums: false,
        lines: &[
            Line { name: || t().figures.half, value: |point, _| point.service(50).map(u64::from) },
            Line { name: || t().figures.most, value: |point, _| point.service(95).map(u64::from) },
        ],
    },
    Chart {
        title: || t().figures.cost,
        unit: |n| (t().figures.count)(n),
        sums: true,
        lines: &[Line { name: || "", value: |point, _| Some(point.transactions.into()) }],
    },
    Chart {
        title: || t().figures.empty,
        unit: |n| (t().figures.count)(n),
        sums: true,
        lines: &[Line { name: || "", value: |point, _| Some(point.empty.into()) }],
    },
    Chart {
        title: || t().figures.duplicates,
        unit: |n| (t().figures.count)(n),
        sums: true,
        lines: &[
            Line { name: || t().figures.twice, value: |point, _| Some(point.duplicates.into()) },
            Line { name: || t().figures.refused, value: |point, _| Some(point.refused.into()) },
        ],
    },
];

/// A chart as it is drawn: one path a line, the values at the chosen point, and the upper end of the scale.
#[derive(Clone, Debug, Default, PartialEq)]
struct Drawn {
    paths: Vec<String>,
    values: Vec<Option<u64>>,
    top: u64,
}

fn draw_chart(chart: &Chart, series: &Series, chosen: usize) -> Drawn {
    let millis = series.width().as_millis();
    let points = series.points();
    let mut drawn = Drawn::default();
    let rows: Vec<Vec<Option<u64>>> =
        chart.lines.iter().map(|line| points.iter().map(|point| (line.value)(point, millis)).collect()).collect();
    drawn.top = rows.iter().flatten().flatten().copied().max().unwrap_or(0).max(1);
    let step = WIDTH / (points.len().max(2) - 1) as f64;
    for row in rows {
        // Where there is nothing to measure, the line goes on as it was.
        let mut last = 0;
        let levels = row.iter().map(|value| {
            last = value.unwrap_or(last);
            last
        });
        let levels: Vec<u64> = levels.collect();
        let mut path = String::new();
        for (index, level) in levels.iter().enumerate() {
            // Inside a level stretch there is nothing to say.
            if index > 0 && levels[index - 1] == *level && levels.get(index + 1) == Some(level) {
                continue;
            }
            let y = HEIGHT - *level as f64 / drawn.top as f64 * (HEIGHT - 4.0);
            path.extend([if index == 0 { "M" } else { "L" }, &tenths(index as f64 * step), ",", &tenths(y)]);
        }
        drawn.values.push(row.get(chosen).copied().flatten());
        drawn.paths.push(path);
    }
    drawn
}

/// What there is to draw (see `Fed`), and the point that is looked at.
type Shown = (Option<(usize, usize, Span)>, usize);

/// What one chart draws.
type Turn = RwSignal<Shown>;

/// Tells every chart what to draw. While the world plays they take turns, one a frame, and leave busy frames to the stage: all in one would make it a long one.
fn turns(session: Session, shown: Memo<Shown>) -> [Turn; CHARTS.len()] {
    let turns = std::array::from_fn(|_| RwSignal::new(shown.get_untracked()));
    effect(move |_| {
        session.with(|_| ());
        let at_once = match session.playing.get() {
            true if session.is_busy() => 0,
            true => 1,
            false => CHARTS.len(),
        };
        let now = shown.get();
        let behind = turns.iter().filter(|turn| turn.get_untracked() != now);
        behind.take(at_once).for_each(|turn| turn.set(now));
    });
    turns
}

pub fn figures(session: Session) -> View {
    let Fed { series, points } = feed(session);
    // The point that is looked at; `None`: the one of the present moment.
    let chosen = RwSignal::new(None::<u64>);
    let place = memo(move || {
        let count = points.get().map_or(1, |(_, count, _)| count).max(1);
        let now = session.with(|timeline| series.with_value(|series| series.place(timeline.now())));
        chosen.get().map_or(now, |chosen| usize::try_from(chosen).unwrap_or(0)).min(count - 1)
    });
    let stretch = memo(move || {
        points.get();
        let place = place.get();
        series.with_value(|series| series.stretch(place))
    });
    let words = memo(move || {
        let (from, until) = stretch.get();
        session.peek(|timeline| (t().figures.point_of)(&clock_at(timeline.world(), from, false), &clock_at(timeline.world(), until, false)))
    });
    let filter = expect_context::<LogFilter>().0;
    let show = move |_| {
        filter.set(Filter { stretch: Some(stretch.get_untracked()), kinds: Kinds::NoPolling, ..Filter::default() });
        session.drawer.set(Some(DrawerTab::Log));
    };
    let turns = turns(session, memo(move || (points.get(), place.get())));
    let card = move |(chart, turn): (&'static Chart, Turn)| {
        let drawn = memo(move || {
            let (_, place) = turn.get();
            series.with_value(|series| draw_chart(chart, series, place))
        });
        let pick = move |event: web_sys::MouseEvent| {
            use wasm_bindgen::JsCast;
            let Some(element) = event.current_target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else { return };
            let count = points.get_untracked().map_or(1, |(_, count, _)| count);
            let share = f64::from(event.offset_x()) / f64::from(element.client_width().max(1));
            chosen.set(Some((share.clamp(0.0, 1.0) * (count.max(1) - 1) as f64).round() as u64));
        };
        let per = move || chart.sums.then(|| (t().figures.per_point)(points.get().map_or(1, |(.., width)| width.as_secs())));
        let cursor = move || {
            let (points, place) = turn.get();
            let count = points.map_or(1, |(_, count, _)| count);
            tenths(place as f64 * WIDTH / (count.max(2) - 1) as f64)
        };
        draw! {
            <figure class="figure">
                <figcaption>
                    <b>{(chart.title)()}</b>" "<small>{per}</small>
                    {chart.lines.iter().enumerate().map(|(index, line)| draw! {
                        <span class="figure-value" data-line=index>{move || drawn.with(|drawn| drawn.values[index]).map_or_else(|| "\u{2013}".to_owned(), chart.unit)}" "{(line.name)()}</span>
                    }).collect_view()}
                </figcaption>
                <svg viewBox="0 0 300 56" preserveAspectRatio="none" aria-hidden="true" on:click=on(pick)>
                    <line class="figure-base" x1="0" x2="300" y1="56" y2="56" />
                    <line class="figure-cursor" x1=cursor x2=cursor y1="0" y2="56" />
                    {chart.lines.iter().enumerate().map(|(index, _)| draw! {
                        <path class="figure-line" data-line=index d=move || drawn.with(|drawn| drawn.paths[index].clone()) />
                    }).collect_view()}
                </svg>
            </figure>
        }
    };
    draw! {
        <div class="figures-point">
            <label>{t().figures.point}
                <input type="range" min="0" step="1" prop:max=move || (points.get().map_or(1, |(_, count, _)| count).max(1) - 1).to_string()
                    prop:value=move || place.get().to_string() aria-valuetext=words
                    on:input=on(move |event| chosen.set(event_target_value(&event).parse().ok())) />
            </label>
            <output>{words}</output>
            <button class="button" data-size="small" on:click=on(show)>{t().figures.show_messages}</button>
            <small>{t().figures.lead}</small>
        </div>
        <div class="figures">{CHARTS.iter().zip(turns).map(card).collect_view()}</div>
    }
}
