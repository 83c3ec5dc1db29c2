//! A document that is being written.

use super::BYTE_ORDER_MARK;

/// The text of the document so far.
#[derive(Debug)]
pub struct Writer(String);

impl Writer {
    /// Begins a document as the service does: byte order mark and declaration.
    pub fn service_document() -> Self {
        let mut text = String::with_capacity(640);
        text.push(BYTE_ORDER_MARK);
        text.push_str("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
        Self(text)
    }

    /// Begins a document as clients do: at once.
    pub fn client_document() -> Self {
        Self(String::with_capacity(128))
    }

    pub fn open(&mut self, name: &str) {
        self.tag("<", name, ">");
    }

    /// Opens an element with one attribute.
    pub fn open_with(&mut self, name: &str, attribute: &str, value: &str) {
        self.tag("<", name, " ");
        self.0.push_str(attribute);
        self.0.push_str("=\"");
        escape(&mut self.0, value);
        self.0.push_str("\">");
    }

    pub fn close(&mut self, name: &str) {
        self.tag("</", name, ">");
    }

    /// Writes `<Name />`.
    pub fn empty(&mut self, name: &str) {
        self.tag("<", name, " />");
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

    /// Appends a piece as it is: whole tags, and text that needs no escapes.
    pub fn piece(&mut self, piece: &str) -> &mut String {
        self.0.push_str(piece);
        &mut self.0
    }

    pub fn finish(self) -> String {
        self.0
    }

    fn tag(&mut self, before: &str, name: &str, after: &str) {
        self.0.push_str(before);
        self.0.push_str(name);
        self.0.push_str(after);
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
