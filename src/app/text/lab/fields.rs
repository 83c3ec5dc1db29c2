//! The fields of a SAS in words: what each is, what its value says, and what is wrong with it.

use playground::auth::sas::{Field, Kind};
use playground::auth::trace::FieldFinding;
use playground::time::Timestamp;

pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Account => "account SAS",
        Kind::Service => "service SAS",
        Kind::UserDelegation => "user delegation SAS",
    }
}

/// The field's full name, as the documentation has it.
pub fn name(field: Field) -> &'static str {
    match field {
        Field::SignedVersion => "signed version",
        Field::SignedServices => "signed services",
        Field::SignedResourceTypes => "signed resource types",
        Field::SignedPermissions => "signed permissions",
        Field::SignedStart => "signed start",
        Field::SignedExpiry => "signed expiry",
        Field::SignedIdentifier => "signed identifier",
        Field::SignedIp => "signed IP",
        Field::SignedProtocol => "signed protocol",
        Field::SignedResource => "signed resource",
        Field::SignedKeyObjectId => "signed object id",
        Field::SignedKeyTenantId => "signed tenant id",
        Field::SignedKeyStart => "signed key start",
        Field::SignedKeyExpiry => "signed key expiry",
        Field::SignedKeyService => "signed key service",
        Field::SignedKeyVersion => "signed key version",
        Field::SignedKeyDelegatedUserTenantId => "tenant of the bound user",
        Field::SignedDelegatedUserObjectId => "bound user",
        Field::Signature => "signature",
    }
}

/// What the value says. `now` is the clock of the lab.
pub fn meaning(field: Field, value: &str, kind: Kind, now: Timestamp) -> String {
    match field {
        Field::SignedVersion => "which string-to-sign is used".into(),
        Field::SignedServices => letters(value, service_letter),
        Field::SignedResourceTypes => letters(value, type_letter),
        Field::SignedPermissions => letters(value, if kind == Kind::Account { account_letter } else { queue_letter }),
        Field::SignedStart => moment(value, now, "valid since", "valid in"),
        Field::SignedExpiry => moment(value, now, "expired", "expires in"),
        Field::SignedIdentifier => "names a stored access policy of the queue".into(),
        Field::SignedIp => "only from this address or range".into(),
        Field::SignedProtocol if value == "https" => "HTTPS only".into(),
        Field::SignedProtocol => "HTTPS and plain HTTP".into(),
        Field::SignedResource => "not signed for queues; ignored".into(),
        Field::SignedKeyObjectId => "who asked for the delegation key: their roles count".into(),
        Field::SignedKeyTenantId => "the tenant of that principal".into(),
        Field::SignedKeyStart => moment(value, now, "key valid since", "key valid in"),
        Field::SignedKeyExpiry => moment(value, now, "key expired", "key expires in"),
        Field::SignedKeyService => "the service the key is for; q is queues".into(),
        Field::SignedKeyVersion => "the version in which the key was asked for".into(),
        Field::SignedKeyDelegatedUserTenantId | Field::SignedDelegatedUserObjectId => "works only together with this user's token".into(),
        Field::Signature => "HMAC-SHA256 over all the others".into(),
    }
}

/// What is wrong with a field; `None` if nothing is.
pub fn problem(field: Field, finding: FieldFinding) -> Option<String> {
    let name = field.name();
    Some(match finding {
        FieldFinding::WellFormed => return None,
        FieldFinding::Missing => format!("{name} is missing, and this kind of SAS must have it"),
        FieldFinding::Empty => format!("{name} is there but empty: leave it out instead"),
        FieldFinding::WrongSize => format!("{name} does not decode to 32 bytes; a plus sign must be written as %2B"),
        FieldFinding::TooOld => format!("{name} is older than this kind of SAS"),
        FieldFinding::UnknownVersion => format!("{name} is a version the service has never published"),
        FieldFinding::NotWellFormed => match field {
            Field::SignedPermissions => "sp has letters that are unknown, repeated or out of order; the order is r a u p".into(),
            Field::SignedProtocol => "spr may be https or https,http; http alone is not allowed".into(),
            Field::SignedIp => "sip may be one IPv4 address or two with a hyphen; no CIDR, no IPv6".into(),
            Field::SignedStart | Field::SignedExpiry | Field::SignedKeyStart | Field::SignedKeyExpiry => {
                format!("{name} is no time the service reads; write 2026-11-27T09:30:00Z")
            }
            Field::Signature => "sig is no Base64; in a URL + / = are written %2B %2F %3D".into(),
            _ => format!("{name} cannot be read"),
        },
    })
}

fn letters(value: &str, word: fn(char) -> &'static str) -> String {
    let words: Vec<&str> = value.chars().map(word).collect();
    words.join(", ")
}

pub fn service_letter(letter: char) -> &'static str {
    match letter {
        'b' => "blobs",
        'q' => "queues",
        't' => "tables",
        'f' => "files",
        _ => "unknown letter",
    }
}

pub fn type_letter(letter: char) -> &'static str {
    match letter {
        's' => "the service",
        'c' => "queues",
        'o' => "messages",
        _ => "unknown letter",
    }
}

/// What a letter of a queue's SAS allows.
pub fn queue_letter(letter: char) -> &'static str {
    match letter {
        'r' => "read (peek, count)",
        'a' => "add",
        'u' => "update",
        'p' => "process (get and delete)",
        _ => "unknown letter",
    }
}

/// What a letter of an account SAS allows.
pub fn account_letter(letter: char) -> &'static str {
    match letter {
        'r' => "read",
        'w' => "write",
        'd' => "delete",
        'l' => "list",
        'a' => "add",
        'c' => "create",
        'u' => "update",
        'p' => "process",
        'x' | 'y' | 't' | 'f' | 'i' => "without effect on queues",
        _ => "unknown letter",
    }
}

fn moment(value: &str, now: Timestamp, past: &str, future: &str) -> String {
    match playground::wire::date::parse_iso8601(value) {
        None => "no time the service reads".into(),
        Some(at) if at <= now => format!("{past}: {} ago", super::steps::span(now.since(at))),
        Some(at) => format!("{future} {}", super::steps::span(at.since(now))),
    }
}

/// Nothing is wrong with any of them.
pub fn all_read(count: usize) -> String {
    format!("All {count} fields can be read.")
}

words! {
    field: &'static str = "Field",
    value: &'static str = "Value",
    meaning: &'static str = "Meaning",
}
