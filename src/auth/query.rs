//! Query strings as signatures see them: names in lower case, and always readable.
//!
//! Unlike the reader of the wire this one never gives up: a string-to-sign exists for every request, also for one that is no UTF-8.

use crate::wire;
use percent_encoding::percent_decode_str;
use std::borrow::Cow;

/// The parameters of a raw query in the order sent, names in lower case, both sides decoded. A parameter without `=` has an empty value.
pub fn pairs(query: &str) -> impl Iterator<Item = (Cow<'_, str>, Cow<'_, str>)> {
    query.split('&').filter(|piece| !piece.is_empty()).map(|piece| {
        let (name, value) = piece.split_once('=').unwrap_or((piece, ""));
        (lower(decode(name)), decode(value))
    })
}

/// Decodes percent signs, and a bare `+` as a blank, which is how the service reads a query. Bytes that are no UTF-8 become U+FFFD.
pub fn decode(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(|byte| byte == b'%' || byte == b'+') {
        return Cow::Borrowed(text);
    }
    let blanks = text.replace('+', " ");
    Cow::Owned(percent_decode_str(&blanks).decode_utf8_lossy().into_owned())
}

/// Appends `name=value` to `query`, the value percent-encoded.
pub fn push(query: &mut String, name: &str, value: &str) {
    if !query.is_empty() {
        query.push('&');
    }
    query.push_str(name);
    query.push('=');
    wire::query::encode(query, value);
}

fn lower(name: Cow<'_, str>) -> Cow<'_, str> {
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) { Cow::Owned(name.to_ascii_lowercase()) } else { name }
}
