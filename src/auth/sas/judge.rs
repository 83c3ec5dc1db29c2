//! Judges a request that brings a SAS: form, window, signature, stored policy, address, protocol, service, reach, type, letter, and for
//! a user delegation SAS the rights of whoever signed it.
//!
//! A wrong signature is always "I do not know you" (`AuthenticationFailed`); a right one with too little in it is "I know what you hold,
//! and it is not enough" (`Authorization...`).

use super::fields::{Field, Fields, Kind};
use super::form::{self, Read};
use super::{Resource, reach, text, window};
use crate::auth::decision::{Caller, Extra, Refusal};
use crate::auth::facts::{DelegationFields, Facts, IpRange, Policies};
use crate::auth::key::{Key, KeyName};
use crate::auth::text::Draft;
use crate::auth::token;
use crate::auth::trace::{Check, DelegationKeyState, Origin, PolicyState, Trace};
use crate::auth::{rbac, shared_key, version};
use crate::engine::{ErrorCode, SignedIdentifier};
use crate::time::{Span, Timestamp};
use crate::wire::{Request, Scheme};
use std::borrow::Cow;

/// For so long after Set Queue ACL a SAS that names a policy is refused (page "Define a stored access policy").
pub const POLICY_PROPAGATION: Span = Span::from_secs(30);

/// Judges the SAS of a request; `bearer` is the token that came with it.
pub fn judge(
    facts: &Facts<'_>,
    request: &Request,
    fields: &Fields<'_>,
    bearer: Option<&str>,
    now: Timestamp,
    trace: &mut Trace,
) -> Result<Caller, Refusal> {
    let kind = fields.kind();
    trace.note(|| Check::SasKind { kind });
    let read = form::read(fields, trace)?;
    window::in_url(read.start, read.expiry, now, trace)?;
    match kind {
        Kind::Account => {
            let key = signed_by_account(facts, fields, &read, trace)?;
            keeps_policy(facts, read.start, read.expiry, trace)?;
            origin(request, fields, trace)?;
            account_rights(facts, fields, trace)?;
            Ok(Caller::AccountSas { key })
        }
        Kind::Service => {
            if fields.get(Field::SignedIdentifier).is_none() {
                complete(read.expiry.is_some(), fields.get(Field::SignedPermissions).is_some())?;
            }
            let key = signed_by_account(facts, fields, &read, trace)?;
            let granted = with_policy(facts, fields, &read, now, trace)?;
            keeps_policy(facts, granted.start, granted.expiry, trace)?;
            origin(request, fields, trace)?;
            queue_rights(facts, kind, &granted.permissions, trace)?;
            Ok(Caller::ServiceSas { key, policy: fields.get(Field::SignedIdentifier).map(Into::into) })
        }
        Kind::UserDelegation => {
            delegation_key_window(fields, now, trace)?;
            signed_by_delegation_key(facts, fields, &read, trace)?;
            bound_user(facts, request, fields, bearer, now, trace)?;
            keeps_policy(facts, read.start, read.expiry, trace)?;
            origin(request, fields, trace)?;
            queue_rights(facts, kind, fields.text(Field::SignedPermissions), trace)?;
            let signer = fields.text(Field::SignedKeyObjectId);
            let role = rbac::judge(facts, signer, now, trace).ok_or_else(|| Refusal::new(ErrorCode::AuthorizationPermissionMismatch))?;
            let bound_to = fields.get(Field::SignedDelegatedUserObjectId).map(Into::into);
            Ok(Caller::UserDelegationSas { signer: signer.into(), role, bound_to })
        }
    }
}

fn resource<'a>(facts: &Facts<'a>) -> Resource<'a> {
    Resource { account: facts.account, queue: facts.queue.unwrap_or("") }
}

fn mismatch(draft: &Draft) -> Refusal {
    Refusal::failed(format!("Signature did not match. String to sign used was {}", draft.text()))
}

fn signed_by_account(facts: &Facts<'_>, fields: &Fields<'_>, read: &Read, trace: &mut Trace) -> Result<KeyName, Refusal> {
    let draft = text::draft(fields, resource(facts), Draft::new(trace));
    draft.note(trace);
    let given = fields.text(Field::Signature);
    shared_key::which_key(&facts.access.keys, draft.text(), given, &read.signature, trace).ok_or_else(|| mismatch(&draft))
}

fn signed_by_delegation_key(facts: &Facts<'_>, fields: &Fields<'_>, read: &Read, trace: &mut Trace) -> Result<(), Refusal> {
    let draft = text::draft(fields, resource(facts), Draft::new(trace));
    draft.note(trace);
    let (state, key) = delegation_key(facts, fields);
    trace.judge(state == DelegationKeyState::Issued, || Check::DelegationKey { state });
    let Some(key) = key.filter(|_| state == DelegationKeyState::Issued) else { return Err(mismatch(&draft)) };
    let matches = key.verify(draft.text(), &read.signature);
    trace.judge(matches, || Check::Signature {
        given: fields.text(Field::Signature).into(),
        computed: vec![shared_key::computed(None, &key.sign(draft.text()), &read.signature)],
    });
    if matches { Ok(()) } else { Err(mismatch(&draft)) }
}

/// The service derives the key from these very fields; fields nobody was given a key for lead to no key at all.
fn delegation_key<'a>(facts: &Facts<'a>, fields: &Fields<'_>) -> (DelegationKeyState, Option<&'a Key>) {
    let access = facts.access;
    let same = |issued: &DelegationFields| {
        *issued.object_id == *fields.text(Field::SignedKeyObjectId)
            && *issued.tenant == *fields.text(Field::SignedKeyTenantId)
            && *issued.start == *fields.text(Field::SignedKeyStart)
            && *issued.expiry == *fields.text(Field::SignedKeyExpiry)
            && *issued.service == *fields.text(Field::SignedKeyService)
            && *issued.version == *fields.text(Field::SignedKeyVersion)
            && *issued.user_tenant == *fields.text(Field::SignedKeyDelegatedUserTenantId)
    };
    let Some(issued) = access.delegation_keys.iter().find(|key| same(&key.fields)) else {
        return (DelegationKeyState::Unknown, None);
    };
    let start = form::time(fields, Field::SignedKeyStart);
    let revoked = access.delegation_keys_revoked_at.is_some_and(|revoked_at| start.is_none_or(|start| start < revoked_at));
    (if revoked { DelegationKeyState::Revoked } else { DelegationKeyState::Issued }, Some(&issued.value))
}

fn delegation_key_window(fields: &Fields<'_>, now: Timestamp, trace: &mut Trace) -> Result<(), Refusal> {
    match form::time(fields, Field::SignedKeyStart).zip(form::time(fields, Field::SignedKeyExpiry)) {
        Some((start, expiry)) => window::of_key(start, expiry, now, trace),
        None => Err(Refusal::failed("Signature fields not well formed.")),
    }
}

/// A SAS bound to one user travels with that user's own token. No role of that user is asked for.
fn bound_user(
    facts: &Facts<'_>,
    request: &Request,
    fields: &Fields<'_>,
    bearer: Option<&str>,
    now: Timestamp,
    trace: &mut Trace,
) -> Result<(), Refusal> {
    let Some(expected) = fields.get(Field::SignedDelegatedUserObjectId) else { return Ok(()) };
    let tenant = fields.get(Field::SignedKeyDelegatedUserTenantId);
    let foreign = tenant.is_some_and(|tenant| *tenant != *facts.access.directory.tenant);
    let home = tenant.unwrap_or(&facts.access.directory.tenant);
    let claims = match bearer {
        Some(text) => token::judge(facts, request, text, home, now, trace).ok(),
        None => None,
    };
    let permitted = !foreign || facts.access.settings.cross_tenant_delegation;
    let same = permitted && claims.as_ref().is_some_and(|claims| *claims.object_id == *expected && *claims.tenant == *home);
    let passed = trace.judge(same, || Check::BoundUser {
        expected: expected.into(),
        tenant: tenant.map(Into::into),
        found: claims.as_ref().map(|claims| claims.object_id.clone()),
    });
    if passed { Ok(()) } else { Err(Refusal::new(ErrorCode::AuthenticationFailed)) }
}

/// What a service SAS grants after its stored access policy has been laid beside it.
struct Granted<'a> {
    start: Option<Timestamp>,
    expiry: Option<Timestamp>,
    permissions: Cow<'a, str>,
}

fn with_policy<'a>(
    facts: &Facts<'a>,
    fields: &'a Fields<'_>,
    read: &Read,
    now: Timestamp,
    trace: &mut Trace,
) -> Result<Granted<'a>, Refusal> {
    let letters = fields.get(Field::SignedPermissions);
    let Some(id) = fields.get(Field::SignedIdentifier) else {
        return Ok(Granted { start: read.start, expiry: read.expiry, permissions: letters.unwrap_or("").into() });
    };
    let policy = &stored_policy(facts.policies, id, now, trace)?.policy;
    let origins = [
        origin_of(read.start.is_some(), policy.start.is_some()),
        origin_of(read.expiry.is_some(), policy.expiry.is_some()),
        origin_of(letters.is_some(), policy.permission.is_some()),
    ];
    let [start, expiry, permissions] = origins;
    let whole = !origins.contains(&Origin::Both) && expiry != Origin::Neither && permissions != Origin::Neither;
    trace.judge(whole, || Check::PolicyMerge { start, expiry, permissions });
    if origins.contains(&Origin::Both) {
        return Err(Refusal::failed("Access policy fields can be associated with signature or SAS identifier but not both"));
    }
    complete(expiry != Origin::Neither, permissions != Origin::Neither)?;
    let granted = Granted {
        start: read.start.or(policy.start),
        expiry: read.expiry.or(policy.expiry),
        permissions: letters.or(policy.permission.as_deref()).unwrap_or("").into(),
    };
    if let Some(end) = granted.expiry {
        window::merged(granted.start, start, end, now, trace)?;
    }
    Ok(granted)
}

fn origin_of(in_url: bool, in_policy: bool) -> Origin {
    match (in_url, in_policy) {
        (true, true) => Origin::Both,
        (true, false) => Origin::Url,
        (false, true) => Origin::Policy,
        (false, false) => Origin::Neither,
    }
}

fn stored_policy<'a>(policies: Option<Policies<'a>>, id: &str, now: Timestamp, trace: &mut Trace) -> Result<&'a SignedIdentifier, Refusal> {
    let found = policies.and_then(|policies| policies.list.iter().find(|policy| *policy.id == *id));
    let state = match (policies, found) {
        (None, _) => PolicyState::NoQueue,
        (Some(_), None) => PolicyState::Unknown,
        (Some(policies), Some(_)) if now < policies.set_at + POLICY_PROPAGATION => PolicyState::NotYetPropagated,
        (Some(_), Some(_)) => PolicyState::Found,
    };
    trace.judge(state == PolicyState::Found, || Check::StoredPolicy { id: id.into(), state });
    match (state, found) {
        (PolicyState::Found, Some(policy)) => Ok(policy),
        (PolicyState::NoQueue, _) => Err(Refusal::failed("Error locating SAS identifier")),
        _ => Err(Refusal::failed("SAS identifier cannot be found for specified signed identifier")),
    }
}

fn complete(has_expiry: bool, has_permissions: bool) -> Result<(), Refusal> {
    if !has_expiry {
        Err(Refusal::failed("Signed expiry must be specified in signature or SAS identifier"))
    } else if !has_permissions {
        Err(Refusal::failed("Signed permission must be specified in signature or SAS identifier"))
    } else {
        Ok(())
    }
}

/// Accounts may limit how long a SAS lives. The code of this refusal has not been observed.
fn keeps_policy(facts: &Facts<'_>, start: Option<Timestamp>, expiry: Option<Timestamp>, trace: &mut Trace) -> Result<(), Refusal> {
    match facts.access.settings.sas_policy {
        Some(policy) if !window::within_policy(policy, start, expiry, trace) => Err(Refusal::new(ErrorCode::AuthorizationFailure)),
        Some(_) | None => Ok(()),
    }
}

/// From where and over what the request came.
fn origin(request: &Request, fields: &Fields<'_>, trace: &mut Trace) -> Result<(), Refusal> {
    // Fields this version of SAS does not sign have no say either.
    let signed = fields.kind() != Kind::Service || fields.text(Field::SignedVersion) >= version::ACCOUNT_SAS;
    let field = |field| fields.get(field).filter(|_| signed);
    let source = &request.source_ip;
    let allowed = field(Field::SignedIp);
    let inside = allowed.is_none_or(|allowed| IpRange::parse(allowed).is_some_and(|range| range.contains(source)));
    if !trace.judge(inside, || Check::SourceIp { allowed: allowed.map(Into::into), source: source.clone() }) {
        let extra = Some(Extra::SourceIp(source.clone()));
        return Err(Refusal { extra, ..Refusal::new(ErrorCode::AuthorizationSourceIPMismatch) });
    }
    let allowed = field(Field::SignedProtocol);
    let fits = allowed != Some("https") || request.scheme == Scheme::Https;
    if !trace.judge(fits, || Check::Protocol { allowed: allowed.map(Into::into), scheme: request.scheme }) {
        return Err(Refusal::new(ErrorCode::AuthorizationProtocolMismatch));
    }
    Ok(())
}

fn account_rights(facts: &Facts<'_>, fields: &Fields<'_>, trace: &mut Trace) -> Result<(), Refusal> {
    let services = fields.text(Field::SignedServices);
    if !trace.judge(services.contains('q'), || Check::Service { services: services.into() }) {
        return Err(Refusal::new(ErrorCode::AuthorizationServiceMismatch));
    }
    let reached = reach::account_sas(facts.operation);
    trace.judge(reached.is_some(), || Check::Reach { kind: Kind::Account });
    let (needed, any_of) = reached.ok_or_else(|| Refusal::new(ErrorCode::AuthorizationFailure))?;
    let types = fields.text(Field::SignedResourceTypes);
    if !trace.judge(types.contains(needed.letter()), || Check::ResourceType { types: types.into(), needed }) {
        return Err(Refusal::new(ErrorCode::AuthorizationResourceTypeMismatch));
    }
    letter(fields.text(Field::SignedPermissions), any_of, trace)
}

fn queue_rights(facts: &Facts<'_>, kind: Kind, permissions: &str, trace: &mut Trace) -> Result<(), Refusal> {
    let reached = reach::service_sas(facts.operation);
    trace.judge(reached.is_some(), || Check::Reach { kind });
    letter(permissions, reached.ok_or_else(|| Refusal::new(ErrorCode::AuthorizationFailure))?, trace)
}

fn letter(letters: &str, any_of: &'static str, trace: &mut Trace) -> Result<(), Refusal> {
    let granted = any_of.chars().any(|letter| letters.contains(letter));
    if trace.judge(granted, || Check::Permission { letters: letters.into(), any_of }) {
        Ok(())
    } else {
        Err(Refusal::new(ErrorCode::AuthorizationPermissionMismatch))
    }
}
