//! Faults by hand: what goes wrong, whom it strikes, and for how long.

use super::super::session::Session;
use super::super::text::t;
use super::settings::{Word, number_field, written};
use crate::app::parts::lean::prelude::*;
use playground::sim::{ActorId, Body, Fault, FaultName, Input};
use playground::time::Span;

/// What can be thrown in here; crashes and restarts have their buttons on the cards.
const NAMES: [FaultName; 8] = [
    FaultName::LoseReply,
    FaultName::LoseRequest,
    FaultName::Stall,
    FaultName::Slow,
    FaultName::Outage,
    FaultName::Throttle,
    FaultName::Skew,
    FaultName::Tear,
];

/// A throttled service takes this share of its published targets: a page can hardly send two thousand messages a second.
const THROTTLED: (u32, u32) = (1, 2_000);

/// What a number means for a fault, and its range in tenths.
fn measure(name: FaultName) -> (Word, Word, (u64, u64)) {
    match name {
        FaultName::LoseReply | FaultName::LoseRequest | FaultName::Tear => (|| t().settings.how_many, || t().settings.times, (10, 1000)),
        FaultName::Skew => (|| t().settings.ahead, || t().settings.secs, (0, 36_000)),
        _ => (|| t().settings.how_long, || t().settings.secs, (1, 36_000)),
    }
}

/// Whether the fault strikes a program, and whether it must be told which.
fn strikes(name: FaultName) -> (bool, bool) {
    match name {
        FaultName::LoseReply | FaultName::LoseRequest => (true, false),
        FaultName::Stall | FaultName::Skew | FaultName::Tear => (true, true),
        _ => (false, false),
    }
}

fn fault(name: FaultName, actor: Option<ActorId>, tenths: u64) -> Option<Fault> {
    let lasts_for = Span::from_millis(tenths * 100);
    let count = u32::try_from(tenths / 10).unwrap_or(1);
    Some(match name {
        FaultName::LoseReply => Fault::LoseReply { actor, operation: None, count },
        FaultName::LoseRequest => Fault::LoseRequest { actor, operation: None, count },
        FaultName::Stall => Fault::Stall { actor: actor?, lasts_for },
        FaultName::Slow => Fault::Slow { extra: Span::from_secs(1), jitter: Span::from_secs(2), lasts_for },
        FaultName::Outage => Fault::Outage { lasts_for },
        FaultName::Throttle => Fault::Throttle { part: THROTTLED.0, whole: THROTTLED.1, lasts_for },
        FaultName::Skew => Fault::Skew { actor: actor?, ahead_secs: i64::try_from(tenths / 10).unwrap_or(0) },
        FaultName::Tear => Fault::Tear { actor: actor?, count },
        FaultName::Crash => Fault::Crash { actor: actor? },
        FaultName::Restart => Fault::Restart { actor: actor? },
    })
}

pub fn faults(session: Session) -> View {
    let name = RwSignal::new(FaultName::LoseReply);
    let whom = RwSignal::new(None::<ActorId>);
    let tenths = RwSignal::new(10_u64);
    let programs = session.read(|timeline| {
        let programs = timeline.world().actors().iter().filter(|actor| matches!(actor.body, Body::Producer(_) | Body::Consumer(_)));
        programs.map(|actor| (actor.id, actor.name.to_string())).collect::<Vec<_>>()
    });
    let choose = move |event: web_sys::Event| {
        let Some(chosen) = NAMES.into_iter().find(|name| name.as_str() == event_target_value(&event)) else { return };
        name.set(chosen);
        let (counts, must) = (matches!(chosen, FaultName::LoseReply | FaultName::LoseRequest | FaultName::Tear), strikes(chosen).1);
        tenths.set(if counts { 10 } else { 200 });
        whom.set(if must { programs.with_untracked(|programs| programs.last().map(|(id, _)| *id)) } else { None });
    };
    let strike = move |_| {
        if let Some(fault) = fault(name.get_untracked(), whom.get_untracked(), tenths.get_untracked()) {
            session.dispatch(Input::Fault { fault });
        }
    };
    let shown = memo(move || written(tenths.get()));
    draw! {
        <p>{t().settings.faults_lead}</p>
        <div class="settings-row">
            <label class="field">{t().settings.fault}
                <select on:change=on(choose)>
                    {NAMES.iter().map(|kind| draw! {
                        <option value=kind.as_str() prop:selected=move || name.get() == *kind>{(t().settings.fault_name)(*kind)}</option>
                    }).collect_view()}
                </select>
            </label>
            {move || strikes(name.get()).0.then(|| draw! {
                <label class="field">{t().settings.whom}
                    <select on:change=on(move |event| whom.set(event_target_value(&event).parse().ok().map(ActorId)))>
                        {(!strikes(name.get()).1).then(|| draw! { <option value="">{t().settings.anybody}</option> })}
                        {programs.get().into_iter().map(|(id, name)| draw! {
                            <option value=id.0.to_string() prop:selected=move || whom.get() == Some(id)>{name}</option>
                        }).collect_view()}
                    </select>
                </label>
            })}
            {move || {
                let (label, unit, range) = measure(name.get());
                number_field(label, unit, range, false, shown, move |value| tenths.set(value.unwrap_or(10)))
            }}
            <button class="button" data-kind="danger" on:click=on(strike)>{t().settings.strike}</button>
        </div>
    }
}
