//! Bearer tokens of Microsoft Entra ID (Azure Active Directory): read, judged, and made for practice.
//!
//! A practice token has the form of a real one, a JSON Web Token with the claims that matter to storage. Only its signature is another: an
//! HMAC with the directory's key instead of RSA, so that the page needs no RSA and nobody mistakes the token for a real one.

use super::claims::{self, Value};
use super::decision::{Caller, Refusal};
use super::facts::Facts;
use super::rbac::{self, Directory, IdentityKind};
use super::trace::{Check, Trace};
use super::version;
use crate::base64;
use crate::engine::ErrorCode;
use crate::time::Timestamp;
use crate::wire::{Request, Scheme};

/// The audience all storage accounts accept.
pub const AUDIENCE: &str = "https://storage.azure.com/";
/// The application id of Azure Storage, accepted as audience too.
pub const AUDIENCE_ID: &str = "e406a681-f3d4-42a8-90b6-c2b029497af1";

/// What a practice token is to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenRequest<'a> {
    pub object_id: &'a str,
    /// Client application.
    pub app_id: &'a str,
    pub kind: IdentityKind,
    /// Usually [`AUDIENCE`].
    pub audience: &'a str,
    pub issued_at: Timestamp,
    pub expires_at: Timestamp,
}

/// The claims of a token that the service looks at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claims {
    pub audience: Box<str>,
    pub issuer: Box<str>,
    pub object_id: Box<str>,
    pub tenant: Box<str>,
    pub not_before: Option<Timestamp>,
    pub expiry: Option<Timestamp>,
}

/// Makes a practice token of this directory.
pub fn mint(directory: &Directory, token: &TokenRequest<'_>) -> String {
    let mut header = String::new();
    claims::push(&mut header, "typ", &Value::Text("JWT"));
    claims::push(&mut header, "alg", &Value::Text("HS256"));
    claims::push(&mut header, "kid", &Value::Text("practice"));
    header.push('}');
    let issuer = issuer(&directory.tenant);
    let (issued, expires) = (token.issued_at.as_secs(), token.expires_at.as_secs());
    let idtyp = match token.kind {
        IdentityKind::User | IdentityKind::Group => "user",
        IdentityKind::ServicePrincipal | IdentityKind::ManagedIdentity => "app",
    };
    let mut payload = String::new();
    for (name, value) in [
        ("aud", Value::Text(token.audience)),
        ("iss", Value::Text(&issuer)),
        ("iat", Value::Number(issued)),
        ("nbf", Value::Number(issued)),
        ("exp", Value::Number(expires)),
        ("oid", Value::Text(token.object_id)),
        ("sub", Value::Text(token.object_id)),
        ("tid", Value::Text(&directory.tenant)),
        ("appid", Value::Text(token.app_id)),
        ("idtyp", Value::Text(idtyp)),
        ("ver", Value::Text("1.0")),
    ] {
        claims::push(&mut payload, name, &value);
    }
    if idtyp == "user" {
        claims::push(&mut payload, "scp", &Value::Text("user_impersonation"));
    }
    payload.push('}');
    let mut text = base64::encode_url(header.as_bytes());
    text.push('.');
    text.push_str(&base64::encode_url(payload.as_bytes()));
    sign(directory, &text)
}

/// Appends the practice signature to the first two parts of a token.
pub fn sign(directory: &Directory, header_and_payload: &str) -> String {
    let signature = directory.signing.sign(header_and_payload);
    format!("{header_and_payload}.{}", base64::encode_url(&signature))
}

/// The claims of a token in the order they stand in it, believed or not. `None` if it is no token.
pub fn decode(token: &str) -> Option<Vec<(Box<str>, Box<str>)>> {
    let (signed, _) = token.rsplit_once('.')?;
    let (_, payload) = signed.split_once('.')?;
    let bytes = base64::decode_url(payload)?;
    claims::read(std::str::from_utf8(&bytes).ok()?)
}

/// Judges a request that brings a token and nothing else.
pub(super) fn judge_bearer(
    facts: &Facts<'_>,
    request: &Request,
    token: &str,
    now: Timestamp,
    trace: &mut Trace,
) -> Result<Caller, Refusal> {
    let claims = judge(facts, request, token, &facts.access.directory.tenant, now, trace)?;
    match rbac::judge(facts, &claims.object_id, now, trace) {
        Some(role) => Ok(Caller::Bearer { object_id: claims.object_id, role }),
        None => Err(Refusal::new(ErrorCode::AuthorizationPermissionMismatch)),
    }
}

/// Judges the token alone: transport and version, signature, issuer, audience, lifetime. `tenant` is the one it must come from.
pub(super) fn judge(
    facts: &Facts<'_>,
    request: &Request,
    token: &str,
    tenant: &str,
    now: Timestamp,
    trace: &mut Trace,
) -> Result<Claims, Refusal> {
    let secure = request.scheme == Scheme::Https;
    if !trace.judge(secure, || Check::Transport { scheme: request.scheme, https_only: true }) {
        return Err(Refusal::new(ErrorCode::AuthenticationFailed));
    }
    let given = request.headers.get("x-ms-version");
    let supported = given.is_some_and(|given| given >= version::BEARER);
    if !trace.judge(supported, || Check::Version { given: given.map(Into::into) }) {
        return Err(Refusal::failed("Authentication scheme Bearer is not supported in this version."));
    }
    let directory = &facts.access.directory;
    let unusable = |detail| Refusal::challenge(ErrorCode::InvalidAuthenticationInfo, &directory.tenant, detail);
    let raw = decode(token);
    trace.judge(raw.is_some(), || Check::Token { claims: raw.clone() });
    let claims = Claims::from_raw(&raw.ok_or_else(|| unusable(None))?);
    if !trace.judge(signature_matches(directory, token), || Check::TokenSignature) {
        return Err(unusable(Some("Signature validation failed. Signature key not found.")));
    }
    let expected = issuer(tenant);
    if !trace.judge(*claims.issuer == *expected, || Check::TokenIssuer { found: claims.issuer.clone(), expected: expected.as_str().into() })
    {
        return Err(unusable(Some("Issuer validation failed. Issuer did not match.")));
    }
    let audience = accepts(&claims.audience, facts.account);
    if !trace.judge(audience, || Check::TokenAudience { found: claims.audience.clone() }) {
        return Err(unusable(Some("Audience validation failed. Audience did not match.")));
    }
    let (not_before, expiry) = (claims.not_before, claims.expiry);
    let expired = expiry.is_none_or(|expiry| expiry <= now);
    let alive = !expired && not_before.is_none_or(|not_before| not_before <= now);
    if !trace.judge(alive, || Check::TokenLifetime { not_before, expiry, now }) {
        let detail = if expired { "Lifetime validation failed. The token is expired." } else { "Lifetime validation failed." };
        return Err(unusable(Some(detail)));
    }
    Ok(claims)
}

impl Claims {
    fn from_raw(raw: &[(Box<str>, Box<str>)]) -> Self {
        let text = |name: &str| raw.iter().find(|(n, _)| **n == *name).map(|(_, value)| &**value);
        let time = |name| text(name)?.parse::<u64>().ok()?.checked_mul(1_000_000).map(Timestamp::from_micros);
        let owned = |name| text(name).unwrap_or("").into();
        Self {
            audience: owned("aud"),
            issuer: owned("iss"),
            object_id: owned("oid"),
            tenant: owned("tid"),
            not_before: time("nbf"),
            expiry: time("exp"),
        }
    }
}

fn signature_matches(directory: &Directory, token: &str) -> bool {
    token.rsplit_once('.').is_some_and(|(signed, signature)| {
        base64::decode_url(signature).is_some_and(|signature| directory.signing.verify(signed, &signature))
    })
}

/// Storage tokens carry the issuer of the first version of Entra's endpoints.
fn issuer(tenant: &str) -> String {
    format!("https://sts.windows.net/{tenant}/")
}

/// All of storage, or this account alone.
fn accepts(audience: &str, account: &str) -> bool {
    let bare = audience.strip_suffix('/').unwrap_or(audience);
    let host = bare.strip_prefix("https://").unwrap_or("");
    audience == AUDIENCE_ID || host == "storage.azure.com" || host.strip_suffix(".queue.core.windows.net") == Some(account)
}
