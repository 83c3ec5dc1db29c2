//! JSON as a tree. A file comes from anybody, so size and depth are bounded and every refusal says where it is.

/// Longest file that is looked at. An exercise of the course takes a tenth of it.
pub const FILE_BYTES_MAX: usize = 262_144;

/// How deep lists and objects may lie in each other. A goal with rules in rules needs some twenty.
const DEPTH_MAX: u32 = 64;

/// A value of a file. Numbers are whole: nothing in an exercise has a fraction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    Null,
    Bool(bool),
    Number(i128),
    Text(String),
    List(Vec<Node>),
    /// In the order of the file; no name stands twice.
    Object(Vec<(String, Node)>),
}

/// What stands in the way of reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// Something else should stand here: a value, a name, a comma, an end.
    Unexpected,
    /// The file ends in the middle.
    Cut,
    /// A number with a fraction or an exponent, or one that is too large.
    NotWhole,
    /// An escape that JSON does not know, or half a surrogate pair.
    Escape,
    /// A control character inside a text.
    Control,
    /// The same name twice in one object.
    Twice,
    /// Lists and objects lie too deep in each other.
    Deep,
}

/// A refusal and where it is; line and column count characters from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub line: u32,
    pub column: u32,
}

/// Reads a whole text as one value.
pub(super) fn parse(text: &str) -> Result<Node, (Syntax, Place)> {
    let mut reader = Reader { text, at: 0, depth: 0 };
    let read = reader.value().and_then(|node| {
        reader.space();
        if reader.at == text.len() { Ok(node) } else { Err(Syntax::Unexpected) }
    });
    read.map_err(|syntax| (syntax, place(text, reader.at)))
}

fn place(text: &str, at: usize) -> Place {
    let before = text.get(..at).unwrap_or(text);
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let line_start = before.rfind('\n').map_or(0, |end| end + 1);
    Place { line: count(before.matches('\n').count() + 1), column: count(before[line_start..].chars().count() + 1) }
}

struct Reader<'a> {
    text: &'a str,
    /// The next byte; always at the start of a character.
    at: usize,
    depth: u32,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    /// Takes this byte if it is the next one.
    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn unexpected(&self) -> Syntax {
        if self.at < self.text.len() { Syntax::Unexpected } else { Syntax::Cut }
    }

    fn expect(&mut self, byte: u8) -> Result<(), Syntax> {
        self.space();
        if self.take(byte) { Ok(()) } else { Err(self.unexpected()) }
    }

    fn value(&mut self) -> Result<Node, Syntax> {
        self.space();
        match self.peek() {
            Some(b'{') => self.inside(Self::object),
            Some(b'[') => self.inside(Self::list),
            Some(b'"') => self.text().map(Node::Text),
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ => self.word(),
        }
    }

    fn inside(&mut self, read: impl FnOnce(&mut Self) -> Result<Node, Syntax>) -> Result<Node, Syntax> {
        if self.depth == DEPTH_MAX {
            return Err(Syntax::Deep);
        }
        self.depth += 1;
        self.at += 1;
        let node = read(self);
        self.depth -= 1;
        node
    }

    fn list(&mut self) -> Result<Node, Syntax> {
        let mut items = Vec::new();
        self.space();
        if self.take(b']') {
            return Ok(Node::List(items));
        }
        loop {
            items.push(self.value()?);
            self.space();
            if self.take(b']') {
                return Ok(Node::List(items));
            }
            self.expect(b',')?;
        }
    }

    fn object(&mut self) -> Result<Node, Syntax> {
        let mut fields: Vec<(String, Node)> = Vec::new();
        self.space();
        if self.take(b'}') {
            return Ok(Node::Object(fields));
        }
        loop {
            self.space();
            if self.peek() != Some(b'"') {
                return Err(self.unexpected());
            }
            let name = self.text()?;
            if fields.iter().any(|(other, _)| *other == name) {
                return Err(Syntax::Twice);
            }
            self.expect(b':')?;
            fields.push((name, self.value()?));
            self.space();
            if self.take(b'}') {
                return Ok(Node::Object(fields));
            }
            self.expect(b',')?;
        }
    }

    fn word(&mut self) -> Result<Node, Syntax> {
        for (word, node) in [("null", Node::Null), ("true", Node::Bool(true)), ("false", Node::Bool(false))] {
            if self.text[self.at..].starts_with(word) {
                self.at += word.len();
                return Ok(node);
            }
        }
        Err(self.unexpected())
    }

    fn number(&mut self) -> Result<Node, Syntax> {
        let start = self.at;
        self.take(b'-');
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        let digits = self.text[start..self.at].trim_start_matches('-');
        if digits.is_empty() || (digits.len() > 1 && digits.starts_with('0')) {
            return Err(self.unexpected());
        }
        if matches!(self.peek(), Some(b'.' | b'e' | b'E')) || digits.len() > 20 {
            return Err(Syntax::NotWhole);
        }
        self.text[start..self.at].parse().map(Node::Number).map_err(|_| Syntax::NotWhole)
    }

    fn text(&mut self) -> Result<String, Syntax> {
        self.at += 1;
        let mut text = String::new();
        loop {
            let next = self.text[self.at..].chars().next().ok_or(Syntax::Cut)?;
            match next {
                '"' => {
                    self.at += 1;
                    return Ok(text);
                }
                '\\' => {
                    self.at += 1;
                    text.push(self.escaped()?);
                }
                '\0'..='\u{1f}' => return Err(Syntax::Control),
                _ => {
                    self.at += next.len_utf8();
                    text.push(next);
                }
            }
        }
    }

    fn escaped(&mut self) -> Result<char, Syntax> {
        let byte = self.peek().ok_or(Syntax::Cut)?;
        let plain = match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'u' => {
                self.at += 1;
                return self.unicode();
            }
            _ => return Err(Syntax::Escape),
        };
        self.at += 1;
        Ok(plain)
    }

    /// Four digits, or two times four for a character beyond the first plane.
    fn unicode(&mut self) -> Result<char, Syntax> {
        let first = self.hex()?;
        let code = if (0xd800..0xdc00).contains(&first) {
            if !(self.take(b'\\') && self.take(b'u')) {
                return Err(Syntax::Escape);
            }
            let second = self.hex()?;
            if !(0xdc00..0xe000).contains(&second) {
                return Err(Syntax::Escape);
            }
            0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00)
        } else {
            first
        };
        char::from_u32(code).ok_or(Syntax::Escape)
    }

    fn hex(&mut self) -> Result<u32, Syntax> {
        let mut code = 0;
        for _ in 0..4 {
            let byte = self.peek().ok_or(Syntax::Cut)?;
            code = code * 16 + char::from(byte).to_digit(16).ok_or(Syntax::Escape)?;
            self.at += 1;
        }
        Ok(code)
    }
}
