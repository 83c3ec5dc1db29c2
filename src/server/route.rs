//! Where a request goes: which account, which resource, which operation.
//!
//! The account stands in the host name (`newsroom.queue.core.windows.net`), or, where the host is an address or `localhost`, in the first
//! segment of the path, as emulators have it. `-secondary` after the account's name means the copy in the other region.

use crate::auth::Style;
use crate::engine::{Detail, ErrorCode, Location, OperationName, ServiceError};
use crate::wire::query::{self, Query};
use crate::wire::version::ApiVersion;
use crate::wire::{Method, Request, Scheme};
use std::borrow::Cow;
use std::net::Ipv4Addr;

/// What the path names. Names are decoded but not checked.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Resource<'a> {
    Service,
    Queue(Cow<'a, str>),
    Messages(Cow<'a, str>),
    Message(Cow<'a, str>, Cow<'a, str>),
}

#[derive(Debug)]
pub(super) struct Route<'a> {
    pub account: Cow<'a, str>,
    pub location: Location,
    pub style: Style,
    pub resource: Resource<'a>,
    pub query: Query<'a>,
}

impl<'a> Route<'a> {
    /// Err: `RequestUrlFailedToParse` for text that is no UTF-8, `InvalidUri` for a path that can name nothing.
    pub(super) fn parse(request: &'a Request) -> Result<Self, ServiceError> {
        let path = request.path().strip_prefix('/').ok_or(ErrorCode::InvalidUri)?;
        let mut segments = path.split('/').map(|raw| query::decode(raw).ok_or(ErrorCode::RequestUrlFailedToParse));
        let style = if is_path_style(&request.host) { Style::Path } else { Style::Host };
        let account = if style == Style::Path {
            segments.next().expect("splitting gives at least one part")?
        } else {
            Cow::Borrowed(request.host.split('.').next().expect("splitting gives at least one part"))
        };
        let (account, location) = match account.strip_suffix("-secondary") {
            Some(name) => (Cow::Owned(name.to_owned()), Location::Secondary),
            None => (account, Location::Primary),
        };
        let queue = segments.next().transpose()?.filter(|name| !name.is_empty());
        let messages = segments.next().transpose()?.filter(|word| !word.is_empty());
        let id = segments.next().transpose()?.filter(|id| !id.is_empty());
        let rest = segments.next();
        let resource = match (queue, messages, id, rest) {
            (None, None, None, None) => Resource::Service,
            (Some(queue), None, None, None) => Resource::Queue(queue),
            (Some(queue), Some(word), None, None) if word == "messages" => Resource::Messages(queue),
            (Some(queue), Some(word), Some(id), None) if word == "messages" => Resource::Message(queue, id),
            _ => return Err(ErrorCode::InvalidUri.into()),
        };
        let query = Query::parse(request.query()).ok_or(ErrorCode::RequestUrlFailedToParse)?;
        Ok(Self { account, location, style, resource, query })
    }

    /// The name of the addressed queue, unchecked.
    pub(super) fn queue(&self) -> Option<&str> {
        match &self.resource {
            Resource::Service => None,
            Resource::Queue(queue) | Resource::Messages(queue) | Resource::Message(queue, _) => Some(queue),
        }
    }

    /// The version the request asks for: in its header, else in its query, else the one its shared access signature is of.
    pub(super) fn version(&self, request: &Request) -> ApiVersion {
        let header = request.headers.get("x-ms-version");
        let named = header.or_else(|| self.query.get("api-version")).or_else(|| self.query.get("sv"));
        // A header with an unknown version is for authorization to refuse.
        named.and_then(ApiVersion::parse).unwrap_or(ApiVersion::DEFAULT)
    }

    /// The account's address as it was called, with a slash at its end.
    pub(super) fn endpoint(request: &Request) -> String {
        let scheme = match request.scheme {
            Scheme::Http => "http://",
            Scheme::Https => "https://",
        };
        let account = if is_path_style(&request.host) { request.path()[1..].split('/').next().unwrap_or("") } else { "" };
        [scheme, &request.host, "/", account, if account.is_empty() { "" } else { "/" }].concat()
    }

    /// Which operation this is. Err: `InvalidHttpVerb` for words that are no method, `UnsupportedHttpVerb` for methods the resource does not
    /// know, `InvalidQueryParameterValue` for a `comp` or `restype` that does not exist.
    pub(super) fn operation(&self, request: &Request, version: ApiVersion) -> Result<OperationName, ServiceError> {
        if request.method == Method::Options {
            return Ok(OperationName::PreflightRequest);
        }
        if let Method::Other(_) = request.method {
            return Err(ErrorCode::InvalidHttpVerb.into());
        }
        let comp = self.query.get("comp");
        let known: &[(&Method, OperationName)] = match (&self.resource, comp) {
            (Resource::Service, Some("list")) => &[(&Method::Get, OperationName::ListQueues)],
            (Resource::Service, Some("properties")) if self.is_service()? => {
                &[(&Method::Get, OperationName::GetServiceProperties), (&Method::Put, OperationName::SetServiceProperties)]
            }
            (Resource::Service, Some("stats")) if version >= ApiVersion::CORS && self.is_service()? => {
                &[(&Method::Get, OperationName::GetServiceStats)]
            }
            (Resource::Queue(_), None) => &[(&Method::Put, OperationName::CreateQueue), (&Method::Delete, OperationName::DeleteQueue)],
            (Resource::Queue(_), Some("metadata")) => &[
                (&Method::Get, OperationName::GetQueueMetadata),
                (&Method::Head, OperationName::GetQueueMetadata),
                (&Method::Put, OperationName::SetQueueMetadata),
            ],
            (Resource::Queue(_), Some("acl")) if version >= ApiVersion::SIGNATURES => &[
                (&Method::Get, OperationName::GetQueueAcl),
                (&Method::Head, OperationName::GetQueueAcl),
                (&Method::Put, OperationName::SetQueueAcl),
            ],
            (Resource::Messages(_), None) => &[
                (&Method::Post, OperationName::PutMessage),
                (&Method::Get, if self.peeks()? { OperationName::PeekMessages } else { OperationName::GetMessages }),
                (&Method::Delete, OperationName::ClearMessages),
            ],
            (Resource::Message(..), None) if version < ApiVersion::LARGE_MESSAGES => &[(&Method::Delete, OperationName::DeleteMessage)],
            (Resource::Message(..), None) => {
                &[(&Method::Put, OperationName::UpdateMessage), (&Method::Delete, OperationName::DeleteMessage)]
            }
            (_, Some(comp)) => return Err(bad_value("comp", comp, "")),
            (Resource::Service, None) => return Err(missing("comp")),
        };
        let operation = known.iter().find(|(method, _)| **method == request.method).map(|(_, operation)| *operation);
        operation.ok_or(ErrorCode::UnsupportedHttpVerb.into())
    }

    /// Whether the query says so with `restype=service`.
    fn is_service(&self) -> Result<bool, ServiceError> {
        match self.query.get("restype") {
            Some("service") => Ok(true),
            Some(other) => Err(bad_value("restype", other, "")),
            None => Err(missing("restype")),
        }
    }

    fn peeks(&self) -> Result<bool, ServiceError> {
        match self.query.get("peekonly") {
            None => Ok(false),
            Some(word) if word.eq_ignore_ascii_case("true") => Ok(true),
            Some(word) if word.eq_ignore_ascii_case("false") => Ok(false),
            Some(word) => Err(bad_value("peekonly", word, "")),
        }
    }
}

/// `InvalidQueryParameterValue`.
pub(super) fn bad_value(name: &'static str, value: &str, reason: &'static str) -> ServiceError {
    ServiceError::new(ErrorCode::InvalidQueryParameterValue, Detail::Query { name, value: value.into(), reason })
}

/// `MissingRequiredQueryParameter`.
pub(super) fn missing(name: &'static str) -> ServiceError {
    ServiceError::new(ErrorCode::MissingRequiredQueryParameter, Detail::MissingQuery { name })
}

/// Whether the host is an address or `localhost`, so that the account must stand in the path.
fn is_path_style(host: &str) -> bool {
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    name.starts_with('[') || !name.contains('.') || name.parse::<Ipv4Addr>().is_ok()
}
