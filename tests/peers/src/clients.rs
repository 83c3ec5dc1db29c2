//! Microsoft's Python and JavaScript clients against the emulator example.
//!
//! The programs are `python/clients.py` and `javascript/clients.cjs`. Each gets an emulator of its own and, on its standard input, where it is,
//! the keys, and tokens that our own code made, so that signatures are checked in both directions. Both run at the same time: a
//! stored access policy counts only half a minute after it was set, and they wait for that together.

use crate::process::{Service, local, repository, tools};
use crate::report::Report;
use playground::auth::Key;
use playground::auth::sas::{AccountSas, Protocol, Resource, ServiceSas, mint_account, mint_service};
use playground::time::{Span, Timestamp};
use playground::wire::version::ApiVersion;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::SystemTime;
use std::{fs, thread};

pub const ACCOUNT: &str = "devstoreaccount1";
pub const KEY: &str = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

/// A second account, and its two practice keys.
pub const OTHER: &str = "newsroom";
pub const OTHER_KEYS: [&str; 2] = ["Zmlyc3QgcHJhY3RpY2Uga2V5IG9mIHRoZSBuZXdzcm9vbQ==", "c2Vjb25kIHByYWN0aWNlIGtleSBvZiB0aGUgbmV3c3Jvb20="];

pub fn run(report: &mut Report) -> Result<(), String> {
    let folder = repository().join("target/peer-tests");
    fs::create_dir_all(&folder).map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
    let interpreter = tools().join(if cfg!(windows) { "python/Scripts/python.exe" } else { "python/bin/python" });
    let here = repository().join("tests/peers");
    let mut certificate = local(&interpreter);
    let made = certificate.arg(here.join("python/certificate.py")).arg(&folder).status();
    if !made.map_err(|error| format!("{} does not start: {error}", interpreter.display()))?.success() {
        return Err("no certificate could be made".to_owned());
    }
    let mut python = local(&interpreter);
    python.arg(here.join("python/clients.py"));
    let mut node = local("node");
    node.arg(here.join("javascript/clients.cjs")).env("NODE_PATH", tools().join("node_modules"));
    let outputs = thread::scope(|scope| {
        let folder = &folder;
        let running = [("Python", python), ("JavaScript", node)].map(|(name, program)| scope.spawn(move || drive(name, program, folder)));
        running.map(|thread| thread.join().unwrap_or_else(|_| Err("a thread of the test broke".to_owned())))
    });
    for (name, output) in ["Python", "JavaScript"].into_iter().zip(outputs) {
        match output {
            Ok(lines) => count(report, name, &lines),
            Err(failure) => report.check(&format!("the {name} client runs"), Err(failure)),
        }
    }
    Ok(())
}

/// Runs one client program to its end and returns what it said.
fn drive(name: &str, mut program: Command, folder: &Path) -> Result<Vec<String>, String> {
    let account = [OTHER, OTHER_KEYS[0], OTHER_KEYS[1]].join(":");
    let plain = Service::emulator(&["--account", &account])?;
    let (certificate, key) = (folder.join("cert.pem"), folder.join("key.pem"));
    let path = |file: &Path| file.to_string_lossy().into_owned();
    let encrypted = Service::emulator(&["--tls-cert", &path(&certificate), "--tls-key", &path(&key)])?;
    let given = json!({
        "endpoint": format!("http://127.0.0.1:{}/{ACCOUNT}", plain.port),
        "account": ACCOUNT,
        "key": KEY,
        "other": {
            "endpoint": format!("http://127.0.0.1:{}/{OTHER}", plain.port),
            "by_name": format!("http://{OTHER}.queue.core.localhost:{}", plain.port),
            "account": OTHER,
            "keys": OTHER_KEYS,
        },
        "tls": { "endpoint": format!("https://127.0.0.1:{}/{ACCOUNT}", encrypted.port), "certificate": path(&certificate) },
        "ours": tokens(),
    });
    let mut child = program
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{} does not start: {error}", program.get_program().display()))?;
    let mut input = child.stdin.take().expect("standard input was asked for as a pipe");
    input.write_all(given.to_string().as_bytes()).map_err(|error| format!("the {name} client does not listen: {error}"))?;
    drop(input);
    let output = child.stdout.take().expect("standard output was asked for as a pipe");
    let lines = BufReader::new(output).lines().map_while(Result::ok).collect();
    child.wait().map_err(|error| error.to_string())?;
    Ok(lines)
}

/// Prints what a client program said and takes its checks over; its own count must agree with its lines.
fn count(report: &mut Report, name: &str, lines: &[String]) {
    for line in lines {
        println!("{line}");
    }
    let of = |start: &str| lines.iter().filter(|line| line.starts_with(start)).count();
    let (passed, failed) = (of("ok      "), of("FAILED  "));
    report.passed += passed;
    report.failed += failed;
    let closing = lines.last().cloned().unwrap_or_default();
    report.equal(&format!("the {name} client came to its end"), &closing, &format!("{passed} passed, {failed} failed"));
}

/// Tokens of our own making.
fn tokens() -> Value {
    let now = now();
    let hour = Span::from_secs(3_600);
    let (soon, ago) = (now + hour, now - Span::from_secs(60));
    let key = Key::from_base64(KEY).expect("the published key is Base64");
    let service = |queue: &str, permissions: &str, policy: &str, start: Option<Timestamp>, expiry: Option<Timestamp>| {
        let version = ApiVersion::CURRENT.as_str();
        let sas = ServiceSas { version, permissions, start, expiry, policy, ip: "", protocol: Protocol::Unsaid };
        mint_service(&sas, Resource { account: ACCOUNT, queue }, &key)
    };
    let of_queue = |queue: &str| {
        json!({
            "all": service(queue, "raup", "", None, Some(soon)),
            "read": service(queue, "r", "", None, Some(soon)),
            "expired": service(queue, "raup", "", None, Some(ago)),
            "future": service(queue, "raup", "", Some(now + Span::from_secs(1_800)), Some(soon)),
        })
    };
    let account = |permissions: &str, resource_types: &str, expiry: Timestamp| {
        let sas = AccountSas {
            version: ApiVersion::CURRENT.as_str(),
            services: "q",
            resource_types,
            permissions,
            start: None,
            expiry: Some(expiry),
            ip: "",
            protocol: Protocol::HttpsAndHttp,
        };
        mint_account(&sas, ACCOUNT, &key)
    };
    json!({
        "service": { "py-sas": of_queue("py-sas"), "js-sas": of_queue("js-sas") },
        "policy": service("py-policies", "", "given", None, None),
        "account": {
            "all": account("rwdlacup", "sco", soon),
            "list": account("l", "s", soon),
            "objects": account("ra", "o", soon),
            "expired": account("l", "s", ago),
        },
    })
}

/// A token that lets its holder add to `queue` for an hour.
pub fn add_token(queue: &str) -> String {
    let key = Key::from_base64(KEY).expect("the published key is Base64");
    let (version, expiry) = (ApiVersion::CURRENT.as_str(), Some(now() + Span::from_secs(3_600)));
    let sas = ServiceSas { version, permissions: "a", start: None, expiry, policy: "", ip: "", protocol: Protocol::Unsaid };
    mint_service(&sas, Resource { account: ACCOUNT, queue }, &key)
}

/// What the clock of this machine shows.
pub fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_micros(u64::try_from(since.as_micros()).unwrap_or(0))
}
