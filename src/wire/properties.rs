//! The document of Get and Set Queue Service Properties.
//!
//! Before 2013-08-15 there was one element `Metrics` for the hourly figures, and neither minute metrics nor cross-origin rules.

use crate::engine::properties::entries;
use crate::engine::{CorsRule, Detail, ErrorCode, Logging, Metrics, PropertiesChange, Retention, ServiceError, ServiceProperties, limits};
use crate::wire::version::ApiVersion;
use crate::wire::xml::{self, Element, Writer};
use std::sync::Arc;

/// The only version of the analytics settings there is.
const ANALYTICS_VERSION: &str = "1.0";

/// Methods a rule may allow (page "Set Queue Service Properties"). `PATCH` is for blobs only.
const METHODS: [&str; 7] = ["DELETE", "GET", "HEAD", "MERGE", "POST", "OPTIONS", "PUT"];

/// Longest entry of a list of origins or headers, in characters.
const ENTRY_CHARS_MAX: usize = 256;

/// Header entries of one list: those spelt out, and those that end in a star.
const LITERAL_HEADERS_MAX: usize = 64;
const PREFIX_HEADERS_MAX: usize = 2;

/// All rules together without their tags, in bytes.
const RULES_BYTES_MAX: usize = 2_048;

/// Writes the properties in the order in which the service answers them.
pub fn write(writer: &mut Writer, properties: &ServiceProperties, version: ApiVersion) {
    let change = PropertiesChange {
        logging: Some(properties.logging),
        hour_metrics: Some(properties.hour_metrics),
        minute_metrics: Some(properties.minute_metrics),
        cors: Some(Arc::clone(&properties.cors)),
    };
    write_change(writer, &change, version);
}

/// Writes only the parts that are there.
pub fn write_change(writer: &mut Writer, change: &PropertiesChange, version: ApiVersion) {
    let modern = version >= ApiVersion::CORS;
    writer.open("StorageServiceProperties");
    if let Some(Logging { read, write, delete, retention }) = &change.logging {
        writer.open("Logging");
        writer.leaf("Version", ANALYTICS_VERSION);
        writer.leaf("Read", word(*read));
        writer.leaf("Write", word(*write));
        writer.leaf("Delete", word(*delete));
        write_retention(writer, *retention);
        writer.close("Logging");
    }
    let hour = if modern { "HourMetrics" } else { "Metrics" };
    let minute = change.minute_metrics.filter(|_| modern);
    for (name, metrics) in [(hour, change.hour_metrics), ("MinuteMetrics", minute)] {
        let Some(metrics) = metrics else { continue };
        writer.open(name);
        writer.leaf("Version", ANALYTICS_VERSION);
        writer.leaf("Enabled", word(metrics.include_apis.is_some()));
        if let Some(include) = metrics.include_apis {
            writer.leaf("IncludeAPIs", word(include));
        }
        write_retention(writer, metrics.retention);
        writer.close(name);
    }
    if let Some(rules) = change.cors.as_ref().filter(|_| modern) {
        write_rules(writer, rules);
    }
    writer.close("StorageServiceProperties");
}

fn write_retention(writer: &mut Writer, retention: Retention) {
    writer.open("RetentionPolicy");
    writer.leaf("Enabled", word(retention.days.is_some()));
    if let Some(days) = retention.days {
        writer.leaf("Days", &days.to_string());
    }
    writer.close("RetentionPolicy");
}

fn write_rules(writer: &mut Writer, rules: &[CorsRule]) {
    if rules.is_empty() {
        return writer.empty("Cors");
    }
    writer.open("Cors");
    for rule in rules {
        writer.open("CorsRule");
        writer.leaf("AllowedOrigins", &rule.allowed_origins);
        writer.leaf("AllowedMethods", &rule.allowed_methods);
        writer.leaf("MaxAgeInSeconds", &rule.max_age_secs.to_string());
        writer.leaf("ExposedHeaders", &rule.exposed_headers);
        writer.leaf("AllowedHeaders", &rule.allowed_headers);
        writer.close("CorsRule");
    }
    writer.close("Cors");
}

const fn word(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}

/// Reads what is to be set (page "Set Queue Service Properties").
///
/// Err: `InvalidXmlDocument`, `UnsupportedXmlNode`, `MissingRequiredXmlNode`, `InvalidXmlNodeValue`.
pub fn read(body: &[u8], version: ApiVersion) -> Result<PropertiesChange, ServiceError> {
    let document = xml::parse(body).ok().filter(|document| document.name == "StorageServiceProperties").ok_or_else(malformed)?;
    let modern = version >= ApiVersion::CORS;
    let mut change = PropertiesChange::default();
    for element in &document.children {
        match element.name {
            "Logging" => change.logging = Some(read_logging(element)?),
            "HourMetrics" if modern => change.hour_metrics = Some(read_metrics(element)?),
            "Metrics" if !modern => change.hour_metrics = Some(read_metrics(element)?),
            "MinuteMetrics" if modern => change.minute_metrics = Some(read_metrics(element)?),
            "Cors" if modern => change.cors = Some(read_rules(element)?),
            // Blobs only; tools that set all services alike send it.
            "DefaultServiceVersion" => {}
            name => return Err(node(ErrorCode::UnsupportedXmlNode, name, &element.text)),
        }
    }
    // Partial settings came with 2013-08-15.
    for (name, present) in [("Logging", change.logging.is_some()), ("Metrics", change.hour_metrics.is_some())] {
        if !modern && !present {
            return Err(node(ErrorCode::MissingRequiredXmlNode, name, ""));
        }
    }
    Ok(change)
}

/// Reads the answer to Get; parts an older version leaves out stay at their defaults.
pub fn read_answer(body: &[u8], version: ApiVersion) -> Result<ServiceProperties, ServiceError> {
    let change = read(body, version)?;
    Ok(ServiceProperties {
        logging: change.logging.unwrap_or_default(),
        hour_metrics: change.hour_metrics.unwrap_or_default(),
        minute_metrics: change.minute_metrics.unwrap_or_default(),
        cors: change.cors.unwrap_or_default(),
    })
}

fn read_logging(element: &Element) -> Result<Logging, ServiceError> {
    check_version(element)?;
    let (read, write, delete) = (flag(element, "Read")?, flag(element, "Write")?, flag(element, "Delete")?);
    Ok(Logging { read, write, delete, retention: read_retention(element)? })
}

fn read_metrics(element: &Element) -> Result<Metrics, ServiceError> {
    check_version(element)?;
    let include_apis = match (flag(element, "Enabled")?, element.child("IncludeAPIs")) {
        (true, _) => Some(flag(element, "IncludeAPIs")?),
        (false, Some(child)) => return Err(node(ErrorCode::InvalidXmlNodeValue, child.name, &child.text)),
        (false, None) => None,
    };
    Ok(Metrics { include_apis, retention: read_retention(element)? })
}

fn read_retention(element: &Element) -> Result<Retention, ServiceError> {
    let policy = element.child("RetentionPolicy").ok_or_else(|| node(ErrorCode::MissingRequiredXmlNode, "RetentionPolicy", ""))?;
    if !flag(policy, "Enabled")? {
        return Ok(Retention { days: None });
    }
    let text = required(policy, "Days")?;
    let days = text.parse().ok().filter(|days| (limits::RETENTION_DAYS_MIN..=limits::RETENTION_DAYS_MAX).contains(days));
    let days: i64 = days.ok_or_else(|| node(ErrorCode::InvalidXmlNodeValue, "Days", text))?;
    Ok(Retention { days: Some(u32::try_from(days).expect("at most 365")) })
}

fn read_rules(element: &Element) -> Result<Arc<[CorsRule]>, ServiceError> {
    if element.children.len() > limits::CORS_RULES_MAX {
        return Err(malformed());
    }
    let rules = element.children.iter().map(read_rule).collect::<Result<Arc<[CorsRule]>, ServiceError>>()?;
    let bytes = element.children.iter().flat_map(|rule| &rule.children).map(|part| part.text.len()).sum::<usize>();
    if bytes > RULES_BYTES_MAX { Err(malformed()) } else { Ok(rules) }
}

fn read_rule(element: &Element) -> Result<CorsRule, ServiceError> {
    if element.name != "CorsRule" {
        return Err(node(ErrorCode::UnsupportedXmlNode, element.name, &element.text));
    }
    let max_age = required(element, "MaxAgeInSeconds")?;
    let max_age_secs = max_age.trim().parse().map_err(|_| node(ErrorCode::InvalidXmlNodeValue, "MaxAgeInSeconds", max_age))?;
    let rule = CorsRule {
        allowed_origins: required(element, "AllowedOrigins")?.into(),
        allowed_methods: required(element, "AllowedMethods")?.into(),
        allowed_headers: required(element, "AllowedHeaders")?.into(),
        exposed_headers: required(element, "ExposedHeaders")?.into(),
        max_age_secs,
    };
    let bad = |name, list: &str| Err(node(ErrorCode::InvalidXmlNodeValue, name, list));
    if entries(&rule.allowed_origins).next().is_none() || entries(&rule.allowed_origins).any(too_long) {
        return bad("AllowedOrigins", &rule.allowed_origins);
    }
    if entries(&rule.allowed_methods).next().is_none() || !entries(&rule.allowed_methods).all(|method| METHODS.contains(&method)) {
        return bad("AllowedMethods", &rule.allowed_methods);
    }
    for (name, list) in [("AllowedHeaders", &rule.allowed_headers), ("ExposedHeaders", &rule.exposed_headers)] {
        let prefixes = entries(list).filter(|entry| entry.len() > 1 && entry.ends_with('*')).count();
        let literals = entries(list).filter(|entry| !entry.ends_with('*')).count();
        if prefixes > PREFIX_HEADERS_MAX || literals > LITERAL_HEADERS_MAX || entries(list).any(too_long) {
            return bad(name, list);
        }
    }
    Ok(rule)
}

fn too_long(entry: &str) -> bool {
    entry.chars().count() > ENTRY_CHARS_MAX
}

fn check_version(element: &Element) -> Result<(), ServiceError> {
    let version = required(element, "Version")?;
    if version == ANALYTICS_VERSION { Ok(()) } else { Err(node(ErrorCode::InvalidXmlNodeValue, "Version", version)) }
}

/// `true` and `false`, also with a capital, as one client library writes them.
fn flag(element: &Element, name: &str) -> Result<bool, ServiceError> {
    match required(element, name)? {
        "true" | "True" => Ok(true),
        "false" | "False" => Ok(false),
        other => Err(node(ErrorCode::InvalidXmlNodeValue, name, other)),
    }
}

fn required<'a>(element: &'a Element, name: &str) -> Result<&'a str, ServiceError> {
    element.child_text(name).ok_or_else(|| node(ErrorCode::MissingRequiredXmlNode, name, ""))
}

fn malformed() -> ServiceError {
    ServiceError::new(ErrorCode::InvalidXmlDocument, Detail::Xml { line: 0, position: 0, reason: "" })
}

fn node(code: ErrorCode, name: &str, value: &str) -> ServiceError {
    ServiceError::new(code, Detail::XmlNode { name: name.into(), value: value.into(), reason: "" })
}
