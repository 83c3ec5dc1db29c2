//! Whether the fields of a SAS can be read at all, before anything is believed.

use super::fields::{Field, Fields, Kind};
use crate::auth::decision::Refusal;
use crate::auth::facts::IpRange;
use crate::auth::trace::{Check, FieldFinding, Trace};
use crate::auth::version;
use crate::base64;
use crate::engine::ErrorCode;
use crate::time::Timestamp;
use crate::wire::date;

const SERVICE_LETTERS: &str = "raup";
const ACCOUNT_LETTERS: &str = "rwdxylacuptfi";
const SIGNATURE_SIZE: usize = 32;

/// What the later checks need of fields that were found well formed.
#[derive(Debug)]
pub struct Read {
    pub start: Option<Timestamp>,
    pub expiry: Option<Timestamp>,
    pub signature: Vec<u8>,
}

/// What there is to say about each field of a SAS, without believing or refusing anything: for whoever holds a token and wants to read it.
/// Fields that mean nothing to this kind of SAS are passed over.
pub fn examine_all(fields: &Fields<'_>) -> Vec<(Field, FieldFinding)> {
    let kind = fields.kind();
    Field::ALL.into_iter().filter_map(|field| Some((field, examine(field, fields, kind)?))).collect()
}

/// Examines every field and refuses for the first that is wrong.
pub fn read(fields: &Fields<'_>, trace: &mut Trace) -> Result<Read, Refusal> {
    let kind = fields.kind();
    let mut refusal = None;
    for field in Field::ALL {
        let Some(finding) = examine(field, fields, kind) else { continue };
        let well_formed = finding == FieldFinding::WellFormed;
        trace.judge(well_formed, || Check::SasField { field, value: fields.text(field).into(), finding });
        if !well_formed {
            refusal.get_or_insert((field, finding));
        }
    }
    match refusal {
        Some((field, finding)) => Err(refuse(field, finding, kind)),
        None => Ok(Read {
            start: time(fields, Field::SignedStart),
            expiry: time(fields, Field::SignedExpiry),
            signature: base64::decode(fields.text(Field::Signature)).unwrap_or_default(),
        }),
    }
}

/// A time of a SAS; `None` if the field is missing or unreadable.
pub fn time(fields: &Fields<'_>, field: Field) -> Option<Timestamp> {
    fields.get(field).and_then(date::parse_iso8601)
}

/// The version that brought this kind of SAS.
const fn oldest(kind: Kind) -> &'static str {
    match kind {
        Kind::Account => version::ACCOUNT_SAS,
        Kind::Service => version::SERVICE_SAS,
        Kind::UserDelegation => version::USER_DELEGATION_SAS,
    }
}

/// `None`: nothing to say, the field is absent and need not be there, or means nothing to this kind of SAS.
fn examine(field: Field, fields: &Fields<'_>, kind: Kind) -> Option<FieldFinding> {
    if !concerns(field, kind, fields.text(Field::SignedVersion)) {
        return None;
    }
    let Some(value) = fields.get(field) else {
        return mandatory(field, kind).then_some(FieldFinding::Missing);
    };
    if value.is_empty() {
        return Some(FieldFinding::Empty);
    }
    let fine = match field {
        Field::SignedVersion if !version::well_formed(value) || value < oldest(kind) => return Some(FieldFinding::TooOld),
        Field::SignedVersion if !version::known(value) => return Some(FieldFinding::UnknownVersion),
        Field::SignedServices => letters(value, "bqtf"),
        Field::SignedResourceTypes => letters(value, "sco"),
        Field::SignedPermissions if kind == Kind::Account => letters(value, ACCOUNT_LETTERS),
        Field::SignedPermissions => in_order(value, SERVICE_LETTERS),
        Field::SignedStart | Field::SignedExpiry | Field::SignedKeyStart | Field::SignedKeyExpiry => date::parse_iso8601(value).is_some(),
        Field::SignedIp => IpRange::parse(value).is_some(),
        Field::SignedProtocol => matches!(value, "https" | "https,http"),
        Field::Signature => match base64::decode(value) {
            Some(bytes) if bytes.len() != SIGNATURE_SIZE => return Some(FieldFinding::WrongSize),
            decoded => decoded.is_some(),
        },
        Field::SignedVersion
        | Field::SignedIdentifier
        | Field::SignedResource
        | Field::SignedKeyObjectId
        | Field::SignedKeyTenantId
        | Field::SignedKeyService
        | Field::SignedKeyVersion
        | Field::SignedKeyDelegatedUserTenantId
        | Field::SignedDelegatedUserObjectId => true,
    };
    Some(if fine { FieldFinding::WellFormed } else { FieldFinding::NotWellFormed })
}

/// Whether the field means anything to this kind of SAS. `sip` and `spr` came with version 2015-04-05.
fn concerns(field: Field, kind: Kind, sv: &str) -> bool {
    match field {
        Field::SignedVersion | Field::SignedPermissions | Field::SignedStart | Field::SignedExpiry | Field::Signature => true,
        Field::SignedIp | Field::SignedProtocol => sv >= version::ACCOUNT_SAS,
        Field::SignedServices | Field::SignedResourceTypes => kind == Kind::Account,
        Field::SignedIdentifier => kind == Kind::Service,
        Field::SignedResource => false,
        Field::SignedKeyObjectId
        | Field::SignedKeyTenantId
        | Field::SignedKeyStart
        | Field::SignedKeyExpiry
        | Field::SignedKeyService
        | Field::SignedKeyVersion
        | Field::SignedKeyDelegatedUserTenantId
        | Field::SignedDelegatedUserObjectId => kind == Kind::UserDelegation,
    }
}

fn mandatory(field: Field, kind: Kind) -> bool {
    match field {
        Field::SignedVersion | Field::Signature => true,
        // A service SAS may leave these to a stored access policy.
        Field::SignedPermissions | Field::SignedExpiry => kind != Kind::Service,
        Field::SignedServices | Field::SignedResourceTypes => kind == Kind::Account,
        Field::SignedKeyObjectId
        | Field::SignedKeyTenantId
        | Field::SignedKeyStart
        | Field::SignedKeyExpiry
        | Field::SignedKeyService
        | Field::SignedKeyVersion => kind == Kind::UserDelegation,
        Field::SignedStart
        | Field::SignedIdentifier
        | Field::SignedIp
        | Field::SignedProtocol
        | Field::SignedResource
        | Field::SignedKeyDelegatedUserTenantId
        | Field::SignedDelegatedUserObjectId => false,
    }
}

/// Only letters of `known`, none twice, in any order.
fn letters(value: &str, known: &str) -> bool {
    value.char_indices().all(|(at, letter)| known.contains(letter) && !value[..at].contains(letter))
}

/// Only letters of `known`, none twice, in the order of `known`.
fn in_order(value: &str, known: &str) -> bool {
    let mut rest = known.chars();
    value.chars().all(|letter| rest.any(|next| next == letter))
}

fn refuse(field: Field, finding: FieldFinding, kind: Kind) -> Refusal {
    let name = field.name();
    match finding {
        FieldFinding::Missing | FieldFinding::Empty if mandatory(field, kind) => {
            Refusal::failed(format!("{name} is mandatory. Cannot be empty"))
        }
        FieldFinding::Missing | FieldFinding::Empty => Refusal::failed(format!("{name} is optional but cannot be empty")),
        FieldFinding::TooOld => {
            Refusal::failed(format!("{name} is either not in the correct format or is not equal or later than version {}", oldest(kind)))
        }
        FieldFinding::UnknownVersion => Refusal::new(ErrorCode::InvalidHeaderValue),
        FieldFinding::WrongSize => Refusal::failed("Signature size is invalid"),
        FieldFinding::NotWellFormed | FieldFinding::WellFormed => Refusal::failed("Signature fields not well formed."),
    }
}
