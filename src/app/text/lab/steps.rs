//! The steps of a judgement in words: what was looked at, and what was found.

use super::fields;
use playground::auth::rbac::AssignmentState;
use playground::auth::sas::ResourceType;
use playground::auth::trace::{Computed, Credential, DelegationKeyState, Origin, PolicyState, Weighed};
use playground::auth::{Check, KeyName, Outcome, Permission, Scope, Step};
use playground::time::{Span, Timestamp};
use playground::wire::Scheme;

/// A length of time in its largest unit.
pub fn span(span: Span) -> String {
    let secs = span.as_secs();
    let (n, unit) = match secs {
        0..60 => (secs, "second"),
        60..3_600 => (secs / 60, "minute"),
        3_600..86_400 => (secs / 3_600, "hour"),
        _ => (secs / 86_400, "day"),
    };
    let s = if n == 1 { "" } else { "s" };
    format!("{n} {unit}{s}")
}

/// The name of a row that stands for all fields of a SAS.
pub const FIELDS: &str = "Fields";

pub fn title(check: &Check) -> &'static str {
    match check {
        Check::Transport { .. } => "Transport",
        Check::Version { .. } => "Version",
        Check::Preflight => "Preflight",
        Check::Credentials { .. } => "One credential",
        Check::KeyAccess { .. } => "Key access",
        Check::Date { .. } => "Date",
        Check::AuthorizationHeader { .. } => "Authorization header",
        Check::Account { .. } => "Account",
        Check::RepeatedHeader { .. } => "Repeated header",
        Check::StringToSign(_) => "String-to-sign",
        Check::Signature { .. } => "Signature",
        Check::SasKind { .. } => "Kind of SAS",
        Check::SasField { .. } => FIELDS,
        Check::SasWindow { .. } => "Time",
        Check::SasInterval { .. } => "Longest life",
        Check::DelegationKeyWindow { .. } => "Life of the delegation key",
        Check::DelegationKey { .. } => "Delegation key",
        Check::StoredPolicy { .. } => "Stored access policy",
        Check::PolicyMerge { .. } => "Policy and URL together",
        Check::SourceIp { .. } => "Source address",
        Check::Protocol { .. } => "Protocol",
        Check::Service { .. } => "Service",
        Check::Reach { .. } => "Within reach",
        Check::ResourceType { .. } => "Resource type",
        Check::Permission { .. } => "Permission",
        Check::BoundUser { .. } => "Bound user",
        Check::Token { .. } => "Token",
        Check::TokenSignature => "Signature of the token",
        Check::TokenIssuer { .. } => "Issuer",
        Check::TokenAudience { .. } => "Audience",
        Check::TokenLifetime { .. } => "Lifetime",
        Check::Roles { .. } => "Roles",
        Check::Endpoint { .. } => "Endpoint",
        Check::Network { .. } => "Network",
    }
}

/// What was found, in one sentence.
pub fn finding(step: &Step) -> String {
    let passed = step.outcome != Outcome::Refused;
    match &step.check {
        Check::Transport { scheme: Scheme::Https, .. } => "It came over HTTPS.".into(),
        Check::Transport { .. } if passed => "It came over plain HTTP, which this account allows.".into(),
        Check::Transport { .. } => "It came over plain HTTP, and HTTPS is required.".into(),
        Check::Version { given: Some(given) } if passed => format!("x-ms-version {given} is known."),
        Check::Version { given: Some(given) } => format!("x-ms-version {given} is unknown, or older than this kind of credential."),
        Check::Version { given: None } => "No x-ms-version was sent.".into(),
        Check::Preflight => "A browser asks before it sends; that needs no credential.".into(),
        Check::Credentials { found } => credentials(found),
        Check::KeyAccess { allowed: true } => "The account accepts what its keys have signed.".into(),
        Check::KeyAccess { allowed: false } => "Key access is switched off: whatever a key has signed ends here.".into(),
        Check::Date { header, text, at, now } => date(header, text.is_some(), *at, *now, passed),
        Check::AuthorizationHeader { .. } if passed => "Account and signature can be read.".into(),
        Check::AuthorizationHeader { .. } => "It cannot be read as scheme, account and signature.".into(),
        Check::Account { in_header, .. } if passed => format!("The header names {in_header}, and so does the address."),
        Check::Account { in_header, addressed } => format!("The header names {in_header}, the address {addressed}."),
        Check::RepeatedHeader { name } => format!("{name} was sent twice."),
        Check::StringToSign(text) => {
            format!("From what arrived, the service writes the text that must have been signed: {} lines.", text.lines.len())
        }
        Check::Signature { computed, .. } => signature(computed),
        Check::SasKind { kind } => format!("The fields make it a {}.", fields::kind(*kind)),
        Check::SasField { field, finding, .. } => {
            fields::problem(*field, *finding).map_or_else(|| format!("{} can be read.", field.name()), |text| text + ".")
        }
        Check::SasWindow { start, expiry, now } => window(*start, *expiry, *now),
        Check::SasInterval { longest, .. } if passed => {
            format!("It lives no longer than the {} the account allows, or that is only logged.", span(*longest))
        }
        Check::SasInterval { longest, .. } => format!("The account allows {} and wants a start time.", span(*longest)),
        Check::DelegationKeyWindow { start, expiry, now } => window(Some(*start), Some(*expiry), *now),
        Check::DelegationKey { state } => delegation_key(*state).into(),
        Check::StoredPolicy { id, state } => policy(id, *state),
        Check::PolicyMerge { start, expiry, permissions } => merge([("start", *start), ("expiry", *expiry), ("permissions", *permissions)]),
        Check::SourceIp { allowed: None, source } => format!("It came from {source}; sip does not restrict that."),
        Check::SourceIp { allowed: Some(allowed), source } => format!("It came from {source}; sip allows {allowed}."),
        Check::Protocol { allowed, .. } if passed => match allowed {
            Some(allowed) => format!("spr allows {allowed}."),
            None => "No spr, so both protocols are allowed.".into(),
        },
        Check::Protocol { .. } => "spr allows HTTPS only, and it came over plain HTTP.".into(),
        Check::Service { services } if passed => format!("ss is {services}; q, for queues, is among it."),
        Check::Service { services } => format!("ss is {services}; q, for queues, is missing."),
        Check::Reach { kind } if passed => format!("A {} can reach this operation.", fields::kind(*kind)),
        Check::Reach { kind } => format!("A {} never reaches this operation, whatever its letters.", fields::kind(*kind)),
        Check::ResourceType { types, needed } => {
            format!("srt is {types}; this operation works on {}, letter {}.", level(*needed), needed.letter())
        }
        Check::Permission { letters, any_of } => permission(letters, any_of, passed),
        Check::BoundUser { .. } if passed => "The token that came along is that of the one user it is bound to.".into(),
        Check::BoundUser { .. } => "It is bound to one user, and that user's token did not come along.".into(),
        Check::Token { claims: Some(claims) } => format!("{} claims can be read.", claims.len()),
        Check::Token { claims: None } => "It cannot be read as a token.".into(),
        Check::TokenSignature if passed => "Signed by the directory; nothing in it was changed.".into(),
        Check::TokenSignature => "Not signed by the directory: something in it was changed.".into(),
        Check::TokenIssuer { .. } if passed => "It comes from the tenant this account trusts.".into(),
        Check::TokenIssuer { found, .. } => format!("It comes from {found}, which this account does not trust."),
        Check::TokenAudience { found } if passed => format!("It is meant for {found}."),
        Check::TokenAudience { found } => format!("It is meant for {found}, not for storage."),
        Check::TokenLifetime { not_before, expiry, now } => window(*not_before, *expiry, *now),
        Check::Roles { any_of_all, assignments, .. } => roles(any_of_all, assignments, passed),
        Check::Endpoint { secondary: false } => "The primary endpoint.".into(),
        Check::Endpoint { secondary: true } if passed => "The secondary endpoint, and this only reads.".into(),
        Check::Endpoint { secondary: true } => "The secondary endpoint can only be read.".into(),
        Check::Network { source } if passed => format!("The account's network rules let {source} through."),
        Check::Network { source } => format!("The account's network rules keep {source} out."),
    }
}

fn credentials(found: &[Credential]) -> String {
    let word = |credential: &Credential| match credential {
        Credential::AuthorizationHeader => "an Authorization header".to_owned(),
        Credential::Sas(kind) => format!("the signature of a {} in the query", fields::kind(*kind)),
    };
    match found {
        [] => "There is none, and queues have no anonymous access.".into(),
        [one] => format!("There is {}.", word(one)),
        several => format!("There are {}: {}.", several.len(), several.iter().map(word).collect::<Vec<_>>().join(" and ")),
    }
}

fn date(header: &str, sent: bool, at: Option<Timestamp>, now: Timestamp, passed: bool) -> String {
    match at {
        None if !sent => "Neither x-ms-date nor Date was sent.".into(),
        None => format!("{header} is no date of the form the service reads."),
        Some(at) if passed => format!("{header} is {} old; up to 15 minutes are accepted.", span(now.since(at))),
        Some(at) => format!("{header} is {} old; more than 15 minutes are not accepted.", span(now.since(at))),
    }
}

pub fn key(name: KeyName) -> &'static str {
    match name {
        KeyName::Key1 => "key1",
        KeyName::Key2 => "key2",
    }
}

fn signature(computed: &[Computed]) -> String {
    let word = |computed: &Computed| computed.key.map_or("the delegation key", key);
    match computed.iter().find(|computed| computed.matches) {
        Some(one) => format!("Over that text, {} makes the very signature that was sent.", word(one)),
        None => "Over that text, no key makes the signature that was sent: something signed was changed, or another key signed it.".into(),
    }
}

fn window(start: Option<Timestamp>, expiry: Option<Timestamp>, now: Timestamp) -> String {
    match (start, expiry) {
        (_, Some(expiry)) if expiry <= now => format!("It expired {} ago.", span(now.since(expiry))),
        (Some(start), _) if now < start => format!("It begins only in {}.", span(start.since(now))),
        (_, Some(expiry)) => format!("It is valid now, for {} more.", span(expiry.since(now))),
        (_, None) => "It names no expiry.".into(),
    }
}

const fn delegation_key(state: DelegationKeyState) -> &'static str {
    match state {
        DelegationKeyState::Issued => "The service has given out a delegation key with these fields.",
        DelegationKeyState::Unknown => "No delegation key with these fields was ever given out.",
        DelegationKeyState::Revoked => "The delegation keys of this account were revoked.",
    }
}

fn policy(id: &str, state: PolicyState) -> String {
    match state {
        PolicyState::Found => format!("The queue has the policy {id}."),
        PolicyState::NoQueue => "There is no such queue to have policies.".into(),
        PolicyState::Unknown => format!("The queue has no policy {id}: deleted, or spelt differently."),
        PolicyState::NotYetPropagated => format!("The policy {id} was set less than 30 seconds ago and has not arrived everywhere."),
    }
}

fn merge(parts: [(&str, Origin); 3]) -> String {
    let word = |origin| match origin {
        Origin::Url => "the URL",
        Origin::Policy => "the policy",
        Origin::Both => "both, which is not allowed",
        Origin::Neither => "neither",
    };
    let words: Vec<String> = parts.iter().map(|(name, origin)| format!("{name} from {}", word(*origin))).collect();
    words.join(", ") + "."
}

const fn level(kind: ResourceType) -> &'static str {
    match kind {
        ResourceType::Service => "the service",
        ResourceType::Container => "a queue",
        ResourceType::Object => "messages",
    }
}

fn permission(letters: &str, any_of: &str, passed: bool) -> String {
    let wanted = any_of.chars().map(String::from).collect::<Vec<_>>().join(" or ");
    if passed {
        format!("sp is {letters}; this operation wants {wanted}.")
    } else {
        format!("sp is {letters}; this operation wants {wanted}, which is missing.")
    }
}

/// The last words of a permission: `messages/read`.
pub fn permission_name(permission: Permission) -> &'static str {
    permission.as_str().strip_prefix("Microsoft.Storage/storageAccounts/queueServices/").unwrap_or(permission.as_str())
}

pub fn scope(scope: &Scope) -> String {
    match scope {
        Scope::ManagementGroup => "the management group".into(),
        Scope::Subscription => "the subscription".into(),
        Scope::ResourceGroup => "the resource group".into(),
        Scope::Account(account) => format!("the account {account}"),
        Scope::Queue { queue, .. } => format!("the queue {queue}"),
    }
}

pub const fn assignment_state(state: AssignmentState) -> &'static str {
    match state {
        AssignmentState::Effective => "in force",
        AssignmentState::NotYetPropagated => "not yet arrived",
        AssignmentState::Ended => "ended",
        AssignmentState::OtherScope => "for another scope",
    }
}

fn roles(wanted: &[&[Permission]], assignments: &[Weighed], passed: bool) -> String {
    let all = |list: &[Permission]| list.iter().map(|permission| permission_name(*permission)).collect::<Vec<_>>().join(" and ");
    let wanted = wanted.iter().map(|list| all(list)).collect::<Vec<_>>().join(", or ");
    let of = |held: &Weighed| format!("{} on {} ({})", held.role.definition().name, scope(&held.scope), assignment_state(held.state));
    if passed {
        let helps = |held: &&Weighed| held.state == AssignmentState::Effective && !held.grants.is_empty();
        let held = assignments.iter().find(helps).map(of).unwrap_or_default();
        return format!("Wanted: {wanted}. Granted by {held}.");
    }
    if assignments.is_empty() {
        return format!("Wanted: {wanted}. This principal has no role at all.");
    }
    let held: Vec<String> = assignments.iter().map(of).collect();
    format!("Wanted: {wanted}. Not granted by {}.", held.join("; "))
}

/// The signature that came with the request.
pub const fn sent() -> &'static str {
    "sent"
}

pub const fn delegation_key_name() -> &'static str {
    "delegation key"
}
