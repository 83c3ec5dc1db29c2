//! The stage: producers, the queue with its shelf and lane, consumers.

mod trays;

use super::super::parts::measure;
use super::super::prefs::Prefs;
use super::super::session::{Session, TRAVEL_SPEED_MAX};
use super::super::text::t;
use super::{actors, annex, token, twin};
use crate::app::parts::lean::prelude::*;
use crate::app::parts::lean::scale as scaled;
use playground::sim::ActorId;
use playground::stage::{Annex, Belief, Frame, Layout, Lens, Missing, Point, Rect, Scene, Shape, Thread, TokenState, is_poison, scene};

/// Until the stage has been measured it is laid out for this width.
const WIDTH_GUESS: i32 = 944;

/// Up to so many messages travel to their new places. In a longer lane each that leaves would set all the others moving, all the time: that
/// tells nothing, and takes a browser more than half of its frames.
const TRAVELLERS_MAX: usize = 60;

/// The words beside a leased message take this much, from its middle.
const WORDS_WIDTH: i32 = 232;

/// The room an ordinary stage fills well, in pixels.
const WIDTH_COMFORTABLE: f64 = 900.0;
const HEIGHT_COMFORTABLE: f64 = 446.0;

pub fn stage(session: Session) -> View {
    let prefs = expect_context::<Prefs>();
    let node = NodeRef::<web_sys::HtmlElement>::new();
    let (room, narrow) = (measure::size(node), measure::narrow());
    let all_queues = RwSignal::new(false);
    // On a large screen the stage is laid out for less room and drawn larger: a projector should show more stage, not more emptiness.
    let scale = memo(move || {
        let (width, height) = room.get();
        if narrow.get() { 1.0 } else { (f64::from(height) / HEIGHT_COMFORTABLE).min(f64::from(width) / WIDTH_COMFORTABLE).clamp(1.0, 2.5) }
    });
    // Of the picture before: see `Frame::dense`.
    let dense = StoredValue::new(false);
    let picture = memo(move || {
        let width = match room.get().0 {
            0 => WIDTH_GUESS,
            width => (f64::from(width) / scale.get()) as i32,
        };
        let shape = if narrow.get() { Shape::Tall } else { Shape::Wide };
        let frame = Frame { width, shape, all_queues: all_queues.get(), dense: dense.get_value() };
        let lens = session.lens.get();
        session.with(|timeline| {
            let world = timeline.world();
            // Back before the looker joined there is nobody to look.
            let there = |id: &ActorId| world.actor(*id).is_some_and(|actor| actor.as_consumer().is_some());
            let lens = match lens {
                Lens::Actor(id) if there(&id) => lens,
                _ => Lens::Server,
            };
            let scene = session.queue.with(|queue| scene(world, queue, frame, lens));
            dense.set_value(scene.lane.is_dense());
            scene
        })
    });
    let layout = settled(memo(move || picture.with(|scene| scene.layout.clone())));
    let crowded = settled(memo(move || picture.with(|scene| scene.tokens.len() > TRAVELLERS_MAX)));
    let calm = memo(move || crowded.get() || prefs.is_reduced() || session.speed.get() > TRAVEL_SPEED_MAX);
    let ids = move |of: fn(&Scene) -> Vec<ActorId>| settled(memo(move || picture.with(of)));
    let producers = ids(|scene| scene.producers.iter().map(|card| card.actor).collect());
    let consumers = ids(|scene| scene.consumers.iter().map(|card| card.actor).collect());
    // A third consumer's card reaches down to where the button below and the sentence under the queue stand otherwise.
    let third = memo(move || consumers.with(Vec::len) > 2);
    let missing = settled(memo(move || picture.with(|scene| scene.missing)));
    let on_stage = memo(move || picture.with(|scene| scene.tokens.iter().map(|token| token.message.0).collect::<Vec<_>>()));
    let has_annex = memo(move || layout.with(|layout| layout.annex != Annex::default()));
    let in_poison =
        memo(move || has_annex.get() && session.queue.with(|queue| session.with(|timeline| is_poison(timeline.world(), queue))));
    let tokens = token::tokens(picture);
    let shown = move |number: u32| {
        let token = picture.with_untracked(|scene| scene.tokens.iter().find(|token| token.message.0 == number).cloned());
        token.map(|seen| token::token(session, &tokens, &seen)).view()
    };
    draw! {
        <section class="stage-area" aria-label=t().stage.title>
            {twin::twin(session, picture)}
            <div class="stage-scroll" node_ref=node tabindex="-1">
            <div
                class="stage"
                data-poison=move || in_poison.get().then_some("true")
                data-calm=move || calm.get().then_some("true")
                data-crowded=move || crowded.get().then_some("true")
                data-missing=move || missing.get().map(|_| "true")
                style:height=move || whole_px(layout.with(|layout| layout.height))
                style:width=move || percent(100.0 / scale.get())
                style:transform=move || scaled(scale.get())
            >
                {labels(session, layout, consumers, in_poison)}
                <For each=move || producers.get() key=|id| id.0 let(id)>{actors::card(session, picture, id, "producer")}</For>
                {queue_parts(session, picture, layout, third)}
                {move || missing.get().map(|missing| no_queue(session, layout, missing))}
                {move || has_annex.get().then(|| annex::annex(session, layout, all_queues))}
                {lines(picture)}
                <div class="tokens"><For each=move || on_stage.get() key=|message| *message let(message)>{shown(message)}</For></div>
                <For each=move || consumers.get() key=|id| id.0 let(id)>{actors::card(session, picture, id, "consumer")}</For>
            </div>
            </div>
            <div class="stage-tools" data-side=move || third.get().then_some("top")>
                <button class="button" data-size="small" on:click=on(move |_| session.restart())>{t().stage.start_again}</button>
            </div>
        </section>
    }
}

/// Who stands where: the headings of the columns, and above the queue its name and with whose eyes it is seen.
fn labels(session: Session, layout: Memo<Layout>, consumers: Memo<Vec<ActorId>>, in_poison: Memo<bool>) -> View {
    let queues = session.read(|timeline| timeline.world().queues().map(|queue| queue.name().to_owned()).collect::<Vec<_>>());
    let wide = memo(move || layout.with(|layout| layout.shape == Shape::Wide));
    let x = move |pick: fn(&Layout) -> Option<i32>| move || layout.with(|layout| whole_px(pick(layout).unwrap_or(12)));
    let bar = move |pick: fn(Rect) -> i32| move || whole_px(pick(layout.with(|layout| layout.bar)));
    // A side of the stage is named where somebody stands on it.
    let nobody = move |empty: fn(&Layout) -> bool| move || !wide.get() || layout.with(empty);
    draw! {
        <div class="stage-label" hidden=nobody(|layout| layout.producers.is_empty()) style:left=x(|layout| layout.producers.first().map(|rect| rect.x))><h2>{t().stage.producers}</h2></div>
        <div class="stage-bar"
            style:left=bar(|rect| rect.x) style:top=bar(|rect| rect.y) style:width=bar(|rect| rect.w) style:height=bar(|rect| rect.h)>
            <div class="stage-label">
                <h2>{t().stage.queue}</h2>{move || {
                    let queues = queues.get();
                    if queues.len() < 2 {
                        return draw! { <b title=session.queue>{session.queue}</b> };
                    }
                    draw! {
                        <select class="stage-queues" aria-label=t().stage.queue on:change=on(move |event| session.queue.set(event_target_value(&event)))>
                            {queues.into_iter().map(|name| {
                                let (value, of) = (name.clone(), name.clone());
                                draw! { <option value=value prop:selected=move || session.queue.with(|queue| *queue == of)>{waiting(session, name)}</option> }
                            }).collect_view()}
                        </select>
                        {move || in_poison.get().then(annex::badge)}
                    }
                }}
            </div>
            {lenses(session, consumers)}
        </div>
        <div class="stage-label" hidden=nobody(|layout| layout.consumers.is_empty()) style:left=x(|layout| layout.consumers.first().map(|rect| rect.x))><h2>{t().stage.consumers}</h2></div>
    }
}

/// A queue and how many messages are in it.
fn waiting(session: Session, name: String) -> View {
    let queue = name.clone();
    let count = session.read(move |timeline| {
        let counts = timeline.world().queue_counts(&queue);
        counts.visible + counts.hidden
    });
    (move || [&*name, " (", &*count.get().to_string(), ")"].concat()).view()
}

/// With whose eyes the queue is seen: the server's, or a consumer's.
fn lenses(session: Session, consumers: Memo<Vec<ActorId>>) -> View {
    let choice = move |lens: Lens, name: View, label: View| {
        let pressed = move || if session.lens.get() == lens { "true" } else { "false" };
        draw! { <button class="lens-choice" aria-label=label aria-pressed=pressed on:click=on(move |_| session.lens.set(lens))>{name}</button> }
    };
    let many = move || (consumers.with(Vec::len) > 3).then_some("true");
    draw! {
        <div class="lens" role="group" aria-label=t().stage.lens data-many=many>
            {choice(Lens::Server, t().stage.lens_server.view(), t().stage.lens_server_label.view())}
            <For each=move || consumers.get() key=|id| id.0 let(id)>
                {
                    // Another world may have somebody else in the same place.
                    let name = session.read(move |timeline| timeline.world().actor(id).map(|actor| actor.name.to_string()).unwrap_or_default());
                    choice(Lens::Actor(id), name.view(), (move || (t().stage.lens_of)(&name.get())).view())
                }
            </For>
        </div>
    }
}

/// Everything that is only a line: seats, threads, the arrow in. Of each kind all are one path, since they change together.
fn lines(picture: Memo<Scene>) -> View {
    let aims = memo(move || picture.with(|scene| scene.arrows.clone()));
    let free = memo(move || picture.with(|scene| scene.lane.free_seats.iter().map(seat).collect::<String>()));
    let kept = memo(move || picture.with(|scene| scene.lane.kept_seats.iter().map(|(_, at)| seat(at)).collect::<String>()));
    let threads = memo(move || {
        picture.with(|scene| {
            let mut holders: Vec<ActorId> = Vec::new();
            for (holder, _) in scene.threads.iter().filter_map(|thread| thread.holder) {
                if !holders.contains(&holder) {
                    holders.push(holder);
                }
            }
            let below = |thread: &Thread| {
                let rank = thread.holder.and_then(|(holder, _)| holders.iter().position(|other| *other == holder)).unwrap_or(0);
                holders.len().saturating_sub(rank + 1)
            };
            let alone = scene.threads.len() == 1;
            scene.threads.iter().map(|thread| thread_path(&scene.layout, thread, (!alone).then(|| below(thread)))).collect::<String>()
        })
    });
    draw! {
        <svg class="stage-lines" aria-hidden="true">
            <defs>
                <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                    <line class="hatch-line" x1="0" y1="0" x2="0" y2="5" />
                </pattern>
            </defs>
            {move || aims.with(|aims| aims.iter().map(arrow).collect_view())}
            <path class="seat" d=free />
            <path class="seat" data-kept="true" d=kept />
            <path class="thread" d=threads />
        </svg>
    }
}

/// A circle.
fn seat(at: &Point) -> String {
    ["M", &(at.x - 16).to_string(), ",", &at.y.to_string(), "a16,16 0 1,0 32,0a16,16 0 1,0 -32,0"].concat()
}

fn arrow((from, end): &(Point, Point)) -> View {
    let bend = (end.x - from.x) / 2;
    let path = format!("M{},{} C{},{} {},{} {},{}", from.x, from.y, from.x + bend, from.y, end.x - bend, end.y, end.x - 6, end.y);
    let head = format!("M{},{} l-9,-4.5 v9 Z", end.x, end.y);
    draw! { <path class="arrow" d=path /><path class="arrow-head" d=head /> }
}

/// From a leased message down to its empty seat, and over to its holder.
///
/// One alone goes straight across. Several rise above the messages and run along the shelf, so that none crosses a message, those of one holder
/// together: `below` are the lines that run below theirs.
fn thread_path(layout: &Layout, thread: &Thread, below: Option<usize>) -> String {
    let (x, y) = (thread.token.x, thread.token.y);
    let down = thread.seat.map(|seat| {
        let (from, to) = (y + 23, seat.y - 17);
        let middle = i32::midpoint(from, to);
        format!("M{x},{from} C{x},{middle} {},{middle} {},{to}", seat.x, seat.x)
    });
    let over = thread.holder.filter(|_| layout.shape == Shape::Wide).map(|(_, hand)| {
        let edge = layout.shelf.right();
        let Some(below) = below else {
            let from = (x + WORDS_WIDTH).min(edge - 24);
            let bend = ((hand.x - from) / 2).max(12);
            return format!("M{from},{y} C{},{y} {},{} {},{}", from + bend, hand.x - bend, hand.y, hand.x - 2, hand.y);
        };
        // The words on the shelf end where the fourth line runs.
        let line = layout.shelf.y + 37 - 3 * i32::try_from(below.min(3)).unwrap_or(0);
        let bend = (hand.x - edge) / 2 + 8;
        format!("M{x},{} V{line} H{} C{},{line} {},{} {},{}", y - 22, edge - 6, edge + bend - 8, hand.x - bend, hand.y, hand.x - 2, hand.y)
    });
    down.into_iter().chain(over).collect()
}

/// Shelf, lane and trays.
fn queue_parts(session: Session, picture: Memo<Scene>, layout: Memo<Layout>, third: Memo<bool>) -> View {
    let place = move |pick: fn(&Layout) -> Rect| memo(move || layout.with(pick));
    let (shelf, lane) = (place(|layout| layout.shelf), place(|layout| layout.lane));
    let counts = memo(move || picture.with(|scene| (scene.lane.visible, scene.lane.hidden)));
    let fog = memo(move || picture.with(|scene| scene.belief.is_some()));
    let used = memo(move || picture.with(|scene| scene.belief.map_or(scene.lane.hidden > scene.lane.scheduled, |belief| belief.held > 0)));
    let view_of = memo(move || picture.with(|scene| (scene.lane.cells.clone(), scene.lane.shelf_more)));
    let boxed = move |rect: Memo<Rect>| {
        (move || whole_px(rect.get().x), move || whole_px(rect.get().y), move || whole_px(rect.get().w), move || whole_px(rect.get().h))
    };
    let (sx, sy, sw, sh) = boxed(shelf);
    let (lx, ly, lw, lh) = boxed(lane);
    draw! {
        <div
            class="shelf" style:left=sx style:top=sy style:width=sw style:height=sh
            data-more=move || view_of.with(|(_, more)| (*more > 0).then_some("true"))
            data-used=move || if used.get() { "true" } else { "false" }
        >
            <b>{t().stage.invisible}</b>" "<span class="shelf-rest">{t().stage.invisible_rest}</span>
            {move || (!used.get()).then(|| draw! { <p class="shelf-empty">{t().stage.shelf_empty}</p> })}
            {move || match view_of.with(|(_, more)| *more) {
                0 => None,
                more => Some(draw! { <span class="shelf-more">{(t().stage.shelf_more)(more)}</span> }),
            }}
        </div>
        {words(picture)}
        <div class="lane" data-fog=move || fog.get().then_some("true") style:left=lx style:top=ly style:width=lw style:height=lh>
            {move || view_of.with(|(cells, _)| (!cells.is_empty()).then(|| {
                let cells = cells.iter().map(|fill| draw! { <i data-part=(*fill < 10).then_some("true")></i> }).collect_view();
                draw! { <div class="lane-cells">{cells}</div> }
            }))}
            {move || fog.get().then(|| draw! { <p class="lane-fog">{t().stage.fog}</p> })}
            <div class="lane-ends" hidden=fog>
                <span>{t().stage.lane_front}</span>
                <span>{move || if counts.get().0 > 12 { (t().stage.lane_count)(counts.get().0) } else { t().stage.lane_back.to_owned() }}</span>
            </div>
        </div>
        {trays::trays(session, layout)}
        {truth(session, layout, picture, third)}
    }
}

/// Where the queue would be.
fn no_queue(session: Session, layout: Memo<Layout>, missing: Missing) -> View {
    let side = move |pick: fn(&Layout) -> i32| move || whole_px(layout.with(pick));
    draw! {
        <p
            class="stage-missing" style:left=side(|layout| layout.shelf.x) style:top=side(|layout| layout.shelf.y)
            style:width=side(|layout| layout.shelf.w) style:height=side(|layout| layout.lane.bottom() - layout.shelf.y)
        >
            {missing_words(session, missing)}
        </p>
    }
}

pub fn missing_words(session: Session, missing: Missing) -> String {
    match missing {
        Missing::Account => t().stage.no_account.to_owned(),
        Missing::Queue => session.peek(|timeline| session.queue.with(|queue| (t().stage.no_queue)(timeline.world().account(), queue))),
    }
}

/// What the server knows, or what the looker can know, as a sentence under the queue.
fn truth(session: Session, layout: Memo<Layout>, picture: Memo<Scene>, third: Memo<bool>) -> View {
    let words = memo(move || {
        let (counts, belief) = picture.with(|scene| ((scene.lane.visible, scene.lane.hidden), scene.belief));
        match (session.lens.get(), belief) {
            (Lens::Actor(id), Some(Belief { held, void })) => {
                let name = session.peek(|timeline| timeline.world().actor(id).map(|actor| actor.name.to_string())).unwrap_or_default();
                ((t().stage.lens_of)(&name), (t().stage.belief)(&name, held, void))
            }
            _ => (t().stage.truth.to_owned(), (t().stage.truth_sentence)(counts.0, counts.1)),
        }
    });
    let place = memo(move || layout.with(|layout| (layout.shelf.x, layout.truth, layout.shelf.w)));
    draw! {
        <p class="truth" data-short=move || third.get().then_some("true") hidden=move || layout.with(|layout| layout.shape == Shape::Tall)
            style:left=move || whole_px(place.get().0) style:top=move || whole_px(place.get().1) style:width=move || whole_px(place.get().2 + 136)>
            <b>{move || words.get().0}</b>" "{move || words.get().1}
        </p>
    }
}

/// Beside a leased message, if there is room: when it returns, its ticket and its count.
fn words(picture: Memo<Scene>) -> View {
    let shown = memo(move || {
        picture.with(|scene| {
            let words = |token: &playground::stage::Token| match token.state {
                TokenState::Leased { left, roomy: true, .. } => {
                    Some((token.message, token.at, left.as_secs_ceil(), token.receipt.0, token.dequeue_count))
                }
                _ => None,
            };
            scene.tokens.iter().filter_map(words).collect::<Vec<_>>()
        })
    });
    draw! { {move || {
        shown.with(|shown| {
            // Two beside each other have room for a line each, and no more.
            let alone = shown.len() == 1;
            shown
                .iter()
                .map(|(_, at, left, ticket, count)| {
                    let details = alone.then(|| draw! { <small>{(t().stage.ticket_and_count)(*ticket, *count)}</small> });
                    draw! {
                        <div class="shelf-words" aria-hidden="true" style:left=whole_px(at.x + 36) style:top=whole_px(at.y)>
                            <b>{(t().stage.returns_in)(*left)}</b>
                            {details}
                        </div>
                    }
                })
                .collect_view()
        })
    }} }
}
