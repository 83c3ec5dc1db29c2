//! What a run from elsewhere may ask of this machine: every number of it has a range.
//!
//! What the person sends by hand is not judged here. Provoking every refusal of the service is what the page is for, and the service has its own
//! limits.

use crate::engine::Throttling;
use crate::sim::{ConsumerSpec, CrashLine, Fault, Input, Pace, ProducerSpec, Role, Scenario, Shown};
use crate::time::{Span, Timestamp};
use crate::timeline::{INPUTS_MAX, Run};

/// What is outside its range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsound {
    /// The name of the account: 3 to 24 of `a-z0-9`, or none.
    Account,
    /// More queues than `QUEUES_MAX`, or a name longer than `NAME_MAX`.
    Queues,
    /// More programs than `ACTORS_MAX`, or a name longer than `NAME_MAX`.
    Actors,
    /// A number of a program or of a fault.
    Settings,
    /// An instant before `EARLIEST` or after `LATEST`, a pause beyond `SPAN_MAX`, or acts out of order.
    Time,
    /// More acts than `INPUTS_MAX`.
    Acts,
}

pub const QUEUES_MAX: usize = 16;
pub const ACTORS_MAX: usize = 64;
/// Characters.
pub const NAME_MAX: usize = 80;
/// The longest anything may take, and the longest history: 31 days.
pub const SPAN_MAX: Span = Span::from_secs(31 * 86_400);
/// 2000-01-01, and 2100-01-01 as the last day on which a history may begin.
pub const EARLIEST: Timestamp = Timestamp::from_secs(946_684_800);
pub const LATEST: Timestamp = Timestamp::from_secs(4_102_444_800);
/// Bytes of a text: what the service takes, and enough beyond it to be refused.
pub const TEXT_MAX: usize = 256 << 10;
/// Bytes of an attachment.
const ATTACHMENT_MAX: usize = 64 << 20;
const FAULTS_MAX: usize = 256;

/// Err: the first thing that is outside its range.
pub fn check(run: &Run) -> Result<(), Unsound> {
    scenario(&run.scenario)?;
    if run.inputs.len() > INPUTS_MAX {
        return Err(Unsound::Acts);
    }
    let starts_at = run.scenario.starts_at;
    let ends_at = starts_at + SPAN_MAX;
    let in_order = run.inputs.is_sorted_by_key(|input| input.at);
    let in_range = run.inputs.iter().map(|input| input.at).chain([run.at]).all(|at| (starts_at..=ends_at).contains(&at));
    that(in_order && in_range, Unsound::Time)?;
    let mut actors = run.scenario.actors.len();
    for input in &run.inputs {
        actors += usize::from(matches!(input.input, Input::Join { .. }));
        act(&input.input)?;
    }
    that(actors <= ACTORS_MAX, Unsound::Actors)
}

fn that(is_so: bool, otherwise: Unsound) -> Result<(), Unsound> {
    if is_so { Ok(()) } else { Err(otherwise) }
}

fn scenario(scenario: &Scenario) -> Result<(), Unsound> {
    let account = &scenario.account;
    let named = (3..=24).contains(&account.len()) && account.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    that(named || account.is_empty(), Unsound::Account)?;
    names(&scenario.queues)?;
    that((EARLIEST..=LATEST).contains(&scenario.starts_at), Unsound::Time)?;
    let link = scenario.link;
    spans([link.request_for, link.response_for, link.jitter], Unsound::Time)?;
    that(!matches!(scenario.throttling, Throttling::Scaled { whole: 0, .. }), Unsound::Settings)?;
    that(scenario.faults.len() <= FAULTS_MAX, Unsound::Settings)?;
    for scripted in &scenario.faults {
        spans([scripted.after], Unsound::Time)?;
        fault(&scripted.fault)?;
    }
    scenario.actors.iter().try_for_each(|spec| {
        that(is_name(&spec.name), Unsound::Actors)?;
        role(&spec.role)
    })
}

fn act(input: &Input) -> Result<(), Unsound> {
    match input {
        Input::Join { spec } => {
            that(is_name(&spec.name), Unsound::Actors)?;
            role(&spec.role)
        }
        Input::Configure { role: settings, .. } => role(settings),
        Input::Fault { fault: thrown } => fault(thrown),
        _ => Ok(()),
    }
}

fn role(role: &Role) -> Result<(), Unsound> {
    match role {
        Role::Producer(spec) => producer(spec),
        Role::Consumer(spec) => consumer(spec),
        Role::Client(spec) => {
            let texts = spec.address.len()
                + match &spec.shows {
                    Shown::Nothing => 0,
                    Shown::CopiedKey { account, .. } => account.len(),
                    Shown::TypedKey { account, key } => account.len() + key.len(),
                    Shown::Sas(text) | Shown::Bearer(text) => text.len(),
                };
            that(texts <= TEXT_MAX, Unsound::Settings)?;
            clock(spec.clock_ahead_secs)
        }
        Role::FrontEnd(spec) => {
            pace(&spec.pace)?;
            spans([spec.starts_after, spec.jitter, spec.works_for, spec.work_jitter], Unsound::Settings)
        }
    }
}

fn producer(spec: &ProducerSpec) -> Result<(), Unsound> {
    that(spec.text.len() <= TEXT_MAX, Unsound::Settings)?;
    that(spec.attachment.is_none_or(|attachment| attachment.bytes as usize <= ATTACHMENT_MAX), Unsound::Settings)?;
    queues(&spec.queue, &spec.more_queues)?;
    pace(&spec.pace)?;
    let restart = spec.restarts_after.unwrap_or_default();
    spans([spec.starts_after, spec.jitter, spec.waits_for, restart, spec.retry.pause, spec.retry.jitter], Unsound::Settings)?;
    clock(spec.clock_ahead_secs)
}

fn consumer(spec: &ConsumerSpec) -> Result<(), Unsound> {
    queues(&spec.queue, &spec.more_queues)?;
    if let Some(rule) = &spec.poison {
        that(is_name(&rule.queue), Unsound::Queues)?;
    }
    let renewal = spec.renews.map_or(Span::ZERO, |renewal| renewal.when_left);
    let dies_after = match spec.crashes.map(|rule| rule.line) {
        Some(CrashLine::AfterWork(work)) => work,
        _ => Span::ZERO,
    };
    let (backs_off, restart) = (spec.backs_off_to.unwrap_or_default(), spec.restarts_after.unwrap_or_default());
    spans([spec.starts_after, spec.polls_every, backs_off, spec.works_for, spec.jitter, renewal], Unsound::Settings)?;
    spans([dies_after, restart, spec.waits_for, spec.retry.pause, spec.retry.jitter], Unsound::Settings)?;
    clock(spec.clock_ahead_secs)
}

fn pace(pace: &Pace) -> Result<(), Unsound> {
    match pace {
        Pace::Steady { every } => spans([*every], Unsound::Settings),
        Pace::Bursts { apart, every, .. } => spans([*apart, *every], Unsound::Settings),
        Pace::Poisson { mean } => spans([*mean], Unsound::Settings),
        Pace::Trace { pauses } => spans(pauses.iter().copied(), Unsound::Settings),
    }
}

fn fault(fault: &Fault) -> Result<(), Unsound> {
    match fault {
        Fault::Slow { extra, jitter, lasts_for } => spans([*extra, *jitter, *lasts_for], Unsound::Settings),
        Fault::Outage { lasts_for } | Fault::Stall { lasts_for, .. } => spans([*lasts_for], Unsound::Settings),
        Fault::Throttle { part, whole, lasts_for } => {
            that(*whole > 0 && part <= whole, Unsound::Settings)?;
            spans([*lasts_for], Unsound::Settings)
        }
        Fault::Skew { ahead_secs, .. } => clock(*ahead_secs),
        _ => Ok(()),
    }
}

fn spans(spans: impl IntoIterator<Item = Span>, otherwise: Unsound) -> Result<(), Unsound> {
    that(spans.into_iter().all(|span| span <= SPAN_MAX), otherwise)
}

fn clock(ahead_secs: i64) -> Result<(), Unsound> {
    that(ahead_secs.unsigned_abs() <= SPAN_MAX.as_secs(), Unsound::Settings)
}

fn queues(first: &str, more: &[Box<str>]) -> Result<(), Unsound> {
    that(is_name(first), Unsound::Queues)?;
    names(more)
}

fn names(queues: &[Box<str>]) -> Result<(), Unsound> {
    that(queues.len() <= QUEUES_MAX && queues.iter().all(|name| is_name(name)), Unsound::Queues)
}

fn is_name(name: &str) -> bool {
    name.chars().count() <= NAME_MAX
}
