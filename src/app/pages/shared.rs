//! A run that came from elsewhere, by link or by file: shown on the bench of the sandbox, and kept only if the person wants that.

use super::super::panels::share::{Opened, fingerprint};
use super::super::route::{self, Route};
use super::super::session::Session;
use super::super::store;
use super::super::text::t;
use super::sandbox;
use crate::app::parts::lean::prelude::*;
use playground::saved::{self, Unreadable};

/// Why there is nothing to show.
enum Nothing {
    /// The address holds no run, and no file was opened.
    Here,
    Unreadable(Unreadable),
}

pub fn page() -> View {
    let opened = match route::shared_run() {
        Some(text) => saved::open_link(&text).map_err(Nothing::Unreadable),
        None => expect_context::<Opened>().0.get_untracked().ok_or(Nothing::Here),
    };
    let timeline = match opened {
        Ok(timeline) => timeline,
        Err(why) => return refusal(&why),
    };
    let facts = (t().share.shared_facts)(timeline.inputs().len(), &fingerprint(&timeline));
    let session = Session::borrowed(timeline);
    let keep = move |_| {
        store::keep_run(&Route::Stage.slot(), &session.peek(playground::timeline::Timeline::run));
        let _ = window().location().set_hash(&Route::Stage.href());
    };
    let head = draw! {
        <div class="lesson-head">
            <p class="eyebrow">{t().share.shared_eyebrow}</p>
            <h1>{t().share.shared_title}</h1>
        </div>
        <p class="lesson-story">{t().share.shared_story}</p>
        <div class="share-keep">
            <button class="button" data-kind="primary" on:click=on(keep)>{t().share.keep}</button>
            <p>{t().share.keep_note}</p>
        </div>
        <p class="share-note">{facts}</p>
    };
    sandbox::bench(session, head)
}

fn refusal(why: &Nothing) -> View {
    let (what, rest) = match why {
        Nothing::Here => (t().share.nothing_here, None),
        Nothing::Unreadable(why) => ((t().share.why)(*why), Some(t().share.unchanged)),
    };
    draw! {
        <div class="prose-page">
            <h1>{t().share.cannot_open}</h1>
            <p class="share-refusal" role="alert">{what}" "{rest}</p>
            <p><a class="button" data-kind="primary" href=Route::Stage.href()>{t().share.to_sandbox}</a></p>
        </div>
    }
}
