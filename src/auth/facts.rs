//! What the service knows when it judges: the addressed thing, the account's keys and switches, who is who.

use super::key::Key;
use super::rbac::Directory;
use crate::engine::{OperationName, SignedIdentifier};
use crate::time::{Span, Timestamp};
use std::net::Ipv4Addr;
use std::sync::Arc;

/// Everything about one request that does not stand in the request.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// Name of the addressed account, without `-secondary`.
    pub account: &'a str,
    pub access: &'a Access,
    pub operation: Asked,
    /// Name of the addressed queue, as it stands in the path; `None` at the root of the account.
    pub queue: Option<&'a str>,
    /// Stored access policies of that queue; `None` if there is no such queue.
    pub policies: Option<Policies<'a>>,
    pub endpoint: Endpoint,
    pub style: Style,
}

/// What is asked of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    Operation(OperationName),
    /// `POST /?restype=service&comp=userdelegationkey`: no operation on queues, but judged like one.
    UserDelegationKey,
}

/// The stored access policies of a queue.
#[derive(Clone, Copy, Debug)]
pub struct Policies<'a> {
    pub list: &'a [SignedIdentifier],
    /// When the list was last set: for 30 seconds afterwards it is not seen everywhere.
    pub set_at: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endpoint {
    Primary,
    /// `ACCOUNT-secondary`: a copy that can only be read.
    Secondary,
}

/// Where the account stands in the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `https://ACCOUNT.queue.core.windows.net/QUEUE`
    Host,
    /// `http://127.0.0.1:10001/ACCOUNT/QUEUE`, as emulators have it.
    Path,
}

/// The keys, switches and identities of one account. Cloning is cheap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access {
    /// Both are valid at all times and equal in power.
    pub keys: [Key; 2],
    pub settings: Settings,
    /// User delegation keys the service has given out for this account.
    pub delegation_keys: Arc<Vec<DelegationKey>>,
    /// All delegation keys that begin before this instant are void.
    pub delegation_keys_revoked_at: Option<Timestamp>,
    pub directory: Arc<Directory>,
}

/// Switches of an account that change answers (page "Storage account overview" and those it names).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// "Secure transfer required": `supportsHttpsTrafficOnly`.
    pub https_only: bool,
    /// `allowSharedKeyAccess`.
    pub shared_key_allowed: bool,
    /// `allowCrossTenantDelegationSas`.
    pub cross_tenant_delegation: bool,
    /// `sasPolicy`.
    pub sas_policy: Option<SasPolicy>,
    pub network: Network,
}

/// The longest life a SAS may have, and what happens to a longer one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SasPolicy {
    pub longest: Span,
    pub action: SasPolicyAction,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SasPolicyAction {
    Log,
    Block,
}

/// The firewall of an account: `networkAcls`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Network {
    Open,
    /// Everybody else is refused.
    Only(Arc<[IpRange]>),
}

/// IPv4 addresses from `first` to `last`, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IpRange {
    pub first: Ipv4Addr,
    pub last: Ipv4Addr,
}

/// A user delegation key: the service derives it from the fields, so changing one of them means another key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DelegationKey {
    pub fields: DelegationFields,
    pub value: Key,
}

/// The fields of a user delegation key, exactly as they travel in a SAS (page "Get User Delegation Key").
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DelegationFields {
    /// `skoid`: object id of the principal that asked for the key.
    pub object_id: Box<str>,
    /// `sktid`
    pub tenant: Box<str>,
    /// `skt`
    pub start: Box<str>,
    /// `ske`
    pub expiry: Box<str>,
    /// `sks`
    pub service: Box<str>,
    /// `skv`
    pub version: Box<str>,
    /// `skdutid`: tenant of the user the SAS will be bound to; empty if none.
    pub user_tenant: Box<str>,
}

impl From<OperationName> for Asked {
    fn from(name: OperationName) -> Self {
        Self::Operation(name)
    }
}

impl Access {
    /// An account as it is created today, with two fresh keys, an empty directory and HTTPS required.
    pub fn new(keys: [Key; 2], directory: Arc<Directory>) -> Self {
        Self { keys, settings: Settings::fresh(), delegation_keys: Arc::default(), delegation_keys_revoked_at: None, directory }
    }

    /// Gives out a user delegation key for these fields. The same fields give the same key again.
    pub fn issue_delegation_key(&mut self, fields: DelegationFields) -> DelegationKey {
        if let Some(issued) = self.delegation_keys.iter().find(|key| key.fields == fields) {
            return issued.clone();
        }
        // The real service has a secret of its own for this. Deriving it from the directory's keeps it apart from the account keys, whose
        // rotation must not touch delegation keys.
        let value = Key::from_bytes(&self.directory.signing.sign(&fields.derivation_text()));
        let key = DelegationKey { fields, value };
        Arc::make_mut(&mut self.delegation_keys).push(key.clone());
        key
    }
}

impl Settings {
    /// What a new account has.
    pub fn fresh() -> Self {
        Self { https_only: true, shared_key_allowed: true, cross_tenant_delegation: false, sas_policy: None, network: Network::Open }
    }
}

impl DelegationFields {
    fn derivation_text(&self) -> String {
        let fields = [&self.object_id, &self.tenant, &self.start, &self.expiry, &self.service, &self.version, &self.user_tenant];
        let mut text = String::from("user delegation key");
        for field in fields {
            text.push('\n');
            text.push_str(field);
        }
        text
    }
}

impl IpRange {
    /// Reads one address or `first-last`, as `sip` has it; no CIDR, no IPv6.
    pub fn parse(text: &str) -> Option<Self> {
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        Some(Self { first: first.parse().ok()?, last: last.parse().ok()? })
    }

    /// Reads one address or CIDR notation, as the firewall has it.
    pub fn parse_cidr(text: &str) -> Option<Self> {
        let Some((address, bits)) = text.split_once('/') else { return Self::parse(text) };
        let (address, bits) = (u32::from(address.parse::<Ipv4Addr>().ok()?), bits.parse::<u32>().ok()?);
        let host = u32::MAX.checked_shr(bits).unwrap_or(0);
        (bits <= 32).then(|| Self { first: (address & !host).into(), last: (address | host).into() })
    }

    /// Whether `address` is an IPv4 address in the range.
    pub fn contains(&self, address: &str) -> bool {
        address.parse::<Ipv4Addr>().is_ok_and(|address| (self.first..=self.last).contains(&address))
    }
}
