//! The request target taken apart: percent-encoding, path segments, query parameters.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use std::borrow::Cow;

/// Everything but the unreserved characters of RFC 3986, section 2.3.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The parameters of a query, decoded, in the order they were sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query<'a>(Vec<(Cow<'a, str>, Cow<'a, str>)>);

impl<'a> Query<'a> {
    /// Takes the raw query apart; a plus sign stands for a blank. `None` if a part is no UTF-8 once decoded.
    pub fn parse(raw: &'a str) -> Option<Self> {
        let mut parameters = Vec::new();
        for pair in raw.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            parameters.push((decode_plus(name)?, decode_plus(value)?));
        }
        Some(Self(parameters))
    }

    /// The first parameter of that name, compared without case.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(other, _)| other.len() == name.len() && other.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (&**name, &**value))
    }
}

/// Percent-decodes a segment of a path. `None` if the result is no UTF-8.
pub fn decode(raw: &str) -> Option<Cow<'_, str>> {
    if raw.contains('%') { percent_decode_str(raw).decode_utf8().ok() } else { Some(Cow::Borrowed(raw)) }
}

/// Appends `text` with every reserved character percent-encoded.
pub fn encode(target: &mut String, text: &str) {
    for piece in utf8_percent_encode(text, RESERVED) {
        target.push_str(piece);
    }
}

fn decode_plus(raw: &str) -> Option<Cow<'_, str>> {
    if raw.contains('+') {
        let blanks = raw.replace('+', " ");
        Some(Cow::Owned(percent_decode_str(&blanks).decode_utf8().ok()?.into_owned()))
    } else {
        decode(raw)
    }
}
