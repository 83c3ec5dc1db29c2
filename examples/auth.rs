//! What a credential costs: signing a request and judging it, in microseconds.
//!
//! In the engine a browser has, under Node: `cargo xtask wasm-run auth --alone`. Natively: `cargo run --release --example auth`.

mod clock;

use clock::now_ms;
use playground::auth::sas::{self, Protocol, Resource, ServiceSas};
use playground::auth::shared_key::{self, Scheme};
use playground::auth::{Access, Directory, Endpoint, Facts, Key, Style, authorize, explain};
use playground::engine::OperationName;
use playground::rng::Rng;
use playground::time::{Span, Timestamp};
use playground::wire::{self, Headers, Method, Request, date};
use std::hint::black_box;
use std::sync::Arc;

const NOW: Timestamp = Timestamp::from_secs(1_794_907_800);
const TARGET: &str = "/stories/messages?visibilitytimeout=30&messagettl=3600";

/// Requests in each round; the fastest round counts.
const REQUESTS: u32 = 20_000;
const ROUNDS: u32 = 7;

/// Microseconds for signing one request and judging it.
const BAR: f64 = 15.0;

fn main() {
    let mut rng = Rng::new(1);
    let directory = Directory::new("33333333-dddd-4eee-8fff-444444444444", Key::generate(&mut rng));
    let access = Access::new([Key::generate(&mut rng), Key::generate(&mut rng)], Arc::new(directory));
    let facts = Facts {
        account: "newsroom",
        access: &access,
        operation: OperationName::PutMessage.into(),
        queue: Some("stories"),
        policies: None,
        endpoint: Endpoint::Primary,
        style: Style::Host,
    };
    let sas = ServiceSas {
        version: "2025-11-05",
        permissions: "raup",
        start: None,
        expiry: Some(NOW + Span::from_secs(3600)),
        policy: "",
        ip: "",
        protocol: Protocol::Https,
    };
    let resource = Resource { account: "newsroom", queue: "stories" };
    let sign_with = |key: usize| {
        let mut request = unsigned(TARGET);
        shared_key::sign(&mut request, "newsroom", Style::Host, &access.keys[key], Scheme::SharedKey);
        request
    };
    let with_sas = || unsigned(&[TARGET, "&", &sas::mint_service(&sas, resource, &access.keys[0])].concat());
    let build = micros(|| drop(black_box(unsigned(TARGET))));
    measured("build a request (part of all below)", build, None);
    for (what, key) in [("Shared Key, key1: build, sign, authorise", 0), ("Shared Key, key2: build, sign, authorise", 1)] {
        measured(what, micros(|| assert!(authorize(&facts, &sign_with(key), NOW).is_allowed())), Some(BAR));
    }
    measured("service SAS: build, sign, authorise", micros(|| assert!(authorize(&facts, &with_sas(), NOW).is_allowed())), Some(BAR));
    measured("Shared Key, key1: build, sign, explain", micros(|| assert!(explain(&facts, &sign_with(0), NOW).is_allowed())), None);
}

fn unsigned(target: &str) -> Request {
    let mut headers = Headers::default();
    headers.push("x-ms-date", date::rfc1123(NOW));
    headers.push("x-ms-version", "2025-11-05");
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

/// Microseconds one call takes, in the fastest of several rounds.
fn micros(mut once: impl FnMut()) -> f64 {
    let mut best_ms = f64::INFINITY;
    for _ in 0..ROUNDS {
        let began = now_ms();
        (0..REQUESTS).for_each(|_| once());
        best_ms = best_ms.min(now_ms() - began);
    }
    best_ms * 1000.0 / f64::from(REQUESTS)
}

fn measured(what: &str, micros: f64, bar: Option<f64>) {
    let verdict = bar.map_or_else(String::new, |bar| format!(", bar {bar:.0}: {}", if micros <= bar { "met" } else { "MISSED" }));
    line(&format!("{what:<42} {micros:>6.2} \u{b5}s{verdict}"));
}

/// Prints a line: to the terminal natively, to Node's console as WebAssembly.
fn line(text: &str) {
    #[cfg(target_arch = "wasm32")]
    web_sys::console::log_1(&text.into());
    #[cfg(not(target_arch = "wasm32"))]
    println!("{text}");
}
