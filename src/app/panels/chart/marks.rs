//! The marks in the rows of the timeline: one for each thing that happened.

use super::super::super::session::{DrawerTab, Session};
use super::super::super::text::t;
use super::super::axis::{Axis, Scale};
use super::{path, row_y};
use crate::app::parts::lean::prelude::*;
use playground::stage::{Mark, MarkKind, Row, RowKey, apart};
use playground::time::Timestamp;

/// What the word beside a crash takes, in pixels from its mark.
const WORD_WIDTH: f64 = 70.0;

/// Marks of one kind that are closer than this lie on one another.
const CELL: f64 = 2.0;

/// Counted from the start of the world, so that gliding changes nothing.
fn cell(axis: &Axis, at: Timestamp) -> i64 {
    (axis.length(at) / CELL) as i64
}

fn mark_name(kind: MarkKind) -> &'static str {
    match kind {
        MarkKind::Put => "put",
        MarkKind::Got { .. } => "got",
        MarkKind::Empty => "empty",
        MarkKind::Peeked => "peeked",
        MarkKind::Updated => "updated",
        MarkKind::Deleted => "deleted",
        MarkKind::Reappeared => "reappeared",
        MarkKind::Expired => "expired",
        MarkKind::Crashed => "crashed",
        MarkKind::Started => "started",
        MarkKind::Refused => "refused",
        MarkKind::Lost => "lost",
        MarkKind::Published { .. } => "published",
    }
}

/// Shape by kind; colour only repeats it.
fn shape(mark: &Mark, x: f64, y: f64) -> View {
    match mark.kind {
        MarkKind::Crashed | MarkKind::Refused | MarkKind::Lost => {
            let path = path(&[("M", x - 5.0, y - 5.0), ("l", 10.0, 10.0), ("M", x + 5.0, y - 5.0), ("l", -10.0, 10.0)]);
            draw! { <path d=path /> }
        }
        MarkKind::Put => {
            let path = path(&[("M", x - 5.0, y - 4.5), ("l", 5.0, 0.0), ("l", 5.0, 4.5), ("l", -5.0, 4.5), ("l", -5.0, 0.0)]);
            draw! { <path d=path /> }
        }
        MarkKind::Deleted | MarkKind::Published { .. } => {
            draw! { <rect x=tenths(x - 4.5) y=tenths(y - 4.5) width="9" height="9" rx="1.5" /> }
        }
        MarkKind::Empty | MarkKind::Peeked => draw! { <circle cx=tenths(x) cy=tenths(y) r="3.2" /> },
        MarkKind::Got { .. } | MarkKind::Updated | MarkKind::Reappeared | MarkKind::Expired | MarkKind::Started => {
            draw! { <circle cx=tenths(x) cy=tenths(y) r="5" /> }
        }
    }
}

/// Whether a word has room behind a mark: where the next mark or bar follows at once it would stand on it.
fn has_room(axis: &Axis, row: &Row, at: Timestamp) -> bool {
    let x = axis.length(at);
    let follows = |other: Timestamp| other > at && axis.length(other) < x + WORD_WIDTH;
    !row.marks.iter().any(|mark| follows(mark.at)) && !row.segments.iter().any(|segment| follows(segment.from))
}

/// Every mark is drawn once, and moved when the scale changes.
pub fn marks(session: Session, axis: Memo<Axis>, scale: Memo<Scale>, index: usize, row: Memo<Option<Row>>) -> View {
    let y = row_y(index);
    // A get and a delete are told on the message's row; the worker's row has its bar.
    let told = |row: &Row, mark: &Mark| match row.key {
        RowKey::Actor(_) => !matches!(mark.kind, MarkKind::Got { .. } | MarkKind::Deleted),
        RowKey::Message(_) | RowKey::Queue => true,
    };
    let shown = move || {
        scale.with(|_| ());
        // Another history has other events under the same numbers.
        let history = session.history.get();
        axis.with_untracked(|axis| {
            row.with(|row| {
                let Some(row) = row else { return Vec::new() };
                let marks = session.path.with(|path| {
                    apart(row.marks.iter().filter(|mark| told(row, mark)), |at| cell(axis, at), |mark| path.contains(&mark.event))
                });
                marks.into_iter().map(|mark| (history, mark, row.key)).collect()
            })
        })
    };
    let draw_mark = move |(_, mark, key): (u32, Mark, RowKey)| {
        let place = memo(move || {
            scale.with(|_| ());
            axis.with_untracked(|axis| ["translate(", &tenths(axis.length(mark.at)), " 0)"].concat())
        });
        let id = mark.event;
        let select = move |_| {
            session.event.set(Some(id));
            session.drawer.set(Some(DrawerTab::Wire));
        };
        let word = (matches!(key, RowKey::Actor(_)) && mark.kind == MarkKind::Crashed).then(|| {
            let room = memo(move || {
                scale.with(|_| ());
                axis.with_untracked(|axis| row.with(|row| row.as_ref().is_some_and(|row| has_room(axis, row, mark.at))))
            });
            move || {
                room.get().then(
                    || draw! { <text class="mark-word" x="12" y=tenths(y) dominant-baseline="central">{t().time.crashed_word}</text> },
                )
            }
        });
        let path = move || session.path.with(|path| path.contains(&id)).then_some("true");
        draw! {
            <g transform=place>
                <g class="mark" data-kind=mark_name(mark.kind) data-path=path on:click=on(select)>{shape(&mark, 0.0, y)}</g>
                {word}
            </g>
        }
    };
    draw! { <For each=shown key=|(history, mark, _)| (*history, mark.event.0) let(mark)>{draw_mark(mark)}</For> }
}

pub fn ghost_marks(axis: &Axis, index: usize, row: &Row, after: Timestamp) -> View {
    let y = row_y(index);
    let later = apart(row.marks.iter().filter(|mark| mark.at > after), |at| cell(axis, at), |_| false);
    later
        .iter()
        .map(|mark| draw! { <g class="mark" data-kind=mark_name(mark.kind)>{shape(mark, axis.length(mark.at), y)}</g> })
        .collect_view()
}
