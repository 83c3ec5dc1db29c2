//! A call becomes a request.

use crate::auth::Style;
use crate::auth::shared_key::{self, Scheme};
use crate::client::{Call, Credential, Endpoint, Policy};
use crate::time::Timestamp;
use crate::wire::version::ApiVersion;
use crate::wire::xml::Writer;
use crate::wire::{Headers, Method, Request, date, properties, query};
use std::sync::Arc;

/// Writes the request of a call, with all headers the service wants, signed with `credential`.
pub fn encode(call: &Call, endpoint: &Endpoint, credential: &Credential, now: Timestamp, client_request_id: Option<&str>) -> Request {
    let mut target = Target::new(endpoint);
    aim(call, &mut target);
    let method = method(call);
    let version = ApiVersion::parse(&endpoint.version);
    let body = body(call, version.unwrap_or(ApiVersion::CURRENT));
    let mut headers = Headers::with_capacity(8);
    push_own_headers(call, &mut headers);
    headers.push("x-ms-date", date::rfc1123(now));
    match version {
        Some(version) => headers.push("x-ms-version", version.as_str()),
        None => headers.push("x-ms-version", String::from(&*endpoint.version)),
    }
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
    let mut request = Request {
        method,
        scheme: endpoint.scheme,
        host: endpoint.host.clone(),
        target: target.text.into(),
        headers,
        body: body.map_or_else(|| Arc::from([]), |text| Arc::from(text.into_bytes())),
        source_ip: "".into(),
    };
    sign(&mut request, endpoint, credential);
    request
}

fn sign(request: &mut Request, endpoint: &Endpoint, credential: &Credential) {
    if let Credential::SharedKey { account, key } = credential {
        let style = if endpoint.path_style { Style::Path } else { Style::Host };
        shared_key::sign(request, account, style, key, Scheme::SharedKey);
    }
}

/// Adds the credential to a request that somebody wrote by hand, with its date and version in place. A request that already shows one, in an
/// `Authorization` header or as a signature in its query, is left as it is.
pub fn show(request: &mut Request, endpoint: &Endpoint, credential: &Credential) {
    let signed = query::Query::parse(request.query()).is_some_and(|query| query.get("sig").is_some());
    if signed || request.headers.get("Authorization").is_some() {
        return;
    }
    match credential {
        Credential::Anonymous => {}
        Credential::SharedKey { .. } => sign(request, endpoint, credential),
        Credential::Sas(sas) => {
            let separator = if request.target.contains('?') { "&" } else { "?" };
            request.target = [&*request.target, separator, sas].concat().into();
        }
        Credential::Bearer(token) => request.headers.push("Authorization", ["Bearer ", token].concat()),
    }
}

const fn method(call: &Call) -> Method {
    match call {
        Call::ListQueues { .. }
        | Call::GetServiceProperties
        | Call::GetServiceStats
        | Call::GetMetadata { .. }
        | Call::GetAcl { .. }
        | Call::Get { .. }
        | Call::Peek { .. } => Method::Get,
        Call::SetServiceProperties { .. }
        | Call::CreateQueue { .. }
        | Call::SetMetadata { .. }
        | Call::SetAcl { .. }
        | Call::Update { .. } => Method::Put,
        Call::DeleteQueue { .. } | Call::Delete { .. } | Call::Clear { .. } => Method::Delete,
        Call::Put { .. } => Method::Post,
        Call::Preflight { .. } => Method::Options,
    }
}

/// Writes path and query.
fn aim(call: &Call, target: &mut Target) {
    match call {
        Call::ListQueues { prefix, marker, max_results, with_metadata } => {
            target.service("list");
            for (name, value) in [("prefix", prefix), ("marker", marker)] {
                if let Some(value) = value {
                    target.parameter(name, value);
                }
            }
            target.number("maxresults", *max_results);
            if *with_metadata {
                target.parameter("include", "metadata");
            }
        }
        Call::GetServiceProperties | Call::SetServiceProperties { .. } => target.service("properties"),
        Call::GetServiceStats => target.service("stats"),
        Call::CreateQueue { queue, .. } | Call::DeleteQueue { queue } => target.segment(queue),
        Call::GetMetadata { queue } | Call::SetMetadata { queue, .. } => {
            target.segment(queue);
            target.parameter("comp", "metadata");
        }
        Call::GetAcl { queue } | Call::SetAcl { queue, .. } => {
            target.segment(queue);
            target.parameter("comp", "acl");
        }
        Call::Put { queue, visibility_timeout, time_to_live, .. } => {
            target.messages(queue);
            target.number("visibilitytimeout", *visibility_timeout);
            target.number("messagettl", *time_to_live);
        }
        Call::Get { queue, count, visibility_timeout } => {
            target.messages(queue);
            target.number("numofmessages", *count);
            target.number("visibilitytimeout", *visibility_timeout);
        }
        Call::Peek { queue, count } => {
            target.messages(queue);
            target.parameter("peekonly", "true");
            target.number("numofmessages", *count);
        }
        Call::Update { queue, id, receipt, visibility_timeout, .. } => {
            target.messages(queue);
            target.segment(id);
            target.parameter("popreceipt", receipt);
            target.number("visibilitytimeout", Some(*visibility_timeout));
        }
        Call::Delete { queue, id, receipt } => {
            target.messages(queue);
            target.segment(id);
            target.parameter("popreceipt", receipt);
        }
        Call::Clear { queue } | Call::Preflight { queue, .. } => target.messages(queue),
    }
}

/// Adds the headers that carry arguments of the call.
fn push_own_headers(call: &Call, headers: &mut Headers) {
    match call {
        Call::CreateQueue { metadata, .. } | Call::SetMetadata { metadata, .. } => {
            for (name, value) in metadata {
                headers.push(["x-ms-meta-", name].concat(), String::from(&**value));
            }
        }
        Call::Preflight { origin, method, headers: wanted, .. } => {
            let named = [("Origin", origin), ("Access-Control-Request-Method", method), ("Access-Control-Request-Headers", wanted)];
            for (name, value) in named {
                if let Some(value) = value {
                    headers.push(name, String::from(&**value));
                }
            }
        }
        _ => {}
    }
}

fn body(call: &Call, version: ApiVersion) -> Option<String> {
    match call {
        Call::Put { text, .. } | Call::Update { text: Some(text), .. } => Some(message(text)),
        Call::SetServiceProperties { properties } => Some(document(|writer| properties::write_change(writer, properties, version))),
        Call::SetAcl { policies, .. } => Some(document(|writer| write_policies(writer, policies))),
        _ => None,
    }
}

fn document(write: impl FnOnce(&mut Writer)) -> String {
    let mut writer = Writer::client_document();
    write(&mut writer);
    writer.finish()
}

fn message(text: &str) -> String {
    document(|writer| {
        writer.open("QueueMessage");
        writer.leaf("MessageText", text);
        writer.close("QueueMessage");
    })
}

fn write_policies(writer: &mut Writer, policies: &[Policy]) {
    writer.open("SignedIdentifiers");
    for policy in policies {
        writer.open("SignedIdentifier");
        writer.leaf("Id", &policy.id);
        writer.open("AccessPolicy");
        for (name, value) in [("Start", &policy.start), ("Expiry", &policy.expiry), ("Permission", &policy.permission)] {
            if let Some(value) = value {
                writer.leaf(name, value);
            }
        }
        writer.close("AccessPolicy");
        writer.close("SignedIdentifier");
    }
    writer.close("SignedIdentifiers");
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

    /// The account itself.
    fn service(&mut self, comp: &str) {
        if self.text.is_empty() {
            self.text.push('/');
        }
        if comp != "list" {
            self.parameter("restype", "service");
        }
        self.parameter("comp", comp);
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
