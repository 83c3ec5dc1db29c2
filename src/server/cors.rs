//! The headers that let a browser hand an answer to a page of another origin (page "Cross-Origin Resource Sharing (CORS) support for Azure
//! Storage"). Whether the request itself succeeds has nothing to do with them.

use crate::engine::ServiceProperties;
use crate::engine::properties::entries;
use crate::wire::{Method, Request, Response};

/// Adds the headers to the answer of an actual request. Preflights have their own.
pub(super) fn decorate(response: &mut Response, request: &Request, properties: &ServiceProperties) {
    let Some(origin) = request.headers.get("Origin") else { return };
    if properties.cors.is_empty() || request.method == Method::Options {
        return;
    }
    let Some(rule) = properties.cors_rule(origin, request.method.as_str(), None) else {
        response.headers.push("Vary", "Origin");
        return;
    };
    let exposed = if entries(&rule.exposed_headers).next().is_some() {
        // Prefixes are spelt out with the headers the answer really has.
        response.headers.iter().map(|(name, _)| name).filter(|name| rule.exposes(name)).collect::<Vec<_>>().join(",")
    } else {
        String::new()
    };
    if rule.allows_any_origin() {
        response.headers.push("Access-Control-Allow-Origin", "*");
    } else {
        response.headers.push("Access-Control-Allow-Origin", origin.to_owned());
        response.headers.push("Access-Control-Allow-Credentials", "true");
        response.headers.push("Vary", "Origin");
    }
    if !exposed.is_empty() {
        response.headers.push("Access-Control-Expose-Headers", exposed);
    }
}
