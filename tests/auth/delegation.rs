//! User delegation: whose rights are used, who may use them, and what ends them.

use super::support::{access, at, directory, key, request, route, vectors};
use playground::auth::facts::{DelegationFields, DelegationKey};
use playground::auth::sas::{self, Protocol, Resource, UserDelegationSas};
use playground::auth::{Access, Assignment, Directory, IdentityKind, Role, Scope, authorize, token};
use playground::time::{Span, Timestamp};
use playground::wire::Request;
use serde_json::json;
use std::sync::Arc;

const SIGNER: &str = "11111111-aaaa-4bbb-8ccc-222222222222";
const USER: &str = "77777777-ffff-4000-8111-888888888888";
const GUEST_TENANT: &str = "55555555-eeee-4fff-8000-666666666666";

fn now() -> Timestamp {
    at("2026-11-17T10:00:00Z")
}

fn account() -> Access {
    let mut home = directory();
    home.assignments.push(Assignment {
        principal: SIGNER.into(),
        role: Role::StorageQueueDataReader,
        scope: Scope::Account("contosoqueues".into()),
        effective_at: Timestamp::EPOCH,
        ended_at: None,
    });
    access(&vectors("user_delegation_sas.json")["accounts"]["contosoqueues"], Arc::new(home))
}

fn key_fields(access: &Access, user_tenant: &str) -> DelegationFields {
    DelegationFields {
        object_id: SIGNER.into(),
        tenant: access.directory.tenant.clone(),
        start: "2026-11-17T09:00:00Z".into(),
        expiry: "2026-11-18T09:00:00Z".into(),
        service: "q".into(),
        version: "2026-04-06".into(),
        user_tenant: user_tenant.into(),
    }
}

/// Peek Messages with a token signed by this key, and the bearer token of somebody.
fn peek(key: &DelegationKey, bound_to: &str, bearer: Option<&str>) -> Request {
    let sas = UserDelegationSas {
        version: "2026-04-06",
        permissions: "r",
        start: None,
        expiry: Some(at("2026-11-18T09:00:00Z")),
        ip: "",
        protocol: Protocol::Unsaid,
        bound_to,
    };
    let token = sas::mint_user_delegation(&sas, Resource { account: "contosoqueues", queue: "orders" }, key);
    let url = format!("https://contosoqueues.queue.core.windows.net/orders/messages?peekonly=true&{token}");
    let mut headers = vec![json!(["x-ms-version", "2026-04-06"])];
    headers.extend(bearer.map(|token| json!(["Authorization", format!("Bearer {token}")])));
    request(&json!({"method": "GET", "url": url, "headers": headers, "body": null}), "203.0.113.7")
}

fn answer(access: &Access, request: &Request) -> Option<&'static str> {
    authorize(&route(request).facts(access, &[]), request, now()).refusal().map(|refusal| refusal.code.as_str())
}

#[test]
fn rotating_account_keys_leaves_it_alone_and_revoking_ends_it() {
    let mut access = account();
    let issued = access.issue_delegation_key(key_fields(&access, ""));
    let request = peek(&issued, "", None);
    assert_eq!(answer(&access, &request), None);
    access.keys = [key(&json!("cm90YXRlZA==")), key(&json!("dG9v"))];
    assert_eq!(answer(&access, &request), None);
    access.delegation_keys_revoked_at = Some(now());
    assert_eq!(answer(&access, &request), Some("AuthenticationFailed"));
    access.delegation_keys_revoked_at = Some(now() - Span::from_secs(7200));
    assert_eq!(answer(&access, &request), None, "a key that begins after the revocation is a new one");
}

#[test]
fn the_same_fields_give_the_same_key() {
    let mut access = account();
    let one = access.issue_delegation_key(key_fields(&access, ""));
    let again = access.issue_delegation_key(key_fields(&access, ""));
    assert_eq!(one, again);
    assert_eq!(access.delegation_keys.len(), 1);
    let other = access.issue_delegation_key(key_fields(&access, GUEST_TENANT));
    assert_ne!(one.value, other.value);
}

#[test]
fn the_holder_of_a_key_cannot_stretch_it() {
    let mut access = account();
    let issued = access.issue_delegation_key(key_fields(&access, ""));
    let stretched = |change: fn(&mut DelegationFields)| {
        let mut key = issued.clone();
        change(&mut key.fields);
        answer(&access, &peek(&key, "", None))
    };
    assert_eq!(stretched(|_| ()), None);
    let refused = Some("AuthenticationFailed");
    assert_eq!(stretched(|fields| fields.object_id = USER.into()), refused);
    assert_eq!(stretched(|fields| fields.tenant = GUEST_TENANT.into()), refused);
    assert_eq!(stretched(|fields| fields.start = "2026-11-17T08:00:00Z".into()), refused);
    assert_eq!(stretched(|fields| fields.expiry = "2026-11-19T09:00:00Z".into()), refused);
    assert_eq!(stretched(|fields| fields.service = "b".into()), refused);
    assert_eq!(stretched(|fields| fields.version = "2025-11-05".into()), refused);
    assert_eq!(stretched(|fields| fields.user_tenant = GUEST_TENANT.into()), refused);
}

fn token_of(directory: &Directory, object_id: &str) -> String {
    let token = token::TokenRequest {
        object_id,
        app_id: "99999999-0000-4000-8222-aaaaaaaaaaaa",
        kind: IdentityKind::User,
        audience: token::AUDIENCE,
        issued_at: now(),
        expires_at: now() + Span::from_secs(3600),
    };
    token::mint(directory, &token)
}

#[test]
fn a_bound_sas_works_only_with_its_users_token() {
    let mut access = account();
    let issued = access.issue_delegation_key(key_fields(&access, ""));
    let home = Arc::clone(&access.directory);
    let refused = Some("AuthenticationFailed");
    assert_eq!(answer(&access, &peek(&issued, USER, Some(&token_of(&home, USER)))), None);
    assert_eq!(answer(&access, &peek(&issued, USER, Some(&token_of(&home, SIGNER)))), refused);
    assert_eq!(answer(&access, &peek(&issued, USER, None)), refused);
    assert_eq!(answer(&access, &peek(&issued, "", Some(&token_of(&home, USER)))), Some("InvalidAuthenticationInfo"));
}

#[test]
fn a_guest_of_another_tenant_needs_the_accounts_consent() {
    let mut access = account();
    let issued = access.issue_delegation_key(key_fields(&access, GUEST_TENANT));
    let guests = Directory { tenant: GUEST_TENANT.into(), ..(*access.directory).clone() };
    let guest = peek(&issued, USER, Some(&token_of(&guests, USER)));
    let local = peek(&issued, USER, Some(&token_of(&access.directory, USER)));
    assert_eq!(answer(&access, &guest), Some("AuthenticationFailed"));
    access.settings.cross_tenant_delegation = true;
    assert_eq!(answer(&access, &guest), None);
    assert_eq!(answer(&access, &local), Some("AuthenticationFailed"), "the same object id in the wrong tenant is somebody else");
}

#[test]
fn a_key_fetched_over_the_wire_signs_what_the_service_accepts() {
    use playground::client::{Call, Credential, ask_delegation_key, decode, read_delegation_key};
    use playground::lab::{Lab, Who};
    let mut lab: Lab = crate::lab::lab();
    let now = lab.now();
    let day = Span::from_secs(24 * 3600);
    let mut ask = |who: Who, life: Span| {
        let request = ask_delegation_key(&lab.endpoint(), &lab.bearer(who), now, now, now + life);
        lab.send(request)
    };
    for (who, life, status) in [(Who::Partner, day, 403), (Who::Worker, day, 403), (Who::Editor, day.saturating_mul(8), 400)] {
        assert_eq!(ask(who, life).status(), status, "{who:?}");
    }
    let sent = ask(Who::Editor, day);
    assert_eq!(sent.status(), 200);
    assert!(sent.is_let_in());
    let key = read_delegation_key(&sent.response).expect("the answer brings a key");
    assert_eq!((&*key.fields.object_id, &*key.fields.service), (Who::Editor.object_id(), "q"));
    let sas = UserDelegationSas {
        version: "2025-11-05",
        permissions: "p",
        start: None,
        expiry: Some(now + day),
        ip: "",
        protocol: Protocol::Https,
        bound_to: "",
    };
    let call = Call::Get { queue: lab.queue().into(), count: None, visibility_timeout: None };
    let token = sas::mint_user_delegation(&sas, lab.resource(), &key);
    let got = lab.send_call(&call, &Credential::Sas(token.into()));
    assert!(decode(&call, &got.response).is_ok(), "{:?}", got.deciding());
    // The account keys have no part in it, and no key can ask for one.
    let asked_by_key = ask_delegation_key(&lab.endpoint(), &Credential::Anonymous, now, now, now + day);
    assert_eq!(lab.send(asked_by_key).status(), 401);
}
