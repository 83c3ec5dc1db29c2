//! The placeholders of the vectors: `{{id1}}` in a request is filled in, in an expected answer it is matched and remembered.

use super::vectors::Bind;
use playground::time::{Span, Timestamp};
use playground::wire::date;
use std::collections::BTreeMap;

/// Placeholders that stand for any value.
/// The last one is ours: the detail of a failed authentication, which the emulator does not send.
const ANY: [&str; 8] = ["date", "server", "request_id", "version", "time", "sync_time", "x_ms_date", "detail"];

/// What the placeholders of one scenario stand for so far.
#[derive(Debug, Default)]
pub struct Values {
    known: BTreeMap<String, String>,
}

impl Values {
    pub fn set(&mut self, name: &str, value: &str) {
        self.known.insert(name.to_owned(), value.to_owned());
    }

    fn value(&self, name: &str) -> Result<&str, String> {
        self.known.get(name).map(String::as_str).ok_or_else(|| format!("{{{{{name}}}}} has no value"))
    }

    /// Replaces every placeholder of a request.
    pub fn fill(&self, template: &str) -> Result<String, String> {
        let mut text = String::new();
        for piece in pieces(template) {
            match piece {
                Piece::Literal(literal) => text.push_str(literal),
                Piece::Name(name) => match name.split_once(':') {
                    Some(("url", name)) => {
                        let value = self.value(name)?;
                        text.extend(value.bytes().map(percent_encoded));
                    }
                    Some(("repeat", rest)) => {
                        let (repeated, count) = rest.rsplit_once(':').ok_or("a repeat needs a count")?;
                        text.push_str(&repeated.repeat(count.parse().map_err(|_| "a repeat needs a number")?));
                    }
                    _ => text.push_str(self.value(name)?),
                },
            }
        }
        Ok(text)
    }

    /// Whether `actual` is what `template` describes. Placeholders named in `bind` get their value here; the others must have it.
    pub fn matches(&mut self, template: &str, actual: &str, bind: &BTreeMap<String, Bind>, answered_at: Timestamp) -> Result<(), String> {
        let mut rest = actual;
        let mut pieces = pieces(template).into_iter().peekable();
        let wrong = || format!("expected {template:?}, got {actual:?}");
        while let Some(piece) = pieces.next() {
            match piece {
                Piece::Literal(literal) => rest = rest.strip_prefix(literal).ok_or_else(wrong)?,
                Piece::Name(name) if name.starts_with("repeat:") => {
                    let literal = self.fill(&format!("{{{{{name}}}}}"))?;
                    rest = rest.strip_prefix(&*literal).ok_or_else(wrong)?;
                }
                Piece::Name(name) => {
                    let until = match pieces.peek() {
                        Some(Piece::Literal(next)) => rest.find(next).ok_or_else(wrong)?,
                        Some(Piece::Name(_)) => return Err(format!("two placeholders in a row in {template:?}")),
                        None => rest.len(),
                    };
                    let (value, after) = rest.split_at(until);
                    rest = after;
                    self.check(name, value, bind.get(name), answered_at)?;
                }
            }
        }
        if rest.is_empty() { Ok(()) } else { Err(wrong()) }
    }

    fn check(&mut self, name: &str, value: &str, bind: Option<&Bind>, answered_at: Timestamp) -> Result<(), String> {
        let Some(bind) = bind else {
            if ANY.contains(&name) {
                return Ok(());
            }
            let known = self.value(name)?;
            return if known == value { Ok(()) } else { Err(format!("{name} was {known:?} and now is {value:?}")) };
        };
        match bind.kind.as_str() {
            "guid" if uuid::Uuid::try_parse(value).is_err() => return Err(format!("{name} is no GUID: {value:?}")),
            "opaque" if value.is_empty() => return Err(format!("{name} is empty")),
            "httpdate" => self.check_date(name, value, bind.is.as_deref(), answered_at)?,
            "guid" | "opaque" => {}
            other => return Err(format!("{name} has the unknown type {other:?}")),
        }
        self.set(name, value);
        Ok(())
    }

    /// `is` reads `now+30` or `ins1+604800`; one second either way is allowed.
    fn check_date(&self, name: &str, value: &str, is: Option<&str>, answered_at: Timestamp) -> Result<(), String> {
        let date = |text: &str| date::parse_rfc1123(text).ok_or_else(|| format!("{text:?} is no date"));
        let at = date(value)?;
        let Some((base, secs)) = is.and_then(|is| is.split_once('+')) else { return Ok(()) };
        let base = if base == "now" { answered_at } else { date(self.value(base)?)? };
        let due = base + Span::from_secs(secs.parse().map_err(|_| format!("{secs:?} is no number"))?);
        let off = at.since(due).as_secs().max(due.since(at).as_secs());
        if off <= 1 { Ok(()) } else { Err(format!("{name} is {off} s off: {value}")) }
    }
}

enum Piece<'a> {
    Literal(&'a str),
    Name(&'a str),
}

fn pieces(template: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}").expect("a placeholder is closed");
        if !before.is_empty() {
            pieces.push(Piece::Literal(before));
        }
        pieces.push(Piece::Name(name));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Literal(rest));
    }
    pieces
}

fn percent_encoded(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }
}
