//! What has become of the messages, counted: published, deleted, expired. A count that is a reason to ask leads to the reasons.

use super::super::super::parts::icon::{BOX_TICK, HOURGLASS, PAPER, icon};
use super::super::super::session::Session;
use super::super::super::text::t;
use super::super::why;
use crate::app::parts::lean::prelude::*;
use playground::sim::{Event, EventKind};
use playground::stage::{Layout, Rect};

pub fn trays(session: Session, layout: Memo<Layout>) -> View {
    let tally = session.read(|timeline| timeline.world().tally());
    draw! {
        {tray(layout, 0, "published", PAPER, t().stage.published, memo(move || {
            let tally = tally.get();
            (t().stage.published_count)(tally.effects, tally.duplicates)
        }), Some((memo(move || tally.get().duplicates > 0), session, is_duplicate)))}
        {tray(layout, 1, "deleted", BOX_TICK, t().stage.deleted, memo(move || (t().stage.deleted_count)(tally.get().deleted)), None)}
        {tray(layout, 2, "expired", HOURGLASS, t().stage.expired, memo(move || (t().stage.expired_count)(tally.get().expired)),
            Some((memo(move || tally.get().expired > 0), session, is_expired)))}
    }
}

fn is_duplicate(event: &Event) -> bool {
    matches!(event.kind, EventKind::SideEffect { copy: 2.., .. })
}

fn is_expired(event: &Event) -> bool {
    matches!(event.kind, EventKind::Expire { .. })
}

/// When a tray's count is a reason to ask, and for which event: the last one that is like this.
type Asks = (Memo<bool>, Session, fn(&Event) -> bool);

fn tray(
    layout: Memo<Layout>,
    index: usize,
    kind: &'static str,
    path: &'static str,
    name: &'static str,
    count: Memo<String>,
    asks: Option<Asks>,
) -> View {
    let rect = memo(move || layout.with(|layout| layout.trays[index]));
    let side = move |pick: fn(Rect) -> i32| move || whole_px(pick(rect.get()));
    let alarm = move || asks.is_some_and(|(alarm, ..)| alarm.get()).then_some("true");
    let counted = move || match asks.filter(|(alarm, ..)| alarm.get()) {
        None => count.view(),
        Some((_, session, is)) => {
            let label = move || [name, ", ", &*count.get(), ": ", t().inspector.why_button].concat();
            let ask = move |_| {
                if let Some(id) = why::last(session, is) {
                    why::ask(session, id);
                }
            };
            draw! { <button class="tray-why" aria-label=label title=t().inspector.why_button on:click=on(ask)>{count}</button> }
        }
    };
    draw! {
        <div class="tray" data-kind=kind data-alarm=alarm
            style:left=side(|rect| rect.x) style:top=side(|rect| rect.y) style:width=side(|rect| rect.w) style:height=side(|rect| rect.h)>
            {icon(path)}
            <div><b>{name}</b><small>{counted}</small></div>
        </div>
    }
}
