//! Every word of the page's own interface, in tables: one for each area of the page. (Prose of the exercises is Markdown beside them.)
//!
//! A second language is a second constant of the same types: it does not compile until it is complete. Where a sentence has parts, a table holds
//! the function that puts them together, so that another language may order them differently.

use playground::sim::{Event, World};
use playground::time::{Span, Timestamp};

pub mod annex;
pub mod author;
pub mod conformance;
mod course;
mod figures;
mod forms;
mod inspector;
pub mod lab;
mod lesson;
mod scenarios;
mod service;
mod settings;
mod share;
mod shell;
mod stage;
pub mod summary;
mod time;
pub mod tools;
mod welcome;

/// The tables in use.
pub fn t() -> &'static Text {
    &EN
}

pub struct Text {
    pub shell: shell::Shell,
    pub stage: stage::Stage,
    pub time: time::Time,
    pub inspector: inspector::Inspector,
    pub figures: figures::Figures,
    pub lesson: lesson::Lesson,
    pub course: course::Course,
    pub welcome: welcome::Welcome,
    pub forms: forms::Forms,
    pub service: service::Service,
    pub scenarios: scenarios::Scenarios,
    pub settings: settings::Settings,
    pub share: share::Share,
}

static EN: Text = Text {
    shell: shell::EN,
    stage: stage::EN,
    time: time::EN,
    inspector: inspector::EN,
    figures: figures::EN,
    lesson: lesson::EN,
    course: course::EN,
    welcome: welcome::EN,
    forms: forms::EN,
    service: service::EN,
    scenarios: scenarios::EN,
    settings: settings::EN,
    share: share::EN,
};

/// Virtual time since the start of the world: `00:05`, `00:05.2` with tenths, `1:00:05` beyond the hour.
pub fn clock(span: Span, tenths: bool) -> String {
    let secs = span.as_secs();
    let (hours, minutes, seconds) = (secs / 3600, secs / 60 % 60, secs % 60);
    let mut text = if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes:02}:{seconds:02}") };
    if tenths {
        text.extend([".", &(span.as_millis() / 100 % 10).to_string()]);
    }
    text
}

/// The instant `at` on the clock of `world`.
pub fn clock_at(world: &World, at: Timestamp, tenths: bool) -> String {
    clock(at.since(world.starts_at()), tenths)
}

/// Who acted, in words.
pub fn actor_name(world: &World, event: &Event) -> String {
    match event.actor.and_then(|id| world.actor(id)) {
        Some(actor) => actor.name.to_string(),
        None => t().inspector.the_service.to_owned(),
    }
}

/// What happened, as one sentence.
pub fn event_sentence(world: &World, event: &Event) -> String {
    (t().service.event)(&event.kind, &actor_name(world, event))
}

/// 1234567 as 1,234,567.
fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn plural(n: usize, one: &str, many: &str) -> String {
    if n == 1 { one.to_owned() } else { many.to_owned() }
}

/// A sentence begins with a capital, also when it begins with a name like "you".
fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
