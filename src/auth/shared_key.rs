//! Shared Key and Shared Key Lite: the whole request is signed with an account key, except its body.
//!
//! Signing and verifying share one string-to-sign (page "Authorize with Shared Key"). What is not in that text can be changed in flight: the
//! body as long as its length stays, headers outside the list, and with Lite every query parameter but `comp`.

use super::decision::{Caller, Refusal};
use super::facts::{Endpoint, Facts, Style};
use super::key::{Key, KeyName, Signature};
use super::text::Draft;
use super::trace::{Check, Computed, Source, StringToSign, Trace};
use super::{query, version, word_order};
use crate::base64;
use crate::engine::ErrorCode;
use crate::time::{Span, Timestamp};
use crate::wire::{Request, date};
use std::cmp::Ordering;

/// Requests older than this are refused; within it they can be replayed.
pub const DATE_AGE_MAX: Span = Span::from_secs(15 * 60);

/// The two forms of the scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    SharedKey,
    SharedKeyLite,
}

impl Scheme {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SharedKey => "SharedKey",
            Self::SharedKeyLite => "SharedKeyLite",
        }
    }
}

/// Adds the Authorization header. The date must be there already (`x-ms-date`, or `Date`), and everything else that is signed; nothing
/// signed may change afterwards.
pub fn sign(request: &mut Request, account: &str, style: Style, key: &Key, scheme: Scheme) {
    let draft = draft(request, account, style, scheme, Draft::new(&Trace::off()));
    let mut header = String::with_capacity(64 + account.len());
    header.push_str(scheme.as_str());
    header.push(' ');
    header.push_str(account);
    header.push(':');
    base64::push(&mut header, &key.sign(draft.text()));
    request.headers.push("Authorization", header);
}

/// The string-to-sign of a request with the origin of each line.
pub fn string_to_sign(request: &Request, account: &str, style: Style, scheme: Scheme) -> StringToSign {
    draft(request, account, style, scheme, Draft::with_lines()).into_string_to_sign()
}

/// Judges a request whose Authorization header speaks of one of the two schemes; `credentials` is what follows the scheme's name.
pub(super) fn judge(
    facts: &Facts<'_>,
    request: &Request,
    scheme: Scheme,
    credentials: &str,
    now: Timestamp,
    trace: &mut Trace,
) -> Result<Caller, Refusal> {
    judge_date(request, now, trace)?;
    let parsed = credentials.split_once(':').and_then(|(account, text)| Some((account, text, base64::decode(text)?)));
    trace.judge(parsed.is_some(), || Check::AuthorizationHeader { text: credentials.into() });
    let (account, text, signature) = parsed.ok_or_else(|| Refusal::new(ErrorCode::InvalidAuthenticationInfo))?;
    if !trace.judge(account == facts.account, || Check::Account { in_header: account.into(), addressed: facts.account.into() }) {
        return Err(Refusal::new(ErrorCode::AuthenticationFailed));
    }
    if let Some(name) = repeated_header(request) {
        trace.judge(false, || Check::RepeatedHeader { name: name.into() });
        return Err(Refusal::new(ErrorCode::InvalidHeaderValue));
    }
    let style = signed_style(facts, request, scheme, &signature);
    let draft = draft(request, facts.account, style, scheme, Draft::new(trace));
    draft.note(trace);
    match which_key(&facts.access.keys, draft.text(), text, &signature, trace) {
        Some(key) => Ok(Caller::SharedKey { scheme, key }),
        None => Err(Refusal::failed(format!(
            "The MAC signature found in the HTTP request '{text}' is not the same as any computed signature. Server used following string \
             to sign: '{}'.",
            draft.text()
        ))),
    }
}

/// The style in which the path was signed. At an emulator's copy in the other region the documentation leaves the suffix `-secondary` out, as
/// if the path named the account; the official libraries sign the path as it stands, and emulators accept both.
fn signed_style(facts: &Facts<'_>, request: &Request, scheme: Scheme, signature: &[u8]) -> Style {
    if facts.style == Style::Path && facts.endpoint == Endpoint::Secondary {
        let as_it_stands = draft(request, facts.account, Style::Host, scheme, Draft::new(&Trace::off()));
        if facts.access.keys.iter().any(|key| key.verify(as_it_stands.text(), signature)) {
            return Style::Host;
        }
    }
    facts.style
}

/// Finds the account key that made this signature. Both are tried: a client never says which it used.
pub(super) fn which_key(keys: &[Key; 2], text: &str, given: &str, signature: &[u8], trace: &mut Trace) -> Option<KeyName> {
    let names = [KeyName::Key1, KeyName::Key2];
    let found = names.into_iter().zip(keys).find(|(_, key)| key.verify(text, signature)).map(|(name, _)| name);
    trace.judge(found.is_some(), || Check::Signature {
        given: given.into(),
        computed: names.into_iter().zip(keys).map(|(name, key)| computed(Some(name), &key.sign(text), signature)).collect(),
    });
    found
}

pub(super) fn computed(key: Option<KeyName>, signature: &Signature, given: &[u8]) -> Computed {
    Computed { key, signature: base64::encode(signature).into(), matches: signature == given }
}

fn judge_date(request: &Request, now: Timestamp, trace: &mut Trace) -> Result<(), Refusal> {
    let (header, text) = match request.headers.get("x-ms-date") {
        Some(text) => ("x-ms-date", Some(text)),
        None => ("Date", request.headers.get("date")),
    };
    let at = text.and_then(|text| date::parse_rfc1123(text.trim_ascii()));
    // A date ahead of the clock is let pass: only old requests are documented as refused.
    let fresh = at.is_some_and(|at| now.since(at) <= DATE_AGE_MAX);
    if trace.judge(fresh, || Check::Date { header, text: text.map(Into::into), at, now }) {
        return Ok(());
    }
    Err(match (text, at) {
        (None, _) => Refusal::failed("Request date header not specified"),
        (Some(_), None) => Refusal::failed("The Date header in the request is incorrect."),
        (Some(_), Some(at)) => Refusal::failed(format!("Request date header too old: '{}'", date::rfc1123(at))),
    })
}

fn draft(request: &Request, account: &str, style: Style, scheme: Scheme, mut draft: Draft) -> Draft {
    let api_version = request.headers.get("x-ms-version");
    draft.line(request.method.as_str(), || Source::Method);
    match scheme {
        Scheme::SharedKey => {
            header_line(&mut draft, request, "Content-Encoding");
            header_line(&mut draft, request, "Content-Language");
            length_line(&mut draft, request, api_version);
            header_line(&mut draft, request, "Content-MD5");
            header_line(&mut draft, request, "Content-Type");
            date_line(&mut draft, request);
            for name in ["If-Modified-Since", "If-Match", "If-None-Match", "If-Unmodified-Since", "Range"] {
                header_line(&mut draft, request, name);
            }
        }
        Scheme::SharedKeyLite => {
            header_line(&mut draft, request, "Content-MD5");
            header_line(&mut draft, request, "Content-Type");
            date_line(&mut draft, request);
        }
    }
    canonicalized_headers(&mut draft, request, api_version);
    canonicalized_resource(&mut draft, request, account, style, scheme);
    draft
}

/// The rules of old versions hold only for those who ask for them.
fn before(api_version: Option<&str>, bound: &str) -> bool {
    api_version.is_some_and(|given| given < bound)
}

fn header_line(draft: &mut Draft, request: &Request, name: &'static str) {
    // Most of them are missing from most requests.
    if let Some(value) = request.headers.get(name) {
        draft.push_header(value);
    }
    draft.end_line(|| Source::Header(name));
}

fn length_line(draft: &mut Draft, request: &Request, api_version: Option<&str>) {
    let length = request.headers.get("Content-Length").unwrap_or("").trim_ascii();
    let blank = length == "0" && !before(api_version, version::BLANK_ZERO_LENGTH);
    draft.push_header(if blank { "" } else { length });
    draft.end_line(|| Source::Header("Content-Length"));
}

fn date_line(draft: &mut Draft, request: &Request) {
    if request.headers.get("x-ms-date").is_some() {
        draft.end_line(|| Source::DateGivenWay);
    } else {
        header_line(draft, request, "Date");
    }
}

fn is_ms_header(name: &str) -> bool {
    name.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("x-ms-"))
}

fn repeated_header(request: &Request) -> Option<&str> {
    let names = || request.headers.iter().map(|(name, _)| name).filter(|name| is_ms_header(name));
    names().enumerate().find(|(i, name)| names().take(*i).any(|before| before.eq_ignore_ascii_case(name))).map(|(_, name)| name)
}

fn canonicalized_headers(draft: &mut Draft, request: &Request, api_version: Option<&str>) {
    let mut headers = Vec::with_capacity(8);
    headers.extend(request.headers.iter().filter(|(name, _)| is_ms_header(name)));
    sort(&mut headers, |(a, _), (b, _)| word_order::compare(a, b));
    for (name, value) in headers {
        if before(api_version, version::EMPTY_HEADERS) && value.trim().is_empty() {
            continue;
        }
        draft.push_lower(name);
        draft.push(":");
        draft.push_header(value);
        draft.end_line(|| Source::MsHeader(name.to_ascii_lowercase().into()));
    }
}

fn canonicalized_resource(draft: &mut Draft, request: &Request, account: &str, style: Style, scheme: Scheme) {
    draft.push("/");
    draft.push(account);
    let (path, query) = request.path_and_query();
    match (style, path) {
        (_, "") => draft.push("/"),
        (Style::Host, path) => draft.push(path),
        (Style::Path, path) => {
            let secondary = path.strip_prefix('/').and_then(|rest| rest.strip_prefix(account)?.strip_prefix("-secondary"));
            match secondary.filter(|rest| rest.is_empty() || rest.starts_with('/')) {
                Some(rest) => {
                    draft.push("/");
                    draft.push(account);
                    draft.push(rest);
                }
                None => draft.push(path),
            }
        }
    }
    match scheme {
        Scheme::SharedKey => {
            draft.end(|| Source::Resource);
            signed_query(draft, query);
        }
        Scheme::SharedKeyLite => {
            if let Some((_, value)) = query::pairs(query).find(|(name, _)| name == "comp") {
                draft.push("?comp=");
                draft.push(&value);
            }
            draft.end(|| Source::Resource);
        }
    }
}

/// Sorts a handful of things by insertion: the sort of the standard library is made for many, and large.
fn sort<T>(list: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    for sorted in 1..list.len() {
        let mut place = sorted;
        while place > 0 && compare(&list[place - 1], &list[place]).is_gt() {
            list.swap(place - 1, place);
            place -= 1;
        }
    }
}

/// Each parameter on a line of its own, sorted by name; the values of a repeated one are sorted and joined with commas.
fn signed_query(draft: &mut Draft, raw: &str) {
    if raw.is_empty() {
        return;
    }
    let mut pairs = Vec::with_capacity(8);
    pairs.extend(query::pairs(raw));
    sort(&mut pairs, Ord::cmp);
    for same in pairs.chunk_by(|(a, _), (b, _)| a == b) {
        draft.next_line();
        let name = &same[0].0;
        draft.push(name);
        for (i, (_, value)) in same.iter().enumerate() {
            draft.push(if i == 0 { ":" } else { "," });
            draft.push(value);
        }
        draft.end(|| Source::Query(name.as_ref().into()));
    }
}
