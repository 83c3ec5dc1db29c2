//! Passing a run on: a link, a file, and opening somebody else's. Beside it, taking acts back.

use super::super::parts::file::{self, copy, download_url};
use super::super::parts::focus::focus_soon;
use super::super::parts::icon::{REDO, SHARE, icon};
use super::super::route;
use super::super::session::Session;
use super::super::text::{clock_at, event_sentence, t};
use super::undo;
use crate::app::parts::lean::prelude::*;
use playground::saved::{self, LINK_EVENTS_MAX, Unreadable};
use playground::timeline::Timeline;
use web_sys::{HtmlDialogElement, HtmlInputElement};

/// The newest lines of the log that a file holds for people; the run in it is whole.
const LOG_MAX: usize = 2_000;

const FILE_NAME: &str = "queue-storage-playground-run.json";

/// A run that was opened from a file and waits to be shown.
#[derive(Clone, Copy)]
pub struct Opened(pub RwSignal<Option<Timeline>>);

/// What the dialog offers, made at the moment it is opened.
#[derive(Clone, Debug, PartialEq)]
struct Offer {
    /// `None`: too much has happened.
    link: Option<String>,
    file: String,
    fingerprint: String,
}

/// The fingerprint of a history as people compare it: four groups of four.
pub fn fingerprint(timeline: &Timeline) -> String {
    let digits = format!("{:016x}", timeline.fingerprint());
    [&digits[..4], "-", &digits[4..8], "-", &digits[8..12], "-", &digits[12..]].concat()
}

fn offer(timeline: &Timeline) -> Offer {
    let run = timeline.run();
    let world = timeline.world();
    let events = timeline.events();
    let lines = events[events.len().saturating_sub(LOG_MAX)..].iter();
    let log = lines.map(|event| [&*clock_at(world, event.at, true), "  ", &*event_sentence(world, event)].concat()).collect();
    let text = saved::export(t().share.about, &run, log);
    let link = (timeline.known_events().len() <= LINK_EVENTS_MAX as usize).then(|| saved::shorten(&run));
    let location = window().location();
    let here = |link: String| {
        let (origin, path) = (location.origin().unwrap_or_default(), location.pathname().unwrap_or_default());
        // The origin of a file is the word null.
        let origin = if is_file() { "file://".to_owned() } else { origin };
        [origin, path, route::run_href(&link)].concat()
    };
    Offer { link: link.map(here), file: download_url(&text).unwrap_or_default(), fingerprint: fingerprint(timeline) }
}

fn is_file() -> bool {
    window().location().protocol().is_ok_and(|protocol| protocol == "file:")
}

/// Undo, redo, and the button that opens the dialog.
pub fn tools(session: Session) -> View {
    let dialog = NodeRef::<HtmlDialogElement>::new();
    let offered = RwSignal::new(None::<Offer>);
    let redoable = session.read(Timeline::can_redo);
    let open = move |_| {
        session.pause();
        offered.set(Some(session.peek(offer)));
        if let Some(dialog) = dialog.get() {
            let _ = dialog.show_modal();
            focus_soon(&[".share .button[data-kind=primary]"]);
        }
    };
    draw! {
        {undo::button(session)}
        <button class="button" data-size="small" data-shape="icon" aria-label=t().share.redo title=t().share.redo
            disabled=move || !redoable.get() on:click=on(move |_| session.redo())>{icon(REDO)}</button>
        <button class="button" data-size="small" data-shape="icon" aria-label=t().share.open title=t().share.open on:click=on(open)>{icon(SHARE)}</button>
        {share_dialog(dialog, offered)}
    }
}

fn share_dialog(dialog: NodeRef<HtmlDialogElement>, offered: RwSignal<Option<Offer>>) -> View {
    let problem = RwSignal::new(None::<String>);
    let opened = expect_context::<Opened>();
    let close = move || {
        if let Some(dialog) = dialog.get() {
            dialog.close();
        }
    };
    let take = move |_: String, text: Option<String>| {
        problem.set(None);
        // A file that is not even read is one that is too large.
        match text.ok_or(Unreadable::TooLarge).and_then(|text| saved::open_file(&text)) {
            Ok(timeline) => {
                close();
                opened.0.set(Some(timeline));
                let _ = window().location().set_hash(&route::Route::Run(0).href());
            }
            Err(why) => problem.set(Some([(t().share.why)(why), " ", t().share.unchanged].concat())),
        }
    };
    draw! {
        <dialog class="dialog share" node_ref=dialog aria-label=t().share.title>
            <h2>{t().share.title}</h2>
            <p>{t().share.lead}</p>
            {move || offered.get().map(|offer| link(&offer))}
            <h3>{t().share.file}</h3>
            <div class="share-row">
                {move || offered.get().map(|offer| draw! { <a class="button" href=offer.file download=FILE_NAME>{t().share.save_file}</a> })}
                {file::chooser(t().share.open_file, saved::FILE_MAX, take)}
            </div>
            {move || problem.get().map(|problem| draw! { <p class="feedback" data-kind="wrong" role="alert">{t().share.cannot_open}". "{problem}</p> })}
            <p class="lesson-actions"><button class="button" data-kind="primary" on:click=on(move |_| close())>{t().shell.close}</button></p>
        </dialog>
    }
}

fn link(offer: &Offer) -> View {
    let Some(address) = offer.link.clone() else { return draw! { <p class="feedback">{t().share.too_long}</p> } };
    let input = NodeRef::<HtmlInputElement>::new();
    let said = RwSignal::new(None::<bool>);
    let note = (t().share.size)(address.chars().count(), &offer.fingerprint);
    draw! {
        <label class="field">
            {t().share.link}
            <input class="share-link" node_ref=input readonly prop:value=address on:focus=on(move |_| if let Some(input) = input.get() { input.select() }) />
        </label>
        <p class="share-note">{note}</p>
        {is_file().then(|| draw! { <p class="share-note">{t().share.link_of_file}</p> })}
        <div class="share-row">
            <button class="button" data-kind="primary" on:click=on(move |_| said.set(input.get().map(|input| copy(&input))))>{t().share.copy}</button>
            <span role="status">{move || said.get().map(|copied| if copied { t().share.copied } else { t().share.copy_by_hand })}</span>
        </div>
    }
}
