//! Reads the vector files, and builds requests, accounts and facts from them.

use playground::auth::{Access, Asked, Directory, Endpoint, Facts, Key, Policies, Settings, Style};
use playground::engine::{AccessPolicy, OperationName, SignedIdentifier};
use playground::time::Timestamp;
use playground::wire::{Headers, Method, Request, Scheme, date};
use proptest::prelude::ProptestConfig;
use proptest::test_runner::RngSeed;
use serde_json::Value;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

/// One vector file, from `tests/vectors` or the folder named by `VECTORS_DIR`.
pub fn vectors(name: &str) -> Value {
    let folder =
        std::env::var_os("VECTORS_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/vectors"), PathBuf::from);
    let path = folder.join("auth").join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The cases of a file with their number checked against its head.
pub fn cases(file: &Value) -> &[Value] {
    let cases = file["cases"].as_array().expect("a vector file has cases");
    assert_eq!(file["count"].as_u64(), Some(cases.len() as u64), "the head of the file counts its cases");
    cases
}

pub fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_else(|| panic!("{name} is a text in {value}"))
}

/// One line of the table of files. It goes past the test harness, which would swallow what a passing test prints.
pub fn report(file: &str, cases: usize, passed: usize, aside: &[&str]) {
    let line = format!("{file:<26} {cases:>4} cases {passed:>4} passed {:>2} aside  {}\n", aside.len(), aside.join(" "));
    std::io::stderr().write_all(line.as_bytes()).expect("standard error takes text");
}

/// Random cases from a fixed seed, so that a run can be repeated; `PROPTEST_RNG_SEED` sets another, `PROPTEST_CASES` more of them.
pub fn random_cases(cases: u32) -> ProptestConfig {
    let mut config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if std::env::var_os("PROPTEST_RNG_SEED").is_none() {
        config.rng_seed = RngSeed::Fixed(1);
    }
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = cases;
    }
    config
}

pub fn at(text: &str) -> Timestamp {
    date::parse_iso8601(text).unwrap_or_else(|| panic!("{text} is a time"))
}

pub fn key(value: &Value) -> Key {
    Key::from_base64(value.as_str().expect("a key is a text")).expect("a key is Base64")
}

/// A request as a vector file describes it.
pub fn request(value: &Value, source_ip: &str) -> Request {
    let url = text(value, "url");
    let (scheme, rest) = url.split_once("://").expect("a URL has a scheme");
    let (host, target) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let mut headers = Headers::default();
    for pair in value["headers"].as_array().expect("headers are a list") {
        let part = |i: usize| pair[i].as_str().expect("a header is a pair of texts").to_owned();
        headers.push(part(0), part(1));
    }
    Request {
        method: Method::parse(text(value, "method")),
        scheme: if scheme == "https" { Scheme::Https } else { Scheme::Http },
        host: host.into(),
        target: target.into(),
        headers,
        body: Arc::from(value["body"].as_str().unwrap_or("").as_bytes()),
        source_ip: source_ip.into(),
    }
}

/// The request with one header changed, or taken away.
pub fn with_header(request: &Request, name: &str, value: Option<&str>) -> Request {
    let mut headers = Headers::default();
    for (n, v) in request.headers.iter().filter(|(n, _)| !n.eq_ignore_ascii_case(name)) {
        headers.push(n.to_owned(), v.to_owned());
    }
    if let Some(value) = value {
        headers.push(name.to_owned(), value.to_owned());
    }
    Request { headers, ..request.clone() }
}

/// Account with these keys as it stands in the vectors: HTTP allowed, nothing switched off.
pub fn access(keys: &Value, directory: Arc<Directory>) -> Access {
    let first = key(&keys["key1"]);
    let second = keys.get("key2").map_or_else(|| first.clone(), key);
    let mut access = Access::new([first, second], directory);
    access.settings = Settings { https_only: false, ..Settings::fresh() };
    access
}

pub fn directory() -> Directory {
    Directory::new("33333333-dddd-4eee-8fff-444444444444", Key::from_bytes(b"a practice key for tokens"))
}

/// What a request is about, told from its address alone.
pub struct Route {
    pub account: String,
    pub queue: Option<String>,
    pub operation: Asked,
    pub endpoint: Endpoint,
    pub style: Style,
}

/// A table of the operations, small enough to be right by looking at it.
pub fn route(request: &Request) -> Route {
    let host = request.host.split('.').next().expect("a split has a first part");
    let mut parts: Vec<&str> = request.path().split('/').filter(|part| !part.is_empty()).collect();
    let style = if request.host.contains(".queue.core.windows.net") { Style::Host } else { Style::Path };
    let named = if style == Style::Host { host } else { parts.remove(0) };
    let (account, endpoint) = match named.strip_suffix("-secondary") {
        Some(account) => (account, Endpoint::Secondary),
        None => (named, Endpoint::Primary),
    };
    let has = |pair: &str| request.query().split('&').any(|piece| piece.eq_ignore_ascii_case(pair));
    let operation = match (request.method.as_str(), parts.len()) {
        ("OPTIONS", _) => OperationName::PreflightRequest.into(),
        ("GET", 0) if has("comp=properties") => OperationName::GetServiceProperties.into(),
        ("PUT", 0) => OperationName::SetServiceProperties.into(),
        ("GET", 0) if has("comp=stats") => OperationName::GetServiceStats.into(),
        ("GET", 0) => OperationName::ListQueues.into(),
        ("POST", 0) => Asked::UserDelegationKey,
        ("GET" | "HEAD", 1) if has("comp=acl") => OperationName::GetQueueAcl.into(),
        ("GET" | "HEAD", 1) => OperationName::GetQueueMetadata.into(),
        ("PUT", 1) if has("comp=acl") => OperationName::SetQueueAcl.into(),
        ("PUT", 1) if has("comp=metadata") => OperationName::SetQueueMetadata.into(),
        ("PUT", 1) => OperationName::CreateQueue.into(),
        ("DELETE", 1) => OperationName::DeleteQueue.into(),
        ("POST", 2) => OperationName::PutMessage.into(),
        ("GET", 2) if has("peekonly=true") => OperationName::PeekMessages.into(),
        ("GET", 2) => OperationName::GetMessages.into(),
        ("DELETE", 2) => OperationName::ClearMessages.into(),
        ("DELETE", 3) => OperationName::DeleteMessage.into(),
        ("PUT", 3) => OperationName::UpdateMessage.into(),
        other => panic!("no operation for {other:?} {}", request.target),
    };
    Route { account: account.into(), queue: parts.first().map(|queue| (*queue).into()), operation, endpoint, style }
}

impl Route {
    pub fn facts<'a>(&'a self, access: &'a Access, policies: &'a [SignedIdentifier]) -> Facts<'a> {
        Facts {
            account: &self.account,
            access,
            operation: self.operation,
            queue: self.queue.as_deref(),
            policies: Some(Policies { list: policies, set_at: Timestamp::EPOCH }),
            endpoint: self.endpoint,
            style: self.style,
        }
    }
}

/// Stored access policies as the vectors write them.
pub fn policies(value: &Value) -> Vec<SignedIdentifier> {
    let field = |policy: &Value, name: &str| policy[name].as_str().map(Box::<str>::from);
    let list = value.as_array().map_or(&[][..], Vec::as_slice);
    list.iter()
        .map(|policy| SignedIdentifier {
            id: field(policy, "id").expect("a policy has an id"),
            policy: AccessPolicy {
                start: field(policy, "st").map(|time| at(&time)),
                expiry: field(policy, "se").map(|time| at(&time)),
                permission: field(policy, "sp"),
            },
        })
        .collect()
}
