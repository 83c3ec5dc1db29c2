//! The SAS workbench: built by form or pasted, read field by field, sent, and ended.

use super::super::super::text::lab::doors as doors_text;
use super::super::super::text::lab::fields as fields_text;
use super::super::super::text::lab::sas::{self, l};
use super::controls::{choice, letters, toggle};
use super::decision::{decision, spoken};
use super::desk::Desk;
use super::doors::{OPERATIONS, operations};
use super::{ending, fields};
use crate::app::parts::lean::prelude::*;
use playground::auth::KeyName;
use playground::auth::sas::{Kind, Protocol};
use playground::client::Credential;
use playground::engine::OperationName;
use playground::lab::{POLICY, Pasted, Sent, Who, Wish, read_pasted};
use playground::time::Span;

#[derive(Clone, Copy)]
struct Form {
    desk: Desk,
    wish: RwSignal<Wish>,
    /// What stands in the text field: signed by the form, or pasted. In memory only.
    text: RwSignal<String>,
    operation: RwSignal<OperationName>,
    sent: RwSignal<Option<Sent>>,
    /// The delegation key was refused.
    refused: RwSignal<bool>,
}

impl Form {
    fn kind(self) -> Memo<Kind> {
        memo(move || self.wish.with(|wish| wish.kind))
    }

    fn change(self, change: impl FnOnce(&mut Wish)) {
        self.wish.update(change);
    }

    fn sign(self) {
        let wish = self.wish.get_untracked();
        let signed = self.desk.act(|lab| lab.sign(&wish));
        self.refused.set(signed.is_err());
        match signed {
            Ok(sas) => {
                self.text.set(sas);
                self.sent.set(None);
            }
            Err(sent) => {
                self.desk.say(spoken(&sent));
                self.sent.set(Some(*sent));
            }
        }
    }

    fn send(self) {
        let text = self.text.get_untracked();
        let operation = self.operation.get_untracked();
        let sent = self.desk.act(|lab| {
            let Pasted::Sas { query, .. } = read_pasted(lab, &text) else { return None };
            let call = lab.call(operation);
            Some(lab.send_call(&call, &Credential::Sas(query.into())))
        });
        self.refused.set(false);
        if let Some(sent) = sent {
            self.desk.say(spoken(&sent));
            self.sent.set(Some(sent));
        }
    }
}

pub fn bench(desk: Desk) -> View {
    let wish = Wish::modest(Kind::Service);
    let first = desk.act(|lab| lab.sign(&wish)).unwrap_or_default();
    let form = Form {
        desk,
        wish: RwSignal::new(wish),
        text: RwSignal::new(first),
        operation: RwSignal::new(OperationName::GetMessages),
        sent: RwSignal::new(None),
        refused: RwSignal::new(false),
    };
    draw! {
        <p class="lab-lead">{l().lead}</p>
        <div class="lab-pair">
            <div class="lab-stack">{build(form)}{ending::policies(desk)}</div>
            {read(form)}
        </div>
        {ending::revocation(desk)}
    }
}

fn build(form: Form) -> View {
    let kind = form.kind();
    let is = move |wanted: Kind| move || kind.get() == wanted;
    draw! {
        <section class="lab-card" aria-labelledby="build-title">
            <h2 id="build-title">{l().build}</h2>
            <form class="lab-grid" on:submit=on(move |event: web_sys::SubmitEvent| {
                event.prevent_default();
                form.sign();
            })>
                {choice(
                    l().kind,
                    [Kind::Service, Kind::Account, Kind::UserDelegation].map(|kind| (fields_text::kind(kind), kind)).to_vec(),
                    move || kind.get(),
                    move |kind| form.change(|wish| *wish = Wish { key: wish.key, ..Wish::modest(kind) }),
                )}
                <div class="lab-whole">{move || rights(form, kind.get())}</div>
                {choice(
                    l().end,
                    l().ends.iter().map(|(name, secs)| (*name, secs.map(Span::from_secs))).collect(),
                    move || form.wish.with(|wish| wish.ends_in),
                    move |ends_in| form.change(|wish| wish.ends_in = ends_in),
                )}
                {choice(
                    l().start,
                    l().starts.iter().map(|(name, secs)| (*name, secs.map(Span::from_secs))).collect(),
                    move || form.wish.with(|wish| wish.starts_in),
                    move |starts_in| form.change(|wish| wish.starts_in = starts_in),
                )}
                {choice(
                    l().protocol,
                    [Protocol::Https, Protocol::HttpsAndHttp, Protocol::Unsaid].map(|protocol| (sas::protocol(protocol), protocol)).to_vec(),
                    move || form.wish.with(|wish| wish.protocol),
                    move |protocol| form.change(|wish| wish.protocol = protocol),
                )}
                <label class="field">
                    {l().ip}
                    <input placeholder=l().ip_hint prop:value=move || form.wish.with(|wish| wish.ip.clone()) on:input=on(move |event| {
                        let text = event_target_value(&event);
                        form.change(|wish| wish.ip = text);
                    }) />
                </label>
                <div class="lab-slot" hidden=move || !is(Kind::Service)()>{choice(
                    l().policy,
                    vec![(l().no_policy, false), (POLICY, true)],
                    move || form.wish.with(|wish| !wish.policy.is_empty()),
                    move |named| form.change(|wish| wish.policy = if named { POLICY.into() } else { String::new() }),
                )}</div>
                <div class="lab-slot" hidden=move || is(Kind::UserDelegation)()>{choice(
                    l().signed_by,
                    vec![("key1", KeyName::Key1), ("key2", KeyName::Key2)],
                    move || form.wish.with(|wish| wish.key),
                    move |key| form.change(|wish| wish.key = key),
                )}</div>
                <div class="lab-slot" hidden=move || !is(Kind::UserDelegation)()>{choice(
                    l().signed_by,
                    Who::ALL.map(|who| (who.name(), who)).to_vec(),
                    move || form.wish.with(|wish| wish.signer),
                    move |signer| form.change(|wish| wish.signer = signer),
                )}</div>
                <div class="lab-slot" hidden=move || !is(Kind::UserDelegation)()>{choice(
                    l().bound_to,
                    std::iter::once((l().anybody, None)).chain(Who::ALL.map(|who| (who.name(), Some(who)))).collect(),
                    move || form.wish.with(|wish| wish.bound_to),
                    move |bound_to| form.change(|wish| wish.bound_to = bound_to),
                )}</div>
                <p class="form-actions lab-whole"><button class="button" data-kind="primary">{l().sign}</button></p>
            </form>
            <p class="feedback" data-kind="wrong" role="alert" hidden=move || !form.refused.get()>{l().key_refused}</p>
        </section>
    }
}

/// What may be done, and for an account SAS to which services and things.
fn rights(form: Form, kind: Kind) -> View {
    let alphabet = Wish::alphabet(kind);
    let word = if kind == Kind::Account { fields_text::account_letter } else { fields_text::queue_letter };
    let has = move |letter| form.wish.with(|wish| wish.letters.contains(letter));
    let toggled = move |letter| form.change(|wish| toggle(&mut wish.letters, letter));
    draw! {
        {letters(l().letters, alphabet, word, has, toggled)}
        {(kind == Kind::Account).then(|| draw! {
            {letters(
                l().types,
                "sco",
                fields_text::type_letter,
                move |letter| form.wish.with(|wish| wish.types.contains(letter)),
                move |letter| form.change(|wish| toggle(&mut wish.types, letter)),
            )}
            {letters(
                l().services,
                "bqtf",
                fields_text::service_letter,
                move |letter| form.wish.with(|wish| wish.services.contains(letter)),
                move |letter| form.change(|wish| toggle(&mut wish.services, letter)),
            )}
        })}
    }
}

fn read(form: Form) -> View {
    let pasted = form.desk.read(move |lab| form.text.with(|text| read_pasted(lab, text)));
    let query = memo(move || match pasted.get() {
        Pasted::Sas { query, .. } => query,
        _ => String::new(),
    });
    let is_sas = memo(move || matches!(pasted.get(), Pasted::Sas { .. }));
    draw! {
        <section class="lab-card" aria-labelledby="read-title">
            <h2 id="read-title">{l().read}</h2>
            <label class="field">
                {l().text}
                <textarea
                    class="secret" rows="4" spellcheck="false" autocomplete="off" autocapitalize="off" prop:value=form.text
                    on:input=on(move |event| form.text.set(event_target_value(&event)))
                ></textarea>
                <small>{l().text_hint}</small>
            </label>
            {move || remark(form.desk, &pasted.get())}
            <div hidden=move || !is_sas.get()>{fields::table(form.desk, l().read, query)}</div>
            <div class="lab-form" hidden=move || !is_sas.get()>
                {operations(form.operation, &OPERATIONS)}
                <button class="button" data-kind="primary" on:click=on(move |_| form.send())>{l().send}</button>
            </div>
            {move || form.sent.with(|sent| match sent {
                None => draw! { <p class="lab-quiet">{doors_text::l().not_sent}</p> },
                Some(sent) => decision(sent),
            })}
        </section>
    }
}

/// What there is to say about the text as a whole.
fn remark(desk: Desk, pasted: &Pasted) -> View {
    let words = match pasted {
        Pasted::RealKey => return draw! { <p class="feedback" data-kind="wrong" role="alert">{l().real_key}</p> },
        Pasted::PracticeKey(KeyName::Key1) => (l().practice_key)("key1"),
        Pasted::PracticeKey(KeyName::Key2) => (l().practice_key)("key2"),
        Pasted::Unknown => l().unknown.to_owned(),
        Pasted::Sas { queue: Some(queue), .. } if desk.peek(|lab| lab.queue() != queue) => {
            (l().other_queue)(queue, &desk.peek(|lab| lab.queue().to_owned()))
        }
        Pasted::Nothing | Pasted::Sas { .. } => return View::Nothing,
    };
    draw! { <p class="feedback">{words}</p> }
}
