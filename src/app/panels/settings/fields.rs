//! The kinds of settings a program can have, and how each is read from a spec and written into it.

use super::super::super::text::t;
use playground::time::Span;

/// A word of the text table.
pub type Word = fn() -> &'static str;

/// A number of a spec, in tenths of its unit.
pub(super) struct Number<S> {
    pub name: Word,
    pub unit: Word,
    /// In tenths of the unit, like the values.
    pub from: u64,
    pub to: u64,
    pub place: Place<S>,
}

/// Where a number stands in a spec. A lens is given a spec of its own to look at, so it may tidy up on the way.
pub(super) enum Place<S> {
    Span(fn(&mut S) -> &mut Span),
    /// Off, if there is none.
    MaybeSpan(fn(&mut S) -> &mut Option<Span>),
    /// Whole seconds of a request; the service's own, if there are none.
    MaybeSecs(fn(&mut S) -> &mut Option<i64>),
    Small(fn(&mut S) -> &mut u8),
    Count(fn(&mut S) -> &mut u32),
    MaybeCount(fn(&mut S) -> &mut Option<u32>),
    /// Something that is more than a number.
    Own {
        read: fn(&S) -> Option<u64>,
        write: fn(&mut S, Option<u64>),
        optional: bool,
    },
}

pub(super) struct Choice<S> {
    pub name: Word,
    pub options: fn() -> &'static [&'static str],
    pub read: fn(&S) -> usize,
    pub write: fn(&mut S, usize),
}

/// A text of a spec; none while the spec has no place for it.
pub(super) struct Text<S> {
    pub name: Word,
    pub read: fn(&S) -> Option<String>,
    pub write: fn(&mut S, &str),
}

pub(super) struct Group<S: 'static> {
    pub name: Word,
    pub numbers: &'static [Number<S>],
    pub choices: &'static [Choice<S>],
    pub texts: &'static [Text<S>],
}

impl<S> Number<S> {
    /// A stretch of time; `from` and `to` are tenths of a second.
    pub const fn secs(name: Word, from: u64, to: u64, place: Place<S>) -> Self {
        Self { name, unit: || t().settings.secs, from, to, place }
    }

    /// A whole number of things.
    pub const fn count(name: Word, from: u64, to: u64, place: Place<S>) -> Self {
        Self { name, unit: || t().settings.times, from: from * 10, to: to * 10, place }
    }

    /// Whether it may be left empty.
    pub fn optional(&self) -> bool {
        match self.place {
            Place::MaybeSpan(_) | Place::MaybeSecs(_) | Place::MaybeCount(_) => true,
            Place::Own { optional, .. } => optional,
            Place::Span(_) | Place::Small(_) | Place::Count(_) => false,
        }
    }

    /// Its tenths; `None`: off, or the service's own.
    pub fn read(&self, mut spec: S) -> Option<u64> {
        match self.place {
            Place::Span(of) => Some(tenths(*of(&mut spec))),
            Place::MaybeSpan(of) => of(&mut spec).map(tenths),
            Place::MaybeSecs(of) => of(&mut spec).and_then(|secs| u64::try_from(secs).ok()).map(|secs| secs.saturating_mul(10)),
            Place::Small(of) => Some(u64::from(*of(&mut spec)) * 10),
            Place::Count(of) => Some(u64::from(*of(&mut spec)) * 10),
            Place::MaybeCount(of) => of(&mut spec).map(|count| u64::from(count) * 10),
            Place::Own { read, .. } => read(&spec),
        }
    }

    /// `value` is in its range, and there unless it may be left empty.
    pub fn write(&self, spec: &mut S, value: Option<u64>) {
        let whole = value.unwrap_or(self.from) / 10;
        match self.place {
            Place::Span(of) => *of(spec) = span(value.unwrap_or(self.from)),
            Place::MaybeSpan(of) => *of(spec) = value.map(span),
            Place::MaybeSecs(of) => *of(spec) = value.map(|_| i64::try_from(whole).unwrap_or(i64::MAX)),
            Place::Small(of) => *of(spec) = u8::try_from(whole).unwrap_or(u8::MAX),
            Place::Count(of) => *of(spec) = u32::try_from(whole).unwrap_or(u32::MAX),
            Place::MaybeCount(of) => *of(spec) = value.map(|_| u32::try_from(whole).unwrap_or(u32::MAX)),
            Place::Own { write, .. } => write(spec, value),
        }
    }
}

fn tenths(span: Span) -> u64 {
    span.as_millis() / 100
}

fn span(tenths: u64) -> Span {
    Span::from_millis(tenths * 100)
}
