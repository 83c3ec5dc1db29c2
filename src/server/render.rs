//! Writing answers, exactly as the service does: which headers, in which order the elements, and the sentence on the status line.
//!
//! Bodies begin with a byte order mark and the XML declaration. An error's sentence is also the text after the status code.

use crate::engine::{Detail, Message, Outcome, ServiceError, limits};
use crate::server::Envelope;
use crate::wire::xml::Writer;
use crate::wire::{Headers, Method, Response, date};
use std::borrow::Cow;
use std::sync::Arc;
use uuid::Uuid;

/// The answer to a request that was granted.
pub(super) fn success(envelope: &Envelope, outcome: &Outcome) -> Response {
    let mut headers = Headers::with_capacity(10);
    let (status, body) = match outcome {
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
        Outcome::QueueAcl(_) => (200, None),
        Outcome::Put(message) => (201, Some(messages(std::slice::from_ref(message), Shown::Sent))),
        Outcome::Got(got) => (200, Some(messages(got, Shown::Received))),
        Outcome::Peeked(peeked) => (200, Some(messages(peeked, Shown::Peeked))),
        Outcome::Updated { message, .. } => {
            headers.push("x-ms-popreceipt", message.pop_receipt().emit());
            headers.push("x-ms-time-next-visible", date::rfc1123(message.visible_at));
            (204, None)
        }
    };
    if envelope.request.method == Method::Get {
        headers.push("Cache-Control", "no-cache");
    }
    match &body {
        Some(_) => {
            headers.push("Transfer-Encoding", "chunked");
            headers.push("Content-Type", "application/xml");
        }
        None => headers.push("Content-Length", "0"),
    }
    finish(envelope, status, phrase(status), headers, body)
}

/// The answer to a request that was refused.
pub(super) fn refusal(envelope: &Envelope, refusal: &ServiceError) -> Response {
    let code = refusal.code;
    let mut writer = Writer::service_document();
    writer.open("Error");
    writer.leaf("Code", code.as_str());
    let time = date::iso8601(envelope.now);
    let mut buffer = Uuid::encode_buffer();
    let request_id: &str = envelope.request_id.hyphenated().encode_lower(&mut buffer);
    writer.leaf("Message", &[code.text(), "\nRequestId:", request_id, "\nTime:", &time].concat());
    details(&mut writer, &refusal.detail);
    writer.close("Error");
    let body = writer.finish();

    let mut headers = Headers::with_capacity(8);
    headers.push("Content-Length", body.len().to_string());
    headers.push("Content-Type", "application/xml");
    headers.push("x-ms-error-code", code.as_str());
    finish(envelope, code.status(), code.text(), headers, Some(body))
}

/// The headers that every answer carries.
fn finish(envelope: &Envelope, status: u16, reason: &str, mut headers: Headers, body: Option<String>) -> Response {
    headers.push("Server", "Windows-Azure-Queue/1.0 Microsoft-HTTPAPI/2.0");
    let mut buffer = Uuid::encode_buffer();
    headers.push("x-ms-request-id", envelope.request_id.hyphenated().encode_lower(&mut buffer).to_owned());
    let client_request_id = envelope.request.headers.get("x-ms-client-request-id");
    if let Some(id) = client_request_id.filter(|id| id.chars().count() <= limits::CLIENT_REQUEST_ID_CHARS_MAX) {
        headers.push("x-ms-client-request-id", id.to_owned());
    }
    headers.push("x-ms-version", envelope.version.as_str());
    headers.push("Date", date::rfc1123(envelope.now));
    let body = body.filter(|_| envelope.request.method != Method::Head);
    let body = body.map_or_else(|| Arc::from([]), |text| Arc::from(text.into_bytes()));
    Response { status, reason: reason.into(), headers, body }
}

/// Which parts of a message an answer shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Sent,
    Received,
    Peeked,
}

fn messages(messages: &[Message], shown: Shown) -> String {
    let mut writer = Writer::service_document();
    if messages.is_empty() {
        writer.empty("QueueMessagesList");
        return writer.finish();
    }
    writer.open("QueueMessagesList");
    for message in messages {
        writer.open("QueueMessage");
        let mut buffer = Uuid::encode_buffer();
        writer.leaf("MessageId", message.id.hyphenated().encode_lower(&mut buffer));
        writer.leaf("InsertionTime", &date::rfc1123(message.inserted_at));
        writer.leaf("ExpirationTime", &date::rfc1123(message.expires_at));
        if shown != Shown::Peeked {
            writer.leaf("PopReceipt", &message.pop_receipt().emit());
            writer.leaf("TimeNextVisible", &date::rfc1123(message.visible_at));
        }
        if shown != Shown::Sent {
            writer.leaf("DequeueCount", &message.dequeue_count.to_string());
            writer.leaf("MessageText", &message.text);
        }
        writer.close("QueueMessage");
    }
    writer.close("QueueMessagesList");
    writer.finish()
}

/// The elements that say what exactly was wrong.
fn details(writer: &mut Writer, detail: &Detail) {
    let mut leaf = |name: &str, text: &str| writer.leaf(name, text);
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
            leaf("HeaderValue", &printable(value));
        }
        Detail::Authentication { detail } => leaf("AuthenticationErrorDetail", detail),
        Detail::MessageDetails(text) => leaf("MessageDetails", text),
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
