//! What an account's owner sets for the whole queue service: logging, metrics, cross-origin rules (page "Set Queue Service Properties").

use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The properties of the service. A new account logs and counts nothing and has no cross-origin rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServiceProperties {
    pub logging: Logging,
    pub hour_metrics: Metrics,
    pub minute_metrics: Metrics,
    /// At most five; tried in order.
    pub cors: Arc<[CorsRule]>,
}

/// What to set; absent parts keep their stored value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PropertiesChange {
    pub logging: Option<Logging>,
    pub hour_metrics: Option<Metrics>,
    pub minute_metrics: Option<Metrics>,
    pub cors: Option<Arc<[CorsRule]>>,
}

/// Which requests are logged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logging {
    pub read: bool,
    pub write: bool,
    pub delete: bool,
    pub retention: Retention,
}

/// Whether requests are counted, and whether one by one operation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metrics {
    /// `None`: off. `Some(true)`: with figures for each operation.
    pub include_apis: Option<bool>,
    pub retention: Retention,
}

/// For how many days figures are kept, 1 to 365; `None` for as long as there is room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retention {
    pub days: Option<u32>,
}

/// One cross-origin rule. Lists are comma-separated, as stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorsRule {
    pub allowed_origins: Box<str>,
    pub allowed_methods: Box<str>,
    pub allowed_headers: Box<str>,
    pub exposed_headers: Box<str>,
    /// For how long a browser may remember the answer to its preflight.
    pub max_age_secs: u32,
}

impl ServiceProperties {
    pub(super) fn set(&mut self, change: &PropertiesChange) {
        self.logging = change.logging.unwrap_or(self.logging);
        self.hour_metrics = change.hour_metrics.unwrap_or(self.hour_metrics);
        self.minute_metrics = change.minute_metrics.unwrap_or(self.minute_metrics);
        if let Some(cors) = &change.cors {
            self.cors = Arc::clone(cors);
        }
    }

    /// The first rule that lets a page of `origin` use `method` and send `headers`.
    pub fn cors_rule(&self, origin: &str, method: &str, headers: Option<&str>) -> Option<&CorsRule> {
        self.cors.iter().find(|rule| rule.allows_origin(origin) && rule.allows_method(method) && rule.allows_headers(headers.unwrap_or("")))
    }
}

impl CorsRule {
    /// Whether every origin is let in.
    pub fn allows_any_origin(&self) -> bool {
        entries(&self.allowed_origins).any(|entry| entry == "*")
    }

    /// Whether a script may read the header `name` of an answer.
    pub fn exposes(&self, name: &str) -> bool {
        entries(&self.exposed_headers).any(|entry| header_matches(entry, name))
    }

    fn allows_origin(&self, origin: &str) -> bool {
        entries(&self.allowed_origins).any(|entry| entry == "*" || entry.eq_ignore_ascii_case(origin))
    }

    fn allows_method(&self, method: &str) -> bool {
        entries(&self.allowed_methods).any(|entry| entry == method)
    }

    fn allows_headers(&self, headers: &str) -> bool {
        entries(headers).all(|header| entries(&self.allowed_headers).any(|entry| header_matches(entry, header)))
    }
}

/// The entries of a comma-separated list; empty ones do not count.
pub fn entries(list: &str) -> impl Iterator<Item = &str> {
    list.split(',').map(str::trim).filter(|entry| !entry.is_empty())
}

/// Whether `name` is the header `entry`, or begins with it if it ends in a star. Without case.
fn header_matches(entry: &str, name: &str) -> bool {
    match entry.strip_suffix('*') {
        Some(prefix) => name.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix)),
        None => entry.eq_ignore_ascii_case(name),
    }
}
