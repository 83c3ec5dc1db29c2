//! What can be set of producers, front ends and consumers: names, ranges, and where each setting stands in a spec.

use super::super::super::text::t;
use super::fields::{Choice, Group, Number, Place, Text};
use playground::sim::{
    Attachment, Bookmark, ConsumerSpec, CopyOrder, CrashLine, CrashRule, CrashWhen, DeleteOrder, FrontEndSpec, Pace, PoisonRule,
    ProducerSpec, Renewal, WriteOrder,
};
use playground::time::Span;

/// In tenths of a second.
const HOUR: u64 = 36_000;
const WEEK: u64 = 6_048_000;

/// The pauses of the trace on offer, in seconds: two hurried stretches with a calm one between them.
const TRACE: [u64; 12] = [1, 1, 1, 8, 1, 1, 12, 2, 2, 2, 20, 1];

pub(super) const PRODUCER: &[Group<ProducerSpec>] = &[
    Group {
        name: || t().settings.group_pace,
        texts: &[],
        choices: &[PACE],
        numbers: &[
            Number::secs(|| t().settings.every, 1, HOUR, Place::Span(|spec| every(&mut spec.pace))),
            Number::count(
                || t().settings.burst,
                1,
                100,
                Place::Own {
                    read: |spec| Some(if let Pace::Bursts { size, .. } = spec.pace { u64::from(size) * 10 } else { 10 }),
                    write: |spec, value| {
                        if let (Pace::Bursts { size, .. }, Some(value)) = (&mut spec.pace, value) {
                            *size = u32::try_from(value / 10).unwrap_or(u32::MAX);
                        }
                    },
                    optional: false,
                },
            ),
            Number::secs(|| t().settings.jitter, 0, HOUR, Place::Span(|spec| &mut spec.jitter)),
            Number::count(|| t().settings.count, 0, 100_000, Place::MaybeCount(|spec| &mut spec.count)),
        ],
    },
    Group {
        name: || t().settings.group_message,
        texts: &[],
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
        numbers: &[
            Number {
                unit: || t().settings.bytes,
                ..Number::count(|| t().settings.payload, 0, 100_000, Place::Count(|spec| &mut spec.filled_to))
            },
            Number::secs(|| t().settings.delay, 0, WEEK, Place::MaybeSecs(|spec| &mut spec.visibility_timeout)),
            Number::secs(|| t().settings.time_to_live, 10, WEEK, Place::MaybeSecs(|spec| &mut spec.time_to_live)),
        ],
    },
];

pub(super) const FRONT_END: &[Group<FrontEndSpec>] = &[Group {
    name: || t().settings.group_pace,
    texts: &[],
    choices: &[],
    numbers: &[
        Number::secs(|| t().settings.visitor_every, 1, HOUR, Place::Span(|spec| every(&mut spec.pace))),
        Number::secs(|| t().settings.jitter, 0, HOUR, Place::Span(|spec| &mut spec.jitter)),
        Number::count(|| t().settings.count, 0, 100_000, Place::MaybeCount(|spec| &mut spec.count)),
        Number::count(|| t().settings.hands, 1, 100, Place::Small(|spec| &mut spec.hands)),
        Number::secs(|| t().settings.works_for, 1, HOUR, Place::Span(|spec| &mut spec.works_for)),
        Number::secs(|| t().settings.jitter, 0, HOUR, Place::Span(|spec| &mut spec.work_jitter)),
    ],
}];

pub(super) const CONSUMER: &[Group<ConsumerSpec>] = &[
    Group {
        name: || t().settings.group_pace,
        texts: &[],
        choices: &[],
        numbers: &[
            Number::secs(|| t().settings.works_for, 1, HOUR, Place::Span(|spec| &mut spec.works_for)),
            Number::secs(|| t().settings.jitter, 0, HOUR, Place::Span(|spec| &mut spec.jitter)),
            Number::count(|| t().settings.slower, 1, 100, Place::Small(|spec| &mut spec.times_slower)),
            Number::secs(|| t().settings.polls_every, 1, HOUR, Place::Span(|spec| &mut spec.polls_every)),
            Number::secs(|| t().settings.backs_off_to, 1, HOUR, Place::MaybeSpan(|spec| &mut spec.backs_off_to)),
        ],
    },
    Group {
        name: || t().settings.group_lease,
        texts: &[],
        choices: &[
            Choice {
                name: || t().settings.publishes,
                options: || &t().settings.no_yes,
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
                options: || &t().settings.no_yes,
                read: |spec| usize::from(spec.renews.is_some_and(|renewal| renewal.bookmark == Bookmark::AfterEachChapter)),
                write: |spec, option| {
                    if let Some(renewal) = &mut spec.renews {
                        renewal.bookmark = if option == 1 { Bookmark::AfterEachChapter } else { Bookmark::No };
                    }
                },
            },
        ],
        numbers: &[
            Number::count(|| t().settings.batch, 1, 32, Place::Small(|spec| &mut spec.batch)),
            Number::secs(|| t().settings.lease, 10, WEEK, Place::MaybeSecs(|spec| &mut spec.visibility_timeout)),
            Number::secs(
                || t().settings.renew,
                10,
                HOUR,
                Place::Own {
                    read: |spec| spec.renews.map(|renewal| renewal.when_left.as_millis() / 100),
                    write: |spec, value| {
                        let visibility_timeout = spec.visibility_timeout.unwrap_or(30);
                        let bookmark = spec.renews.map_or(Bookmark::No, |renewal| renewal.bookmark);
                        spec.renews =
                            value.map(|value| Renewal { when_left: Span::from_millis(value * 100), visibility_timeout, bookmark });
                    },
                    optional: true,
                },
            ),
            Number::count(|| t().settings.chapters, 1, 20, Place::Small(|spec| &mut spec.chapters)),
        ],
    },
    Group {
        name: || t().settings.group_failure,
        texts: &[Text {
            name: || t().settings.poison_queue,
            read: |spec| spec.poison.as_ref().map(|rule| rule.queue.to_string()),
            write: |spec, name| {
                if let Some(rule) = &mut spec.poison {
                    rule.queue = name.into();
                }
            },
        }],
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
                options: || &t().settings.no_yes,
                read: |spec| usize::from(spec.ledger),
                write: |spec, option| spec.ledger = option == 1,
            },
        ],
        numbers: &[
            Number::count(
                || t().settings.threshold,
                1,
                100,
                Place::Own {
                    read: |spec| spec.poison.as_ref().map(|rule| u64::from(rule.threshold) * 10),
                    write: set_threshold,
                    optional: true,
                },
            ),
            Number::secs(|| t().settings.restarts, 1, HOUR, Place::MaybeSpan(|spec| &mut spec.restarts_after)),
        ],
    },
];

/// A rule that is there keeps its queue and its order; a new one moves to the queue of the usual name.
fn set_threshold(spec: &mut ConsumerSpec, value: Option<u64>) {
    let usual = || PoisonRule { threshold: 1, queue: [&*spec.queue, "-poison"].concat().into(), order: CopyOrder::CopyThenDelete };
    let rule = value.map(|value| {
        let threshold = u32::try_from(value / 10).unwrap_or(u32::MAX);
        PoisonRule { threshold, ..spec.poison.clone().unwrap_or_else(usual) }
    });
    spec.poison = rule;
}

/// The pause that a pace is mostly made of. A trace has none: it becomes a steady pace when one is asked for.
fn every(pace: &mut Pace) -> &mut Span {
    if let Pace::Trace { pauses } = pace {
        *pace = Pace::Steady { every: pauses.first().copied().unwrap_or(Span::from_secs(5)) };
    }
    match pace {
        Pace::Steady { every } | Pace::Bursts { every, .. } | Pace::Poisson { mean: every } => every,
        Pace::Trace { .. } => unreachable!("a trace has just become a steady pace"),
    }
}

const PACE: Choice<ProducerSpec> = Choice {
    name: || t().settings.pace,
    options: || &t().settings.paces,
    read: |spec| match spec.pace {
        Pace::Steady { .. } => 0,
        Pace::Bursts { .. } => 1,
        Pace::Poisson { .. } => 2,
        Pace::Trace { .. } => 3,
    },
    write: |spec, option| {
        let every = *every(&mut spec.pace);
        spec.pace = match option {
            0 => Pace::Steady { every },
            1 => Pace::Bursts { size: 10, apart: Span::from_millis(100), every: every.max(Span::from_secs(1)) },
            2 => Pace::Poisson { mean: every },
            _ => Pace::Trace { pauses: TRACE.map(Span::from_secs).into() },
        };
    },
};
