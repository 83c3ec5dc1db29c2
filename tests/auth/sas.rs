//! Shared access signatures of all kinds and versions against the official signers' answers.

use super::support::{access, at, cases, directory, key, report, request, route, text, vectors};
use playground::auth::facts::{DelegationFields, DelegationKey};
use playground::auth::sas::{self, Field, Fields, Resource};
use playground::auth::{Access, Check, explain};
use playground::time::Timestamp;
use serde_json::{Value, json};
use std::sync::Arc;

fn fields(case: &Value) -> Fields<'_> {
    let mut fields = Fields::empty();
    for (name, value) in case["parameters"].as_object().expect("parameters are an object") {
        let field = Field::named(name).unwrap_or_else(|| panic!("{name} is a field"));
        fields.set(field, value.as_str().expect("a parameter is a text"));
    }
    fields
}

fn resource(case: &Value) -> Resource<'_> {
    Resource { account: text(case, "account"), queue: case["queue"].as_str().unwrap_or("") }
}

fn delegation_key(case: &Value) -> DelegationKey {
    let from = &case["user_delegation_key"];
    let field = |name: &str| from[name].as_str().unwrap_or("").into();
    DelegationKey {
        fields: DelegationFields {
            object_id: field("skoid"),
            tenant: field("sktid"),
            start: field("skt"),
            expiry: field("ske"),
            service: field("sks"),
            version: field("skv"),
            user_tenant: field("skdutid"),
        },
        value: key(&from["value"]),
    }
}

/// The string is built, signed and, from every signer's spelling of the token, read back.
fn check_file(name: &str) {
    let file = vectors(name);
    let cases = cases(&file);
    let mut spellings = 0;
    for case in cases {
        let id = text(case, "id");
        let expected = fields(case);
        let shown = sas::string_to_sign(&expected, resource(case));
        assert_eq!(&*shown.text, text(case, "string_to_sign"), "{id}: string-to-sign");
        let joined: Vec<&str> = shown.lines.iter().map(|line| &*line.text).collect();
        assert_eq!(joined.join("\n"), shown.text.strip_suffix('\n').unwrap_or(&shown.text), "{id}: the lines are the text");

        let signer = if case["key"].is_string() { key(&case["key"]) } else { delegation_key(case).value };
        let mut minted = expected.clone();
        minted.set(Field::Signature, "");
        sas::sign(&mut minted, resource(case), &signer);
        assert_eq!(minted.get(Field::Signature), Some(text(case, "signature")), "{id}: signature");
        assert_eq!(Fields::read(&minted.to_query()), expected, "{id}: our own spelling reads back");

        for (who, token) in case["sas_tokens"].as_object().expect("tokens by signer") {
            let mut read = Fields::read(token.as_str().expect("a token is a text"));
            for (extra, _) in case["unsigned_extras"][who].as_object().into_iter().flatten() {
                read.set(Field::named(extra).expect("an extra is a known field"), "");
            }
            assert_eq!(read, expected, "{id}: token of {who}");
            spellings += 1;
        }
    }
    assert!(spellings >= cases.len(), "every case has a token of some signer");
    report(name, cases.len(), cases.len(), &[]);
}

#[test]
pub fn service_sas_vectors_hold() {
    check_file("service_sas.json");
}

#[test]
pub fn account_sas_vectors_hold() {
    check_file("account_sas.json");
}

#[test]
pub fn user_delegation_sas_vectors_hold() {
    check_file("user_delegation_sas.json");
}

/// Whether the service finds the signature right, whatever else it may find wrong.
fn signature_accepted(access: &Access, case: &Value, token: &str, now: Timestamp) -> Option<bool> {
    let path = case["queue"].as_str().map_or("/?comp=list".to_owned(), |queue| format!("/{queue}/messages?peekonly=true"));
    let url = format!("https://{}.queue.core.windows.net{path}&{token}", text(case, "account"));
    let request = request(&json!({"method": "GET", "url": url, "headers": [], "body": null}), "203.0.113.7");
    let route = route(&request);
    let decision = explain(&route.facts(access, &[]), &request, now);
    decision.steps.iter().find_map(|step| match &step.check {
        Check::Signature { computed, .. } => Some(computed.iter().any(|one| one.matches)),
        _ => None,
    })
}

#[test]
fn the_service_accepts_every_signers_token() {
    for name in ["service_sas.json", "account_sas.json", "user_delegation_sas.json"] {
        let file = vectors(name);
        for case in cases(&file) {
            let mut access = access(&file["accounts"][text(case, "account")], Arc::new(directory()));
            if !case["user_delegation_key"].is_null() {
                access.delegation_keys = Arc::new(vec![delegation_key(case)]);
            }
            for (who, token) in case["sas_tokens"].as_object().expect("tokens by signer") {
                let accepted = signature_accepted(&access, case, token.as_str().expect("text"), at("2026-11-17T09:30:00Z"));
                match text(case, "id") {
                    // The service refuses letters out of order before it looks at the signature.
                    "ss-15" => assert_eq!(accepted, None, "{who}"),
                    id => assert_eq!(accepted, Some(true), "{id} of {who}"),
                }
            }
        }
    }
}

#[test]
fn every_signed_field_counts() {
    let mut tried = 0;
    for name in ["service_sas.json", "account_sas.json", "user_delegation_sas.json"] {
        let file = vectors(name);
        for case in cases(&file).iter().filter(|case| text(case, "id") != "ss-15") {
            let mut access = access(&file["accounts"][text(case, "account")], Arc::new(directory()));
            if !case["user_delegation_key"].is_null() {
                access.delegation_keys = Arc::new(vec![delegation_key(case)]);
            }
            let original = fields(case);
            for (field, other) in [
                (Field::SignedPermissions, "r"),
                (Field::SignedPermissions, "a"),
                (Field::SignedStart, "2026-02-03"),
                (Field::SignedExpiry, "2034-02-03"),
                (Field::SignedIdentifier, "others"),
                (Field::SignedIp, "203.0.113.7"),
                (Field::SignedProtocol, "https"),
                (Field::SignedProtocol, "https,http"),
                (Field::SignedVersion, "2021-02-12"),
                (Field::SignedServices, "bqtf"),
                (Field::SignedResourceTypes, "sc"),
                (Field::SignedKeyObjectId, "11111111-aaaa-4bbb-8ccc-222222222223"),
                (Field::SignedKeyTenantId, "33333333-dddd-4eee-8fff-444444444445"),
                (Field::SignedKeyExpiry, "2026-11-25T09:00:00Z"),
                (Field::SignedDelegatedUserObjectId, "someone"),
            ] {
                let mut changed = original.clone();
                changed.set(field, other);
                let string = |fields: &Fields<'_>| sas::string_to_sign(fields, resource(case)).text;
                if changed.kind() != original.kind() || string(&changed) == string(&original) {
                    continue;
                }
                let now = at("2026-11-17T09:30:00Z");
                let accepted = signature_accepted(&access, case, &changed.to_query(), now);
                assert_ne!(accepted, Some(true), "{}: {}={other} was believed", text(case, "id"), field.name());
                tried += 1;
            }
        }
    }
    assert!(tried > 250, "only {tried} changes were tried");
}

#[test]
fn minted_tokens_are_the_official_ones() {
    let file = vectors("service_sas.json");
    let case = |id: &str| cases(&file).iter().find(|case| text(case, "id") == id).unwrap_or_else(|| panic!("{id} is in the file"));
    let one = case("ss-01");
    let minted = sas::mint_service(
        &sas::ServiceSas {
            version: "2026-04-06",
            permissions: "raup",
            start: Some(at("2026-01-01")),
            expiry: Some(at("2035-01-01")),
            policy: "",
            ip: "",
            protocol: sas::Protocol::Https,
        },
        resource(one),
        &key(&one["key"]),
    );
    assert_eq!(Fields::read(&minted), fields(one));

    let file = vectors("account_sas.json");
    let one = cases(&file).iter().find(|case| text(case, "id") == "as-07").expect("as-07 is in the file");
    let minted = sas::mint_account(
        &sas::AccountSas {
            version: "2026-04-06",
            services: "q",
            resource_types: "so",
            permissions: "rp",
            start: Some(at("2026-01-01")),
            expiry: Some(at("2035-01-01")),
            ip: "198.51.100.0-198.51.100.255",
            protocol: sas::Protocol::HttpsAndHttp,
        },
        text(one, "account"),
        &key(&one["key"]),
    );
    assert_eq!(Fields::read(&minted), fields(one));

    let file = vectors("user_delegation_sas.json");
    let one = cases(&file).iter().find(|case| text(case, "id") == "ud-06").expect("ud-06 is in the file");
    let minted = sas::mint_user_delegation(
        &sas::UserDelegationSas {
            version: "2026-04-06",
            permissions: "rp",
            start: Some(at("2026-11-17T09:15:00Z")),
            expiry: Some(at("2026-11-18T09:30:00Z")),
            ip: "",
            protocol: sas::Protocol::Https,
            bound_to: "77777777-ffff-4000-8111-888888888888",
        },
        resource(one),
        &delegation_key(one),
    );
    assert_eq!(Fields::read(&minted), fields(one));
}
