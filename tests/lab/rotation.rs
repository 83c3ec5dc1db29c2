//! Rotation: with two keys nobody has to fail; in the wrong order somebody does, and is counted.

use super::{answer, lab};
use playground::auth::KeyName;
use playground::lab::{Act, Rotation};

#[test]
fn in_the_right_order_nobody_fails() {
    let mut lab = lab();
    let before = [KeyName::Key1, KeyName::Key2].map(|name| lab.key(name).clone());
    let mut rotation = Rotation::begin(&lab);
    for act in Act::ALL {
        assert!(!rotation.is_over());
        rotation.act(&mut lab, act);
    }
    assert!(rotation.is_done_well(&lab));
    assert_eq!((rotation.answered, rotation.failed), (24, 0));
    let after = [KeyName::Key1, KeyName::Key2].map(|name| lab.key(name).clone());
    assert!(before[0] != after[0] && before[1] != after[1] && after[0] != after[1]);
}

#[test]
fn regenerating_a_key_in_use_fails_until_the_programs_are_moved() {
    let mut lab = lab();
    let mut rotation = Rotation::begin(&lab);
    rotation.act(&mut lab, Act::Regenerate(KeyName::Key1));
    assert_eq!((rotation.answered, rotation.failed), (0, 6));
    assert_eq!(answer(rotation.failure.as_ref().expect("it was kept")), (403, Some("AuthenticationFailed")));
    rotation.act(&mut lab, Act::Move(KeyName::Key2));
    assert_eq!((rotation.answered, rotation.failed), (6, 6));
    rotation.act(&mut lab, Act::Move(KeyName::Key1));
    rotation.act(&mut lab, Act::Regenerate(KeyName::Key2));
    assert!(rotation.is_over() && !rotation.is_done_well(&lab), "what failed has failed");
}

#[test]
fn a_key_that_is_regenerated_twice_is_new_twice() {
    let mut lab = lab();
    let mut seen = vec![lab.key(KeyName::Key1).to_base64()];
    for _ in 0..3 {
        lab.regenerate(KeyName::Key1);
        let key = lab.key(KeyName::Key1).to_base64();
        assert_eq!(key.len(), 88);
        assert!(!seen.contains(&key));
        seen.push(key);
    }
}
