//! Practice tokens, role assignments in time, and the switches of an account.

use super::support::{access, at, directory, request, route, text, vectors};
use playground::auth::facts::{SasPolicy, SasPolicyAction};
use playground::auth::rbac::AssignmentState;
use playground::auth::sas::{self, Protocol, Resource, ServiceSas};
use playground::auth::{
    Access, Assignment, Check, Decision, Directory, Endpoint, Identity, IdentityKind, Key, Outcome, Role, Scope, authorize, explain,
    shared_key, token,
};
use playground::rng::Rng;
use playground::time::{Span, Timestamp};
use playground::wire::Request;
use serde_json::json;
use std::sync::Arc;

const NOW: &str = "2026-11-17T09:30:00Z";
const WORKER: &str = "77777777-ffff-4000-8111-888888888888";

fn mint(directory: &Directory, object_id: &str, minutes: u64) -> String {
    token::mint(
        directory,
        &token::TokenRequest {
            object_id,
            app_id: "99999999-0000-4000-8222-aaaaaaaaaaaa",
            kind: IdentityKind::User,
            audience: token::AUDIENCE,
            issued_at: at(NOW),
            expires_at: at(NOW) + Span::from_secs(60 * minutes),
        },
    )
}

fn peek(authorization: Option<&str>, query: &str) -> Request {
    let mut headers = vec![json!(["x-ms-version", "2026-04-06"])];
    headers.extend(authorization.map(|value| json!(["Authorization", value])));
    let url = format!("https://contosoqueues.queue.core.windows.net/orders/messages?peekonly=true{query}");
    request(&json!({"method": "GET", "url": url, "headers": headers, "body": null}), "203.0.113.7")
}

fn account(directory: Directory) -> Access {
    access(&vectors("account_sas.json")["accounts"]["contosoqueues"], Arc::new(directory))
}

fn judge(access: &Access, request: &Request, now: Timestamp) -> Decision {
    explain(&route(request).facts(access, &[]), request, now)
}

fn code(decision: &Decision) -> Option<(u16, &'static str)> {
    decision.refusal().map(|refusal| (refusal.status, refusal.code.as_str()))
}

fn reader_from(effective_at: Timestamp, ended_at: Option<Timestamp>) -> Directory {
    let mut home = directory();
    home.assignments.push(Assignment {
        principal: WORKER.into(),
        role: Role::StorageQueueDataReader,
        scope: Scope::Queue { account: "contosoqueues".into(), queue: "orders".into() },
        effective_at,
        ended_at,
    });
    home
}

#[test]
fn a_role_opens_from_its_arrival_to_the_arrival_of_its_end() {
    let start = at(NOW) + Span::from_secs(300);
    let end = start + Span::from_secs(600);
    let home = reader_from(start, Some(end));
    let request = peek(Some(&format!("Bearer {}", mint(&home, WORKER, 60))), "");
    let access = account(home);
    let refused = Some((403, "AuthorizationPermissionMismatch"));
    for (now, expected, state) in [
        (start - Span::from_micros(1), refused, AssignmentState::NotYetPropagated),
        (start, None, AssignmentState::Effective),
        (end - Span::from_micros(1), None, AssignmentState::Effective),
        (end, refused, AssignmentState::Ended),
    ] {
        let decision = judge(&access, &request, now);
        assert_eq!(code(&decision), expected, "{state:?}");
        let seen = decision.steps.iter().find_map(|step| match &step.check {
            Check::Roles { assignments, .. } => Some(assignments[0].state),
            _ => None,
        });
        assert_eq!(seen, Some(state));
    }
}

#[test]
fn a_token_ends_at_its_expiry() {
    let home = reader_from(Timestamp::EPOCH, None);
    let request = peek(Some(&format!("Bearer {}", mint(&home, WORKER, 60))), "");
    let access = account(home);
    let end = at("2026-11-17T10:30:00Z");
    assert_eq!(code(&judge(&access, &request, end - Span::from_micros(1))), None);
    let decision = judge(&access, &request, end);
    assert_eq!(code(&decision), Some((401, "InvalidAuthenticationInfo")));
    let refusal = decision.refusal().expect("it was refused");
    assert_eq!(refusal.detail.as_deref(), Some("Lifetime validation failed. The token is expired."));
    assert_eq!(
        refusal.www_authenticate().as_deref(),
        Some(
            "Bearer authorization_uri=https://login.microsoftonline.com/33333333-dddd-4eee-8fff-444444444444/oauth2/authorize \
             resource_id=https://storage.azure.com"
        )
    );
}

#[test]
fn any_changed_letter_of_a_token_breaks_it() {
    let home = reader_from(Timestamp::EPOCH, None);
    let token = mint(&home, WORKER, 60);
    let access = account(home);
    for place in 0..token.len() {
        let mut bytes = token.clone().into_bytes();
        bytes[place] = if bytes[place] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(bytes).expect("still ASCII");
        let decision = judge(&access, &peek(Some(&format!("Bearer {changed}")), ""), at(NOW));
        assert_eq!(code(&decision), Some((401, "InvalidAuthenticationInfo")), "letter {place}");
    }
}

#[test]
fn a_group_passes_its_roles_on() {
    let mut home = directory();
    home.identities.push(Identity {
        object_id: WORKER.into(),
        name: "Ada".into(),
        kind: IdentityKind::User,
        member_of: vec!["team".into()],
    });
    home.assignments.push(Assignment {
        principal: "team".into(),
        role: Role::StorageQueueDataReader,
        scope: Scope::Subscription,
        effective_at: Timestamp::EPOCH,
        ended_at: None,
    });
    let request = peek(Some(&format!("Bearer {}", mint(&home, WORKER, 60))), "");
    let stranger = peek(Some(&format!("Bearer {}", mint(&home, "stranger", 60))), "");
    let access = account(home);
    assert_eq!(code(&judge(&access, &request, at(NOW))), None);
    assert_eq!(code(&judge(&access, &stranger, at(NOW))), Some((403, "AuthorizationPermissionMismatch")));
}

#[test]
fn the_refusal_is_the_last_step_and_the_only_one_that_refuses() {
    let home = reader_from(Timestamp::EPOCH, None);
    let expired = peek(Some(&format!("Bearer {}", mint(&home, WORKER, 60))), "");
    let access = account(home);
    for request in [expired, peek(Some("SharedKey nonsense"), ""), peek(None, ""), peek(None, "&sv=2026-04-06&sp=x&sig=")] {
        let decision = judge(&access, &request, at("2026-12-01"));
        let refused: Vec<usize> =
            decision.steps.iter().enumerate().filter(|(_, step)| step.outcome == Outcome::Refused).map(|(i, _)| i).collect();
        assert!(code(&decision).is_some());
        assert_eq!(refused.last(), Some(&(decision.steps.len() - 1)), "{:?}", decision.steps);
    }
}

#[test]
fn a_read_only_copy_refuses_writes() {
    let access = account(directory());
    let mut get = peek(None, "");
    get.target = "/orders/messages".into();
    get.headers.push("x-ms-date", "Tue, 17 Nov 2026 09:30:00 GMT");
    let style = route(&get).style;
    shared_key::sign(&mut get, "contosoqueues", style, &access.keys[0], shared_key::Scheme::SharedKey);
    let route = route(&get);
    let mut facts = route.facts(&access, &[]);
    assert_eq!(code(&authorize(&facts, &get, at(NOW))), None);
    facts.endpoint = Endpoint::Secondary;
    assert_eq!(code(&authorize(&facts, &get, at(NOW))), Some((403, "InsufficientAccountPermissions")));
}

#[test]
fn a_limit_on_the_life_of_a_sas_blocks_longer_ones() {
    let mut access = account(directory());
    let resource = Resource { account: "contosoqueues", queue: "orders" };
    let life = |hours: u64, with_start: bool| {
        let sas = ServiceSas {
            version: "2026-04-06",
            permissions: "r",
            start: with_start.then(|| at(NOW)),
            expiry: Some(at(NOW) + Span::from_secs(3600 * hours)),
            policy: "",
            ip: "",
            protocol: Protocol::Unsaid,
        };
        peek(None, &format!("&{}", sas::mint_service(&sas, resource, &access.keys[0])))
    };
    let (day, longer, open) = (life(24, true), life(25, true), life(1, false));
    let refused = Some((403, "AuthorizationFailure"));
    for (action, expected) in [(SasPolicyAction::Log, None), (SasPolicyAction::Block, refused)] {
        access.settings.sas_policy = Some(SasPolicy { longest: Span::from_secs(24 * 3600), action });
        assert_eq!(code(&judge(&access, &day, at(NOW))), None);
        assert_eq!(code(&judge(&access, &longer, at(NOW))), expected);
        assert_eq!(code(&judge(&access, &open, at(NOW))), expected, "a SAS without start has no known length");
    }
}

#[test]
fn keys_are_drawn_from_the_seed_and_never_shown_whole() {
    let key = Key::generate(&mut Rng::new(7));
    assert_eq!(key, Key::generate(&mut Rng::new(7)));
    assert_ne!(key, Key::generate(&mut Rng::new(8)));
    let text = key.to_base64();
    assert_eq!(text.len(), 88);
    assert_eq!(Key::from_base64(&text), Some(key.clone()));
    assert_eq!(format!("{key:?}"), format!("Key({}…)", &text[..4]));
    assert_eq!(Key::from_base64("not base64"), None);
    assert_eq!(Key::from_base64(""), None);
}

#[test]
fn claims_are_read_strictly() {
    let file = vectors("accept_deny.json");
    let case = super::support::cases(&file).iter().find(|case| text(case, "id") == "oa-aud").expect("oa-aud is in the file");
    let header = case["request"]["headers"][2][1].as_str().expect("a header");
    let claims = token::decode(header.strip_prefix("Bearer ").expect("a token")).expect("claims");
    let claim = |name: &str| claims.iter().find(|(n, _)| &**n == name).map(|(_, value)| &**value);
    assert_eq!(claim("aud"), Some("https://graph.microsoft.com"));
    assert_eq!(claim("exp"), Some("2051222400"));
    let decode = |json: &str| token::decode(&format!("e30.{}.e30", data_encoding::BASE64URL_NOPAD.encode(json.as_bytes())));
    let pairs = |json: &str| decode(json).map(|claims| claims.iter().map(|(n, v)| format!("{n}={v}")).collect::<Vec<_>>().join(","));
    assert_eq!(pairs("{}").as_deref(), Some(""));
    assert_eq!(pairs(r#" { "a" : "\u0041\n\"" , "b":-1.5e3, "c":[1,{"d":"]"}], "e":true } "#).as_deref(), Some("a=A\n\",b=-1.5e3,e=true"));
    for broken in [
        "",
        "[]",
        "{",
        r#"{"a"}"#,
        r#"{"a":}"#,
        r#"{"a":1,}"#,
        r#"{"a":1}x"#,
        r#"{"a":"\q"}"#,
        r#"{"a":[1}"#,
        r#"{"a":[1}}"#,
        r#"{"a":{"b":[}]}"#,
        r#"{"a":nul}"#,
        r#"{"a":"\u00"#,
    ] {
        assert_eq!(decode(broken), None, "{broken}");
    }
}
