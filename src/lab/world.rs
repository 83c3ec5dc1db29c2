//! The service under examination, its clock, and the one way to send it something.

use super::people;
use super::sent::Sent;
use crate::auth::sas::{self, Protocol, Resource, ServiceSas};
use crate::auth::{Access, Key, KeyName};
use crate::client::{self, Answer, Call, Credential, Endpoint, Policy};
use crate::engine::{OperationName, PropertiesChange, SignedIdentifier};
use crate::server::Server;
use crate::time::{Span, Timestamp};
use crate::wire::Request;
use crate::wire::version::ApiVersion;

/// Where requests of the lab come from, as the service sees it: an address kept for examples.
pub const HERE: &str = "203.0.113.7";

/// A second queue of the account, to show that what opens one queue does not open the other.
pub const OTHER_QUEUE: &str = "payroll";

/// Messages that wait in the queue when the lab opens.
const STOCK: u64 = 3;

/// A clone is a snapshot: sending something to a clone tries it out.
#[derive(Clone, Debug)]
pub struct Lab {
    server: Server,
    account: Box<str>,
    queue: Box<str>,
    began_at: Timestamp,
    now: Timestamp,
}

impl Lab {
    /// Takes over a service as it is at `now`. `None` if it has no such account, or the account has no queues.
    ///
    /// The queue is made if it is not there, and gets a few messages if it has none. Nothing else that is there is changed.
    pub fn take_over(server: Server, account: &str, queue: &str, now: Timestamp) -> Option<Self> {
        server.access(account)?;
        if !server.engine().account(account)?.spec().kind.offers_queues() {
            return None;
        }
        // Signed times are whole seconds; the lab's clock begins at one.
        let now = Timestamp::from_secs(now.as_secs() + 1);
        let mut lab = Self { server, account: account.into(), queue: queue.into(), began_at: now, now };
        people::settle(&mut lab);
        for name in [queue, OTHER_QUEUE] {
            lab.as_owner(&Call::CreateQueue { queue: name.into(), metadata: Vec::new() });
        }
        while lab.waiting() < STOCK {
            let text = ["story ", &(lab.waiting() + 1).to_string()].concat();
            let put = Call::Put { queue: queue.into(), text: text.into(), visibility_timeout: None, time_to_live: None };
            if lab.as_owner(&put).is_none() {
                break;
            }
        }
        Some(lab)
    }

    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// When the lab was opened, on its own clock.
    pub fn began_at(&self) -> Timestamp {
        self.began_at
    }

    /// Turns the clock forward.
    pub fn advance(&mut self, span: Span) {
        self.now = self.now + span;
    }

    pub fn account(&self) -> &str {
        &self.account
    }

    pub fn queue(&self) -> &str {
        &self.queue
    }

    /// Keys, switches, identities.
    pub fn access(&self) -> &Access {
        self.server.access(&self.account).expect("the lab was opened on an account that is there")
    }

    /// The same, to be changed.
    pub fn access_mut(&mut self) -> &mut Access {
        self.server.access_mut(&self.account).expect("the lab was opened on an account that is there")
    }

    pub fn key(&self, name: KeyName) -> &Key {
        &self.access().keys[name as usize]
    }

    /// Puts a new key in the place of an old one, as `regenerateKey` does: at once, and for good.
    pub fn regenerate(&mut self, name: KeyName) {
        // A new key must not depend on when it is asked for twice in a row: the old one is its seed.
        let old = self.key(name).sign("the next practice key");
        let more = self.key(name).sign("and its second half");
        self.access_mut().keys[name as usize] = Key::from_bytes(&[old, more].concat());
    }

    /// Stored access policies of the queue.
    pub fn policies(&self) -> &[SignedIdentifier] {
        self.server.engine().account(&self.account).and_then(|account| account.queue(&self.queue)).map_or(&[], |queue| &**queue.acl())
    }

    /// Replaces the stored access policies, over the wire. They hold after thirty seconds.
    pub fn set_policies(&mut self, policies: Vec<Policy>) {
        let queue = self.queue.clone();
        self.as_owner(&Call::SetAcl { queue, policies });
    }

    /// Messages in the queue, visible or not.
    pub fn waiting(&self) -> u64 {
        let queue = self.server.engine().account(&self.account).and_then(|account| account.queue(&self.queue));
        queue.map_or(0, |queue| {
            let counts = queue.counts(self.now);
            counts.visible + counts.hidden
        })
    }

    pub fn endpoint(&self) -> Endpoint {
        Endpoint::cloud(&self.account)
    }

    /// The credential of whoever holds this account key.
    pub fn shared_key(&self, name: KeyName) -> Credential {
        Credential::SharedKey { account: self.account.clone(), key: self.key(name).clone() }
    }

    /// What `sas::mint_service` signs for: the lab's queue.
    pub fn resource(&self) -> Resource<'_> {
        Resource { account: &self.account, queue: &self.queue }
    }

    /// A service SAS for the queue with these letters and this expiry, signed with key1: the one most examples begin with.
    pub fn service_sas(&self, permissions: &str, expiry: Timestamp) -> String {
        let version = ApiVersion::CURRENT.as_str();
        let expiry = Some(expiry);
        let sas = ServiceSas { version, permissions, start: None, expiry, policy: "", ip: "", protocol: Protocol::Https };
        sas::mint_service(&sas, self.resource(), self.key(KeyName::Key1))
    }

    /// The request of a call, made now with this credential.
    pub fn request(&self, call: &Call, credential: &Credential) -> Request {
        let request = client::encode(call, &self.endpoint(), credential, self.now, None);
        Request { source_ip: HERE.into(), ..request }
    }

    /// A call that does `operation` sensibly here and now. Update and Delete first put a message of their own, so as to hold a pop receipt.
    pub fn call(&mut self, operation: OperationName) -> Call {
        let queue = self.queue.clone();
        match operation {
            OperationName::ListQueues => Call::ListQueues { prefix: None, marker: None, max_results: None, with_metadata: false },
            OperationName::GetServiceProperties => Call::GetServiceProperties,
            OperationName::SetServiceProperties => Call::SetServiceProperties { properties: PropertiesChange::default() },
            OperationName::GetServiceStats => Call::GetServiceStats,
            OperationName::PreflightRequest => {
                Call::Preflight { queue, origin: Some("https://newsroom.example".into()), method: Some("PUT".into()), headers: None }
            }
            OperationName::CreateQueue => Call::CreateQueue { queue, metadata: Vec::new() },
            OperationName::DeleteQueue => Call::DeleteQueue { queue },
            OperationName::GetQueueMetadata => Call::GetMetadata { queue },
            OperationName::SetQueueMetadata => Call::SetMetadata { queue, metadata: Vec::new() },
            OperationName::GetQueueAcl => Call::GetAcl { queue },
            OperationName::SetQueueAcl => Call::SetAcl { queue, policies: Vec::new() },
            OperationName::PutMessage => Call::Put { queue, text: "Stop press".into(), visibility_timeout: None, time_to_live: None },
            OperationName::GetMessages => Call::Get { queue, count: None, visibility_timeout: None },
            OperationName::PeekMessages => Call::Peek { queue, count: None },
            OperationName::ClearMessages => Call::Clear { queue },
            OperationName::UpdateMessage => {
                let (id, receipt) = self.ticket();
                Call::Update { queue, id, receipt, visibility_timeout: 30, text: None }
            }
            OperationName::DeleteMessage => {
                let (id, receipt) = self.ticket();
                Call::Delete { queue, id, receipt }
            }
        }
    }

    /// Sends a request: judges it step by step, has it answered, and keeps all of it.
    pub fn send(&mut self, request: Request) -> Sent {
        let decision = self.server.explain(self.now, &request);
        let reply = self.server.handle(self.now, &request);
        Sent { at: self.now, request, response: reply.response, operation: reply.operation, decision }
    }

    /// Makes a call with this credential and sends it.
    pub fn send_call(&mut self, call: &Call, credential: &Credential) -> Sent {
        let request = self.request(call, credential);
        self.send(request)
    }

    /// Id and pop receipt of a message that was put just now. Empty texts if the account lets nobody in by key: the request then fails on its
    /// credential before anybody looks at them.
    fn ticket(&mut self) -> (Box<str>, Box<str>) {
        let put = Call::Put { queue: self.queue.clone(), text: "a proof".into(), visibility_timeout: None, time_to_live: None };
        match self.as_owner(&put) {
            Some(Answer::Put(sent)) => (sent.id, sent.receipt),
            _ => ("00000000-0000-4000-8000-000000000000".into(), "none".into()),
        }
    }

    /// Does something as the owner of the account, whatever its switches say, and without being seen.
    fn as_owner(&mut self, call: &Call) -> Option<Answer> {
        let settings = std::mem::replace(&mut self.access_mut().settings, crate::auth::Settings::fresh());
        let request = self.request(call, &self.shared_key(KeyName::Key1));
        let reply = self.server.handle(self.now, &request);
        self.access_mut().settings = settings;
        client::decode(call, &reply.response).ok()
    }
}
