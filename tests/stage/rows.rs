//! The rows of the timeline: everybody has one.

use playground::sim::scenarios::ready;
use playground::sim::{Body, Event, EventKind};
use playground::stage::{MarkKind, RowKey, SegmentKind, rows};
use playground::time::Span;
use playground::timeline::Timeline;

#[test]
fn a_front_end_is_busy_while_it_serves_and_marks_whom_it_turns_away() {
    let mut timeline = Timeline::new((ready("election-night").expect("it is in the catalogue").scenario)());
    timeline.advance(timeline.scenario().starts_at + Span::from_secs(60), u32::MAX);
    let front_end = timeline.world().actors().iter().find(|actor| matches!(actor.body, Body::FrontEnd(_))).expect("it stands there").id;
    let events: Vec<&Event> = timeline.events().iter().collect();
    let row = &rows(&events, &[RowKey::Actor(front_end)])[0];
    let count = |is: fn(&EventKind) -> bool| events.iter().filter(|event| event.actor == Some(front_end) && is(&event.kind)).count();
    let away = count(|kind| matches!(kind, EventKind::DirectDropped { .. }));
    assert!(away > 0, "the evening shows it");
    assert_eq!(row.marks.iter().filter(|mark| mark.kind == MarkKind::Refused).count(), away);
    let (begun, done) =
        (count(|kind| matches!(kind, EventKind::DirectStart { .. })), count(|kind| matches!(kind, EventKind::DirectDone { .. })));
    assert!(begun > 1 && !row.segments.is_empty() && row.segments.len() <= done + 1, "{begun} {done}");
    for pair in row.segments.windows(2) {
        assert!(pair[0].until.is_some_and(|until| until <= pair[1].from), "bars of one row do not overlap");
    }
    assert!(row.segments.iter().all(|segment| segment.kind == SegmentKind::Working));
}

#[test]
fn a_producer_has_a_mark_for_every_message_it_put() {
    let mut timeline = Timeline::new((ready("poison").expect("it is in the catalogue").scenario)());
    timeline.advance(timeline.scenario().starts_at + Span::from_secs(20), u32::MAX);
    let desk = timeline.world().actors().iter().find(|actor| matches!(actor.body, Body::Producer(_))).expect("it stands there").id;
    let events: Vec<&Event> = timeline.events().iter().collect();
    let row = &rows(&events, &[RowKey::Actor(desk)])[0];
    assert_eq!(row.marks.iter().filter(|mark| mark.kind == MarkKind::Put).count(), 6);
}
