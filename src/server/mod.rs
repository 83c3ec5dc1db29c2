//! The pipeline of the service: route, authorise, apply, render.
//!
//! `Server::handle` turns any request into an answer and never fails: a refusal is an answer too. What happened on the way (which operation it
//! was, what the engine said) comes back beside the answer, so that a log or a lesson need not read it out of the bytes.

mod cors;
mod delegation;
mod read;
mod render;
mod route;

use crate::auth::facts::DelegationKey;
use crate::auth::{self, Access, Asked, Caller, Decision, Directory, Facts, Key, Policies, Verdict};
use crate::engine::table::Table;
use crate::engine::{AccountError, AccountSpec, Engine, ErrorCode, Location, OperationName, Outcome, ServiceError, Throttling};
use crate::time::Timestamp;
use crate::wire::version::ApiVersion;
use crate::wire::{Request, Response};
use route::Route;
use std::sync::Arc;
use uuid::Uuid;

/// The whole service behind its wire. A clone is a snapshot.
#[derive(Clone, Debug)]
pub struct Server {
    engine: Engine,
    /// The tenant new accounts trust.
    directory: Arc<Directory>,
    // Invariant: holds exactly the accounts of the engine.
    access: Table<Arc<str>, Arc<Access>>,
}

/// An answer, and how it came about.
#[derive(Clone, Debug)]
pub struct Reply {
    pub response: Response,
    /// What was asked; `None` if that could not be made out.
    pub operation: Option<OperationName>,
    pub queue: Option<Arc<str>>,
    /// What the engine said; `None` if the request was refused before it got there.
    pub result: Option<Result<Outcome, ServiceError>>,
    /// Why the request was refused before it got to the engine.
    pub refusal: Option<ServiceError>,
    /// Who was let in, or why not; without the steps, which `Server::explain` gives. `None` if the request did not get that far.
    pub decision: Option<Decision>,
}

/// What every answer repeats from its request.
#[derive(Debug)]
struct Envelope<'a> {
    now: Timestamp,
    request: &'a Request,
    request_id: Uuid,
    version: ApiVersion,
    /// The account's address as it was called, with a slash at its end; empty while that is not known.
    endpoint: String,
}

/// What is known of a request so far.
#[derive(Debug, Default)]
struct Trace {
    account: Option<Arc<str>>,
    operation: Option<OperationName>,
    queue: Option<Arc<str>>,
    decision: Option<Decision>,
    applied: bool,
}

impl Server {
    /// A service for the accounts of `engine`, each with two new keys. Authorization is always on.
    pub fn new(engine: Engine) -> Self {
        let mut rng = engine.fork("directory");
        let directory = Arc::new(Directory::new(rng.uuid().to_string(), Key::generate(&mut rng)));
        let accounts = engine.accounts().map(crate::engine::Account::label).collect::<Vec<_>>();
        let mut server = Self { engine, directory, access: Table::default() };
        for account in accounts {
            server.open(account);
        }
        server
    }

    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Makes an account with two new keys. Err: `InvalidName`, `NameTaken`.
    pub fn create_account(&mut self, now: Timestamp, spec: AccountSpec) -> Result<(), AccountError> {
        let name = Arc::clone(&spec.name);
        self.engine.create_account(now, spec)?;
        self.open(name);
        Ok(())
    }

    /// The keys, switches and identities of an account.
    pub fn access(&self, account: &str) -> Option<&Access> {
        self.access.get(account).map(|access| &**access)
    }

    /// The same, to be changed: keys renewed, switches set, roles given.
    pub fn access_mut(&mut self, account: &str) -> Option<&mut Access> {
        self.access.get_mut(account).map(Arc::make_mut)
    }

    /// Whether the throughput targets are enforced. Off at first.
    pub fn set_throttling(&mut self, throttling: Throttling) {
        self.engine.set_throttling(throttling);
    }

    /// Answers a request.
    pub fn handle(&mut self, now: Timestamp, request: &Request) -> Reply {
        let request_id = self.engine.next_request_id();
        let mut envelope = Envelope { now, request, request_id, version: ApiVersion::DEFAULT, endpoint: String::new() };
        let mut trace = Trace::default();
        if let Some(given) = self.delegation_key(&mut envelope, &mut trace) {
            let judged = trace.decision.as_ref().and_then(Decision::refusal);
            let (response, refusal) = match given {
                Ok(key) => (render::delegation_key(&envelope, &key), None),
                Err(refusal) => (render::refusal(&envelope, &refusal, judged), Some(refusal)),
            };
            return Reply { response, operation: None, queue: None, result: None, refusal, decision: trace.decision };
        }
        let result = self.answer(&mut envelope, &mut trace);
        let mut response = match &result {
            Ok(outcome) => render::success(&envelope, outcome),
            Err(refusal) => render::refusal(&envelope, refusal, trace.decision.as_ref().and_then(Decision::refusal)),
        };
        if let Some(account) = trace.account.and_then(|account| self.engine.account(&account)) {
            cors::decorate(&mut response, request, account.properties());
        }
        let (result, refusal) = match result {
            Err(refusal) if !trace.applied => (None, Some(refusal)),
            result => (Some(result), None),
        };
        Reply { response, operation: trace.operation, queue: trace.queue, result, refusal, decision: trace.decision }
    }

    /// Judges a request without doing it, step by step. `None` if it is not clear enough what it asks, or of whom.
    pub fn explain(&self, now: Timestamp, request: &Request) -> Option<Decision> {
        let route = Route::parse(request).ok()?;
        let version = route.version(request);
        let asked = if delegation::is_asked(request, &route, version) {
            Asked::UserDelegationKey
        } else {
            Asked::Operation(route.operation(request, version).ok()?)
        };
        Some(auth::explain(&self.facts(&route, asked)?, request, now))
    }

    fn open(&mut self, account: Arc<str>) {
        let mut rng = self.engine.fork(&["keys of ", &*account].concat());
        let keys = [Key::generate(&mut rng), Key::generate(&mut rng)];
        self.access.insert(account, Arc::new(Access::new(keys, Arc::clone(&self.directory))));
    }

    fn answer(&mut self, envelope: &mut Envelope, trace: &mut Trace) -> Result<Outcome, ServiceError> {
        let request = envelope.request;
        let route = Route::parse(request)?;
        envelope.version = route.version(request);
        let account = self.addressed(&route)?;
        trace.account = Some(Arc::clone(&account));
        let name = route.operation(request, envelope.version)?;
        trace.operation = Some(name);
        self.judge(&route, name.into(), envelope, trace)?;
        if name == OperationName::ListQueues {
            envelope.endpoint = Route::endpoint(request);
        }
        let operation = read::operation(name, &route, request, envelope.version, &mut trace.queue)?;
        trace.applied = true;
        self.engine.apply_at(envelope.now, &account, route.location, &operation)
    }

    /// Gives out a user delegation key, if that is what is asked. `None`: something else is asked.
    fn delegation_key(&mut self, envelope: &mut Envelope, trace: &mut Trace) -> Option<Result<DelegationKey, ServiceError>> {
        let request = envelope.request;
        if !delegation::may_be_asked(request) {
            return None;
        }
        let route = Route::parse(request).ok()?;
        let version = route.version(request);
        if !delegation::is_asked(request, &route, version) {
            return None;
        }
        envelope.version = version;
        Some(self.issue(&route, envelope, trace))
    }

    fn issue(&mut self, route: &Route, envelope: &Envelope, trace: &mut Trace) -> Result<DelegationKey, ServiceError> {
        let account = self.addressed(route)?;
        let Caller::Bearer { object_id, .. } = self.judge(route, Asked::UserDelegationKey, envelope, trace)? else {
            unreachable!("no other credential can ask for a delegation key");
        };
        let access = self.access_mut(&account).ok_or(ErrorCode::ResourceNotFound)?;
        let tenant = access.directory.tenant.clone();
        let fields = delegation::read(&envelope.request.body, &object_id, &tenant, envelope.version, envelope.now)?;
        Ok(access.issue_delegation_key(fields))
    }

    /// The account a request goes to. Err: `ResourceNotFound` if there is none, or it has no queues, or no secondary that can be read.
    fn addressed(&self, route: &Route) -> Result<Arc<str>, ServiceError> {
        let account = self.engine.account(&route.account).filter(|account| account.spec().kind.offers_queues());
        let account = account.ok_or(ErrorCode::ResourceNotFound)?;
        if route.location == Location::Secondary && !account.spec().redundancy.has_readable_secondary() {
            return Err(ErrorCode::ResourceNotFound.into());
        }
        Ok(account.label())
    }

    /// As whom the request runs. Err: the refusal of authorization.
    fn judge(&self, route: &Route, asked: Asked, envelope: &Envelope, trace: &mut Trace) -> Result<Caller, ServiceError> {
        let request = envelope.request;
        let facts = self.facts(route, asked).ok_or(ErrorCode::ResourceNotFound)?;
        let decision = trace.decision.insert(auth::authorize(&facts, request, envelope.now));
        match &decision.verdict {
            Verdict::Allowed(caller) => Ok(caller.clone()),
            Verdict::Refused(refusal) => Err(match request.headers.get("x-ms-version") {
                Some(given) if refusal.code == ErrorCode::InvalidHeaderValue && ApiVersion::parse(given).is_none() => {
                    read::bad_header("x-ms-version", given)
                }
                _ => refusal.into(),
            }),
        }
    }

    /// What authorization wants to know. `None` for an unknown account.
    fn facts<'a>(&'a self, route: &'a Route, operation: Asked) -> Option<Facts<'a>> {
        let queue = route.queue();
        let found = queue.and_then(|queue| self.engine.account(&route.account)?.queue(queue));
        Some(Facts {
            account: &route.account,
            access: self.access(&route.account)?,
            operation,
            queue,
            policies: found.map(|queue| Policies { list: queue.acl(), set_at: queue.acl_set_at() }),
            endpoint: match route.location {
                Location::Primary => auth::Endpoint::Primary,
                Location::Secondary => auth::Endpoint::Secondary,
            },
            style: route.style,
        })
    }
}
