//! One message on the stage: a button whose body is the gauge of its state.

use super::super::session::{DrawerTab, Session};
use super::super::text::t;
use crate::app::parts::lean::prelude::*;
use playground::sim::World;
use playground::stage::{Point, Scene, Token, TokenState};
use playground::time::Span;
use std::collections::BTreeMap;

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

/// The messages that are drawn, each in a signal of its own: in most frames nearly all of them stay as they are, and cost nothing.
pub type Tokens = StoredValue<BTreeMap<u32, RwSignal<Token>>>;

/// Tells every message that is drawn when its picture changes.
pub fn tokens(scene: Memo<Scene>) -> Tokens {
    let tokens = Tokens::default();
    effect(move |_| {
        scene.with(|scene| {
            let changed = |token: &&Token| {
                let shown = tokens.with_value(|tokens| tokens.get(&token.message.0).copied());
                shown.filter(|shown| shown.with_untracked(|shown| shown != *token))
            };
            for token in &scene.tokens {
                if let Some(shown) = changed(&token) {
                    shown.set(token.clone());
                }
            }
        });
    });
    tokens
}

/// What is seen of a message between two jumps of its clocks. Its place changes with every message that leaves the lane before it, and its
/// ring with every frame: they are followed by themselves.
#[derive(Clone, Debug, PartialEq)]
struct Face {
    state: &'static str,
    dequeue_count: u32,
    seconds: Option<u64>,
    /// There is no room for words beside it.
    cramped: bool,
    ending: bool,
    life: Option<u16>,
}

fn face(token: &Token) -> Face {
    let (state, cramped, ending) = match token.state {
        TokenState::Visible => ("visible", false, false),
        TokenState::Scheduled { .. } => ("scheduled", true, false),
        TokenState::Leased { roomy, ending, .. } => ("leased", !roomy, ending),
        TokenState::Void => ("void", false, false),
    };
    let seconds = left(token.state).map(Span::as_secs_ceil);
    Face { state, dequeue_count: token.dequeue_count, seconds, cramped, ending, life: token.life }
}

/// Draws `token`, and lets it be told from now on by way of `tokens`.
pub fn token(session: Session, tokens: Tokens, token: Token, calm: Signal<bool>) -> View {
    let message = token.message;
    let token = RwSignal::new(token);
    tokens.update_value(|tokens| {
        tokens.insert(message.0, token);
    });
    on_cleanup(move || {
        tokens.try_update_value(|tokens| tokens.remove(&message.0));
    });
    let face = memo(move || token.with(face));
    let place = memo(move || token.with(|token| token.at));
    let transform = move || {
        let Point { x, y } = place.get();
        ["translate(", &x.to_string(), "px, ", &y.to_string(), "px)"].concat()
    };
    let leased = memo(move || face.with(|face| face.state == "leased"));
    let count = memo(move || face.with(|face| face.dequeue_count));
    let life_left = memo(move || face.with(|face| face.life));
    let name = (t().stage.message_name)(message.0);
    let label = move || {
        face.with(|_| ());
        let words = token.with_untracked(|token| session.peek(|timeline| state_words(timeline.world(), token.state)));
        [&*name, ", ", &*words].concat()
    };
    let seconds = move || face.with(|face| face.seconds.filter(|_| face.cramped).map(|secs| format!("{secs} s")));
    let fresh = move || face.with(|face| face.state == "visible" && face.dequeue_count > 0).then_some("true");
    let pressed = move || if session.message.get() == Some(message) { "true" } else { "false" };
    // One dash that begins where the spent part ends.
    let ring = move || token.with(ring_left);
    let dashes = move || ["0 ", &(1000 - ring()).to_string(), " ", &ring().to_string(), " 0"].concat();
    let select = move |_| {
        session.message.set(Some(message));
        session.drawer.set(Some(DrawerTab::Message));
    };
    draw! {
        <button
            class="token"
            style:transform=transform
            data-state=move || face.with(|face| face.state)
            data-calm=move || if calm.get() { "true" } else { "false" }
            data-fresh=fresh
            data-ending=move || face.with(|face| face.ending).then_some("true")
            data-message=message.0
            data-seconds=seconds
            aria-label=label
            aria-pressed=pressed
            on:click=on(select)
        >
            <svg viewBox="0 0 44 44" aria-hidden="true">
                <circle class="token-disc" cx="22" cy="22" r="15" />
                {move || leased.get().then(|| draw! {
                    <circle class="token-hatch" cx="22" cy="22" r="14" fill="url(#hatch)" />
                    <circle class="token-ring-track" cx="22" cy="22" r="20" />
                    <circle class="token-ring" cx="22" cy="22" r="20" pathLength="1000" transform="rotate(-90 22 22)" stroke-dasharray=dashes />
                })}
                {move || notches(count.get())}
                <text x="22" y="22">{message.0}</text>
                {move || life(life_left.get())}
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
