//! Comparing an answer with the recorded one: status, the headers that matter, and the body as a tree.

use super::placeholder::Values;
use super::vectors::{self, Bind};
use playground::time::Timestamp;
use playground::wire::{Response, date};
use std::collections::BTreeMap;

/// An element; white space between elements, the declaration and the byte order mark are gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub text: String,
    pub children: Vec<Tree>,
}

impl Tree {
    /// `None` for an empty body.
    pub fn parse(body: &str) -> Result<Option<Self>, String> {
        let body = body.trim_start_matches('\u{feff}');
        if body.is_empty() {
            return Ok(None);
        }
        let document = roxmltree::Document::parse(body).map_err(|error| format!("the body is no XML: {error}\n{body}"))?;
        Ok(Some(Self::from(document.root_element())))
    }

    fn from(node: roxmltree::Node) -> Self {
        let children = node.children().filter(roxmltree::Node::is_element).map(Self::from).collect::<Vec<_>>();
        let text = if children.is_empty() { node.text().unwrap_or("").to_owned() } else { String::new() };
        let attributes = node.attributes().map(|attribute| (attribute.name().to_owned(), attribute.value().to_owned())).collect();
        Self { name: node.tag_name().name().to_owned(), attributes, text, children }
    }

    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }
}

pub fn status_and_code(actual: &Response, status: u16, code: Option<&str>) -> Result<(), String> {
    let actual_code = actual.headers.get("x-ms-error-code");
    if actual.status == status && (code.is_none() || actual_code == code) {
        Ok(())
    } else {
        Err(format!("expected {status} {code:?}, got {} {actual_code:?}", actual.status))
    }
}

pub fn answered_at(actual: &Response) -> Result<Timestamp, String> {
    actual.headers.get("Date").and_then(date::parse_rfc1123).ok_or_else(|| "the answer has no Date".to_owned())
}

/// The headers the README names, in both directions.
pub fn headers(expected: &vectors::Response, actual: &Response, values: &mut Values) -> Result<(), String> {
    let at = answered_at(actual)?;
    for (name, template) in expected.headers.iter().filter(|(name, _)| matters(name)) {
        let value = actual.headers.get(name).ok_or_else(|| format!("the header {name} is missing"))?;
        values.matches(template, value, &expected.bind, at).map_err(|error| format!("{name}: {error}"))?;
    }
    for (name, value) in actual.headers.iter().filter(|(name, _)| matters(name)) {
        if !expected.headers.keys().any(|other| other.eq_ignore_ascii_case(name)) {
            return Err(format!("the header {name}: {value} is too much"));
        }
    }
    Ok(())
}

fn matters(name: &str) -> bool {
    const NAMES: [&str; 7] = [
        "x-ms-error-code",
        "x-ms-approximate-messages-count",
        "x-ms-popreceipt",
        "x-ms-time-next-visible",
        "x-ms-client-request-id",
        "vary",
        "content-type",
    ];
    let name = name.to_ascii_lowercase();
    NAMES.contains(&&*name) || name.starts_with("x-ms-meta-") || name.starts_with("access-control-")
}

pub fn bodies(
    expected: Option<&Tree>,
    actual: Option<&Tree>,
    values: &mut Values,
    bind: &BTreeMap<String, Bind>,
    answered_at: Timestamp,
) -> Result<(), String> {
    let (expected, actual) = match (expected, actual) {
        (None, None) => return Ok(()),
        (Some(expected), Some(actual)) => (expected, actual),
        (expected, actual) => return Err(format!("expected the body {expected:?}, got {actual:?}")),
    };
    let names = |tree: &Tree| tree.children.iter().map(|child| child.name.clone()).collect::<Vec<_>>();
    if expected.name != actual.name || names(expected) != names(actual) {
        return Err(format!("expected <{}> with {:?}, got <{}> with {:?}", expected.name, names(expected), actual.name, names(actual)));
    }
    values.matches(&expected.text, &actual.text, bind, answered_at).map_err(|error| format!("<{}>: {error}", expected.name))?;
    for (name, template) in &expected.attributes {
        let value = actual.attributes.iter().find(|(other, _)| other == name).map(|(_, value)| value);
        values.matches(template, value.ok_or_else(|| format!("the attribute {name} is missing"))?, bind, answered_at)?;
    }
    if expected.attributes.len() != actual.attributes.len() {
        return Err(format!("<{}> has other attributes: {:?}", actual.name, actual.attributes));
    }
    expected
        .children
        .iter()
        .zip(&actual.children)
        .try_for_each(|(expected, actual)| bodies(Some(expected), Some(actual), values, bind, answered_at))
}
