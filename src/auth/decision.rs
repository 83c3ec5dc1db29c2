//! What comes out of a judgement: who is let in, or the exact refusal, and the steps that led there.

use super::key::KeyName;
use super::rbac::Role;
use super::shared_key::Scheme;
use super::trace::Step;
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
    pub code: Code,
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

/// The error codes of authorization (page "Status and error codes").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    InvalidAuthenticationInfo,
    AccountRequiresHttps,
    InvalidHeaderValue,
    NoAuthenticationInformation,
    AuthenticationFailed,
    AuthorizationFailure,
    AuthorizationPermissionMismatch,
    AuthorizationResourceTypeMismatch,
    AuthorizationServiceMismatch,
    AuthorizationProtocolMismatch,
    AuthorizationSourceIpMismatch,
    KeyBasedAuthenticationNotPermitted,
    InsufficientAccountPermissions,
    ResourceNotFound,
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

impl Refusal {
    pub fn new(code: Code) -> Self {
        Self { status: code.status(), code, detail: None, extra: None }
    }

    /// 403 `AuthenticationFailed` with this detail.
    pub fn failed(detail: impl Into<Box<str>>) -> Self {
        Self { detail: Some(detail.into()), ..Self::new(Code::AuthenticationFailed) }
    }

    /// 401 with the challenge of this tenant.
    pub fn challenge(code: Code, tenant: &str, detail: Option<&str>) -> Self {
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
            (Some(Extra::SourceIp(address)), ..) => {
                format!("This request is not authorized to perform this operation using this source IP {address}.").into()
            }
            // A token that cannot be used gets the words of a missing one.
            (_, Code::InvalidAuthenticationInfo, 401) => Code::NoAuthenticationInformation.message().into(),
            (_, code, _) => code.message().into(),
        }
    }
}

impl Code {
    /// The code as it stands in the header `x-ms-error-code`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InvalidAuthenticationInfo => "InvalidAuthenticationInfo",
            Self::AccountRequiresHttps => "AccountRequiresHttps",
            Self::InvalidHeaderValue => "InvalidHeaderValue",
            Self::NoAuthenticationInformation => "NoAuthenticationInformation",
            Self::AuthenticationFailed => "AuthenticationFailed",
            Self::AuthorizationFailure => "AuthorizationFailure",
            Self::AuthorizationPermissionMismatch => "AuthorizationPermissionMismatch",
            Self::AuthorizationResourceTypeMismatch => "AuthorizationResourceTypeMismatch",
            Self::AuthorizationServiceMismatch => "AuthorizationServiceMismatch",
            Self::AuthorizationProtocolMismatch => "AuthorizationProtocolMismatch",
            Self::AuthorizationSourceIpMismatch => "AuthorizationSourceIPMismatch",
            Self::KeyBasedAuthenticationNotPermitted => "KeyBasedAuthenticationNotPermitted",
            Self::InsufficientAccountPermissions => "InsufficientAccountPermissions",
            Self::ResourceNotFound => "ResourceNotFound",
        }
    }

    const fn status(self) -> u16 {
        match self {
            Self::InvalidAuthenticationInfo | Self::AccountRequiresHttps | Self::InvalidHeaderValue => 400,
            Self::NoAuthenticationInformation => 401,
            Self::ResourceNotFound => 404,
            Self::AuthenticationFailed
            | Self::AuthorizationFailure
            | Self::AuthorizationPermissionMismatch
            | Self::AuthorizationResourceTypeMismatch
            | Self::AuthorizationServiceMismatch
            | Self::AuthorizationProtocolMismatch
            | Self::AuthorizationSourceIpMismatch
            | Self::KeyBasedAuthenticationNotPermitted
            | Self::InsufficientAccountPermissions => 403,
        }
    }

    const fn message(self) -> &'static str {
        match self {
            Self::InvalidAuthenticationInfo => {
                "Authentication information is not given in the correct format. Check the value of Authorization header."
            }
            Self::AccountRequiresHttps => "The account being accessed does not support http.",
            Self::InvalidHeaderValue => "The value for one of the HTTP headers is not in the correct format.",
            Self::NoAuthenticationInformation => {
                "Server failed to authenticate the request. Please refer to the information in the www-authenticate header."
            }
            Self::AuthenticationFailed => {
                "Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature."
            }
            Self::AuthorizationFailure => "This request is not authorized to perform this operation.",
            Self::AuthorizationPermissionMismatch => "This request is not authorized to perform this operation using this permission.",
            Self::AuthorizationResourceTypeMismatch => "This request is not authorized to perform this operation using this resource type.",
            Self::AuthorizationServiceMismatch => "This request is not authorized to perform this operation using this service.",
            Self::AuthorizationProtocolMismatch => "This request is not authorized to perform this operation using this protocol.",
            Self::AuthorizationSourceIpMismatch => "This request is not authorized to perform this operation using this source IP.",
            Self::KeyBasedAuthenticationNotPermitted => "Key based authentication is not permitted on this storage account.",
            Self::InsufficientAccountPermissions => {
                "The account being accessed does not have sufficient permissions to execute this operation."
            }
            Self::ResourceNotFound => "The specified resource does not exist.",
        }
    }
}
