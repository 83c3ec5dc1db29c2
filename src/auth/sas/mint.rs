//! Makes shared access signatures: what a client does that holds a key, without asking anybody.

use super::fields::{Field, Fields};
use super::text::{self, Resource};
use crate::auth::facts::DelegationKey;
use crate::auth::key::Key;
use crate::auth::text::Draft;
use crate::auth::trace::Trace;
use crate::base64;
use crate::time::Timestamp;
use crate::wire::date;

/// Over what a SAS may travel (`spr`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// Nothing said: both.
    Unsaid,
    Https,
    HttpsAndHttp,
}

/// What an account SAS is to say. Empty texts and `None` leave a field out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountSas<'a> {
    pub version: &'a str,
    pub services: &'a str,
    pub resource_types: &'a str,
    pub permissions: &'a str,
    pub start: Option<Timestamp>,
    pub expiry: Option<Timestamp>,
    pub ip: &'a str,
    pub protocol: Protocol,
}

/// What a service SAS for one queue is to say. Empty texts and `None` leave a field out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceSas<'a> {
    pub version: &'a str,
    pub permissions: &'a str,
    pub start: Option<Timestamp>,
    pub expiry: Option<Timestamp>,
    /// Id of a stored access policy.
    pub policy: &'a str,
    pub ip: &'a str,
    pub protocol: Protocol,
}

/// What a user delegation SAS for one queue is to say. Empty texts and `None` leave a field out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserDelegationSas<'a> {
    pub version: &'a str,
    pub permissions: &'a str,
    pub start: Option<Timestamp>,
    pub expiry: Option<Timestamp>,
    pub ip: &'a str,
    pub protocol: Protocol,
    /// Object id of the one user who may use it.
    pub bound_to: &'a str,
}

/// The query string of an account SAS.
pub fn mint_account(sas: &AccountSas<'_>, account: &str, key: &Key) -> String {
    let mut fields = Fields::empty();
    fields.set(Field::SignedServices, sas.services);
    fields.set(Field::SignedResourceTypes, sas.resource_types);
    common(&mut fields, sas.version, sas.permissions, (sas.start, sas.expiry), (sas.ip, sas.protocol));
    sign(&mut fields, Resource { account, queue: "" }, key);
    fields.to_query()
}

/// The query string of a service SAS.
pub fn mint_service(sas: &ServiceSas<'_>, resource: Resource<'_>, key: &Key) -> String {
    let mut fields = Fields::empty();
    fields.set(Field::SignedIdentifier, sas.policy);
    common(&mut fields, sas.version, sas.permissions, (sas.start, sas.expiry), (sas.ip, sas.protocol));
    sign(&mut fields, resource, key);
    fields.to_query()
}

/// The query string of a user delegation SAS.
pub fn mint_user_delegation(sas: &UserDelegationSas<'_>, resource: Resource<'_>, key: &DelegationKey) -> String {
    let mut fields = Fields::empty();
    let from = &key.fields;
    fields.set(Field::SignedKeyObjectId, &*from.object_id);
    fields.set(Field::SignedKeyTenantId, &*from.tenant);
    fields.set(Field::SignedKeyStart, &*from.start);
    fields.set(Field::SignedKeyExpiry, &*from.expiry);
    fields.set(Field::SignedKeyService, &*from.service);
    fields.set(Field::SignedKeyVersion, &*from.version);
    fields.set(Field::SignedKeyDelegatedUserTenantId, &*from.user_tenant);
    fields.set(Field::SignedDelegatedUserObjectId, sas.bound_to);
    common(&mut fields, sas.version, sas.permissions, (sas.start, sas.expiry), (sas.ip, sas.protocol));
    sign(&mut fields, resource, &key.value);
    fields.to_query()
}

/// Computes `sig` over the fields as they are, whatever they are: the workbench signs nonsense too.
pub fn sign(fields: &mut Fields<'_>, resource: Resource<'_>, key: &Key) {
    let draft = text::draft(fields, resource, Draft::new(&Trace::off()));
    fields.set(Field::Signature, base64::encode(&key.sign(draft.text())));
}

type Times = (Option<Timestamp>, Option<Timestamp>);

fn common<'a>(fields: &mut Fields<'a>, version: &'a str, permissions: &'a str, times: Times, origin: (&'a str, Protocol)) {
    fields.set(Field::SignedVersion, version);
    fields.set(Field::SignedPermissions, permissions);
    fields.set(Field::SignedStart, times.0.map(date::iso8601_secs).unwrap_or_default());
    fields.set(Field::SignedExpiry, times.1.map(date::iso8601_secs).unwrap_or_default());
    fields.set(Field::SignedIp, origin.0);
    fields.set(
        Field::SignedProtocol,
        match origin.1 {
            Protocol::Unsaid => "",
            Protocol::Https => "https",
            Protocol::HttpsAndHttp => "https,http",
        },
    );
}
