//! Where a client sends its calls, and what it shows to be let in.

use crate::auth::Key;
use crate::wire::Scheme;
use crate::wire::version::ApiVersion;

/// An account's address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    pub scheme: Scheme,
    pub host: Box<str>,
    pub account: Box<str>,
    /// Whether the account stands in the path, as emulators have it, instead of in the host name.
    pub path_style: bool,
    /// Whether the copy in the other region is asked.
    pub secondary: bool,
    /// The value of `x-ms-version`; unchecked, so that an unknown one can be sent.
    pub version: Box<str>,
}

/// What a client shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credential {
    Anonymous,
    /// The account's name and one of its keys.
    SharedKey {
        account: Box<str>,
        key: Key,
    },
    /// The query text of a shared access signature, without the question mark.
    Sas(Box<str>),
    /// A token in the form of a JWT.
    Bearer(Box<str>),
}

impl Endpoint {
    /// The account's address in the public cloud.
    pub fn cloud(account: &str) -> Self {
        Self {
            scheme: Scheme::Https,
            host: [account, ".queue.core.windows.net"].concat().into(),
            account: account.into(),
            path_style: false,
            secondary: false,
            version: ApiVersion::CURRENT.as_str().into(),
        }
    }

    /// The account's address at an emulator, for example at `127.0.0.1:10001`.
    pub fn emulator(host: &str, account: &str) -> Self {
        Self { scheme: Scheme::Http, host: host.into(), path_style: true, ..Self::cloud(account) }
    }

    /// The address of the copy in the other region.
    #[must_use]
    pub fn secondary(self) -> Self {
        let host = if self.path_style {
            self.host
        } else {
            let (first, rest) = self.host.split_once('.').unwrap_or((&self.host, ""));
            [first, "-secondary.", rest].concat().into()
        };
        Self { host, secondary: true, ..self }
    }
}
