//! Asking for a user delegation key, and reading it: what a program does once a week before it signs SAS of its own.

use crate::auth::Key;
use crate::auth::facts::{DelegationFields, DelegationKey};
use crate::client::{Credential, Endpoint};
use crate::time::Timestamp;
use crate::wire::xml::{self, Writer};
use crate::wire::{Headers, Method, Request, Response, date};

/// The request for a key that lives from `start` to `expiry`, at most seven days from now. Only a bearer token opens it.
pub fn ask_delegation_key(endpoint: &Endpoint, credential: &Credential, now: Timestamp, start: Timestamp, expiry: Timestamp) -> Request {
    let mut writer = Writer::client_document();
    writer.open("KeyInfo");
    writer.leaf("Start", &date::iso8601_secs(start));
    writer.leaf("Expiry", &date::iso8601_secs(expiry));
    writer.close("KeyInfo");
    let body = writer.finish();
    let mut headers = Headers::with_capacity(5);
    headers.push("x-ms-date", date::rfc1123(now));
    headers.push("x-ms-version", String::from(&*endpoint.version));
    headers.push("Content-Type", "application/xml");
    headers.push("Content-Length", body.len().to_string());
    if let Credential::Bearer(token) = credential {
        headers.push("Authorization", ["Bearer ", token].concat());
    }
    let target = if endpoint.path_style { ["/", &endpoint.account, "/"].concat() } else { "/".into() };
    Request {
        method: Method::Post,
        scheme: endpoint.scheme,
        host: endpoint.host.clone(),
        target: [&target, "?restype=service&comp=userdelegationkey"].concat().into(),
        headers,
        body: body.into_bytes().into(),
        source_ip: "".into(),
    }
}

/// The key in an answer; `None` if there is none.
pub fn read_delegation_key(response: &Response) -> Option<DelegationKey> {
    let document = xml::parse(&response.body).ok().filter(|document| document.name == "UserDelegationKey")?;
    let text = |name| document.child_text(name).map(Box::<str>::from);
    let fields = DelegationFields {
        object_id: text("SignedOid")?,
        tenant: text("SignedTid")?,
        start: text("SignedStart")?,
        expiry: text("SignedExpiry")?,
        service: text("SignedService")?,
        version: text("SignedVersion")?,
        user_tenant: text("SignedDelegatedUserTid").unwrap_or_default(),
    };
    Some(DelegationKey { fields, value: Key::from_base64(document.child_text("Value")?)? })
}
