//! Every request of the accept/deny table is answered as the real service would.

use super::support::{access, at, cases, directory, policies, report, request, route, text, vectors, with_header};
use playground::auth::facts::{DelegationFields, DelegationKey, IpRange, Network};
use playground::auth::{Access, Assignment, Decision, Policies, Role, Scope, authorize, explain, token};
use playground::time::{Span, Timestamp};
use playground::wire::Request;
use serde_json::Value;
use std::sync::Arc;

const SIGNER: &str = "11111111-aaaa-4bbb-8ccc-222222222222";

/// Codes of the operation itself: whoever gets one was let in.
const AFTER_AUTHORIZATION: [&str; 4] = ["MessageNotFound", "CorsPreflightFailure", "InvalidXmlDocument", "Md5Mismatch"];

fn assignment(account: &str, principal: &str, role: &str) -> Assignment {
    let (name, scope) = match role.split_once(" @ queue ") {
        Some((name, queue)) => (name, Scope::Queue { account: account.into(), queue: queue.into() }),
        None => (role, Scope::Account(account.into())),
    };
    let role = Role::named(name).unwrap_or_else(|| panic!("no role {name}"));
    Assignment { principal: principal.into(), role, scope, effective_at: Timestamp::EPOCH, ended_at: None }
}

fn issued(file: &Value) -> Vec<DelegationKey> {
    let keys = file["user_delegation_keys"].as_array().expect("a list of keys");
    let field = |key: &Value, name: &str| key[name].as_str().unwrap_or("").into();
    keys.iter()
        .map(|key| DelegationKey {
            fields: DelegationFields {
                object_id: field(key, "skoid"),
                tenant: field(key, "sktid"),
                start: field(key, "skt"),
                expiry: field(key, "ske"),
                service: field(key, "sks"),
                version: field(key, "skv"),
                user_tenant: field(key, "skdutid"),
            },
            value: super::support::key(&key["value"]),
        })
        .collect()
}

/// The account as the case describes it.
pub fn state(file: &Value, case: &Value, account: &str, caller: &str) -> Access {
    let mut home = directory();
    assert_eq!(&*home.tenant, text(file, "tenant"));
    for (list, principal) in [("roles", caller), ("signer_roles", SIGNER)] {
        for role in case[list].as_array().into_iter().flatten() {
            home.assignments.push(assignment(account, principal, role.as_str().expect("a role has a name")));
        }
    }
    let mut access = access(&file["accounts"][account], Arc::new(home));
    access.delegation_keys = Arc::new(issued(file));
    if case["keys_revoked"] == true {
        access.delegation_keys_revoked_at = Some(at(text(case, "now")));
    }
    for (name, value) in case["account_settings"].as_object().into_iter().flatten() {
        match name.as_str() {
            "allowSharedKeyAccess" => access.settings.shared_key_allowed = value == true,
            "supportsHttpsTrafficOnly" => access.settings.https_only = value == true,
            "networkAcls" => {
                let rules = value["ipRules"].as_array().expect("a list of rules").iter();
                let ranges = rules.map(|rule| IpRange::parse_cidr(rule.as_str().expect("a rule is a text")).expect("a rule is CIDR"));
                access.settings.network = Network::Only(ranges.collect());
            }
            other => panic!("no setting {other}"),
        }
    }
    access
}

/// The tokens of the table carry no real signature; all but one are to be taken as genuine, so they are signed for practice here.
pub fn with_genuine_token(request: &Request, id: &str) -> Request {
    let Some(token) = request.headers.get("authorization").and_then(|header| header.strip_prefix("Bearer ")) else {
        return request.clone();
    };
    let (Some((signed, _)), false) = (token.rsplit_once('.'), id == "oa-sig") else { return request.clone() };
    with_header(request, "Authorization", Some(&format!("Bearer {}", token::sign(&directory(), signed))))
}

pub fn caller(request: &Request) -> String {
    let token = request.headers.get("authorization").and_then(|header| header.strip_prefix("Bearer "));
    let claims = token.and_then(token::decode).unwrap_or_default();
    claims.iter().find(|(name, _)| &**name == "oid").map(|(_, value)| value.to_string()).unwrap_or_default()
}

fn judge(file: &Value, case: &Value) -> Decision {
    let original = request(&case["request"], text(case, "client_ip"));
    let request = with_genuine_token(&original, text(case, "id"));
    let route = route(&request);
    let access = state(file, case, &route.account, &caller(&request));
    let queues = &file["state"]["queues"][&route.account];
    let stored = route.queue.as_deref().map(|queue| &queues[queue]).filter(|list| !list.is_null());
    let list = policies(if case["policies"].is_null() { stored.unwrap_or(&Value::Null) } else { &case["policies"] });
    let now = at(text(case, "now"));
    let set_at = case["policy_age_seconds"].as_u64().map_or(Timestamp::EPOCH, |age| now - Span::from_secs(age));
    let mut facts = route.facts(&access, &[]);
    facts.policies = stored.map(|_| Policies { list: &list, set_at });
    let lean = authorize(&facts, &request, now);
    let full = explain(&facts, &request, now);
    assert_eq!(lean.verdict, full.verdict, "{}: explaining must not change the answer", text(case, "id"));
    full
}

/// The real service's answer.
pub fn expected(case: &Value) -> &Value {
    if case["azure_differs"].is_null() { &case["azurite"] } else { &case["azure_differs"] }
}

/// Low confidence, and one date in the future on which nobody has seen the service's mind.
pub fn is_undecided(case: &Value) -> bool {
    expected(case)["confidence"] == "low" || case["note"].as_str().is_some_and(|note| note.contains("undecided"))
}

/// Whether a detail is what the table says; what stands in angle brackets there differs from request to request.
fn detail_fits(template: &str, given: &str) -> bool {
    let mut rest = given;
    let mut pieces = template.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, after)| after));
    let Some(after_head) = pieces.next().and_then(|head| rest.strip_prefix(head)) else { return false };
    rest = after_head;
    for piece in pieces {
        match (piece.is_empty(), rest.find(piece)) {
            (true, _) => rest = "",
            (false, Some(found)) => rest = &rest[found + piece.len()..],
            (false, None) => return false,
        }
    }
    rest.is_empty()
}

/// Two rows name their detail in our words, as a choice.
fn details<'a>(id: &str, template: &'a str) -> Vec<&'a str> {
    match id {
        "ss-raw-plus" | "as-no-ss" => {
            vec!["Signature fields not well formed.", "Signature did not match. String to sign used was <the server's text>"]
        }
        _ => vec![template],
    }
}

#[test]
pub fn every_decided_row_is_answered_as_the_real_service_does() {
    let file = vectors("accept_deny.json");
    let all = cases(&file);
    let (mut undecided, mut wrong) = (Vec::new(), Vec::new());
    let mut details_checked = 0;
    for case in all {
        let id = text(case, "id");
        let expected = expected(case);
        if is_undecided(case) {
            undecided.push(id);
            continue;
        }
        if expected["status"].is_null() {
            // The name of the account does not resolve: there is nobody to ask.
            let host = request(&case["request"], "").host;
            let account = host.split('.').next().expect("a host has a name");
            assert!(file["accounts"][account].is_null(), "{id}: {account} exists after all");
            continue;
        }
        let decision = judge(&file, case);
        let code = expected["code"].as_str();
        let let_in =
            expected["status"].as_u64().is_some_and(|status| status < 300) || code.is_some_and(|code| AFTER_AUTHORIZATION.contains(&code));
        let answer = decision.refusal().map(|refusal| (u64::from(refusal.status), refusal.code.as_str()));
        let wanted =
            if let_in { None } else { Some((expected["status"].as_u64().expect("a status"), code.expect("a refusal has a code"))) };
        if answer != wanted {
            wrong.push(format!("{id}: wanted {wanted:?}, got {:?}", decision.verdict));
            continue;
        }
        let Some(refusal) = decision.refusal() else { continue };
        let template = case["azure_detail"].as_str().or_else(|| case["azure_differs"]["detail"].as_str());
        let Some(template) = template else { continue };
        let given = refusal.detail.as_deref();
        let message = refusal.message();
        details_checked += 1;
        // Where a code has no detail element the table repeats the message.
        if !details(id, template).iter().any(|template| detail_fits(template, given.unwrap_or(&message))) {
            wrong.push(format!("{id}: wanted detail {template:?}, got {given:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
    assert!(details_checked > 80, "only {details_checked} details were given");
    report("accept_deny.json", all.len(), all.len() - undecided.len(), &undecided);
}

#[test]
fn the_undecided_rows_get_some_answer() {
    let file = vectors("accept_deny.json");
    for case in cases(&file).iter().filter(|case| case["azure_differs"]["confidence"] == "low") {
        let decision = judge(&file, case);
        assert!(!decision.steps.is_empty(), "{}", text(case, "id"));
    }
}
