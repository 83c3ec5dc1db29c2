//! What is packed comes out again, and nothing that only looks packed does any harm.

use playground::saved::{UNPACKED_MAX, pack, unpack};
use proptest::prelude::*;

#[test]
fn what_repeats_itself_becomes_short() {
    let words = "Stop press, the queue is full. ".repeat(50);
    let packed = pack(words.as_bytes());
    assert!(packed.len() < 100, "{} bytes of {}", packed.len(), words.len());
    assert_eq!(unpack(&packed).expect("it was packed here"), words.as_bytes());
}

#[test]
fn what_does_not_repeat_itself_hardly_grows() {
    let bytes: Vec<u8> = (0..=255).collect();
    assert!(pack(&bytes).len() <= bytes.len() + 2);
}

#[test]
fn a_few_bytes_do_not_unpack_to_more_than_the_limit() {
    // One literal, and then the longest repeat of the last byte, again and again.
    let bomb: Vec<u8> = [0, b'x'].into_iter().chain([255, 1].into_iter().cycle().take(UNPACKED_MAX / 64)).collect();
    assert_eq!(unpack(&bomb), None);
}

proptest! {
    #[test]
    fn what_was_packed_comes_out_again(bytes in prop::collection::vec(prop_oneof![0..4_u8, any::<u8>()], 0..3000)) {
        prop_assert_eq!(unpack(&pack(&bytes)), Some(bytes));
    }

    #[test]
    fn any_bytes_unpack_or_do_not(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Some(unpacked) = unpack(&bytes) {
            prop_assert!(unpacked.len() <= UNPACKED_MAX + 130);
        }
    }
}
