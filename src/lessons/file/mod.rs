//! Exercises from a file: what a teacher wrote, read without trusting it.
//!
//! The file is one JSON object: `exercise` (the types of this module's neighbours, as serde writes them; times as in `times`, or in microseconds)
//! and `prose` (the sections of an `en.md` as objects, lists and texts; in a text `*emphasis*`, a code span, and the marks of the Markdown files).
//! Whatever is in it, the answer is an exercise that a world can be built from, or the list of what is in the way. `docs/exercise.json` is one to
//! start from.

mod marks;
mod shape;
mod sound;
mod times;
mod tree;

pub use tree::{FILE_BYTES_MAX, Place, Syntax};

use super::exercise::Exercise;
use super::prose::Prose;
use std::borrow::Cow;
use tree::Node;

/// One thing that is in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where in the file: `exercise.goal.clauses[2].rule`. Empty: the file as a whole.
    pub path: String,
    pub what: What,
}

/// What is in the way at that place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// So many bytes; at most `FILE_BYTES_MAX` are read.
    TooLong(usize),
    NotJson(Syntax, Place),
    /// The object lacks this name.
    Missing(&'static str),
    /// No type knows this name.
    Stray,
    /// One of these was wanted.
    Unknown(&'static [&'static str]),
    /// Something else was wanted, in serde's words: "a string", "u8".
    Type(String),
    /// The type refused it, in its own words.
    Refused(String),
    /// Not a name the service would take for this.
    Name,
    /// More than an exercise may have of these.
    Many {
        most: usize,
    },
    /// An instant that lies before the start, after the last one allowed, or out of order.
    Time,
    /// A mark in a text that leads nowhere an exercise may lead to, or has no end.
    Mark,
}

/// The exercise and its words, or everything that is in the way.
///
/// Err: at least one problem. After a problem of shape the rest of that half is not looked at, so one problem may hide another.
pub fn from_json(text: &str) -> Result<(Exercise, Prose), Vec<Problem>> {
    let whole = |what| vec![Problem { path: String::new(), what }];
    if text.len() > FILE_BYTES_MAX {
        return Err(whole(What::TooLong(text.len())));
    }
    let mut tree = tree::parse(text).map_err(|(syntax, place)| whole(What::NotJson(syntax, place)))?;
    let Node::Object(halves) = &mut tree else { return Err(whole(What::Type("an object".to_owned()))) };
    let mut problems: Vec<Problem> = Vec::new();
    halves.iter_mut().filter(|(name, _)| name == "exercise").for_each(|(_, exercise)| times::rewrite(exercise));
    let half = |name: &'static str| halves.iter().find(|(other, _)| other == name).map(|(_, node)| node);
    for (name, _) in halves.iter().filter(|(name, _)| name != "exercise" && name != "prose") {
        problems.push(Problem { path: name.clone(), what: What::Stray });
    }
    let exercise = half("exercise").map(shape::read::<Exercise>);
    let exercise = exercise.unwrap_or_else(|| Err(Problem { path: String::new(), what: What::Missing("exercise") }));
    let exercise = match exercise {
        Ok(exercise) => {
            problems.extend(sound::problems(&exercise));
            Some(exercise)
        }
        Err(Problem { path, what }) => {
            let path = if let What::Missing("exercise") = what { path } else { ["exercise.", &*path].concat() };
            problems.push(Problem { path, what });
            None
        }
    };
    let mut fragments = Vec::new();
    match half("prose") {
        Some(node) => words("prose", "", node, &mut fragments, &mut problems),
        None => problems.push(Problem { path: String::new(), what: What::Missing("prose") }),
    }
    match exercise {
        Some(exercise) if problems.is_empty() => Ok((exercise, Prose::read(fragments))),
        _ => Err(problems),
    }
}

/// Fragments under keys: an object's names and a list's numbers become parts of the key.
fn words(path: &str, key: &str, node: &Node, fragments: &mut Vec<(Cow<'static, str>, Cow<'static, str>)>, problems: &mut Vec<Problem>) {
    let below = |part: &str| if key.is_empty() { part.to_owned() } else { [key, ".", part].concat() };
    match node {
        Node::Text(text) => match marks::html(text) {
            Some(html) => fragments.push((key.to_owned().into(), html.into())),
            None => problems.push(Problem { path: path.to_owned(), what: What::Mark }),
        },
        Node::List(items) => {
            for (index, item) in items.iter().enumerate() {
                words(&format!("{path}[{index}]"), &below(&(index + 1).to_string()), item, fragments, problems);
            }
        }
        Node::Object(fields) => {
            for (name, item) in fields {
                words(&[path, ".", name].concat(), &below(name), item, fragments, problems);
            }
        }
        Node::Null | Node::Bool(_) | Node::Number(_) => {
            problems.push(Problem { path: path.to_owned(), what: What::Type("a string, a list or an object".to_owned()) });
        }
    }
}
