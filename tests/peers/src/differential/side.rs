//! Takes a step on both sides and says whether the answers agree.

use super::answer::{self, Answer, Memory};
use super::listed::{self, Verdict};
use super::step::{Body, By, Marker, Message, Queue, Receipt, Script, Step, What};
use super::{Tally, generate};
use crate::clients::{ACCOUNT, KEY, now};
use crate::http::Client;
use playground::auth::sas::{AccountSas, Protocol, Resource, ServiceSas, mint_account, mint_service};
use playground::auth::shared_key::{self, Scheme};
use playground::auth::{Key, Style};
use playground::engine::{AccountKind, AccountSpec, Engine, Redundancy};
use playground::rng::Rng;
use playground::server::Server;
use playground::time::{Span, Timestamp};
use playground::wire::version::ApiVersion;
use playground::wire::{Headers, Method, Request, date, query};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

/// Azurite and a new server of ours, at the beginning of a script.
#[derive(Debug)]
pub struct Pair {
    prefix: String,
    port: u16,
    azurite: Client,
    theirs: Memory,
    server: Server,
    ours: Memory,
    /// Latest instant that either side may have seen.
    latest: Timestamp,
    /// What the list of differences wants to know of the steps before.
    pub past: Past,
}

/// What happened in the script so far.
#[derive(Debug, Default)]
pub struct Past {
    /// Queues in the order in which they were made.
    pub made: Vec<&'static str>,
    pub deleted: Vec<&'static str>,
}

/// A difference that is not on the list.
#[derive(Clone, Debug)]
pub struct Difference {
    pub step: usize,
    pub what: String,
    pub ours: String,
    pub theirs: String,
}

/// What came of running a script.
#[derive(Debug)]
pub enum Outcome {
    /// Equal but for listed differences.
    Agreed,
    Differs(Difference),
    /// Chance got in between, and nothing can be said: the machine was too busy for steps to be taken when they should be, or Azurite drew a
    /// receipt twice. Its receipts are the second and four random digits, so that happens once in some ten thousand operations; from there on
    /// an outdated receipt is a good one. Ours may never repeat: that is compared like everything else.
    Disturbed,
}

/// How long after a mark its steps must have been taken. Marks stand a quarter of a second or more from every instant at which a timeout can
/// run out, so that up to here it does not matter which of the two looked at its clock a little earlier.
const PUNCTUAL_FOR: Duration = Duration::from_millis(200);

impl Pair {
    pub fn new(port: u16, prefix: String) -> Self {
        let start = now();
        let mut server = Server::new(Engine::new(Rng::new(1)));
        let spec = AccountSpec { name: ACCOUNT.into(), kind: AccountKind::StorageV2, redundancy: Redundancy::StandardRagrs };
        server.create_account(start, spec).expect("the first account");
        let access = server.access_mut(ACCOUNT).expect("it was just made");
        access.keys[0] = account_key();
        access.settings.https_only = false;
        let (azurite, memory) = (Client::new(port), Memory::default());
        Self { prefix, port, azurite, theirs: memory.clone(), server, ours: memory, latest: start, past: Past::default() }
    }

    /// Runs a script to its end, to a step at which the sides part, or to an unlisted difference. Err: Azurite is gone.
    pub fn run(mut self, script: &Script, tally: &mut Tally) -> Result<Outcome, String> {
        tally.scripts += 1;
        if script.iter().any(|step| step.what.concerns_the_account()) {
            // The account remembers the scripts before; both sides begin with the same properties.
            self.step(&generate::known_properties())?;
        }
        let (began, mut mark) = (Instant::now(), Duration::ZERO);
        let waits = script.iter().any(|step| matches!(step.what, What::Wait(_)));
        for (number, step) in script.iter().enumerate() {
            if waits && began.elapsed() > mark + PUNCTUAL_FOR {
                return Ok(Outcome::Disturbed);
            }
            if let What::Wait(millis) = step.what {
                mark = Duration::from_millis(millis);
                thread::sleep(mark.saturating_sub(began.elapsed()));
                continue;
            }
            tally.operations += 1;
            let verdict = self.step(step)?;
            if self.theirs.repeated {
                return Ok(Outcome::Disturbed);
            }
            match verdict {
                Verdict::Same(kinds) => tally.meet(kinds),
                Verdict::Parted(kinds) => {
                    tally.meet(kinds);
                    return Ok(Outcome::Agreed);
                }
                Verdict::Unlisted { what, ours, theirs } => {
                    return Ok(Outcome::Differs(Difference { step: number, what, ours, theirs }));
                }
            }
            self.past.note(step);
        }
        Ok(Outcome::Agreed)
    }

    fn step(&mut self, step: &Step) -> Result<Verdict, String> {
        // Azurite counts in milliseconds and orders what falls into the same one otherwise: every request gets one of its own.
        while now().as_micros() / 1_000 <= self.latest.as_micros() / 1_000 {
            std::hint::spin_loop();
        }
        let sent_at = now();
        let theirs = self.request(step, &self.theirs, sent_at);
        let response = self.azurite.send(&theirs).map_err(|error| format!("Azurite does not answer {step:?}: {error}"))?;
        self.latest = now();
        let theirs = answer::read(&response, &theirs, &mut self.theirs, &self.prefix)?;
        // Azurite looked at its clock somewhere between sending and receiving. If an instant in between matters, ours may be asked at either.
        let request = self.request(step, &self.ours, sent_at);
        let mut verdicts = [sent_at, self.latest].into_iter().map(|at| {
            let mut server = self.server.clone();
            let mut memory = self.ours.clone();
            let reply = server.handle(at, &request);
            let ours = answer::read(&reply.response, &request, &mut memory, &self.prefix);
            let verdict = ours.map(|ours: Answer| listed::judge(step, &self.past, &ours, &theirs));
            (verdict, server, memory)
        });
        let first = verdicts.next().expect("there are two");
        let (verdict, server, memory) = match first {
            (Ok(Verdict::Unlisted { .. }), ..) => {
                verdicts.next().filter(|(verdict, ..)| !matches!(verdict, Ok(Verdict::Unlisted { .. }))).unwrap_or(first)
            }
            first => first,
        };
        self.server = server;
        self.ours = memory;
        verdict
    }

    fn request(&self, step: &Step, memory: &Memory, at: Timestamp) -> Request {
        let mut target = Target { path: format!("/{ACCOUNT}"), query: String::new() };
        let (method, headers, body) = self.spell(&step.what, memory, &mut target);
        let mut all = Headers::with_capacity(10);
        let shown = if step.by == By::OldDate { at - Span::from_secs(3_600) } else { at };
        all.push("x-ms-date", date::rfc1123(shown));
        all.push("x-ms-version", ApiVersion::CURRENT.as_str());
        for (name, value) in headers {
            all.push(name, value);
        }
        if body.is_some() {
            all.push("Content-Type", "application/xml");
        }
        if matches!(method, Method::Put | Method::Post) {
            all.push("Content-Length", body.as_ref().map_or(0, String::len).to_string());
        }
        let queue = step.what.queue().map_or(String::new(), |queue| self.queue_name(queue));
        if let Some(token) = token(&step.by, &queue, at) {
            target.raw(&token);
        }
        let mut request = Request {
            method,
            scheme: playground::wire::Scheme::Http,
            host: format!("127.0.0.1:{}", self.port).into(),
            target: [target.path, target.query].concat().into(),
            headers: all,
            body: Arc::from(body.unwrap_or_default().into_bytes()),
            source_ip: "127.0.0.1".into(),
        };
        match step.by {
            _ if matches!(step.what, What::Preflight { .. }) => {}
            By::Key | By::OldDate => shared_key::sign(&mut request, ACCOUNT, Style::Path, &account_key(), Scheme::SharedKey),
            By::WrongKey => shared_key::sign(&mut request, ACCOUNT, Style::Path, &Key::from_bytes(b"not the key"), Scheme::SharedKey),
            By::Nothing | By::ServiceSas(_) | By::ExpiredSas(_) | By::AccountSas(..) => {}
        }
        request
    }

    fn queue_name(&self, queue: Queue) -> String {
        match queue {
            Queue::Own(end) => [&self.prefix, end].concat(),
            Queue::Named(name) => name.to_owned(),
        }
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each operation, and nothing they share")]
    /// Writes the step into `target`; returns method, headers and body.
    fn spell(&self, what: &What, memory: &Memory, target: &mut Target) -> (Method, Vec<(String, String)>, Option<String>) {
        let none = Vec::new;
        let meta = |pairs: &[(&str, &str)]| pairs.iter().map(|(name, value)| (format!("x-ms-meta-{name}"), (*value).to_owned())).collect();
        match what {
            What::List { prefix, max, marker, include } => {
                target.path.push('/');
                target.pair("comp", "list");
                target.pair("prefix", &[&self.prefix, *prefix].concat());
                target.number("maxresults", *max);
                match marker {
                    Marker::None => {}
                    Marker::Next => memory.marker.iter().for_each(|marker| target.pair("marker", marker)),
                    Marker::Nonsense => target.pair("marker", "no marker"),
                }
                target.number("include", *include);
                (Method::Get, none(), None)
            }
            What::GetProperties => {
                target.service("properties");
                (Method::Get, none(), None)
            }
            What::SetProperties(body) => {
                target.service("properties");
                (Method::Put, none(), Some((*body).to_owned()))
            }
            What::Stats { secondary } => {
                target.path.push_str(if *secondary { "-secondary" } else { "" });
                target.service("stats");
                (Method::Get, none(), None)
            }
            What::Preflight { origin, method, headers } => {
                target.path.push_str("/any/messages");
                let named = [("Origin", origin), ("Access-Control-Request-Method", method), ("Access-Control-Request-Headers", headers)];
                (
                    Method::Options,
                    named.iter().filter_map(|(name, value)| Some(((*name).to_owned(), (**value)?.to_owned()))).collect(),
                    None,
                )
            }
            What::Create { queue, metadata, comp, secondary } => {
                target.path.push_str(if *secondary { "-secondary" } else { "" });
                self.aim(target, *queue);
                target.number("comp", *comp);
                (Method::Put, meta(metadata), None)
            }
            What::Delete { queue } => {
                self.aim(target, *queue);
                (Method::Delete, none(), None)
            }
            What::GetMetadata { queue, head, origin } => {
                self.aim(target, *queue);
                target.pair("comp", "metadata");
                let headers = origin.iter().map(|origin| ("Origin".to_owned(), (*origin).to_owned())).collect();
                (if *head { Method::Head } else { Method::Get }, headers, None)
            }
            What::SetMetadata { queue, metadata } => {
                self.aim(target, *queue);
                target.pair("comp", "metadata");
                (Method::Put, meta(metadata), None)
            }
            What::GetAcl { queue } => {
                self.aim(target, *queue);
                target.pair("comp", "acl");
                (Method::Get, none(), None)
            }
            What::SetAcl { queue, body } => {
                self.aim(target, *queue);
                target.pair("comp", "acl");
                (Method::Put, none(), Some(body.clone()))
            }
            What::Put { queue, body, hidden, life } => {
                self.aim_messages(target, *queue);
                target.number("visibilitytimeout", *hidden);
                target.number("messagettl", *life);
                (Method::Post, none(), Some(spell_body(body)))
            }
            What::Get { queue, count, hidden } => {
                self.aim_messages(target, *queue);
                target.number("numofmessages", *count);
                target.number("visibilitytimeout", *hidden);
                (Method::Get, none(), None)
            }
            What::Peek { queue, count } => {
                self.aim_messages(target, *queue);
                target.pair("peekonly", "true");
                target.number("numofmessages", *count);
                (Method::Get, none(), None)
            }
            What::Update { queue, message, receipt, hidden, body } => {
                self.aim_message(target, *queue, *message, *receipt, memory);
                target.number("visibilitytimeout", *hidden);
                (Method::Put, none(), body.as_ref().map(spell_body))
            }
            What::DeleteMessage { queue, message, receipt } => {
                self.aim_message(target, *queue, *message, *receipt, memory);
                (Method::Delete, none(), None)
            }
            What::Clear { queue } => {
                self.aim_messages(target, *queue);
                (Method::Delete, none(), None)
            }
            What::Wait(_) => unreachable!("waiting is no request"),
        }
    }

    fn aim(&self, target: &mut Target, queue: Queue) {
        target.path.push('/');
        target.path.push_str(&self.queue_name(queue));
    }

    fn aim_messages(&self, target: &mut Target, queue: Queue) {
        self.aim(target, queue);
        target.path.push_str("/messages");
    }

    fn aim_message(&self, target: &mut Target, queue: Queue, message: Message, receipt: Receipt, memory: &Memory) {
        const UNKNOWN: &str = "00000000-1111-4222-8333-444444444444";
        /// Well formed, and of no message.
        const FOREIGN: &str = "AgAAAAEAAAAAAAAAAr+i5nV53QE=";
        self.aim_messages(target, queue);
        let seen = match message {
            Message::Seen(number) if !memory.messages.is_empty() => Some(&memory.messages[number % memory.messages.len()]),
            Message::Seen(_) | Message::Unknown | Message::NoGuid => None,
        };
        target.path.push('/');
        target.path.push_str(match message {
            Message::NoGuid => "no-guid",
            Message::Seen(_) | Message::Unknown => seen.map_or(UNKNOWN, |seen| &seen.id),
        });
        // A receipt of another message, if the message has none of its own: well formed, and wrong.
        let receipts = seen.or(memory.messages.first()).map_or(&[][..], |seen| &seen.receipts);
        let receipt = match receipt {
            Receipt::Latest => receipts.last().map_or(FOREIGN, |receipt| receipt),
            Receipt::Earlier => receipts.iter().rev().nth(1).or(receipts.last()).map_or(FOREIGN, |receipt| receipt),
            Receipt::Nonsense => "nonsense",
            Receipt::Missing => return,
        };
        target.pair("popreceipt", receipt);
    }
}

impl Past {
    fn note(&mut self, step: &Step) {
        match (&step.what, step.what.queue()) {
            (What::Create { .. }, Some(Queue::Own(name))) if !self.made.contains(&name) => self.made.push(name),
            (What::Delete { .. }, Some(Queue::Own(name))) => self.deleted.push(name),
            _ => {}
        }
    }
}

fn spell_body(body: &Body) -> String {
    let wrap = |text: &str| {
        let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        format!("<QueueMessage><MessageText>{escaped}</MessageText></QueueMessage>")
    };
    match body {
        Body::Text(text) => wrap(text),
        Body::Long(letter, times) => wrap(&letter.to_string().repeat(*times)),
        Body::Raw(body) => (*body).to_owned(),
    }
}

fn account_key() -> Key {
    Key::from_base64(KEY).expect("the published key is Base64")
}

/// The token a step comes with, if it comes with one.
fn token(by: &By, queue: &str, at: Timestamp) -> Option<String> {
    let version = ApiVersion::CURRENT.as_str();
    let hour = Span::from_secs(3_600);
    let service = |permissions, expiry| {
        let sas = ServiceSas { version, permissions, start: None, expiry: Some(expiry), policy: "", ip: "", protocol: Protocol::Unsaid };
        mint_service(&sas, Resource { account: ACCOUNT, queue }, &account_key())
    };
    match by {
        By::Key | By::WrongKey | By::Nothing | By::OldDate => None,
        By::ServiceSas(permissions) => Some(service(permissions, at + hour)),
        By::ExpiredSas(permissions) => Some(service(permissions, at - hour)),
        By::AccountSas(resource_types, permissions) => {
            let protocol = Protocol::HttpsAndHttp;
            let sas =
                AccountSas { version, services: "q", resource_types, permissions, start: None, expiry: Some(at + hour), ip: "", protocol };
            Some(mint_account(&sas, ACCOUNT, &account_key()))
        }
    }
}

/// A request target that grows.
struct Target {
    path: String,
    query: String,
}

impl Target {
    fn service(&mut self, comp: &str) {
        self.path.push('/');
        self.pair("restype", "service");
        self.pair("comp", comp);
    }

    fn pair(&mut self, name: &str, value: &str) {
        let mut text = [name, "="].concat();
        query::encode(&mut text, value);
        self.raw(&text);
    }

    fn number(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.pair(name, value);
        }
    }

    fn raw(&mut self, text: &str) {
        self.query.push(if self.query.is_empty() { '?' } else { '&' });
        self.query.push_str(text);
    }
}
