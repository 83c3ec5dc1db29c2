//! Whether a hand can do what the solution does: each of its acts must be one that a form, key or card of the exercise's page offers. All of
//! them can be worked by keyboard alone, so a solution that passes here can be done with it.
//!
//! What a form offers is said here once more, and the browser tests solve the course through the forms themselves: a form that offered less
//! would fail there.

use super::{Demand, Findings};
use crate::auth::KeyName;
use crate::client::{Answer, Call};
use crate::lessons::ask::{Form, Pick};
use crate::lessons::exercise::{Control, Exercise, Tool};
use crate::sim::{
    Actor, ActorId, Asked, ClientSpec, ConsumerSpec, FrontEndSpec, Input, PERSON, Prediction, ProducerSpec, Role, Shown, Via, World,
};
use crate::time::{Span, Timestamp};
use crate::timeline::Timeline;

/// Plays the solution, and asks before each act whether the page has something to do it with.
pub(super) fn check_hands(exercise: &Exercise, events_max: u32, findings: &mut Findings) {
    let mut timeline = Timeline::new(exercise.start.clone());
    for act in &exercise.solution.inputs {
        timeline.advance(act.at, events_max);
        let secs = act.at.since(exercise.start.starts_at).as_secs().to_string();
        let kept = Page { exercise, world: timeline.world() }.offers(&act.input);
        findings.add_unless(kept, Demand::Workable, "solution", &[&*secs, " s: ", name(&act.input)].concat());
        if timeline.push(act.input.clone()).is_err() {
            return;
        }
    }
}

/// What kind of act it is, as scripts call it.
fn name(input: &Input) -> &'static str {
    match input {
        Input::Crash { .. } => "Crash",
        Input::Restart { .. } => "Restart",
        Input::Call { call, .. } => call.operation().as_str(),
        Input::Raw { .. } => "Raw",
        Input::Join { .. } => "Join",
        Input::Leave { .. } => "Leave",
        Input::Configure { .. } => "Configure",
        Input::CreateAccount { .. } => "CreateAccount",
        Input::SelectAccount { .. } => "SelectAccount",
        Input::Fault { .. } => "Fault",
        Input::Predict { .. } => "Predict",
    }
}

/// The exercise's page at one moment of its run.
struct Page<'a> {
    exercise: &'a Exercise,
    world: &'a World,
}

impl Page<'_> {
    fn has(&self, tool: Tool) -> bool {
        self.exercise.tools.contains(&tool)
    }

    /// Whether the card shows it.
    fn shows(&self, control: Control) -> bool {
        !self.exercise.frozen.contains(&control)
    }

    fn offers(&self, input: &Input) -> bool {
        match input {
            Input::Predict { prediction } => can_say(&self.exercise.ask.form, prediction, self.exercise.start.starts_at),
            Input::Crash { actor } => self.shows(Control::Crash) && self.is(*actor, |actor| actor.as_consumer().is_some()),
            Input::Restart { actor } => self.shows(Control::Restart) && self.is(*actor, |actor| actor.as_consumer().is_some()),
            Input::Call { by: PERSON, via: Via::Form, call } => self.offers_call(call),
            Input::Call { by, via: Via::Form, call } => self.offers_at_desk(*by, call),
            // Sent from elsewhere than a form, or by nobody: no control does that.
            Input::Call { .. } | Input::Join { .. } => false,
            Input::Raw { by, .. } => *by == PERSON && self.has(Tool::RequestEditor),
            Input::CreateAccount { .. } | Input::SelectAccount { .. } => self.has(Tool::AccountForm),
            Input::Configure { actor, role } => self.can_become(*actor, role),
            Input::Leave { actor } => self.has_gear(*actor),
            // The drawer below every stage.
            Input::Fault { .. } => true,
        }
    }

    fn is(&self, actor: ActorId, is: impl Fn(&Actor) -> bool) -> bool {
        self.world.actor(actor).is_some_and(is)
    }

    /// By the person: from a form with a button of its own, or as a request by hand.
    fn offers_call(&self, call: &Call) -> bool {
        let by_hand = self.has(Tool::HandOperations) && self.can_choose(call);
        match call {
            Call::CreateQueue { metadata, .. } => metadata.is_empty() && self.has(Tool::QueueForm),
            Call::Put { visibility_timeout, time_to_live, .. } => {
                let plain = visibility_timeout.is_none() && time_to_live.is_none();
                let from_form = self.has(Tool::Lifetimes) || (plain && self.has(Tool::SendForm));
                by_hand || (from_form && self.can_choose(call))
            }
            Call::Get { .. } | Call::Peek { .. } | Call::Clear { .. } => by_hand,
            Call::Update { id, receipt, .. } | Call::Delete { id, receipt, .. } => by_hand && self.holds(PERSON, id, receipt),
            _ => false,
        }
    }

    /// A desk has a button for peek and get, and two for each message it holds.
    fn offers_at_desk(&self, by: ActorId, call: &Call) -> bool {
        let offered = match call {
            Call::Peek { count: None, .. } | Call::Get { count: None, visibility_timeout: None, .. } => true,
            Call::Delete { id, receipt, .. } | Call::Update { id, receipt, visibility_timeout: 0, text: None, .. } => {
                self.holds(by, id, receipt)
            }
            _ => false,
        };
        offered && self.has(Tool::ClientDesks) && self.is(by, |actor| actor.as_client().is_some())
    }

    /// Forms offer the queues that are there, and the one the exercise is about.
    fn can_choose(&self, call: &Call) -> bool {
        let queue = call.queue().unwrap_or_default();
        self.world.queue(queue).is_some() || self.exercise.start.queues.first().is_some_and(|first| **first == *queue)
    }

    /// A ticket is chosen among those that were handed out; none can be typed.
    fn holds(&self, by: ActorId, id: &str, receipt: &str) -> bool {
        let Some(answers) = self.world.actor(by).and_then(Actor::answers) else { return false };
        answers.iter().any(|answered| match (&answered.asked, &answered.result) {
            (_, Ok(Answer::Got(got))) => got.iter().any(|message| &*message.id == id && &*message.receipt == receipt),
            (_, Ok(Answer::Put(sent))) => &*sent.id == id && &*sent.receipt == receipt,
            (Asked::Call(Call::Update { id: updated, .. }), Ok(Answer::Updated { receipt: new, .. })) => {
                &**updated == id && &**new == receipt
            }
            _ => false,
        })
    }

    /// Whether the card opens all settings of a program.
    fn has_gear(&self, actor: ActorId) -> bool {
        let any = |controls: &[Control]| controls.iter().any(|control| self.shows(*control));
        self.is(actor, |actor| {
            let sends = actor.as_producer().is_some() || actor.as_front_end().is_some();
            (actor.as_consumer().is_some() && any(&Control::OF_CONSUMERS)) || (sends && any(&Control::OF_PRODUCERS))
        })
    }

    /// Whether the forms lead from the settings of now to these.
    fn can_become(&self, actor: ActorId, wanted: &Role) -> bool {
        let gear = self.has_gear(actor);
        match (self.world.actor(actor).and_then(Actor::role), wanted) {
            (Some(Role::Client(now)), Role::Client(wanted)) => self.reached_client(now, wanted) == *wanted,
            (Some(Role::Consumer(now)), Role::Consumer(wanted)) => self.reached_worker(now, wanted, gear) == *wanted,
            (Some(Role::Producer(now)), Role::Producer(wanted)) => gear && reached_producer(now, wanted) == *wanted,
            (Some(Role::FrontEnd(now)), Role::FrontEnd(wanted)) => gear && reached_front_end(now, wanted) == *wanted,
            _ => false,
        }
    }

    /// As much of what is wanted as the desk's forms can change.
    fn reached_client(&self, mut spec: ClientSpec, wanted: &ClientSpec) -> ClientSpec {
        if self.has(Tool::UrlTiles) || self.has(Tool::ClientSettings) {
            spec.address.clone_from(&wanted.address);
        }
        let listed = match &wanted.shows {
            Shown::Nothing => true,
            Shown::CopiedKey { account, key: KeyName::Key1 } => {
                self.world.server().engine().accounts().any(|there| *there.spec().name == **account)
            }
            _ => false,
        };
        if listed && self.has(Tool::ClientSettings) {
            spec.shows = wanted.shows.clone();
        }
        spec
    }

    /// As much of what is wanted as the worker's forms, or its settings, can change.
    fn reached_worker(&self, mut spec: ConsumerSpec, wanted: &ConsumerSpec, gear: bool) -> ConsumerSpec {
        let has = |tool| gear || self.has(tool);
        if has(Tool::Program) {
            (spec.publishes, spec.deletes) = (wanted.publishes, wanted.deletes);
        }
        if has(Tool::CrashPoint) {
            spec.crashes = wanted.crashes;
        }
        if has(Tool::Renewal) {
            spec.renews = wanted.renews;
        }
        if has(Tool::PoisonRule) {
            spec.poison.clone_from(&wanted.poison);
        }
        if has(Tool::Ledger) {
            spec.ledger = wanted.ledger;
        }
        if has(Tool::WorkerSettings) {
            (spec.visibility_timeout, spec.batch) = (wanted.visibility_timeout, wanted.batch);
            (spec.works_for, spec.polls_every, spec.backs_off_to) = (wanted.works_for, wanted.polls_every, wanted.backs_off_to);
            spec.restarts_after = wanted.restarts_after;
        }
        if gear {
            (spec.chapters, spec.jitter, spec.times_slower) = (wanted.chapters, wanted.jitter, wanted.times_slower);
        }
        spec
    }
}

/// As much of what is wanted as a producer's settings can change.
fn reached_producer(mut spec: ProducerSpec, wanted: &ProducerSpec) -> ProducerSpec {
    spec.pace = wanted.pace.clone();
    (spec.jitter, spec.count, spec.filled_to) = (wanted.jitter, wanted.count, wanted.filled_to);
    (spec.visibility_timeout, spec.time_to_live) = (wanted.visibility_timeout, wanted.time_to_live);
    spec.attachment.clone_from(&wanted.attachment);
    spec
}

/// As much of what is wanted as a front end's settings can change.
fn reached_front_end(mut spec: FrontEndSpec, wanted: &FrontEndSpec) -> FrontEndSpec {
    spec.pace = wanted.pace.clone();
    (spec.jitter, spec.count, spec.hands) = (wanted.jitter, wanted.count, wanted.hands);
    (spec.works_for, spec.work_jitter) = (wanted.works_for, wanted.work_jitter);
    spec
}

/// Whether the form of the question can be answered with it: a flag goes by whole seconds, a line and a number have their ends.
fn can_say(form: &Form, prediction: &Prediction, starts_at: Timestamp) -> bool {
    let once = |picked: &[u8], options: usize| {
        picked.iter().enumerate().all(|(index, option)| usize::from(*option) < options && !picked[..index].contains(option))
    };
    match (form, prediction) {
        (Form::Instant { from, to, .. }, Prediction::Instant(at)) => {
            let after = at.since(starts_at);
            *at >= starts_at && (*from..=*to).contains(&after) && after == Span::from_secs(after.as_secs())
        }
        (Form::Number { least, most, .. }, Prediction::Number(number)) => (least..=most).contains(&number),
        (Form::Choice { options, pick, .. }, Prediction::Choice(picked)) => {
            once(picked, usize::from(*options)) && (*pick == Pick::Several || picked.len() == 1)
        }
        (Form::Order { truth }, Prediction::Order(order)) => order.len() == truth.len() && once(order, truth.len()),
        (Form::Sketch { at, most, .. }, Prediction::Sketch(points)) => {
            points.len() == at.len() && points.iter().all(|point| (0..=*most).contains(point))
        }
        _ => false,
    }
}
