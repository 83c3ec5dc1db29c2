//! The strings-to-sign of the three kinds of SAS, in all versions (pages "Create a service SAS", "Create an account SAS", "Create a user
//! delegation SAS").
//!
//! Values enter exactly as they stand in the URL after decoding: nobody normalises times or letters before hashing.

use super::fields::{Field, Fields, Kind};
use crate::auth::text::Draft;
use crate::auth::trace::{Source, StringToSign};
use crate::auth::version;

/// What a SAS is signed for. The account's name is without `-secondary`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resource<'a> {
    pub account: &'a str,
    /// Empty at the root of the account and for account SAS.
    pub queue: &'a str,
}

/// The string-to-sign of these fields, each line with the field it comes from.
pub fn string_to_sign(fields: &Fields<'_>, resource: Resource<'_>) -> StringToSign {
    draft(fields, resource, Draft::with_lines()).into_string_to_sign()
}

pub(super) fn draft(fields: &Fields<'_>, resource: Resource<'_>, draft: Draft) -> Draft {
    match fields.kind() {
        Kind::Account => account(fields, resource, draft),
        Kind::Service => service(fields, resource, draft),
        Kind::UserDelegation => user_delegation(fields, resource, draft),
    }
}

fn service(fields: &Fields<'_>, resource: Resource<'_>, mut draft: Draft) -> Draft {
    let sv = fields.text(Field::SignedVersion);
    lines(&mut draft, fields, &[Field::SignedPermissions, Field::SignedStart, Field::SignedExpiry]);
    resource_line(&mut draft, resource, sv >= version::BLANK_ZERO_LENGTH);
    lines(&mut draft, fields, &[Field::SignedIdentifier]);
    if sv >= version::ACCOUNT_SAS {
        lines(&mut draft, fields, &[Field::SignedIp, Field::SignedProtocol]);
    }
    last(draft, fields)
}

fn account(fields: &Fields<'_>, resource: Resource<'_>, mut draft: Draft) -> Draft {
    draft.line(resource.account, || Source::Account);
    lines(
        &mut draft,
        fields,
        &[
            Field::SignedPermissions,
            Field::SignedServices,
            Field::SignedResourceTypes,
            Field::SignedStart,
            Field::SignedExpiry,
            Field::SignedIp,
            Field::SignedProtocol,
            Field::SignedVersion,
        ],
    );
    if fields.text(Field::SignedVersion) >= version::ENCRYPTION_SCOPE {
        draft.line("", || Source::EncryptionScope);
    }
    draft
}

fn user_delegation(fields: &Fields<'_>, resource: Resource<'_>, mut draft: Draft) -> Draft {
    lines(&mut draft, fields, &[Field::SignedPermissions, Field::SignedStart, Field::SignedExpiry]);
    resource_line(&mut draft, resource, true);
    lines(
        &mut draft,
        fields,
        &[
            Field::SignedKeyObjectId,
            Field::SignedKeyTenantId,
            Field::SignedKeyStart,
            Field::SignedKeyExpiry,
            Field::SignedKeyService,
            Field::SignedKeyVersion,
            Field::SignedKeyDelegatedUserTenantId,
            Field::SignedDelegatedUserObjectId,
            Field::SignedIp,
            Field::SignedProtocol,
        ],
    );
    last(draft, fields)
}

fn lines(draft: &mut Draft, fields: &Fields<'_>, which: &[Field]) {
    for field in which.iter().copied() {
        draft.line(fields.text(field), || Source::Field(field));
    }
}

/// The version ends the text, without a line break.
fn last(mut draft: Draft, fields: &Fields<'_>) -> Draft {
    draft.push(fields.text(Field::SignedVersion));
    draft.end(|| Source::Field(Field::SignedVersion));
    draft
}

fn resource_line(draft: &mut Draft, resource: Resource<'_>, names_service: bool) {
    draft.push(if names_service { "/queue/" } else { "/" });
    draft.push(resource.account);
    draft.push("/");
    draft.push(resource.queue);
    draft.end_line(|| Source::Resource);
}
