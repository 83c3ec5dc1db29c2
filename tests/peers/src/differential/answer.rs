//! Makes the answers of two servers comparable: what each server is free to choose (ids, receipts, markers, the time of day) becomes a name or
//! a distance, everything else stays as it is.

use playground::time::Timestamp;
use playground::wire::{Request, Response, date};

/// What a script has seen on one side.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    pub messages: Vec<Seen>,
    /// Of the latest list.
    pub marker: Option<String>,
    /// The server issued a receipt that its message has had before.
    pub repeated: bool,
}

#[derive(Clone, Debug)]
pub struct Seen {
    pub id: String,
    /// The latest last.
    pub receipts: Vec<String>,
}

#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub code: Option<String>,
    /// Names in lower case, sorted.
    pub headers: Vec<(String, Value)>,
    pub body: Option<Tree>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub value: Value,
    pub children: Vec<Tree>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Text(String),
    /// Seconds after the answer's `Date`. Both are cut down to whole seconds, so one more or less is the same.
    Seconds(i64),
}

impl Answer {
    pub fn succeeded(&self) -> bool {
        self.status < 300
    }

    /// Status and error code.
    pub fn outcome(&self) -> (u16, Option<&str>) {
        (self.status, self.code.as_deref())
    }

    pub fn header(&self, name: &str) -> Option<&Value> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value)
    }

    /// The text of an element right below the root.
    pub fn says(&self, name: &str) -> Option<&str> {
        self.body.as_ref()?.child(name)?.text()
    }
}

impl Tree {
    pub fn leaf(name: &str, text: &str) -> Self {
        Self { name: name.to_owned(), attributes: vec![], value: Value::Text(text.to_owned()), children: vec![] }
    }

    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            Value::Seconds(_) => None,
        }
    }
}

/// What differs first; `None` if nothing does.
pub fn difference(ours: &Answer, theirs: &Answer) -> Option<String> {
    if ours.outcome() != theirs.outcome() {
        return Some("status or code".to_owned());
    }
    for (name, value) in &theirs.headers {
        match ours.header(name) {
            Some(other) if same(other, value) => {}
            _ => return Some(format!("the header {name}")),
        }
    }
    if let Some((name, _)) = ours.headers.iter().find(|(name, _)| theirs.header(name).is_none()) {
        return Some(format!("the header {name}"));
    }
    match (&ours.body, &theirs.body) {
        (None, None) => None,
        (Some(ours), Some(theirs)) => trees(ours, theirs),
        _ => Some("the body".to_owned()),
    }
}

fn trees(ours: &Tree, theirs: &Tree) -> Option<String> {
    if ours.name != theirs.name || ours.attributes != theirs.attributes || !same(&ours.value, &theirs.value) {
        return Some(format!("the element {}", theirs.name));
    }
    let names = |tree: &Tree| tree.children.iter().map(|child| child.name.clone()).collect::<Vec<_>>();
    if names(ours) != names(theirs) {
        return Some(format!("the elements in {}", theirs.name));
    }
    ours.children.iter().zip(&theirs.children).find_map(|(ours, theirs)| trees(ours, theirs))
}

fn same(ours: &Value, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Value::Seconds(ours), Value::Seconds(theirs)) => ours.abs_diff(*theirs) <= 1,
        (ours, theirs) => ours == theirs,
    }
}

/// Reads an answer and remembers what later steps refer to. Err: the body is neither empty nor XML.
pub fn read(response: &Response, request: &Request, memory: &mut Memory, prefix: &str) -> Result<Answer, String> {
    // Some refusals of Azurite carry no date; nothing in them is a time.
    let at = response.headers.get("Date").and_then(date::parse_rfc1123).unwrap_or_default();
    let text = response.text().trim_start_matches('\u{feff}');
    let mut body = if text.trim().is_empty() {
        None
    } else {
        let document = roxmltree::Document::parse(text).map_err(|error| format!("a body is no XML: {error}\n{text}"))?;
        Some(tree(document.root_element()))
    };
    if let Some(body) = &mut body {
        settle(body, at, memory, prefix);
    }
    let mut headers = Vec::new();
    for (name, value) in response.headers.iter() {
        let name = name.to_ascii_lowercase();
        if !matters(&name) {
            continue;
        }
        let value = match &*name {
            "x-ms-popreceipt" => {
                let id = request.path().rsplit('/').next().unwrap_or_default();
                Value::Text(memory.receipt(id, value))
            }
            "x-ms-time-next-visible" => time(value, at),
            _ => Value::Text(value.to_owned()),
        };
        headers.push((name, value));
    }
    headers.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(Answer { status: response.status, code: response.headers.get("x-ms-error-code").map(ToOwned::to_owned), headers, body })
}

fn matters(name: &str) -> bool {
    const NAMES: [&str; 4] = ["x-ms-approximate-messages-count", "x-ms-popreceipt", "x-ms-time-next-visible", "vary"];
    NAMES.contains(&name) || name.starts_with("x-ms-meta-") || name.starts_with("access-control-")
}

fn tree(node: roxmltree::Node) -> Tree {
    let children: Vec<_> = node.children().filter(roxmltree::Node::is_element).map(tree).collect();
    let text = if children.is_empty() { node.text().unwrap_or("").to_owned() } else { String::new() };
    let attributes = node.attributes().map(|attribute| (attribute.name().to_owned(), attribute.value().to_owned())).collect();
    Tree { name: node.tag_name().name().to_owned(), attributes, value: Value::Text(text), children }
}

/// Replaces what a server is free to choose.
fn settle(tree: &mut Tree, at: Timestamp, memory: &mut Memory, prefix: &str) {
    if tree.name == "QueueMessage" {
        let id = tree.child("MessageId").and_then(Tree::text).unwrap_or_default().to_owned();
        let number = memory.number(&id);
        for child in &mut tree.children {
            match &*child.name {
                "MessageId" => child.value = Value::Text(format!("message {number}")),
                "PopReceipt" => child.value = Value::Text(memory.receipt(&id, child.text().unwrap_or_default())),
                _ => {}
            }
        }
    }
    let text = tree.text().unwrap_or_default().to_owned();
    let replaced = match &*tree.name {
        "InsertionTime" | "ExpirationTime" | "TimeNextVisible" => Some(time(&text, at)),
        "LastSyncTime" => date::parse_rfc1123(&text).map(|_| Value::Text("a time".to_owned())),
        "Message" => Some(Value::Text(text.lines().next().unwrap_or_default().to_owned())),
        "AuthenticationErrorDetail" => Some(Value::Text(String::new())),
        "Name" | "Prefix" => text.strip_prefix(prefix).map(|rest| Value::Text(rest.to_owned())),
        "Marker" if !text.is_empty() => Some(Value::Text("a marker".to_owned())),
        "NextMarker" => {
            memory.marker = Some(text.clone()).filter(|text| !text.is_empty());
            memory.marker.as_ref().map(|_| Value::Text("a marker".to_owned()))
        }
        _ => None,
    };
    if let Some(value) = replaced {
        tree.value = value;
    }
    tree.children.iter_mut().for_each(|child| settle(child, at, memory, prefix));
}

fn time(text: &str, at: Timestamp) -> Value {
    match date::parse_rfc1123(text) {
        Some(time) if time < Timestamp::NEVER => {
            let seconds = |at: Timestamp| i64::try_from(at.as_secs()).unwrap_or(i64::MAX);
            Value::Seconds(seconds(time) - seconds(at))
        }
        _ => Value::Text(text.to_owned()),
    }
}

impl Memory {
    /// The number of the message of this id.
    fn number(&mut self, id: &str) -> usize {
        self.messages.iter().position(|seen| seen.id == id).unwrap_or_else(|| {
            self.messages.push(Seen { id: id.to_owned(), receipts: vec![] });
            self.messages.len() - 1
        })
    }

    /// Remembers a receipt that was just issued and says which one of its message it is.
    fn receipt(&mut self, id: &str, receipt: &str) -> String {
        let number = self.number(id);
        let receipts = &mut self.messages[number].receipts;
        let known = receipts.iter().position(|earlier| earlier == receipt);
        self.repeated |= known.is_some();
        let place = known.unwrap_or_else(|| {
            receipts.push(receipt.to_owned());
            receipts.len() - 1
        });
        format!("receipt {} of message {number}", place + 1)
    }
}
