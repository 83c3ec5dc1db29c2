//! The order in which the service sorts `x-ms-` header names before they are signed.
//!
//! It is the order of a dictionary, not of bytes: hyphen and apostrophe are passed over at first and only break ties, and `_` stands before
//! the digits. A client that sorts by bytes signs another text as soon as a metadata name contains `_` (page "Authorize with Shared Key",
//! section on the canonicalized headers; the weights are those the official libraries carry).

use std::cmp::Ordering;

/// What can stand in a header name, lightest first; hyphen and apostrophe weigh nothing.
const ORDER: &[u8] = b"!#$%&*.^_`|~+0123456789abcdefghijklmnopqrstuvwxyz";

/// The weight of each byte. What cannot stand in a header name weighs more than all that can.
const WEIGHTS: [u8; 256] = {
    let mut weights = [u8::MAX; 256];
    let mut rest = ORDER;
    let mut weight = 0;
    while let [byte, after @ ..] = rest {
        weights[*byte as usize] = weight;
        weights[byte.to_ascii_uppercase() as usize] = weight;
        weight += 1;
        rest = after;
    }
    weights
};

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

fn weights(name: &str) -> impl Iterator<Item = u8> {
    name.bytes().filter(|byte| !passed_over(*byte)).map(|byte| WEIGHTS[usize::from(byte)])
}

/// Where one name has a character that is passed over and the other has not, the one without goes first.
fn tie(a: &str, b: &str) -> Ordering {
    a.bytes().zip(b.bytes()).map(|(x, y)| passed_over(x).cmp(&passed_over(y))).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
}
