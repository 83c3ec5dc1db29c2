//! How a worker writes into a message how far it got, and how the next one reads it.
//!
//! In JSON that ends in an object the bookmark is its last member, `"done":2`; any other text gets ` #done=2` at its end.

use std::sync::Arc;

const MEMBER: &str = ",\"done\":";
const SUFFIX: &str = " #done=";

/// The text without its bookmark, and how many chapters are done.
pub(super) fn read(text: &Arc<str>) -> (Arc<str>, u8) {
    let member = text.strip_suffix('}').and_then(|rest| split(rest, MEMBER)).map(|(rest, done)| ([rest, "}"].concat().into(), done));
    let suffix = || split(text, SUFFIX).map(|(rest, done)| (rest.into(), done));
    member.or_else(suffix).unwrap_or_else(|| (Arc::clone(text), 0))
}

/// The text with a bookmark.
pub(super) fn write(text: &str, done: u8) -> String {
    match text.strip_suffix('}') {
        // An empty object has no member to follow; its bookmark stands behind it.
        Some(rest) if !rest.trim_end().ends_with('{') => [rest, MEMBER, &*done.to_string(), "}"].concat(),
        _ => [text, SUFFIX, &*done.to_string()].concat(),
    }
}

fn split<'a>(text: &'a str, mark: &str) -> Option<(&'a str, u8)> {
    let (rest, done) = text.rsplit_once(mark)?;
    Some((rest, done.parse().ok()?))
}
