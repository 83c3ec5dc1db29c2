//! Three doors: one operation with three credentials, and what can be done to a request on its way.

use super::people::Who;
use super::sent::Sent;
use super::world::{Lab, OTHER_QUEUE};
use crate::auth::KeyName;
use crate::auth::token::AUDIENCE;
use crate::client::Credential;
use crate::engine::OperationName;
use crate::time::Span;
use crate::wire::{Headers, Request, Scheme, date};

/// The three ways in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    SharedKey,
    Sas,
    EntraId,
}

/// What happens to a request between being made and being sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tamper {
    Nothing,
    /// One character of the signature is another.
    Signature,
    /// Addressed to another queue.
    OtherQueue,
    /// A query parameter is added.
    Query,
    /// It is sent twenty minutes after it was made.
    Old,
    /// Its body is another of the same length. Nobody notices.
    Body,
    /// More letters in `sp`.
    Letters,
    /// A later `se`.
    Expiry,
    /// Over plain HTTP.
    PlainHttp,
    /// The claims are somebody else's, the signature is not.
    Claims,
    /// The token was fetched for Microsoft Graph.
    Audience,
    /// The token is two days old.
    Stale,
    /// A second credential comes along.
    SecondCredential,
}

impl Door {
    pub const ALL: [Self; 3] = [Self::SharedKey, Self::Sas, Self::EntraId];

    /// What can be done to a request with this credential, with nothing first.
    pub const fn tampers(self) -> &'static [Tamper] {
        match self {
            Self::SharedKey => {
                &[Tamper::Nothing, Tamper::Signature, Tamper::OtherQueue, Tamper::Query, Tamper::Old, Tamper::Body, Tamper::PlainHttp]
            }
            Self::Sas => &[
                Tamper::Nothing,
                Tamper::Signature,
                Tamper::OtherQueue,
                Tamper::Letters,
                Tamper::Expiry,
                Tamper::SecondCredential,
                Tamper::PlainHttp,
            ],
            Self::EntraId => &[Tamper::Nothing, Tamper::Claims, Tamper::Audience, Tamper::Stale, Tamper::OtherQueue, Tamper::PlainHttp],
        }
    }
}

/// Sends `operation` through one door after `tamper` has been at it.
pub fn knock(lab: &mut Lab, door: Door, operation: OperationName, tamper: Tamper) -> Sent {
    let request = prepare(lab, door, operation, tamper);
    lab.send(request)
}

fn prepare(lab: &mut Lab, door: Door, operation: OperationName, tamper: Tamper) -> Request {
    let call = lab.call(operation);
    let credential = match (door, tamper) {
        (Door::SharedKey, _) => lab.shared_key(KeyName::Key1),
        (Door::Sas, _) => Credential::Sas(lab.service_sas("rp", lab.now() + Span::from_secs(3600)).into()),
        (Door::EntraId, Tamper::Audience) => {
            Credential::Bearer(lab.token_for(Who::Worker, "https://graph.microsoft.com/", lab.now()).into())
        }
        (Door::EntraId, Tamper::Stale) => {
            let fetched_at = lab.now() - Span::from_secs(48 * 3600);
            Credential::Bearer(lab.token_for(Who::Worker, AUDIENCE, fetched_at).into())
        }
        (Door::EntraId, Tamper::Claims) => {
            let (own, other) = (lab.token(Who::Worker), lab.token(Who::Editor));
            let (claims, _) = other.rsplit_once('.').expect("a token has three parts");
            let (_, signature) = own.rsplit_once('.').expect("a token has three parts");
            Credential::Bearer([claims, ".", signature].concat().into())
        }
        (Door::EntraId, _) => lab.bearer(Who::Worker),
    };
    let mut request = lab.request(&call, &credential);
    alter(&mut request, lab, tamper);
    request
}

fn alter(request: &mut Request, lab: &Lab, tamper: Tamper) {
    match tamper {
        Tamper::Nothing | Tamper::Claims | Tamper::Audience | Tamper::Stale => {}
        Tamper::Signature => spoil_signature(request),
        Tamper::OtherQueue => {
            let own = ["/", lab.queue()].concat();
            let other = ["/", OTHER_QUEUE].concat();
            // At the root of the account there is no queue to exchange; then the other queue is asked itself.
            request.target = if request.target.starts_with(&*own) { request.target.replacen(&own, &other, 1) } else { other }.into();
        }
        Tamper::Query => request.target = add_parameter(&request.target, "timeout=90"),
        Tamper::Old => {
            // Made twenty minutes ago, and signed then: only the date tells.
            let made_at = lab.now() - Span::from_secs(20 * 60);
            set_header(request, "x-ms-date", date::rfc1123(made_at));
            resign(request, lab);
        }
        Tamper::Body => {
            let body = String::from_utf8_lossy(&request.body).replace("Stop press", "Go to bed!");
            request.body = body.into_bytes().into();
        }
        Tamper::Letters => request.target = request.target.replacen("sp=rp", "sp=raup", 1).into(),
        Tamper::Expiry => {
            let (old, new) = (lab.now() + Span::from_secs(3600), lab.now() + Span::from_secs(365 * 24 * 3600));
            let day = |at| date::iso8601(at)[..10].to_owned();
            request.target = request.target.replacen(&["se=", &day(old)].concat(), &["se=", &day(new)].concat(), 1).into();
        }
        Tamper::PlainHttp => request.scheme = Scheme::Http,
        Tamper::SecondCredential => request.headers.push("Authorization", ["Bearer ", &lab.token(Who::Editor)].concat()),
    }
}

/// Turns one character in the middle of the signature into another of its alphabet.
fn spoil_signature(request: &mut Request) {
    let spoil = |text: &str, at: usize| {
        let other = if text[at..].starts_with('A') { "B" } else { "A" };
        [&text[..at], other, &text[at + 1..]].concat()
    };
    if let Some(header) = request.headers.get("authorization") {
        let changed = spoil(header, header.len() - 12);
        set_header(request, "Authorization", changed);
    } else if let Some(at) = request.target.find("&sig=") {
        // The first characters may be part of an escape; the seventh is a plain one or the escape is replaced as a whole.
        let at = (at + 5..request.target.len()).find(|at| request.target.as_bytes()[*at].is_ascii_lowercase()).unwrap_or(at + 5);
        request.target = spoil(&request.target, at).into();
    }
}

fn add_parameter(target: &str, parameter: &str) -> Box<str> {
    [target, if target.contains('?') { "&" } else { "?" }, parameter].concat().into()
}

/// Sets a header where it stands, or adds it at the end.
pub(super) fn set_header(request: &mut Request, name: &'static str, value: String) {
    let mut headers = Headers::default();
    let mut value = Some(value);
    for (n, v) in request.headers.iter() {
        match n.eq_ignore_ascii_case(name).then(|| value.take()) {
            Some(Some(new)) => headers.push(name, new),
            Some(None) => {}
            None => headers.push(n.to_owned(), v.to_owned()),
        }
    }
    if let Some(value) = value {
        headers.push(name, value);
    }
    request.headers = headers;
}

/// Signs a request once more with key1, in the place of the signature it has.
fn resign(request: &mut Request, lab: &Lab) {
    use crate::auth::{Style, shared_key};
    let mut headers = Headers::default();
    for (name, value) in request.headers.iter().filter(|(name, _)| !name.eq_ignore_ascii_case("authorization")) {
        headers.push(name.to_owned(), value.to_owned());
    }
    request.headers = headers;
    shared_key::sign(request, lab.account(), Style::Host, lab.key(KeyName::Key1), shared_key::Scheme::SharedKey);
}
