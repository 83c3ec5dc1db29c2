//! Time in the hand: clock, transport, speed, the chart and its scrubber.

use super::super::parts::icon::{FORK, LEFT, PAUSE, PLAY, RIGHT, TO_START, icon};
use super::super::parts::measure;
use super::super::session::{Remark, SPEEDS, Session, Skip};
use super::super::text::{clock, clock_at, event_sentence, t};
use super::axis::GUTTER;
use super::chart::{ChartProps, Flag, Rows, axis, chart};
use crate::app::parts::lean::prelude::*;
use playground::time::{Span, Timestamp};
use playground::timeline::{Ahead, Timeline};

/// A higher chart scrolls, so that the stage keeps some room.
const HEIGHT_MAX: f64 = 330.0;

/// The prediction flag while it can still be moved: its place in seconds, and how far it may go.
#[derive(Clone, Copy)]
pub struct Draft {
    pub secs: RwSignal<u64>,
    pub most: u64,
    pub open: Signal<bool>,
}

pub fn timeline(session: Session, props: ChartProps, draft: Option<Draft>) -> View {
    let node = NodeRef::<web_sys::HtmlElement>::new();
    let height = RwSignal::new(152.0);
    let rows = Rows::new();
    let (size, print) = (measure::size(node), measure::print_scale());
    // The chart is laid out for ordinary print and then drawn as large as the page's print is.
    let shown = Signal::derive(move || match size.get().0 {
        0 => 900,
        width => (f64::from(width) / print.get()) as i32,
    });
    draw! {
        <section class="timeline" aria-label=t().time.label>
            {transport(session)}
            <div class="chart-room" data-long=move || (height.get() > HEIGHT_MAX).then_some("true") node_ref=node style:height=move || px(height.get() * print.get())>
                <div class="chart" style:width=move || px(f64::from(shown.get())) style:transform=move || scale(print.get())>
                    {chart(session, props, rows, shown, height)}
                    {everybody(rows)}
                    {scrubber(session, props, shown)}
                    {draft.map(|draft| flag_slider(session, draft, props, shown))}
                </div>
            </div>
        </section>
    }
}

/// Under the names of the rows: gives everybody a row, or only the consumers.
fn everybody(rows: Rows) -> View {
    let label = move || if rows.everybody.get() { t().time.fewer_rows.to_owned() } else { (t().time.more_rows)(rows.left_out.get()) };
    let short = move || if rows.everybody.get() { "\u{2212}".to_owned() } else { ["+", &*rows.left_out.get().to_string()].concat() };
    draw! {
        <button class="chart-rows" hidden=move || !rows.everybody.get() && rows.left_out.get() == 0 aria-label=label title=label
            aria-expanded=move || if rows.everybody.get() { "true" } else { "false" }
            on:click=on(move |_| rows.everybody.update(|everybody| *everybody = !*everybody))>{short}</button>
    }
}

fn transport(session: Session) -> View {
    let now = session.read(|timeline| clock(timeline.now().since(timeline.world().starts_at()), true));
    let forkable = session.read(|timeline| timeline.known_events().len() > timeline.events().len());
    let ghost = session.read(|timeline| timeline.ghost().is_some());
    draw! {
        <div class="transport">
            <output class="transport-clock" aria-label=t().time.scrubber>{now}</output>
            <button class="button" aria-label=t().time.to_start title=t().time.to_start on:click=on(move |_| session.seek(Timestamp::EPOCH))>{icon(TO_START)}</button>
            <button class="button" data-shape="icon" aria-label=t().time.step_back_label title=t().time.step_back_label on:click=on(move |_| session.step_back())>{icon(LEFT)}</button>
            <button class="button transport-play" data-kind="ink" on:click=on(move |_| session.toggle())>
                {move || if session.playing.get() { icon(PAUSE) } else { icon(PLAY) }}
                {move || if session.playing.get() { t().time.pause } else { t().time.play }}
            </button>
            <button class="button" data-shape="icon" aria-label=t().time.step_label title=t().time.step_label on:click=on(move |_| session.step())>{icon(RIGHT)}</button>
            <button class="button" title=move || if session.message.get().is_some() { t().time.skip_of_message } else { t().time.skip_of_any }
                on:click=on(move |_| session.skip())>{t().time.skip}<kbd class="wide-only">"N"</kbd></button>
            <button class="button" title=t().time.moment_label on:click=on(move |_| session.skip_to(Skip::Moment))>{t().time.moment}<kbd class="wide-only">"M"</kbd></button>
            {remark(session)}
            <div class="transport-speed">
                <label for="speed" class="visually-hidden">{t().time.speed}</label>
                <input id="speed" class="speed" type="range" min="0" max=(SPEEDS.len() - 1).to_string() step="1"
                    aria-valuetext=move || (t().time.speed_value)(session.speed.get())
                    prop:value=move || session.gear().to_string()
                    on:input=on(move |event| if let Ok(gear) = event_target_value(&event).parse::<usize>() { session.shift(gear) }) />
                <output class="speed-value" for="speed">{move || (t().time.speed_value)(session.speed.get())}</output>
                {move || ghost.get().then(|| draw! { <button class="button" on:click=on(move |_| session.swap_ghost())>{t().time.ghost_back}</button> })}
                <button class="button" disabled=move || !forkable.get() on:click=on(move |_| session.fork())>{icon(FORK)}{t().time.fork}<kbd class="wide-only">"F"</kbd></button>
            </div>
        </div>
    }
}

/// What there is to say about the clock; of a skip that led nowhere as long as the playhead stands where it was tried.
fn remark(session: Session) -> View {
    let now = session.read(Timeline::now);
    let words = memo(move || {
        let clock = |at: Timestamp| session.peek(|timeline| clock(at.since(timeline.world().starts_at()), false));
        match session.remark.get()? {
            Remark::Behind => Some((false, t().time.falling_behind.to_owned())),
            Remark::Full => Some((true, t().time.full.to_owned())),
            Remark::Quiet(stood, _) if stood != now.get() => None,
            Remark::Quiet(_, Ahead::NotUntil(until)) => Some((false, (t().time.quiet_until)(&clock(until)))),
            Remark::Quiet(..) => Some((false, t().time.quiet_for_good.to_owned())),
        }
    });
    draw! { {move || words.get().map(|(urgent, words)| draw! {
        <span class="transport-note" role=if urgent { "alert" } else { "status" }>{words}</span>
    })} }
}

/// A real slider over the chart's base line: the drawn thumb is only its picture.
fn scrubber(session: Session, props: ChartProps, width: Signal<i32>) -> View {
    // The slider counts drawn time, as the line below it does: what is folded is passed quickly.
    let axis = axis(session, props.follow, width);
    let told = session.read(|timeline| {
        let world = timeline.world();
        let now = clock_at(world, timeline.now(), false);
        let event = timeline.events().last().map_or_else(|| t().time.nothing_yet.to_owned(), |event| event_sentence(world, event));
        (t().time.scrubber_value)(&now, &event)
    });
    draw! {
        <input
            class="scrubber" type="range" aria-label=t().time.scrubber aria-valuetext=told step="100"
            style:left=px(GUTTER - 8.0) style:width=move || px(axis.get().width + 16.0)
            prop:min=move || axis.get().edges().0.as_millis().to_string()
            prop:max=move || axis.get().edges().1.as_millis().to_string()
            prop:value=move || axis.get().drawn(session.with(Timeline::now)).as_millis().to_string()
            on:input=on(move |event| {
                if let Ok(millis) = event_target_value(&event).parse() {
                    session.seek(axis.with_untracked(|axis| axis.instant(Span::from_millis(millis))));
                }
            })
        />
    }
}

/// The prediction flag can be dragged anywhere over the chart, or moved by the arrow keys.
fn flag_slider(session: Session, draft: Draft, props: ChartProps, width: Signal<i32>) -> View {
    let axis = axis(session, props.follow, width);
    draw! { {move || {
        draft.open.get().then(|| {
            draw! {
                <input
                    class="flag-slider" type="range" id="flag-slider" aria-label=t().time.flag_slider min="0" max=draft.most.to_string() step="1"
                    aria-valuetext=move || clock(Span::from_secs(draft.secs.get()), false)
                    style:left=px(GUTTER - 8.0)
                    style:width=move || {
                        let axis = axis.get();
                        px(axis.length(axis.starts_at + Span::from_secs(draft.most)) + 16.0)
                    }
                    prop:value=move || draft.secs.get().to_string()
                    on:input=on(move |event| {
                        if let Ok(secs) = event_target_value(&event).parse() {
                            draft.secs.set(secs);
                        }
                    })
                />
            }
        })
    }} }
}

/// A flag that says when.
pub fn flag(kind: &'static str, word: &str, starts_at: Timestamp, at: Timestamp) -> Flag {
    Flag { kind, at, word: format!("{word} {}", clock(at.since(starts_at), false)) }
}
