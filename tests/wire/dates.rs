//! Instants, written and read.

use crate::random;
use playground::time::Timestamp;
use playground::wire::date::{iso8601, parse_iso8601, parse_rfc1123, rfc1123};
use proptest::prelude::*;

#[test]
fn known_instants_are_written_as_the_service_writes_them() {
    let at = Timestamp::from_micros(784_111_777_999_999);
    assert_eq!(rfc1123(at), "Sun, 06 Nov 1994 08:49:37 GMT");
    assert_eq!(iso8601(at), "1994-11-06T08:49:37.9999990Z");
    assert_eq!(rfc1123(Timestamp::NEVER), "Fri, 31 Dec 9999 23:59:59 GMT");
    assert_eq!(rfc1123(Timestamp::from_micros(u64::MAX)), rfc1123(Timestamp::NEVER), "later than ever is never");
    assert_eq!(rfc1123(Timestamp::EPOCH), "Thu, 01 Jan 1970 00:00:00 GMT");
}

#[test]
fn all_documented_forms_of_a_time_are_read() {
    let at = Timestamp::from_secs(1_700_000_000);
    for text in [
        "2023-11-14T22:13:20Z",
        "2023-11-14T22:13:20.0Z",
        "2023-11-14T22:13:20.0000000Z",
        "2023-11-14T23:13:20+01:00",
        "2023-11-14T16:43:20-05:30",
    ] {
        assert_eq!(parse_iso8601(text), Some(at), "{text}");
    }
    assert_eq!(parse_iso8601("2023-11-14"), Some(Timestamp::from_secs(1_699_920_000)));
    assert_eq!(parse_iso8601("2023-11-14T22:13Z"), Some(Timestamp::from_secs(1_699_999_980)));
    for text in [
        "",
        "2023",
        "2023-13-01",
        "2023-02-29",
        "2023-11-14T22:13:20",
        "2023-11-14T22:13:20.Z",
        "2023-11-14T22:13:20.00000000Z",
        "23-11-14",
        "2023-11-14T2Z",
        "2023-11-14T\u{e9}\u{e9}1Z",
    ] {
        assert_eq!(parse_iso8601(text), None, "{text}");
    }
    for text in [
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun, 31 Feb 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:00:00 GMT",
    ] {
        assert_eq!(parse_rfc1123(text), None, "{text}");
    }
}

#[test]
fn every_day_of_four_hundred_years_is_that_of_another_calendar() {
    // After 400 years the calendar repeats itself.
    for day in 0..=146_097_u32 {
        let at = Timestamp::from_secs(u64::from(day) * 86_400);
        let other = chrono::DateTime::from_timestamp(i64::from(day) * 86_400, 0).expect("a day");
        assert_eq!(iso8601(at)[..10], other.date_naive().to_string());
        assert_eq!(parse_iso8601(&other.date_naive().to_string()), Some(at));
    }
}

proptest! {
    #![proptest_config(random::config(2_000))]

    #[test]
    fn any_instant_is_written_as_others_write_it(secs in 0..=Timestamp::NEVER.as_secs()) {
        let other = chrono::DateTime::from_timestamp(i64::try_from(secs).expect("small enough"), 0).expect("a date");
        let text = other.format("%a, %d %b %Y %H:%M:%S GMT").to_string();
        prop_assert_eq!(rfc1123(Timestamp::from_secs(secs)), text);
    }

    #[test]
    fn a_date_that_others_do_not_know_is_none(year in 1970..10_000_i32, month in 0..14_u32, day in 0..33_u32) {
        let known = chrono::NaiveDate::from_ymd_opt(year, month, day).is_some();
        let text = format!("{year:04}-{month:02}-{day:02}");
        prop_assert_eq!(parse_iso8601(&text).is_some(), known, "{}", text);
    }

    #[test]
    fn what_is_written_is_read_back(micros in 0..=Timestamp::NEVER.as_micros()) {
        let at = Timestamp::from_micros(micros);
        prop_assert_eq!(parse_iso8601(&iso8601(at)), Some(at));
        prop_assert_eq!(parse_rfc1123(&rfc1123(at)), Some(Timestamp::from_secs(at.as_secs())));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
        let _ = (parse_iso8601(&text), parse_rfc1123(&text));
    }
}
