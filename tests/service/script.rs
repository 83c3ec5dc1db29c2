//! A small world for service tests: one account, one clock, calls in and answers out.

use playground::auth::sas::{self, Protocol};
use playground::auth::{Access, Key, Style, shared_key};
use playground::client::{self, Answer, Call, ClientError, Credential, Endpoint, ReceivedMessage, SentMessage};
use playground::engine::{AccountKind, AccountSpec, Engine, Redundancy};
use playground::rng::Rng;
use playground::server::{Reply, Server};
use playground::time::{Span, Timestamp};
use playground::wire::{Headers, Method, Request, Response, date};
use std::sync::Arc;

/// 2026-11-20T12:00:00Z.
pub const START: Timestamp = Timestamp::from_secs(1_795_176_000);

pub struct Script {
    pub server: Server,
    pub now: Timestamp,
    pub endpoint: Endpoint,
    pub credential: Credential,
}

impl Script {
    /// An account `newsroom` with a queue `tasks`.
    pub fn new() -> Self {
        let mut server = Server::new(Engine::new(Rng::new(7)));
        let spec = AccountSpec { name: "newsroom".into(), kind: AccountKind::StorageV2, redundancy: Redundancy::StandardRagrs };
        server.create_account(START, spec).expect("the name is free");
        let key = server.access("newsroom").expect("made above").keys[0].clone();
        let credential = Credential::SharedKey { account: "newsroom".into(), key };
        let mut script = Self { server, now: START, endpoint: Endpoint::cloud("newsroom"), credential };
        script.done(&Call::CreateQueue { queue: "tasks".into(), metadata: vec![] });
        script
    }

    pub fn wait(&mut self, secs: u64) {
        self.now = self.now + Span::from_secs(secs);
    }

    pub fn wait_micros(&mut self, micros: u64) {
        self.now = self.now + Span::from_micros(micros);
    }

    pub fn reply(&mut self, call: &Call) -> Reply {
        let request = client::encode(call, &self.endpoint, &self.credential, self.now, None);
        self.server.handle(self.now, &request)
    }

    /// A request in the client's words, signed with the script's credential.
    pub fn request(&self, method: &str, target: &str, headers: &[(&str, &str)], body: &str) -> Request {
        let mut all = Headers::default();
        for (name, value) in headers {
            all.push((*name).to_owned(), (*value).to_owned());
        }
        all.push("x-ms-date", date::rfc1123(self.now));
        all.push("x-ms-version", self.endpoint.version.to_string());
        if matches!(method, "PUT" | "POST") {
            all.push("Content-Length", body.len().to_string());
        }
        let mut target = target.to_owned();
        if let Credential::Sas(sas) = &self.credential {
            target.push(if target.contains('?') { '&' } else { '?' });
            target.push_str(sas);
        }
        if let Credential::Bearer(token) = &self.credential {
            all.push("Authorization", format!("Bearer {token}"));
        }
        let mut request = Request {
            method: Method::parse(method),
            scheme: self.endpoint.scheme,
            host: self.endpoint.host.clone(),
            target: target.into(),
            headers: all,
            body: Arc::from(body.as_bytes()),
            source_ip: "203.0.113.9".into(),
        };
        if let Credential::SharedKey { account, key } = &self.credential {
            shared_key::sign(&mut request, account, Style::Host, key, shared_key::Scheme::SharedKey);
        }
        request
    }

    /// The keys and switches of the account.
    pub fn access(&mut self) -> &mut Access {
        self.server.access_mut("newsroom").expect("made at the beginning")
    }

    /// A service SAS for the queue `tasks`, good for an hour.
    pub fn queue_sas(&self, permissions: &str) -> String {
        let expiry = Some(self.now + Span::from_secs(3_600));
        let (version, protocol) = ("2021-12-02", Protocol::Unsaid);
        let sas = sas::ServiceSas { version, permissions, start: None, expiry, policy: "", ip: "", protocol };
        sas::mint_service(&sas, sas::Resource { account: "newsroom", queue: "tasks" }, self.key())
    }

    /// An account SAS, good for an hour. `protocol` is `https` or empty.
    pub fn account_sas(&self, services: &str, resource_types: &str, permissions: &str, protocol: &str) -> String {
        let protocol = if protocol.is_empty() { Protocol::Unsaid } else { Protocol::Https };
        self.mint(&sas::AccountSas { services, resource_types, permissions, protocol, ..self.full_sas("") })
    }

    /// An account SAS for everything, but only from one address.
    pub fn account_sas_from(&self, ip: &str) -> String {
        self.mint(&self.full_sas(ip))
    }

    fn full_sas<'a>(&self, ip: &'a str) -> sas::AccountSas<'a> {
        sas::AccountSas {
            version: "2021-12-02",
            services: "q",
            resource_types: "sco",
            permissions: "rwdlacup",
            start: None,
            expiry: Some(self.now + Span::from_secs(3_600)),
            ip,
            protocol: Protocol::Unsaid,
        }
    }

    fn mint(&self, account_sas: &sas::AccountSas) -> String {
        sas::mint_account(account_sas, "newsroom", self.key())
    }

    fn key(&self) -> &Key {
        &self.server.access("newsroom").expect("made at the beginning").keys[0]
    }

    pub fn put_reply(&mut self, visibility_timeout: Option<i64>) -> Response {
        self.reply(&Call::Put { queue: "tasks".into(), text: "a".into(), visibility_timeout, time_to_live: None }).response
    }

    pub fn call(&mut self, call: &Call) -> Result<Answer, ClientError> {
        let reply = self.reply(call);
        client::decode(call, &reply.response)
    }

    pub fn done(&mut self, call: &Call) -> Answer {
        self.call(call).unwrap_or_else(|error| panic!("{call:?} was refused: {error:?}"))
    }

    /// Status and code of a refusal.
    pub fn refused(&mut self, call: &Call) -> (u16, String) {
        match self.call(call) {
            Err(ClientError::Service { status, code, .. }) => (status, code.into()),
            other => panic!("{call:?} was not refused: {other:?}"),
        }
    }

    pub fn put(&mut self, text: &str) -> SentMessage {
        self.put_with(text, None, None)
    }

    pub fn put_with(&mut self, text: &str, visibility_timeout: Option<i64>, time_to_live: Option<i64>) -> SentMessage {
        match self.done(&Call::Put { queue: "tasks".into(), text: text.into(), visibility_timeout, time_to_live }) {
            Answer::Put(sent) => sent,
            other => panic!("a put answered {other:?}"),
        }
    }

    pub fn get(&mut self, count: i64, visibility_timeout: i64) -> Vec<ReceivedMessage> {
        let call = Call::Get { queue: "tasks".into(), count: Some(count), visibility_timeout: Some(visibility_timeout) };
        match self.done(&call) {
            Answer::Got(received) => received,
            other => panic!("a get answered {other:?}"),
        }
    }

    /// The texts a Get hands out, with their dequeue counts.
    pub fn get_texts(&mut self, count: i64, visibility_timeout: i64) -> Vec<(String, u32)> {
        self.get(count, visibility_timeout).into_iter().map(|message| (message.text.to_string(), message.dequeue_count)).collect()
    }
}

pub fn delete(id: &str, receipt: &str) -> Call {
    Call::Delete { queue: "tasks".into(), id: id.into(), receipt: receipt.into() }
}

pub fn update(id: &str, receipt: &str, visibility_timeout: i64, text: Option<&str>) -> Call {
    Call::Update { queue: "tasks".into(), id: id.into(), receipt: receipt.into(), visibility_timeout, text: text.map(Into::into) }
}
