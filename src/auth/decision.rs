//! What comes out of a judgement: who is let in, or the exact refusal, and the steps that led there.

use super::key::KeyName;
use super::roles::Role;
use super::shared_key::Scheme;
use super::trace::Step;
use crate::engine::{Detail, ErrorCode, ServiceError};
use std::borrow::Cow;

/// The verdict, and the steps in the order in which they were taken. `authorize` leaves the steps empty, `explain` fills them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    pub verdict: Verdict,
    pub steps: Vec<Step>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    Allowed(Caller),
    Refused(Refusal),
}

/// As whom a request runs: what the logs of the service would show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caller {
    /// Only the preflight request of a browser.
    Anonymous,
    SharedKey {
        scheme: Scheme,
        key: KeyName,
    },
    AccountSas {
        key: KeyName,
    },
    ServiceSas {
        key: KeyName,
        /// The stored access policy it names.
        policy: Option<Box<str>>,
    },
    UserDelegationSas {
        /// Object id of the principal whose rights are used.
        signer: Box<str>,
        role: Role,
        /// Object id of the one user who may use it.
        bound_to: Option<Box<str>>,
    },
    Bearer {
        object_id: Box<str>,
        role: Role,
    },
}

/// A refusal as it goes over the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// HTTP status. `InvalidAuthenticationInfo` comes with 400 or 401, all others with one.
    pub status: u16,
    pub code: ErrorCode,
    /// Text of the element `AuthenticationErrorDetail`.
    pub detail: Option<Box<str>>,
    pub extra: Option<Extra>,
}

/// What a refusal carries besides its code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Extra {
    /// The answer has a `WWW-Authenticate` header that names the tenant of the account.
    Challenge { tenant: Box<str> },
    /// The message names the address that was refused.
    SourceIp(Box<str>),
}

impl Decision {
    pub fn is_allowed(&self) -> bool {
        matches!(self.verdict, Verdict::Allowed(_))
    }

    pub fn refusal(&self) -> Option<&Refusal> {
        match &self.verdict {
            Verdict::Allowed(_) => None,
            Verdict::Refused(refusal) => Some(refusal),
        }
    }
}

impl From<&Refusal> for ServiceError {
    /// The refusal without its status (401 or 400 of `InvalidAuthenticationInfo`) and its header.
    fn from(refusal: &Refusal) -> Self {
        let detail = refusal.detail.clone().map_or(Detail::None, |detail| Detail::Authentication { detail });
        Self::new(refusal.code, detail)
    }
}

impl Refusal {
    pub fn new(code: ErrorCode) -> Self {
        Self { status: code.status(), code, detail: None, extra: None }
    }

    /// 403 `AuthenticationFailed` with this detail.
    pub fn failed(detail: impl Into<Box<str>>) -> Self {
        Self { detail: Some(detail.into()), ..Self::new(ErrorCode::AuthenticationFailed) }
    }

    /// 401 with the challenge of this tenant.
    pub fn challenge(code: ErrorCode, tenant: &str, detail: Option<&str>) -> Self {
        let extra = Some(Extra::Challenge { tenant: tenant.into() });
        Self { status: 401, code, detail: detail.map(Into::into), extra }
    }

    /// The value of the `WWW-Authenticate` header, if this refusal has one.
    pub fn www_authenticate(&self) -> Option<String> {
        match &self.extra {
            Some(Extra::Challenge { tenant }) => Some(format!(
                "Bearer authorization_uri=https://login.microsoftonline.com/{tenant}/oauth2/authorize resource_id=https://storage.azure.com"
            )),
            Some(Extra::SourceIp(_)) | None => None,
        }
    }

    /// The text of the element `Message`, without the lines for request id and time.
    pub fn message(&self) -> Cow<'static, str> {
        match (&self.extra, self.code, self.status) {
            (Some(Extra::SourceIp(address)), ..) => ErrorCode::AuthorizationSourceIPMismatch.text().replace("{0}", address).into(),
            // A token that cannot be used gets the words of a missing one.
            (_, ErrorCode::InvalidAuthenticationInfo, 401) => ErrorCode::NoAuthenticationInformation.text().into(),
            (_, code, _) => code.text().into(),
        }
    }
}
