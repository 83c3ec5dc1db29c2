//! One message on the stage: a button whose body is the gauge of its state.

use super::super::session::{DrawerTab, Session};
use super::super::text::t;
use crate::app::parts::lean::prelude::*;
use playground::engine::MessageNumber;
use playground::sim::World;
use playground::stage::{Scene, Token, TokenState};
use playground::time::Span;

/// The state as words: "leased by A, returns in 24 s".
pub fn state_words(world: &World, state: TokenState) -> String {
    match state {
        TokenState::Visible => t().stage.state_visible.to_owned(),
        TokenState::Void => t().stage.state_void.to_owned(),
        TokenState::Scheduled { left } => (t().stage.state_scheduled)(left.as_secs_ceil()),
        TokenState::Leased { holder, left, .. } => {
            let holder = holder.and_then(|id| world.actor(id)).map_or(t().stage.nobody, |actor| &actor.name);
            (t().stage.state_leased)(holder, left.as_secs_ceil())
        }
    }
}

/// What is left until the state ends by itself.
fn left(state: TokenState) -> Option<Span> {
    match state {
        TokenState::Visible | TokenState::Void => None,
        TokenState::Scheduled { left } | TokenState::Leased { left, .. } => Some(left),
    }
}

pub fn token(session: Session, scene: Memo<Scene>, message: MessageNumber, calm: Signal<bool>) -> View {
    let token = memo(move || scene.with(|scene| scene.tokens.iter().find(|token| token.message == message).cloned()));
    let place = memo(move || token.with(|token| token.as_ref().map(|token| (token.at.x, token.at.y))));
    let kind = memo(move || {
        token.with(|token| match token.as_ref().map(|token| token.state) {
            None | Some(TokenState::Visible) => "visible",
            Some(TokenState::Scheduled { .. }) => "scheduled",
            Some(TokenState::Leased { .. }) => "leased",
            Some(TokenState::Void) => "void",
        })
    });
    let count = memo(move || token.with(|token| token.as_ref().map_or(0, |token| token.dequeue_count)));
    let name = (t().stage.message_name)(message.0);
    let seconds = memo(move || token.with(|token| token.as_ref().and_then(|token| left(token.state)).map(Span::as_secs_ceil)));
    let label = memo(move || {
        seconds.get();
        kind.get();
        let words =
            token.with_untracked(|token| token.as_ref().map(|token| session.peek(|timeline| state_words(timeline.world(), token.state))));
        format!("{name}, {}", words.unwrap_or_default())
    });
    let cramped = memo(move || {
        token.with(|token| {
            matches!(token.as_ref().map(|token| token.state), Some(TokenState::Leased { roomy: false, .. } | TokenState::Scheduled { .. }))
        })
    });
    let pressed = move || if session.message.get() == Some(message) { "true" } else { "false" };
    let ring = move || token.with(|token| token.as_ref().map_or(0, ring_left));
    let select = move |_| {
        session.message.set(Some(message));
        session.drawer.set(Some(DrawerTab::Message));
    };
    draw! {
        <button
            class="token"
            style:transform=move || place.get().map(|(x, y)| format!("translate({x}px, {y}px)")).unwrap_or_default()
            data-state=kind
            data-calm=move || if calm.get() { "true" } else { "false" }
            data-fresh=move || (kind.get() == "visible" && count.get() > 0).then_some("true")
            data-ending=move || token.with(|token| matches!(token.as_ref().map(|token| token.state), Some(TokenState::Leased { ending: true, .. }))).then_some("true")
            data-message=message.0
            data-seconds=move || cramped.get().then(|| seconds.get().map(|secs| format!("{secs} s"))).flatten()
            aria-label=label
            aria-pressed=pressed
            on:click=on(select)
        >
            <svg viewBox="0 0 44 44" aria-hidden="true">
                <circle class="token-disc" cx="22" cy="22" r="15" />
                {move || (kind.get() == "leased").then(|| draw! {
                    <circle class="token-hatch" cx="22" cy="22" r="14" fill="url(#hatch)" />
                    <circle class="token-ring-track" cx="22" cy="22" r="20" />
                    <circle
                        class="token-ring" cx="22" cy="22" r="20" pathLength="1000" transform="rotate(-90 22 22)"
                        stroke-dasharray=move || format!("{} 1000", ring())
                        stroke-dashoffset=move || format!("-{}", 1000 - ring())
                    />
                })}
                {move || notches(count.get())}
                <text x="22" y="22">{message.0}</text>
                {move || life(token.with(|token| token.as_ref().and_then(|token| token.life)))}
            </svg>
        </button>
    }
}

fn ring_left(token: &Token) -> u16 {
    match token.state {
        TokenState::Leased { ring, .. } => ring,
        TokenState::Visible | TokenState::Scheduled { .. } | TokenState::Void => 0,
    }
}

/// One tally stroke a dequeue on the right edge, up to five; then a numeral.
fn notches(count: u32) -> View {
    let many = (count > 5).then(|| draw! { <text class="token-seconds" x="38" y="8">{format!("\u{d7}{count}")}</text> });
    let strokes = (0..count.min(5)).filter(|_| count <= 5).map(|i| {
        let turn = i64::from(i) * 18 - i64::from(count - 1) * 9;
        draw! { <line class="token-notch" x1="32" y1="22" x2="37" y2="22" transform=format!("rotate({turn} 22 22)") /> }
    });
    (strokes.collect_view(), many).view()
}

/// The other clock: a bar that only ever shrinks.
fn life(thousandths: Option<u16>) -> View {
    thousandths.map(|left| draw! { <line class="token-life" x1="8" y1="42.5" x2=8 + i32::from(left) * 28 / 1000 y2="42.5" /> }).view()
}
