//! Further queues and the blob store beside the queue in focus.

use playground::client::Call;
use playground::sim::scenarios::{READY, ready};
use playground::sim::{Input, PERSON, Scenario, Via};
use playground::stage::{Annex, Frame, Lens, Rect, Scene, Shape, TokenState, is_poison, other_queues, scene, store};
use playground::time::{Span, Timestamp};
use playground::timeline::Timeline;

fn after(id: &str, secs: u64) -> Timeline {
    let mut timeline = Timeline::new((ready(id).expect("it is in the catalogue").scenario)());
    timeline.advance(timeline.scenario().starts_at + Span::from_secs(secs), u32::MAX);
    timeline
}

fn wide(timeline: &Timeline, queue: &str, all_queues: bool) -> Scene {
    scene(timeline.world(), queue, Frame { width: 944, shape: Shape::Wide, all_queues, dense: false }, Lens::Server)
}

#[test]
fn a_message_that_was_moved_aside_arrives_in_the_poison_queue() {
    let (before, now) = (after("poison", 30), after("poison", 60));
    let seen = |timeline: &Timeline| other_queues(timeline.world(), "newsqueue", 4, 10);
    let (earlier, later) = (seen(&before), seen(&now));
    assert_eq!((&*earlier[0].name, earlier[0].poison, earlier[0].visible), ("newsqueue-poison", true, 0));
    assert_eq!((later[0].visible, later[0].first.len()), (1, 1));
    assert!(later[0].first[0].visible && !later[0].first[0].fresh, "it came more than two seconds ago");
    assert!(!is_poison(now.world(), "newsqueue"), "the queue it came from is an ordinary one");
}

#[test]
fn an_arrow_leads_to_the_queue_that_a_producer_sends_to() {
    let timeline = after("deployment", 5);
    for (focus, main, branch) in [("deploy-prod", true, false), ("deploy-stage", false, true)] {
        let scene = wide(&timeline, focus, false);
        let (lane, beside) = (scene.layout.lane.middle().y, scene.layout.annex.lanes[0].middle().y);
        let ends: Vec<bool> = scene.arrows.iter().map(|(_, end)| end.y == lane).collect();
        assert_eq!(ends, [main, branch], "with {focus} in focus");
        assert!(scene.arrows.iter().all(|(_, end)| end.y == lane || end.y == beside));
    }
    let election = after("election-night", 5);
    let scene = wide(&election, "newsqueue", false);
    assert!(scene.arrows.len() < scene.producers.len(), "the front end sends to no queue");
}

#[test]
fn no_queue_is_dropped_in_silence() {
    let queues: Vec<String> = (0..12).map(|i| format!("queue-{i:02}")).collect();
    let start = Scenario::new(1, Timestamp::from_secs(1_767_603_600), "thenewsroom", "queue-00");
    let mut timeline = Timeline::new(Scenario { queues: queues.iter().map(|name| (**name).into()).collect(), ..start });
    for (place, queue) in queues.iter().enumerate() {
        for _ in 0..place {
            let call = Call::Put { queue: (**queue).into(), text: "x".into(), visibility_timeout: None, time_to_live: None };
            timeline.push(Input::Call { by: PERSON, via: Via::Form, call }).expect("there is room");
        }
    }
    let few = wide(&timeline, "queue-05", false).layout.annex;
    assert_eq!((few.lanes.len(), few.more.map(|(count, _)| count)), (4, Some(7)));
    let all = wide(&timeline, "queue-05", true).layout.annex;
    assert_eq!((all.lanes.len(), all.more.map(|(count, _)| count)), (11, Some(0)));
    let seen = other_queues(timeline.world(), "queue-05", 11, 3);
    assert!(seen.iter().all(|queue| &*queue.name != "queue-05" && !queue.poison));
    let told: Vec<(u64, usize)> = seen.iter().map(|queue| (queue.visible, queue.first.len())).collect();
    assert_eq!(told[0..5], [(0, 0), (1, 1), (2, 2), (3, 3), (4, 3)], "all are counted, three are drawn");
}

#[test]
fn a_world_of_one_queue_without_blobs_has_no_annex() {
    for ready in READY {
        let scenario = (ready.scenario)();
        let scene = wide(&after(ready.id, 20), ready.queue, false);
        let plain = scenario.queues.len() == 1 && !["claim-check", "file-upload"].contains(&ready.id);
        assert_eq!(scene.layout.annex == Annex::default(), plain, "{}", ready.id);
    }
}

#[test]
fn what_stands_under_the_trays_covers_nothing() {
    for id in ["poison", "claim-check", "file-upload", "deployment"] {
        let timeline = after(id, 20);
        let queue = ready(id).expect("it is in the catalogue").queue;
        for (width, shape) in [(944, Shape::Wide), (700, Shape::Wide), (1580, Shape::Wide), (360, Shape::Tall), (320, Shape::Tall)] {
            let layout = scene(timeline.world(), queue, Frame { width, shape, all_queues: false, dense: false }, Lens::Server).layout;
            let annex: Vec<Rect> = layout.annex.lanes.iter().copied().chain(layout.annex.blobs).collect();
            let mut stack: Vec<Rect> = vec![layout.shelf, layout.lane, layout.trays[0]];
            stack.extend(&annex);
            for pair in stack.windows(2) {
                assert!(pair[0].bottom() < pair[1].y, "{id} at {width}: {pair:?}");
            }
            let last = annex.last().expect("these worlds have an annex").bottom();
            assert!(last < layout.height && annex.iter().all(|rect| rect.x >= 0 && rect.right() <= width));
            if shape == Shape::Tall {
                assert!(layout.consumers.iter().all(|card| card.y > last));
            } else {
                assert!(layout.truth > last);
            }
        }
    }
}

#[test]
fn a_desk_that_dies_between_two_writes_leaves_an_orphan_or_a_message_without_a_blob() {
    let timeline = after("claim-check", 28);
    let store = store(timeline.world(), 50);
    assert_eq!((store.count, store.orphans), (1, Some(1)), "what was worked on is gone with its message");
    assert_eq!((&*store.blobs[0].name, store.blobs[0].bytes, store.blobs[0].message.is_none()), ("blob:1-1", 3_000_000, true));
    assert_eq!(store.bytes, 3_000_000);
    let dangling: Vec<u32> = store.dangling.iter().map(|(message, _)| message.0).collect();
    assert_eq!(dangling, [1]);
}

#[test]
fn a_message_points_to_its_blob_while_both_are_there() {
    let timeline = after("file-upload", 20);
    let all = store(timeline.world(), 50);
    assert_eq!(all.more, 0);
    let pointed: Vec<_> = all.blobs.iter().filter_map(|blob| blob.message.as_ref().map(|(_, queue)| &**queue)).collect();
    assert!(!pointed.is_empty() && pointed.iter().all(|queue| *queue == "uploads"));
    let first = store(timeline.world(), 1);
    assert_eq!((first.blobs.len(), first.more, first.count), (1, all.count - 1, all.count));
    // Those that need looking at come first.
    assert!(all.blobs.is_sorted_by_key(|blob| blob.message.is_some()));
}

#[test]
fn a_delayed_message_waits_in_the_lane_and_is_not_missed_on_the_shelf() {
    let mut delayed = 0;
    for secs in 1..60 {
        let scene = wide(&after("time-to-live", secs), "newsqueue", false);
        let leased = scene.tokens.iter().filter(|token| matches!(token.state, TokenState::Leased { .. })).count() as u64;
        assert_eq!((scene.lane.hidden - scene.lane.scheduled, scene.lane.shelf_more), (leased, 0), "at {secs} s");
        delayed += scene.lane.scheduled;
    }
    assert!(delayed > 0, "the scenario has a delayed message");
}
