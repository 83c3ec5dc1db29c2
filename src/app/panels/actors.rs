//! The cards of producers and consumers.

use super::super::parts::icon::{SLIDERS, icon};
use super::super::session::{DrawerTab, Session};
use super::super::text::{clock_at, t};
use super::settings::Whose;
use crate::app::parts::lean::prelude::*;
use playground::lessons::Control;
use playground::sim::{Actor, ActorId, Body, Client, ConsumerState, EventId, FrontEnd, Input, World};
use playground::stage::{Rect, Scene, progress};

/// Controls that this page leaves out: few are enough to begin with.
#[derive(Clone)]
pub struct Frozen(pub Vec<Control>);

impl Frozen {
    /// Whether any of these can be worked here.
    fn leaves(&self, controls: &[Control]) -> bool {
        controls.iter().any(|control| !self.0.contains(control))
    }

    /// Whether the settings of this actor can be changed here, if it has any.
    pub fn leaves_settings(&self, actor: &Actor) -> bool {
        match actor.body {
            Body::Consumer(_) => self.leaves(&Control::OF_CONSUMERS),
            Body::Producer(_) | Body::FrontEnd(_) => self.leaves(&Control::OF_PRODUCERS),
            _ => false,
        }
    }
}

/// What a card shows, decided before anything is drawn.
#[derive(Clone, Debug, PartialEq)]
struct CardView {
    name: String,
    state: &'static str,
    title: String,
    detail: String,
    foot: String,
    /// Thousandths of the work.
    bar: Option<u16>,
    crashed: bool,
}

fn consumer_view(world: &World, actor: &Actor) -> CardView {
    let consumer = match &actor.body {
        Body::Consumer(consumer) => consumer,
        Body::Client(client) => return client_view(actor, client),
        Body::FrontEnd(front_end) => return front_end_view(world, actor, front_end),
        Body::Person(_) | Body::Producer(_) | Body::Gone => return producer_view(world, actor),
    };
    let clock = |at| clock_at(world, at, false);
    let empty = || {
        if consumer.empty_answers > 0 { (t().stage.empty_answers)(consumer.empty_answers) } else { (t().stage.finished)(consumer.finished) }
    };
    let now = world.now();
    let message = consumer.held.front().map(|held| held.number.0);
    let (state, title, detail, foot) = match consumer.state {
        ConsumerState::Waiting { until } if consumer.empty_answers == 0 && consumer.finished == 0 => {
            ("waiting", t().stage.waiting.to_owned(), (t().stage.starts_at)(&clock(until)), empty())
        }
        ConsumerState::Waiting { until } => ("waiting", t().stage.waiting.to_owned(), (t().stage.asks_again)(&clock(until)), empty()),
        ConsumerState::Asking => ("asking", t().stage.asking.to_owned(), String::new(), empty()),
        ConsumerState::Working { from, until } => (
            "working",
            t().stage.working.to_owned(),
            message.map(t().stage.working_on).unwrap_or_default(),
            (t().stage.worked)(now.since(from).as_secs(), until.since(from).as_secs_ceil()),
        ),
        ConsumerState::Renewing => {
            ("working", t().stage.renewing.to_owned(), message.map(t().stage.working_on).unwrap_or_default(), empty())
        }
        ConsumerState::SettingAside => {
            ("working", t().stage.setting_aside.to_owned(), message.map(t().stage.working_on).unwrap_or_default(), empty())
        }
        ConsumerState::Deleting => {
            ("working", t().stage.deleting.to_owned(), message.map(t().stage.working_on).unwrap_or_default(), empty())
        }
        ConsumerState::Crashed { at, worked_for, works_for } => {
            let held: Vec<String> = consumer.held.iter().map(|held| (t().stage.message_name)(held.number.0)).collect();
            let detail = if held.is_empty() { t().stage.holding_nothing.to_owned() } else { (t().stage.holding)(&held.join(", ")) };
            let foot = if works_for.as_micros() > 0 { (t().stage.worked)(worked_for.as_secs(), works_for.as_secs_ceil()) } else { empty() };
            ("crashed", (t().stage.crashed_at)(&clock(at)), detail, foot)
        }
    };
    let bar = progress(&consumer.state, now);
    CardView { name: actor.name.to_string(), state, title, detail, foot, bar, crashed: actor.is_crashed() }
}

fn producer_view(world: &World, actor: &Actor) -> CardView {
    let (sent, next_at, crashed_at) =
        actor.as_producer().map_or((0, None, None), |producer| (producer.sent, producer.next_at, producer.crashed_at));
    let foot = match (crashed_at, next_at) {
        (Some(at), _) => (t().stage.producer_crashed)(&clock_at(world, at, false)),
        (None, Some(at)) => (t().stage.producer_next)(&clock_at(world, at, false)),
        (None, None) => t().stage.producer_done.to_owned(),
    };
    CardView {
        name: actor.name.to_string(),
        state: if crashed_at.is_some() { "crashed" } else { "producing" },
        title: actor.name.to_string(),
        detail: (t().stage.producer_sent)(sent),
        foot,
        bar: None,
        crashed: crashed_at.is_some(),
    }
}

/// A desk does nothing by itself: its card says where it sends, and that it waits for a person.
fn client_view(actor: &Actor, client: &Client) -> CardView {
    CardView {
        name: actor.name.to_string(),
        state: "waiting",
        title: actor.name.to_string(),
        detail: (t().stage.client_at)(&client.spec.address),
        foot: (t().stage.client_asked)(client.answers.len()),
        bar: None,
        crashed: false,
    }
}

fn front_end_view(world: &World, actor: &Actor, front_end: &FrontEnd) -> CardView {
    let foot = match (front_end.crashed_at, front_end.next_at) {
        (Some(at), _) => (t().stage.producer_crashed)(&clock_at(world, at, false)),
        (None, _) if front_end.dropped > 0 => (t().stage.front_end_dropped)(front_end.dropped),
        (None, Some(at)) => (t().stage.producer_next)(&clock_at(world, at, false)),
        (None, None) => t().stage.producer_done.to_owned(),
    };
    CardView {
        name: actor.name.to_string(),
        state: if front_end.crashed_at.is_some() { "crashed" } else { "producing" },
        title: actor.name.to_string(),
        detail: (t().stage.front_end_served)(front_end.served),
        foot,
        bar: None,
        crashed: front_end.crashed_at.is_some(),
    }
}

/// A consumer's badge is a rounded square with its letter or first letters.
fn badge(name: &str) -> String {
    name.chars().take(if name.chars().count() <= 2 { 2 } else { 1 }).collect()
}

pub fn card(session: Session, scene: Memo<Scene>, id: ActorId, role: &'static str) -> View {
    let rect = memo(move || {
        scene.with(|scene| {
            scene.producers.iter().chain(&scene.consumers).find(|card| card.actor == id).map(|card| card.rect).unwrap_or_default()
        })
    });
    let shown = session.read(move |timeline| {
        let world = timeline.world();
        world.actor(id).map(|actor| consumer_view(world, actor))
    });
    let part = move |pick: fn(&CardView) -> String| memo(move || shown.with(|view| view.as_ref().map(pick).unwrap_or_default()));
    let (name, title, detail, foot) =
        (part(|view| view.name.clone()), part(|view| view.title.clone()), part(|view| view.detail.clone()), part(|view| view.foot.clone()));
    let state = memo(move || shown.with(|view| view.as_ref().map_or("waiting", |view| view.state)));
    let crashed = memo(move || shown.with(|view| view.as_ref().is_some_and(|view| view.crashed)));
    let bar = memo(move || shown.with(|view| view.as_ref().and_then(|view| view.bar)));
    let has_bar = memo(move || bar.get().is_some());
    let act = move |_| {
        let input = if crashed.get_untracked() { Input::Restart { actor: id } } else { Input::Crash { actor: id } };
        session.dispatch(input);
    };
    // Part of the reasons that were asked for.
    let explains = memo(move || {
        session.path.with(|path| {
            let is_its = |event: EventId| session.peek(|timeline| timeline.event(event).is_some_and(|event| event.actor == Some(id)));
            path.iter().any(|event| is_its(*event))
        })
    });
    let side = move |pick: fn(Rect) -> i32| move || whole_px(pick(rect.get()));
    let frozen = expect_context::<Frozen>();
    let is_consumer = session.peek(|timeline| timeline.world().actor(id).is_some_and(|actor| actor.as_consumer().is_some()));
    let can_set = session.peek(|timeline| timeline.world().actor(id).is_some_and(|actor| frozen.leaves_settings(actor)));
    let whose = expect_context::<Whose>().0;
    let open = move |_| {
        whose.set(Some(id));
        session.drawer.set(Some(DrawerTab::Settings));
    };
    // A desk is a person's own: there is no program to crash.
    let (can_crash, can_restart) = (frozen.leaves(&[Control::Crash]), frozen.leaves(&[Control::Restart]));
    // A memo, so that the button which crashed somebody stays, and the focus with it.
    let has_button = memo(move || role == "consumer" && is_consumer && if crashed.get() { can_restart } else { can_crash });
    draw! {
        <article
            class="actor" data-path=move || explains.get().then_some("true") data-role=role data-state=state data-actor=id.0 data-bar=move || if has_bar.get() { "true" } else { "false" }
            style:left=side(|rect| rect.x) style:top=side(|rect| rect.y) style:width=side(|rect| rect.w) style:height=side(|rect| rect.h)
        >
            {move || (crashed.get() && role == "consumer").then(|| draw! { <svg class="actor-crack" viewBox="0 0 24 38" aria-hidden="true"><path d="M16 0 8 14 17 20 11 38" /></svg> })}
            <div class="actor-head">
                {if role == "producer" {
                    draw! { <svg class="actor-pentagon" viewBox="0 0 28 19" aria-hidden="true"><path d="M0 0H19L28 9.5 19 19H0Z" /></svg> }
                } else {
                    draw! { <span class="actor-badge" aria-hidden="true">{move || badge(&name.get())}</span> }
                }}
                <div>
                    <b title=name>
                        {(role == "consumer").then(|| draw! { <span class="visually-hidden">{name}": "</span> })}
                        {title}
                    </b>
                    <small title=detail>{detail}</small>
                </div>
                {can_set.then(|| draw! {
                    <button class="button actor-gear" data-size="small" data-kind="quiet" aria-label=move || (t().settings.open_label)(&name.get())
                        title=move || (t().settings.open_label)(&name.get()) on:click=on(open)>{icon(SLIDERS)}</button>
                })}
            </div>
            {move || has_bar.get().then(|| draw! {
                <div class="actor-bar"><i style:transform=move || done(bar.get().unwrap_or(0))></i></div>
            })}
            <div class="actor-foot">
                <span title=foot>{foot}</span>
                {move || has_button.get().then(|| draw! {
                    <button
                        class="button" data-size="small" data-kind=move || if crashed.get() { "quiet" } else { "danger" }
                        aria-label=move || if crashed.get() { (t().stage.restart_label)(&name.get()) } else { (t().stage.crash_label)(&name.get()) }
                        on:click=on(act)
                    >
                        {move || if crashed.get() { t().stage.restart } else { t().stage.crash }}
                    </button>
                })}
            </div>
        </article>
    }
}

/// So many thousandths of a bar. (A width would have the whole stage laid out anew.)
fn done(thousandths: u16) -> String {
    ["scaleX(calc(", &thousandths.to_string(), " / 1000))"].concat()
}
