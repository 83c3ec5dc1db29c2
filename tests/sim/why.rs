//! "Why?" names the few events without which something would not have happened.

use super::newsroom::{desk, newsroom, played, told, worker};
use playground::client::Call;
use playground::engine::OperationName;
use playground::lessons::Kind;
use playground::sim::scenarios::ready;
use playground::sim::{
    ActorId, ConsumerSpec, Event, EventId, EventKind, Fault, Input, PERSON, ProducerSpec, Scenario, ScriptedFault, Via, why,
};
use playground::time::Span;
use playground::timeline::Timeline;

fn shown(id: &str) -> Timeline {
    let ready = ready(id).expect("it is in the catalogue");
    let mut timeline = Timeline::new((ready.scenario)());
    timeline.advance(timeline.scenario().starts_at + ready.shows_by, u32::MAX);
    timeline
}

/// The chain of the first event that is meant, as kinds with their actors.
fn chain(timeline: &Timeline, is: impl Fn(&Event) -> bool) -> Vec<String> {
    let event = timeline.events().iter().find(|event| is(event)).expect("it happens");
    let who = |event: &Event| event.actor.and_then(|id| timeline.world().actor(id)).map_or("-".to_owned(), |actor| actor.name.to_string());
    let ids = why(timeline.events(), event.id);
    assert!(ids.is_sorted() && ids.last() == Some(&event.id), "{ids:?}");
    ids.iter().filter_map(|id| timeline.event(*id)).map(|event| format!("{} {:?}", who(event), Kind::of(&event.kind))).collect()
}

#[test]
fn a_refused_receipt_was_lent_ran_out_and_was_lent_again() {
    let timeline = shown("stale-receipt");
    let refused = chain(&timeline, |event| matches!(event.kind, EventKind::Rejected { .. }));
    assert_eq!(refused, ["A Get", "- Reappear", "B Get", "A Rejected"]);
}

#[test]
fn a_duplicate_comes_from_a_crash_before_the_delete() {
    let timeline = shown("duplicates");
    let twice = chain(&timeline, |event| matches!(event.kind, EventKind::SideEffect { copy: 2, .. }));
    assert_eq!(twice, ["A SideEffect", "A WorkerCrash", "- Reappear", "A Get", "A SideEffect"]);
}

#[test]
fn a_duplicate_comes_from_two_messages_when_a_reply_got_lost() {
    let lose = Fault::LoseReply { actor: None, operation: Some(OperationName::PutMessage), count: 1 };
    let faults = vec![ScriptedFault { after: Span::ZERO, fault: lose }];
    let actors = vec![desk("Desk", ProducerSpec::on("newsqueue", "story")), worker("A", ConsumerSpec::on("newsqueue"))];
    let timeline = played(Scenario { faults, ..newsroom(actors) }, &[], 30);
    let twice = chain(&timeline, |event| matches!(event.kind, EventKind::SideEffect { copy: 2, .. }));
    assert_eq!(twice, ["Desk Put", "Desk Lost", "A SideEffect", "Desk Put", "A Get", "A SideEffect"]);
    let lost = chain(&timeline, |event| matches!(event.kind, EventKind::Lost { .. }));
    assert_eq!(lost, ["- Fault", "Desk Lost"]);
}

#[test]
fn a_second_delivery_follows_from_the_first_its_crash_and_the_end_of_the_lease() {
    let timeline = shown("crash");
    let again = chain(&timeline, |event| matches!(event.kind, EventKind::Get { dequeue_count: 2, .. }));
    assert_eq!(again, ["A Get", "A WorkerCrash", "- Reappear", "B Get"]);
    let back = chain(&timeline, |event| matches!(event.kind, EventKind::Reappear { .. }));
    assert_eq!(back, ["A Get", "A WorkerCrash", "- Reappear"]);
}

#[test]
fn an_empty_answer_is_explained_by_who_holds_the_message_or_who_took_the_last() {
    let timeline = shown("crash");
    let while_held = chain(&timeline, |event| matches!(event.kind, EventKind::GetEmpty { .. }));
    assert_eq!(while_held, ["A Get", "B GetEmpty"]);
    let deleted_at = timeline.events().iter().find(|event| matches!(event.kind, EventKind::Delete { .. })).expect("it ends well").id;
    let afterwards = chain(&timeline, |event| event.id > deleted_at && matches!(event.kind, EventKind::GetEmpty { .. }));
    assert_eq!(afterwards, ["B Delete", "B GetEmpty"]);
    let nothing_ever = played(newsroom(vec![worker("A", ConsumerSpec::on("newsqueue"))]), &[], 1);
    assert_eq!(chain(&nothing_ever, |event| matches!(event.kind, EventKind::GetEmpty { .. })), ["A GetEmpty"]);
}

#[test]
fn a_delete_after_the_end_of_life_points_to_the_expiry() {
    let timeline = shown("time-to-live");
    let refused = chain(&timeline, |event| matches!(event.kind, EventKind::Rejected { .. }));
    assert_eq!(refused, ["A Get", "- Expire", "A Rejected"]);
    let expired = chain(&timeline, |event| matches!(event.kind, EventKind::Expire { .. }));
    assert_eq!(expired.first().map(String::as_str), Some("Weather Put"));
}

#[test]
fn a_queue_that_was_deleted_and_a_stalled_worker_are_named() {
    let by_hand = |call| Input::Call { by: PERSON, via: Via::Form, call };
    let acts = [
        (1, by_hand(Call::DeleteQueue { queue: "newsqueue".into() })),
        (2, by_hand(Call::Peek { queue: "newsqueue".into(), count: None })),
    ];
    let timeline = played(newsroom(Vec::new()), &acts, 3);
    assert_eq!(chain(&timeline, |event| matches!(event.kind, EventKind::Rejected { .. })), ["you QueueDeleted", "you Rejected"]);

    let faults =
        vec![ScriptedFault { after: Span::from_secs(5), fault: Fault::Stall { actor: ActorId(2), lasts_for: Span::from_secs(60) } }];
    let slow = ConsumerSpec { works_for: Span::from_secs(9), ..ConsumerSpec::on("newsqueue") };
    let other = ConsumerSpec { starts_after: Span::from_secs(1), ..slow.clone() };
    let actors = vec![desk("Desk", ProducerSpec::on("newsqueue", "story")), worker("A", slow), worker("B", other)];
    let timeline = played(Scenario { faults, ..newsroom(actors) }, &[], 80);
    let twice = chain(&timeline, |event| matches!(event.kind, EventKind::SideEffect { copy: 2, .. }));
    assert_eq!(twice.last().map(String::as_str), Some("A SideEffect"));
    assert!(twice.contains(&"A Fault".to_owned()) && twice.contains(&"- Reappear".to_owned()), "{twice:?}");
}

#[test]
fn throttling_is_explained_by_the_crowd_of_the_last_second() {
    let timeline = shown("throttled");
    let busy = chain(&timeline, |event| matches!(event.kind, EventKind::Throttled { .. }));
    assert_eq!(busy.len(), 3, "{busy:?}");
    assert_eq!(busy.last().map(String::as_str), Some("Hasty Throttled"));
}

#[test]
fn every_event_of_every_scenario_has_an_explanation_that_ends_in_itself() {
    for ready in playground::sim::scenarios::READY {
        let timeline = shown(ready.id);
        for event in timeline.events().iter().take(400) {
            let chain = why(timeline.events(), event.id);
            assert!(chain.is_sorted() && chain.last() == Some(&event.id), "{}: {event:?}", ready.id);
            assert!(chain.len() <= 8, "{}: {} events explain nothing", ready.id, chain.len());
        }
    }
    assert!(why(&[], EventId(0)).is_empty());
    assert!(!told(&shown("crash"), &[Kind::Get]).is_empty());
}

#[test]
fn a_missing_blob_is_explained_by_the_desk_that_died_before_it_wrote_it() {
    let timeline = shown("claim-check");
    let missing = chain(&timeline, |event| matches!(&event.kind, EventKind::Rejected { code, .. } if **code == *"BlobNotFound"));
    assert_eq!(missing, ["Message first WorkerCrash", "Message first Put", "A Get", "A Rejected"]);
    // And the other way round: nothing points to a blob whose desk died after it wrote it.
    let orphan = chain(&timeline, |event| matches!(event.kind, EventKind::WorkerCrash { .. }) && event.actor == Some(ActorId(1)));
    assert_eq!(orphan, ["Blob first BlobPut", "Blob first WorkerCrash"]);
}
