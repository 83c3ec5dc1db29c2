//! Nothing anybody can send makes the judgement panic, and nothing unsigned gets in.

use super::support::{access, at, directory, random_cases, vectors};
use playground::auth::{Access, Asked, Endpoint, Facts, Policies, Style, authorize, explain, shared_key};
use playground::engine::OperationName;
use playground::time::Timestamp;
use playground::wire::{Headers, Method, Request, Scheme};
use proptest::prelude::*;
use std::sync::{Arc, LazyLock};

static ACCESS: LazyLock<Access> =
    LazyLock::new(|| access(&vectors("account_sas.json")["accounts"]["contosoqueues"], Arc::new(directory())));

fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[a-z0-9%+=&;:/,. -]{0,40}",
        Just(String::new()),
        Just("2026-04-06".into()),
        Just("2026-11-17T09:30:00Z".into()),
        Just("99999-11-17T09:30:00.1234567+23:59".into()),
        Just("SharedKey contosoqueues:AAAA".into()),
        Just("Bearer e30.eyJhIjpbW1tbfQ.e30".into()),
        Just("Tue, 17 Nov 2026 09:30:00 GMT".into()),
        "SharedKey(Lite)? [a-z:]{0,20}[A-Za-z0-9+/=]{0,60}",
        "Bearer [A-Za-z0-9_-]{0,30}\\.[A-Za-z0-9_-]{0,60}\\.[A-Za-z0-9_-]{0,30}",
    ]
}

fn header() -> impl Strategy<Value = (String, String)> {
    let name = prop_oneof![
        Just("Authorization".to_owned()),
        Just("x-ms-date".into()),
        Just("x-ms-version".into()),
        Just("Date".into()),
        Just("Content-Length".into()),
        "x-ms-[a-z'_-]{0,8}",
        any::<String>(),
    ];
    (name, value())
}

fn parameter() -> impl Strategy<Value = String> {
    let name = prop_oneof![
        proptest::sample::select(vec![
            "sv", "ss", "srt", "sp", "st", "se", "si", "sip", "spr", "sr", "skoid", "sktid", "skt", "ske", "sks", "skv", "skdutid",
            "sduoid", "sig", "SIG", "comp", "peekonly",
        ])
        .prop_map(str::to_owned),
        any::<String>(),
    ];
    (name, value()).prop_map(|(name, value)| format!("{name}={value}"))
}

fn wild() -> impl Strategy<Value = Request> {
    (prop::collection::vec(header(), 0..6), prop::collection::vec(parameter(), 0..10), any::<String>(), any::<bool>(), value()).prop_map(
        |(headers, query, path, secure, source_ip)| {
            let mut all = Headers::default();
            for (name, value) in headers {
                all.push(name, value);
            }
            Request {
                method: Method::Get,
                scheme: if secure { Scheme::Https } else { Scheme::Http },
                host: "contosoqueues.queue.core.windows.net".into(),
                target: format!("/{path}?{}", query.join("&")).into(),
                headers: all,
                body: Arc::from([]),
                source_ip: source_ip.into(),
            }
        },
    )
}

fn facts(operation: Asked, style: Style) -> Facts<'static> {
    Facts {
        account: "contosoqueues",
        access: &ACCESS,
        operation,
        queue: Some("orders"),
        policies: Some(Policies { list: &[], set_at: Timestamp::EPOCH }),
        endpoint: Endpoint::Primary,
        style,
    }
}

proptest! {
    #![proptest_config(random_cases(3000))]

    #[test]
    fn any_request_is_refused_calmly_and_explained_the_same(request in wild(), path_style in any::<bool>()) {
        let style = if path_style { Style::Path } else { Style::Host };
        let now = at("2026-11-17T09:30:00Z");
        let facts = facts(OperationName::PeekMessages.into(), style);
        let lean = authorize(&facts, &request, now);
        prop_assert!(!lean.is_allowed());
        prop_assert_eq!(lean.verdict, explain(&facts, &request, now).verdict);
    }

    #[test]
    fn whatever_is_signed_is_accepted(request in wild(), path_style in any::<bool>(), second in any::<bool>()) {
        let style = if path_style { Style::Path } else { Style::Host };
        let mut headers = Headers::default();
        headers.push("x-ms-date", "Tue, 17 Nov 2026 09:30:00 GMT");
        for (i, (name, value)) in request.headers.iter().enumerate() {
            // A name that comes twice is refused, signed or not; so is a second credential.
            if !name.eq_ignore_ascii_case("x-ms-date") && !name.eq_ignore_ascii_case("authorization") && !name.eq_ignore_ascii_case("x-ms-version") {
                headers.push(format!("{name}{i}"), value.to_owned());
            }
        }
        let mut request = Request { headers, target: request.path().into(), ..request };
        let key = &ACCESS.keys[usize::from(second)];
        shared_key::sign(&mut request, "contosoqueues", style, key, shared_key::Scheme::SharedKey);
        let facts = facts(OperationName::PeekMessages.into(), style);
        prop_assert!(authorize(&facts, &request, at("2026-11-17T09:30:00Z")).is_allowed());
    }
}
