//! What judging a request costs: `cargo bench --bench auth`.
//!
//! Signing and judging one request together must stay below 5 µs here, which is about 15 µs in a browser.

use playground::auth::sas::{self, Protocol, Resource, ServiceSas};
use playground::auth::shared_key::{self, Scheme};
use playground::auth::{Access, Directory, Endpoint, Facts, Key, Style, authorize, explain};
use playground::engine::OperationName;
use playground::rng::Rng;
use playground::time::{Span, Timestamp};
use playground::wire::{self, Headers, Method, Request, date};
use std::hint::black_box;
use std::sync::Arc;

const ROUNDS: u32 = 200_000;

fn unsigned(target: &str, now: Timestamp) -> Request {
    let mut headers = Headers::default();
    headers.push("x-ms-date", date::rfc1123(now));
    headers.push("x-ms-version", "2025-11-05");
    headers.push("x-ms-client-request-id", "00000000-0000-4000-8000-00000000c11e");
    headers.push("Content-Type", "application/xml");
    headers.push("Content-Length", "122");
    Request {
        method: Method::Post,
        scheme: wire::Scheme::Https,
        host: "newsroom.queue.core.windows.net".into(),
        target: target.into(),
        headers,
        body: Arc::from([]),
        source_ip: "203.0.113.7".into(),
    }
}

#[expect(clippy::disallowed_methods, reason = "a bench measures real time")]
fn measure(what: &str, mut round: impl FnMut()) {
    (0..1_000).for_each(|_| round());
    let start = std::time::Instant::now();
    (0..ROUNDS).for_each(|_| round());
    println!("{what:<44} {:>8.2} µs", start.elapsed().as_secs_f64() * 1e6 / f64::from(ROUNDS));
}

fn main() {
    let mut rng = Rng::new(1);
    let directory = Directory::new("33333333-dddd-4eee-8fff-444444444444", Key::generate(&mut rng));
    let access = Access::new([Key::generate(&mut rng), Key::generate(&mut rng)], Arc::new(directory));
    let now = Timestamp::from_secs(1_794_907_800);
    let facts = Facts {
        account: "newsroom",
        access: &access,
        operation: OperationName::PutMessage.into(),
        queue: Some("stories"),
        policies: None,
        endpoint: Endpoint::Primary,
        style: Style::Host,
    };
    let target = "/stories/messages?visibilitytimeout=30&messagettl=3600";
    let sas = ServiceSas {
        version: "2025-11-05",
        permissions: "raup",
        start: Some(now),
        expiry: Some(now + Span::from_secs(3600)),
        policy: "",
        ip: "",
        protocol: Protocol::Https,
    };
    let resource = Resource { account: "newsroom", queue: "stories" };
    let sas_target = format!("{target}&{}", sas::mint_service(&sas, resource, &access.keys[0]));
    let signed = |key: usize| {
        let mut request = unsigned(target, now);
        shared_key::sign(&mut request, "newsroom", Style::Host, &access.keys[key], Scheme::SharedKey);
        request
    };

    measure("build a request", || drop(black_box(unsigned(target, now))));
    measure("build, sign", || drop(black_box(signed(0))));
    for (what, key) in [("build, sign, judge (key1)", 0), ("build, sign, judge (key2)", 1)] {
        measure(what, || assert!(authorize(&facts, black_box(&signed(key)), now).is_allowed()));
    }
    measure("build, sign, explain", || assert!(explain(&facts, black_box(&signed(0)), now).is_allowed()));
    measure("build, judge a service SAS", || assert!(authorize(&facts, black_box(&unsigned(&sas_target, now)), now).is_allowed()));
}
