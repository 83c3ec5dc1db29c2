//! Whatever anybody sends gets a well-formed answer and no panic.
//!
//! Pure noise rarely gets far, so most cases are a sensible request with pieces replaced by noise.

use crate::random;
use playground::auth::Style;
use playground::auth::shared_key::{self, Scheme as KeyScheme};
use playground::engine::{AccountKind, AccountSpec, Engine, ErrorCode, Redundancy};
use playground::rng::Rng;
use playground::server::Server;
use playground::time::Timestamp;
use playground::wire::{Headers, Method, Request, Response, Scheme, date};
use proptest::prelude::*;
use std::sync::Arc;

const NOW: Timestamp = Timestamp::from_secs(1_795_176_000);

fn noise() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[ -~]{0,30}",
        Just(String::new()),
        Just("%".to_owned()),
        Just("%ff%00".to_owned()),
        Just("-1".to_owned()),
        Just("99999999999999999999".to_owned()),
        Just("\u{0}\u{1}".to_owned()),
        "[a-z]{3}[a-z0-9-]{0,61}",
    ]
}

fn method() -> impl Strategy<Value = String> {
    let known = prop_oneof![Just("GET"), Just("HEAD"), Just("PUT"), Just("POST"), Just("DELETE"), Just("OPTIONS")];
    prop_oneof![9 => known.prop_map(str::to_owned), 1 => noise()]
}

fn host() -> impl Strategy<Value = String> {
    let known = prop_oneof![
        6 => Just("newsroom.queue.core.windows.net"),
        1 => Just("newsroom-secondary.queue.core.windows.net"),
        1 => Just("127.0.0.1:10001"),
        1 => Just("localhost"),
        1 => Just("[::1]:10001"),
    ];
    prop_oneof![9 => known.prop_map(str::to_owned), 1 => noise()]
}

fn target() -> impl Strategy<Value = String> {
    let segment =
        || prop_oneof![3 => Just("tasks".to_owned()), 3 => Just("messages".to_owned()), 1 => Just("newsroom".to_owned()), 2 => noise()];
    let name = prop_oneof![
        Just("comp"),
        Just("restype"),
        Just("numofmessages"),
        Just("visibilitytimeout"),
        Just("messagettl"),
        Just("popreceipt"),
        Just("peekonly"),
        Just("prefix"),
        Just("marker"),
        Just("maxresults"),
        Just("include"),
        Just("timeout"),
        Just("sv"),
        Just("sig"),
        Just("se"),
        Just("ss"),
        Just("skoid"),
    ];
    let value = prop_oneof![
        Just("list"),
        Just("metadata"),
        Just("acl"),
        Just("properties"),
        Just("stats"),
        Just("service"),
        Just("true"),
        Just("7")
    ];
    let value = prop_oneof![3 => value.prop_map(str::to_owned), 2 => noise()];
    let query = proptest::collection::vec((prop_oneof![5 => name.prop_map(str::to_owned), 1 => noise()], value), 0..4);
    let path = proptest::collection::vec(segment(), 0..4).prop_map(|segments| format!("/{}", segments.join("/")));
    let sensible = (path, query).prop_map(|(path, query)| {
        let query = query.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&");
        if query.is_empty() { path } else { format!("{path}?{query}") }
    });
    prop_oneof![9 => sensible, 1 => noise()]
}

fn headers() -> impl Strategy<Value = Vec<(String, String)>> {
    let name = prop_oneof![
        Just("x-ms-version"),
        Just("x-ms-client-request-id"),
        Just("x-ms-meta-a"),
        Just("x-ms-meta-"),
        Just("Origin"),
        Just("Content-Length"),
        Just("Access-Control-Request-Method"),
        Just("Access-Control-Request-Headers"),
        Just("Authorization"),
        Just("x-ms-date"),
        Just("Content-Type"),
    ];
    proptest::collection::vec((prop_oneof![5 => name.prop_map(str::to_owned), 1 => noise()], noise()), 0..4)
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just("<QueueMessage>"),
        Just("</QueueMessage>"),
        Just("<MessageText>"),
        Just("</MessageText>"),
        Just("<SignedIdentifiers>"),
        Just("</SignedIdentifiers>"),
        Just("<StorageServiceProperties>"),
        Just("</StorageServiceProperties>"),
        Just("<Cors>"),
        Just("</Cors>"),
        Just("<Logging/>"),
        Just("&amp;"),
        Just("text"),
    ];
    let document = proptest::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat().into_bytes());
    prop_oneof![
        Just(b"<QueueMessage><MessageText>fine</MessageText></QueueMessage>".to_vec()),
        document,
        proptest::collection::vec(any::<u8>(), 0..100),
        Just(Vec::new()),
    ]
}

fn request() -> impl Strategy<Value = (Request, bool)> {
    (method(), host(), target(), headers(), body(), any::<bool>(), 0..4_u8).prop_map(
        |(method, host, target, pairs, body, https, signed)| {
            let mut headers = Headers::default();
            for (name, value) in pairs {
                headers.push(name, value);
            }
            if signed > 0 {
                headers.push("x-ms-date", date::rfc1123(NOW));
                headers.push("x-ms-version", "2021-12-02");
                headers.push("Content-Length", body.len().to_string());
            }
            let request = Request {
                method: Method::parse(&method),
                scheme: if https { Scheme::Https } else { Scheme::Http },
                host: host.into(),
                target: target.into(),
                headers,
                body: Arc::from(body),
                source_ip: "127.0.0.1".into(),
            };
            (request, signed > 0)
        },
    )
}

fn server() -> Server {
    let mut server = Server::new(Engine::new(Rng::new(1)));
    let spec = AccountSpec { name: "newsroom".into(), kind: AccountKind::StorageV2, redundancy: Redundancy::StandardRagrs };
    server.create_account(NOW, spec).expect("the first account");
    server.access_mut("newsroom").expect("made above").settings.https_only = false;
    server
}

/// What every answer must be, whatever was asked.
fn well_formed(request: &Request, response: &Response) -> Result<(), TestCaseError> {
    prop_assert!(matches!(response.status, 200..=204 | 400..=413 | 503), "{}", response.status);
    for name in ["x-ms-request-id", "Date", "Server"] {
        prop_assert!(response.headers.get(name).is_some(), "no {name}");
    }
    for (name, value) in response.headers.iter() {
        prop_assert!(!value.contains(['\r', '\n']) || request.headers.iter().any(|(_, sent)| sent == value), "{name} splits: {value:?}");
    }
    let text = std::str::from_utf8(&response.body).expect("bodies are UTF-8");
    if !text.is_empty() {
        let document = text.strip_prefix('\u{feff}').expect("bodies begin with a byte order mark");
        prop_assert!(roxmltree::Document::parse(document).is_ok(), "no XML: {document}");
    }
    let code = response.headers.get("x-ms-error-code");
    prop_assert_eq!(code.is_some(), response.status >= 400);
    if let Some(code) = code {
        prop_assert!(ErrorCode::ALL.iter().any(|known| known.as_str() == code), "{code} is no code");
    }
    Ok(())
}

proptest! {
    #![proptest_config(random::config(3_000))]

    #[test]
    fn every_request_gets_a_well_formed_answer(requests in proptest::collection::vec(request(), 1..6)) {
        let mut server = server();
        let key = server.access("newsroom").expect("made above").keys[0].clone();
        let mut create = Request {
            method: Method::Put,
            scheme: Scheme::Https,
            host: "newsroom.queue.core.windows.net".into(),
            target: "/tasks".into(),
            headers: Headers::default(),
            body: Arc::from([]),
            source_ip: "127.0.0.1".into(),
        };
        create.headers.push("x-ms-date", date::rfc1123(NOW));
        create.headers.push("x-ms-version", "2021-12-02");
        create.headers.push("Content-Length", "0");
        shared_key::sign(&mut create, "newsroom", Style::Host, &key, KeyScheme::SharedKey);
        prop_assert_eq!(server.handle(NOW, &create).response.status, 201);
        for (mut request, signed) in requests {
            if signed {
                let style = if request.host.contains("queue.core") { Style::Host } else { Style::Path };
                shared_key::sign(&mut request, "newsroom", style, &key, KeyScheme::SharedKey);
            }
            let response = server.handle(NOW, &request).response;
            well_formed(&request, &response)?;
        }
    }
}
