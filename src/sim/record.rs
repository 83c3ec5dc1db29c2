//! Where a world writes down what happens while it steps.

use super::event::{Event, EventId};
use crate::server::Reply;
use crate::wire::{Request, Response};

/// Collects events, and the raw exchange of one chosen event if asked for.
///
/// Exchanges are not kept with the log: a request and its response weigh a kilobyte, and any of them can be had again by running the same
/// stretch of history once more (`timeline::Timeline::exchange`).
#[derive(Debug, Default)]
pub struct Recorder {
    pub events: Vec<Event>,
    wanted: Option<EventId>,
    found: Option<Exchange>,
}

/// A request and its response, as they stood on the wire.
#[derive(Clone, Debug, PartialEq)]
pub struct Exchange {
    pub request: Request,
    pub response: Response,
}

impl Recorder {
    /// A recorder that also keeps the exchange which caused `event`.
    pub fn watching(event: EventId) -> Self {
        Self { wanted: Some(event), ..Self::default() }
    }

    pub fn into_exchange(self) -> Option<Exchange> {
        self.found
    }

    pub(super) fn event(&mut self, event: Event) {
        self.events.push(event);
    }

    /// A request caused the events `from..until`.
    pub(super) fn exchange(&mut self, from: EventId, until: EventId, request: &Request, reply: &Reply) {
        if self.wanted.is_some_and(|wanted| from <= wanted && wanted < until) {
            self.found = Some(Exchange { request: request.clone(), response: reply.response.clone() });
        }
    }
}
