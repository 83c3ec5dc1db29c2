//! What can be set of producers and consumers: names, ranges, and where each setting stands in a spec.

use super::super::super::text::t;
use super::{Choice, Group, Number};
use playground::sim::{
    Attachment, Bookmark, ConsumerSpec, CopyOrder, CrashLine, CrashRule, CrashWhen, DeleteOrder, Pace, PoisonRule, ProducerSpec, Renewal,
    WriteOrder,
};
use playground::time::Span;

const HOUR: u64 = 36_000;
const WEEK: u64 = 6_048_000;

fn tenths_of(span: Span) -> u64 {
    span.as_millis() / 100
}

fn span_of(tenths: u64) -> Span {
    Span::from_millis(tenths * 100)
}

const fn secs() -> fn() -> &'static str {
    || t().settings.secs
}

pub(super) const PRODUCER: &[Group<ProducerSpec>] = &[
    Group {
        name: || t().settings.group_pace,
        numbers: &[
            Number {
                name: || t().settings.every,
                unit: secs(),
                from: 1,
                to: HOUR,
                read: |spec| {
                    Some(tenths_of(match &spec.pace {
                        Pace::Steady { every } | Pace::Bursts { every, .. } => *every,
                        Pace::Poisson { mean } => *mean,
                        Pace::Trace { pauses } => pauses.first().copied().unwrap_or_default(),
                    }))
                },
                write: |spec, value| {
                    let span = span_of(value.unwrap_or(10));
                    match &mut spec.pace {
                        Pace::Steady { every } | Pace::Bursts { every, .. } => *every = span,
                        Pace::Poisson { mean } => *mean = span,
                        Pace::Trace { .. } => spec.pace = Pace::Steady { every: span },
                    }
                },
                optional: false,
            },
            Number {
                name: || t().settings.burst,
                unit: || t().settings.times,
                from: 10,
                to: 1000,
                read: |spec| {
                    Some(match spec.pace {
                        Pace::Bursts { size, .. } => u64::from(size) * 10,
                        _ => 10,
                    })
                },
                write: |spec, value| {
                    if let Pace::Bursts { size, .. } = &mut spec.pace {
                        *size = u32::try_from(value.unwrap_or(10) / 10).unwrap_or(1);
                    }
                },
                optional: false,
            },
            Number {
                name: || t().settings.jitter,
                unit: secs(),
                from: 0,
                to: HOUR,
                read: |spec| Some(tenths_of(spec.jitter)),
                write: |spec, value| spec.jitter = span_of(value.unwrap_or(0)),
                optional: false,
            },
            Number {
                name: || t().settings.count,
                unit: || t().settings.times,
                from: 0,
                to: 1_000_000,
                read: |spec| spec.count.map(|count| u64::from(count) * 10),
                write: |spec, value| spec.count = value.map(|value| u32::try_from(value / 10).unwrap_or(u32::MAX)),
                optional: true,
            },
        ],
        choices: &[Choice {
            name: || t().settings.pace,
            options: || &t().settings.paces,
            read: |spec| match spec.pace {
                Pace::Steady { .. } | Pace::Trace { .. } => 0,
                Pace::Bursts { .. } => 1,
                Pace::Poisson { .. } => 2,
            },
            write: |spec, option| {
                let every = match &spec.pace {
                    Pace::Steady { every } | Pace::Bursts { every, .. } => *every,
                    Pace::Poisson { mean } => *mean,
                    Pace::Trace { .. } => Span::from_secs(5),
                };
                spec.pace = match option {
                    0 => Pace::Steady { every },
                    1 => Pace::Bursts { size: 10, apart: Span::from_millis(100), every: every.max(Span::from_secs(1)) },
                    _ => Pace::Poisson { mean: every },
                };
            },
        }],
    },
    Group {
        name: || t().settings.group_message,
        numbers: &[
            Number {
                name: || t().settings.payload,
                unit: || t().settings.bytes,
                from: 0,
                to: 1_000_000,
                read: |spec| Some(u64::from(spec.filled_to) * 10),
                write: |spec, value| spec.filled_to = u32::try_from(value.unwrap_or(0) / 10).unwrap_or(0),
                optional: false,
            },
            Number {
                name: || t().settings.delay,
                unit: secs(),
                from: 0,
                to: WEEK,
                read: |spec| spec.visibility_timeout.and_then(|secs| u64::try_from(secs).ok()).map(|secs| secs * 10),
                write: |spec, value| spec.visibility_timeout = value.map(whole_secs),
                optional: true,
            },
            Number {
                name: || t().settings.time_to_live,
                unit: secs(),
                from: 10,
                to: WEEK,
                read: |spec| spec.time_to_live.and_then(|secs| u64::try_from(secs).ok()).map(|secs| secs * 10),
                write: |spec, value| spec.time_to_live = value.map(whole_secs),
                optional: true,
            },
        ],
        choices: &[Choice {
            name: || t().settings.attachment,
            options: || &t().settings.attachments,
            read: |spec| match spec.attachment {
                None => 0,
                Some(Attachment { order: WriteOrder::BlobFirst, .. }) => 1,
                Some(Attachment { order: WriteOrder::MessageFirst, .. }) => 2,
            },
            write: |spec, option| {
                let order = if option == 1 { WriteOrder::BlobFirst } else { WriteOrder::MessageFirst };
                spec.attachment = (option > 0).then_some(Attachment { bytes: 1 << 20, order });
            },
        }],
    },
];

pub(super) const CONSUMER: &[Group<ConsumerSpec>] = &[
    Group {
        name: || t().settings.group_pace,
        numbers: &[
            Number {
                name: || t().settings.works_for,
                unit: secs(),
                from: 1,
                to: HOUR,
                read: |spec| Some(tenths_of(spec.works_for)),
                write: |spec, value| spec.works_for = span_of(value.unwrap_or(10)),
                optional: false,
            },
            Number {
                name: || t().settings.jitter,
                unit: secs(),
                from: 0,
                to: HOUR,
                read: |spec| Some(tenths_of(spec.jitter)),
                write: |spec, value| spec.jitter = span_of(value.unwrap_or(0)),
                optional: false,
            },
            Number {
                name: || t().settings.slower,
                unit: || t().settings.times,
                from: 10,
                to: 1000,
                read: |spec| Some(u64::from(spec.times_slower) * 10),
                write: |spec, value| spec.times_slower = u8::try_from(value.unwrap_or(10) / 10).unwrap_or(1),
                optional: false,
            },
            Number {
                name: || t().settings.polls_every,
                unit: secs(),
                from: 1,
                to: HOUR,
                read: |spec| Some(tenths_of(spec.polls_every)),
                write: |spec, value| spec.polls_every = span_of(value.unwrap_or(10)),
                optional: false,
            },
            Number {
                name: || t().settings.backs_off_to,
                unit: secs(),
                from: 1,
                to: HOUR,
                read: |spec| spec.backs_off_to.map(tenths_of),
                write: |spec, value| spec.backs_off_to = value.map(span_of),
                optional: true,
            },
        ],
        choices: &[],
    },
    Group {
        name: || t().settings.group_lease,
        numbers: &[
            Number {
                name: || t().settings.batch,
                unit: || t().settings.times,
                from: 10,
                to: 320,
                read: |spec| Some(u64::from(spec.batch) * 10),
                write: |spec, value| spec.batch = u8::try_from(value.unwrap_or(10) / 10).unwrap_or(1),
                optional: false,
            },
            Number {
                name: || t().settings.lease,
                unit: secs(),
                from: 10,
                to: WEEK,
                read: |spec| spec.visibility_timeout.and_then(|secs| u64::try_from(secs).ok()).map(|secs| secs * 10),
                write: |spec, value| spec.visibility_timeout = value.map(whole_secs),
                optional: true,
            },
            Number {
                name: || t().settings.renew,
                unit: secs(),
                from: 10,
                to: HOUR,
                read: |spec| spec.renews.map(|renewal| tenths_of(renewal.when_left)),
                write: |spec, value| {
                    let visibility_timeout = spec.visibility_timeout.unwrap_or(30);
                    let bookmark = spec.renews.map_or(Bookmark::No, |renewal| renewal.bookmark);
                    spec.renews = value.map(|value| Renewal { when_left: span_of(value), visibility_timeout, bookmark });
                },
                optional: true,
            },
            Number {
                name: || t().settings.chapters,
                unit: || t().settings.times,
                from: 10,
                to: 200,
                read: |spec| Some(u64::from(spec.chapters) * 10),
                write: |spec, value| spec.chapters = u8::try_from(value.unwrap_or(10) / 10).unwrap_or(1),
                optional: false,
            },
        ],
        choices: &[
            Choice {
                name: || t().settings.publishes,
                options: || &ON_OFF,
                read: |spec| usize::from(spec.publishes),
                write: |spec, option| spec.publishes = option == 1,
            },
            Choice {
                name: || t().settings.deletes,
                options: || &t().settings.delete_orders,
                read: |spec| match spec.deletes {
                    DeleteOrder::AfterEffect => 0,
                    DeleteOrder::BeforeEffect => 1,
                    DeleteOrder::Never => 2,
                },
                write: |spec, option| {
                    spec.deletes = [DeleteOrder::AfterEffect, DeleteOrder::BeforeEffect, DeleteOrder::Never][option.min(2)];
                },
            },
            Choice {
                name: || t().settings.bookmark,
                options: || &ON_OFF,
                read: |spec| usize::from(spec.renews.is_some_and(|renewal| renewal.bookmark == Bookmark::AfterEachChapter)),
                write: |spec, option| {
                    if let Some(renewal) = &mut spec.renews {
                        renewal.bookmark = if option == 1 { Bookmark::AfterEachChapter } else { Bookmark::No };
                    }
                },
            },
        ],
    },
    Group {
        name: || t().settings.group_failure,
        numbers: &[
            Number {
                name: || t().settings.threshold,
                unit: || t().settings.times,
                from: 10,
                to: 1000,
                read: |spec| spec.poison.as_ref().map(|rule| u64::from(rule.threshold) * 10),
                write: |spec, value| {
                    spec.poison = value.map(|value| PoisonRule {
                        threshold: u32::try_from(value / 10).unwrap_or(5),
                        queue: [&*spec.queue, "-poison"].concat().into(),
                        order: CopyOrder::CopyThenDelete,
                    });
                },
                optional: true,
            },
            Number {
                name: || t().settings.restarts,
                unit: secs(),
                from: 1,
                to: HOUR,
                read: |spec| spec.restarts_after.map(tenths_of),
                write: |spec, value| spec.restarts_after = value.map(span_of),
                optional: true,
            },
        ],
        choices: &[
            Choice {
                name: || t().settings.crash,
                options: || &t().settings.crash_lines,
                read: |spec| {
                    spec.crashes.map_or(0, |rule| match rule.line {
                        CrashLine::AfterGet => 1,
                        CrashLine::AfterWork(_) | CrashLine::BetweenCopyAndDelete => 2,
                        CrashLine::BeforeEffect => 3,
                        CrashLine::AfterEffect => 4,
                        CrashLine::AfterDelete => 5,
                    })
                },
                write: |spec, option| {
                    let half = Span::from_micros(spec.works_for.as_micros() / 2);
                    let lines = [
                        CrashLine::AfterGet,
                        CrashLine::AfterWork(half),
                        CrashLine::BeforeEffect,
                        CrashLine::AfterEffect,
                        CrashLine::AfterDelete,
                    ];
                    let line = option.checked_sub(1).and_then(|place| lines.get(place)).copied();
                    spec.crashes = line.map(|line| CrashRule { line, when: CrashWhen::FirstLife });
                },
            },
            Choice {
                name: || t().settings.ledger,
                options: || &ON_OFF,
                read: |spec| usize::from(spec.ledger),
                write: |spec, option| spec.ledger = option == 1,
            },
        ],
    },
];

const ON_OFF: [&str; 2] = ["\u{2013}", "\u{2713}"];

fn whole_secs(tenths: u64) -> i64 {
    i64::try_from(tenths / 10).unwrap_or(i64::MAX)
}
