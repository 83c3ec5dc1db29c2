//! A small world for service tests: one account, one clock, calls in and answers out.

use playground::client::{self, Answer, Call, ClientError, Credential, Endpoint, ReceivedMessage, SentMessage};
use playground::engine::{AccountKind, AccountSpec, Engine, Redundancy};
use playground::rng::Rng;
use playground::server::{Reply, Server};
use playground::time::{Span, Timestamp};

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
