//! A strict little reader for the payload of a token: one flat JSON object.
//!
//! Values that are themselves objects or arrays are passed over; no claim that matters here is one. Nothing recurses, so no input can
//! exhaust the stack.

use std::borrow::Cow;
use std::fmt::Write;

/// Name and value of each claim: strings unescaped, numbers and words as they stand, nested values left out. `None` if it is no object.
pub fn read(json: &str) -> Option<Vec<(Box<str>, Box<str>)>> {
    let mut reader = Reader { rest: json };
    let mut claims = Vec::new();
    reader.expect('{')?;
    if !reader.take('}') {
        loop {
            let name = reader.string()?;
            reader.expect(':')?;
            if let Item::Flat(value) = reader.value()? {
                claims.push((name.into(), value.into()));
            }
            if reader.take('}') {
                break;
            }
            reader.expect(',')?;
        }
    }
    reader.blanks();
    reader.rest.is_empty().then_some(claims)
}

/// Appends `"name":"value"` or, for a number, `"name":value`.
pub fn push(json: &mut String, name: &str, value: &Value<'_>) {
    json.push(if json.is_empty() { '{' } else { ',' });
    quote(json, name);
    json.push(':');
    match value {
        Value::Text(text) => quote(json, text),
        Value::Number(number) => json.push_str(&number.to_string()),
    }
}

/// A claim to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    Text(&'a str),
    Number(u64),
}

fn quote(json: &mut String, text: &str) {
    json.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => json.extend(['\\', c]),
            c if c < ' ' => write!(json, "\\u{:04x}", u32::from(c)).expect("a String takes everything"),
            c => json.push(c),
        }
    }
    json.push('"');
}

enum Item<'a> {
    Flat(Cow<'a, str>),
    Nested,
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn blanks(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\r', '\n']);
    }

    fn take(&mut self, wanted: char) -> bool {
        self.blanks();
        match self.rest.strip_prefix(wanted) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn expect(&mut self, wanted: char) -> Option<()> {
        self.take(wanted).then_some(())
    }

    fn value(&mut self) -> Option<Item<'a>> {
        self.blanks();
        match self.rest.as_bytes().first()? {
            b'"' => self.string().map(Item::Flat),
            b'{' | b'[' => self.nested().map(|()| Item::Nested),
            _ => {
                let end = self.rest.find([',', '}', ' ', '\t', '\r', '\n']).unwrap_or(self.rest.len());
                let (word, rest) = self.rest.split_at(end);
                self.rest = rest;
                let legal = matches!(word, "true" | "false" | "null")
                    || (!word.is_empty() && word.bytes().all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b)));
                legal.then_some(Item::Flat(word.into()))
            }
        }
    }

    fn string(&mut self) -> Option<Cow<'a, str>> {
        self.expect('"')?;
        let end = self.rest.find(['"', '\\'])?;
        if self.rest.as_bytes()[end] == b'"' {
            let (text, rest) = self.rest.split_at(end);
            self.rest = &rest[1..];
            return Some(text.into());
        }
        let mut text = String::new();
        let mut chars = self.rest.chars();
        loop {
            match chars.next()? {
                '"' => break,
                '\\' => text.push(match chars.next()? {
                    c @ ('"' | '\\' | '/') => c,
                    'b' => '\u{8}',
                    'f' => '\u{c}',
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    'u' => {
                        let digits = chars.as_str().get(..4)?;
                        chars = chars.as_str()[4..].chars();
                        // Halves of a pair cannot stand alone in a text; claims that matter have none.
                        char::from_u32(u32::from_str_radix(digits, 16).ok()?).unwrap_or(char::REPLACEMENT_CHARACTER)
                    }
                    _ => return None,
                }),
                c => text.push(c),
            }
        }
        self.rest = chars.as_str();
        Some(text.into())
    }

    /// Passes over a nested value: only its brackets have to match.
    fn nested(&mut self) -> Option<()> {
        let mut open = Vec::new();
        loop {
            self.blanks();
            let byte = *self.rest.as_bytes().first()?;
            match byte {
                b'"' => {
                    self.string()?;
                    continue;
                }
                b'{' => open.push(b'}'),
                b'[' => open.push(b']'),
                b'}' | b']' if open.pop() != Some(byte) => return None,
                _ => {}
            }
            let mut chars = self.rest.chars();
            chars.next();
            self.rest = chars.as_str();
            if open.is_empty() {
                return Some(());
            }
        }
    }
}
