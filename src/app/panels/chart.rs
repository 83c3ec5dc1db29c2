//! The rows of the timeline: bars and marks over time.
//!
//! Bars are drawn as long as what was granted and cut at the playhead by two clip paths, so that a frame only moves the cut. Rows are drawn anew
//! when something happened.

mod flags;
mod marks;

use super::super::session::Session;
use super::super::text::{clock, t};
use super::axis::{Axis, Follow, GUTTER, Scale, scale};
use super::backlog::area;
use crate::app::parts::lean::prelude::*;
use flags::{flags, folds};
use marks::{ghost_marks, marks};
use playground::engine::MessageNumber;
use playground::sim::{Actor, Body};
use playground::stage::{Row, RowKey, Segment, SegmentKind, near, rows};
use playground::time::{Span, Timestamp};
use playground::timeline::Timeline;

const TOP: f64 = 50.0;
const PITCH: f64 = 30.0;
const ACTORS_MAX: usize = 5;

/// Only what can be seen is drawn; this much more to each side keeps the edges from popping.
const MARGIN: Span = Span::from_secs(15);

/// A flag on the timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct Flag {
    pub kind: &'static str,
    pub at: Timestamp,
    pub word: String,
}

/// What the chart needs to know besides the history.
#[derive(Clone, Copy)]
pub struct ChartProps {
    pub follow: Follow,
    pub flags: Signal<Vec<Flag>>,
}

/// Which rows there are: those of the first consumers, or of everybody.
#[derive(Clone, Copy)]
pub struct Rows {
    pub everybody: RwSignal<bool>,
    /// How many actors have no row; what the chart finds, for the button that shows them.
    pub left_out: RwSignal<usize>,
}

impl Rows {
    pub fn new() -> Self {
        Self { everybody: RwSignal::new(false), left_out: RwSignal::new(0) }
    }
}

/// One row a message worth following, one an actor; and how many actors have none.
fn keys(timeline: &Timeline, selected: Option<MessageNumber>, everybody: bool) -> (Vec<(RowKey, String)>, usize) {
    let world = timeline.world();
    let message = selected.or_else(|| (world.tally().put == 1).then_some(MessageNumber(1)));
    let first = message.map_or_else(
        || (RowKey::Queue, t().time.row_queue.to_owned()),
        |message| (RowKey::Message(message), (t().time.row_message)(message.0)),
    );
    let of = |wanted: fn(&Body) -> bool| world.actors().iter().filter(move |actor| wanted(&actor.body));
    let consumers = of(|body| matches!(body, Body::Consumer(_)));
    let others = of(|body| matches!(body, Body::Producer(_) | Body::FrontEnd(_) | Body::Client(_)))
        .chain(of(|body| matches!(body, Body::Person(_))));
    let most = if everybody { usize::MAX } else { ACTORS_MAX };
    let shown: Vec<&Actor> = consumers.clone().take(most).chain(others.clone().filter(|_| everybody)).collect();
    let left_out = consumers.chain(others).count() - shown.len();
    (std::iter::once(first).chain(shown.into_iter().map(|actor| (RowKey::Actor(actor.id), actor.name.to_string()))).collect(), left_out)
}

/// The axis as it follows the playhead.
pub fn axis(session: Session, follow: Follow, width: Signal<i32>) -> Memo<Axis> {
    memo(move || {
        let (speed, folds) = (session.speed.get(), session.skipped.get());
        session.with(|timeline| Axis::new(follow, timeline.world().starts_at(), timeline.now(), speed, width.get(), folds))
    })
}

#[derive(Clone, Debug, PartialEq)]
struct Drawing {
    keys: Vec<(RowKey, String)>,
    left_out: usize,
    rows: Vec<Row>,
    ghost: Vec<Row>,
    forked_at: Option<Timestamp>,
}

fn drawing(
    timeline: &Timeline,
    selected: Option<MessageNumber>,
    chunk: (Timestamp, Timestamp),
    with_ghost: bool,
    everybody: bool,
) -> Drawing {
    let (keys, left_out) = keys(timeline, selected, everybody);
    let row_keys: Vec<RowKey> = keys.iter().map(|(key, _)| *key).collect();
    let message = row_keys.iter().find_map(|key| match key {
        RowKey::Message(message) => Some(*message),
        RowKey::Actor(_) | RowKey::Queue => None,
    });
    let rows_now = rows(&near(timeline.events(), chunk.0, chunk.1, message), &row_keys);
    let ghost = timeline.ghost().filter(|_| with_ghost).map(|ghost| {
        let mut events = near(timeline.known_events(), chunk.0, ghost.forked_at, message);
        events.extend(near(&ghost.events, chunk.0, chunk.1, message));
        (rows(&events, &row_keys), ghost.forked_at)
    });
    let (ghost, forked_at) = ghost.map_or((Vec::new(), None), |(rows, at)| (rows, Some(at)));
    Drawing { keys, left_out, rows: rows_now, ghost, forked_at }
}

/// `tall` is told how high the chart has become.
pub fn chart(session: Session, props: ChartProps, which: Rows, width: Signal<i32>, tall: RwSignal<f64>) -> View {
    let axis = axis(session, props.follow, width);
    // In steps of a quarter of the shown stretch: the drawing is kept while the axis glides over it.
    let chunk = session.late(settled(memo(move || {
        let axis = axis.get();
        let step = (axis.span.as_micros() / 4).max(1);
        let from = axis.edges().0.as_micros() / step * step;
        let until = Span::from_micros(from + step) + axis.span;
        (axis.instant(Span::from_micros(from)) - MARGIN, axis.instant(until) + MARGIN)
    })));
    let scale = scale(axis);
    let happened = session.late(settled(
        session.read(|timeline| (timeline.events().len(), timeline.known_events().len(), timeline.ghost().map(|ghost| ghost.forked_at))),
    ));
    let drawn = memo(move || {
        happened.get();
        let (selected, chunk, ghost, everybody) = (session.message.get(), chunk.get(), session.ghost.get(), which.everybody.get());
        session.peek(|timeline| drawing(timeline, selected, chunk, ghost, everybody))
    });
    let has_backlog = memo(move || drawn.with(|drawing| drawing.keys.first().is_some_and(|(key, _)| *key == RowKey::Queue)));
    let height = memo(move || TOP + PITCH * drawn.with(|drawing| drawing.keys.len() as f64) + 12.0);
    effect(move |_| tall.set(height.get()));
    let left_out = memo(move || drawn.with(|drawing| drawing.left_out));
    effect(move |_| which.left_out.set(left_out.get()));
    let now_x = memo(move || axis.get().x(session.with(Timeline::now)));
    let offset = memo(move || GUTTER - axis.get().offset());
    let glide = memo(move || ["translate(", &tenths(offset.get()), " 0)"].concat());
    // Every row by itself: what one worker does leaves the others' bars as they are.
    let count = memo(move || drawn.with(|drawing| drawing.rows.len()));
    let row = move |index: usize| memo(move || drawn.with(|drawing| drawing.rows.get(index).cloned()));
    let bars = move |past: bool| {
        draw! {
            <For each=move || (0..count.get()).collect() key=|index| *index let(index)>{
                let row = row(index);
                draw! { <g>{move || {
                    scale.with(|_| ());
                    axis.with_untracked(|axis| row.with(|row| row.as_ref().map(|row| segments(axis, index, row, past))))
                }}</g> }
            }</For>
        }
    };
    let all_marks = draw! {
        <For each=move || (0..count.get()).collect() key=|index| *index let(index)><g>{marks(session, axis, scale, index, row(index))}</g></For>
    };
    let ghost_view = move || {
        scale.get();
        let axis = axis.get_untracked();
        drawn.with(|drawing| {
            let forked_at = drawing.forked_at?;
            let x = axis.length(forked_at);
            let rows = drawing
                .ghost
                .iter()
                .enumerate()
                .map(|(i, row)| (segments(&axis, i, row, true), ghost_marks(&axis, i, row, forked_at)))
                .collect_view();
            Some(draw! {
                <clipPath id="after-fork"><rect x=tenths(x) y="0" width="100000" height="10000" /></clipPath>
                <g class="ghost" clip-path="url(#after-fork)" transform="translate(0 7)">{rows}</g>
                <line class="gap-line" x1=tenths(x) x2=tenths(x) y1=tenths(TOP - 14.0) y2=tenths(TOP + 40.0) stroke-dasharray="2 3" />
            })
        })
    };
    draw! {
        <svg height=move || tenths(height.get()) aria-hidden="true">
            <clipPath id="past"><rect x=tenths(GUTTER - 8.0) y="0" width=move || tenths((now_x.get() - GUTTER + 8.0).max(0.0)) height="10000" /></clipPath>
            <clipPath id="future"><rect x=move || tenths(now_x.get()) y="0" width="100000" height="10000" /></clipPath>
            <clipPath id="plot"><rect x=tenths(GUTTER - 9.0) y="0" width=move || tenths(axis.get().width + 30.0) height="10000" /></clipPath>
            <g transform=glide>{grid(axis, scale, height)}</g>
            {move || drawn.with(|drawing| drawing.keys.iter().enumerate().map(|(i, (_, name))| draw! {
                <text class="row-name" x="0" y=tenths(row_y(i)) dominant-baseline="central">{short(name)}</text>
            }).collect_view())}
            <g clip-path="url(#plot)">
                <g clip-path="url(#past)"><g transform=glide>{bars(true)}</g></g>
                <g clip-path="url(#future)"><g transform=glide>{bars(false)}</g></g>
                <g transform=glide>{move || { scale.get(); folds(&axis.get_untracked(), height.get()) }}</g>
                <g transform=glide>{move || has_backlog.get().then(|| area(session, axis, TOP + 9.0))}</g>
                <g transform=glide>{ghost_view}{all_marks}</g>
            </g>
            {flags(axis, props.flags, height)}
            {base(axis, now_x, height)}
        </svg>
    }
}

/// SVG commands with their points, in tenths of a pixel.
fn path(commands: &[(&str, f64, f64)]) -> String {
    commands.iter().map(|(command, x, y)| [*command, &tenths(*x), ",", &tenths(*y)].concat()).collect()
}

fn row_y(index: usize) -> f64 {
    TOP + PITCH * index as f64
}

fn short(name: &str) -> String {
    if name.chars().count() > 7 { name.chars().take(6).chain(['\u{2026}']).collect() } else { name.to_owned() }
}

/// The bars of a row, those of one kind as one path: the parts that are past, or what was promised beyond.
fn segments(axis: &Axis, index: usize, row: &Row, past: bool) -> View {
    const PAST: [(SegmentKind, &str); 4] = [
        (SegmentKind::Visible, "visible"),
        (SegmentKind::Scheduled, "scheduled"),
        (SegmentKind::Leased, "leased"),
        (SegmentKind::Working, "working"),
    ];
    const PROMISED: [(SegmentKind, &str); 2] = [(SegmentKind::Scheduled, "scheduled"), (SegmentKind::Leased, "promised")];
    let y = tenths(row_y(index));
    let ends = |segment: &Segment| {
        // Without a known end it reaches beyond anything that is shown; the cut at the playhead ends it.
        let until = segment.until.unwrap_or(segment.from + Span::from_secs(1_000_000));
        (axis.length(segment.from), axis.length(until))
    };
    let bars = |(kind, name): &(SegmentKind, &'static str)| {
        let mut bars = String::new();
        let mut drawn_until = f64::NEG_INFINITY;
        for (from, until) in row.segments.iter().filter(|segment| segment.kind == *kind).map(ends) {
            // What is thinner than can be drawn is drawn by its neighbour.
            if until < drawn_until + 0.1 {
                continue;
            }
            drawn_until = until;
            bars.extend(["M", &tenths(from), ",", &y, "H", &tenths(until)]);
        }
        (!bars.is_empty()).then(|| draw! { <path class="segment" data-kind=*name d=bars /> })
    };
    let word = |segment: &Segment| {
        let (from, until) = ends(segment);
        // Behind its end: before it the word would be cut where the past begins.
        (segment.kind == SegmentKind::Leased && !past && until - from > 120.0).then(|| {
            draw! { <text class="lease-word" x=tenths(until + 7.0) y=y.clone() dominant-baseline="central">{t().time.lease_ends}</text> }
        })
    };
    let kinds: &'static [_] = if past { &PAST } else { &PROMISED };
    (kinds.iter().filter_map(bars).collect_view(), row.segments.iter().filter_map(word).collect_view()).view()
}

/// Labelled lines, in the pixels of the axis from the start of the world: they glide with it, and each is drawn once.
fn grid(axis: Memo<Axis>, scale: Memo<Scale>, height: Memo<f64>) -> View {
    let ticks = memo(move || axis.get().ticks());
    let bottom = memo(move || tenths(height.get() - 14.0));
    let line = move |span: Span| {
        let x = memo(move || {
            scale.with(|_| ());
            axis.with_untracked(|axis| tenths(axis.length(axis.starts_at + span)))
        });
        draw! {
            <g>
                <line class="chart-grid" x1=x x2=x y1="20" y2=bottom />
                <text x=x y="10" text-anchor="middle">{clock(span, false)}</text>
            </g>
        }
    };
    draw! { <For each=move || ticks.get() key=|span| span.as_secs() as usize let(span)>{line(span)}</For> }
}

fn base(axis: Memo<Axis>, now_x: Memo<f64>, height: Memo<f64>) -> View {
    let y = move || tenths(height.get() - 9.0);
    draw! {
        <line class="chart-base" x1=tenths(GUTTER) x2=move || tenths(GUTTER + axis.get().width) y1=y y2=y />
        <line class="chart-past" x1=tenths(GUTTER) x2=move || tenths(now_x.get()) y1=y y2=y />
        <line class="chart-now" x1=move || tenths(now_x.get()) x2=move || tenths(now_x.get()) y1="16" y2=y />
        <circle class="chart-thumb" cx=move || tenths(now_x.get()) cy=y r="7" />
    }
}
