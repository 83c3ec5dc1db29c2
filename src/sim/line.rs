//! An actor's line to the service: where its requests go and what they show.

use super::scenario::{ClientSpec, Shown};
use crate::auth::{Key, KeyName};
use crate::client::{Credential, Endpoint};
use crate::server::Server;
use crate::wire::Scheme;

/// What the host name of every queue service ends in.
const DOMAIN: &str = ".queue.core.windows.net";

#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) endpoint: Endpoint,
    pub(super) credential: Credential,
    /// The queue that the address names, if it names one.
    pub(super) queue: Option<Box<str>>,
    pub(super) host: Host,
}

/// Whether somebody is known to answer at the other end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Host {
    /// The line was made for an account that exists.
    Known,
    /// The address was typed.
    Typed,
    /// There is no account yet.
    Nowhere,
}

impl Line {
    /// What programs have before there is an account.
    pub(super) fn nowhere() -> Self {
        let endpoint = Endpoint { host: "".into(), ..Endpoint::cloud("") };
        Self { endpoint, credential: Credential::Anonymous, queue: None, host: Host::Nowhere }
    }

    /// The right address and the first key of an account. `None` if there is no such account.
    pub(super) fn of_account(account: &str, server: &Server) -> Option<Self> {
        let key = server.access(account)?.keys[0].clone();
        let credential = Credential::SharedKey { account: account.into(), key };
        Some(Self { endpoint: Endpoint::cloud(account), credential, queue: None, host: Host::Known })
    }

    /// The address and the credential as they were typed.
    pub(super) fn of_desk(spec: &ClientSpec, server: &Server) -> Self {
        let (scheme, rest) = match spec.address.split_once("://") {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") => (Scheme::Http, rest),
            Some((_, rest)) => (Scheme::Https, rest),
            None => (Scheme::Https, &*spec.address),
        };
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        // Names of hosts have no case; names of queues do.
        let host = host.trim().to_ascii_lowercase();
        let queue = path.split(['/', '?']).next().unwrap_or("").trim();
        let account = host.split('.').next().unwrap_or("");
        let endpoint = Endpoint { scheme, host: host.clone().into(), ..Endpoint::cloud(account) };
        let queue = (!queue.is_empty()).then(|| queue.into());
        Self { endpoint, credential: credential(&spec.shows, server), queue, host: Host::Typed }
    }
}

/// The account whose queue service has this host name, as far as the name goes.
pub(super) fn account_at(host: &str) -> Option<&str> {
    let name = host.strip_suffix(DOMAIN)?;
    Some(name.strip_suffix("-secondary").unwrap_or(name))
}

fn credential(shows: &Shown, server: &Server) -> Credential {
    match shows {
        Shown::Nothing => Credential::Anonymous,
        Shown::CopiedKey { account, key } => {
            let keys = server.access(account).map(|access| &access.keys);
            // The key of an account that does not exist can only be a wrong one.
            let key = keys.map_or_else(|| Key::from_bytes(b""), |keys| keys[usize::from(*key == KeyName::Key2)].clone());
            Credential::SharedKey { account: account.clone(), key }
        }
        Shown::TypedKey { account, key } => {
            let key = Key::from_base64(key).unwrap_or_else(|| Key::from_bytes(key.as_bytes()));
            Credential::SharedKey { account: account.clone(), key }
        }
        Shown::Sas(text) => Credential::Sas(text.strip_prefix('?').unwrap_or(text).into()),
        Shown::Bearer(token) => Credential::Bearer(token.clone()),
    }
}
