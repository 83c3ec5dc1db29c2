//! The authorisation lab: a frame with a clock, and one workbench at a time in it.

mod compare;
mod controls;
mod decision;
mod desk;
mod doors;
mod ending;
mod entra;
mod fields;
mod incidents;
mod matrix;
mod roles;
mod rotation;
mod sas;
mod shared_key;
mod task;

use super::super::route::{Bench, Route};
use super::super::text::lab::frame::{self, l};
use super::shell::HeaderNote;
use crate::app::parts::lean::prelude::*;
use desk::Desk;
use playground::lab::Lab;
use playground::time::Span;
use playground::wire::date;

pub fn page(bench: Bench) -> View {
    let desk = Desk::open();
    expect_context::<HeaderNote>().0.set(String::new());
    let body = match bench {
        Bench::Doors => doors::bench(desk),
        Bench::Sas => sas::bench(desk),
        Bench::SharedKey => shared_key::bench(desk),
        Bench::EntraId => entra::bench(desk),
        Bench::Matrix => matrix::bench(desk),
        Bench::Compare => compare::bench(desk),
        Bench::Incidents => incidents::bench(desk),
    };
    draw! {
        <div class="lab" data-bench=bench.name()>
            <header class="lab-head">
                <div class="lab-title">
                    <p class="eyebrow">{l().title}</p>
                    <h1>{frame::bench(bench)}</h1>
                </div>
                {clock(desk)}
            </header>
            {nav(bench)}
            {body}
            <p class="lab-note">{l().keys_note}</p>
            <p class="visually-hidden" role="status" aria-live="polite">{desk.said}</p>
        </div>
    }
}

fn nav(here: Bench) -> View {
    draw! {
        <nav class="lab-nav" aria-label=l().nav_label>
            {Bench::ALL.into_iter().map(|bench| draw! {
                <a href=Route::Lab(bench).href() aria-current=(bench == here).then_some("page")>{frame::bench(bench)}</a>
            }).collect_view()}
        </nav>
    }
}

fn clock(desk: Desk) -> View {
    let now = desk.read(|lab| date::rfc1123(lab.now()));
    draw! {
        <div class="lab-clock" role="group" aria-label=l().clock>
            <span class="lab-now"><small>{l().clock}</small><output>{now}</output></span>
            <span class="lab-advance" role="group" aria-label=l().advance>
                {l().advances.iter().map(|(name, secs)| draw! {
                    <button class="button" data-size="small" aria-label=format!("{}: {name}", l().advance) on:click=on(move |_| desk.act(|lab| lab.advance(Span::from_secs(*secs))))>
                        "+"{*name}
                    </button>
                }).collect_view()}
            </span>
            <button class="button" data-size="small" data-kind="quiet" title=l().start_over_hint on:click=on(move |_| desk.start_over())>{l().start_over}</button>
        </div>
    }
}

/// The lab's present instant, as a signal for what depends on it.
fn now(desk: Desk) -> Memo<playground::time::Timestamp> {
    desk.read(Lab::now)
}
