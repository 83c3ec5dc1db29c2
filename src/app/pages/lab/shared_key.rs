//! The Shared Key workbench: a request, the text that is signed, and what each byte changes.

use super::super::super::text::lab::shared_key::{self, l};
use super::decision::{decision, spoken};
use super::desk::Desk;
use super::doors::{OPERATIONS, operations};
use super::rotation;
use crate::app::parts::lean::prelude::*;
use playground::auth::trace::{Source, StringToSign};
use playground::auth::{Key, KeyName};
use playground::base64;
use playground::client::Credential;
use playground::engine::OperationName;
use playground::lab::{Lab, Piece, Sent, changed, parts, read_request, request_text, signed_text};
use playground::wire::Request;

#[derive(Clone, Copy)]
struct Bench {
    desk: Desk,
    operation: RwSignal<OperationName>,
    /// The request as it was signed, without its Authorization header.
    signed: RwSignal<Request>,
    /// The request as text, as the person has changed it.
    text: RwSignal<String>,
    /// The origin that is pointed at, in either list.
    pointed: RwSignal<Option<Source>>,
    sent: RwSignal<Option<Sent>>,
}

impl Bench {
    fn request(self) -> Result<Request, usize> {
        self.text.with(|text| self.signed.with(|signed| read_request(text, signed)))
    }

    /// The last text that could be read as a request is what is shown.
    fn shown(self) -> Request {
        self.request().unwrap_or_else(|_| self.signed.get())
    }

    fn begin(self) {
        let request = self.desk.act(|lab| unsigned(lab, self.operation.get_untracked()));
        self.text.set(request_text(&request));
        self.signed.set(request);
        self.sent.set(None);
    }

    fn sign_again(self) {
        let request = self.shown();
        self.text.set(request_text(&request));
        self.signed.set(request);
        self.sent.set(None);
    }

    fn send(self) {
        let (mut request, signed) = (self.shown(), self.signed.get_untracked());
        let sent = self.desk.act(|lab| {
            let signature = sign(lab, lab.key(KeyName::Key1), &signed);
            request.headers.push("Authorization", ["SharedKey ", lab.account(), ":", &signature].concat());
            lab.send(request)
        });
        self.desk.say(spoken(&sent));
        self.sent.set(Some(sent));
    }
}

fn unsigned(lab: &mut Lab, operation: OperationName) -> Request {
    let call = lab.call(operation);
    lab.request(&call, &Credential::Anonymous)
}

fn sign(lab: &Lab, key: &Key, request: &Request) -> String {
    base64::encode(&key.sign(&signed_text(lab, request).text))
}

pub fn bench(desk: Desk) -> View {
    let request = desk.act(|lab| unsigned(lab, OperationName::PutMessage));
    let bench = Bench {
        desk,
        operation: RwSignal::new(OperationName::PutMessage),
        text: RwSignal::new(request_text(&request)),
        signed: RwSignal::new(request),
        pointed: RwSignal::new(None),
        sent: RwSignal::new(None),
    };
    effect(move |before: Option<OperationName>| {
        let operation = bench.operation.get();
        if before.is_some_and(|before| before != operation) {
            bench.begin();
        }
        operation
    });
    draw! {
        <p class="lab-lead">{l().lead}</p>
        <section class="lab-card" aria-labelledby="signed-title">
            <h2 id="signed-title">{l().title}</h2>
            <div class="lab-form">{operations(bench.operation, &OPERATIONS)}</div>
            <div class="lab-signing">
                <div><h3>{l().parts}</h3>{move || pieces(bench)}</div>
                <div><h3>{l().lines}</h3>{move || lines(bench)}</div>
            </div>
            <div class="lab-signing">
                {editor(bench)}
                <div class="lab-stack">
                    {move || signatures(bench)}
                    {move || bench.sent.with(|sent| sent.as_ref().map(decision))}
                </div>
            </div>
        </section>
        {rotation::section(desk)}
    }
}

/// What both lists of buttons share: pointing, by mouse, by key, by finger.
fn pointer(bench: Bench, source: Option<Source>, inside: View) -> View {
    let (enter, focus, tap, here) = (source.clone(), source.clone(), source.clone(), source);
    let linked = move || if here.is_some() && bench.pointed.get() == here { "true" } else { "false" };
    let signed = if enter.is_some() { "true" } else { "false" };
    draw! {
        <button
            class="piece" data-linked=linked data-signed=signed
            on:mouseenter=on(move |_: web_sys::Event| bench.pointed.set(enter.clone()))
            on:focus=on(move |_: web_sys::Event| bench.pointed.set(focus.clone()))
            on:click=on(move |_| bench.pointed.set(tap.clone()))
        >{inside}</button>
    }
}

fn texts(bench: Bench, request: &Request) -> (StringToSign, StringToSign) {
    bench.desk.peek(|lab| (bench.signed.with(|signed| signed_text(lab, signed)), signed_text(lab, request)))
}

fn pieces(bench: Bench) -> View {
    let request = bench.shown();
    let (_, now) = texts(bench, &request);
    let number = |piece: &Piece| {
        let source = piece.source.as_ref()?;
        now.lines.iter().position(|line| line.source == *source).map(|at| at + 1)
    };
    draw! {
        <ul class="pieces">
            {parts(&request).into_iter().map(|piece| {
                let place = number(&piece).map_or_else(|| l().unsigned.to_owned(), l().in_line);
                let inside = draw! { <code>{piece.text}</code>" "<small>{place}</small> };
                draw! { <li>{pointer(bench, piece.source, inside)}</li> }
            }).collect_view()}
        </ul>
    }
}

fn lines(bench: Bench) -> View {
    let request = bench.shown();
    let (then, now) = texts(bench, &request);
    let marks = changed(&then, &now);
    draw! {
        <ol class="pieces" data-numbered="true">
            {now.lines.into_iter().zip(marks).enumerate().map(|(i, (line, is_changed))| {
                let origin = shared_key::origin(&line.source);
                let empty = line.text.is_empty();
                let inside = draw! {
                    <span class="piece-number"><span class="visually-hidden">{l().line}" "</span>{i + 1}</span>" "
                    <code data-empty=if empty { "true" } else { "false" }>{if empty { l().empty.to_owned() } else { line.text.to_string() }}</code>" "
                    <small>{is_changed.then(|| draw! { <b>{l().changed}</b>" " })}{origin}</small>
                };
                draw! { <li data-changed=if is_changed { "true" } else { "false" }>{pointer(bench, Some(line.source), inside)}</li> }
            }).collect_view()}
        </ol>
    }
}

fn editor(bench: Bench) -> View {
    let problem = memo(move || bench.request().err());
    draw! {
        <div class="lab-stack">
            <label class="field">
                {l().edit}
                <textarea
                    class="secret lab-raw" rows="10" spellcheck="false" autocomplete="off" prop:value=bench.text
                    on:input=on(move |event| bench.text.set(event_target_value(&event)))
                ></textarea>
                <small>{l().edit_hint}</small>
            </label>
            <p class="feedback" data-kind="wrong" role="alert" hidden=move || problem.get().is_none()>{move || problem.get().map(l().bad_line)}</p>
            <p class="form-actions">
                <button class="button" data-kind="primary" on:click=on(move |_| bench.send())>{l().send}</button>
                <button class="button" on:click=on(move |_| bench.sign_again())>{l().sign_again}</button>
                <button class="button" data-kind="quiet" on:click=on(move |_| bench.begin())>{l().reset}</button>
            </p>
        </div>
    }
}

fn signatures(bench: Bench) -> View {
    let request = bench.shown();
    let signed = bench.signed.get();
    let (sent, now) = bench
        .desk
        .read(move |lab| {
            let now = [KeyName::Key1, KeyName::Key2].map(|name| sign(lab, lab.key(name), &request));
            (sign(lab, lab.key(KeyName::Key1), &signed), now)
        })
        .get();
    let row = |name: &'static str, text: &str| {
        let same = *text == sent;
        draw! {
            <div data-matches=if same { "yes" } else { "no" }>
                <dt>{name}</dt><dd><code>{text.to_owned()}</code>" "<small>{if same { l().same } else { l().another }}</small></dd>
            </div>
        }
    };
    draw! {
        <dl class="judgement-pairs lab-signatures">
            <div><dt>{l().signed_before}</dt><dd><code>{sent.clone()}</code></dd></div>
            {row(l().now_key1, &now[0])}
            {row(l().now_key2, &now[1])}
        </dl>
    }
}
