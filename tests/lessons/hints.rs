//! The ladder of hints.

use playground::lessons::{HINTS, Ladder};

#[test]
fn the_first_hint_is_free_and_each_further_one_follows_an_attempt() {
    let ladder = Ladder::default();
    assert!(ladder.may_open(0));
    let one = ladder.open(0);
    assert_eq!(one.opened(), 1);
    assert!(!one.may_open(0), "nothing was tried since");
    assert_eq!(one.open(0), one);
    let two = one.open(1);
    assert_eq!(two.opened(), 2);
    assert!(two.may_open(0), "starting over is an attempt, too");
    let three = two.open(3);
    assert!(three.is_used_up() && !two.is_used_up());
    assert_eq!(three.open(9).opened(), HINTS);
}

#[test]
fn a_ladder_from_a_damaged_file_has_no_fourth_rung() {
    let ladder: Ladder = serde_json::from_str(r#"{"opened":200,"acts":0}"#).expect("it has the fields");
    assert_eq!(ladder.opened(), HINTS);
    assert!(!ladder.may_open(5));
}
