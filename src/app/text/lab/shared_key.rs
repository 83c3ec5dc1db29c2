//! The Shared Key workbench.

use playground::auth::KeyName;
use playground::auth::trace::Source;
use playground::lab::Act;

words! {
    lead: &'static str = "Shared Key signs nearly the whole request. Service and client each write the same text from it, line by line, and compare what a \
        key makes of that text. Point at a part to see the line it enters.",
    title: &'static str = "The request, and the text that is signed",
    parts: &'static str = "The request",
    lines: &'static str = "String-to-sign",
    unsigned: &'static str = "not signed",
    in_line: fn(usize) -> String = |line| format!("line {line}"),
    line: &'static str = "Line",
    empty: &'static str = "empty",
    changed: &'static str = "changed",
    edit: &'static str = "Change anything",
    edit_hint: &'static str = "The request as text. Change one byte and watch which line becomes another; Content-Length follows the body by itself.",
    bad_line: fn(usize) -> String = |line| format!("Line {line} is no line of a request."),
    signed_before: &'static str = "signature sent",
    now_key1: &'static str = "key1 makes now",
    now_key2: &'static str = "key2 makes now",
    same: &'static str = "the same",
    another: &'static str = "another",
    send: &'static str = "Send with the old signature",
    sign_again: &'static str = "Sign again with key1",
    reset: &'static str = "Undo the changes",
    rotation: &'static str = "Two keys, so that one can be replaced",
    rotation_lead: &'static str = "Two programs of this account work with key1, and send six requests after everything you do. Give both keys new values \
        without a single failed request.",
    client: fn(&str, &str) -> String = |client, key| format!("{client} works with {key}"),
    answered: &'static str = "answered",
    failed: &'static str = "failed",
    done_well: &'static str = "Both keys are new, and nobody noticed. That is what the second key is for.",
    done_badly: &'static str = "Both keys are new, and some requests failed: a key was regenerated while programs still used it. Begin again, and move them \
        first.",
    begin_again: &'static str = "Begin again",
    last_failure: &'static str = "The last request that failed",
    fingerprint: fn(&str, &str) -> String = |key, start| format!("{key} {start}\u{2026}"),
}

pub fn act(act: Act) -> String {
    match act {
        Act::Move(to) => format!("Give the programs {}", key(to)),
        Act::Regenerate(name) => format!("Regenerate {}", key(name)),
    }
}

pub fn key(name: KeyName) -> &'static str {
    super::steps::key(name)
}

/// Where a line of a string-to-sign comes from.
pub fn origin(source: &Source) -> String {
    match source {
        Source::Method => "method".into(),
        Source::Header(name) => (*name).into(),
        Source::DateGivenWay => "Date (x-ms-date is there instead)".into(),
        Source::MsHeader(name) => name.to_string(),
        Source::Resource => "account and path".into(),
        Source::Query(name) => format!("parameter {name}"),
        Source::Account => "account".into(),
        Source::Field(field) => field.name().into(),
        Source::EncryptionScope => "encryption scope".into(),
    }
}
