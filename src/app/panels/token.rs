//! One message on the stage: a button whose body is the gauge of its state.

use super::super::session::{DrawerTab, Session};
use super::super::text::{clock_at, t};
use crate::app::parts::lean::prelude::*;
use playground::sim::World;
use playground::stage::{Point, Scene, Token, TokenState};
use playground::time::Span;
use send_wrapper::SendWrapper;
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleDeclaration, Element, HtmlElement};

/// The state as words: "leased by A, returns in 24 s". `when` says when it ends.
fn words_of(world: &World, state: TokenState, when: impl Fn(Span) -> String) -> String {
    match state {
        TokenState::Visible => t().stage.state_visible.to_owned(),
        TokenState::Void => t().stage.state_void.to_owned(),
        TokenState::Scheduled { left } => (t().stage.state_scheduled)(&when(left)),
        TokenState::Leased { holder, left, .. } => {
            let holder = holder.and_then(|id| world.actor(id)).map_or(t().stage.nobody, |actor| &actor.name);
            (t().stage.state_leased)(holder, &when(left))
        }
    }
}

/// The state, and in how many seconds it ends: for who looks on.
pub fn state_counting_down(world: &World, state: TokenState) -> String {
    words_of(world, state, |left| (t().stage.state_within)(left.as_secs_ceil()))
}

/// The state, and at what time it ends: for who listens, and cannot hear as fast as seconds pass.
pub fn state_words(world: &World, state: TokenState) -> String {
    words_of(world, state, |left| (t().stage.state_at)(&clock_at(world, world.now() + left, false)))
}

/// What is left until the state ends by itself.
fn left(state: TokenState) -> Option<Span> {
    match state {
        TokenState::Visible | TokenState::Void => None,
        TokenState::Scheduled { left } | TokenState::Leased { left, .. } => Some(left),
    }
}

/// The messages that are drawn.
#[derive(Clone, Default)]
pub struct Tokens(Rc<RefCell<BTreeMap<u32, Rc<Drawn>>>>);

/// The transform to every place that was needed, as the page's own strings: a seat is taken thousands of times, and its name crosses over once.
struct Places {
    property: JsValue,
    to: BTreeMap<(i32, i32), JsValue>,
}

impl Places {
    fn new() -> Self {
        Self { property: "transform".into(), to: BTreeMap::new() }
    }

    fn put(&mut self, style: &CssStyleDeclaration, at: Point) {
        let to = self.to.entry((at.x, at.y)).or_insert_with(|| translate(at).into());
        let _ = js_sys::Reflect::set(style, &self.property, to);
    }
}

/// A message with its elements. When one leaves the lane all others move up by a seat, and a ring shrinks with every frame: that is written
/// straight to the elements, since two hundred signals cost more than two hundred comparisons. The rest follows a signal.
struct Drawn {
    token: RefCell<Token>,
    face: RwSignal<Face>,
    style: OnceCell<CssStyleDeclaration>,
    ring: RefCell<Option<Element>>,
}

impl Drawn {
    fn show(&self, token: &Token, places: &mut Places) {
        let mut shown = self.token.borrow_mut();
        if *shown == *token {
            return;
        }
        if let Some(style) = self.style.get().filter(|_| shown.at != token.at) {
            places.put(style, token.at);
        }
        if let Some(ring) = self.ring.borrow().as_ref().filter(|_| ring_left(&shown) != ring_left(token)) {
            let _ = ring.set_attribute("stroke-dasharray", &dashes(token));
        }
        let (before, now) = (face(&shown), face(token));
        shown.clone_from(token);
        if before != now {
            self.face.set(now);
        }
    }
}

/// Keeps every message that is drawn as `scene` has it.
pub fn tokens(scene: Memo<Scene>) -> Tokens {
    let tokens = Tokens::default();
    let (drawn, mut places) = (tokens.clone(), Places::new());
    effect(move |_| {
        scene.with(|scene| {
            let drawn = drawn.0.borrow();
            for token in &scene.tokens {
                if let Some(shown) = drawn.get(&token.message.0) {
                    shown.show(token, &mut places);
                }
            }
        });
    });
    tokens
}

/// What is seen of a message between two jumps of its clocks, apart from its place and its ring.
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

fn translate(Point { x, y }: Point) -> String {
    ["translate(", &x.to_string(), "px, ", &y.to_string(), "px)"].concat()
}

/// Draws `token`, and keeps it among `tokens` as long as it is there.
pub fn token(session: Session, tokens: &Tokens, token: &Token) -> View {
    let message = token.message;
    let face = RwSignal::new(face(token));
    let drawn = Rc::new(Drawn { token: RefCell::new(token.clone()), face, style: OnceCell::new(), ring: RefCell::default() });
    tokens.0.borrow_mut().insert(message.0, drawn.clone());
    let left = SendWrapper::new(tokens.clone());
    on_cleanup(move || drop(left.0.borrow_mut().remove(&message.0)));
    let leased = memo(move || face.with(|face| face.state == "leased"));
    let count = memo(move || face.with(|face| face.dequeue_count));
    let life_left = memo(move || face.with(|face| face.life));
    let name = (t().stage.message_name)(message.0);
    let (label_of, ring_of, styled) = (drawn.clone(), drawn.clone(), drawn);
    let label = move || {
        face.with(|_| ());
        let words = session.peek(|timeline| state_words(timeline.world(), label_of.token.borrow().state));
        [&*name, ", ", &*words].concat()
    };
    let seconds = move || face.with(|face| face.seconds.filter(|_| face.cramped).map(|secs| format!("{secs} s")));
    let fresh = move || face.with(|face| face.state == "visible" && face.dequeue_count > 0).then_some("true");
    let pressed = move || if session.message.get() == Some(message) { "true" } else { "false" };
    let ring = move || {
        let (now, of) = (dashes(&ring_of.token.borrow()), ring_of.clone());
        let keep = placed(move |element| drop(of.ring.replace(Some(element.clone()))));
        draw! {
            <circle class="token-ring" cx="22" cy="22" r="20" pathLength="1000" transform="rotate(-90 22 22)" stroke-dasharray=now node_ref=keep />
        }
    };
    let select = move |_| {
        session.message.set(Some(message));
        session.drawer.set(Some(DrawerTab::Message));
    };
    let keep = placed(move |element| drop(styled.style.set(element.unchecked_ref::<HtmlElement>().style())));
    draw! {
        <button
            class="token"
            style:transform=translate(token.at)
            node_ref=keep
            data-state=move || face.with(|face| face.state)
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
                    {ring()}
                })}
                {move || notches(count.get())}
                <text x="22" y="22">{message.0}</text>
                {move || life(life_left.get())}
            </svg>
        </button>
    }
}

/// One dash that begins where the spent part ends.
fn dashes(token: &Token) -> String {
    let left = ring_left(token);
    ["0 ", &(1000 - left).to_string(), " ", &left.to_string(), " 0"].concat()
}

/// Thousandths of the ring in steps of half a pixel: finer ones cannot be seen, and are written for every leased message in every frame.
fn ring_left(token: &Token) -> u16 {
    const STEP: u16 = 4;
    match token.state {
        TokenState::Leased { ring, .. } => ring.div_ceil(STEP) * STEP,
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
