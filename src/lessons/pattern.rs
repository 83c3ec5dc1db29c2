//! Patterns over single events: which kind, which fields, which variables. A pattern is data, so that a goal can be printed, explained,
//! saved as JSON and written by a teacher.
//!
//! Times and lengths inside a pattern are whole microseconds, like everywhere in the core; `Field::At` counts from the start of the world.

use super::field::{Datum, datum};
use crate::engine::OperationName;
use crate::sim::Event;
use crate::time::{Span, Timestamp};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

// What a pattern is written with: whoever writes patterns needs all of it.
pub(super) use super::field::{Field, Kind};

/// A list that is either part of the program (an exercise of the course costs no code to build) or read from a file.
pub type List<T> = Cow<'static, [T]>;

/// A list that is part of the program, for constants.
macro_rules! list {
    ($($item:expr),* $(,)?) => { std::borrow::Cow::Borrowed(&[$($item),*]) };
}
pub(super) use list;

/// A value a field is compared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    Number(i64),
    Operation(OperationName),
    Text(Cow<'static, str>),
}

/// The name of a variable, one letter: by custom `m` a message, `a` an actor, `r` a receipt, `t` a time.
pub type Variable = char;

/// What a field must be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Is {
    Equal(Value),
    Not(Value),
    OneOf(List<Value>),
    AtLeast(i64),
    AtMost(i64),
    /// The first mention gives the variable its value; every later one must find the same value.
    Same(Variable),
    /// Differs from a variable that already has a value.
    Other(Variable),
    /// At least `from` and at most `to` after the instant in the variable.
    After {
        variable: Variable,
        from: Span,
        to: Span,
    },
}

/// One condition of a pattern.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    pub field: Field,
    pub is: Is,
}

/// Events of one of these kinds that meet every filter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pattern {
    pub kinds: List<Kind>,
    #[serde(default, rename = "where")]
    pub filters: List<Filter>,
}

/// Why an event that was almost the wanted one is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Miss {
    /// It came before its window.
    Early,
    /// It came after its window.
    Late,
    /// This field has another value.
    Field(Field),
}

/// The variables that have a value. A handful at most, so a list beats a map.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Bindings(Vec<(Variable, Value)>);

/// How an event compares with a pattern.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Fit {
    Full(Bindings),
    /// All but one filter agree.
    Near(Miss),
    No,
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<OperationName> for Value {
    fn from(operation: OperationName) -> Self {
        Self::Operation(operation)
    }
}

impl From<&'static str> for Value {
    fn from(text: &'static str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl Pattern {
    /// Any event of this kind.
    pub fn of(kind: Kind) -> Self {
        Self { kinds: vec![kind].into(), filters: Vec::new().into() }
    }

    /// Any event of one of these kinds.
    pub fn any_of(kinds: &[Kind]) -> Self {
        Self { kinds: kinds.to_vec().into(), filters: Vec::new().into() }
    }

    /// The same pattern with one more condition.
    pub fn with(mut self, field: Field, is: Is) -> Self {
        self.filters.to_mut().push(Filter { field, is });
        self
    }

    pub fn with_equal(self, field: Field, value: impl Into<Value>) -> Self {
        self.with(field, Is::Equal(value.into()))
    }

    /// Compares an event with this pattern, given what earlier steps bound. `starts_at` is the start of the world.
    pub(super) fn fit(&self, event: &Event, starts_at: Timestamp, bindings: &Bindings) -> Fit {
        if !self.kinds.contains(&Kind::of(&event.kind)) {
            return Fit::No;
        }
        let mut bound = bindings.clone();
        let mut miss = None;
        for filter in &*self.filters {
            let verdict = match datum(event, filter.field, starts_at) {
                Some(datum) => test(&datum, filter, &mut bound),
                None => Some(Miss::Field(filter.field)),
            };
            match (verdict, miss) {
                (None, _) => {}
                (Some(found), None) => miss = Some(found),
                (Some(_), Some(_)) => return Fit::No,
            }
        }
        miss.map_or(Fit::Full(bound), Fit::Near)
    }

    /// Whether the event is meant, for a pattern that shares no variables with another.
    pub fn matches(&self, event: &Event, starts_at: Timestamp) -> bool {
        matches!(self.fit(event, starts_at, &Bindings::default()), Fit::Full(_))
    }

    /// The last instant (microseconds from the start of the world) at which an event could still match, if the pattern names one.
    pub(super) fn closes_at(&self, bindings: &Bindings) -> Option<i64> {
        self.filters
            .iter()
            .filter(|filter| filter.field == Field::At)
            .filter_map(|filter| match filter.is {
                Is::AtMost(most) => Some(most),
                Is::After { variable, to, .. } => bindings.number(variable).map(|from| from.saturating_add(micros(to))),
                Is::Equal(_) | Is::Not(_) | Is::OneOf(_) | Is::AtLeast(_) | Is::Same(_) | Is::Other(_) => None,
            })
            .min()
    }
}

impl Bindings {
    fn value(&self, variable: Variable) -> Option<&Value> {
        self.0.iter().find(|(name, _)| *name == variable).map(|(_, value)| value)
    }

    fn number(&self, variable: Variable) -> Option<i64> {
        match self.value(variable) {
            Some(Value::Number(number)) => Some(*number),
            Some(Value::Operation(_) | Value::Text(_)) | None => None,
        }
    }
}

/// `None` if the datum passes; otherwise what is wrong with it. May give a variable its value.
fn test(datum: &Datum<'_>, filter: &Filter, bound: &mut Bindings) -> Option<Miss> {
    let miss = Miss::Field(filter.field);
    let (early, late) = if filter.field == Field::At { (Miss::Early, Miss::Late) } else { (miss, miss) };
    let range = |least: i64, most: i64| match datum {
        Datum::Number(number) if *number < least => Some(early),
        Datum::Number(number) if *number > most => Some(late),
        Datum::Number(_) => None,
        Datum::Text(_) | Datum::Operation(_) | Datum::Many(_) => Some(miss),
    };
    let unless = |passes: bool| if passes { None } else { Some(miss) };
    match &filter.is {
        Is::Equal(value) => unless(datum.is(value)),
        Is::Not(value) => unless(!datum.is(value)),
        Is::OneOf(values) => unless(values.iter().any(|value| datum.is(value))),
        Is::AtLeast(least) => range(*least, i64::MAX),
        Is::AtMost(most) => range(i64::MIN, *most),
        Is::Same(variable) => match bound.value(*variable) {
            Some(value) => unless(datum.is(value)),
            None => match datum.to_value() {
                Some(value) => {
                    bound.0.push((*variable, value));
                    None
                }
                None => Some(miss),
            },
        },
        Is::Other(variable) => unless(bound.value(*variable).is_some_and(|value| !datum.is(value))),
        Is::After { variable, from, to } => match bound.number(*variable) {
            Some(base) => range(base.saturating_add(micros(*from)), base.saturating_add(micros(*to))),
            None => Some(miss),
        },
    }
}

/// A length as a signed number of microseconds; lengths beyond 292,000 years stop there.
pub(super) fn micros(span: Span) -> i64 {
    i64::try_from(span.as_micros()).unwrap_or(i64::MAX)
}
