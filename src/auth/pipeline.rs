//! The order of judgement, from transport to firewall. Answering and explaining run the same code.

use super::decision::{Caller, Decision, Refusal, Verdict};
use super::facts::{Asked, Endpoint, Facts, Network};
use super::sas::{self, Field, Fields, Kind};
use super::shared_key::{self, Scheme};
use super::trace::{Check, Credential, Trace};
use super::{token, version};
use crate::engine::{ErrorCode, OperationName};
use crate::time::Timestamp;
use crate::wire::{self, Request};

/// Whether the request may run, as the service would answer it. The steps are left out.
pub fn authorize(facts: &Facts<'_>, request: &Request, now: Timestamp) -> Decision {
    decide(facts, request, now, Trace::off())
}

/// The same decision with every step that led to it.
pub fn explain(facts: &Facts<'_>, request: &Request, now: Timestamp) -> Decision {
    decide(facts, request, now, Trace::on())
}

fn decide(facts: &Facts<'_>, request: &Request, now: Timestamp, mut trace: Trace) -> Decision {
    let verdict = match run(facts, request, now, &mut trace) {
        Ok(caller) => Verdict::Allowed(caller),
        Err(refusal) => Verdict::Refused(refusal),
    };
    Decision { verdict, steps: trace.into_steps() }
}

fn run(facts: &Facts<'_>, request: &Request, now: Timestamp, trace: &mut Trace) -> Result<Caller, Refusal> {
    let settings = &facts.access.settings;
    let secure = request.scheme == wire::Scheme::Https || !settings.https_only;
    if !trace.judge(secure, || Check::Transport { scheme: request.scheme, https_only: settings.https_only }) {
        return Err(Refusal::new(ErrorCode::AccountRequiresHttps));
    }
    let given = request.headers.get("x-ms-version");
    if !trace.judge(given.is_none_or(version::known), || Check::Version { given: given.map(Into::into) }) {
        return Err(Refusal::new(ErrorCode::InvalidHeaderValue));
    }
    if facts.operation == Asked::Operation(OperationName::PreflightRequest) {
        trace.note(|| Check::Preflight);
        return Ok(Caller::Anonymous);
    }
    let caller = credential(facts, request, now, trace)?;
    endpoint(facts, trace)?;
    network(facts, request, trace)?;
    Ok(caller)
}

/// Finds the one credential of the request and judges it.
fn credential(facts: &Facts<'_>, request: &Request, now: Timestamp, trace: &mut Trace) -> Result<Caller, Refusal> {
    let header = request.headers.get("authorization");
    let fields = Fields::present_in(request.query()).then(|| Fields::read(request.query()));
    let bearer = header.and_then(|header| after_scheme(header, "Bearer"));
    let bound = fields.as_ref().is_some_and(|fields| fields.get(Field::SignedDelegatedUserObjectId).is_some());
    let one = match (header, &fields) {
        (None, None) => false,
        (Some(_), Some(_)) => bound && bearer.is_some(),
        (Some(_), None) | (None, Some(_)) => true,
    };
    trace.judge(one, || Check::Credentials {
        found: header
            .map(|_| Credential::AuthorizationHeader)
            .into_iter()
            .chain(fields.as_ref().map(|f| Credential::Sas(f.kind())))
            .collect(),
    });
    match (header, fields) {
        (None, None) => Err(nobody(facts, request)),
        (Some(_), Some(_)) if !one => Err(Refusal::new(ErrorCode::InvalidAuthenticationInfo)),
        (_, Some(fields)) => {
            if fields.kind() != Kind::UserDelegation {
                key_access(facts, trace)?;
            }
            sas::judge(facts, request, &fields, bearer, now, trace)
        }
        (Some(header), None) => authorization_header(facts, request, header, now, trace),
    }
}

fn authorization_header(facts: &Facts<'_>, request: &Request, header: &str, now: Timestamp, trace: &mut Trace) -> Result<Caller, Refusal> {
    if let Some(token) = after_scheme(header, "Bearer") {
        return token::judge_bearer(facts, request, token, now, trace);
    }
    for scheme in [Scheme::SharedKey, Scheme::SharedKeyLite] {
        if let Some(rest) = after_scheme(header, scheme.as_str()) {
            key_access(facts, trace)?;
            let caller = shared_key::judge(facts, request, scheme, rest, now, trace)?;
            // Nobody but an identity can ask for a key in its own name.
            return match facts.operation {
                Asked::UserDelegationKey => Err(Refusal::failed("Only authentication scheme Bearer is supported")),
                Asked::Operation(_) => Ok(caller),
            };
        }
    }
    trace.judge(false, || Check::AuthorizationHeader { text: header.into() });
    Err(match header.trim().split_once(' ') {
        Some((scheme, _)) => Refusal::failed(format!("Authentication scheme {scheme} is not supported.")),
        None => Refusal::new(ErrorCode::InvalidAuthenticationInfo),
    })
}

/// What follows the name of an authentication scheme, compared without case as HTTP has it.
fn after_scheme<'a>(header: &'a str, scheme: &str) -> Option<&'a str> {
    let header = header.trim_ascii();
    let (name, rest) = header.split_at_checked(scheme.len())?;
    let rest = rest.strip_prefix(' ')?;
    name.eq_ignore_ascii_case(scheme).then(|| rest.trim_ascii_start())
}

/// No credential at all: newer versions say where to get one, older ones act as if nothing were there. Which answer a request without a
/// version gets has not been observed; it counts as old.
fn nobody(facts: &Facts<'_>, request: &Request) -> Refusal {
    let given = request.headers.get("x-ms-version");
    if given.is_some_and(|given| given >= version::CHALLENGE) {
        Refusal::challenge(ErrorCode::NoAuthenticationInformation, &facts.access.directory.tenant, None)
    } else {
        Refusal::new(ErrorCode::ResourceNotFound)
    }
}

/// Everything that hangs on an account key can be switched off.
fn key_access(facts: &Facts<'_>, trace: &mut Trace) -> Result<(), Refusal> {
    let allowed = facts.access.settings.shared_key_allowed;
    if trace.judge(allowed, || Check::KeyAccess { allowed }) {
        Ok(())
    } else {
        Err(Refusal::new(ErrorCode::KeyBasedAuthenticationNotPermitted))
    }
}

fn endpoint(facts: &Facts<'_>, trace: &mut Trace) -> Result<(), Refusal> {
    let secondary = facts.endpoint == Endpoint::Secondary;
    if trace.judge(!secondary || only_reads(facts.operation), || Check::Endpoint { secondary }) {
        Ok(())
    } else {
        Err(Refusal::new(ErrorCode::InsufficientAccountPermissions))
    }
}

const fn only_reads(asked: Asked) -> bool {
    let Asked::Operation(name) = asked else { return false };
    match name {
        OperationName::ListQueues
        | OperationName::GetServiceProperties
        | OperationName::GetServiceStats
        | OperationName::PreflightRequest
        | OperationName::GetQueueMetadata
        | OperationName::GetQueueAcl
        | OperationName::PeekMessages => true,
        OperationName::SetServiceProperties
        | OperationName::CreateQueue
        | OperationName::DeleteQueue
        | OperationName::SetQueueMetadata
        | OperationName::SetQueueAcl
        | OperationName::PutMessage
        | OperationName::GetMessages
        | OperationName::DeleteMessage
        | OperationName::ClearMessages
        | OperationName::UpdateMessage => false,
    }
}

/// The firewall is judged for every credential, also for a perfect one.
fn network(facts: &Facts<'_>, request: &Request, trace: &mut Trace) -> Result<(), Refusal> {
    let inside = match &facts.access.settings.network {
        Network::Open => true,
        Network::Only(ranges) => ranges.iter().any(|range| range.contains(&request.source_ip)),
    };
    if trace.judge(inside, || Check::Network { source: request.source_ip.clone() }) {
        Ok(())
    } else {
        Err(Refusal::new(ErrorCode::AuthorizationFailure))
    }
}
