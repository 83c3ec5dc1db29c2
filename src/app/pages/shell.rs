//! What is on every page: header, notices, help, and the page itself below.

use super::super::notices::{Link, Notices, cards};
use super::super::panels::share::Opened;
use super::super::parts::icon::{HALF, QUESTION, icon};
use super::super::prefs::Prefs;
use super::super::progress::{self, Progress};
use super::super::route::{self, Route};
use super::super::store::Found;
use super::super::text::author::author_text;
use super::super::text::summary::summary_text;
use super::super::text::{self, t};
use super::{author, conformance, course, exercise, lab, sandbox, shared, summary, welcome};
use crate::app::parts::lean::prelude::*;
use playground::saved::{Motion, Theme};

/// What the header shows of the page below it.
#[derive(Clone, Copy)]
pub struct HeaderNote(pub RwSignal<String>);

/// The whole page.
pub fn shell(found: Found) -> View {
    let notices = Notices::new();
    let prefs = Prefs::follow();
    let note = HeaderNote(RwSignal::new(String::new()));
    provide_context(notices);
    provide_context(prefs);
    provide_context(note);
    provide_context(Progress::new());
    provide_context(Opened(RwSignal::new(None)));
    match found {
        Found::Sound => {}
        Found::Damaged(text) => notices.offer_damaged(&text),
        Found::NoStorage => notices.say(t().shell.no_storage, None),
    }
    let update = window_event_listener_untyped("qsp-update-ready", move |_| {
        notices.say(t().shell.update_ready, Some(Link::ApplyUpdate { label: t().shell.update_apply.to_owned() }));
    });
    on_cleanup(move || update.remove());

    let route = route::follow(move || notices.say(t().shell.unknown_route, None));
    let help = NodeRef::<web_sys::HtmlDialogElement>::new();
    let main = NodeRef::<web_sys::HtmlElement>::new();
    // On a change of page: title, top, and the heading takes the focus, as a load would.
    effect(move |before: Option<Route>| {
        let now = route.get();
        document().set_title(&[&*title(now), " \u{b7} ", t().shell.product].concat());
        if before.is_some_and(|before| before != now) {
            window().scroll_to_with_x_and_y(0.0, 0.0);
            focus_heading();
        }
        now
    });
    draw! {
        <a class="skip-link button" href="#main" on:click=on(move |event: web_sys::MouseEvent| {
            event.prevent_default();
            if let Some(main) = main.get() {
                let _ = main.focus();
            }
        })>{t().shell.skip_to_content}</a>
        <div class="app" data-page=move || if matches!(route.get(), Route::Learn | Route::Lab(_) | Route::Conformance | Route::Summary | Route::Author) { "prose" } else { "work" }>
            {header(route, prefs, note, help)}
            <main id="main" tabindex="-1" node_ref=main class="app-main">
                {move || match route.get() {
                    Route::Learn => course::page(),
                    Route::Exercise(number) => exercise::page(number),
                    Route::Stage => sandbox::page(),
                    Route::Lab(bench) => lab::page(bench),
                    Route::Conformance => conformance::page(),
                    Route::Welcome => welcome::page(),
                    Route::Summary => summary::page(),
                    Route::Author => author::page(),
                    Route::Trial => author::trial(),
                    Route::Run(_) => shared::page(),
                }}
            </main>
        </div>
        {cards(notices)}
        {help_dialog(help, prefs)}
    }
}

/// What the window is called.
fn title(route: Route) -> String {
    match route {
        Route::Welcome => t().welcome.title.to_owned(),
        other => apart::title(other),
    }
}

/// Kept out of a first visit: a choice among the tables of text names all of them.
mod apart {
    use super::{Route, author_text, summary_text, t, text};

    #[inline(never)]
    pub fn title(route: Route) -> String {
        match route {
            Route::Learn => t().course.title.to_owned(),
            Route::Exercise(number) => playground::lessons::prose(number).and_then(|prose| prose.text("title")).unwrap_or_default(),
            Route::Stage => t().stage.title.to_owned(),
            Route::Lab(bench) => [text::lab::frame::bench(bench), " \u{b7} ", t().shell.nav_lab].concat(),
            Route::Conformance => text::conformance::TITLE.to_owned(),
            Route::Welcome => t().welcome.title.to_owned(),
            Route::Summary => summary_text().title.to_owned(),
            Route::Author | Route::Trial => author_text().title.to_owned(),
            Route::Run(_) => t().share.shared_eyebrow.to_owned(),
        }
    }
}

fn focus_heading() {
    request_animation_frame(|| {
        use wasm_bindgen::JsCast;
        let heading = document().query_selector("h1").ok().flatten().and_then(|heading| heading.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(heading) = heading {
            let _ = heading.set_attribute("tabindex", "-1");
            let _ = heading.focus();
        }
    });
}

fn header(route: Memo<Route>, prefs: Prefs, note: HeaderNote, help: NodeRef<web_sys::HtmlDialogElement>) -> View {
    let current = move |is: fn(Route) -> bool| move || is(route.get()).then_some("page");
    let theme_label = move || match prefs.theme.get() {
        None => t().shell.theme_system,
        Some(Theme::Light) => t().shell.theme_light,
        Some(Theme::Dark) => t().shell.theme_dark,
    };
    draw! {
        <header class="header">
            <a class="header-brand" href=Route::HOME.href() aria-label=t().shell.product>
                <svg viewBox="0 0 32 32" aria-hidden="true">
                    <circle cx="16" cy="16" r="12.5" fill="none" stroke="var(--line)" stroke-width="4" />
                    <circle cx="16" cy="16" r="12.5" fill="none" stroke="var(--leased)" stroke-width="4" pathLength="100" stroke-dasharray="76 100" transform="rotate(-180 16 16)" />
                    <circle cx="16" cy="16" r="6" fill="var(--visible)" />
                </svg>
                <span>{t().shell.product}</span>
            </a>
            <nav class="header-nav" aria-label=t().shell.nav_label>
                <a href=Route::Stage.href() aria-current=current(|route| matches!(route, Route::Stage | Route::Run(_)))>{t().shell.nav_stage}</a>
                <a href=Route::Learn.href() aria-current=current(|route| matches!(route, Route::Learn | Route::Exercise(_) | Route::Summary | Route::Author | Route::Trial))>{t().shell.nav_learn}</a>
                <a href=Route::Lab(route::Bench::Doors).href() aria-current=current(|route| matches!(route, Route::Lab(_)))>{t().shell.nav_lab}</a>
            </nav>
            {progress::dots(route)}
            <div class="header-tools">
                <span class="header-seed">{note.0}</span>
                <button class="button" data-shape="icon" aria-label=theme_label title=theme_label on:click=on(move |_| prefs.next_theme())>
                    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
                        <path d=HALF fill="none" stroke="currentColor" stroke-width="1.5" />
                        <path d="M8 2a6 6 0 0 0 0 12Z" fill="currentColor" />
                    </svg>
                </button>
                <button class="button" data-shape="icon" aria-label=t().shell.help title=t().shell.help on:click=on(move |_| {
                    if let Some(help) = help.get() {
                        let _ = help.show_modal();
                    }
                })>{icon(QUESTION)}</button>
            </div>
        </header>
    }
}

fn help_dialog(help: NodeRef<web_sys::HtmlDialogElement>, prefs: Prefs) -> View {
    let close = move |_| {
        if let Some(help) = help.get() {
            help.close();
        }
    };
    draw! {
        <dialog class="dialog" node_ref=help aria-label=t().shell.help>
            <h2>{t().shell.keys_title}</h2>
            <dl class="keys">
                {t().shell.keys.iter().map(|(key, what)| draw! {
                    <dt>{key.split(' ').map(|key| draw! { <kbd>{key}</kbd>" " }).collect_view()}</dt>
                    <dd>{*what}</dd>
                }).collect_view()}
            </dl>
            <p>
                <label>
                    <input type="checkbox" prop:checked=move || prefs.is_reduced() on:change=on(move |event| {
                        let on = event_target_checked(&event);
                        prefs.motion.set(Some(if on { Motion::Reduced } else { Motion::Full }));
                    }) />
                    " "{t().shell.motion_on}
                </label>
            </p>
            <p>
                <label>
                    <input type="checkbox" prop:checked=move || prefs.presenter.get() on:change=on(move |event| prefs.presenter.set(event_target_checked(&event))) />
                    " "{t().shell.presenter_on}
                </label>
            </p>
            <p class="lesson-actions"><button class="button" data-kind="primary" on:click=on(close)>{t().shell.close}</button></p>
        </dialog>
    }
}
