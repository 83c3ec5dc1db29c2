//! Where the real service is known to answer otherwise than the emulator, in the shape of a body rather than in status or code.
//!
//! Each rule says how the real service writes what was recorded from the emulator; applied to the recorded tree it gives the tree we expect. So
//! a deliberate difference is compared as strictly as any other answer. Each is one of the differences that the page shows.

use super::compare::Tree;
use playground::conformance::Kind;
use playground::time::Timestamp;
use playground::wire::date;

/// Why an answer differs from the recorded one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    Listed(Kind),
    /// A remark of other recordings than ours, in its own words.
    Remark(String),
}

/// What the remarks of our recordings are about, by a piece of their wording.
const REMARKS: [(&str, Kind); 22] = [
    ("the name stays reserved", Kind::BeingDeleted),
    ("spelling slip", Kind::ErrorWords),
    ("valid C# identifiers", Kind::MetadataName),
    ("no full stop", Kind::ErrorWords),
    ("the exact code of the real service is not confirmed", Kind::ErrorWords),
    ("sends an empty 400", Kind::SyntaxWithoutCode),
    ("well-formed but outdated receipt", Kind::OutdatedReceipt),
    ("receipt that cannot be decoded", Kind::UnreadableReceipt),
    ("MissingRequiredXmlNode (not confirmed)", Kind::ErrorWords),
    ("the real code is not confirmed", Kind::ErrorWords),
    ("leaves out Prefix, Marker and MaxResults", Kind::ListForm),
    ("No MaxResults element", Kind::ListForm),
    ("marker looks like", Kind::ListForm),
    ("repeats the marker", Kind::ListForm),
    ("defaults are all false", Kind::NewAccountLogging),
    ("Order inside Logging differs", Kind::PropertiesOrder),
    ("seven decimals", Kind::PolicyTimes),
    ("carries LineNumber", Kind::ErrorWords),
    ("LineNumber 0, LinePosition 0", Kind::ErrorWords),
    ("401 NoAuthenticationInformation", Kind::NoCredential),
    ("beyond the expiry", Kind::BeyondExpiry),
    ("full error with Minimum/MaximumAllowed", Kind::SyntaxWithoutCode),
];

impl Reason {
    /// What a remark of a recording is about.
    pub fn of(note: &str) -> Self {
        let found = REMARKS.iter().find(|(words, _)| note.contains(words));
        found.map_or_else(|| Self::Remark(note.to_owned()), |(_, kind)| Self::Listed(*kind))
    }

    pub fn in_words(&self) -> String {
        match self {
            Self::Listed(kind) => {
                let difference = kind.difference();
                format!("{}. Service: {}. Azurite: {}.", difference.subject, difference.service, difference.azurite)
            }
            Self::Remark(note) => note.clone(),
        }
    }
}

/// What was sent, as far as the rules need it.
#[derive(Debug)]
pub struct Sent<'a> {
    pub query: &'a str,
}

/// By which difference documents of this kind are written otherwise.
pub fn form(tree: &Tree) -> Kind {
    match tree.name.as_str() {
        "EnumerationResults" => Kind::ListForm,
        "StorageServiceProperties" => Kind::PropertiesOrder,
        "SignedIdentifiers" => Kind::PolicyTimes,
        _ => Kind::ErrorWords,
    }
}

/// The recorded tree as the real service would have written it.
pub fn real(mut tree: Tree, sent: &Sent) -> Tree {
    match tree.name.as_str() {
        "EnumerationResults" => list(&mut tree, sent),
        "StorageServiceProperties" => properties(&mut tree),
        "SignedIdentifiers" => policies(&mut tree),
        "Error" => error(&mut tree),
        _ => {}
    }
    tree
}

/// `ListForm`: `Prefix`, `Marker` and `MaxResults` only if they were sent; the endpoint ends with a slash.
fn list(tree: &mut Tree, sent: &Sent) {
    let value = |name: &str| {
        let pair = sent.query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))?;
        Some(percent_encoding::percent_decode_str(pair).decode_utf8_lossy().into_owned())
    };
    for (_, endpoint) in &mut tree.attributes {
        endpoint.push('/');
    }
    tree.children.retain(|child| !["Prefix", "Marker", "MaxResults"].contains(&&*child.name));
    for (at, (name, parameter)) in [("Prefix", "prefix"), ("Marker", "marker"), ("MaxResults", "maxresults")]
        .into_iter()
        .filter(|(_, parameter)| value(parameter).is_some())
        .enumerate()
    {
        let text = value(parameter).expect("filtered above");
        tree.children.insert(at, Tree { name: name.to_owned(), attributes: vec![], text, children: vec![] });
    }
}

/// `PropertiesOrder`, `NewAccountLogging`: other order inside `Logging`, and a new account logs nothing; the order inside `CorsRule` is the recorded one of the real service.
fn properties(tree: &mut Tree) {
    const LOGGING: [&str; 5] = ["Version", "Read", "Write", "Delete", "RetentionPolicy"];
    const RULE: [&str; 5] = ["AllowedOrigins", "AllowedMethods", "MaxAgeInSeconds", "ExposedHeaders", "AllowedHeaders"];
    for part in &mut tree.children {
        if part.name == "Logging" {
            sort(part, &LOGGING);
            let flags = || LOGGING[1..4].iter();
            let retains = part.child("RetentionPolicy").and_then(|policy| policy.child("Enabled")).is_some_and(|flag| flag.text == "true");
            // Everything on and nothing kept is what the emulator begins with.
            if !retains && flags().all(|name| part.child(name).is_some_and(|flag| flag.text == "true")) {
                part.children
                    .iter_mut()
                    .filter(|child| flags().any(|name| *name == child.name))
                    .for_each(|flag| "false".clone_into(&mut flag.text));
            }
        }
        if part.name == "Cors" {
            part.children.iter_mut().for_each(|rule| sort(rule, &RULE));
        }
    }
}

fn sort(tree: &mut Tree, order: &[&str]) {
    tree.children.sort_by_key(|child| order.iter().position(|name| *name == child.name));
}

/// `PolicyTimes`: policy times come back with seven decimals.
fn policies(tree: &mut Tree) {
    for identifier in &mut tree.children {
        for policy in identifier.children.iter_mut().filter(|child| child.name == "AccessPolicy") {
            for time in policy.children.iter_mut().filter(|child| child.name == "Start" || child.name == "Expiry") {
                let at: Timestamp = date::parse_iso8601(&time.text).unwrap_or_else(|| panic!("{:?} is no time", time.text));
                time.text = date::iso8601(at);
            }
        }
    }
}

/// `ErrorWords`: the slip in the text of `InvalidResourceName`, the wording of `AuthenticationFailed`, the full stop missing at the end of a reason, and the
/// elements after `InvalidXmlDocument` and `AuthenticationFailed`.
fn error(tree: &mut Tree) {
    let code = tree.child("Code").map(|code| code.text.clone()).unwrap_or_default();
    for child in &mut tree.children {
        if child.name == "Message" && code == "InvalidResourceName" {
            child.text = child.text.replace("The specified", "The specifed");
        }
        if child.name == "Message" && code == "AuthenticationFailed" {
            child.text =
                child.text.replace("request.Make sure the value of the Authorization", "request. Make sure the value of Authorization");
        }
        if child.name == "Reason" && child.text.starts_with("messagettl must be greater") {
            child.text = child.text.trim_end_matches('.').to_owned();
        }
    }
    if code == "AuthenticationFailed" {
        let text = "{{detail}}".to_owned();
        tree.children.push(Tree { name: "AuthenticationErrorDetail".to_owned(), attributes: vec![], text, children: vec![] });
    }
    if code == "InvalidXmlDocument" {
        for (name, text) in [("LineNumber", "0"), ("LinePosition", "0"), ("Reason", "")] {
            tree.children.push(Tree { name: name.to_owned(), attributes: vec![], text: text.to_owned(), children: vec![] });
        }
    }
}
