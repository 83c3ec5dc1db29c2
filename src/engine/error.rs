//! The refusals of the service: one table that turns a code into status and words.
//!
//! Codes and their status come from the pages "Queue service error codes" and "Common REST API error codes"; the sentences were seen in
//! traffic of the real service where it is marked so in the reference, one spelling slip included, because clients compare them.

use crate::engine::ids::MessageNumber;
use std::borrow::Cow;

/// A refusal: what was wrong, the elements that say where, and the message it was about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceError {
    pub code: ErrorCode,
    pub detail: Detail,
    /// The message addressed, if its id is or was known.
    pub message: Option<MessageNumber>,
}

/// The elements that follow `Code` and `Message` in the body of an error, by kind of error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Detail {
    None,
    /// `OutOfRangeQueryParameterValue`.
    Range {
        name: &'static str,
        value: Box<str>,
        min: i64,
        max: i64,
    },
    /// `InvalidQueryParameterValue`.
    Query {
        name: &'static str,
        value: Box<str>,
        reason: &'static str,
    },
    /// `MissingRequiredQueryParameter`.
    MissingQuery {
        name: &'static str,
    },
    /// `RequestBodyTooLarge`; the limit in bytes.
    MaxLimit(u64),
    /// `InvalidXmlDocument`.
    Xml {
        line: u32,
        position: u32,
        reason: &'static str,
    },
    /// `InvalidXmlNodeValue`, `MissingRequiredXmlNode`, `UnsupportedXmlNode`.
    XmlNode {
        name: Box<str>,
        value: Box<str>,
        reason: &'static str,
    },
    /// `InvalidHeaderValue`, `MissingRequiredHeader`.
    Header {
        name: Box<str>,
        value: Box<str>,
    },
    /// `AuthenticationFailed`.
    Authentication {
        detail: Box<str>,
    },
    /// `CorsPreflightFailure`.
    MessageDetails(&'static str),
    /// `InvalidHeaderValue` for a preflight without this header.
    CorsHeaderMissing(&'static str),
}

impl ServiceError {
    pub const fn new(code: ErrorCode, detail: Detail) -> Self {
        Self { code, detail, message: None }
    }

    /// The sentence of the error body; nearly always the code's own.
    pub fn text(&self) -> Cow<'static, str> {
        match &self.detail {
            Detail::CorsHeaderMissing(_) => "A required CORS header is not present.".into(),
            _ => self.code.text().into(),
        }
    }

    /// The same refusal, about that message.
    pub(super) fn about(self, message: Option<MessageNumber>) -> Self {
        Self { message, ..self }
    }
}

impl From<ErrorCode> for ServiceError {
    fn from(code: ErrorCode) -> Self {
        Self::new(code, Detail::None)
    }
}

/// Writes the enum and its four tables from one list, so that a code cannot have a status without a sentence.
macro_rules! error_codes {
    ($($name:ident $status:literal $text:literal $(rule $rule:literal)?,)*) => {
        /// The codes of the service, as they stand in `x-ms-error-code`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ErrorCode {
            $($name,)*
        }

        impl ErrorCode {
            /// Every code, in the order of this file.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The code as it stands on the wire.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => stringify!($name),)*
                }
            }

            /// The HTTP status it comes with.
            pub const fn status(self) -> u16 {
                match self {
                    $(Self::$name => $status,)*
                }
            }

            /// The sentence of the error body, which is also the text of the status line.
            pub const fn text(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }

            /// The rule of the service that was broken, in our words, where a learner can meet it.
            pub const fn rule(self) -> Option<&'static str> {
                match self {
                    $(Self::$name => error_codes!(@rule $($rule)?),)*
                }
            }
        }
    };
    (@rule) => { None };
    (@rule $rule:literal) => { Some($rule) };
}

error_codes! {
    AccountIsDisabled 403 "The specified account is disabled.",
    AccountRequiresHttps 400 "The account being accessed does not support http."
        rule "With secure transfer required, the account answers only over HTTPS.",
    AuthenticationFailed 403 "Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature."
        rule "The signature does not match what the service computed, or its time has passed.",
    AuthorizationFailure 403 "This request is not authorized to perform this operation.",
    AuthorizationPermissionMismatch 403 "This request is not authorized to perform this operation using this permission."
        rule "The credential is genuine, but the right for this operation is missing.",
    AuthorizationProtocolMismatch 403 "This request is not authorized to perform this operation using this protocol.",
    AuthorizationResourceTypeMismatch 403 "This request is not authorized to perform this operation using this resource type.",
    AuthorizationServiceMismatch 403 "This request is not authorized to perform this operation using this service.",
    AuthorizationSourceIPMismatch 403 "This request is not authorized to perform this operation using this source IP {0}.",
    ConditionHeadersNotSupported 400 "Condition headers are not supported.",
    CorsPreflightFailure 403 "CORS not enabled or no matching rule found for this request."
        rule "A browser may call the account only from origins that a CORS rule of the account allows.",
    EmptyMetadataKey 400 "The key for one of the metadata key-value pairs is empty.",
    InsufficientAccountPermissions 403 "The account being accessed does not have sufficient permissions to execute this operation."
        rule "The secondary endpoint only answers reads.",
    InternalError 500 "Server encountered an internal error. Please try again after some time.",
    InvalidAuthenticationInfo 400 "Authentication information is not given in the correct format. Check the value of Authorization header.",
    InvalidHeaderValue 400 "The value for one of the HTTP headers is not in the correct format.",
    InvalidHttpVerb 400 "The HTTP verb specified is invalid - it is not recognized by the server.",
    InvalidInput 400 "One of the request inputs is not valid.",
    InvalidMarker 400 "The specified marker is invalid.",
    InvalidMd5 400 "The MD5 value specified in the request is invalid. MD5 value must be 128 bits and base64 encoded.",
    InvalidMetadata 400 "The metadata specified is invalid. It has characters that are not permitted.",
    InvalidQueryParameterValue 400 "Value for one of the query parameters specified in the request URI is invalid.",
    InvalidResourceName 400 "The specifed resource name contains invalid characters."
        rule "A queue name is made of lower-case letters, digits and single dashes, with a letter or digit at both ends.",
    InvalidUri 400 "The requested URI does not represent any resource on the server.",
    InvalidXmlDocument 400 "XML specified is not syntactically valid.",
    InvalidXmlNodeValue 400 "The value for one of the XML nodes is not in the correct format.",
    KeyBasedAuthenticationNotPermitted 403 "Key based authentication is not permitted on this storage account.",
    Md5Mismatch 400 "The MD5 value specified in the request did not match with the MD5 value calculated by the server.",
    MessageNotFound 404 "The specified message does not exist."
        rule "The message is gone, or the receipt is outdated: receiving the message again or updating it makes a new receipt, and only the newest works.",
    MessageTooLarge 400 "The message exceeds the maximum allowed size.",
    MetadataTooLarge 400 "The specified metadata size exceeds the maximum size permitted.",
    MissingContentLengthHeader 411 "The Content-Length header was not specified.",
    MissingRequiredHeader 400 "An HTTP header that's mandatory for this request is not specified.",
    MissingRequiredQueryParameter 400 "A query parameter that's mandatory for this request is not specified.",
    MissingRequiredXmlNode 400 "A required XML node was not specified in the request body.",
    NoAuthenticationInformation 401 "Server failed to authenticate the request. Please refer to the information in the www-authenticate header.",
    OperationTimedOut 500 "Operation could not be completed within the specified time.",
    OutOfRangeInput 400 "The specified resource name length is not within the permissible limits."
        rule "A queue name has 3 to 63 characters.",
    OutOfRangeQueryParameterValue 400 "One of the query parameters specified in the request URI is outside the permissible range.",
    PopReceiptMismatch 400 "The specified pop receipt did not match the pop receipt for a dequeued message.",
    QueueAlreadyExists 409 "The specified queue already exists."
        rule "Creating a queue that exists is harmless with the same metadata (204) and refused with other metadata.",
    QueueBeingDeleted 409 "The specified queue is being deleted."
        rule "The name of a deleted queue stays blocked for at least 30 seconds.",
    QueueDisabled 409 "The specified queue has been disabled by the administrator.",
    QueueNotEmpty 409 "The specified queue is not empty.",
    QueueNotFound 404 "The specified queue does not exist."
        rule "Only Create Queue makes queues; everything else needs one that exists.",
    RequestBodyTooLarge 413 "The request body is too large and exceeds the maximum permissible limit."
        rule "A message holds at most 65,536 bytes of UTF-8 text.",
    RequestUrlFailedToParse 400 "The url in the request could not be parsed.",
    ResourceNotFound 404 "The specified resource does not exist.",
    ServerBusy 503 "The server is busy."
        rule "A queue is good for about 2,000 messages a second, an account for 20,000 requests a second; beyond, wait and try again.",
    UnsupportedHeader 400 "One of the HTTP headers specified in the request is not supported.",
    UnsupportedHttpVerb 405 "The resource doesn't support specified Http Verb.",
    UnsupportedQueryParameter 400 "One of the query parameters specified in the request URI is not supported.",
    UnsupportedXmlNode 400 "One of the XML nodes specified in the request body is not supported.",
}
