//! The short forms in which the course's exercises are written: one Monday, conditions and patterns as constants, acts as rows of a table.
//!
//! Constants cost the page their bytes and no code; what needs code (texts, lists that own their items) is built here, once for all.

use super::exercise::{AntiSolution, Control, QuizOption, Script, Verdict};
use super::field::Field;
use super::goal::Goal;
use super::pattern::{Filter, Is, Value};
use crate::client::Call;
use crate::engine::{AccountKind, OperationName, Redundancy};
use crate::sim::{
    ActorId, ActorSpec, ClientSpec, ConsumerSpec, Input, Pace, Prediction, ProducerSpec, RawRequest, Role, Scenario, TimedInput, Via,
};
use crate::time::{Span, Timestamp};

/// Monday, 2026-01-05T09:00:00Z: where every exercise begins.
pub(super) const STARTS_AT: Timestamp = Timestamp::from_secs(1_767_603_600);
pub(super) const ACCOUNT: &str = "thenewsroom";
pub(super) const QUEUE: &str = "newsqueue";

/// Actors by their place in the scenario; the person at the page is number 0.
pub(super) const YOU: ActorId = ActorId(0);
pub(super) const FIRST: ActorId = ActorId(1);
pub(super) const SECOND: ActorId = ActorId(2);
pub(super) const THIRD: ActorId = ActorId(3);
pub(super) const FOURTH: ActorId = ActorId(4);

pub(super) const fn seconds(n: u64) -> Span {
    Span::from_secs(n)
}

/// So many seconds into the world.
pub(super) const fn at(secs: u64) -> Timestamp {
    STARTS_AT.saturating_add(seconds(secs))
}

/// Seconds as a field of an event has them.
pub(super) const fn micros(secs: i64) -> i64 {
    secs * 1_000_000
}

pub(super) const fn by(actor: ActorId) -> Filter {
    number(Field::Actor, actor.0 as i64)
}

pub(super) const fn number(field: Field, number: i64) -> Filter {
    Filter { field, is: Is::Equal(Value::Number(number)) }
}

pub(super) const fn text(field: Field, text: &'static str) -> Filter {
    Filter { field, is: Is::Equal(Value::Text(std::borrow::Cow::Borrowed(text))) }
}

pub(super) const fn operation(operation: OperationName) -> Filter {
    Filter { field: Field::Operation, is: Is::Equal(Value::Operation(operation)) }
}

pub(super) const fn least(field: Field, number: i64) -> Filter {
    Filter { field, is: Is::AtLeast(number) }
}

pub(super) const fn most(field: Field, number: i64) -> Filter {
    Filter { field, is: Is::AtMost(number) }
}

pub(super) const fn other(field: Field, variable: char) -> Filter {
    Filter { field, is: Is::Other(variable) }
}

pub(super) const fn same(field: Field, variable: char) -> Filter {
    Filter { field, is: Is::Same(variable) }
}

/// One message, the same wherever this stands.
pub(super) const M: Filter = same(Field::Message, 'm');

/// The instant that `after` counts from.
pub(super) const T: Filter = same(Field::At, 't');

/// Between `from` and `to` seconds after the instant in `T`.
pub(super) const fn after(from: u64, to: u64) -> Filter {
    Filter { field: Field::At, is: Is::After { variable: 't', from: seconds(from), to: seconds(to) } }
}

/// A pattern as a constant: `on!(Get | Peek; by(FIRST), M)`.
macro_rules! on {
    ($($kind:ident)|+ $(; $($filter:expr),+)?) => {
        $crate::lessons::pattern::Pattern {
            kinds: list![$($crate::lessons::field::Kind::$kind),+],
            filters: list![$($($filter),+)?],
        }
    };
}

/// A step of a sequence: `step!("got", Get; by(FIRST), M)`.
macro_rules! step {
    ($id:literal, $($pattern:tt)+) => {
        $crate::lessons::goal::Step { id: std::borrow::Cow::Borrowed($id), event: on!($($pattern)+) }
    };
}

/// A clause of a goal: `clause!("empty", Rule::AtEnd { .. })`.
macro_rules! clause {
    ($id:literal, $rule:expr) => {
        $crate::lessons::goal::Clause { id: std::borrow::Cow::Borrowed($id), rule: $rule }
    };
}

/// Steps in order, as a rule.
macro_rules! seq {
    ($($step:expr),+ $(,)?) => { $crate::lessons::goal::Rule::Seq(list![$($step),+]) };
}

/// A goal of one sequence: what a run of the quiz shows.
macro_rules! shows {
    ($($step:expr),+ $(,)?) => {
        $crate::lessons::goal::Goal { clauses: list![clause!("shows", seq![$($step),+])] }
    };
}

/// One way to see it: `reading!("story-lost", Guess::Between { .. })`.
macro_rules! reading {
    ($id:literal, $guess:expr) => {
        $crate::lessons::ask::Reading { id: std::borrow::Cow::Borrowed($id), of: $guess }
    };
}

/// An act of a person as a constant. Without a queue named, it is about the course's own.
#[derive(Debug)]
pub(super) enum Deed {
    Crash(ActorId),
    Restart(ActorId),
    /// A flag so many seconds into the world.
    Flag(u64),
    Number(i64),
    /// Picked options, counted from 0.
    Choice(&'static [u8]),
    Sketch(&'static [i64]),
    CreateAccount(&'static str, AccountKind, Redundancy),
    CreateQueue(&'static str),
    /// Sent from the form, with the service's own times.
    Send(&'static str),
    /// Queue, text, delay and time to live in seconds.
    SendTimed(&'static str, &'static str, Option<i64>, Option<i64>),
    /// Sent as a raw request with this body.
    SendRaw(&'static str),
    Peek(ActorId),
    Get(ActorId),
    GetFrom(&'static str),
    /// Queue, message id, pop receipt, visibility timeout in seconds.
    Update(&'static str, &'static str, &'static str, i64),
    /// Who, queue, message id, pop receipt.
    Delete(ActorId, &'static str, &'static str, &'static str),
    /// A program gets this one instead of its own.
    Configure(ActorId, fn() -> Role),
}

/// When (seconds into the world) and what.
pub(super) type Act = (u64, Deed);

/// A script that must not pass: its id, its acts, the item it must fail and why.
pub(super) type Anti = (&'static str, &'static [Act], &'static str, &'static str);

impl Deed {
    fn input(&self) -> Input {
        let predict = |prediction| Input::Predict { prediction };
        let call = |by, call| Input::Call { by, via: Via::Form, call };
        match *self {
            Self::Crash(actor) => Input::Crash { actor },
            Self::Restart(actor) => Input::Restart { actor },
            Self::Flag(secs) => predict(Prediction::Instant(at(secs))),
            Self::Number(number) => predict(Prediction::Number(number)),
            Self::Choice(picked) => predict(Prediction::Choice(picked.to_vec())),
            Self::Sketch(points) => predict(Prediction::Sketch(points.to_vec())),
            Self::CreateAccount(name, kind, redundancy) => Input::CreateAccount { name: name.into(), kind, redundancy },
            Self::CreateQueue(queue) => call(YOU, Call::CreateQueue { queue: queue.into(), metadata: Vec::new() }),
            Self::Send(text) => call(YOU, put(QUEUE, text, None, None)),
            Self::SendTimed(queue, text, delay, time_to_live) => call(YOU, put(queue, text, delay, time_to_live)),
            Self::SendRaw(body) => {
                let target = ["/", QUEUE, "/messages"].concat().into();
                Input::Raw { by: YOU, request: RawRequest { method: "POST".into(), target, headers: Vec::new(), body: body.into() } }
            }
            Self::Peek(by) => call(by, Call::Peek { queue: QUEUE.into(), count: None }),
            Self::Get(by) => call(by, Call::Get { queue: QUEUE.into(), count: None, visibility_timeout: None }),
            Self::GetFrom(queue) => call(YOU, Call::Get { queue: queue.into(), count: None, visibility_timeout: None }),
            Self::Update(queue, id, receipt, visibility_timeout) => {
                let (queue, id, receipt) = (queue.into(), id.into(), receipt.into());
                call(YOU, Call::Update { queue, id, receipt, visibility_timeout, text: None })
            }
            Self::Delete(by, queue, id, receipt) => call(by, Call::Delete { queue: queue.into(), id: id.into(), receipt: receipt.into() }),
            Self::Configure(actor, role) => Input::Configure { actor, role: role() },
        }
    }
}

fn put(queue: &str, text: &str, visibility_timeout: Option<i64>, time_to_live: Option<i64>) -> Call {
    Call::Put { queue: queue.into(), text: text.into(), visibility_timeout, time_to_live }
}

/// The acts, and the second by which they have shown what they show.
pub(super) fn script(acts: &[Act], until: u64) -> Script {
    let inputs = acts.iter().map(|(secs, deed)| TimedInput { at: at(*secs), input: deed.input() }).collect();
    Script { inputs, until: at(until) }
}

/// Scripts that must not pass, each watched until this second.
pub(super) fn anti_solutions(antis: &[Anti], until: u64) -> Vec<AntiSolution> {
    let anti = |&(id, acts, fails, because): &Anti| AntiSolution {
        id: id.into(),
        script: script(acts, until),
        fails: fails.into(),
        because: because.into(),
    };
    antis.iter().map(anti).collect()
}

pub(super) fn right(id: &'static str) -> QuizOption {
    QuizOption { id: id.into(), verdict: Verdict::Right }
}

/// A wrong option, the misconception behind it, the run that refutes it and what that run shows.
pub(super) fn refuted(id: &'static str, misconception: &'static str, run: Script, shows: Goal) -> QuizOption {
    QuizOption { id: id.into(), verdict: Verdict::Wrong { misconception: misconception.into(), run, shows } }
}

/// Every control but these is left out.
pub(super) fn frozen_but(shown: &[Control]) -> Vec<Control> {
    Control::ALL.into_iter().filter(|control| !shown.contains(control)).collect()
}

/// The newsroom with these queues and actors, on a link that takes no time: what happens, happens to the second.
pub(super) fn newsroom(seed: u64, queues: &[&str], actors: Vec<ActorSpec>) -> Scenario {
    let queues = queues.iter().map(|&queue| queue.into()).collect();
    Scenario { queues, actors, ..Scenario::new(seed, STARTS_AT, ACCOUNT, QUEUE) }
}

/// A desk that sends `count` stories, one every so many seconds, from the beginning.
pub(super) fn desk(name: &str, text: &str, count: u32, every: u64) -> ActorSpec {
    let spec = ProducerSpec { pace: Pace::Steady { every: seconds(every) }, count: Some(count), ..ProducerSpec::on(QUEUE, text) };
    ActorSpec { name: name.into(), role: Role::Producer(spec) }
}

/// A worker that polls every second with the service's own lease, works so long on a story, publishes it and deletes it.
pub(super) fn worker(starts_after: u64, works_for: u64) -> ConsumerSpec {
    ConsumerSpec { starts_after: seconds(starts_after), works_for: seconds(works_for), ..ConsumerSpec::on(QUEUE) }
}

pub(super) fn named(name: &str, spec: ConsumerSpec) -> ActorSpec {
    ActorSpec { name: name.into(), role: Role::Consumer(spec) }
}

/// A desk with the right address of the queue and the right key.
pub(super) fn client(name: &str) -> ActorSpec {
    ActorSpec { name: name.into(), role: Role::Client(ClientSpec::at(ACCOUNT, QUEUE)) }
}
