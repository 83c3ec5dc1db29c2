//! What counts as JSON is what a JSON parser takes.

use playground::sim::is_json;
use proptest::prelude::*;

#[test]
fn known_texts_are_judged_as_the_standard_does() {
    let yes = ["{}", "[]", " [1, -0.5e+3, \"a\\u00e4\\n\", true, false, null, {\"k\": [{}]}] ", "\"x\"", "0", "-1.5E-2"];
    let no = [
        "",
        "{",
        "[1,]",
        "{\"a\"}",
        "{a: 1}",
        "01",
        "1.",
        ".5",
        "+1",
        "\"\\x\"",
        "\"\n\"",
        "nul",
        "[1] 2",
        "{\"a\":1,}",
        "'a'",
        "\"\\u12g4\"",
    ];
    for text in yes {
        assert!(is_json(text), "{text}");
        assert!(serde_json::from_str::<serde_json::Value>(text).is_ok(), "{text}");
    }
    for text in no {
        assert!(!is_json(text), "{text}");
        assert!(serde_json::from_str::<serde_json::Value>(text).is_err(), "{text}");
    }
    assert!(is_json(&("[".repeat(64) + &"]".repeat(64))));
    assert!(!is_json(&"[".repeat(1_000_000)), "deep nesting is given up, not followed");
}

proptest! {
    #![proptest_config(crate::random::config(2_000))]

    /// Pieces of JSON in any order: mostly none, sometimes some.
    #[test]
    fn any_text_is_judged_as_another_parser_judges_it(pieces in prop::collection::vec(
        prop::sample::select(vec!["{", "}", "[", "]", ",", ":", "\"a\"", "\"", "\\", "1", "0", "-", ".", "e", "true", "null", " ", "é", "\\u0041"]), 0..9,
    )) {
        let text = pieces.concat();
        // The other parser refuses numbers beyond its range and lone surrogates, which these pieces cannot write.
        prop_assert_eq!(is_json(&text), serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok(), "{}", text);
    }
}
