//! Writing answers, exactly as the service does: which headers, in which order the elements, and the sentence on the status line.
//!
//! Bodies begin with a byte order mark and the XML declaration. An error's sentence is also the text after the status code.

use super::delegation;
use crate::auth;
use crate::auth::facts::DelegationKey;
use crate::engine::{Detail, Message, Outcome, QueuePage, ServiceError, limits};
use crate::server::Envelope;
use crate::time::Timestamp;
use crate::wire::version::ApiVersion;
use crate::wire::xml::Writer;
use crate::wire::{Headers, Method, Response, acl, date, properties};
use std::borrow::Cow;
use std::sync::Arc;
use uuid::Uuid;

/// The answer to a request that was granted.
pub(super) fn success(envelope: &Envelope, outcome: &Outcome) -> Response {
    let mut headers = Headers::with_capacity(10);
    let (status, body) = match outcome {
        Outcome::QueueList(page) => (200, Some(queue_list(envelope, page))),
        Outcome::ServiceProperties(properties) => (200, Some(document(|writer| properties::write(writer, properties, envelope.version)))),
        Outcome::ServicePropertiesSet => (202, None),
        Outcome::ServiceStats { last_sync_at } => (200, Some(document(|writer| stats(writer, *last_sync_at)))),
        Outcome::PreflightGranted { origin, method, headers: sent, max_age_secs } => {
            headers.push("Access-Control-Allow-Origin", String::from(&**origin));
            headers.push("Access-Control-Allow-Methods", String::from(&**method));
            if let Some(sent) = sent {
                headers.push("Access-Control-Allow-Headers", String::from(&**sent));
            }
            headers.push("Access-Control-Max-Age", max_age_secs.to_string());
            headers.push("Access-Control-Allow-Credentials", "true");
            (200, None)
        }
        Outcome::QueueCreated { existed: false } => (201, None),
        Outcome::QueueCreated { existed: true }
        | Outcome::QueueDeleted
        | Outcome::QueueMetadataSet
        | Outcome::QueueAclSet
        | Outcome::Deleted { .. }
        | Outcome::Cleared { .. } => (204, None),
        Outcome::QueueMetadata { metadata, approximate_count } => {
            headers.push("x-ms-approximate-messages-count", approximate_count.to_string());
            for (name, value) in metadata.iter() {
                headers.push(["x-ms-meta-", name].concat(), value.to_owned());
            }
            (200, None)
        }
        Outcome::QueueAcl(identifiers) => (200, Some(document(|writer| acl::write(writer, identifiers)))),
        Outcome::Put(_) if envelope.version < ApiVersion::PUT_ANSWERS => (201, None),
        Outcome::Put(message) => (201, Some(document(|writer| messages(writer, std::slice::from_ref(message), Shown::Sent)))),
        Outcome::Got(got) => (200, Some(document(|writer| messages(writer, got, Shown::Received(envelope.version))))),
        Outcome::Peeked(peeked) => (200, Some(document(|writer| messages(writer, peeked, Shown::Peeked(envelope.version))))),
        Outcome::Updated { message, .. } => {
            headers.push("x-ms-popreceipt", message.pop_receipt().emit());
            headers.push("x-ms-time-next-visible", date::rfc1123(message.visible_at));
            (204, None)
        }
    };
    if matches!(envelope.request.method, Method::Get | Method::Head) {
        headers.push("Cache-Control", "no-cache");
    }
    match &body {
        Some(_) => {
            headers.push("Transfer-Encoding", "chunked");
            headers.push("Content-Type", "application/xml");
        }
        None => headers.push("Content-Length", "0"),
    }
    finish(envelope, status, phrase(status).into(), headers, body)
}

/// The answer that brings a user delegation key.
pub(super) fn delegation_key(envelope: &Envelope, key: &DelegationKey) -> Response {
    let mut headers = Headers::with_capacity(8);
    headers.push("Transfer-Encoding", "chunked");
    headers.push("Content-Type", "application/xml");
    finish(envelope, 200, phrase(200).into(), headers, Some(document(|writer| delegation::write(writer, key))))
}

/// The answer to a request that was refused. `judged` is what authorization said, if the refusal is its.
pub(super) fn refusal(envelope: &Envelope, refusal: &ServiceError, judged: Option<&auth::Refusal>) -> Response {
    let code = refusal.code;
    let text = judged.map_or_else(|| refusal.text(), auth::Refusal::message);
    let mut writer = Writer::service_document();
    writer.open("Error");
    writer.leaf("Code", code.as_str());
    let time = date::iso8601(envelope.now);
    let mut buffer = Uuid::encode_buffer();
    let request_id: &str = envelope.request_id.hyphenated().encode_lower(&mut buffer);
    writer.leaf("Message", &printable(&[&text, "\nRequestId:", request_id, "\nTime:", &time].concat()));
    details(&mut writer, &refusal.detail);
    writer.close("Error");
    let body = writer.finish();

    let mut headers = Headers::with_capacity(8);
    headers.push("Content-Length", body.len().to_string());
    if envelope.request.method != Method::Head {
        headers.push("Content-Type", "application/xml");
    }
    headers.push("x-ms-error-code", code.as_str());
    if let Some(challenge) = judged.and_then(auth::Refusal::www_authenticate) {
        headers.push("WWW-Authenticate", challenge);
    }
    let status = judged.map_or(code.status(), |judged| judged.status);
    finish(envelope, status, text, headers, Some(body))
}

/// The headers that every answer carries.
fn finish(envelope: &Envelope, status: u16, reason: Cow<'static, str>, mut headers: Headers, body: Option<String>) -> Response {
    headers.push("Server", "Windows-Azure-Queue/1.0 Microsoft-HTTPAPI/2.0");
    let mut buffer = Uuid::encode_buffer();
    headers.push("x-ms-request-id", envelope.request_id.hyphenated().encode_lower(&mut buffer).to_owned());
    let client_request_id = envelope.request.headers.get("x-ms-client-request-id");
    let echoed =
        |id: &&str| (1..=limits::CLIENT_REQUEST_ID_CHARS_MAX).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_graphic());
    if let Some(id) = client_request_id.filter(echoed) {
        headers.push("x-ms-client-request-id", id.to_owned());
    }
    headers.push("x-ms-version", envelope.version.as_str());
    headers.push("Date", date::rfc1123(envelope.now));
    let body = body.filter(|_| envelope.request.method != Method::Head);
    let body = body.map_or_else(|| Arc::from([]), |text| Arc::from(text.into_bytes()));
    Response { status, reason, headers, body }
}

/// One whole document.
fn document(write: impl FnOnce(&mut Writer)) -> String {
    let mut writer = Writer::service_document();
    write(&mut writer);
    writer.finish()
}

/// Which parts of a message an answer shows. Versions before 2009-09-19 know no dequeue count.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Sent,
    Received(ApiVersion),
    Peeked(ApiVersion),
}

fn messages(writer: &mut Writer, messages: &[Message], shown: Shown) {
    if messages.is_empty() {
        return writer.empty("QueueMessagesList");
    }
    writer.open("QueueMessagesList");
    for message in messages {
        writer.open("QueueMessage");
        let mut buffer = Uuid::encode_buffer();
        let id: &str = message.id.hyphenated().encode_lower(&mut buffer);
        // Nothing in these needs escapes, and they are most of what the service ever writes: tags in one piece, values straight into the text.
        writer.piece("<MessageId>").push_str(id);
        date::push_rfc1123(writer.piece("</MessageId><InsertionTime>"), message.inserted_at);
        date::push_rfc1123(writer.piece("</InsertionTime><ExpirationTime>"), message.expires_at);
        writer.piece("</ExpirationTime>");
        if !matches!(shown, Shown::Peeked(_)) {
            message.pop_receipt().push(writer.piece("<PopReceipt>"));
            date::push_rfc1123(writer.piece("</PopReceipt><TimeNextVisible>"), message.visible_at);
            writer.piece("</TimeNextVisible>");
        }
        if let Shown::Received(version) | Shown::Peeked(version) = shown {
            if version >= ApiVersion::DEFAULT {
                writer.leaf("DequeueCount", &message.dequeue_count.to_string());
            }
            writer.leaf("MessageText", &message.text);
        }
        writer.close("QueueMessage");
    }
    writer.close("QueueMessagesList");
}

/// Page "List Queues"; only the parameters that were sent are repeated.
fn queue_list(envelope: &Envelope, page: &QueuePage) -> String {
    let modern = envelope.version >= ApiVersion::CORS;
    let endpoint = &envelope.endpoint;
    let mut writer = Writer::service_document();
    writer.open_with("EnumerationResults", if modern { "ServiceEndpoint" } else { "AccountName" }, &printable(endpoint));
    if let Some(prefix) = &page.prefix {
        writer.leaf("Prefix", &printable(prefix));
    }
    if let Some(marker) = &page.marker {
        writer.leaf("Marker", &printable(marker));
    }
    if let Some(max) = page.max_results {
        writer.leaf("MaxResults", &max.to_string());
    }
    if page.queues.is_empty() {
        writer.empty("Queues");
    } else {
        writer.open("Queues");
        for (name, metadata) in &page.queues {
            writer.open("Queue");
            writer.leaf("Name", name);
            if !modern {
                writer.leaf("Url", &[&**endpoint, name].concat());
            }
            match metadata {
                Some(metadata) if metadata.is_empty() => writer.empty("Metadata"),
                Some(metadata) => {
                    writer.open("Metadata");
                    for (name, value) in metadata.iter() {
                        writer.leaf(name, &printable(value));
                    }
                    writer.close("Metadata");
                }
                None => {}
            }
            writer.close("Queue");
        }
        writer.close("Queues");
    }
    writer.leaf("NextMarker", page.next_marker.as_deref().unwrap_or(""));
    writer.close("EnumerationResults");
    writer.finish()
}

/// Page "Get Queue Service Stats".
fn stats(writer: &mut Writer, last_sync_at: Timestamp) {
    writer.open("StorageServiceStats");
    writer.open("GeoReplication");
    writer.leaf("Status", "live");
    writer.leaf("LastSyncTime", &date::rfc1123(last_sync_at));
    writer.close("GeoReplication");
    writer.close("StorageServiceStats");
}

/// The elements that say what exactly was wrong.
fn details(writer: &mut Writer, detail: &Detail) {
    let mut leaf = |name: &str, text: &str| writer.leaf(name, &printable(text));
    match detail {
        Detail::None => {}
        Detail::Range { name, value, min, max } => {
            leaf("QueryParameterName", name);
            leaf("QueryParameterValue", value);
            leaf("MinimumAllowed", &min.to_string());
            leaf("MaximumAllowed", &max.to_string());
        }
        Detail::Query { name, value, reason } => {
            leaf("QueryParameterName", name);
            leaf("QueryParameterValue", value);
            leaf("Reason", reason);
        }
        Detail::MissingQuery { name } => leaf("QueryParameterName", name),
        Detail::MaxLimit(limit) => leaf("MaxLimit", &limit.to_string()),
        Detail::Xml { line, position, reason } => {
            leaf("LineNumber", &line.to_string());
            leaf("LinePosition", &position.to_string());
            leaf("Reason", reason);
        }
        Detail::XmlNode { name, value, reason } => {
            leaf("XmlNodeName", name);
            leaf("XmlNodeValue", value);
            leaf("Reason", reason);
        }
        Detail::Header { name, value } => {
            leaf("HeaderName", name);
            leaf("HeaderValue", value);
        }
        Detail::Authentication { detail } => leaf("AuthenticationErrorDetail", detail),
        Detail::MessageDetails(text) => leaf("MessageDetails", text),
        Detail::CorsHeaderMissing(name) => leaf("MessageDetails", &["Invalid required CORS header ", name, " undefined"].concat()),
    }
}

/// A value of the request, made fit for XML: what it cannot carry becomes the replacement character.
fn printable(value: &str) -> Cow<'_, str> {
    let illegal = |letter: char| !crate::wire::xml::is_xml_char(letter);
    if value.contains(illegal) { Cow::Owned(value.replace(illegal, "\u{fffd}")) } else { Cow::Borrowed(value) }
}

fn phrase(status: u16) -> &'static str {
    match status {
        200 => "OK",
        201 => "Created",
        202 => "Accepted",
        204 => "No Content",
        _ => unreachable!("successes have these four"),
    }
}
