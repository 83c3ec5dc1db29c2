//! Shared Key and Shared Key Lite against the official signers' answers.

use super::support::{access, at, cases, directory, key, report, request, route, text, vectors, with_header};
use playground::auth::shared_key::{self, Scheme};
use playground::auth::{Caller, Check, Verdict, authorize, explain};
use playground::wire::Request;
use serde_json::Value;
use std::sync::Arc;

fn scheme(case: &Value) -> Scheme {
    match text(case, "scheme") {
        "SharedKey" => Scheme::SharedKey,
        "SharedKeyLite" => Scheme::SharedKeyLite,
        other => panic!("no scheme {other}"),
    }
}

#[test]
pub fn every_vector_is_signed_and_verified_as_known() {
    let file = vectors("shared_key.json");
    let cases = cases(&file);
    for case in cases {
        let id = text(case, "id");
        let request = request(&case["request"], "127.0.0.1");
        let (account, scheme, key) = (text(case, "account"), scheme(case), key(&case["key"]));
        let style = route(&request).style;
        let shown = shared_key::string_to_sign(&request, account, style, scheme);
        assert_eq!(&*shown.text, text(case, "string_to_sign"), "{id}: string-to-sign");
        let lines: Vec<&str> = shown.lines.iter().map(|line| &*line.text).collect();
        assert_eq!(lines.join("\n"), *shown.text, "{id}: the lines are the text");

        let mut signed = request.clone();
        shared_key::sign(&mut signed, account, style, &key, scheme);
        assert_eq!(signed.headers.get("Authorization"), Some(text(case, "authorization")), "{id}: signature");

        let access = access(&file["accounts"][account], Arc::new(directory()));
        let route = route(&signed);
        let decision = authorize(&route.facts(&access, &[]), &signed, at(text(case, "clock")));
        match decision.verdict {
            Verdict::Allowed(Caller::SharedKey { scheme: said, key: name }) => {
                assert_eq!(said, scheme, "{id}");
                let same = text(case, "key_name").ends_with(if name == playground::auth::KeyName::Key1 { '1' } else { '2' });
                assert!(same, "{id}: signed with {}, found {name:?}", text(case, "key_name"));
            }
            other => panic!("{id}: {other:?}"),
        }
    }
    report("shared_key.json", cases.len(), cases.len(), &[]);
}

/// Every request that differs from this one in a signed line.
fn with_each_line_changed(request: &Request) -> Vec<(String, Request)> {
    let mut changed = Vec::new();
    for name in [
        "Content-Encoding",
        "Content-Language",
        "Content-Length",
        "Content-MD5",
        "Content-Type",
        "If-Modified-Since",
        "If-Match",
        "If-None-Match",
        "If-Unmodified-Since",
        "Range",
        "x-ms-client-request-id",
        "x-ms-meta-new",
    ] {
        changed.push((name.into(), with_header(request, name, Some("17"))));
    }
    for (name, _) in request.headers.iter().filter(|(name, _)| name.starts_with("x-ms-meta")) {
        changed.push((format!("{name} removed"), with_header(request, name, None)));
    }
    let target = |target: String| Request { target: target.into(), ..request.clone() };
    let joint = if request.target.contains('?') { '&' } else { '?' };
    changed.push(("parameter added".into(), target(format!("{}{joint}timeout=5", request.target))));
    changed.push(("path".into(), target(request.target.replacen("/orders", "/0rders", 1))));
    changed.push(("comp".into(), target(format!("{}{joint}comp=acl", request.target.replace("comp=", "c=")))));
    changed.push(("query removed".into(), target(request.path().to_string())));
    changed.push(("date".into(), with_header(request, "x-ms-date", Some("Tue, 17 Nov 2026 09:30:01 GMT"))));
    changed.push(("verb".into(), Request { method: playground::wire::Method::Other("PATCH".into()), ..request.clone() }));
    changed
}

#[test]
fn a_change_of_any_signed_line_is_refused() {
    let file = vectors("shared_key.json");
    let mut tried = 0;
    for case in cases(&file) {
        let scheme = scheme(case);
        let original = request(&case["request"], "127.0.0.1");
        let original = with_header(&original, "Authorization", Some(text(case, "authorization")));
        let before = route(&original);
        let access = access(&file["accounts"][text(case, "account")], Arc::new(directory()));
        let signed = shared_key::string_to_sign(&original, &before.account, before.style, scheme).text;
        for (what, changed) in with_each_line_changed(&original) {
            if shared_key::string_to_sign(&changed, &before.account, before.style, scheme).text == signed {
                continue; // This request has nothing there to change.
            }
            tried += 1;
            let decision = authorize(&before.facts(&access, &[]), &changed, at(text(case, "clock")));
            let refusal = decision.refusal().unwrap_or_else(|| panic!("{} with {what} was let in", text(case, "id")));
            assert_eq!((refusal.status, refusal.code.as_str()), (403, "AuthenticationFailed"), "{}: {what}", text(case, "id"));
            let detail = refusal.detail.as_deref().unwrap_or("");
            assert!(detail.starts_with("The MAC signature found in the HTTP request '"), "{}: {what}: {detail}", text(case, "id"));
        }
    }
    assert!(tried > 600, "only {tried} changes were tried");
}

#[test]
fn explaining_decides_the_same_and_shows_both_computed_signatures() {
    let file = vectors("shared_key.json");
    for case in cases(&file) {
        let request = request(&case["request"], "127.0.0.1");
        let request = with_header(&request, "Authorization", Some(text(case, "authorization")));
        let (route, now) = (route(&request), at(text(case, "clock")));
        let access = access(&file["accounts"][text(case, "account")], Arc::new(directory()));
        let facts = route.facts(&access, &[]);
        let lean = authorize(&facts, &request, now);
        let full = explain(&facts, &request, now);
        assert_eq!(lean.verdict, full.verdict, "{}", text(case, "id"));
        assert!(lean.steps.is_empty());
        let given = text(case, "signature");
        let shown = full.steps.iter().any(|step| match &step.check {
            Check::Signature { computed, .. } => computed.iter().any(|one| one.matches && &*one.signature == given),
            _ => false,
        });
        assert!(shown, "{}: no step shows the matching signature", text(case, "id"));
    }
}
