//! Signing as a client would, written for the tests from the documentation alone, so that the server is not checked against itself.

use super::vectors::Auth;
use data_encoding::BASE64;
use hmac::{Hmac, KeyInit, Mac};
use playground::time::{Span, Timestamp};
use playground::wire::Headers;
use playground::wire::date;
use sha2::Sha256;
use std::fmt::Write as _;

/// The emulator's account and its published key.
pub const ACCOUNT: &str = "devstoreaccount1";
pub const KEY: &str = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

/// The version the signatures are made for.
const VERSION: &str = "2019-12-12";

fn hmac(key: &[u8], text: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key may have any length");
    mac.update(text.as_bytes());
    BASE64.encode(&mac.finalize().into_bytes())
}

fn signed(text: &str) -> String {
    hmac(&BASE64.decode(KEY.as_bytes()).expect("the key is Base64"), text)
}

/// The `Authorization` header of a request.
pub fn shared_key(method: &str, target: &str, headers: &Headers, wrong_key: bool) -> String {
    let header = |name: &str| headers.get(name).unwrap_or("");
    let length = if header("Content-Length") == "0" { "" } else { header("Content-Length") };
    let mut text = format!("{method}\n\n\n{length}\n\n{}\n\n\n\n\n\n\n", header("Content-Type"));
    let mut own = headers.iter().map(|(name, value)| (name.to_ascii_lowercase(), value)).collect::<Vec<_>>();
    own.retain(|(name, _)| name.starts_with("x-ms-"));
    own.sort();
    for (name, value) in own {
        writeln!(text, "{name}:{value}").expect("a string grows");
    }
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    write!(text, "/{ACCOUNT}{path}").expect("a string grows");
    let decoded = |raw: &str| percent_encoding::percent_decode_str(raw).decode_utf8_lossy().into_owned();
    let mut parameters = query.split('&').filter(|pair| !pair.is_empty()).collect::<Vec<_>>();
    parameters.sort_unstable();
    for pair in parameters {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        write!(text, "\n{}:{}", decoded(name).to_ascii_lowercase(), decoded(value)).expect("a string grows");
    }
    let signature = if wrong_key { hmac(b"not the key", &text) } else { signed(&text) };
    format!("SharedKey {ACCOUNT}:{signature}")
}

/// The query text of a shared access signature, if one is asked for.
pub fn sas(auth: &Auth, now: Timestamp) -> Option<String> {
    let text = |name: &str| auth.params.get(name).and_then(|value| value.as_str()).unwrap_or("").to_owned();
    // Seconds from now; a null leaves the field out, an absent one has its default.
    let time = |name: &str, default: Option<i64>| match auth.params.get(name) {
        None => default.map_or(String::new(), |secs| iso(now, secs)),
        Some(value) => value.as_i64().map_or(String::new(), |secs| iso(now, secs)),
    };
    let (sp, st, se) = (text("sp"), time("start", None), time("expiry", Some(3_600)));
    let or = |value: String, default: &str| if value.is_empty() { default.to_owned() } else { value };
    let version = or(text("version"), VERSION);
    let pairs = match auth.kind.as_str() {
        "queue-sas" => {
            let si = text("policy");
            let resource = format!("/queue/{ACCOUNT}/{}", text("queue"));
            let sig = signed(&[&sp, &st, &se, &resource, &si, "", "", &version].map(|field: &str| field.to_owned()).join("\n"));
            vec![("sv", version), ("st", st), ("se", se), ("sp", sp), ("si", si), ("sig", sig)]
        }
        "account-sas" => {
            let (ss, srt) = (or(text("ss"), "q"), or(text("srt"), "sco"));
            let sig = signed(&[ACCOUNT, &sp, &ss, &srt, &st, &se, "", "", &version, ""].join("\n"));
            vec![("sv", version), ("ss", ss), ("srt", srt), ("st", st), ("se", se), ("sp", sp), ("sig", sig)]
        }
        _ => return None,
    };
    let encode = |value: &str| percent_encoding::utf8_percent_encode(value, percent_encoding::NON_ALPHANUMERIC).to_string();
    let pairs = pairs.iter().filter(|(_, value)| !value.is_empty());
    Some(pairs.map(|(name, value)| format!("{name}={}", encode(value))).collect::<Vec<_>>().join("&"))
}

fn iso(now: Timestamp, secs: i64) -> String {
    let span = Span::from_secs(secs.unsigned_abs());
    let at = if secs < 0 { now - span } else { now + span };
    format!("{}Z", &date::iso8601(at)[..19])
}
