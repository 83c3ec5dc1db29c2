//! The rows of the timeline: everybody has one.

use playground::engine::MessageNumber;
use playground::sim::scenarios::ready;
use playground::sim::{Body, Event, EventId, EventKind};
use playground::stage::{Mark, MarkKind, RowKey, SegmentKind, apart, near, rows};
use playground::time::{Span, Timestamp};
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

#[test]
fn of_marks_that_lie_on_one_another_one_of_each_kind_is_drawn() {
    let mark = |event: u32, kind| Mark { at: Timestamp::from_micros(u64::from(event) * 100_000), kind, event: EventId(event) };
    let mut marks: Vec<Mark> = (0..40).map(|event| mark(event, MarkKind::Empty)).collect();
    marks[15].kind = MarkKind::Refused;
    marks[17].kind = MarkKind::Refused;
    marks[25].kind = MarkKind::Published { copy: 2 };
    // A cell of one second holds ten of them.
    let cell = |at: Timestamp| i64::try_from(at.as_micros() / 1_000_000).expect("it is soon");
    let shown = |stays: Option<u32>| -> Vec<u32> {
        apart(marks.iter(), cell, |mark| Some(mark.event.0) == stays).into_iter().map(|mark| mark.event.0).collect()
    };
    assert_eq!(shown(None), [0, 10, 15, 20, 25, 30]);
    assert_eq!(shown(Some(17)), [0, 10, 15, 17, 20, 25, 30], "what somebody looks at is drawn in any case");
}

#[test]
fn a_stretch_has_its_events_and_the_followed_message_its_past() {
    let mut timeline = Timeline::new((ready("poison").expect("it is in the catalogue").scenario)());
    let second = |second: u64| timeline.scenario().starts_at + Span::from_secs(second);
    let (early, late, end) = (second(5), second(12), second(20));
    timeline.advance(end, u32::MAX);
    let events = timeline.events();
    let all_of = |message| events.iter().filter(move |event| event.kind.message() == Some(MessageNumber(message)));
    let within: Vec<&Event> = events.iter().filter(|event| early <= event.at && event.at <= late).collect();
    assert!(within.len() > 5 && all_of(1).any(|event| event.at < early), "the stretch cuts something off");
    assert_eq!(near(events, early, late, None), within);
    let before = all_of(1).filter(|event| event.at < early);
    assert_eq!(near(events, early, late, Some(MessageNumber(1))), before.chain(within).collect::<Vec<_>>());
    // The fork was at the fifth second, and the picture has moved on.
    assert_eq!(near(events, late, early, None), Vec::<&Event>::new());
    assert_eq!(near(events, late, early, Some(MessageNumber(1))), all_of(1).filter(|event| event.at <= early).collect::<Vec<_>>());
}
