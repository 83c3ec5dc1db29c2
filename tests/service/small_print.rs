//! Rules that few people ever meet: headers, the limits of cross-origin rules, settings that exclude each other.

use super::script::Script;
use playground::client::{Answer, Call};
use playground::engine::ErrorCode;
use playground::wire::Response;

fn answer(script: &mut Script, method: &str, target: &str, headers: &[(&str, &str)], body: &str) -> Response {
    let request = script.request(method, target, headers, body);
    script.server.handle(script.now, &request).response
}

fn code(response: &Response) -> (u16, Option<&str>) {
    (response.status, response.headers.get("x-ms-error-code"))
}

#[test]
fn only_a_client_request_id_of_visible_characters_comes_back() {
    let mut script = Script::new();
    let mut echoed = |id: &str| {
        let response = answer(&mut script, "GET", "/tasks/messages", &[("x-ms-client-request-id", id)], "");
        response.headers.get("x-ms-client-request-id").map(str::to_owned)
    };
    let longest = "i".repeat(1_024);
    for id in ["learner-42", "~!{}", &*longest] {
        assert_eq!(echoed(id).as_deref(), Some(id));
    }
    for id in ["", "two words", "two\r\nlines", "\u{e9}t\u{e9}", &*(longest.clone() + "i")] {
        assert_eq!(echoed(id), None, "{id:?}");
    }
}

#[test]
fn a_successful_get_is_not_to_be_cached() {
    let mut script = Script::new();
    let mut cached = |method: &str, target: &str| {
        let response = answer(&mut script, method, target, &[], "");
        (response.status, response.headers.get("Cache-Control").map(str::to_owned))
    };
    let no_cache = Some("no-cache".to_owned());
    for target in ["/?comp=list", "/tasks?comp=metadata", "/tasks?comp=acl", "/tasks/messages", "/tasks/messages?peekonly=true"] {
        assert_eq!(cached("GET", target), (200, no_cache.clone()), "{target}");
    }
    assert_eq!(cached("HEAD", "/tasks?comp=metadata"), (200, no_cache));
    assert_eq!(cached("PUT", "/tasks"), (204, None));
    assert_eq!(cached("GET", "/nothing/messages"), (404, None));
}

#[test]
fn metadata_values_are_text_of_headers() {
    let mut script = Script::new();
    for value in ["caf\u{e9}", "\u{1}", "line\nbreak"] {
        let response = answer(&mut script, "PUT", "/tasks?comp=metadata", &[("x-ms-meta-name", value)], "");
        assert_eq!(code(&response), (400, Some(ErrorCode::InvalidMetadata.as_str())), "{value:?}");
    }
    let value = "blanks,\ttabs & ~tildes~";
    assert_eq!(answer(&mut script, "PUT", "/tasks?comp=metadata", &[("x-ms-meta-name", value)], "").status, 204);
    let Answer::Metadata { metadata, .. } = script.done(&Call::GetMetadata { queue: "tasks".into() }) else { panic!("no metadata") };
    assert_eq!(metadata, [("name".into(), value.into())]);
}

const PROPERTIES: &str = "/?restype=service&comp=properties";

/// The answer to setting one rule, given its five parts.
fn set_rule(script: &mut Script, origins: &str, methods: &str, allowed: &str, exposed: &str, max_age: &str) -> Response {
    let rule = format!(
        "<CorsRule><AllowedOrigins>{origins}</AllowedOrigins><AllowedMethods>{methods}</AllowedMethods><MaxAgeInSeconds>{max_age}</MaxAgeInSeconds>\
         <ExposedHeaders>{exposed}</ExposedHeaders><AllowedHeaders>{allowed}</AllowedHeaders></CorsRule>"
    );
    let body = format!("<StorageServiceProperties><Cors>{rule}</Cors></StorageServiceProperties>");
    answer(script, "PUT", PROPERTIES, &[], &body)
}

#[test]
fn rules_have_limits_of_their_own() {
    let mut script = Script::new();
    let list = |count: usize, ending: &str| (0..count).map(|n| format!("x{n}{ending}")).collect::<Vec<_>>().join(",");
    let value = ErrorCode::InvalidXmlNodeValue.as_str();
    let every_method = "DELETE,GET,HEAD,MERGE,POST,OPTIONS,PUT";
    for (origins, methods, allowed, exposed, max_age, outcome) in [
        ("*", every_method, "*", "*", "0", (202, None)),
        ("*", "GET", &*list(64, ""), "x*,y*", "200", (202, None)),
        (&*"o".repeat(256), "GET", "", "", "200", (202, None)),
        ("*", "PATCH", "", "", "200", (400, Some(value))),
        ("*", "get", "", "", "200", (400, Some(value))),
        ("*", "", "", "", "200", (400, Some(value))),
        ("", "GET", "", "", "200", (400, Some(value))),
        (&*"o".repeat(257), "GET", "", "", "200", (400, Some(value))),
        ("*", "GET", &*list(65, ""), "", "200", (400, Some(value))),
        ("*", "GET", "", &*list(3, "*"), "200", (400, Some(value))),
        ("*", "GET", "", "", "-1", (400, Some(value))),
        ("*", "GET", "", &*list(3, &"h".repeat(250)), "200", (202, None)),
        (&*list(8, &"o".repeat(254)), "GET", "", "", "200", (400, Some(ErrorCode::InvalidXmlDocument.as_str()))),
    ] {
        let response = set_rule(&mut script, origins, methods, allowed, exposed, max_age);
        assert_eq!(code(&response), outcome, "{origins} {methods} {allowed} {exposed} {max_age}");
    }
}

#[test]
fn metrics_that_are_off_include_nothing() {
    let mut script = Script::new();
    let mut set = |inside: &str| {
        let retention = "<RetentionPolicy><Enabled>false</Enabled></RetentionPolicy>";
        let metrics = format!("<HourMetrics><Version>1.0</Version>{inside}{retention}</HourMetrics>");
        let body = format!("<StorageServiceProperties>{metrics}</StorageServiceProperties>");
        let response = answer(&mut script, "PUT", PROPERTIES, &[], &body);
        (response.status, response.headers.get("x-ms-error-code").map(str::to_owned))
    };
    let refused = |code: ErrorCode| (400, Some(code.as_str().to_owned()));
    assert_eq!(set("<Enabled>True</Enabled><IncludeAPIs>False</IncludeAPIs>"), (202, None));
    assert_eq!(set("<Enabled>false</Enabled>"), (202, None));
    assert_eq!(set("<Enabled>true</Enabled>"), refused(ErrorCode::MissingRequiredXmlNode));
    assert_eq!(set("<Enabled>false</Enabled><IncludeAPIs>true</IncludeAPIs>"), refused(ErrorCode::InvalidXmlNodeValue));
    assert_eq!(set("<Enabled>yes</Enabled>"), refused(ErrorCode::InvalidXmlNodeValue));
}
