//! Operations beyond the life of a message: lists, properties, policies, origins, versions, the other region, the targets.

use super::script::{START, Script};
use playground::client::{Answer, Call, ListedQueue, Policy};
use playground::engine::{CorsRule, Logging, Metrics, PropertiesChange, Retention, Throttling};
use playground::time::Span;
use std::sync::Arc;

fn create(script: &mut Script, name: &str, metadata: &[(&str, &str)]) {
    let metadata = metadata.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
    script.done(&Call::CreateQueue { queue: name.into(), metadata });
}

fn list(prefix: Option<&str>, marker: Option<Box<str>>, max_results: Option<i64>) -> Call {
    Call::ListQueues { prefix: prefix.map(Into::into), marker, max_results, with_metadata: true }
}

fn names(queues: &[ListedQueue]) -> Vec<&str> {
    queues.iter().map(|queue| &*queue.name).collect()
}

#[test]
fn queues_are_listed_by_name_page_by_page() {
    let mut script = Script::new();
    for name in ["zebra", "apple", "mango", "mangrove"] {
        create(&mut script, name, &[("Colour", "red & <blue>")]);
    }
    let Answer::Queues { queues, next_marker } = script.done(&list(None, None, Some(2))) else { panic!("no list") };
    assert_eq!(names(&queues), ["apple", "mango"]);
    assert_eq!(queues[0].metadata, Some(vec![("Colour".into(), "red & <blue>".into())]));
    assert_eq!(next_marker.as_deref(), Some("/newsroom/mangrove"));
    // A queue made in between takes its place; nothing is lost or told twice.
    create(&mut script, "nectar", &[]);
    let Answer::Queues { queues, next_marker } = script.done(&list(None, next_marker, None)) else { panic!("no list") };
    assert_eq!((names(&queues), next_marker), (vec!["mangrove", "nectar", "tasks", "zebra"], None));
    let Answer::Queues { queues, .. } = script.done(&list(Some("mang"), None, None)) else { panic!("no list") };
    assert_eq!(names(&queues), ["mango", "mangrove"]);
    let Answer::Queues { queues, .. } = script.done(&list(Some("mang"), Some("/newsroom/mangrove".into()), None)) else {
        panic!("no list")
    };
    assert_eq!(names(&queues), ["mangrove"]);
}

#[test]
fn a_list_repeats_only_the_parameters_that_were_sent() {
    let mut script = Script::new();
    let bare = Call::ListQueues { prefix: None, marker: None, max_results: None, with_metadata: false };
    let text = "\u{feff}<?xml version=\"1.0\" encoding=\"utf-8\"?><EnumerationResults ServiceEndpoint=\"https://newsroom.queue.core.windows.net/\">\
        <Queues><Queue><Name>tasks</Name></Queue></Queues><NextMarker /></EnumerationResults>";
    assert_eq!(script.reply(&bare).response.text(), text);
    let all = script.reply(&list(Some("t"), Some("/newsroom/".into()), Some(9_999)));
    assert!(all.response.text().contains("<Prefix>t</Prefix><Marker>/newsroom/</Marker><MaxResults>9999</MaxResults><Queues><Queue>"));
    assert!(all.response.text().contains("<Name>tasks</Name><Metadata /></Queue>"));
    script.endpoint.version = "2012-02-12".into();
    let old = script.reply(&bare).response;
    assert!(old.text().contains("<EnumerationResults AccountName=\"https://newsroom.queue.core.windows.net/\">"));
    assert!(old.text().contains("<Url>https://newsroom.queue.core.windows.net/tasks</Url>"));
}

#[test]
fn a_deleted_name_is_blocked_for_thirty_seconds() {
    let mut script = Script::new();
    script.put("a");
    script.done(&Call::DeleteQueue { queue: "tasks".into() });
    let create = Call::CreateQueue { queue: "tasks".into(), metadata: vec![] };
    script.wait(29);
    script.wait_micros(999_999);
    assert_eq!(script.refused(&create), (409, "QueueBeingDeleted".to_owned()));
    assert_eq!(script.refused(&Call::GetMetadata { queue: "tasks".into() }), (404, "QueueNotFound".to_owned()));
    script.wait_micros(1);
    assert_eq!(script.done(&create), Answer::QueueCreated { existed: false });
    assert_eq!(script.get_texts(1, 30), [], "the messages went with the old queue");
}

#[test]
fn metadata_are_replaced_as_a_whole_and_the_count_takes_in_hidden_messages() {
    let mut script = Script::new();
    script.put("a");
    script.put_with("b", Some(60), None);
    script.get(1, 60);
    let set = |pairs: &[(&str, &str)]| Call::SetMetadata {
        queue: "tasks".into(),
        metadata: pairs.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect(),
    };
    script.done(&set(&[("One", "1"), ("two", "2")]));
    script.done(&set(&[("Three", "3")]));
    let expected = Answer::Metadata { metadata: vec![("Three".into(), "3".into())], approximate_count: 2 };
    assert_eq!(script.done(&Call::GetMetadata { queue: "tasks".into() }), expected);
    let same = Call::CreateQueue { queue: "tasks".into(), metadata: vec![("THREE".into(), "3".into())] };
    assert_eq!(script.done(&same), Answer::QueueCreated { existed: true });
}

#[test]
fn parts_of_the_properties_can_be_set_alone() {
    let mut script = Script::new();
    let logging = Logging { read: true, write: false, delete: true, retention: Retention { days: Some(365) } };
    let rule = CorsRule {
        allowed_origins: "https://app.example, https://b.example".into(),
        allowed_methods: "GET,PUT".into(),
        allowed_headers: "*".into(),
        exposed_headers: "x-ms-*".into(),
        max_age_secs: 200,
    };
    let set = |logging, hour_metrics, cors: Option<Arc<[CorsRule]>>| Call::SetServiceProperties {
        properties: PropertiesChange { logging, hour_metrics, minute_metrics: None, cors },
    };
    let metrics = Metrics { include_apis: Some(false), retention: Retention { days: None } };
    script.done(&set(Some(logging), None, Some(Arc::new([rule.clone()]))));
    script.done(&set(None, Some(metrics), None));
    let Answer::ServiceProperties(stored) = script.done(&Call::GetServiceProperties) else { panic!("no properties") };
    assert_eq!((stored.logging, stored.hour_metrics, stored.minute_metrics), (logging, metrics, Metrics::default()));
    assert_eq!(stored.cors[..], *std::slice::from_ref(&rule));
    let six = vec![rule; 6].into();
    assert_eq!(script.refused(&set(None, None, Some(six))), (400, "InvalidXmlDocument".to_owned()));
    script.done(&set(None, None, Some(Arc::new([]))));
    let Answer::ServiceProperties(stored) = script.done(&Call::GetServiceProperties) else { panic!("no properties") };
    assert_eq!((stored.logging, stored.cors.len()), (logging, 0));
}

#[test]
fn policies_come_back_with_seven_decimals_and_absent_parts_stay_absent() {
    let mut script = Script::new();
    let policy = |id: &str| Policy { id: id.into(), ..Policy::default() };
    let full = Policy {
        start: Some("2026-11-20".into()),
        expiry: Some("2026-12-01T08:30:00.25+01:00".into()),
        permission: Some("ru".into()),
        ..policy("full")
    };
    script.done(&Call::SetAcl { queue: "tasks".into(), policies: vec![full.clone(), policy("bare")] });
    let Answer::Policies(policies) = script.done(&Call::GetAcl { queue: "tasks".into() }) else { panic!("no policies") };
    let returned =
        Policy { start: Some("2026-11-20T00:00:00.0000000Z".into()), expiry: Some("2026-12-01T07:30:00.2500000Z".into()), ..full };
    assert_eq!(policies, [returned, policy("bare")]);
    for (policies, why) in [
        ((0..6).map(|n| policy(&n.to_string())).collect::<Vec<_>>(), "six are too many"),
        (vec![policy("twice"), policy("twice")], "an id is used once"),
        (vec![policy("")], "an id has a character"),
        (vec![policy(&"i".repeat(65))], "an id has at most 64"),
        (vec![Policy { start: Some("yesterday".into()), ..policy("p") }], "a time is ISO 8601"),
    ] {
        assert_eq!(script.refused(&Call::SetAcl { queue: "tasks".into(), policies }), (400, "InvalidXmlDocument".to_owned()), "{why}");
    }
    script.done(&Call::SetAcl { queue: "tasks".into(), policies: (0..5).map(|n| policy(&n.to_string().repeat(64))).collect() });
}

#[test]
fn pages_of_any_origin_may_read_what_a_rule_exposes() {
    let mut script = Script::new();
    let rule = |origins: &str, exposed: &str| CorsRule {
        allowed_origins: origins.into(),
        allowed_methods: "GET".into(),
        allowed_headers: "x-ms-meta-*,content-type".into(),
        exposed_headers: exposed.into(),
        max_age_secs: 5,
    };
    let properties =
        PropertiesChange { cors: Some(Arc::new([rule("https://a.example", "Date"), rule("*", "x-ms-v*")])), ..PropertiesChange::default() };
    script.done(&Call::SetServiceProperties { properties });
    let headers_for = |script: &mut Script, origin: &str| {
        let request = script.request("GET", "/nothing/messages", &[("Origin", origin)], "");
        let response = script.server.handle(script.now, &request).response;
        ["Access-Control-Allow-Origin", "Access-Control-Expose-Headers", "Access-Control-Allow-Credentials", "Vary"]
            .map(|name| response.headers.get(name).map(str::to_owned))
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(headers_for(&mut script, "https://z.example"), [some("*"), some("x-ms-version"), None, None], "errors carry them too");
    assert_eq!(headers_for(&mut script, "HTTPS://A.example"), [some("HTTPS://A.example"), some("Date"), some("true"), some("Origin")]);
    let preflight = |headers: &str| Call::Preflight {
        queue: "tasks".into(),
        origin: Some("https://z.example".into()),
        method: Some("GET".into()),
        headers: Some(headers.into()),
    };
    assert_eq!(script.done(&preflight("X-MS-Meta-Team, Content-Type")), Answer::PreflightGranted { max_age_secs: 5 });
    assert_eq!(script.refused(&preflight("x-ms-date")), (403, "CorsPreflightFailure".to_owned()));
}

#[test]
fn the_other_region_reads_what_was_written_a_minute_ago() {
    let mut script = Script::new();
    script.put("a");
    let primary = script.endpoint.clone();
    let secondary = primary.clone().secondary();
    assert_eq!(&*secondary.host, "newsroom-secondary.queue.core.windows.net");
    let peek = Call::Peek { queue: "tasks".into(), count: Some(32) };
    assert_eq!(script.refused(&Call::GetServiceStats), (400, "InvalidQueryParameterValue".to_owned()));
    script.endpoint = secondary.clone();
    assert_eq!(script.refused(&peek), (404, "QueueNotFound".to_owned()));
    script.wait(60);
    script.endpoint = primary;
    script.put("b");
    script.endpoint = secondary;
    let Answer::Peeked(peeked) = script.done(&peek) else { panic!("no peek") };
    assert_eq!(peeked.iter().map(|message| &*message.text).collect::<Vec<_>>(), ["a"]);
    let stats = Answer::ServiceStats { status: "live".into(), last_sync_at: Some(START + Span::from_secs(60)) };
    assert_eq!(script.done(&Call::GetServiceStats), stats);
    let get = Call::Get { queue: "tasks".into(), count: None, visibility_timeout: None };
    assert_eq!(script.refused(&get), (403, "InsufficientAccountPermissions".to_owned()));
}

#[test]
fn a_queue_takes_as_many_messages_a_second_as_its_target_says() {
    let mut script = Script::new();
    // A hundredth of the targets: 20 messages a second.
    script.server.set_throttling(Throttling::Scaled { part: 1, whole: 100 });
    let taken = |script: &mut Script| (0..50).filter(|_| script.put_reply(None).status == 201).count();
    assert_eq!(taken(&mut script), 20);
    assert_eq!(taken(&mut script), 0);
    script.wait_micros(500_000);
    assert_eq!(taken(&mut script), 10);
    script.wait(10);
    assert_eq!(script.get(20, 60).len(), 20, "a Get of twenty counts as twenty");
    assert_eq!(taken(&mut script), 0);
    script.server.set_throttling(Throttling::Off);
    assert_eq!(taken(&mut script), 50);
}

#[test]
fn old_versions_get_old_answers() {
    let mut script = Script::new();
    script.endpoint.version = "2015-12-11".into();
    let put = script.put_reply(None);
    assert_eq!((put.status, put.body.len()), (201, 0), "Put answers with a body since 2016-05-31");
    let never = Call::Put { queue: "tasks".into(), text: "a".into(), visibility_timeout: None, time_to_live: Some(-1) };
    assert_eq!(script.refused(&never), (400, "OutOfRangeQueryParameterValue".to_owned()), "for ever is possible since 2017-07-29");
    script.endpoint.version = "2009-09-19".into();
    let long = Call::Put { queue: "tasks".into(), text: "a".repeat(8_193).into(), visibility_timeout: None, time_to_live: None };
    assert_eq!(script.refused(&long), (413, "RequestBodyTooLarge".to_owned()), "8 KiB until 2011-08-18");
    script.endpoint.version = "2008-10-27".into();
    let get = script.reply(&Call::Get { queue: "tasks".into(), count: None, visibility_timeout: Some(7_200) }).response;
    assert!(get.text().contains("<MessageText>a</MessageText>") && !get.text().contains("DequeueCount"));
    assert_eq!(get.headers.get("x-ms-version"), Some("2008-10-27"), "the version asked for comes back");
}

#[test]
fn the_text_limit_counts_bytes_after_decoding() {
    let mut script = Script::new();
    script.put(&"&".repeat(65_536));
    let call = Call::Put { queue: "tasks".into(), text: "\u{e9}".repeat(32_769).into(), visibility_timeout: None, time_to_live: None };
    assert_eq!(script.refused(&call), (413, "RequestBodyTooLarge".to_owned()));
}

#[test]
fn a_plus_sign_in_a_receipt_must_be_encoded() {
    let mut script = Script::new();
    // Some receipt sooner or later has a plus sign.
    let sent = std::iter::repeat_with(|| {
        script.wait_micros(1);
        script.put("a")
    });
    let sent = sent.take(2_000).find(|sent| sent.receipt.contains('+')).expect("one in forty characters is a plus sign");
    let naked = format!("/tasks/messages/{}?popreceipt={}", sent.id, sent.receipt);
    let request = script.request("DELETE", &naked, &[], "");
    let response = script.server.handle(script.now, &request).response;
    assert_eq!((response.status, response.headers.get("x-ms-error-code")), (400, Some("InvalidQueryParameterValue")));
    script.done(&super::script::delete(&sent.id, &sent.receipt));
}

#[test]
fn markup_inside_a_text_is_dropped_and_its_letters_kept() {
    let mut script = Script::new();
    let body = "<QueueMessage><MessageText>a<b>b<!-- c --></b><![CDATA[<d>]]>&#x65;</MessageText></QueueMessage>";
    let request = script.request("POST", "/tasks/messages", &[], body);
    assert_eq!(script.server.handle(script.now, &request).response.status, 201);
    assert_eq!(script.get_texts(1, 30), [("ab<d>e".to_owned(), 1)]);
}
