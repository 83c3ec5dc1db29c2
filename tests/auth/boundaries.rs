//! Each limit in time just inside and just outside, and each refusal the table does not provoke.

use super::support::{access, at, directory, policies, request, route, vectors};
use playground::auth::sas::{self, Field, Fields, POLICY_PROPAGATION, Protocol, Resource, ServiceSas, UserDelegationSas};
use playground::auth::shared_key::{self, DATE_AGE_MAX, Scheme};
use playground::auth::trace::FieldFinding;
use playground::auth::{Access, Asked, Decision, Policies, authorize, facts::DelegationFields};
use playground::engine::SignedIdentifier;
use playground::time::{Span, Timestamp};
use playground::wire::{Headers, Request, date};
use serde_json::json;
use std::sync::Arc;

const TICK: Span = Span::from_micros(1);
const ORDERS: Resource<'_> = Resource { account: "contosoqueues", queue: "orders" };

fn account() -> Access {
    access(&vectors("account_sas.json")["accounts"]["contosoqueues"], Arc::new(directory()))
}

fn now() -> Timestamp {
    at("2026-11-17T09:30:00Z")
}

fn peek(query: &str) -> Request {
    let url = format!("https://contosoqueues.queue.core.windows.net/orders/messages?peekonly=true&{query}");
    request(&json!({"method": "GET", "url": url, "headers": [], "body": null}), "203.0.113.7")
}

fn signed(access: &Access, headers: &[(&'static str, &str)]) -> Request {
    let mut all = Headers::default();
    for (name, value) in headers {
        all.push(*name, (*value).to_owned());
    }
    let mut request = Request { headers: all, ..peek("") };
    shared_key::sign(&mut request, "contosoqueues", route(&peek("")).style, &access.keys[0], Scheme::SharedKey);
    request
}

fn judge(access: &Access, request: &Request, list: &[SignedIdentifier], set_at: Timestamp, now: Timestamp) -> Decision {
    let route = route(request);
    let mut facts = route.facts(access, list);
    facts.policies = Some(Policies { list, set_at });
    authorize(&facts, request, now)
}

fn answer(access: &Access, request: &Request, now: Timestamp) -> Option<(u16, &'static str)> {
    judge(access, request, &[], Timestamp::EPOCH, now).refusal().map(|refusal| (refusal.status, refusal.code.as_str()))
}

fn sas(start: Option<Timestamp>, expiry: Option<Timestamp>, permissions: &'static str, policy: &'static str) -> ServiceSas<'static> {
    ServiceSas { version: "2026-04-06", permissions, start, expiry, policy, ip: "", protocol: Protocol::Unsaid }
}

const FAILED: Option<(u16, &str)> = Some((403, "AuthenticationFailed"));

#[test]
fn a_signed_request_can_be_replayed_for_fifteen_minutes() {
    let access = account();
    let request = signed(&access, &[("x-ms-date", &date::rfc1123(now()))]);
    assert_eq!(answer(&access, &request, now() + DATE_AGE_MAX), None);
    assert_eq!(answer(&access, &request, now() + DATE_AGE_MAX + TICK), FAILED);
}

#[test]
fn a_sas_holds_from_its_start_until_before_its_expiry() {
    let access = account();
    let (start, expiry) = (now(), now() + Span::from_secs(60));
    let request = peek(&sas::mint_service(&sas(Some(start), Some(expiry), "r", ""), ORDERS, &access.keys[0]));
    for (at, expected) in [(start - TICK, FAILED), (start, None), (expiry - TICK, None), (expiry, FAILED)] {
        assert_eq!(answer(&access, &request, at), expected, "{}", date::iso8601(at));
    }
}

#[test]
fn a_policy_counts_thirty_seconds_after_it_was_set_and_until_before_its_expiry() {
    let access = account();
    let list = policies(&json!([{"id": "readers", "st": "2026-11-17T09:29:00Z", "se": "2026-11-17T09:31:00Z", "sp": "r"}]));
    let request = peek(&sas::mint_service(&sas(None, None, "", "readers"), ORDERS, &access.keys[0]));
    let allowed = |set_at, now| judge(&access, &request, &list, set_at, now).is_allowed();
    assert!(!allowed(now(), now() + POLICY_PROPAGATION - TICK));
    assert!(allowed(now(), now() + POLICY_PROPAGATION));
    let long_ago = Timestamp::EPOCH;
    let (start, expiry) = (at("2026-11-17T09:29:00Z"), at("2026-11-17T09:31:00Z"));
    assert!(!allowed(long_ago, start - TICK));
    assert!(allowed(long_ago, start));
    assert!(allowed(long_ago, expiry - TICK));
    assert!(!allowed(long_ago, expiry));
}

#[test]
fn without_its_queue_a_policy_cannot_be_located() {
    let access = account();
    let request = peek(&sas::mint_service(&sas(None, None, "", "readers"), ORDERS, &access.keys[0]));
    let route = route(&request);
    let mut facts = route.facts(&access, &[]);
    facts.policies = None;
    let decision = authorize(&facts, &request, now());
    assert_eq!(decision.refusal().and_then(|refusal| refusal.detail.as_deref()), Some("Error locating SAS identifier"));
}

#[test]
fn a_delegation_key_outlived_by_its_sas_ends_first() {
    let mut access = account();
    let (start, expiry) = (now(), now() + Span::from_secs(3600));
    let short = |at: Timestamp| format!("{}Z", &date::iso8601(at)[..19]).into_boxed_str();
    let key = access.issue_delegation_key(DelegationFields {
        object_id: "signer".into(),
        tenant: access.directory.tenant.clone(),
        start: short(start),
        expiry: short(expiry),
        service: "q".into(),
        version: "2026-04-06".into(),
        user_tenant: "".into(),
    });
    let token = sas::mint_user_delegation(
        &UserDelegationSas {
            version: "2026-04-06",
            permissions: "r",
            start: None,
            expiry: Some(expiry + Span::from_secs(60)),
            ip: "",
            protocol: Protocol::Unsaid,
            bound_to: "",
        },
        ORDERS,
        &key,
    );
    // Nobody gave the signer a role, so the last answer of a valid key is a missing permission.
    let known = Some((403, "AuthorizationPermissionMismatch"));
    for (at, expected) in [(start - TICK, FAILED), (start, known), (expiry - TICK, known), (expiry, FAILED)] {
        assert_eq!(answer(&access, &peek(&token), at), expected, "{}", date::iso8601(at));
    }
}

#[test]
fn a_header_sent_twice_and_an_unknown_version_are_bad_headers() {
    let access = account();
    let bad = Some((400, "InvalidHeaderValue"));
    let date = date::rfc1123(now());
    let twice = signed(&access, &[("x-ms-date", &date), ("x-ms-meta-a", "1"), ("X-MS-Meta-A", "2")]);
    assert_eq!(answer(&access, &twice, now()), bad);
    let unknown = signed(&access, &[("x-ms-date", &date), ("x-ms-version", "2017-01-01")]);
    assert_eq!(answer(&access, &unknown, now()), bad);
}

#[test]
fn nobody_learns_where_to_sign_in_from_an_old_version() {
    let access = account();
    let without = |version: Option<&'static str>| {
        let mut request = peek("");
        if let Some(version) = version {
            request.headers.push("x-ms-version", version);
        }
        answer(&access, &request, now())
    };
    assert_eq!(without(Some("2019-12-12")), Some((401, "NoAuthenticationInformation")));
    assert_eq!(without(Some("2019-10-10")), Some((404, "ResourceNotFound")));
    assert_eq!(without(None), Some((404, "ResourceNotFound")));
}

#[test]
fn only_a_token_gets_a_user_delegation_key() {
    let access = account();
    let mut request = signed(&access, &[("x-ms-date", &date::rfc1123(now()))]);
    let route = route(&request);
    let mut facts = route.facts(&access, &[]);
    facts.operation = Asked::UserDelegationKey;
    let decision = authorize(&facts, &request, now());
    assert_eq!(decision.refusal().and_then(|refusal| refusal.detail.as_deref()), Some("Only authentication scheme Bearer is supported"));
    request = peek(&sas::mint_service(&sas(None, Some(at("2035-01-01")), "raup", ""), ORDERS, &access.keys[0]));
    let decision = authorize(&facts, &request, now());
    assert_eq!(decision.refusal().map(|refusal| refusal.code.as_str()), Some("AuthorizationFailure"));
}

#[test]
fn a_pasted_sas_is_read_field_by_field() {
    let findings = |query: &str| sas::examine_all(&Fields::read(query));
    assert_eq!(
        findings("sv=2026-04-06&sp=pr&st=&se=tomorrow&spr=http&sig=AAAA&ss="),
        [
            (Field::SignedVersion, FieldFinding::WellFormed),
            (Field::SignedServices, FieldFinding::Empty),
            (Field::SignedResourceTypes, FieldFinding::Missing),
            (Field::SignedPermissions, FieldFinding::WellFormed),
            (Field::SignedStart, FieldFinding::Empty),
            (Field::SignedExpiry, FieldFinding::NotWellFormed),
            (Field::SignedProtocol, FieldFinding::NotWellFormed),
            (Field::Signature, FieldFinding::WrongSize),
        ]
    );
    assert_eq!(
        findings("sv=1.0&sp=pr&sig=A"),
        [
            (Field::SignedVersion, FieldFinding::TooOld),
            (Field::SignedPermissions, FieldFinding::NotWellFormed),
            (Field::Signature, FieldFinding::NotWellFormed),
        ]
    );
}
