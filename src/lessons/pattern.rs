//! Patterns over single events: which kind, which fields, which variables. A pattern is data, so that a goal can be printed, explained,
//! saved as JSON and written by a teacher.
//!
//! Times and lengths inside a pattern are whole microseconds, like everywhere in the core; `Field::At` counts from the start of the world.

use crate::engine::OperationName;
use crate::sim::{Event, EventKind};
use crate::time::{Span, Timestamp};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A list that is either part of the program (an exercise of the course costs no code to build) or read from a file.
pub type List<T> = Cow<'static, [T]>;

/// A list that is part of the program, for constants.
macro_rules! list {
    ($($item:expr),* $(,)?) => { std::borrow::Cow::Borrowed(&[$($item),*]) };
}
pub(super) use list;

/// The name of an event, without its fields. The names are those of the event log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    QueueCreated,
    QueueDeleted,
    Put,
    Get,
    GetEmpty,
    Peek,
    PeekEmpty,
    Update,
    Delete,
    Clear,
    Reappear,
    Expire,
    Rejected,
    Throttled,
    WorkerStart,
    WorkerCrash,
    WorkStart,
    WorkDone,
    SideEffect,
    Predicted,
}

/// A property of an event. An event that has no such property fails every test of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Who acted, by number.
    Actor,
    /// The message the event is about; of a `WorkerCrash` any message the worker was holding.
    Message,
    /// The pop receipt the service gave out with the event.
    Receipt,
    Queue,
    DequeueCount,
    /// Microseconds from the start of the world.
    At,
    /// Microseconds from the event until the message is (or was to be) visible.
    HiddenFor,
    /// Microseconds from the event until the message expires.
    LivesFor,
    /// Size of the message text.
    Bytes,
    /// 1 if an update brought a new text, else 0.
    TextChanged,
    /// How many messages a Clear Messages removed.
    Cleared,
    Operation,
    /// HTTP status of a refusal.
    Status,
    /// Error code of a refusal, as the service spells it.
    Code,
    /// What a side effect was about.
    Key,
    /// 1 for a first effect, 2 for its first duplicate.
    Copy,
}

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

/// A field's value as it lies in the event.
enum Datum<'a> {
    Number(i64),
    Text(&'a str),
    Operation(OperationName),
    Many(&'a [crate::engine::MessageNumber]),
}

impl Kind {
    pub fn of(kind: &EventKind) -> Self {
        match kind {
            EventKind::QueueCreated { .. } => Self::QueueCreated,
            EventKind::QueueDeleted { .. } => Self::QueueDeleted,
            EventKind::Put { .. } => Self::Put,
            EventKind::Get { .. } => Self::Get,
            EventKind::GetEmpty { .. } => Self::GetEmpty,
            EventKind::Peek { .. } => Self::Peek,
            EventKind::PeekEmpty { .. } => Self::PeekEmpty,
            EventKind::Update { .. } => Self::Update,
            EventKind::Delete { .. } => Self::Delete,
            EventKind::Clear { .. } => Self::Clear,
            EventKind::Reappear { .. } => Self::Reappear,
            EventKind::Expire { .. } => Self::Expire,
            EventKind::Rejected { .. } => Self::Rejected,
            EventKind::Throttled { .. } => Self::Throttled,
            EventKind::WorkerStart => Self::WorkerStart,
            EventKind::WorkerCrash { .. } => Self::WorkerCrash,
            EventKind::WorkStart { .. } => Self::WorkStart,
            EventKind::WorkDone { .. } => Self::WorkDone,
            EventKind::SideEffect { .. } => Self::SideEffect,
            EventKind::Predicted { .. } => Self::Predicted,
        }
    }
}

impl Field {
    /// The name used in keys of the prose and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Actor => "actor",
            Self::Message => "message",
            Self::Receipt => "receipt",
            Self::Queue => "queue",
            Self::DequeueCount => "dequeue-count",
            Self::At => "at",
            Self::HiddenFor => "hidden-for",
            Self::LivesFor => "lives-for",
            Self::Bytes => "bytes",
            Self::TextChanged => "text-changed",
            Self::Cleared => "cleared",
            Self::Operation => "operation",
            Self::Status => "status",
            Self::Code => "code",
            Self::Key => "key",
            Self::Copy => "copy",
        }
    }
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

impl Datum<'_> {
    fn is(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Number(datum), Value::Number(wanted)) => datum == wanted,
            (Self::Text(datum), Value::Text(wanted)) => **datum == **wanted,
            (Self::Operation(datum), Value::Operation(wanted)) => datum == wanted,
            (Self::Many(messages), Value::Number(wanted)) => messages.iter().any(|message| i64::from(message.0) == *wanted),
            _ => false,
        }
    }

    /// The value a variable takes; of several messages the first.
    fn to_value(&self) -> Option<Value> {
        match self {
            Self::Number(number) => Some(Value::Number(*number)),
            Self::Text(text) => Some(Value::Text((*text).to_owned().into())),
            Self::Operation(operation) => Some(Value::Operation(*operation)),
            Self::Many(messages) => messages.first().map(|message| Value::Number(i64::from(message.0))),
        }
    }
}

fn datum(event: &Event, field: Field, starts_at: Timestamp) -> Option<Datum<'_>> {
    use EventKind as E;
    let number = |number: u32| Some(Datum::Number(i64::from(number)));
    match field {
        Field::Actor => event.actor.and_then(|actor| number(u32::from(actor.0))),
        Field::At => Some(Datum::Number(micros(event.at.since(starts_at)))),
        Field::Message => match &event.kind {
            E::WorkerCrash { holding } => Some(Datum::Many(holding)),
            kind => kind.message().and_then(|message| number(message.0)),
        },
        Field::Receipt => match &event.kind {
            E::Put { receipt, .. } | E::Get { receipt, .. } | E::Update { receipt, .. } => number(receipt.0),
            _ => None,
        },
        Field::Queue => queue(&event.kind).map(Datum::Text),
        Field::DequeueCount => match &event.kind {
            E::Get { dequeue_count, .. } | E::Peek { dequeue_count, .. } | E::Reappear { dequeue_count, .. } => number(*dequeue_count),
            _ => None,
        },
        Field::HiddenFor => match &event.kind {
            E::Put { visible_at, .. } | E::Get { visible_at, .. } | E::Update { visible_at, .. } => {
                Some(Datum::Number(micros(visible_at.since(event.at))))
            }
            _ => None,
        },
        Field::LivesFor => match &event.kind {
            E::Put { expires_at, .. } if *expires_at == Timestamp::NEVER => Some(Datum::Number(i64::MAX)),
            E::Put { expires_at, .. } => Some(Datum::Number(micros(expires_at.since(event.at)))),
            _ => None,
        },
        Field::Bytes => match &event.kind {
            E::Put { bytes, .. } => number(*bytes),
            _ => None,
        },
        Field::TextChanged => match &event.kind {
            E::Update { text_changed, .. } => number(u32::from(*text_changed)),
            _ => None,
        },
        Field::Cleared => match &event.kind {
            E::Clear { count, .. } => number(*count),
            _ => None,
        },
        Field::Operation => match &event.kind {
            E::Rejected { operation, .. } => operation.map(Datum::Operation),
            E::Throttled { operation, .. } => Some(Datum::Operation(*operation)),
            _ => None,
        },
        Field::Status => match &event.kind {
            E::Rejected { status, .. } => number(u32::from(*status)),
            _ => None,
        },
        Field::Code => match &event.kind {
            E::Rejected { code, .. } => Some(Datum::Text(code)),
            _ => None,
        },
        Field::Key => match &event.kind {
            E::SideEffect { key, .. } => Some(Datum::Text(key)),
            _ => None,
        },
        Field::Copy => match &event.kind {
            E::SideEffect { copy, .. } => number(*copy),
            _ => None,
        },
    }
}

/// The queue an event happened in.
pub(super) fn queue(kind: &EventKind) -> Option<&str> {
    use EventKind as E;
    match kind {
        E::QueueCreated { queue }
        | E::QueueDeleted { queue }
        | E::Put { queue, .. }
        | E::Get { queue, .. }
        | E::GetEmpty { queue }
        | E::Peek { queue, .. }
        | E::PeekEmpty { queue }
        | E::Update { queue, .. }
        | E::Delete { queue, .. }
        | E::Clear { queue, .. }
        | E::Reappear { queue, .. }
        | E::Expire { queue, .. } => Some(queue),
        E::Rejected { queue, .. } | E::Throttled { queue, .. } => queue.as_deref(),
        E::WorkerStart | E::WorkerCrash { .. } | E::WorkStart { .. } | E::WorkDone { .. } | E::SideEffect { .. } | E::Predicted { .. } => {
            None
        }
    }
}

/// A length as a signed number of microseconds; lengths beyond 292,000 years stop there.
pub(super) fn micros(span: Span) -> i64 {
    i64::try_from(span.as_micros()).unwrap_or(i64::MAX)
}
