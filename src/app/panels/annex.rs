//! Under the trays: the queues that are not in focus, each as a short lane that brings it into focus, and the blob store. Only worlds that have
//! such things come here.

use super::super::parts::icon::{LANE, OCTAGON, STORE, icon};
use super::super::session::{DrawerTab, Session};
use super::super::text::annex::annex_text;
use super::super::text::t;
use super::why;
use crate::app::parts::lean::prelude::*;
use playground::engine::MessageNumber;
use playground::sim::{EventId, EventKind};
use playground::stage::{Blob, Layout, Lens, OtherQueue, Rect, Small, Store, other_queues, store};
use playground::timeline::Timeline;

/// Beside its messages a lane has a name and counts, in pixels; then each message needs so much.
const NAME_WIDTH: i32 = 212;
const TOKEN_WIDTH: i32 = 28;

/// Blobs in a row that scrolls.
const BLOBS_MAX: usize = 50;

pub fn annex(session: Session, layout: Memo<Layout>, all_queues: RwSignal<bool>) -> View {
    let lanes = memo(move || layout.with(|layout| layout.annex.lanes.len()));
    let room = memo(move || layout.with(|layout| usize::try_from((layout.shelf.w - NAME_WIDTH) / TOKEN_WIDTH).unwrap_or(0).max(3)));
    let queues = memo(move || {
        let (lanes, room) = (lanes.get(), room.get());
        session.queue.with(|focus| session.with(|timeline| other_queues(timeline.world(), focus, lanes, room)))
    });
    let more = memo(move || layout.with(|layout| layout.annex.more));
    let words = |left_out: usize| match left_out {
        0 => annex_text().fewer_queues.to_owned(),
        more => (annex_text().more_queues)(more),
    };
    let has_store = memo(move || layout.with(|layout| layout.annex.blobs.is_some()));
    draw! {
        <div role="group" aria-label=annex_text().title>
            <For each=move || (0..lanes.get()).collect() key=|index| *index let(index)>{lane(session, queues, layout, index)}</For>
            {move || more.get().map(|(left_out, rect)| draw! {
                <button class="button annex-more" data-size="small" data-kind="quiet" style:left=whole_px(rect.x) style:top=whole_px(rect.y)
                    on:click=on(move |_| all_queues.set(left_out > 0))>{words(left_out)}</button>
            })}
            {move || has_store.get().then(|| blobs(session, layout))}
        </div>
    }
}

/// Says beside the name of the queue in focus that it is a poison queue.
pub fn badge() -> View {
    draw! { <span class="poison-badge">{icon(OCTAGON)}{annex_text().poison_focus}</span> }
}

/// Which queue a lane shows: nothing for a moment when one has gone.
fn of(queues: Memo<Vec<OtherQueue>>, index: usize) -> Memo<Option<OtherQueue>> {
    memo(move || queues.with(|queues| queues.get(index).cloned()))
}

fn lane(session: Session, queues: Memo<Vec<OtherQueue>>, layout: Memo<Layout>, index: usize) -> View {
    let rect = memo(move || layout.with(|layout| layout.annex.lanes.get(index).copied().unwrap_or_default()));
    let side = move |pick: fn(Rect) -> i32| move || whole_px(pick(rect.get()));
    let queue = of(queues, index);
    // With a consumer's eyes no queue can be seen.
    let seen = memo(move || session.lens.get() == Lens::Server);
    let name = memo(move || queue.with(|queue| queue.as_ref().map(|queue| queue.name.to_string()).unwrap_or_default()));
    let poison = memo(move || queue.with(|queue| queue.as_ref().is_some_and(|queue| queue.poison)));
    let counts = memo(move || queue.with(|queue| queue.as_ref().map_or((0, 0), |queue| (queue.visible, queue.hidden))));
    let words = memo(move || {
        let (visible, hidden) = counts.get();
        if seen.get() { (annex_text().counts)(visible, hidden) } else { annex_text().unseen.to_owned() }
    });
    let small = memo(move || match queue.get() {
        Some(queue) if seen.get() => queue.first,
        _ => Vec::new(),
    });
    let left_out = memo(move || {
        let (visible, hidden) = counts.get();
        if seen.get() { (visible + hidden).saturating_sub(small.with(|small| small.len() as u64)) } else { 0 }
    });
    draw! {
        <button
            class="side" data-poison=move || poison.get().then_some("true") data-fog=move || (!seen.get()).then_some("true")
            style:left=side(|rect| rect.x) style:top=side(|rect| rect.y) style:width=side(|rect| rect.w) style:height=side(|rect| rect.h)
            title=name
            on:click=on(move |_| session.queue.set(name.get_untracked()))
        >
            {move || icon(if poison.get() { OCTAGON } else { LANE })}
            <span class="side-words">
                <span class="visually-hidden">{annex_text().show}" "</span><b>{name}</b><small>{move || poison.get().then(|| [annex_text().poison, ", "].concat())}{words}</small></span>
            <span class="side-tokens" aria-hidden="true">
                <For each=move || small.with(|small| small.iter().map(|small| small.message.0).collect()) key=|number| *number let(number)>{
                    token(small, poison, number)
                }</For>
                {move || match left_out.get() {
                    0 => None,
                    more => Some(draw! { <small>{(annex_text().more_messages)(more)}</small> }),
                }}
            </span>
        </button>
    }
}

/// A disc, or an octagon in a poison queue; hatched while it is leased, ringed when it has just come.
fn token(small: Memo<Vec<Small>>, poison: Memo<bool>, number: u32) -> View {
    let one = memo(move || small.with(|small| small.iter().find(|small| small.message.0 == number).copied()));
    let leased = memo(move || one.get().is_some_and(|small| !small.visible));
    let fresh = memo(move || one.get().is_some_and(|small| small.fresh));
    let body = move || {
        if poison.get() {
            draw! { <path class="side-body" d="M8.2 2.8h7.6l5.4 5.4v7.6l-5.4 5.4H8.2l-5.4-5.4V8.2Z" /> }
        } else {
            draw! { <circle class="side-body" cx="12" cy="12" r="10" /> }
        }
    };
    draw! {
        <svg class="side-token" viewBox="0 0 24 24" data-small=number
            data-leased=move || leased.get().then_some("true") data-fresh=move || fresh.get().then_some("true") data-long=(number > 999).then_some("true")>
            {body}
            {move || leased.get().then(|| draw! { <circle cx="12" cy="12" r="9" fill="url(#hatch)" /> })}
            <text x="12" y="12">{number}</text>
        </svg>
    }
}

/// The blob store: what is in it, and which message points to it. What nobody points to comes first.
fn blobs(session: Session, layout: Memo<Layout>) -> View {
    let rect = memo(move || layout.with(|layout| layout.annex.blobs.unwrap_or_default()));
    let side = move |pick: fn(Rect) -> i32| move || whole_px(pick(rect.get()));
    // Who points where is read again when something has happened, not with every frame.
    let happened = session.read(|timeline| timeline.events().len());
    let held = memo(move || {
        happened.get();
        session.history.get();
        session.peek(|timeline| store(timeline.world(), BLOBS_MAX))
    });
    let sum = move || {
        held.with(|held| match held.count {
            0 => annex_text().store_empty.to_owned(),
            count => (annex_text().store_sum)(count, held.bytes, held.orphans),
        })
    };
    draw! {
        <section class="store" aria-label=annex_text().store
            style:left=side(|rect| rect.x) style:top=side(|rect| rect.y) style:width=side(|rect| rect.w) style:height=side(|rect| rect.h)>
            {icon(STORE)}
            <p><b>{annex_text().store}</b><small>{sum}</small></p>
            <div class="store-blobs">{move || held.with(|held| chips(session, held))}</div>
        </section>
    }
}

fn chips(session: Session, held: &Store) -> View {
    let dangling = held.dangling.iter().take(BLOBS_MAX).map(|(message, queue)| {
        let (message, queue) = (*message, queue.clone());
        chip((t().stage.message_name)(message.0), annex_text().dangling.to_owned(), true, move || look_at(session, message, &queue))
    });
    let known = held.orphans.is_some();
    let blobs = held.blobs.iter().map(|blob: &Blob| {
        let size = (annex_text().size)(blob.bytes.into());
        let name = blob.name.to_string();
        if let Some((message, queue)) = blob.message.clone() {
            return chip(name, (annex_text().points)(&size, message.0), false, move || look_at(session, message, &queue));
        }
        let words = if known { (annex_text().orphan)(&size) } else { size };
        let of = name.clone();
        chip(name, words, known, move || why_alone(session, &of))
    });
    let more = (held.more > 0).then(|| draw! { <small>{(annex_text().more_blobs)(held.more)}</small> });
    (dangling.chain(blobs).collect_view(), more.view()).view()
}

fn chip(name: String, words: String, alarm: bool, act: impl Fn() + 'static) -> View {
    draw! { <button class="blob" data-alarm=alarm.then_some("true") on:click=on(move |_: web_sys::MouseEvent| act())><b>{name}</b><small>{words}</small></button> }
}

/// Brings a message into sight, wherever it is.
fn look_at(session: Session, message: MessageNumber, queue: &str) {
    session.queue.set(queue.to_owned());
    session.message.set(Some(message));
    session.drawer.set(Some(DrawerTab::Message));
}

/// Asks why no message points to a blob: because its writer died right after writing it, if it did.
fn why_alone(session: Session, blob: &str) {
    if let Some(id) = session.peek(|timeline| writing_of(timeline, blob)) {
        why::ask(session, id);
    }
}

fn writing_of(timeline: &Timeline, blob: &str) -> Option<EventId> {
    let events = timeline.events();
    let written = events.iter().rposition(|event| matches!(&event.kind, EventKind::BlobPut { key, .. } if **key == *blob))?;
    let writer = events[written].actor;
    let next = events[written + 1..].iter().find(|event| event.actor == writer);
    let died = next.filter(|next| matches!(next.kind, EventKind::WorkerCrash { .. }));
    Some(died.map_or(events[written].id, |died| died.id))
}
