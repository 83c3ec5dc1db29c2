//! Understanding a request: names, parameters, headers and body become an `Operation`, or the first thing wrong with them a refusal.
//!
//! Order: the queue's name, the query, the body. Whether the queue exists is the engine's business and comes last.

use crate::engine::{Detail, ErrorCode, Metadata, Operation, OperationName, QueueName, ServiceError, limits, receipt::PresentedReceipt};
use crate::server::route::{Resource, Route, bad_value, missing};
use crate::time::Span;
use crate::wire::version::ApiVersion;
use crate::wire::{Method, Request, acl, properties, xml};
use std::sync::Arc;
use uuid::Uuid;

/// Reads the operation `name` out of its request. `label` is set as soon as the queue's name is known to be one.
pub(super) fn operation(
    name: OperationName,
    route: &Route,
    request: &Request,
    version: ApiVersion,
    label: &mut Option<Arc<str>>,
) -> Result<Operation, ServiceError> {
    let read = Reader { route, request, version };
    read.check_request()?;
    let (Resource::Queue(queue) | Resource::Messages(queue) | Resource::Message(queue, _)) = &route.resource else {
        return read.service_operation(name);
    };
    if name == OperationName::PreflightRequest {
        return read.preflight();
    }
    let queue = QueueName::parse(queue)?;
    *label = Some(queue.label());
    Ok(match name {
        OperationName::CreateQueue => Operation::CreateQueue { queue, metadata: read.metadata()? },
        OperationName::DeleteQueue => Operation::DeleteQueue { queue },
        OperationName::GetQueueMetadata => Operation::GetQueueMetadata { queue },
        OperationName::SetQueueMetadata => Operation::SetQueueMetadata { queue, metadata: read.metadata()? },
        OperationName::PutMessage => {
            let visibility_timeout = read.delay()?;
            let time_to_live = read.time_to_live()?;
            if time_to_live.is_some_and(|life| visibility_timeout >= life) {
                let value = visibility_timeout.to_string();
                return Err(bad_value("visibilitytimeout", &value, "messagettl must be greater than visibilitytimeout"));
            }
            let text = read.text()?;
            Operation::PutMessage { queue, text, visibility_timeout: secs(visibility_timeout), time_to_live: time_to_live.map(secs) }
        }
        OperationName::GetMessages => {
            let count = read.count()?;
            let visibility_timeout = read.visibility_timeout(1)?.unwrap_or(limits::VISIBILITY_TIMEOUT_SECS_DEFAULT);
            Operation::GetMessages { queue, count, visibility_timeout: secs(visibility_timeout) }
        }
        OperationName::PeekMessages => Operation::PeekMessages { queue, count: read.count()? },
        OperationName::DeleteMessage => Operation::DeleteMessage { queue, id: read.message_id(), receipt: read.receipt()? },
        OperationName::ClearMessages => Operation::ClearMessages { queue },
        OperationName::UpdateMessage => {
            let receipt = read.receipt()?;
            let visibility_timeout = secs(read.visibility_timeout(0)?.ok_or_else(|| missing("visibilitytimeout"))?);
            let text = if request.body.is_empty() { None } else { Some(read.text()?) };
            Operation::UpdateMessage { queue, id: read.message_id(), receipt, visibility_timeout, text }
        }
        OperationName::GetQueueAcl => Operation::GetQueueAcl { queue },
        OperationName::SetQueueAcl => Operation::SetQueueAcl { queue, identifiers: acl::read(&request.body)? },
        OperationName::ListQueues
        | OperationName::GetServiceProperties
        | OperationName::SetServiceProperties
        | OperationName::GetServiceStats
        | OperationName::PreflightRequest => unreachable!("these name no queue"),
    })
}

/// `InvalidHeaderValue`.
pub(super) fn bad_header(name: &str, value: &str) -> ServiceError {
    ServiceError::new(ErrorCode::InvalidHeaderValue, Detail::Header { name: name.into(), value: value.into() })
}

struct Reader<'a> {
    route: &'a Route<'a>,
    request: &'a Request,
    version: ApiVersion,
}

impl Reader<'_> {
    /// Checks what every request must obey. Err: `MissingContentLengthHeader`, `InvalidQueryParameterValue` for a timeout that is no number.
    fn check_request(&self) -> Result<(), ServiceError> {
        let headers = &self.request.headers;
        let with_body = matches!(self.request.method, Method::Put | Method::Post);
        if with_body && headers.get("Content-Length").is_none() && headers.get("Transfer-Encoding").is_none() {
            return Err(ErrorCode::MissingContentLengthHeader.into());
        }
        // The server-side limit is checked and otherwise without effect: nothing here takes seconds.
        self.number("timeout").map(|_| ())
    }

    fn service_operation(&self, name: OperationName) -> Result<Operation, ServiceError> {
        Ok(match name {
            OperationName::ListQueues => self.list()?,
            OperationName::GetServiceProperties => Operation::GetServiceProperties,
            OperationName::SetServiceProperties => Operation::SetServiceProperties(properties::read(&self.request.body, self.version)?),
            OperationName::GetServiceStats => Operation::GetServiceStats,
            OperationName::PreflightRequest => self.preflight()?,
            OperationName::CreateQueue
            | OperationName::DeleteQueue
            | OperationName::GetQueueMetadata
            | OperationName::SetQueueMetadata
            | OperationName::GetQueueAcl
            | OperationName::SetQueueAcl
            | OperationName::PutMessage
            | OperationName::GetMessages
            | OperationName::PeekMessages
            | OperationName::DeleteMessage
            | OperationName::ClearMessages
            | OperationName::UpdateMessage => unreachable!("these name a queue"),
        })
    }

    /// Page "List Queues".
    fn list(&self) -> Result<Operation, ServiceError> {
        const MAX: &str = "maxresults";
        let text = |name| self.route.query.get(name).map(Into::into);
        let max_results = self.number(MAX)?;
        if let Some(number) = max_results.filter(|number| *number < 1) {
            let detail = Detail::Range { name: MAX, value: number.to_string().into(), min: 1, max: limits::QUEUES_PER_PAGE_MAX };
            return Err(ServiceError::new(ErrorCode::OutOfRangeQueryParameterValue, detail));
        }
        let with_metadata = match self.route.query.get("include") {
            None | Some("") => false,
            Some("metadata") => true,
            Some(other) => return Err(bad_value("include", other, "")),
        };
        Ok(Operation::ListQueues { prefix: text("prefix"), marker: text("marker"), max_results, with_metadata })
    }

    /// Page "Preflight Queue Request".
    fn preflight(&self) -> Result<Operation, ServiceError> {
        let header = |name| self.request.headers.get(name);
        let needed = |name| {
            let missing = || ServiceError::new(ErrorCode::InvalidHeaderValue, Detail::CorsHeaderMissing(name));
            header(name).map(Into::into).ok_or_else(missing)
        };
        let (origin, method) = (needed("Origin")?, needed("Access-Control-Request-Method")?);
        Ok(Operation::PreflightRequest { origin, method, headers: header("Access-Control-Request-Headers").map(Into::into) })
    }

    /// A whole number. Err: `InvalidQueryParameterValue`.
    fn number(&self, name: &'static str) -> Result<Option<i64>, ServiceError> {
        self.route.query.get(name).map(|text| text.parse().map_err(|_| bad_value(name, text, ""))).transpose()
    }

    /// A whole number in `min..=max`. Err: also `OutOfRangeQueryParameterValue`.
    fn number_within(&self, name: &'static str, min: i64, max: i64) -> Result<Option<i64>, ServiceError> {
        match self.number(name)? {
            Some(number) if !(min..=max).contains(&number) => {
                let value = number.to_string().into();
                Err(ServiceError::new(ErrorCode::OutOfRangeQueryParameterValue, Detail::Range { name, value, min, max }))
            }
            number => Ok(number),
        }
    }

    /// Whole seconds; the shortest is `min`.
    fn visibility_timeout(&self, min: i64) -> Result<Option<i64>, ServiceError> {
        let max = if self.version < ApiVersion::LARGE_MESSAGES {
            limits::VISIBILITY_TIMEOUT_SECS_MAX_BEFORE_2011
        } else {
            limits::VISIBILITY_TIMEOUT_SECS_MAX
        };
        self.number_within("visibilitytimeout", min, max)
    }

    /// The visibility timeout of a Put, which old versions do not know. Err: also `UnsupportedQueryParameter`.
    fn delay(&self) -> Result<i64, ServiceError> {
        let delay = self.visibility_timeout(0)?;
        if delay.is_some() && self.version < ApiVersion::LARGE_MESSAGES {
            let detail = Detail::MissingQuery { name: "visibilitytimeout" };
            return Err(ServiceError::new(ErrorCode::UnsupportedQueryParameter, detail));
        }
        Ok(delay.unwrap_or(0))
    }

    /// Whole seconds; `None` for never.
    fn time_to_live(&self) -> Result<Option<i64>, ServiceError> {
        const NAME: &str = "messagettl";
        let unlimited = self.version >= ApiVersion::UNLIMITED_LIFE;
        match self.number(NAME)? {
            None => Ok(Some(limits::TIME_TO_LIVE_SECS_DEFAULT)),
            Some(-1) if unlimited => Ok(None),
            Some(life) if unlimited && life < 1 => {
                Err(bad_value(NAME, &life.to_string(), "Value must be greater than or equal to 1, or -1 to indicate an infinite TTL."))
            }
            Some(life) if unlimited => Ok(Some(life)),
            Some(_) => self.number_within(NAME, 1, limits::TIME_TO_LIVE_SECS_DEFAULT),
        }
    }

    fn count(&self) -> Result<u32, ServiceError> {
        let count = self.number_within("numofmessages", limits::MESSAGES_PER_REQUEST_MIN, limits::MESSAGES_PER_REQUEST_MAX)?;
        Ok(count.map_or(1, |count| u32::try_from(count).expect("at most 32")))
    }

    /// `None` for text that is no GUID: no message has such an id.
    fn message_id(&self) -> Option<Uuid> {
        let Resource::Message(_, id) = &self.route.resource else { return None };
        // Other spellings of a GUID (braces, no dashes) name no message.
        (id.len() == 36).then(|| Uuid::try_parse(id).ok())?
    }

    fn receipt(&self) -> Result<PresentedReceipt, ServiceError> {
        const NAME: &str = "popreceipt";
        let text = self.route.query.get(NAME).ok_or_else(|| missing(NAME))?;
        PresentedReceipt::parse(text).ok_or_else(|| bad_value(NAME, text, "Invalid pop receipt format"))
    }

    /// The text of a message body. Err: `InvalidXmlDocument`, `RequestBodyTooLarge`.
    fn text(&self) -> Result<Arc<str>, ServiceError> {
        let max = if self.version < ApiVersion::LARGE_MESSAGES { limits::TEXT_BYTES_MAX_BEFORE_2011 } else { limits::TEXT_BYTES_MAX };
        let too_large = || ServiceError::new(ErrorCode::RequestBodyTooLarge, Detail::MaxLimit(max as u64));
        if self.request.body.len() > limits::BODY_BYTES_MAX {
            return Err(too_large());
        }
        let document = xml::parse(&self.request.body).map_err(|xml::Malformed| bad_xml(""))?;
        let text = document.child("MessageText").filter(|_| document.name == "QueueMessage").ok_or_else(|| bad_xml(""))?;
        let text = text.text_without_markup();
        if text.len() > max { Err(too_large()) } else { Ok(text.into()) }
    }

    /// All `x-ms-meta-` headers. Err: `EmptyMetadataKey`, `InvalidMetadata`, `MetadataTooLarge`.
    fn metadata(&self) -> Result<Metadata, ServiceError> {
        const PREFIX: &str = "x-ms-meta-";
        let pairs = self.request.headers.iter().filter_map(|(name, value)| {
            let (prefix, key) = name.split_at_checked(PREFIX.len())?;
            prefix.eq_ignore_ascii_case(PREFIX).then(|| (key.into(), value.into()))
        });
        Ok(Metadata::new(pairs.collect())?)
    }
}

fn bad_xml(reason: &'static str) -> ServiceError {
    ServiceError::new(ErrorCode::InvalidXmlDocument, Detail::Xml { line: 0, position: 0, reason })
}

fn secs(secs: i64) -> Span {
    Span::from_micros(u64::try_from(secs).expect("checked to be positive").saturating_mul(1_000_000))
}
