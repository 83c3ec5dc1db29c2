//! A request in pieces, each tied to the line of the string-to-sign it enters, and back.

use crate::auth::Style;
use crate::auth::shared_key::{Scheme, string_to_sign};
use crate::auth::trace::{Source, StringToSign};
use crate::lab::Lab;
use crate::wire::Request;
use crate::wire::query::Query;

/// Where in the request a piece stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Method,
    Path,
    Parameter,
    Host,
    Header,
    Body,
}

/// A piece of the request as it is shown, and the line it enters; `None` if it is not signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub part: Part,
    pub text: String,
    pub source: Option<Source>,
}

/// The fixed lines of Shared Key, besides the date.
const FIXED: [&str; 10] = [
    "Content-Encoding",
    "Content-Language",
    "Content-Length",
    "Content-MD5",
    "Content-Type",
    "If-Modified-Since",
    "If-Match",
    "If-None-Match",
    "If-Unmodified-Since",
    "Range",
];

/// The pieces of a request in the order they stand in it.
pub fn parts(request: &Request) -> Vec<Piece> {
    let piece = |part, text: String, source| Piece { part, text, source };
    let mut pieces = vec![
        piece(Part::Method, request.method.as_str().into(), Some(Source::Method)),
        piece(Part::Path, request.path().into(), Some(Source::Resource)),
    ];
    for raw in request.query().split('&').filter(|raw| !raw.is_empty()) {
        let query = Query::parse(raw).unwrap_or_default();
        let name = query.iter().next().map_or("", |(name, _)| name).to_ascii_lowercase();
        pieces.push(piece(Part::Parameter, raw.into(), Some(Source::Query(name.into()))));
    }
    pieces.push(piece(Part::Host, ["Host: ", &request.host].concat(), None));
    let has_ms_date = request.headers.get("x-ms-date").is_some();
    for (name, value) in request.headers.iter() {
        let lower = name.to_ascii_lowercase();
        let source = if lower.starts_with("x-ms-") {
            Some(Source::MsHeader(lower.into()))
        } else if lower == "date" {
            if has_ms_date { Some(Source::DateGivenWay) } else { Some(Source::Header("Date")) }
        } else {
            FIXED.into_iter().find(|fixed| fixed.eq_ignore_ascii_case(name)).map(Source::Header)
        };
        pieces.push(piece(Part::Header, [name, ": ", value].concat(), source));
    }
    if !request.body.is_empty() {
        pieces.push(piece(Part::Body, String::from_utf8_lossy(&request.body).into_owned(), None));
    }
    pieces
}

/// The string-to-sign of a request to the lab's account.
pub fn signed_text(lab: &Lab, request: &Request) -> StringToSign {
    string_to_sign(request, lab.account(), Style::Host, Scheme::SharedKey)
}

/// For each line of `now`, whether `then` has no line of the same origin and text.
pub fn changed(then: &StringToSign, now: &StringToSign) -> Vec<bool> {
    now.lines.iter().map(|line| !then.lines.contains(line)).collect()
}
