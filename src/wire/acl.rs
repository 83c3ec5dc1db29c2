//! The document of Get and Set Queue ACL.

use crate::engine::limits;
use crate::engine::{AccessPolicy, Detail, ErrorCode, ServiceError, SignedIdentifier};
use crate::wire::date;
use crate::wire::xml::{self, Element, Writer};
use std::sync::Arc;

/// Writes the policies; times with seven decimals, absent parts left out.
pub fn write(writer: &mut Writer, identifiers: &[SignedIdentifier]) {
    if identifiers.is_empty() {
        return writer.empty("SignedIdentifiers");
    }
    writer.open("SignedIdentifiers");
    for identifier in identifiers {
        writer.open("SignedIdentifier");
        writer.leaf("Id", &identifier.id);
        let AccessPolicy { start, expiry, permission } = &identifier.policy;
        if start.is_some() || expiry.is_some() || permission.is_some() {
            writer.open("AccessPolicy");
            for (name, at) in [("Start", start), ("Expiry", expiry)] {
                if let Some(at) = at {
                    writer.leaf(name, &date::iso8601(*at));
                }
            }
            if let Some(permission) = permission {
                writer.leaf("Permission", permission);
            }
            writer.close("AccessPolicy");
        }
        writer.close("SignedIdentifier");
    }
    writer.close("SignedIdentifiers");
}

/// Reads the policies (page "Set Queue ACL"): at most five, identifiers of 1 to 64 characters, no letters but `raup`. No body means no policies.
///
/// Err: `InvalidXmlDocument`.
pub fn read(body: &[u8]) -> Result<Arc<[SignedIdentifier]>, ServiceError> {
    if body.is_empty() {
        return Ok(Arc::new([]));
    }
    let malformed = |xml::Malformed| ServiceError::new(ErrorCode::InvalidXmlDocument, Detail::Xml { line: 0, position: 0, reason: "" });
    read_document(body).map_err(malformed)
}

fn read_document(body: &[u8]) -> Result<Arc<[SignedIdentifier]>, xml::Malformed> {
    let document = xml::parse(body)?;
    if document.name != "SignedIdentifiers" || document.children.len() > limits::POLICIES_PER_QUEUE_MAX {
        return Err(xml::Malformed);
    }
    let mut identifiers: Vec<SignedIdentifier> = Vec::with_capacity(document.children.len());
    for element in &document.children {
        let id = element.child_text("Id").filter(|_| element.name == "SignedIdentifier").ok_or(xml::Malformed)?;
        let length = (1..=limits::POLICY_ID_CHARS_MAX).contains(&id.chars().count());
        if !length || identifiers.iter().any(|other| &*other.id == id) {
            return Err(xml::Malformed);
        }
        let policy = element.child("AccessPolicy").map_or_else(|| Ok(AccessPolicy::default()), read_policy)?;
        identifiers.push(SignedIdentifier { id: id.into(), policy });
    }
    Ok(identifiers.into())
}

/// Empty parts are absent parts.
fn read_policy(element: &Element) -> Result<AccessPolicy, xml::Malformed> {
    let part = |name| element.child_text(name).filter(|text| !text.is_empty());
    let time = |name| part(name).map(|text| date::parse_iso8601(text).ok_or(xml::Malformed)).transpose();
    let legal = |(at, letter): (usize, char), letters: &str| "raup".contains(letter) && !letters[..at].contains(letter);
    let permission = part("Permission");
    if permission.is_some_and(|letters| !letters.char_indices().all(|place| legal(place, letters))) {
        return Err(xml::Malformed);
    }
    Ok(AccessPolicy { start: time("Start")?, expiry: time("Expiry")?, permission: permission.map(Into::into) })
}
