//! Get User Delegation Key (page of that name): no operation on queues, so the engine does not know it; judged like one all the same.
//!
//! The service gives the key to whoever may ask for it, and remembers its fields; it is derived from them, so the same fields give the same key.

use super::route::{Resource, Route};
use crate::auth::facts::{DelegationFields, DelegationKey};
use crate::auth::version::USER_DELEGATION_SAS;
use crate::engine::{Detail, ErrorCode, ServiceError};
use crate::time::{Span, Timestamp};
use crate::wire::version::ApiVersion;
use crate::wire::xml::{self, Writer};
use crate::wire::{Method, Request, date};

/// A key lives no longer than this from now.
const LIFE_MAX: Span = Span::from_secs(7 * 24 * 3600);

/// Whether it is worth reading the address twice: every request passes here, and nearly none wants a key.
pub(super) fn may_be_asked(request: &Request) -> bool {
    request.method == Method::Post && request.target.contains("userdelegationkey")
}

/// Whether this is the request for a key. Queues have it since version 2025-07-05.
pub(super) fn is_asked(request: &Request, route: &Route<'_>, version: ApiVersion) -> bool {
    request.method == Method::Post
        && matches!(route.resource, Resource::Service)
        && route.query.get("restype") == Some("service")
        && route.query.get("comp") == Some("userdelegationkey")
        && version.as_str() >= USER_DELEGATION_SAS
}

/// Reads `<KeyInfo><Start/><Expiry/><DelegatedUserTid/></KeyInfo>` into the fields of the key that principal `object_id` is to get. Without a
/// start the key begins now.
///
/// Err: `InvalidXmlDocument`; `InvalidXmlNodeValue` for times that cannot be read, an expiry that is over, before the start or more than seven
/// days ahead; `MissingRequiredXmlNode` without an expiry. The documentation does not say which code it is; these fit their descriptions.
pub(super) fn read(
    body: &[u8],
    object_id: &str,
    tenant: &str,
    version: ApiVersion,
    now: Timestamp,
) -> Result<DelegationFields, ServiceError> {
    let document = xml::parse(body).ok().filter(|document| document.name == "KeyInfo").ok_or(ErrorCode::InvalidXmlDocument)?;
    let time = |name: &'static str| {
        let Some(text) = document.child_text(name) else { return Ok(None) };
        let wrong = || node(ErrorCode::InvalidXmlNodeValue, name, text, "It must be a time.");
        date::parse_iso8601(text).map(Some).ok_or_else(wrong)
    };
    let start = time("Start")?.unwrap_or(now);
    let expiry = time("Expiry")?.ok_or_else(|| node(ErrorCode::MissingRequiredXmlNode, "Expiry", "", "It must be there."))?;
    if expiry <= start || expiry <= now || expiry > now + LIFE_MAX {
        let reason = "It must lie after the start and within seven days from now.";
        return Err(node(ErrorCode::InvalidXmlNodeValue, "Expiry", document.child_text("Expiry").unwrap_or(""), reason));
    }
    Ok(DelegationFields {
        object_id: object_id.into(),
        tenant: tenant.into(),
        start: date::iso8601_secs(start).into(),
        expiry: date::iso8601_secs(expiry).into(),
        service: "q".into(),
        version: version.as_str().into(),
        user_tenant: document.child_text("DelegatedUserTid").unwrap_or("").into(),
    })
}

fn node(code: ErrorCode, name: &str, value: &str, reason: &'static str) -> ServiceError {
    ServiceError::new(code, Detail::XmlNode { name: name.into(), value: value.into(), reason })
}

/// Writes the answer's document.
pub(super) fn write(writer: &mut Writer, key: &DelegationKey) {
    let fields = &key.fields;
    writer.open("UserDelegationKey");
    for (name, value) in [
        ("SignedOid", &fields.object_id),
        ("SignedTid", &fields.tenant),
        ("SignedStart", &fields.start),
        ("SignedExpiry", &fields.expiry),
        ("SignedService", &fields.service),
        ("SignedVersion", &fields.version),
        ("SignedDelegatedUserTid", &fields.user_tenant),
    ] {
        if !value.is_empty() {
            writer.leaf(name, value);
        }
    }
    writer.leaf("Value", &key.value.to_base64());
    writer.close("UserDelegationKey");
}
