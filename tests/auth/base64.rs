//! Our Base64 against a general library, on everything it writes and on what it refuses.

use super::support::random_cases;
use data_encoding::{BASE64, BASE64URL_NOPAD};
use playground::base64;
use proptest::prelude::*;

proptest! {
    #![proptest_config(random_cases(2000))]

    #[test]
    fn it_writes_what_the_library_writes(bytes in prop::collection::vec(any::<u8>(), 0..70)) {
        prop_assert_eq!(base64::encode(&bytes), BASE64.encode(&bytes));
        prop_assert_eq!(base64::encode_url(&bytes), BASE64URL_NOPAD.encode(&bytes));
    }

    #[test]
    fn it_reads_what_the_library_reads(text in "[A-Da-d0-9+/_=-]{0,12}", wild in any::<String>()) {
        for text in [text, wild] {
            // The library also reads several padded texts in a row; the service, like most, takes padding for the end.
            let one = !text.trim_end_matches('=').contains('=');
            prop_assert_eq!(base64::decode(&text), BASE64.decode(text.as_bytes()).ok().filter(|_| one));
            prop_assert_eq!(base64::decode_url(&text), BASE64URL_NOPAD.decode(text.as_bytes()).ok());
        }
    }

    #[test]
    fn it_reads_back_what_it_writes(bytes in prop::collection::vec(any::<u8>(), 0..70)) {
        prop_assert_eq!(base64::decode(&base64::encode(&bytes)), Some(bytes.clone()));
        prop_assert_eq!(base64::decode_url(&base64::encode_url(&bytes)), Some(bytes.clone()));
        let mut buffer = [0; 70];
        prop_assert_eq!(base64::decode_into(&base64::encode(&bytes), &mut buffer), Some(bytes.len()));
        prop_assert_eq!(&buffer[..bytes.len()], &bytes[..]);
    }
}

#[test]
fn a_buffer_too_small_is_no_place_to_write() {
    assert_eq!(base64::decode_into("AAAA", &mut [0; 2]), None);
    assert_eq!(base64::decode_into("AAAA", &mut [0; 3]), Some(3));
}
