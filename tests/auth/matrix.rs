//! Operation by credential, computed by running the decision.

use super::support::{access, at, directory, report, text, vectors};
use playground::auth::sas::{self, AccountSas, Protocol, Resource, ServiceSas};
use playground::auth::shared_key;
use playground::auth::{Access, Asked, Assignment, Endpoint, Facts, IdentityKind, Policies, Role, Scope, Style, authorize, roles, token};
use playground::engine::OperationName;
use playground::time::Timestamp;
use playground::wire::{Headers, Method, Request, Scheme};
use serde_json::{Value, json};
use std::sync::Arc;

const NOW: &str = "2026-11-17T09:30:00Z";

fn asked(name: &str) -> Asked {
    use OperationName as Name;
    let name = match name {
        "List Queues" => Name::ListQueues,
        "Get Queue Service Properties" => Name::GetServiceProperties,
        "Set Queue Service Properties" => Name::SetServiceProperties,
        "Get Queue Service Stats" => Name::GetServiceStats,
        "Preflight Queue Request" => Name::PreflightRequest,
        "Create Queue" => Name::CreateQueue,
        "Delete Queue" => Name::DeleteQueue,
        "Get Queue Metadata" => Name::GetQueueMetadata,
        "Set Queue Metadata" => Name::SetQueueMetadata,
        "Get Queue ACL" => Name::GetQueueAcl,
        "Set Queue ACL" => Name::SetQueueAcl,
        "Put Message" => Name::PutMessage,
        "Get Messages" => Name::GetMessages,
        "Peek Messages" => Name::PeekMessages,
        "Delete Message" => Name::DeleteMessage,
        "Clear Messages" => Name::ClearMessages,
        "Update Message" => Name::UpdateMessage,
        "Get User Delegation Key" => return Asked::UserDelegationKey,
        other => panic!("no operation {other}"),
    };
    name.into()
}

/// The decision looks at the operation it is told, so one request per credential serves for all of them.
fn answer(access: &Access, operation: Asked, query: &str, headers: Headers) -> Result<(), &'static str> {
    let request = Request {
        method: Method::Get,
        scheme: Scheme::Https,
        host: "contosoqueues.queue.core.windows.net".into(),
        target: format!("/orders?{query}").into(),
        headers,
        body: Arc::from([]),
        source_ip: "203.0.113.7".into(),
    };
    let facts = Facts {
        account: "contosoqueues",
        access,
        operation,
        queue: Some("orders"),
        policies: Some(Policies { list: &[], set_at: Timestamp::EPOCH }),
        endpoint: Endpoint::Primary,
        style: Style::Host,
    };
    authorize(&facts, &request, at(NOW)).refusal().map_or(Ok(()), |refusal| Err(refusal.code.as_str()))
}

fn account() -> Access {
    access(&vectors("account_sas.json")["accounts"]["contosoqueues"], Arc::new(directory()))
}

#[test]
fn sas_letters_open_what_is_documented_and_nothing_else() {
    let file = vectors("operation_matrix.json");
    let rows = file["rows"].as_array().expect("rows");
    let access = account();
    let expiry = Some(at("2035-01-01"));
    let mut decided = 0;
    for row in rows {
        let name = text(row, "operation");
        let documented = &row["documented"];
        for kind in ["s", "c", "o"] {
            for letter in ["r", "w", "d", "l", "a", "c", "u", "p"] {
                let wanted = documented["account_sas"].as_array().expect("a list");
                let of_kind = wanted.iter().find(|one| one["srt"] == kind);
                let fits = of_kind.is_some_and(|one| one["sp_any_of"].as_array().is_some_and(|letters| letters.contains(&json!(letter))));
                let expected = match (wanted.is_empty(), of_kind.is_some(), fits) {
                    (true, ..) => Err("AuthorizationFailure"),
                    (false, false, _) => Err("AuthorizationResourceTypeMismatch"),
                    (false, true, false) => Err("AuthorizationPermissionMismatch"),
                    (false, true, true) => Ok(()),
                };
                let sas = AccountSas {
                    version: "2026-04-06",
                    services: "q",
                    resource_types: kind,
                    permissions: letter,
                    start: None,
                    expiry,
                    ip: "",
                    protocol: Protocol::Unsaid,
                };
                let query = sas::mint_account(&sas, "contosoqueues", &access.keys[0]);
                assert_eq!(answer(&access, asked(name), &query, Headers::default()), expected, "{name}: srt={kind} sp={letter}");
                decided += 1;
            }
        }
        for letter in ["r", "a", "u", "p"] {
            let wanted = documented["service_sas_any_of"].as_array().expect("a list");
            let expected = match (wanted.is_empty(), wanted.contains(&json!(letter))) {
                (true, _) => Err("AuthorizationFailure"),
                (false, true) => Ok(()),
                (false, false) => Err("AuthorizationPermissionMismatch"),
            };
            let sas = ServiceSas {
                version: "2026-04-06",
                permissions: letter,
                start: None,
                expiry,
                policy: "",
                ip: "",
                protocol: Protocol::Unsaid,
            };
            let query = sas::mint_service(&sas, Resource { account: "contosoqueues", queue: "orders" }, &access.keys[0]);
            assert_eq!(answer(&access, asked(name), &query, Headers::default()), expected, "{name}: service SAS sp={letter}");
            decided += 1;
        }
    }
    report("operation_matrix.json", decided, decided, &[]);
}

fn bearer(access: &Access, object_id: &str) -> Headers {
    let token = token::mint(
        &access.directory,
        &token::TokenRequest {
            object_id,
            app_id: "99999999-0000-4000-8222-aaaaaaaaaaaa",
            kind: IdentityKind::ServicePrincipal,
            audience: token::AUDIENCE,
            issued_at: at(NOW),
            expires_at: at("2026-11-17T10:45:00Z"),
        },
    );
    let mut headers = Headers::default();
    headers.push("x-ms-version", "2026-04-06");
    headers.push("Authorization", format!("Bearer {token}"));
    headers
}

#[test]
fn roles_are_the_published_ones() {
    let file = vectors("rbac.json");
    let roles = file["roles"].as_array().expect("roles");
    assert_eq!(roles.len(), Role::ALL.len());
    let list = |role: &Value, name: &str| -> Vec<String> {
        role[name].as_array().expect("a list").iter().map(|one| one.as_str().expect("a text").to_owned()).collect()
    };
    for role in roles {
        let definition = Role::named(text(role, "name")).unwrap_or_else(|| panic!("{role} is there")).definition();
        assert_eq!(definition.id, text(role, "id"));
        assert_eq!(definition.actions, list(role, "actions"), "{}", definition.name);
        assert_eq!(definition.not_actions, list(role, "notActions"), "{}", definition.name);
        assert_eq!(definition.data_actions, list(role, "dataActions"), "{}", definition.name);
    }
}

#[test]
fn every_role_opens_what_its_definition_says() {
    let file = vectors("rbac.json");
    let operations = file["operations"].as_array().expect("operations");
    let (mut decided, mut undecided) = (0, Vec::new());
    for operation in operations {
        let name = text(operation, "operation");
        let needed = roles::needed(asked(name));
        let lists = operation["any_of_all"].as_array().expect("lists");
        if text(operation, "permission_kind") == "none" {
            assert_eq!(needed, [[]], "{name}");
        } else {
            let ours: Vec<Vec<&str>> = needed.iter().map(|all| all.iter().map(|one| one.as_str()).collect()).collect();
            assert_eq!(json!(ours), json!(lists), "{name}");
        }
        if operation["uncertain"] == true {
            undecided.push(name);
        }
        for (role, allowed) in operation["roles"].as_object().expect("roles") {
            let mut home = directory();
            home.assignments.push(Assignment {
                principal: "somebody".into(),
                role: Role::named(role).expect("a known role"),
                scope: Scope::Account("contosoqueues".into()),
                effective_at: Timestamp::EPOCH,
                ended_at: None,
            });
            let access = Access { directory: Arc::new(home), ..account() };
            let expected = if *allowed == true { Ok(()) } else { Err("AuthorizationPermissionMismatch") };
            assert_eq!(answer(&access, asked(name), "", bearer(&access, "somebody")), expected, "{name}: {role}");
            decided += 1;
        }
        let mut request = Request {
            method: Method::Get,
            scheme: Scheme::Https,
            host: "contosoqueues.queue.core.windows.net".into(),
            target: "/orders?".into(),
            headers: Headers::default(),
            body: Arc::from([]),
            source_ip: "".into(),
        };
        let access = account();
        request.headers.push("x-ms-date", "Tue, 17 Nov 2026 09:30:00 GMT");
        shared_key::sign(&mut request, "contosoqueues", Style::Host, &access.keys[1], shared_key::Scheme::SharedKey);
        let answer = answer(&access, asked(name), "", request.headers);
        assert_eq!(answer.is_ok(), operation["shared_key"] == true, "{name}: Shared Key");
        decided += 1;
    }
    report("rbac.json", decided, decided, &undecided);
}
