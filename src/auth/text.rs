//! Puts a string-to-sign together: one growing text, and, if somebody wants to see it, where each line came from.

use super::trace::{Check, Line, Source, StringToSign, Trace};

/// A string-to-sign in the making.
#[derive(Debug)]
pub struct Draft {
    text: String,
    lines: Option<Vec<Line>>,
    line_start: usize,
}

impl Draft {
    pub fn new(trace: &Trace) -> Self {
        Self { text: String::with_capacity(320), lines: trace.is_on().then(Vec::new), line_start: 0 }
    }

    /// A draft whose lines are kept: what the workbench shows.
    pub fn with_lines() -> Self {
        Self { text: String::new(), lines: Some(Vec::new()), line_start: 0 }
    }

    /// Appends to the line in the making.
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Appends the value of a header: blanks at both ends go, and a folded value is unfolded.
    pub fn push_header(&mut self, value: &str) {
        if !value.bytes().any(|byte| matches!(byte, b'\r' | b'\n')) {
            // Nearly every value; each request has a dozen.
            return self.text.push_str(value.trim_ascii());
        }
        let mut parts = value.split(['\r', '\n']).map(str::trim_ascii).filter(|part| !part.is_empty());
        self.text.push_str(parts.next().unwrap_or(""));
        for part in parts {
            self.text.push(' ');
            self.text.push_str(part);
        }
    }

    pub fn push_lower(&mut self, name: &str) {
        let from = self.text.len();
        self.text.push_str(name);
        self.text[from..].make_ascii_lowercase();
    }

    /// Ends the line with a line break.
    pub fn end_line(&mut self, source: impl FnOnce() -> Source) {
        self.end(source);
        self.next_line();
    }

    /// Begins a new line.
    pub fn next_line(&mut self) {
        self.push("\n");
        self.line_start = self.text.len();
    }

    /// Ends the line without a line break.
    pub fn end(&mut self, source: impl FnOnce() -> Source) {
        if let Some(lines) = &mut self.lines {
            lines.push(Line { source: source(), text: self.text[self.line_start..].into() });
        }
    }

    /// Appends a whole line with its break.
    pub fn line(&mut self, value: &str, source: impl FnOnce() -> Source) {
        self.text.push_str(value);
        self.end_line(source);
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn into_string_to_sign(self) -> StringToSign {
        StringToSign { text: self.text.into(), lines: self.lines.unwrap_or_default() }
    }

    /// Shows the finished text to the trace.
    pub fn note(&self, trace: &mut Trace) {
        trace.note(|| Check::StringToSign(StringToSign { text: self.text.as_str().into(), lines: self.lines.clone().unwrap_or_default() }));
    }
}
