//! The pipeline of the service: route, authorise, apply, render.
//!
//! `Server::handle` turns any request into an answer and never fails: a refusal is an answer too. What happened on the way (which operation it
//! was, what the engine said) comes back beside the answer, so that a log or a lesson need not read it out of the bytes.

mod cors;
mod read;
mod render;
mod route;

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

impl Server {
    pub fn new(engine: Engine) -> Self {
        Self { engine }
    }

    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Makes an account. Err: `InvalidName`, `NameTaken`.
    pub fn create_account(&mut self, now: Timestamp, spec: AccountSpec) -> Result<(), AccountError> {
        self.engine.create_account(now, spec)
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
        let result = self.answer(&mut envelope, &mut trace);
        let mut response = match &result {
            Ok(outcome) => render::success(&envelope, outcome),
            Err(refusal) => render::refusal(&envelope, refusal),
        };
        if let Some(account) = trace.account.and_then(|account| self.engine.account(&account)) {
            cors::decorate(&mut response, request, account.properties());
        }
        let (result, refusal) = match result {
            Err(refusal) if !trace.applied => (None, Some(refusal)),
            result => (Some(result), None),
        };
        Reply { response, operation: trace.operation, queue: trace.queue, result, refusal }
    }

    fn answer(&mut self, envelope: &mut Envelope, trace: &mut Trace) -> Result<Outcome, ServiceError> {
        let request = envelope.request;
        let route = Route::parse(request)?;
        if let Some(version) = request.headers.get("x-ms-version") {
            envelope.version = ApiVersion::parse(version).ok_or_else(|| read::bad_header("x-ms-version", version))?;
        }
        let account = self.engine.account(&route.account).filter(|account| account.spec().kind.offers_queues());
        let account = account.ok_or(ErrorCode::ResourceNotFound)?;
        if route.location == Location::Secondary && !account.spec().redundancy.has_readable_secondary() {
            return Err(ErrorCode::ResourceNotFound.into());
        }
        let account = account.label();
        trace.account = Some(Arc::clone(&account));
        let name = route.operation(request, envelope.version)?;
        trace.operation = Some(name);
        if name == OperationName::ListQueues {
            envelope.endpoint = Route::endpoint(request);
        }
        let operation = read::operation(name, &route, request, envelope.version, &mut trace.queue)?;
        trace.applied = true;
        self.engine.apply_at(envelope.now, &account, route.location, &operation)
    }
}

/// What is known of a request so far.
#[derive(Debug, Default)]
struct Trace {
    account: Option<Arc<str>>,
    operation: Option<OperationName>,
    queue: Option<Arc<str>>,
    applied: bool,
}
