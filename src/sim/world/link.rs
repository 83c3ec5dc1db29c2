//! The link between actors and the service: a request travels, is handled, and its answer travels back; on the way either may get lost.

use super::weather::Way;
use super::{PERSON, Task, World};
use crate::client::{self, Answer, Call, ClientError};
use crate::engine::{OperationName, Outcome};
use crate::server::Reply;
use crate::sim::actor::{ANSWERS_MAX, Answered, Asked, Body};
use crate::sim::event::{ActorId, EventId, EventKind, Lost, QueueLabel, Via};
use crate::sim::input::RawRequest;
use crate::sim::line::{Host, Line};
use crate::sim::record::Recorder;
use crate::time::{Span, Timestamp};
use crate::wire::{Method, Request, Response, date};
use std::sync::Arc;

/// Who asks for what: known from the first moment until the answer is heard.
#[derive(Clone, Debug)]
pub(in super::super) struct Errand {
    actor: ActorId,
    epoch: u32,
    /// `None`: a program sent it. Requests sent by hand take no time, so that acting works while time stands still.
    via: Option<Via>,
    asked: Asked,
    /// 0 the first time.
    attempt: u8,
    sent_at: Timestamp,
    /// Somebody typed where it goes: look whether anybody is there.
    typed: bool,
}

/// A request on its way. Nobody needs its bytes once it has arrived, and every snapshot keeps what is on its way.
#[derive(Clone, Debug)]
pub(in super::super) struct Flight {
    errand: Arc<Errand>,
    request: Request,
}

/// An answer on its way, or the moment at which its sender gives up, with what the (all-knowing) world knows about it besides.
#[derive(Clone, Debug)]
pub(in super::super) struct Return {
    errand: Arc<Errand>,
    response: Option<Response>,
    pub(in super::super) outcome: Option<Outcome>,
    pub(in super::super) queue: Option<QueueLabel>,
    event: EventId,
}

impl Return {
    pub(in super::super) fn call(&self) -> Option<&Call> {
        match &self.errand.asked {
            Asked::Call(call) => Some(call),
            Asked::Raw(_) => None,
        }
    }
}

impl World {
    /// A program sends a request.
    pub(in super::super) fn send(&mut self, actor: ActorId, call: Call) {
        self.dispatch(actor, None, Asked::Call(call), 0);
    }

    /// A person sends a request, from the page or at a client desk.
    pub(super) fn send_by_hand(&mut self, by: ActorId, via: Via, asked: Asked) {
        let Some(actor) = self.actors.get(usize::from(by.0)).filter(|actor| actor.answers().is_some()) else { return };
        let asked = match (asked, &actor.line.queue) {
            (Asked::Call(call), Some(queue)) => Asked::Call(call.aimed_at(queue)),
            (asked, _) => asked,
        };
        self.dispatch(by, Some(via), asked, 0);
    }

    fn dispatch(&mut self, id: ActorId, via: Option<Via>, asked: Asked, attempt: u8) {
        let actor = &self.actors[usize::from(id.0)];
        let epoch = actor.epoch;
        let clock = shifted(self.now, actor.clock_ahead_secs);
        let line = &actor.line;
        let request = match &asked {
            Asked::Call(call) => client::encode(call, &line.endpoint, &line.credential, clock, None),
            Asked::Raw(raw) => raw_request(raw, line, clock),
        };
        let typed = line.host != Host::Known || matches!(asked, Asked::Raw(_));
        let way = if via.is_some() { Span::ZERO } else { self.way(self.link.request_for) };
        let errand = Arc::new(Errand { actor: id, epoch, via, asked, attempt, sent_at: self.now, typed });
        let flight = Flight { errand, request };
        self.plan(self.now + way, Task::Arrive(Arc::new(flight)));
    }

    /// A request that is part of the scenario: no travel, no actor.
    pub(super) fn set_up(&mut self, call: &Call, recorder: &mut Recorder) {
        let line = Arc::clone(&self.actors[usize::from(PERSON.0)].line);
        let request = client::encode(call, &line.endpoint, &line.credential, self.now, None);
        let reply = self.server.handle(self.now, &request);
        self.note_reply(None, Some(call), &reply, &request.host, recorder);
    }

    /// A request reaches the service, or should have.
    pub(super) fn arrive(&mut self, flight: &Flight, recorder: &mut Recorder) {
        self.via = flight.errand.via;
        self.handle(flight, recorder);
        self.via = None;
    }

    fn handle(&mut self, Flight { errand, request }: &Flight, recorder: &mut Recorder) {
        let event = EventId(self.events);
        if errand.typed && self.kind_at(&request.host).is_none() {
            let host = Arc::from(&*request.host);
            self.note(Some(errand.actor), None, EventKind::Unreachable { host }, recorder);
            self.gives_up(errand, event);
            return;
        }
        let operation = errand.operation();
        if self.loses(Way::There, errand.actor, operation) {
            self.note_lost(errand, Lost::Request, operation, recorder);
            self.gives_up(errand, event);
            return;
        }
        let reply = self.server.handle(self.now, request);
        self.tally.transactions += 1;
        let call = match &errand.asked {
            Asked::Call(call) => Some(call),
            Asked::Raw(_) => None,
        };
        self.note_reply(Some(errand.actor), call, &reply, &request.host, recorder);
        recorder.exchange(event, EventId(self.events), request, &reply);
        if self.loses(Way::Back, errand.actor, reply.operation) {
            self.note_lost(errand, Lost::Reply, reply.operation, recorder);
            self.gives_up(errand, event);
            return;
        }
        let way = if errand.via.is_some() { Span::ZERO } else { self.way(self.link.response_for) };
        if errand.via.is_none() && (self.now + way).since(errand.sent_at) > self.patience(errand) {
            self.gives_up(errand, event);
            return;
        }
        let Reply { response, result, queue, .. } = reply;
        let outcome = result.and_then(Result::ok);
        let back = Return { errand: Arc::clone(errand), response: Some(response), outcome, queue, event };
        self.plan(self.now + way, Task::Answer(Arc::new(back)));
    }

    fn patience(&self, errand: &Errand) -> Span {
        self.actors[usize::from(errand.actor.0)].patience().1.max(Span::from_millis(1))
    }

    /// Nothing will come back: the sender waits for as long as it waits. A person sees at once that nothing came.
    fn gives_up(&mut self, errand: &Arc<Errand>, event: EventId) {
        let at = if errand.via.is_some() { self.now } else { self.now.max(errand.sent_at + self.patience(errand)) };
        let back = Return { errand: Arc::clone(errand), response: None, outcome: None, queue: None, event };
        self.plan(at, Task::Answer(Arc::new(back)));
    }

    fn note_lost(&mut self, errand: &Errand, what: Lost, operation: Option<OperationName>, recorder: &mut Recorder) {
        let queue = match &errand.asked {
            Asked::Call(call) => call.queue().map(QueueLabel::from),
            Asked::Raw(_) => None,
        };
        self.tally.lost += 1;
        self.note(Some(errand.actor), None, EventKind::Lost { what, operation, queue }, recorder);
    }

    /// An answer reaches its sender, or the sender gives up.
    pub(super) fn answer(&mut self, back: &Arc<Return>, recorder: &mut Recorder) {
        let errand = &*back.errand;
        let (id, now) = (errand.actor, self.now);
        let actor = &mut self.actors[usize::from(id.0)];
        if actor.epoch != errand.epoch {
            return; // Its sender died meanwhile.
        }
        if let Some(until) = actor.as_consumer().and_then(|consumer| consumer.job.stalled_until).filter(|until| *until > now) {
            self.plan(until, Task::Answer(Arc::clone(back)));
            return;
        }
        let result = back.read();
        let (retry, _) = actor.patience();
        if is_failure(&result) && errand.attempt < retry.times {
            let jitter = Span::from_micros(if retry.jitter == Span::ZERO { 0 } else { actor.rng.below(retry.jitter.as_micros()) });
            let pause = retry.pause_before(errand.attempt + 1) + jitter;
            self.plan(now + pause, Task::Resend(Arc::clone(&back.errand)));
            return;
        }
        match &actor.body {
            Body::Person(_) | Body::Client(_) => {
                let answered =
                    Answered { at: now, via: errand.via.unwrap_or(Via::Code), asked: errand.asked.clone(), result, event: back.event };
                if let Some(answers) = actor.answers_mut() {
                    if answers.len() == ANSWERS_MAX {
                        answers.pop_front();
                    }
                    answers.push_back(answered);
                }
            }
            Body::Producer(_) | Body::FrontEnd(_) | Body::Gone => {}
            Body::Consumer(_) => self.consumer_hears(id, back, result, recorder),
        }
    }

    /// A program tries again what got no answer.
    pub(super) fn resend(&mut self, errand: &Errand) {
        if self.actors[usize::from(errand.actor.0)].epoch == errand.epoch {
            self.dispatch(errand.actor, errand.via, errand.asked.clone(), errand.attempt + 1);
        }
    }
}

impl Errand {
    fn operation(&self) -> Option<OperationName> {
        match &self.asked {
            Asked::Call(call) => Some(call.operation()),
            Asked::Raw(_) => None,
        }
    }
}

impl Return {
    fn read(&self) -> Result<Answer, ClientError> {
        let Some(response) = &self.response else { return Err(ClientError::NoAnswer) };
        match (&self.errand.asked, &self.outcome) {
            (Asked::Call(call), _) => client::decode(call, response),
            (Asked::Raw(_), Some(outcome)) => client::decode(&Call::answered_by(outcome), response),
            (Asked::Raw(_), None) => Err(client::refusal(response)),
        }
    }
}

/// What a client library tries again.
fn is_failure(result: &Result<Answer, ClientError>) -> bool {
    match result {
        Err(ClientError::NoAnswer) => true,
        Err(ClientError::Service { status, .. }) => *status >= 500,
        Err(ClientError::Malformed { .. }) | Ok(_) => false,
    }
}

/// What a clock shows that is so many seconds ahead.
fn shifted(now: Timestamp, ahead_secs: i64) -> Timestamp {
    let span = Span::from_micros(ahead_secs.unsigned_abs().saturating_mul(1_000_000));
    if ahead_secs < 0 { now - span } else { now + span }
}

/// The request as it was edited; what it leaves out of date, version, length and credential is added.
fn raw_request(raw: &RawRequest, line: &Line, clock: Timestamp) -> Request {
    let mut request = Request {
        method: Method::parse(&raw.method),
        scheme: line.endpoint.scheme,
        host: line.endpoint.host.clone(),
        target: raw.target.clone(),
        headers: crate::wire::Headers::with_capacity(raw.headers.len() + 4),
        body: Arc::from(raw.body.as_bytes()),
        source_ip: "".into(),
    };
    for (name, value) in &raw.headers {
        if name.eq_ignore_ascii_case("Host") {
            request.host = value.trim().to_ascii_lowercase().into();
        } else {
            request.headers.push(name.to_string(), value.to_string());
        }
    }
    for (name, value) in [("x-ms-date", date::rfc1123(clock)), ("x-ms-version", line.endpoint.version.to_string())] {
        if request.headers.get(name).is_none() {
            request.headers.push(name, value);
        }
    }
    if request.headers.get("Content-Length").is_none() && matches!(request.method, Method::Put | Method::Post) {
        request.headers.push("Content-Length", raw.body.len().to_string());
    }
    client::show(&mut request, &line.endpoint, &line.credential);
    request
}
