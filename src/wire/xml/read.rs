//! From bytes to a tree, in one walk.

use super::{BYTE_ORDER_MARK, Element, Malformed, is_xml_char};
use std::borrow::Cow;

/// How deep elements may be nested. The service's deepest document has five levels.
const DEPTH_MAX: usize = 16;

/// Room for the children of one element; a message has seven.
const CHILDREN_USUAL: usize = 8;

/// Reads a document in UTF-8, with or without byte order mark and declaration. Err: `Malformed`.
pub fn parse(body: &[u8]) -> Result<Element<'_>, Malformed> {
    let text = std::str::from_utf8(body).map_err(|_| Malformed)?;
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let mut reader = Reader { text, at: 0 };
    reader.declaration()?;
    reader.between()?;
    let root = reader.element(1)?;
    reader.between()?;
    if reader.at == text.len() { Ok(root) } else { Err(Malformed) }
}

/// A place in a document.
struct Reader<'a> {
    text: &'a str,
    // Invariant: at most the length of the text, and between two characters.
    at: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a [u8] {
        &self.text.as_bytes()[self.at..]
    }

    /// Steps over `piece` if it stands here.
    fn eat(&mut self, piece: &str) -> bool {
        let here = self.rest().starts_with(piece.as_bytes());
        if here {
            self.at += piece.len();
        }
        here
    }

    /// Steps over `end` and everything before it; returns what stood before. Err: it never comes, or what stood before cannot stand in XML.
    fn until(&mut self, end: &str) -> Result<&'a str, Malformed> {
        // Ends are three bytes at most, and what stands before them is short: the search of the standard library prepares itself for longer ones.
        let rest = self.rest();
        let found = (0..rest.len()).find(|at| rest[*at] == end.as_bytes()[0] && rest[*at..].starts_with(end.as_bytes()));
        let before = &self.text[self.at..self.at + found.ok_or(Malformed)?];
        self.at += before.len() + end.len();
        let plain = before.bytes().all(|byte| byte >= b' ' && byte != 0xef);
        if plain || before.chars().all(is_xml_char) { Ok(before) } else { Err(Malformed) }
    }

    /// Steps over white space and tells whether there was any.
    fn blanks(&mut self) -> bool {
        let blanks = self.rest().iter().take_while(|byte| is_blank(**byte)).count();
        self.at += blanks;
        blanks > 0
    }

    /// What may stand around the root: white space, comments, processing instructions.
    fn between(&mut self) -> Result<(), Malformed> {
        loop {
            self.blanks();
            if self.eat("<!--") {
                self.comment()?;
            } else if self.eat("<?") {
                self.instruction()?;
            } else {
                return Ok(());
            }
        }
    }

    /// `<?xml version="1.0" ...?>`, which only the very beginning may have.
    fn declaration(&mut self) -> Result<(), Malformed> {
        if self.text.starts_with("<?xml") && self.text[5..].starts_with([' ', '\t', '\r', '\n']) {
            self.at = 5;
            let inside = self.until("?>")?.trim_ascii_start();
            if !inside.starts_with("version") {
                return Err(Malformed);
            }
        }
        Ok(())
    }

    /// The rest of a comment: two hyphens end it, and nothing else may follow them.
    fn comment(&mut self) -> Result<(), Malformed> {
        self.until("--")?;
        if self.eat(">") { Ok(()) } else { Err(Malformed) }
    }

    /// The rest of a processing instruction. One called `xml` is a declaration in the wrong place.
    fn instruction(&mut self) -> Result<(), Malformed> {
        let name = self.name()?;
        let inside = self.until("?>")?;
        let apart = inside.is_empty() || inside.starts_with([' ', '\t', '\r', '\n']);
        if apart && !name.eq_ignore_ascii_case("xml") { Ok(()) } else { Err(Malformed) }
    }

    fn name(&mut self) -> Result<&'a str, Malformed> {
        let from = self.at;
        let ends = |byte: u8| is_blank(byte) || matches!(byte, b'/' | b'>' | b'=' | b'?' | b'<' | b'&' | b'"' | b'\'');
        let (mut length, mut plain) = (0, true);
        for byte in self.rest() {
            // Nearly every name is made of letters, and nothing has to be looked up for those.
            if !byte.is_ascii_alphabetic() {
                if ends(*byte) {
                    break;
                }
                plain = false;
            }
            length += 1;
        }
        self.at += length;
        let name = &self.text[from..self.at];
        if length > 0 && (plain || is_name(name)) { Ok(name) } else { Err(Malformed) }
    }

    /// An element, from its `<` on; `depth` elements are open with it.
    fn element(&mut self, depth: usize) -> Result<Element<'a>, Malformed> {
        if depth > DEPTH_MAX || !self.eat("<") {
            return Err(Malformed);
        }
        let name = self.name()?;
        let from = self.at;
        let attributes = self.attributes()?;
        let mut element =
            Element { name, text: Cow::Borrowed(""), children: Vec::new(), attributes: &self.text[from..attributes], place: 0 };
        if self.eat("/>") {
            return Ok(element);
        }
        if !self.eat(">") {
            return Err(Malformed);
        }
        self.content(&mut element, depth)?;
        // The end tag, after its `</`.
        if !self.eat(name) {
            return Err(Malformed);
        }
        self.blanks();
        if self.eat(">") { Ok(element) } else { Err(Malformed) }
    }

    /// Steps over the attributes to the end of the tag; returns where they end.
    fn attributes(&mut self) -> Result<usize, Malformed> {
        let from = self.at;
        loop {
            let apart = self.blanks();
            if let [b'/' | b'>', ..] = self.rest() {
                return Ok(self.at);
            }
            let name_at = self.at;
            let name = self.name()?;
            let twice = attribute_names(&self.text[from..name_at]).any(|other| other == name);
            self.blanks();
            if !apart || twice || !self.eat("=") {
                return Err(Malformed);
            }
            self.blanks();
            let value = if self.eat("\"") {
                self.until("\"")
            } else if self.eat("'") {
                self.until("'")
            } else {
                Err(Malformed)
            }?;
            let mut references = value.split('&').skip(1);
            let known = |rest: &str| rest.split_once(';').is_some_and(|(reference, _)| resolve(reference).is_some());
            if value.contains('<') || !references.all(known) {
                return Err(Malformed);
            }
        }
    }

    /// Everything up to the end tag's `</`, which is stepped over.
    fn content(&mut self, element: &mut Element<'a>, depth: usize) -> Result<(), Malformed> {
        loop {
            self.letters(element)?;
            match self.rest() {
                [b'<', b'/', ..] => {
                    self.at += 2;
                    return Ok(());
                }
                [b'<', b'?', ..] => {
                    self.at += 2;
                    self.instruction()?;
                }
                [b'<', b'!', ..] if self.eat("<!--") => self.comment()?,
                [b'<', b'!', ..] if self.eat("<![CDATA[") => {
                    let letters = self.until("]]>")?;
                    append(element, normalized(letters));
                }
                [b'&', ..] => {
                    self.at += 1;
                    let reference = self.until(";")?;
                    element.text.to_mut().push(resolve(reference).ok_or(Malformed)?);
                }
                _ => {
                    let mut child = self.element(depth + 1)?;
                    child.place = element.text.len();
                    if element.children.is_empty() {
                        element.children.reserve_exact(CHILDREN_USUAL);
                    }
                    element.children.push(child);
                }
            }
        }
    }

    /// Plain letters up to the next `<` or `&`.
    fn letters(&mut self, element: &mut Element<'a>) -> Result<(), Malformed> {
        let rest = self.rest();
        let (mut length, mut plain) = (0, true);
        for byte in rest {
            match byte {
                b'<' | b'&' => break,
                b'>' if rest[..length].ends_with(b"]]") => return Err(Malformed),
                // Carriage returns have a rule of their own, and of what begins with EF the last two cannot stand in XML.
                0..b' ' | 0xef => plain = false,
                _ => {}
            }
            length += 1;
        }
        let letters = &self.text[self.at..self.at + length];
        self.at += length;
        if !plain && !letters.chars().all(is_xml_char) {
            return Err(Malformed);
        }
        if length > 0 {
            append(element, if plain { Cow::Borrowed(letters) } else { normalized(letters) });
        }
        Ok(())
    }
}

fn append<'a>(element: &mut Element<'a>, letters: Cow<'a, str>) {
    if element.text.is_empty() {
        element.text = letters;
    } else {
        element.text.to_mut().push_str(&letters);
    }
}

/// The names in a row of well-formed attributes: what stands before each `=` outside of quotes.
fn attribute_names(attributes: &str) -> impl Iterator<Item = &str> {
    let mut rest = attributes;
    std::iter::from_fn(move || {
        let (name, after) = rest.split_once('=')?;
        let value = after.trim_ascii_start();
        let quote = value.chars().next()?;
        rest = value[1..].split_once(quote)?.1;
        Some(name.trim_ascii())
    })
}

const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

fn is_name(name: &str) -> bool {
    if name.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return !name.is_empty();
    }
    let mut letters = name.chars();
    let legal = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | ':' | '-' | '.');
    letters.next().is_some_and(|first| first.is_alphabetic() || first == '_') && letters.all(legal)
}

/// Line ends become a line feed (XML 1.0, section 2.11).
fn normalized(letters: &str) -> Cow<'_, str> {
    if letters.contains('\r') { Cow::Owned(letters.replace("\r\n", "\n").replace('\r', "\n")) } else { Cow::Borrowed(letters) }
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
