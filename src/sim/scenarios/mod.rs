//! Scenarios ready to run: each shows one thing that happens to everybody who works with queues, under a seed that is known to show it.
//!
//! Plain data, one file each. The words are the page's, found by `id`. A native test per scenario proves that the thing happens.

mod claim_check;
mod crash;
mod deployment;
mod duplicates;
mod election_night;
mod file_upload;
mod out_of_order;
mod poison;
mod scaling;
mod stale_receipt;
mod throttled;
mod time_to_live;

use super::scenario::{ActorSpec, ConsumerSpec, FrontEndSpec, LinkSpec, ProducerSpec, Role, Scenario};
use crate::time::{Span, Timestamp};

/// One scenario of the catalogue.
#[derive(Clone, Copy, Debug)]
pub struct Ready {
    /// Names it in links and in the table of words; never changes once published.
    pub id: &'static str,
    /// The queue to look at first.
    pub queue: &'static str,
    /// By then it has shown what it shows, counted from its start.
    pub shows_by: Span,
    /// The scenario itself, made when it is wanted.
    pub scenario: fn() -> Scenario,
}

/// The catalogue in the order of the page.
pub const READY: [Ready; 12] = [
    election_night::READY,
    scaling::READY,
    crash::READY,
    stale_receipt::READY,
    poison::READY,
    duplicates::READY,
    out_of_order::READY,
    time_to_live::READY,
    claim_check::READY,
    throttled::READY,
    file_upload::READY,
    deployment::READY,
];

/// The scenario of that id.
pub fn ready(id: &str) -> Option<&'static Ready> {
    READY.iter().find(|ready| ready.id == id)
}

const QUEUE: &str = "newsqueue";

/// A newsroom on the Monday the course begins, with a link of a few milliseconds.
fn newsroom(seed: u64, queues: &[&str], actors: Vec<ActorSpec>) -> Scenario {
    let starts_at = Timestamp::from_secs(1_767_603_600);
    let link = LinkSpec { request_for: Span::from_millis(12), response_for: Span::from_millis(9), jitter: Span::from_millis(6) };
    let queues = queues.iter().map(|&queue| queue.into()).collect();
    Scenario { queues, actors, link, ..Scenario::new(seed, starts_at, "thenewsroom", QUEUE) }
}

fn desk(name: &str, spec: ProducerSpec) -> ActorSpec {
    ActorSpec { name: name.into(), role: Role::Producer(spec) }
}

fn worker(name: &str, spec: ConsumerSpec) -> ActorSpec {
    ActorSpec { name: name.into(), role: Role::Consumer(spec) }
}

fn front_end(name: &str, spec: FrontEndSpec) -> ActorSpec {
    ActorSpec { name: name.into(), role: Role::FrontEnd(spec) }
}

const fn secs(secs: u64) -> Span {
    Span::from_secs(secs)
}

const fn millis(millis: u64) -> Span {
    Span::from_millis(millis)
}
