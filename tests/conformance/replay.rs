//! Sending the steps of a scenario and judging the answers.
//!
//! Time is virtual: `wait_ms` moves it, and every request takes a millisecond.

use super::compare::{self, Tree};
use super::deliberate::{self, Reason, Sent};
use super::placeholder::Values;
use super::signing::{self, ACCOUNT};
use super::vectors::{Scenario, Step};
use playground::auth::Key;
use playground::conformance::Kind;
use playground::engine::{AccountKind, AccountSpec, Engine, Redundancy};
use playground::rng::Rng;
use playground::server::Server;
use playground::time::{Span, Timestamp};
use playground::wire::{Headers, Method, Request, Response, Scheme, date};
use std::sync::Arc;

const HOST: &str = "127.0.0.1:10001";

/// 2026-11-20T12:00:00Z.
const START: Timestamp = Timestamp::from_secs(1_795_176_000);

/// What became of the steps of one scenario.
#[derive(Debug, Default)]
pub struct Report {
    /// Answered as recorded.
    pub passed: usize,
    /// Answered as the real service does, which is known to be different: why.
    pub deliberate: Vec<Reason>,
    /// Everything else.
    pub unexplained: Vec<String>,
}

struct Session {
    server: Server,
    now: Timestamp,
    values: Values,
}

/// Runs a scenario against a server of its own.
pub fn run(scenario: &Scenario) -> Report {
    let mut server = Server::new(Engine::new(Rng::new(1)));
    let spec = AccountSpec { name: ACCOUNT.into(), kind: AccountKind::StorageV2, redundancy: Redundancy::StandardRagrs };
    server.create_account(START, spec).expect("the first account");
    let access = server.access_mut(ACCOUNT).expect("made above");
    access.keys = [signing::KEY, signing::KEY].map(|key| Key::from_base64(key).expect("the published key is Base64"));
    access.settings.https_only = false;
    let mut session = Session { server, now: START, values: Values::default() };
    session.values.set("endpoint", &format!("http://{HOST}"));
    let mut report = Report::default();
    for (index, step) in scenario.steps.iter().enumerate() {
        session.now = session.now + Span::from_millis(step.wait_ms + 1);
        let place = || format!("{} step {index}: {} {}", scenario.name, step.request.method, step.request.path_and_query);
        match session.judge(step) {
            Ok(None) => report.passed += 1,
            Ok(Some(why)) => report.deliberate.push(why),
            Err(why) => report.unexplained.push(format!(
                "{}\n    {why}{}",
                place(),
                step.note.as_ref().map_or(String::new(), |note| format!("\n    {note}"))
            )),
        }
    }
    report
}

impl Session {
    /// `Some` says why the answer deliberately differs from the recorded one. Err: an unexplained difference.
    fn judge(&mut self, step: &Step) -> Result<Option<Reason>, String> {
        let response = self.send(step)?;
        let recorded = &step.response;
        if response.status == 403
            && recorded.status < 300
            && step.request.auth.as_ref().is_some_and(|auth| auth.params.contains_key("policy"))
        {
            // It takes the real service up to 30 s to honour a policy that was just set; until then its signatures fail (page "Set Queue ACL").
            self.now = self.now + Span::from_secs(30);
            let later = self.send(step)?;
            self.judge_plain(step, &later, None)?;
            return Ok(Some(Reason::Listed(Kind::PolicyDelay)));
        }
        let recorded_code =
            recorded.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("x-ms-error-code")).map(|(_, code)| code.as_str());
        let kind = step.request.auth.as_ref().map_or("sharedkey", |auth| auth.kind.as_str());
        let code = response.headers.get("x-ms-error-code");
        if kind == "queue-sas" && recorded_code == Some("AuthorizationPermissionMismatch") && code == Some("AuthorizationFailure") {
            // No letter of a queue's signature reaches Clear Messages and the like: the recordings about authorization say which code that has.
            error_is_whole(&response)?;
            return Ok(Some(Reason::Listed(Kind::OutOfReach)));
        }
        let Some(differs) = &step.azure_differs else {
            return self.judge_plain(step, &response, recorded_code);
        };
        let status = differs.status.unwrap_or(recorded.status);
        let code = differs.error_code.as_deref().or(if differs.status.is_none() { recorded_code } else { None });
        compare::status_and_code(&response, status, code)?;
        if status >= 400 && (differs.status.is_some() || recorded_code.is_none()) {
            error_is_whole(&response)?;
        } else {
            compare::headers(recorded, &response, &mut self.values)?;
            self.judge_real_body(step, &response)?;
        }
        if code == Some("QueueBeingDeleted") {
            // The recording goes on with the queue made; so does the replay, once the name is free.
            self.now = self.now + Span::from_secs(30);
            let later = self.send(step)?;
            compare::status_and_code(&later, recorded.status, None)?;
        }
        Ok(Some(Reason::of(&differs.note)))
    }

    /// A step without a remark: answered as recorded, or, in the shapes that differ everywhere, as the real service does.
    fn judge_plain(&mut self, step: &Step, response: &Response, code: Option<&str>) -> Result<Option<Reason>, String> {
        let recorded = &step.response;
        compare::status_and_code(response, recorded.status, code)?;
        compare::headers(recorded, response, &mut self.values)?;
        let at = compare::answered_at(response)?;
        let (expected, actual) = (Tree::parse(recorded.body.as_deref().unwrap_or(""))?, Tree::parse(response.text())?);
        let as_recorded = compare::bodies(expected.as_ref(), actual.as_ref(), &mut self.values, &recorded.bind, at);
        match as_recorded {
            Ok(()) => Ok(None),
            Err(why) => match self.judge_real_body(step, response) {
                Ok(kind) => Ok(Some(Reason::Listed(kind))),
                Err(_) => Err(why),
            },
        }
    }

    /// Compares the body with what the real service would have written, and says by which difference the two forms part.
    fn judge_real_body(&mut self, step: &Step, response: &Response) -> Result<Kind, String> {
        let query = step.request.path_and_query.split_once('?').map_or("", |(_, query)| query);
        let query = self.values.fill(query)?;
        let recorded = Tree::parse(step.response.body.as_deref().unwrap_or(""))?;
        let kind = recorded.as_ref().map_or(Kind::ErrorWords, deliberate::form);
        let tree = recorded.map(|tree| deliberate::real(tree, &Sent { query: &query }));
        let at = compare::answered_at(response)?;
        compare::bodies(tree.as_ref(), Tree::parse(response.text())?.as_ref(), &mut self.values, &step.response.bind, at)?;
        Ok(kind)
    }

    fn send(&mut self, step: &Step) -> Result<Response, String> {
        let recorded = &step.request;
        if let Some(auth) = &recorded.auth
            && let Some(sas) = signing::sas(auth, self.now)
        {
            self.values.set("sas", &sas);
        }
        let mut headers = Headers::default();
        for (name, value) in &recorded.headers {
            match value.as_str() {
                "{{authorization}}" | "{{content_length}}" => {}
                "{{x_ms_date}}" => headers.push(name.clone(), date::rfc1123(self.now)),
                template => headers.push(name.clone(), self.values.fill(template)?),
            }
        }
        let body = recorded.body.as_deref().map(|body| self.values.fill(body)).transpose()?;
        if body.is_some() || matches!(recorded.method.as_str(), "PUT" | "POST") {
            headers.push("Content-Length", body.as_ref().map_or(0, String::len).to_string());
        }
        let target = self.values.fill(&recorded.path_and_query)?;
        let kind = recorded.auth.as_ref().map_or("sharedkey", |auth| auth.kind.as_str());
        if let "sharedkey" | "wrong-key" = kind {
            let authorization = signing::shared_key(&recorded.method, &target, &headers, kind == "wrong-key");
            headers.push("Authorization", authorization);
        }
        let request = Request {
            method: Method::parse(&recorded.method),
            scheme: Scheme::Http,
            host: HOST.into(),
            target: target.into(),
            headers,
            body: body.map_or_else(|| Arc::from([]), |text| Arc::from(text.into_bytes())),
            source_ip: "127.0.0.1".into(),
        };
        Ok(self.server.handle(self.now, &request).response)
    }
}

/// Whether an error that the emulator sends empty has everything the real one has.
fn error_is_whole(response: &Response) -> Result<(), String> {
    let code = response.headers.get("x-ms-error-code").ok_or("the error has no code")?;
    let tree = Tree::parse(response.text())?.ok_or("the error has no body")?;
    let element = |name| tree.child(name).map(|child| child.text.clone()).ok_or_else(|| format!("the error has no {name}"));
    if tree.name != "Error" || element("Code")? != code || !element("Message")?.contains("\nRequestId:") {
        return Err(format!("no error body: {tree:?}"));
    }
    Ok(())
}
