//! A call becomes a request.

use crate::client::{Call, Credential, Endpoint};
use crate::time::Timestamp;
use crate::wire::xml::Writer;
use crate::wire::{Headers, Method, Request, date, query};
use std::sync::Arc;

/// Writes the request of a call, with all headers the service wants, signed with `credential`.
pub fn encode(call: &Call, endpoint: &Endpoint, credential: &Credential, now: Timestamp, client_request_id: Option<&str>) -> Request {
    let mut target = Target::new(endpoint);
    let mut headers = Headers::with_capacity(8);
    let mut body = None;
    let method = match call {
        Call::CreateQueue { queue, metadata } => {
            target.segment(queue);
            push_metadata(&mut headers, metadata);
            Method::Put
        }
        Call::DeleteQueue { queue } => {
            target.segment(queue);
            Method::Delete
        }
        Call::GetMetadata { queue } => {
            target.segment(queue);
            target.parameter("comp", "metadata");
            Method::Get
        }
        Call::SetMetadata { queue, metadata } => {
            target.segment(queue);
            target.parameter("comp", "metadata");
            push_metadata(&mut headers, metadata);
            Method::Put
        }
        Call::Put { queue, text, visibility_timeout, time_to_live } => {
            target.messages(queue);
            target.number("visibilitytimeout", *visibility_timeout);
            target.number("messagettl", *time_to_live);
            body = Some(message(text));
            Method::Post
        }
        Call::Get { queue, count, visibility_timeout } => {
            target.messages(queue);
            target.number("numofmessages", *count);
            target.number("visibilitytimeout", *visibility_timeout);
            Method::Get
        }
        Call::Peek { queue, count } => {
            target.messages(queue);
            target.parameter("peekonly", "true");
            target.number("numofmessages", *count);
            Method::Get
        }
        Call::Update { queue, id, receipt, visibility_timeout, text } => {
            target.messages(queue);
            target.segment(id);
            target.parameter("popreceipt", receipt);
            target.number("visibilitytimeout", Some(*visibility_timeout));
            body = text.as_deref().map(message);
            Method::Put
        }
        Call::Delete { queue, id, receipt } => {
            target.messages(queue);
            target.segment(id);
            target.parameter("popreceipt", receipt);
            Method::Delete
        }
        Call::Clear { queue } => {
            target.messages(queue);
            Method::Delete
        }
    };
    headers.push("x-ms-date", date::rfc1123(now));
    headers.push("x-ms-version", String::from(&*endpoint.version));
    if let Some(id) = client_request_id {
        headers.push("x-ms-client-request-id", id.to_owned());
    }
    if body.is_some() {
        headers.push("Content-Type", "application/xml");
    }
    if matches!(method, Method::Put | Method::Post) {
        headers.push("Content-Length", body.as_ref().map_or(0, String::len).to_string());
    }
    if let Credential::Sas(sas) = credential {
        target.raw(sas);
    }
    if let Credential::Bearer(token) = credential {
        headers.push("Authorization", ["Bearer ", token].concat());
    }
    Request {
        method,
        scheme: endpoint.scheme,
        host: endpoint.host.clone(),
        target: target.text.into(),
        headers,
        body: body.map_or_else(|| Arc::from([]), |text| Arc::from(text.into_bytes())),
        source_ip: "".into(),
    }
}

fn message(text: &str) -> String {
    let mut writer = Writer::client_document();
    writer.open("QueueMessage");
    writer.leaf("MessageText", text);
    writer.close("QueueMessage");
    writer.finish()
}

fn push_metadata(headers: &mut Headers, metadata: &[(Box<str>, Box<str>)]) {
    for (name, value) in metadata {
        headers.push(["x-ms-meta-", name].concat(), String::from(&**value));
    }
}

/// A request target that grows: the path first, then the parameters.
struct Target {
    text: String,
    separator: char,
}

impl Target {
    fn new(endpoint: &Endpoint) -> Self {
        let mut text = String::with_capacity(160);
        if endpoint.path_style {
            text.push('/');
            query::encode(&mut text, &endpoint.account);
            text.push_str(if endpoint.secondary { "-secondary" } else { "" });
        }
        Self { text, separator: '?' }
    }

    fn segment(&mut self, name: &str) {
        self.text.push('/');
        query::encode(&mut self.text, name);
    }

    fn messages(&mut self, queue: &str) {
        self.segment(queue);
        self.text.push_str("/messages");
    }

    fn parameter(&mut self, name: &str, value: &str) {
        self.text.push(self.separator);
        self.separator = '&';
        self.text.push_str(name);
        self.text.push('=');
        query::encode(&mut self.text, value);
    }

    fn number(&mut self, name: &str, number: Option<i64>) {
        if let Some(number) = number {
            self.parameter(name, &number.to_string());
        }
    }

    /// Appends parameters that are encoded already.
    fn raw(&mut self, parameters: &str) {
        self.text.push(self.separator);
        self.separator = '&';
        self.text.push_str(parameters);
    }
}
