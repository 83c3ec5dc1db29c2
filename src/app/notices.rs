//! Cards that need to be seen: refusals of the service, and what the page itself has to say.

use super::panels::why;
use super::parts::file::download_url;
use super::parts::focus::focus_soon;
use super::session::Session;
use super::text::{actor_name, t};
use crate::app::parts::lean::prelude::*;
use playground::sim::{EventId, EventKind};

/// More than this many cards at once would be a wall; the log has them all.
const CARDS_MAX: usize = 3;

#[derive(Clone)]
pub struct Notice {
    id: u32,
    kind: &'static str,
    title: String,
    body: Option<String>,
    rule: Option<String>,
    pub link: Option<Link>,
    /// The event it tells of, in the world it happened in.
    event: Option<(Session, EventId)>,
    /// How often the same refusal came in a row.
    times: u32,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Link {
    Save { label: String, href: String, name: &'static str },
    ApplyUpdate { label: String },
}

#[derive(Clone, Copy)]
pub struct Notices {
    list: RwSignal<Vec<Notice>>,
    next: StoredValue<u32>,
}

impl Notices {
    pub fn new() -> Self {
        Self { list: RwSignal::new(Vec::new()), next: StoredValue::new(0) }
    }

    fn add(self, mut notice: Notice) {
        notice.id = self.next.get_value();
        self.next.set_value(notice.id + 1);
        self.list.update(|list| {
            if let Some(last) =
                list.last_mut().filter(|last| last.kind == notice.kind && last.title == notice.title && last.body == notice.body)
            {
                last.times += 1;
                last.event = notice.event;
                return;
            }
            if list.len() >= CARDS_MAX {
                list.remove(0);
            }
            list.push(notice);
        });
    }

    /// Something the page has to say.
    pub fn say(self, title: &str, link: Option<Link>) {
        self.add(Notice { id: 0, kind: "notice", title: title.to_owned(), body: None, rule: None, link, event: None, times: 1 });
    }

    /// The unreadable saved state, offered as a download.
    pub fn offer_damaged(self, text: &str) {
        let link = download_url(text).map(|href| Link::Save {
            label: t().shell.damaged_save.to_owned(),
            href,
            name: "queue-storage-playground-unreadable.txt",
        });
        self.say(t().shell.damaged, link);
    }

    fn dismiss(self, id: u32) {
        self.list.update(|list| list.retain(|notice| notice.id != id));
        // The button is gone with its card: the keyboard goes on at the next card, or else at the page.
        focus_soon(&[".notice .button", "#main"]);
    }

    /// Shows every refusal of the service as it happens for the first time.
    pub fn watch(self, session: Session) {
        let refusals = session.read(|timeline| {
            let world = timeline.world();
            let last = timeline.events().iter().rev().take(200).find(|event| matches!(event.kind, EventKind::Rejected { .. }))?;
            let EventKind::Rejected { operation, status, code, .. } = &last.kind else { return None };
            let what = operation.map_or("", playground::engine::OperationName::as_str);
            Some((last.id, *status, code.clone(), actor_name(world, last), what))
        });
        effect(move |before: Option<Option<u32>>| {
            let now = refusals.get();
            let id = now.as_ref().map(|(id, ..)| id.0);
            if let (Some(before), Some((_, status, code, who, what))) = (before, now)
                && before < id
            {
                self.add(Notice {
                    id: 0,
                    kind: "refusal",
                    title: (t().service.refused)(status, &code),
                    body: Some((t().service.refused_who)(&who, what)),
                    rule: (t().service.rule)(&code).map(str::to_owned),
                    link: None,
                    event: id.map(|id| (session, EventId(id))),
                    times: 1,
                });
            }
            id
        });
        // What was refused in a world that has been left cannot be asked about any more.
        on_cleanup(move || self.list.update(|list| list.retain(|notice| notice.event.is_none())));
    }
}

/// The cards, newest last.
pub fn cards(notices: Notices) -> View {
    draw! {
        <div class="notices" role="region" aria-live="assertive" aria-label=t().inspector.log_what>
            <For each=move || notices.list.get() key=|notice| (notice.id, notice.times) let(notice)>
                {card(notices, notice)}
            </For>
        </div>
    }
}

fn card(notices: Notices, notice: Notice) -> View {
    let id = notice.id;
    let times = (notice.times > 1).then(|| format!(" \u{d7}{}", notice.times));
    draw! {
        <article class="notice" data-kind=notice.kind>
            <div class="notice-head">
                <b>{notice.title}{times}</b>
                <button class="button" data-size="small" data-kind="quiet" on:click=on(move |_| notices.dismiss(id))>{t().shell.dismiss}</button>
            </div>
            {notice.body.map(|body| draw! { <p>{body}" "{notice.event.map(|(session, id)| why::button(session, Some(id)))}</p> })}
            {notice.rule.map(|rule| draw! { <p class="notice-rule">{rule}</p> })}
            {notice.link.map(|link| match link {
                Link::Save { label, href, name } => draw! { <a class="button" data-size="small" href=href download=name>{label}</a> },
                Link::ApplyUpdate { label } => {
                    let apply = move |_| {
                        if let Ok(event) = web_sys::Event::new("qsp-apply-update") {
                            let _ = window().dispatch_event(&event);
                        }
                    };
                    draw! { <button class="button" data-size="small" on:click=on(apply)>{label}</button> }
                }
            })}
        </article>
    }
}
