//! Predictions: what an exercise asks a person to write down before looking, and how the timeline answers.
//!
//! The comparison is never "right" or "wrong" alone: it holds both worlds, the predicted one and the recorded one, the gap between them,
//! and, where the prediction fits a known misconception, its name. The prose has a sentence for each.

use super::check::Facts;
use super::goal::{Id, Measure};
use super::pattern::{List, Pattern};
use super::tally::Tally;
use crate::sim::{Event, EventId, EventKind, Prediction};
use crate::time::{Span, Timestamp};
use serde::{Deserialize, Serialize};

/// The question of an exercise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    pub form: Form,
    /// A prediction counts if it was written down before the first of these.
    pub before: Pattern,
    /// Known ways to see it, most telling first: the first one that fits names the sentence.
    pub readings: List<Reading>,
}

/// What kind of answer is asked for, and where the timeline has it. Spans count from the start of the world.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// A flag on the timeline between `from` and `to`: the first event that matches.
    Instant {
        from: Span,
        to: Span,
        tolerance: Span,
        truth: Pattern,
    },
    Number {
        least: i64,
        most: i64,
        tolerance: i64,
        truth: Figure,
    },
    /// One or several of `options` options, by index. Their words are `options.1`, `options.2`, ... in the prose.
    Choice {
        options: u8,
        pick: Pick,
        right: List<u8>,
    },
    /// The options in order of their first matching event, one pattern an option. Their words are `options.1`, `options.2`, ... in the prose.
    Order {
        truth: List<Pattern>,
    },
    /// A number for each of these instants: how many events match until then.
    Sketch {
        at: List<Span>,
        most: i64,
        tolerance: i64,
        truth: Pattern,
    },
}

/// How many options a choice takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pick {
    One,
    /// Any number, none included.
    Several,
}

/// A number the timeline has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Figure {
    /// It follows from the rules, whatever happens.
    Fixed(i64),
    Events(Pattern),
    Queue {
        queue: Id,
        measure: Measure,
    },
    /// What the queue held right after the `count`th event that matches; no answer before it.
    After {
        event: Pattern,
        count: u32,
        queue: Id,
        measure: Measure,
    },
}

/// One way to see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    pub id: Id,
    pub of: Guess,
}

/// Which predictions a reading explains. Ends included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Guess {
    /// An instant within `tolerance` of `offset` after the first event that matches.
    Near {
        event: Pattern,
        offset: Span,
        tolerance: Span,
    },
    /// An instant between these, from the start of the world.
    Between {
        from: Span,
        to: Span,
    },
    Number {
        least: i64,
        most: i64,
    },
    /// A choice or an order that is exactly this.
    Options(List<u8>),
    /// A choice that has this option among others, or that lacks it.
    Including(u8),
    Without(u8),
    /// A sketch each of whose points lies between these.
    Points {
        least: List<i64>,
        most: List<i64>,
    },
}

/// The learner's world beside the recorded one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The event in which the prediction was written down.
    pub predicted_by: EventId,
    pub predicted: Prediction,
    /// What the timeline shows, in the same shape; `None` while it has not happened.
    pub actual: Option<Prediction>,
    /// The event that answered, if it is one event.
    pub actual_by: Option<EventId>,
    /// How far apart they are; `None` while there is no answer.
    pub gap: Option<Gap>,
    /// Whether the gap is within the tolerance.
    pub close: bool,
    /// The reading the prediction fits; `None` if it fits none or is close.
    pub reading: Option<Id>,
}

/// From the prediction to what happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    Exact,
    /// The prediction lies earlier on the timeline by this much.
    Early(Span),
    /// The prediction lies later on the timeline by this much.
    Late(Span),
    /// The predicted number is too small by this much. Of a sketch: its worst point.
    Less(i64),
    /// The predicted number is too large by this much. Of a sketch: its worst point.
    More(i64),
    /// So many options are chosen wrongly, or stand in the wrong place.
    Places(u8),
}

impl Gap {
    /// The last word of the prose key that speaks about it: `world.early`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Early(_) => "early",
            Self::Late(_) => "late",
            Self::Less(_) => "less",
            Self::More(_) => "more",
            Self::Places(_) => "places",
        }
    }
}

impl Ask {
    /// Compares the last prediction made in time with the timeline. `None` if there is none, or it has another form than asked for.
    pub fn compare(&self, facts: &Facts<'_>) -> Option<Comparison> {
        let outcome = first(&self.before, facts).map_or(facts.events.len(), |(index, _)| index);
        let (predicted_by, predicted) = facts.events[..outcome].iter().rev().find_map(|event| match &event.kind {
            EventKind::Predicted { prediction } => Some((event.id, prediction.clone())),
            _ => None,
        })?;
        if !self.form.accepts(&predicted) {
            return None;
        }
        let (actual, actual_by) = self.form.truth(facts);
        let gap = actual.as_ref().and_then(|actual| gap(&predicted, actual));
        let close = gap.is_some_and(|gap| self.form.tolerates(gap));
        let reading = if close { None } else { self.readings.iter().find(|reading| reading.of.explains(&predicted, facts)) };
        let reading = reading.map(|reading| reading.id.clone());
        Some(Comparison { predicted_by, predicted, actual, actual_by, gap, close, reading })
    }
}

impl Form {
    /// The names of the gaps an answer of this form can have, besides `exact`: the prose has a sentence for each.
    pub fn gaps(&self) -> &'static [&'static str] {
        match self {
            Self::Instant { .. } => &["early", "late"],
            Self::Number { .. } | Self::Sketch { .. } => &["less", "more"],
            Self::Choice { .. } | Self::Order { .. } => &["places"],
        }
    }

    /// How many options have words in the prose.
    pub fn options(&self) -> usize {
        match self {
            Self::Choice { options, .. } => usize::from(*options),
            Self::Order { truth } => truth.len(),
            Self::Instant { .. } | Self::Number { .. } | Self::Sketch { .. } => 0,
        }
    }

    fn accepts(&self, prediction: &Prediction) -> bool {
        matches!(
            (self, prediction),
            (Self::Instant { .. }, Prediction::Instant(_))
                | (Self::Number { .. }, Prediction::Number(_))
                | (Self::Choice { .. }, Prediction::Choice(_))
                | (Self::Order { .. }, Prediction::Order(_))
                | (Self::Sketch { .. }, Prediction::Sketch(_))
        )
    }

    fn tolerates(&self, gap: Gap) -> bool {
        match (self, gap) {
            (_, Gap::Exact) => true,
            (Self::Instant { tolerance, .. }, Gap::Early(by) | Gap::Late(by)) => by <= *tolerance,
            (Self::Number { tolerance, .. } | Self::Sketch { tolerance, .. }, Gap::Less(by) | Gap::More(by)) => by <= *tolerance,
            _ => false,
        }
    }

    fn truth(&self, facts: &Facts<'_>) -> (Option<Prediction>, Option<EventId>) {
        match self {
            Self::Instant { truth, .. } => match first(truth, facts) {
                Some((_, event)) => (Some(Prediction::Instant(event.at)), Some(event.id)),
                None => (None, None),
            },
            Self::Number { truth, .. } => match truth.value(facts) {
                Some((number, event)) => (Some(Prediction::Number(number)), event),
                None => (None, None),
            },
            Self::Choice { right, .. } => (Some(Prediction::Choice(right.to_vec())), None),
            Self::Order { truth } => (order(truth, facts).map(Prediction::Order), None),
            Self::Sketch { at, truth, .. } => {
                let last = at.iter().max().copied().unwrap_or(Span::ZERO);
                let drawn = facts.now >= facts.starts_at + last;
                let points = at.iter().map(|&at| count(truth, facts, facts.starts_at + at)).collect();
                (drawn.then_some(Prediction::Sketch(points)), None)
            }
        }
    }
}

impl Figure {
    /// The number, and the event that settled it if one did.
    fn value(&self, facts: &Facts<'_>) -> Option<(i64, Option<EventId>)> {
        match self {
            Self::Fixed(number) => Some((*number, None)),
            Self::Events(pattern) => Some((count(pattern, facts, facts.now), None)),
            Self::Queue { queue, measure } => {
                let mut tally = Tally::new(queue);
                facts.events.iter().for_each(|event| tally.observe(event));
                Some((i64::from(tally.count(*measure)), None))
            }
            Self::After { event: pattern, count, queue, measure } => {
                let mut tally = Tally::new(queue);
                let mut left = *count;
                for event in facts.events {
                    tally.observe(event);
                    left -= u32::from(left > 0 && pattern.matches(event, facts.starts_at));
                    if left == 0 {
                        return Some((i64::from(tally.count(*measure)), Some(event.id)));
                    }
                }
                None
            }
        }
    }
}

impl Guess {
    pub(super) fn explains(&self, prediction: &Prediction, facts: &Facts<'_>) -> bool {
        match (self, prediction) {
            (Self::Near { event, offset, tolerance }, Prediction::Instant(at)) => first(event, facts).is_some_and(|(_, event)| {
                let expected = event.at + *offset;
                distance(*at, expected) <= *tolerance
            }),
            (Self::Between { from, to }, Prediction::Instant(at)) => {
                let since_start = at.since(facts.starts_at);
                *from <= since_start && since_start <= *to
            }
            (Self::Number { least, most }, Prediction::Number(number)) => (least..=most).contains(&number),
            (Self::Options(options), Prediction::Order(picked)) => **options == **picked,
            // The order in which boxes were ticked says nothing.
            (Self::Options(options), Prediction::Choice(picked)) => {
                options.len() == picked.len() && options.iter().all(|option| picked.contains(option))
            }
            (Self::Including(option), Prediction::Choice(picked)) => picked.contains(option),
            (Self::Without(option), Prediction::Choice(picked)) => !picked.contains(option),
            (Self::Points { least, most }, Prediction::Sketch(points)) => {
                points.iter().zip(least.iter().zip(most.iter())).all(|(point, (least, most))| (least..=most).contains(&point))
            }
            _ => false,
        }
    }
}

fn first<'a>(pattern: &Pattern, facts: &Facts<'a>) -> Option<(usize, &'a Event)> {
    facts.events.iter().enumerate().find(|(_, event)| pattern.matches(event, facts.starts_at))
}

fn count(pattern: &Pattern, facts: &Facts<'_>, until: Timestamp) -> i64 {
    let matching = facts.events.iter().filter(|event| event.at <= until && pattern.matches(event, facts.starts_at));
    i64::try_from(matching.count()).unwrap_or(i64::MAX)
}

/// The options by the place of their first event; `None` until each has one.
fn order(truth: &[Pattern], facts: &Facts<'_>) -> Option<Vec<u8>> {
    let mut places: Vec<(usize, u8)> = Vec::new();
    for (option, pattern) in (0u8..).zip(truth) {
        let place = (first(pattern, facts)?.0, option);
        // A handful of options: inserting each where it belongs takes less room in the page than a sort.
        let index = places.partition_point(|other| *other < place);
        places.insert(index, place);
    }
    Some(places.into_iter().map(|(_, option)| option).collect())
}

fn distance(a: Timestamp, b: Timestamp) -> Span {
    if a > b { a.since(b) } else { b.since(a) }
}

fn gap(predicted: &Prediction, actual: &Prediction) -> Option<Gap> {
    Some(match (predicted, actual) {
        (Prediction::Instant(predicted), Prediction::Instant(actual)) if predicted < actual => Gap::Early(actual.since(*predicted)),
        (Prediction::Instant(predicted), Prediction::Instant(actual)) if predicted > actual => Gap::Late(predicted.since(*actual)),
        (Prediction::Instant(_), Prediction::Instant(_)) => Gap::Exact,
        (Prediction::Number(predicted), Prediction::Number(actual)) => number_gap(predicted.saturating_sub(*actual)),
        (Prediction::Choice(predicted), Prediction::Choice(actual)) => {
            let wrong = predicted.iter().filter(|option| !actual.contains(option)).count();
            let missing = actual.iter().filter(|option| !predicted.contains(option)).count();
            places(wrong + missing)
        }
        (Prediction::Order(predicted), Prediction::Order(actual)) => {
            let moved = predicted.iter().zip(actual).filter(|(predicted, actual)| predicted != actual).count();
            places(moved + predicted.len().abs_diff(actual.len()))
        }
        (Prediction::Sketch(predicted), Prediction::Sketch(actual)) => {
            let differences = predicted.iter().zip(actual).map(|(predicted, actual)| predicted.saturating_sub(*actual));
            number_gap(differences.max_by_key(|difference| difference.unsigned_abs())?)
        }
        _ => return None,
    })
}

fn number_gap(difference: i64) -> Gap {
    match difference {
        0 => Gap::Exact,
        1.. => Gap::More(difference),
        _ => Gap::Less(difference.saturating_neg()),
    }
}

fn places(wrong: usize) -> Gap {
    if wrong == 0 { Gap::Exact } else { Gap::Places(u8::try_from(wrong).unwrap_or(u8::MAX)) }
}
