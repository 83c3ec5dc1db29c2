//! A program's settings, changed while the world runs. Every number shows its range; one outside it is said and changes nothing.

mod fields;
mod programs;

use super::super::session::Session;
use super::super::text::t;
use super::choices;
use crate::app::parts::lean::prelude::*;
pub use fields::Word;
use fields::{Choice, Group, Number, Text};
use playground::saved::NAME_MAX;
use playground::sim::{ActorId, Body, Input, Role};
use programs::{CONSUMER, FRONT_END, PRODUCER};

/// Tenths as people write them: "5", "0.5".
pub fn written(tenths: u64) -> String {
    if tenths.is_multiple_of(10) {
        (tenths / 10).to_string()
    } else {
        [&*(tenths / 10).to_string(), ".", &*(tenths % 10).to_string()].concat()
    }
}

/// Reads a number with at most one decimal place.
pub fn read_tenths(text: &str) -> Option<u64> {
    let (whole, part) = text.trim().split_once(['.', ',']).unwrap_or((text.trim(), ""));
    let part = if part.is_empty() { 0 } else { part.get(..1)?.parse::<u64>().ok()? };
    whole.parse::<u64>().ok()?.checked_mul(10)?.checked_add(part)
}

/// Whose settings are open.
#[derive(Clone, Copy)]
pub struct Whose(pub RwSignal<Option<ActorId>>);

/// The settings of the actor that was asked for.
pub fn settings(session: Session) -> View {
    let whose = expect_context::<Whose>().0;
    let role = memo(move || {
        let id = whose.get()?;
        session.with(|timeline| {
            let actor = timeline.world().actor(id)?;
            Some((
                actor.name.to_string(),
                match &actor.body {
                    Body::Producer(producer) => Role::Producer((*producer.spec).clone()),
                    Body::Consumer(consumer) => Role::Consumer((*consumer.spec).clone()),
                    Body::FrontEnd(front_end) => Role::FrontEnd((*front_end.spec).clone()),
                    _ => return None,
                },
            ))
        })
    });
    // The form stays as it is while its program does; what it shows follows the settings.
    let shown = memo(move || role.with(|role| role.as_ref().map(|(name, role)| (name.clone(), std::mem::discriminant(role)))));
    let leave = move |_| {
        if let Some(actor) = whose.get_untracked() {
            session.dispatch(Input::Leave { actor });
            session.drawer.set(None);
        }
    };
    let settable = choices::settable(session);
    draw! { {choices::actors(settable)}{move || match shown.get() {
        None => draw! { <p>{move || if settable.with(Vec::is_empty) { t().settings.fixed } else { t().settings.nobody }}</p> },
        Some((name, _)) => {
            let groups = match role.get_untracked().map(|(_, role)| role) {
                Some(Role::Producer(_)) => {
                    let spec = move || role.get().and_then(|(_, role)| if let Role::Producer(spec) = role { Some(spec) } else { None });
                    form(session, PRODUCER, spec, Role::Producer)
                }
                Some(Role::FrontEnd(_)) => {
                    let spec = move || role.get().and_then(|(_, role)| if let Role::FrontEnd(spec) = role { Some(spec) } else { None });
                    form(session, FRONT_END, spec, Role::FrontEnd)
                }
                _ => {
                    let spec = move || role.get().and_then(|(_, role)| if let Role::Consumer(spec) = role { Some(spec) } else { None });
                    form(session, CONSUMER, spec, Role::Consumer)
                }
            };
            draw! {
                <div class="settings-head"><b>{(t().settings.title)(&name)}</b><span>{t().settings.lead}</span>
                    <button class="button" data-size="small" data-kind="danger" on:click=on(leave)>{t().settings.leave}</button></div>
                <div class="settings">{groups}</div>
            }
        }
    }} }
}

fn form<S: 'static>(
    session: Session,
    groups: &'static [Group<S>],
    spec: impl Fn() -> Option<S> + Copy + Send + Sync + 'static,
    role: fn(S) -> Role,
) -> View {
    let whose = expect_context::<Whose>().0;
    let dispatch = move |change: &dyn Fn(&mut S)| {
        let (Some(actor), Some(mut now)) = (whose.get_untracked(), spec()) else { return };
        change(&mut now);
        session.dispatch(Input::Configure { actor, role: role(now) });
    };
    let number = move |number: &'static Number<S>| {
        let value = memo(move || spec().and_then(|spec| number.read(spec)).map(written).unwrap_or_default());
        number_field(number.name, number.unit, (number.from, number.to), number.optional(), value, move |tenths| {
            dispatch(&|spec| number.write(spec, tenths));
        })
    };
    let choice = move |choice: &'static Choice<S>| {
        let value = memo(move || spec().map_or(0, |spec| (choice.read)(&spec)));
        draw! {
            <label class="field">{(choice.name)()}
                <select on:change=on(move |event| if let Ok(option) = event_target_value(&event).parse() { dispatch(&|spec| (choice.write)(spec, option)) })>
                    {(choice.options)().iter().enumerate().map(|(index, name)| draw! { <option value=index prop:selected=move || value.get() == index>{*name}</option> }).collect_view()}
                </select>
            </label>
        }
    };
    let text = move |text: &'static Text<S>| {
        let value = memo(move || spec().and_then(|spec| (text.read)(&spec)));
        let is_there = memo(move || value.with(Option::is_some));
        let taken = move |event: web_sys::Event| dispatch(&|spec| (text.write)(spec, event_target_value(&event).trim()));
        move || {
            is_there.get().then(|| {
                draw! {
                    <label class="field">{(text.name)()}
                        <input autocomplete="off" autocapitalize="off" spellcheck="false" maxlength=NAME_MAX prop:value=move || value.get().unwrap_or_default() on:change=on(taken) />
                    </label>
                }
            })
        }
    };
    groups
        .iter()
        .map(|group| {
            draw! {
                <fieldset class="settings-group">
                    <legend>{(group.name)()}</legend>
                    {group.choices.iter().map(choice).collect_view()}
                    {group.numbers.iter().map(number).collect_view()}
                    {group.texts.iter().map(text).collect_view()}
                </fieldset>
            }
        })
        .collect_view()
}

/// A number with its range in its name. What is outside it is said, and not handed on.
pub fn number_field(
    name: Word,
    unit: Word,
    (from, to): (u64, u64),
    optional: bool,
    value: Memo<String>,
    change: impl Fn(Option<u64>) + 'static,
) -> View {
    let problem = RwSignal::new(None::<String>);
    let taken = move |event: web_sys::Event| {
        let text = event_target_value(&event);
        problem.set(None);
        if optional && text.trim().is_empty() {
            return change(None);
        }
        match read_tenths(&text).filter(|tenths| (from..=to).contains(tenths)) {
            Some(tenths) => change(Some(tenths)),
            None => problem.set(Some((t().settings.out_of_range)(name(), &written(from), &written(to)))),
        }
    };
    draw! {
        <label class="field">
            <span>{name()}", "<span class="settings-range">{(t().settings.range)(&written(from), &written(to), unit())}</span></span>
            <input inputmode="decimal" placeholder=t().settings.off prop:value=value aria-invalid=move || problem.get().is_some().then_some("true") on:change=on(taken) />
            {move || problem.get().map(|problem| draw! { <small class="settings-problem" role="alert">{problem}</small> })}
        </label>
    }
}
