//! Acting by hand: requests sent by the person, and programs that join.

use super::super::session::Session;
use super::super::text::{clock_at, t};
use super::settings::{Word, number_field, written};
use super::tools::QueueChoice;
use super::why;
use crate::app::parts::lean::prelude::*;
use playground::client::{Answer, Call, ClientError};
use playground::sim::{ActorSpec, Answered, Asked, Body, ConsumerSpec, EventId, Input, PERSON, Pace, ProducerSpec, Role, Via, World};
use playground::time::Span;

/// What the stage has room for.
const PRODUCERS_MAX: usize = 3;
const CONSUMERS_MAX: usize = 6;

/// From a tenth of a second to an hour, in tenths.
const SECS: (u64, u64) = (1, 36_000);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Op {
    Put,
    Get,
    Peek,
    Update,
    Delete,
    Clear,
}

impl Op {
    const ALL: [Self; 6] = [Self::Put, Self::Get, Self::Peek, Self::Update, Self::Delete, Self::Clear];

    fn name(self) -> &'static str {
        match self {
            Self::Put => t().forms.op_put,
            Self::Get => t().forms.op_get,
            Self::Peek => t().forms.op_peek,
            Self::Update => t().forms.op_update,
            Self::Delete => t().forms.op_delete,
            Self::Clear => t().forms.op_clear,
        }
    }

    fn takes_timeout(self) -> bool {
        matches!(self, Self::Put | Self::Get | Self::Update)
    }

    fn timeout_range(self) -> &'static str {
        match self {
            Self::Get => t().forms.form_range_get,
            Self::Update => t().forms.form_range_update,
            Self::Put | Self::Peek | Self::Delete | Self::Clear => t().forms.form_range_put,
        }
    }

    fn takes_count(self) -> bool {
        matches!(self, Self::Get | Self::Peek)
    }

    fn takes_ticket(self) -> bool {
        matches!(self, Self::Update | Self::Delete)
    }
}

/// A pop receipt in the person's hands. Older ones stay on offer: finding out that they are void is part of the lesson.
#[derive(Clone, Debug, PartialEq)]
struct Ticket {
    queue: Box<str>,
    id: Box<str>,
    receipt: Box<str>,
    label: String,
}

fn tickets(world: &World) -> Vec<Ticket> {
    let Some(person) = world.actor(PERSON).and_then(|actor| actor.as_person()) else { return Vec::new() };
    let of = |answered: &Answered| -> Vec<Ticket> {
        let at = clock_at(world, answered.at, false);
        // What was asked for by a raw request is not read again: its tickets are in the response for everybody to copy.
        let Asked::Call(call) = &answered.asked else { return Vec::new() };
        let queue = call.queue().unwrap_or_default();
        let ticket = |id: &str, receipt: &str, text: &str| Ticket {
            queue: queue.into(),
            id: id.into(),
            receipt: receipt.into(),
            label: format!("{text} ({at})"),
        };
        match (call, &answered.result) {
            (_, Ok(Answer::Got(got))) => got.iter().map(|message| ticket(&message.id, &message.receipt, &message.text)).collect(),
            (Call::Put { text, .. }, Ok(Answer::Put(sent))) => vec![ticket(&sent.id, &sent.receipt, text)],
            (Call::Update { id, text, .. }, Ok(Answer::Updated { receipt, .. })) => {
                vec![ticket(id, receipt, text.as_deref().unwrap_or(t().forms.op_update))]
            }
            _ => Vec::new(),
        }
    };
    person.answers.iter().rev().flat_map(of).take(12).collect()
}

/// Empty: not sent. Otherwise it must be a whole number; whether the service likes it, the service says.
fn number(text: &str, name: &str) -> Result<Option<i64>, String> {
    let text = text.trim();
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| (t().forms.form_number)(name)) }
}

#[derive(Clone, Copy)]
struct Form {
    op: RwSignal<Op>,
    text: RwSignal<String>,
    /// Of an update; empty: the message keeps its own.
    new_text: RwSignal<String>,
    timeout: RwSignal<String>,
    ttl: RwSignal<String>,
    count: RwSignal<String>,
    ticket: RwSignal<usize>,
    problem: RwSignal<Option<String>>,
}

impl Form {
    fn call(self, queue: &str, tickets: &[Ticket]) -> Result<Call, String> {
        let queue: Box<str> = queue.into();
        let op = self.op.get_untracked();
        let timeout = number(&self.timeout.get_untracked(), t().forms.form_timeout)?;
        let ticket = || tickets.get(self.ticket.get_untracked()).cloned().ok_or_else(|| t().forms.form_message_none.to_owned());
        let text = self.text.get_untracked();
        Ok(match op {
            Op::Put => Call::Put {
                queue,
                text: text.into(),
                visibility_timeout: timeout,
                time_to_live: number(&self.ttl.get_untracked(), t().forms.form_ttl)?,
            },
            Op::Get => Call::Get { queue, count: number(&self.count.get_untracked(), t().forms.form_count)?, visibility_timeout: timeout },
            Op::Peek => Call::Peek { queue, count: number(&self.count.get_untracked(), t().forms.form_count)? },
            Op::Update => {
                let Ticket { queue, id, receipt, .. } = ticket()?;
                let text = self.new_text.get_untracked();
                let text = (!text.is_empty()).then(|| text.into());
                Call::Update { queue, id, receipt, visibility_timeout: timeout.unwrap_or(30), text }
            }
            Op::Delete => {
                let Ticket { queue, id, receipt, .. } = ticket()?;
                Call::Delete { queue, id, receipt }
            }
            Op::Clear => Call::Clear { queue },
        })
    }
}

pub fn by_hand(session: Session, queue: &str) -> View {
    let queue = QueueChoice::new(session, queue);
    let form = Form {
        op: RwSignal::new(Op::Put),
        text: RwSignal::new("Stop press".to_owned()),
        new_text: RwSignal::new(String::new()),
        timeout: RwSignal::new(String::new()),
        ttl: RwSignal::new(String::new()),
        count: RwSignal::new(String::new()),
        ticket: RwSignal::new(0),
        problem: RwSignal::new(None),
    };
    let held = session.read(|timeline| tickets(timeline.world()));
    let send = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let call = held.with_untracked(|held| form.call(&queue.now(), held));
        form.problem.set(call.as_ref().err().cloned());
        if let Ok(call) = call {
            session.dispatch(Input::Call { by: PERSON, via: Via::Form, call });
            form.ticket.set(0);
        }
    };
    // The service's own value and what it takes stand in an empty field: a number beyond may be sent, and is refused in words.
    let field = move |name: &'static str, value: RwSignal<String>, shown: fn(Op) -> bool, range: fn(Op) -> &'static str| {
        let range = move || range(form.op.get());
        draw! {
            <label class="field" hidden=move || !shown(form.op.get())>
                {name}
                <input inputmode="numeric" placeholder=range title=range prop:value=value on:input=on(move |event| value.set(event_target_value(&event))) />
            </label>
        }
    };
    let area = move |name: &'static str, value: RwSignal<String>, of: Op| {
        draw! {
            <label class="field" hidden=move || form.op.get() != of>
                {name}
                <textarea rows="2" spellcheck="false" prop:value=value on:input=on(move |event| value.set(event_target_value(&event)))></textarea>
            </label>
        }
    };
    draw! {
        <section class="panel tool">
            <div class="panel-head"><h2>{t().forms.by_hand}</h2></div>
            <form class="forms" on:submit=on(send)>
                {queue.view(t().stage.queue)}
                <label class="field">
                    {t().forms.operation}
                    <select on:change=on(move |event| {
                        let name = event_target_value(&event);
                        if let Some(op) = Op::ALL.into_iter().find(|op| op.name() == name) {
                            form.op.set(op);
                        }
                    })>
                        {Op::ALL.into_iter().map(|op| draw! { <option value=op.name() prop:selected=move || form.op.get() == op>{op.name()}</option> }).collect_view()}
                    </select>
                </label>
                <label class="field" hidden=move || !form.op.get().takes_ticket()>
                    {t().forms.form_message}
                    <select prop:value=move || form.ticket.get().to_string() on:change=on(move |event| form.ticket.set(event_target_value(&event).parse().unwrap_or(0)))>
                        <For each=move || (0..held.with(Vec::len)).collect() key=|i| *i let(i)>
                            <option value=i>{move || held.with(|held| held.get(i).map(|ticket| ticket.label.clone()))}</option>
                        </For>
                    </select>
                    {move || held.with(Vec::is_empty).then(|| draw! { <small>{t().forms.form_message_none}</small> })}
                </label>
                {area(t().forms.form_words, form.text, Op::Put)}
                {area(t().forms.form_new_words, form.new_text, Op::Update)}
                <div class="form-row">
                    {field(t().forms.form_count, form.count, Op::takes_count, |_| t().forms.form_range_count)}
                    {field(t().forms.form_timeout, form.timeout, Op::takes_timeout, Op::timeout_range)}
                    {field(t().forms.form_ttl, form.ttl, |op| op == Op::Put, |_| t().forms.form_range_ttl)}
                </div>
                {move || form.problem.get().map(|problem| draw! { <p class="feedback" data-kind="wrong" role="alert">{problem}</p> })}
                <div class="form-actions"><button class="button" data-kind="primary" type="submit">{t().forms.send}</button></div>
            </form>
        </section>
    }
}

/// What came back for the last request sent by hand.
pub fn answer(session: Session) -> View {
    let last = session.read(|timeline| {
        let person = timeline.world().actor(PERSON)?.as_person()?;
        person.answers.back().map(|answered| (clock_at(timeline.world(), answered.at, true), words(answered)))
    });
    draw! {
        <div aria-live="polite">
            {move || last.get().map(|(at, lines)| draw! {
                <div class="hint">
                    <h3>{t().forms.last_answer}" "{at}</h3>
                    {lines.into_iter().map(|line| draw! { <p>{line}</p> }).collect_view()}
                    {why::button(session, why::last(session, |event| event.actor == Some(PERSON)).filter(|id| is_odd(session, *id)))}
                </div>
            })}
        </div>
    }
}

/// Whether what came of it begs the question.
fn is_odd(session: Session, id: EventId) -> bool {
    session.peek(|timeline| timeline.event(id).is_some_and(why::is_asked))
}

pub fn words(answered: &Answered) -> Vec<String> {
    match &answered.result {
        Ok(Answer::Got(got)) => {
            let list = got.iter().take(4).map(|message| (t().forms.answer_received)(&message.text, message.dequeue_count));
            std::iter::once((t().forms.answer_got)(got.len())).chain(list).collect()
        }
        Ok(Answer::Peeked(peeked)) => {
            let list = peeked.iter().take(4).map(|message| (t().forms.answer_received)(&message.text, message.dequeue_count));
            std::iter::once((t().forms.answer_got)(peeked.len())).chain(list).collect()
        }
        Ok(_) => vec![(t().forms.answer_ok)(match &answered.asked {
            Asked::Call(call) => call.operation().as_str(),
            Asked::Raw(raw) => &raw.method,
        })],
        Err(ClientError::Service { status, code, message }) => {
            let rule = (t().service.rule)(code).map(str::to_owned);
            [Some((t().service.refused)(*status, code)), Some(message.to_string()), rule].into_iter().flatten().collect()
        }
        Err(ClientError::NoAnswer) => vec![t().forms.no_answer.to_owned()],
        Err(ClientError::Malformed { what }) => vec![(*what).to_owned()],
    }
}

/// The next free letter for a consumer: C, D, ...
fn next_letter(world: &World) -> String {
    let taken = world.actors().iter().map(|actor| &*actor.name).collect::<Vec<_>>();
    ('A'..='Z').map(String::from).find(|letter| !taken.contains(&letter.as_str())).unwrap_or_default()
}

pub fn add_someone(session: Session, queue: &str) -> View {
    let queue = StoredValue::new(queue.to_owned());
    let roles = session.read(|timeline| {
        let count = |is: fn(&Body) -> bool| timeline.world().actors().iter().filter(|actor| is(&actor.body)).count();
        (count(|body| matches!(body, Body::Producer(_))), count(|body| matches!(body, Body::Consumer(_))))
    });
    // In tenths of a second, as the form of the settings has them.
    let (works, every) = (RwSignal::new(60_u64), RwSignal::new(50_u64));
    let secs = |value: RwSignal<u64>| Span::from_millis(value.get_untracked() * 100);
    let consumer = move |_| {
        let name = session.peek(|timeline| next_letter(timeline.world()));
        let spec = ConsumerSpec {
            polls_every: Span::from_secs(2),
            works_for: secs(works),
            jitter: Span::from_secs(2),
            ..ConsumerSpec::on(&queue.get_value())
        };
        session.dispatch(Input::Join { spec: ActorSpec { name: name.into(), role: Role::Consumer(spec) } });
    };
    let producer = move |_| {
        let number = roles.get_untracked().0 + 1;
        let spec = ProducerSpec {
            pace: Pace::Steady { every: secs(every) },
            jitter: Span::from_secs(2),
            count: None,
            ..ProducerSpec::on(&queue.get_value(), &(t().forms.desk_story)(number))
        };
        session.dispatch(Input::Join { spec: ActorSpec { name: (t().forms.desk_name)(number).into(), role: Role::Producer(spec) } });
    };
    let field = |name: Word, value: RwSignal<u64>| {
        let shown = memo(move || written(value.get()));
        number_field(name, || t().settings.secs, SECS, false, shown, move |tenths| value.set(tenths.unwrap_or(SECS.0)))
    };
    draw! {
        <section class="panel">
            <div class="panel-head"><h2>{t().forms.add_someone}</h2></div>
            <div class="forms">
                <div class="form-row">{field(|| t().forms.form_works, works)}{field(|| t().forms.form_every, every)}</div>
                <div class="form-actions">
                    <button class="button" disabled=move || { roles.get().1 >= CONSUMERS_MAX } on:click=on(consumer)>{t().stage.add_consumer}</button>
                    <button class="button" disabled=move || { roles.get().0 >= PRODUCERS_MAX } on:click=on(producer)>{t().stage.add_producer}</button>
                </div>
            </div>
        </section>
    }
}
