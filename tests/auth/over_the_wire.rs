//! The accept/deny table once more, sent through the whole service: status and code as a client would read them.

use super::accept_deny::{caller, expected, is_undecided, state, with_genuine_token};
use super::support::{at, cases, key, report, request, text, vectors};
use playground::client::{self, Call, Credential, Endpoint, Policy};
use playground::engine::{AccountKind, AccountSpec, Engine, Redundancy};
use playground::rng::Rng;
use playground::server::Server;
use playground::time::{Span, Timestamp};
use playground::wire::Response;
use serde_json::Value;

/// A service with the accounts, queues and policies of the table, as old as the policies of this case should be.
fn service(file: &Value, case: &Value, now: Timestamp) -> Server {
    let made_at = now - Span::from_secs(case["policy_age_seconds"].as_u64().unwrap_or(3_600));
    let mut server = Server::new(Engine::new(Rng::new(1)));
    for (account, keys) in file["accounts"].as_object().expect("accounts") {
        let spec = AccountSpec { name: account.as_str().into(), kind: AccountKind::StorageV2, redundancy: Redundancy::StandardRagrs };
        server.create_account(made_at, spec).expect("each name is legal and comes once");
        server.access_mut(account).expect("it was just made").keys = [key(&keys["key1"]), key(keys.get("key2").unwrap_or(&keys["key1"]))];
        let credential = Credential::SharedKey { account: account.as_str().into(), key: key(&keys["key1"]) };
        let mut send = |call: &Call| {
            let request = client::encode(call, &Endpoint::cloud(account), &credential, made_at, None);
            let response = server.handle(made_at, &request).response;
            assert!(response.status < 300, "{call:?}: {}", response.text());
        };
        for (queue, stored) in file["state"]["queues"][account].as_object().expect("queues") {
            let addressed = text(&case["request"], "url").contains(&format!("/{queue}"));
            let list = if addressed && !case["policies"].is_null() { &case["policies"] } else { stored };
            let field = |policy: &Value, name: &str| policy[name].as_str().map(Box::<str>::from);
            let policies = list.as_array().into_iter().flatten().map(|policy| Policy {
                id: text(policy, "id").into(),
                start: field(policy, "st"),
                expiry: field(policy, "se"),
                permission: field(policy, "sp"),
            });
            send(&Call::CreateQueue { queue: queue.as_str().into(), metadata: Vec::new() });
            send(&Call::SetAcl { queue: queue.as_str().into(), policies: policies.collect() });
        }
    }
    server
}

fn answer(file: &Value, case: &Value) -> Response {
    let request = with_genuine_token(&request(&case["request"], text(case, "client_ip")), text(case, "id"));
    let now = at(text(case, "now"));
    let mut server = service(file, case, now);
    for account in file["accounts"].as_object().expect("accounts").keys() {
        *server.access_mut(account).expect("every account was made") = state(file, case, account, &caller(&request));
    }
    server.handle(now, &request).response
}

#[test]
pub fn clients_read_the_real_services_status_and_code() {
    let file = vectors("accept_deny.json");
    let all = cases(&file);
    let (mut passed, mut aside, mut wrong) = (0, Vec::new(), Vec::new());
    for case in all {
        let (id, wanted) = (text(case, "id"), expected(case));
        let Some(status) = wanted["status"].as_u64().filter(|_| !is_undecided(case)) else {
            aside.push(id);
            continue;
        };
        let response = answer(&file, case);
        let got = (u64::from(response.status), response.headers.get("x-ms-error-code"));
        // The receipts of the table are made up. What the emulator looks up in vain, the real service cannot even decode.
        let wanted = match wanted["code"].as_str() {
            Some("MessageNotFound") => (400, Some("InvalidQueryParameterValue")),
            code => (status, code),
        };
        if got == wanted {
            passed += 1;
        } else {
            wrong.push(format!("{id}: wanted {wanted:?}, got {got:?}\n{}", response.text()));
        }
        assert_eq!(response.headers.get("WWW-Authenticate").is_some(), response.status == 401, "{id}: the challenge comes with 401");
    }
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
    report("accept_deny.json (wire)", all.len(), passed, &aside);
}
