//! The words of an exercise: fragments of HTML under keys, rendered from Markdown when the crate is built (`build.rs`).
//!
//! A key is `section` or `section.name` (`story`, `hints.2`, `feedback.crashed.late`). A fragment of one paragraph is given without its `<p>`,
//! so that it fits into a label or a button; longer ones keep their blocks. The HTML holds no raw author HTML, no style and no script.

use super::check::{Item, Why};
use std::borrow::Cow;

/// All fragments of one exercise (or of the course) in one language.
#[derive(Clone, Debug)]
pub struct Prose {
    fragments: Cow<'static, [(Cow<'static, str>, Cow<'static, str>)]>,
}

/// What `build.rs` writes: a key and its HTML.
pub(super) type Rendered = [(Cow<'static, str>, Cow<'static, str>)];

impl Prose {
    pub(super) const fn rendered(fragments: &'static Rendered) -> Self {
        Self { fragments: Cow::Borrowed(fragments) }
    }

    /// Fragments that were read from a file.
    pub(super) fn read(fragments: Vec<(Cow<'static, str>, Cow<'static, str>)>) -> Self {
        Self { fragments: Cow::Owned(fragments) }
    }

    /// The HTML under this key.
    pub fn html(&self, key: &str) -> Option<&str> {
        self.fragments.iter().find(|(name, _)| name == key).map(|(_, html)| &**html)
    }

    /// The same as plain text, for labels, live regions and print.
    pub fn text(&self, key: &str) -> Option<String> {
        self.html(key).map(plain)
    }

    /// The fragments of a numbered section in order: `tasks.1`, `tasks.2`, ...
    pub fn list(&self, section: &str) -> Vec<&str> {
        (1..).map_while(|n| self.html(&format!("{section}.{n}"))).collect()
    }

    /// The sentence about the next missing or unwanted event of an item: the most particular one there is.
    pub fn feedback(&self, item: &Item) -> Option<&str> {
        let why = item.note.map_or(Why::Missing, |note| note.why);
        let particular = format!("feedback.{}.{}", item.id, why.name());
        self.html(&particular).or_else(|| self.html(&format!("feedback.{}", item.id)))
    }

    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.fragments.iter().map(|(key, _)| &**key)
    }
}

/// The entities the renderer writes, and what they stand for.
const ENTITIES: [(&str, char); 4] = [("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&amp;", '&')];

/// Text without its tags, with the renderer's entities turned back.
pub fn plain(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(next) = rest.chars().next() {
        if next == '<' {
            // The renderer ends every tag.
            rest = rest.split_once('>').map_or("", |(_, after)| after);
        } else if let Some((entity, stands_for)) = ENTITIES.iter().find(|(entity, _)| rest.starts_with(entity)) {
            text.push(*stands_for);
            rest = &rest[entity.len()..];
        } else {
            text.push(next);
            rest = &rest[next.len_utf8()..];
        }
    }
    text
}

/// The template with each `{name}` replaced. The values are text: characters with a meaning in HTML are written as entities.
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = template.to_owned();
    for (name, value) in values {
        let mut escaped = String::with_capacity(value.len());
        for c in value.chars() {
            match ENTITIES.iter().find(|(_, stands_for)| *stands_for == c) {
                Some((entity, _)) => escaped.push_str(entity),
                None => escaped.push(c),
            }
        }
        filled = filled.replace(&format!("{{{name}}}"), &escaped);
    }
    filled
}
