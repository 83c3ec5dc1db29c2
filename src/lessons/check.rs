//! Checks a goal against a history: a pure fold over the event log that says, for every item, whether it is met, by which events, and
//! what is missing or unwanted.
//!
//! The cost is a scan of the log per clause; most events are dismissed by their kind alone, so a check of a few thousand events fits in a
//! frame many times over. It needs to run only when the log has grown or the clock has passed a second.

use super::field::Field;
use super::goal::{Clause, Goal, Id, Measure, Rule};
use super::pattern::{Bindings, Fit, Miss, Pattern, micros};
use super::sequence::{Beginning, furthest};
use super::tally::Tally;
use crate::sim::{Event, EventId, EventKind};
use crate::time::{Span, Timestamp};
use crate::timeline::Timeline;

/// What a goal is checked against: everything up to `now` and nothing after it.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The start of the world, from which `Field::At` counts.
    pub starts_at: Timestamp,
    pub now: Timestamp,
    /// The log up to `now`, oldest first.
    pub events: &'a [Event],
}

impl<'a> Facts<'a> {
    /// What a timeline knows at its playhead.
    pub fn of(timeline: &'a Timeline) -> Self {
        Self { starts_at: timeline.scenario().starts_at, now: timeline.now(), events: timeline.events() }
    }
}

/// Where one item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Not yet.
    Open,
    /// It holds so far and a later event can break it ("the story was sent once"). Counts as met.
    Holding,
    Met,
    /// Broken for good in this history; going back is the way out.
    Violated,
}

/// Why an item is open or violated. With an item's id it names a sentence of the prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The wanted event has not happened.
    Missing,
    /// It happened, before its window.
    Early,
    /// It happened, after its window or after what it should have come before.
    Late,
    /// Its window closed without it.
    Missed,
    /// This event should not have happened.
    Unwanted,
    /// Too many of them.
    Many,
    /// It happened, and this field of it differs.
    Field(Field),
}

/// One item of the list a person ticks off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub id: Id,
    pub state: State,
    /// The events that met or broke it, for the page to highlight; one may be named twice.
    pub events: Vec<EventId>,
    /// What is missing or unwanted; `None` where nothing is, and for steps behind the next one.
    pub note: Option<Note>,
}

/// The next missing or unwanted event of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Note {
    pub why: Why,
    /// The event that was wrong, if one was.
    pub event: Option<EventId>,
}

/// A goal against a history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// In the order of `Goal::item_ids`.
    pub items: Vec<Item>,
}

impl Progress {
    /// Whether every item holds.
    pub fn passed(&self) -> bool {
        self.items.iter().all(|item| matches!(item.state, State::Met | State::Holding))
    }

    /// The item to speak about next: the first violated one, else the first open one.
    pub fn next(&self) -> Option<&Item> {
        let first = |state| self.items.iter().find(|item| item.state == state);
        first(State::Violated).or_else(|| first(State::Open))
    }

    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|item| &*item.id == id)
    }
}

impl State {
    /// From beyond hope to settled.
    fn hope(self) -> u8 {
        match self {
            Self::Violated => 0,
            Self::Open => 1,
            Self::Holding => 2,
            Self::Met => 3,
        }
    }
}

impl Why {
    /// Those that name no field.
    pub const PLAIN: [Self; 6] = [Self::Missing, Self::Early, Self::Late, Self::Missed, Self::Unwanted, Self::Many];

    /// The last word of a prose key: `feedback.crashed.late`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Early => "early",
            Self::Late => "late",
            Self::Missed => "missed",
            Self::Unwanted => "unwanted",
            Self::Many => "many",
            Self::Field(field) => field.name(),
        }
    }
}

impl From<Miss> for Why {
    fn from(miss: Miss) -> Self {
        match miss {
            Miss::Early => Self::Early,
            Miss::Late => Self::Late,
            Miss::Field(field) => Self::Field(field),
        }
    }
}

/// Checks every clause of the goal against the facts.
pub fn check(goal: &Goal, facts: &Facts<'_>) -> Progress {
    let mut items = Vec::new();
    for Clause { id, rule } in &*goal.clauses {
        if let Rule::Seq(steps) = rule {
            let found = furthest(steps, facts.events, facts.starts_at, &Bindings::default());
            for (index, step) in steps.iter().enumerate() {
                let met = found.events.get(index);
                items.push(Item {
                    id: step.id.clone(),
                    state: if met.is_some() { State::Met } else { State::Open },
                    events: met.into_iter().copied().collect(),
                    note: if index == found.events.len() { Some(step_note(&step.event, &found, facts)) } else { None },
                });
            }
        } else {
            let Finding { state, events, note } = judge(rule, facts, &Bindings::default());
            items.push(Item { id: id.clone(), state, events, note });
        }
    }
    Progress { items }
}

/// What one rule came to.
struct Finding {
    state: State,
    events: Vec<EventId>,
    note: Option<Note>,
}

impl Finding {
    fn met(events: Vec<EventId>) -> Self {
        Self { state: State::Met, events, note: None }
    }

    fn holding(events: Vec<EventId>) -> Self {
        Self { state: State::Holding, events, note: None }
    }

    fn open(why: Why) -> Self {
        Self { state: State::Open, events: Vec::new(), note: Some(Note { why, event: None }) }
    }

    fn violated(why: Why, event: EventId) -> Self {
        Self { state: State::Violated, events: vec![event], note: Some(Note { why, event: Some(event) }) }
    }
}

fn judge(rule: &Rule, facts: &Facts<'_>, bindings: &Bindings) -> Finding {
    match rule {
        Rule::Seq(steps) => {
            let found = furthest(steps, facts.events, facts.starts_at, bindings);
            match steps.get(found.events.len()) {
                None => Finding::met(found.events),
                Some(step) => {
                    let note = step_note(&step.event, &found, facts);
                    Finding { state: State::Open, events: found.events, note: Some(note) }
                }
            }
        }
        Rule::Never { event, before } => never(event, before.as_ref(), facts, bindings),
        Rule::Count { event, distinct, least, most } => count(event, *distinct, *least..=most.unwrap_or(u32::MAX), facts, bindings),
        Rule::Within { first, then, span } => within(first, then, *span, facts, bindings),
        Rule::Before { first, then } => before(first, then, facts, bindings),
        Rule::AtEnd { queue, measure, least, most } => at_end(queue, *measure, *least, *most, facts),
        Rule::Once { queue, visible, leased } => once(queue, *visible, *leased, facts),
        Rule::Predicted { before } => predicted(before, facts),
        Rule::ForEach { event, rules } => {
            let mut together = Together::default();
            let mut different: Vec<Bindings> = Vec::new();
            for (_, bound) in occurrences(event, facts, bindings) {
                if different.contains(&bound) {
                    continue;
                }
                for rule in &**rules {
                    together.add(judge(rule, facts, &bound));
                }
                different.push(bound);
            }
            together.finish()
        }
        Rule::All(rules) => {
            let mut together = Together::default();
            for rule in &**rules {
                together.add(judge(rule, facts, bindings));
            }
            together.finish()
        }
        Rule::Any(rules) => {
            let mut best = Finding::open(Why::Missing);
            for (index, rule) in rules.iter().enumerate() {
                let finding = judge(rule, facts, bindings);
                if index == 0 || finding.state.hope() > best.state.hope() {
                    best = finding;
                }
            }
            best
        }
    }
}

/// The matching events with what each binds.
fn occurrences<'a>(pattern: &Pattern, facts: &Facts<'a>, bindings: &Bindings) -> Vec<(&'a Event, Bindings)> {
    let mut found = Vec::new();
    for event in facts.events {
        if let Fit::Full(bound) = pattern.fit(event, facts.starts_at, bindings) {
            found.push((event, bound));
        }
    }
    found
}

/// What to say about the step after a beginning.
fn step_note(next: &Pattern, found: &Beginning, facts: &Facts<'_>) -> Note {
    if let Some((event, miss)) = found.near {
        return Note { why: miss.into(), event: Some(event) };
    }
    let since_start = micros(facts.now.since(facts.starts_at));
    let closed = next.closes_at(&found.bindings).is_some_and(|closes_at| since_start > closes_at);
    Note { why: if closed { Why::Missed } else { Why::Missing }, event: None }
}

fn never(event: &Pattern, before: Option<&Pattern>, facts: &Facts<'_>, bindings: &Bindings) -> Finding {
    let end = before.and_then(|before| occurrences(before, facts, bindings).first().map(|(event, _)| event.id));
    match occurrences(event, facts, bindings).first() {
        Some((unwanted, _)) if end.is_none_or(|end| unwanted.id < end) => Finding::violated(Why::Unwanted, unwanted.id),
        _ if end.is_some() => Finding::met(end.into_iter().collect()),
        _ => Finding::holding(Vec::new()),
    }
}

fn count(
    event: &Pattern,
    distinct: Option<Field>,
    range: std::ops::RangeInclusive<u32>,
    facts: &Facts<'_>,
    bindings: &Bindings,
) -> Finding {
    let mut counted: Vec<EventId> = Vec::new();
    let mut seen: Vec<Bindings> = Vec::new();
    // A field is told apart by binding it to a variable no author can name.
    let event = match distinct {
        Some(field) => event.clone().with(field, super::pattern::Is::Same('\0')),
        None => event.clone(),
    };
    for (event, bound) in occurrences(&event, facts, bindings) {
        if distinct.is_some() {
            if seen.contains(&bound) {
                continue;
            }
            seen.push(bound);
        }
        counted.push(event.id);
    }
    let n = u32::try_from(counted.len()).unwrap_or(u32::MAX);
    match counted.get(usize::try_from(*range.end()).unwrap_or(usize::MAX)) {
        Some(&extra) => Finding::violated(Why::Many, extra),
        None if n < *range.start() => Finding { events: counted, ..Finding::open(Why::Missing) },
        None if *range.end() == u32::MAX => Finding::met(counted),
        None => Finding::holding(counted),
    }
}

fn within(first: &Pattern, then: &Pattern, span: Span, facts: &Facts<'_>, bindings: &Bindings) -> Finding {
    let mut together = Together::default();
    for (opening, bound) in occurrences(first, facts, bindings) {
        let due = opening.at + span;
        together.add(match occurrences(then, facts, &bound).iter().find(|(event, _)| event.id > opening.id) {
            Some((event, _)) if event.at <= due => Finding::met(vec![opening.id, event.id]),
            Some((event, _)) => Finding::violated(Why::Late, event.id),
            None if facts.now > due => Finding::violated(Why::Missed, opening.id),
            None => Finding::open(Why::Missing),
        });
    }
    together.finish()
}

fn before(first: &Pattern, then: &Pattern, facts: &Facts<'_>, bindings: &Bindings) -> Finding {
    let mut together = Together::default();
    // The later event binds, so that the earlier one is looked for with its message.
    for (later, bound) in occurrences(then, facts, bindings) {
        together.add(match occurrences(first, facts, &bound).first() {
            Some((earlier, _)) if earlier.id < later.id => Finding::holding(vec![earlier.id, later.id]),
            _ => Finding::violated(Why::Unwanted, later.id),
        });
    }
    together.finish()
}

fn at_end(queue: &str, measure: Measure, least: u32, most: u32, facts: &Facts<'_>) -> Finding {
    let mut tally = Tally::new(queue);
    facts.events.iter().for_each(|event| tally.observe(event));
    let count = tally.count(measure);
    match count {
        _ if count < least => Finding::open(Why::Missing),
        _ if count > most => Finding::open(Why::Many),
        _ => Finding::met(Vec::new()),
    }
}

fn once(queue: &str, visible: u32, leased: u32, facts: &Facts<'_>) -> Finding {
    let mut tally = Tally::new(queue);
    for event in facts.events {
        tally.observe(event);
        if tally.count(Measure::Visible) == visible && tally.count(Measure::Leased) == leased {
            return Finding::met(vec![event.id]);
        }
    }
    Finding::open(Why::Missing)
}

fn predicted(before: &Pattern, facts: &Facts<'_>) -> Finding {
    let outcome = facts.events.iter().find(|event| before.matches(event, facts.starts_at));
    let prediction = facts.events.iter().find(|event| matches!(event.kind, EventKind::Predicted { .. }));
    match (prediction, outcome) {
        (Some(prediction), Some(outcome)) if prediction.id > outcome.id => Finding::violated(Why::Late, prediction.id),
        (Some(prediction), _) => Finding::met(vec![prediction.id]),
        (None, Some(outcome)) => Finding::violated(Why::Late, outcome.id),
        (None, None) => Finding::open(Why::Missing),
    }
}

/// Findings that must all hold: violated if one is, open if one is (or there is none), else as firm as the least firm.
#[derive(Default)]
struct Together {
    worst: Option<Finding>,
    /// What met any of them.
    events: Vec<EventId>,
}

impl Together {
    fn add(&mut self, finding: Finding) {
        self.events.extend_from_slice(&finding.events);
        if self.worst.as_ref().is_none_or(|worst| finding.state.hope() < worst.state.hope()) {
            self.worst = Some(finding);
        }
    }

    fn finish(self) -> Finding {
        match self.worst {
            None => Finding::open(Why::Missing),
            Some(worst) if worst.state == State::Violated => worst,
            Some(worst) => Finding { events: self.events, ..worst },
        }
    }
}
