//! XML, as much of it as the service speaks.
//!
//! Reading builds a small tree that borrows from the body and is strict: broken structure, unknown entities, characters XML 1.0 cannot carry
//! and document type declarations are refused. Writing is a string that grows; the service puts no white space between elements.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;

/// The byte order mark every body of the service begins with.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// How deep elements may be nested. The service's deepest document has five levels.
const DEPTH_MAX: usize = 16;

/// An element with what is inside it.
#[derive(Debug, PartialEq, Eq)]
pub struct Element<'a> {
    pub name: &'a str,
    /// The character data directly inside, escapes and CDATA resolved, in one piece.
    pub text: Cow<'a, str>,
    pub children: Vec<Element<'a>>,
    /// Everything between the attributes' first blank and the end of the tag, as written.
    attributes: &'a str,
    /// The character data inside, that of inner elements included; only kept if there are inner elements.
    deep_text: Option<String>,
}

/// The body is no well-formed document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

impl Element<'_> {
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    pub fn children_named(&self, name: &str) -> impl Iterator<Item = &Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text of a child; `None` if there is no such child.
    pub fn child_text(&self, name: &str) -> Option<&str> {
        self.child(name).map(|child| &*child.text)
    }

    /// The character data inside with all markup dropped.
    pub fn text_without_markup(&self) -> &str {
        self.deep_text.as_deref().unwrap_or(&self.text)
    }

    /// The value of an attribute, if it is written without escapes.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let (_, rest) = self.attributes.split_once(name)?;
        let rest = rest.strip_prefix("=\"")?;
        rest.split_once('"').map(|(value, _)| value)
    }
}

/// Reads a document in UTF-8, with or without byte order mark and declaration. Err: `Malformed`.
pub fn parse(body: &[u8]) -> Result<Element<'_>, Malformed> {
    let text = std::str::from_utf8(body).map_err(|_| Malformed)?;
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    if !carries_only_xml_chars(text) {
        return Err(Malformed);
    }
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_comments = true;
    let mut open: Vec<Element> = Vec::new();
    let mut root = None;
    let mut first = true;
    loop {
        let event = reader.read_event().map_err(|_| Malformed)?;
        let closed = match event {
            Event::Start(tag) => {
                if open.len() == DEPTH_MAX {
                    return Err(Malformed);
                }
                open.push(element(text, &tag)?);
                None
            }
            Event::Empty(tag) => Some(element(text, &tag)?),
            Event::End(_) => open.pop(),
            Event::Text(data) => {
                append(&mut open, data.into_inner())?;
                None
            }
            Event::CData(data) => {
                let innermost = open.last_mut().ok_or(Malformed)?;
                append_to(innermost, normalized(data.into_inner()));
                None
            }
            Event::GeneralRef(reference) => {
                let innermost = open.last_mut().ok_or(Malformed)?;
                let letter = resolve(&reference.into_inner()).ok_or(Malformed)?;
                innermost.text.to_mut().push(letter);
                if let Some(deep) = &mut innermost.deep_text {
                    deep.push(letter);
                }
                None
            }
            Event::Decl(_) if !first => return Err(Malformed),
            Event::DocType(_) => return Err(Malformed),
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) => None,
            Event::Eof => break,
        };
        first = false;
        if let Some(closed) = closed {
            match open.last_mut() {
                Some(parent) => {
                    parent.deep_text.get_or_insert_with(|| parent.text.to_string()).push_str(closed.text_without_markup());
                    parent.children.push(closed);
                }
                None if root.is_none() => root = Some(closed),
                None => return Err(Malformed),
            }
        }
    }
    if open.is_empty() { root.ok_or(Malformed) } else { Err(Malformed) }
}

/// A document that is being written.
#[derive(Debug)]
pub struct Writer(String);

impl Writer {
    /// Begins a document as the service does: byte order mark and declaration.
    pub fn service_document() -> Self {
        let mut text = String::with_capacity(512);
        text.push(BYTE_ORDER_MARK);
        text.push_str("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
        Self(text)
    }

    /// Begins a document as clients do: at once.
    pub fn client_document() -> Self {
        Self(String::with_capacity(128))
    }

    pub fn open(&mut self, name: &str) {
        self.0.push('<');
        self.0.push_str(name);
        self.0.push('>');
    }

    /// Opens an element with one attribute.
    pub fn open_with(&mut self, name: &str, attribute: &str, value: &str) {
        self.0.push('<');
        self.0.push_str(name);
        self.0.push(' ');
        self.0.push_str(attribute);
        self.0.push_str("=\"");
        escape(&mut self.0, value);
        self.0.push_str("\">");
    }

    pub fn close(&mut self, name: &str) {
        self.0.push_str("</");
        self.0.push_str(name);
        self.0.push('>');
    }

    /// Writes `<Name />`.
    pub fn empty(&mut self, name: &str) {
        self.0.push('<');
        self.0.push_str(name);
        self.0.push_str(" />");
    }

    /// Writes an element with text, or an empty one if there is no text.
    pub fn leaf(&mut self, name: &str, text: &str) {
        if text.is_empty() {
            self.empty(name);
        } else {
            self.open(name);
            escape(&mut self.0, text);
            self.close(name);
        }
    }

    pub fn finish(self) -> String {
        self.0
    }
}

/// Appends `text` so that an XML reader gets exactly it back: markup and the carriage return, which readers would drop, become references.
fn escape(out: &mut String, text: &str) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let reference = match byte {
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'&' => "&amp;",
            b'"' => "&quot;",
            b'\r' => "&#xD;",
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(reference);
        from = at + 1;
    }
    out.push_str(&text[from..]);
}

fn element<'a>(text: &'a str, tag: &BytesStart<'a>) -> Result<Element<'a>, Malformed> {
    // Borrow from the document rather than from the tag, which lives for one turn of the loop.
    let name = tag.name().into_inner();
    let start = (name.as_ptr() as usize).checked_sub(text.as_ptr() as usize).ok_or(Malformed)?;
    let name = text.get(start..start + name.len()).ok_or(Malformed)?;
    let attributes = text.get(start + name.len()..start + tag.len()).ok_or(Malformed)?;
    if !attributes.is_empty() {
        for attribute in tag.attributes() {
            attribute.map_err(|_| Malformed)?;
        }
    }
    if !is_name(name) {
        return Err(Malformed);
    }
    Ok(Element { name, text: Cow::Borrowed(""), children: Vec::new(), attributes, deep_text: None })
}

fn is_name(name: &str) -> bool {
    if name.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return !name.is_empty();
    }
    let mut letters = name.chars();
    let legal = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | ':' | '-' | '.');
    letters.next().is_some_and(|first| first.is_alphabetic() || first == '_') && letters.all(legal)
}

/// Outside the root only white space may stand.
fn append<'a>(open: &mut [Element<'a>], data: Cow<'a, str>) -> Result<(), Malformed> {
    match open.last_mut() {
        Some(_) if data.contains(']') && data.contains("]]>") => Err(Malformed),
        Some(innermost) => {
            append_to(innermost, normalized(data));
            Ok(())
        }
        None if data.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n')) => Ok(()),
        None => Err(Malformed),
    }
}

fn append_to<'a>(element: &mut Element<'a>, data: Cow<'a, str>) {
    if let Some(deep) = &mut element.deep_text {
        deep.push_str(&data);
    }
    if element.text.is_empty() {
        element.text = data;
    } else {
        element.text.to_mut().push_str(&data);
    }
}

/// Line ends become a line feed (XML 1.0, section 2.11).
fn normalized(data: Cow<'_, str>) -> Cow<'_, str> {
    if data.contains('\r') { Cow::Owned(data.replace("\r\n", "\n").replace('\r', "\n")) } else { data }
}

fn resolve(reference: &str) -> Option<char> {
    let code = match reference {
        "lt" => return Some('<'),
        "gt" => return Some('>'),
        "amp" => return Some('&'),
        "quot" => return Some('"'),
        "apos" => return Some('\''),
        _ => reference.strip_prefix('#')?,
    };
    let (digits, radix) = code.strip_prefix('x').map_or((code, 10), |hex| (hex, 16));
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    char::from_u32(u32::from_str_radix(digits, radix).ok()?).filter(|letter| is_xml_char(*letter))
}

/// Whether a document may carry the character (XML 1.0, section 2.2).
pub const fn is_xml_char(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// `is_xml_char` for a whole text, byte by byte: only controls and the two non-characters at the end of the first plane are left to look for.
fn carries_only_xml_chars(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().enumerate().all(|(at, byte)| match byte {
        b'\t' | b'\n' | b'\r' => true,
        0..b' ' => false,
        // U+FFFE and U+FFFF are EF BF BE and EF BF BF.
        0xef => bytes[at + 1] != 0xbf || bytes[at + 2] < 0xbe,
        _ => true,
    })
}
