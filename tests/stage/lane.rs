//! The lane of the queue in focus: seats, or density cells.

use playground::sim::scenarios::ready;
use playground::stage::{Frame, Lens, Scene, Shape, scene};
use playground::time::Span;
use playground::timeline::Timeline;

#[test]
fn a_lane_of_cells_is_seated_again_when_there_is_room_to_spare() {
    let mut timeline = Timeline::new((ready("election-night").expect("it is in the catalogue").scenario)());
    timeline.advance(timeline.scenario().starts_at + Span::from_secs(10), u32::MAX);
    let drawn = |width: i32, dense: bool| -> Scene {
        scene(timeline.world(), "newsqueue", Frame { width, shape: Shape::Wide, all_queues: false, dense }, Lens::Server)
    };
    let widths: Vec<(bool, bool)> =
        (560..3_000).step_by(10).map(|width| (drawn(width, false).lane.is_dense(), drawn(width, true).lane.is_dense())).collect();
    assert!(widths.iter().all(|(seated, dense)| !seated || *dense), "whoever had no seats before gets none sooner");
    for wanted in [(true, true), (false, true), (false, false)] {
        assert!(widths.contains(&wanted), "no width at which it is {wanted:?} for who had seats and who had cells");
    }
}
