//! XML, as much of it as the service speaks.
//!
//! Reading builds a small tree that borrows from the body and is strict: broken structure, unknown entities, characters XML 1.0 cannot carry
//! and document type declarations are refused. Writing is a string that grows; the service puts no white space between elements.
//!
//! Both halves are written here because they are a third of what a request costs: a reader for all of XML asks for more care than these documents
//! need. `tests/wire/documents.rs` holds them against a reader of others.

mod read;
mod write;

pub use read::parse;
pub use write::Writer;

use std::borrow::Cow;

/// The byte order mark every body of the service begins with.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// An element with what is inside it.
#[derive(Debug, PartialEq, Eq)]
pub struct Element<'a> {
    pub name: &'a str,
    /// The character data directly inside, escapes and CDATA resolved, in one piece.
    pub text: Cow<'a, str>,
    pub children: Vec<Element<'a>>,
    /// Everything between the attributes' first blank and the end of the tag, as written.
    attributes: &'a str,
    /// How many bytes of its parent's text stand before it.
    place: usize,
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

    /// The character data inside with all markup dropped, that of inner elements included.
    pub fn text_without_markup(&self) -> Cow<'_, str> {
        if self.children.is_empty() {
            return Cow::Borrowed(&self.text);
        }
        let mut text = String::new();
        let mut written = 0;
        for child in &self.children {
            text.push_str(&self.text[written..child.place]);
            text.push_str(&child.text_without_markup());
            written = child.place;
        }
        text.push_str(&self.text[written..]);
        Cow::Owned(text)
    }

    /// The value of an attribute, if it is written without escapes.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let (_, rest) = self.attributes.split_once(name)?;
        let rest = rest.strip_prefix("=\"")?;
        rest.split_once('"').map(|(value, _)| value)
    }
}

/// Whether a document may carry the character (XML 1.0, section 2.2).
pub const fn is_xml_char(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}
