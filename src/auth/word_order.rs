//! The order in which the service sorts `x-ms-` header names before they are signed.
//!
//! It is the order of a dictionary, not of bytes: hyphen and apostrophe are passed over at first and only break ties, and `_` stands before
//! the digits. A client that sorts by bytes signs another text as soon as a metadata name contains `_` (page "Authorize with Shared Key",
//! section on the canonicalized headers; the weights are those the official libraries carry).

use std::cmp::Ordering;

const WEIGHTS: &[u8] = b"!#$%&*.^_`|~+0123456789abcdefghijklmnopqrstuvwxyz";

/// Compares two header names in word order, ignoring the case of letters.
pub fn compare(a: &str, b: &str) -> Ordering {
    let words = weights(a).cmp(weights(b));
    words.then_with(|| tie(a, b)).then_with(|| lower(a).cmp(lower(b)))
}

fn lower(name: &str) -> impl Iterator<Item = u8> {
    name.bytes().map(|byte| byte.to_ascii_lowercase())
}

fn passed_over(byte: u8) -> bool {
    matches!(byte, b'-' | b'\'')
}

fn weights(name: &str) -> impl Iterator<Item = usize> {
    // A byte that cannot stand in a header name sorts after all that can.
    lower(name).filter(|byte| !passed_over(*byte)).map(|byte| WEIGHTS.iter().position(|w| *w == byte).unwrap_or(usize::from(byte) + 256))
}

/// Where one name has a character that is passed over and the other has not, the one without goes first.
fn tie(a: &str, b: &str) -> Ordering {
    a.bytes().zip(b.bytes()).map(|(x, y)| passed_over(x).cmp(&passed_over(y))).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
}
