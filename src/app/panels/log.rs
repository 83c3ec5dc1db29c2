//! The event log: the exact record, newest first, narrowed to what is looked for.

use super::super::session::{DrawerTab, Session};
use super::super::text::{actor_name, clock_at, event_sentence, t};
use super::why;
use crate::app::parts::lean::prelude::*;
use playground::engine::MessageNumber;
use playground::sim::{ActorId, Event, EventId, EventKind, World};
use playground::stage::is_moment;
use playground::time::Timestamp;

/// Rows of the log at once.
const ROWS_MAX: usize = 200;

/// How far back a search goes at most; beyond it the page would be felt to stop.
const SEARCHED_MAX: usize = 20_000;

/// Which kinds of events are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kinds {
    #[default]
    All,
    /// What surprises.
    Moments,
    /// Everything but empty answers and the inside of a job.
    NoPolling,
    Refusals,
    Programs,
    Effects,
}

impl Kinds {
    const ALL: [Self; 6] = [Self::All, Self::Moments, Self::NoPolling, Self::Refusals, Self::Programs, Self::Effects];

    fn name(self) -> &'static str {
        let names = &t().inspector.log_kinds;
        Self::ALL.iter().position(|kinds| *kinds == self).and_then(|place| names.get(place)).copied().unwrap_or_default()
    }

    fn has(self, event: &Event) -> bool {
        match self {
            Self::All => true,
            Self::Moments => is_moment(event),
            Self::NoPolling => !matches!(
                event.kind,
                EventKind::GetEmpty { .. } | EventKind::PeekEmpty { .. } | EventKind::WorkStart { .. } | EventKind::WorkDone { .. }
            ),
            Self::Refusals => matches!(event.kind, EventKind::Rejected { .. } | EventKind::Throttled { .. }),
            Self::Programs => matches!(
                event.kind,
                EventKind::WorkerCrash { .. } | EventKind::WorkerStart | EventKind::Configured | EventKind::Left { .. }
            ),
            Self::Effects => matches!(event.kind, EventKind::SideEffect { .. }),
        }
    }
}

/// What the log is narrowed to. All of it must hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    pub kinds: Kinds,
    pub who: Option<ActorId>,
    pub message: Option<MessageNumber>,
    /// Words of the sentence, in small letters.
    pub words: String,
    /// From, and up to just before.
    pub stretch: Option<(Timestamp, Timestamp)>,
}

impl Filter {
    fn has(&self, world: &World, event: &Event) -> bool {
        self.stretch.is_none_or(|(from, until)| (from..until).contains(&event.at))
            && self.kinds.has(event)
            && self.who.is_none_or(|who| event.actor == Some(who))
            && self.message.is_none_or(|message| event.kind.message() == Some(message))
            && (self.words.is_empty() || event_sentence(world, event).to_lowercase().contains(&self.words))
    }
}

/// The filter in use, for whoever leads to the log.
#[derive(Clone, Copy)]
pub struct LogFilter(pub RwSignal<Filter>);

#[derive(Clone, Debug, PartialEq)]
struct Line {
    id: EventId,
    at: String,
    who: String,
    what: String,
    causes: String,
    explains: bool,
}

fn line(world: &World, event: &Event) -> Line {
    let causes = [event.causes.message, event.causes.actor].into_iter().flatten().map(|id| format!("#{}", id.0 + 1));
    Line {
        id: event.id,
        at: clock_at(world, event.at, true),
        who: actor_name(world, event),
        what: event_sentence(world, event),
        causes: causes.collect::<Vec<_>>().join(", "),
        explains: why::is_asked(event),
    }
}

pub fn log(session: Session) -> View {
    let happened = session.read(|timeline| timeline.events().len());
    let used = expect_context::<LogFilter>().0;
    let found = memo(move || {
        happened.get();
        let filter = used.get();
        session.peek(|timeline| {
            let (world, events) = (timeline.world(), timeline.events());
            // A stretch may lie far back: the search begins at its end.
            let end = filter.stretch.map_or(events.len(), |(_, until)| events.partition_point(|event| event.at < until));
            let searched = &events[end.saturating_sub(SEARCHED_MAX)..end];
            let mut lines: Vec<Line> = Vec::new();
            let mut more = 0;
            for event in searched.iter().rev().filter(|event| filter.has(world, event)) {
                if lines.len() < ROWS_MAX {
                    lines.push(line(world, event));
                } else {
                    more += 1;
                }
            }
            (lines, more + (end - searched.len()))
        })
    });
    let lines = memo(move || found.get().0);
    let note = move || match found.with(|(lines, more)| (lines.len(), *more)) {
        (0, 0) if happened.get() == 0 => Some(t().inspector.log_empty.to_owned()),
        (0, _) => Some(t().inspector.log_none.to_owned()),
        (_, 0) => None,
        (_, more) => Some((t().inspector.log_more)(more)),
    };
    draw! {
        {controls(session)}
        <table class="log">
            <thead>
                <tr>{["#", t().inspector.log_time, t().inspector.log_who, t().inspector.log_what, t().inspector.log_because].map(|name| draw! { <th scope="col">{name}</th> })}</tr>
            </thead>
            <tbody><For each=move || lines.get() key=|line| line.id.0 let(line)>{row(session, line)}</For></tbody>
        </table>
        {move || note().map(|note| draw! { <p>{note}</p> })}
    }
}

fn row(session: Session, line: Line) -> View {
    let Line { id, at, who, what, causes, explains } = line;
    let select = move |_| {
        session.event.set(Some(id));
        session.drawer.set(Some(DrawerTab::Wire));
    };
    draw! {
        <tr data-path=move || session.path.with(|path| path.contains(&id)).then_some("true")>
            <td>{id.0 + 1}</td>
            <td>{at}</td>
            <td>{who}</td>
            <td><button on:click=on(select)>{what}</button></td>
            <td>{causes}{explains.then(|| why::button(session, Some(id)))}</td>
        </tr>
    }
}

fn controls(session: Session) -> View {
    let filter = expect_context::<LogFilter>().0;
    let kinds = move |event: web_sys::Event| {
        let name = event_target_value(&event);
        if let Some(kinds) = Kinds::ALL.into_iter().find(|kinds| kinds.name() == name) {
            filter.update(|filter| filter.kinds = kinds);
        }
    };
    let who = move |event: web_sys::Event| {
        let who = event_target_value(&event).parse().ok().map(ActorId);
        filter.update(|filter| filter.who = who);
    };
    let actors =
        session.read(|timeline| timeline.world().actors().iter().map(|actor| (actor.id, actor.name.to_string())).collect::<Vec<_>>());
    let chip = move || {
        let (stretch, message) = filter.with(|filter| (filter.stretch, filter.message));
        let clear = move |_| {
            filter.update(|filter| (filter.stretch, filter.message) = (None, None));
        };
        let stretch = stretch.map(|(from, until)| {
            session.peek(|timeline| {
                (t().inspector.log_stretch)(&clock_at(timeline.world(), from, false), &clock_at(timeline.world(), until, false))
            })
        });
        let words: Vec<String> = stretch.into_iter().chain(message.map(|message| (t().stage.message_name)(message.0))).collect();
        (!words.is_empty()).then(|| draw! {
            <button class="button" data-size="small" on:click=on(clear)>{words.join(", ")}" \u{d7}"<span class="visually-hidden">{t().inspector.log_clear}</span></button>
        })
    };
    let of_message = move || {
        session.message.get().filter(|message| filter.with(|filter| filter.message != Some(*message))).map(|message| draw! {
            <button class="button" data-size="small" on:click=on(move |_| filter.update(|filter| filter.message = Some(message)))>{(t().inspector.log_only)(message.0)}</button>
        })
    };
    draw! {
        <div class="log-filter">
            <label>{t().inspector.log_show}
                <select on:change=on(kinds)>
                    {Kinds::ALL.into_iter().map(|kinds| draw! { <option value=kinds.name() prop:selected=move || filter.with(|filter| filter.kinds == kinds)>{kinds.name()}</option> }).collect_view()}
                </select>
            </label>
            <label>{t().inspector.log_who}
                <select on:change=on(who)>
                    <option value="">{t().inspector.log_anybody}</option>
                    {move || actors.get().into_iter().map(|(id, name)| {
                        let is = move || filter.with(|filter| filter.who == Some(id));
                        draw! { <option value=id.0.to_string() prop:selected=is>{name}</option> }
                    }).collect_view()}
                </select>
            </label>
            <label>{t().inspector.log_words}
                <input type="search" maxlength="80" prop:value=move || filter.with(|filter| filter.words.clone())
                    on:input=on(move |event| { let words = event_target_value(&event).to_lowercase(); filter.update(|filter| filter.words = words); }) />
            </label>
            {of_message}
            {chip}
        </div>
    }
}
