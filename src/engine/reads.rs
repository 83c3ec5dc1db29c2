//! The operations that only read. Both regions answer them, each from its own contents.

use crate::engine::account::Contents;
use crate::engine::error::{Detail, ErrorCode, ServiceError};
use crate::engine::limits;
use crate::engine::operation::{Operation, Outcome, QueuePage};
use crate::engine::properties::ServiceProperties;
use crate::time::Timestamp;
use std::sync::Arc;

impl Contents {
    /// Answers an operation that only reads. Peeking sweeps, so it wants to change the queue, and nothing a client can see.
    ///
    /// Err: `InsufficientAccountPermissions` for all other operations, as the secondary says; else what the operation itself says.
    pub(super) fn read(&mut self, now: Timestamp, account: &str, operation: &Operation) -> Result<Outcome, ServiceError> {
        match operation {
            Operation::ListQueues { prefix, marker, max_results, with_metadata } => {
                let page = QueuePage {
                    prefix: prefix.clone(),
                    marker: marker.clone(),
                    max_results: *max_results,
                    queues: vec![],
                    next_marker: None,
                };
                self.list(account, page, *with_metadata).map(Outcome::QueueList)
            }
            Operation::GetServiceProperties => Ok(Outcome::ServiceProperties(Arc::clone(&self.properties))),
            Operation::PreflightRequest { origin, method, headers } => preflight(&self.properties, origin, method, headers.as_deref()),
            Operation::GetQueueMetadata { queue } => self
                .queue(queue.as_str())
                .ok_or(ErrorCode::QueueNotFound.into())
                .map(|queue| Outcome::QueueMetadata { metadata: queue.metadata.clone(), approximate_count: queue.approximate_count() }),
            Operation::GetQueueAcl { queue } => {
                let queue = self.queue(queue.as_str()).ok_or(ErrorCode::QueueNotFound.into());
                queue.map(|queue| Outcome::QueueAcl(Arc::clone(queue.acl())))
            }
            Operation::PeekMessages { queue, count } => self.queue_mut(queue).map(|queue| Outcome::Peeked(queue.peek(now, *count))),
            Operation::GetServiceStats
            | Operation::SetServiceProperties(_)
            | Operation::CreateQueue { .. }
            | Operation::DeleteQueue { .. }
            | Operation::SetQueueMetadata { .. }
            | Operation::SetQueueAcl { .. }
            | Operation::PutMessage { .. }
            | Operation::GetMessages { .. }
            | Operation::UpdateMessage { .. }
            | Operation::DeleteMessage { .. }
            | Operation::ClearMessages { .. } => Err(ErrorCode::InsufficientAccountPermissions.into()),
        }
    }

    /// Fills a page. A marker is the path of the queue it begins with (page "List Queues": opaque). Err: `InvalidMarker`.
    fn list(&self, account: &str, mut page: QueuePage, with_metadata: bool) -> Result<QueuePage, ServiceError> {
        let path = ["/", account, "/"].concat();
        let from = match page.marker.as_deref() {
            None | Some("") => "",
            Some(marker) => marker.strip_prefix(&*path).ok_or(ErrorCode::InvalidMarker)?,
        };
        let prefix = page.prefix.as_deref().unwrap_or("");
        let max = page.max_results.map_or(limits::QUEUES_PER_PAGE_MAX, |max| max.min(limits::QUEUES_PER_PAGE_MAX));
        let max = usize::try_from(max).expect("at least 1, says the operation");
        for (name, queue) in self.queues.from(from.max(prefix)) {
            if !name.as_str().starts_with(prefix) {
                break;
            }
            if page.queues.len() == max {
                page.next_marker = Some([&path, name.as_str()].concat().into());
                break;
            }
            page.queues.push((name.label(), with_metadata.then(|| queue.metadata.clone())));
        }
        Ok(page)
    }
}

/// Page "Preflight Queue Request". Err: `CorsPreflightFailure`.
fn preflight(properties: &ServiceProperties, origin: &str, method: &str, headers: Option<&str>) -> Result<Outcome, ServiceError> {
    let rule = properties.cors_rule(origin, method, headers);
    let refusal = ServiceError::new(ErrorCode::CorsPreflightFailure, Detail::MessageDetails("No CORS rules matches this request"));
    let rule = rule.ok_or(refusal)?;
    Ok(Outcome::PreflightGranted {
        origin: origin.into(),
        method: method.into(),
        headers: headers.map(Into::into),
        max_age_secs: rule.max_age_secs,
    })
}
