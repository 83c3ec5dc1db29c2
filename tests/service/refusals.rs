//! Every refusal the service can give, provoked over the wire.

use super::script::{START, Script, delete, update};
use playground::client::{Call, Credential, Policy};
use playground::engine::{AccountKind, AccountSpec, ErrorCode, Redundancy, Throttling};
use playground::wire::{Request, Response, Scheme};
use std::collections::BTreeSet;

/// How to bring about one refusal. The script begins with an account `newsroom` and an empty queue `tasks`.
struct Provocation {
    code: ErrorCode,
    status: u16,
    act: fn(&mut Script) -> Response,
}

/// Codes that stand in the documentation, and why this service never sends them.
const NEVER_SENT: [(ErrorCode, &str); 13] = [
    (ErrorCode::AccountIsDisabled, "nobody can disable an account here"),
    (ErrorCode::ConditionHeadersNotSupported, "condition headers are ignored, as on queues they mean nothing"),
    (ErrorCode::InternalError, "a bug of ours is an assertion"),
    (ErrorCode::InvalidInput, "every input has a code that says more"),
    (ErrorCode::InvalidMd5, "Content-MD5 is signed but not checked"),
    (ErrorCode::Md5Mismatch, "Content-MD5 is signed but not checked"),
    (ErrorCode::MessageTooLarge, "413 RequestBodyTooLarge is what the service sends"),
    (ErrorCode::MissingRequiredHeader, "no operation on queues needs one beyond those of authorization"),
    (ErrorCode::OperationTimedOut, "nothing takes seconds"),
    (ErrorCode::PopReceiptMismatch, "404 MessageNotFound is what the service sends"),
    (ErrorCode::QueueDisabled, "there is no administrator to disable a queue"),
    (ErrorCode::QueueNotEmpty, "a queue can be deleted with its messages"),
    (ErrorCode::UnsupportedHeader, "unknown headers are ignored"),
];

fn send(script: &mut Script, request: &Request) -> Response {
    script.server.handle(script.now, request).response
}

fn raw(script: &mut Script, method: &str, target: &str) -> Response {
    let request = script.request(method, target, &[], "");
    send(script, &request)
}

fn with_headers(script: &mut Script, method: &str, target: &str, headers: &[(&str, &str)]) -> Response {
    let request = script.request(method, target, headers, "");
    send(script, &request)
}

fn with_body(script: &mut Script, method: &str, target: &str, body: &str) -> Response {
    let request = script.request(method, target, &[], body);
    send(script, &request)
}

fn call(script: &mut Script, call: &Call) -> Response {
    script.reply(call).response
}

const PROPERTIES: &str = "/?restype=service&comp=properties";

fn properties(script: &mut Script, body: &str) -> Response {
    with_body(script, "PUT", PROPERTIES, &format!("<StorageServiceProperties>{body}</StorageServiceProperties>"))
}

/// A signature for the queue or the account, as text for a query.
fn signed(script: &mut Script, method: &str, target: &str, sas: &str) -> Response {
    script.credential = Credential::Sas(sas.into());
    let request = script.request(method, target, &[], "");
    send(script, &request)
}

#[expect(clippy::too_many_lines, reason = "one list, one line or two for each code")]
fn provocations() -> Vec<Provocation> {
    use ErrorCode as Code;
    let of = |code: ErrorCode, act| Provocation { code, status: code.status(), act };
    vec![
        of(Code::QueueNotFound, |script| raw(script, "GET", "/nothing/messages")),
        of(Code::QueueAlreadyExists, |script| {
            call(script, &Call::CreateQueue { queue: "tasks".into(), metadata: vec![("team".into(), "red".into())] })
        }),
        of(Code::QueueBeingDeleted, |script| {
            script.done(&Call::DeleteQueue { queue: "tasks".into() });
            raw(script, "PUT", "/tasks")
        }),
        of(Code::MessageNotFound, |script| {
            let sent = script.put("a");
            script.done(&delete(&sent.id, &sent.receipt));
            call(script, &delete(&sent.id, &sent.receipt))
        }),
        of(Code::OutOfRangeInput, |script| raw(script, "PUT", "/ab")),
        of(Code::InvalidResourceName, |script| raw(script, "PUT", "/under_score")),
        of(Code::InvalidUri, |script| raw(script, "GET", "/tasks/letters")),
        of(Code::RequestUrlFailedToParse, |script| raw(script, "GET", "/tasks/messages?numofmessages=%ff")),
        of(Code::InvalidHttpVerb, |script| raw(script, "FETCH", "/tasks")),
        of(Code::UnsupportedHttpVerb, |script| raw(script, "POST", "/tasks")),
        of(Code::MissingContentLengthHeader, |script| {
            let mut request = script.request("PUT", "/other", &[], "");
            request.headers = without(&request, "Content-Length");
            send(script, &request)
        }),
        of(Code::MissingRequiredQueryParameter, |script| raw(script, "DELETE", "/tasks/messages/00000000-0000-0000-0000-000000000000")),
        of(Code::InvalidQueryParameterValue, |script| raw(script, "GET", "/tasks/messages?numofmessages=1.5")),
        of(Code::OutOfRangeQueryParameterValue, |script| raw(script, "GET", "/tasks/messages?numofmessages=33")),
        of(Code::UnsupportedQueryParameter, |script| {
            script.endpoint.version = "2009-09-19".into();
            script.put_reply(Some(5))
        }),
        of(Code::InvalidMarker, |script| raw(script, "GET", "/?comp=list&marker=17")),
        of(Code::EmptyMetadataKey, |script| with_headers(script, "PUT", "/other", &[("x-ms-meta-", "v")])),
        of(Code::InvalidMetadata, |script| with_headers(script, "PUT", "/other", &[("x-ms-meta-1st", "v")])),
        of(Code::MetadataTooLarge, |script| {
            let value = "v".repeat(8_192);
            with_headers(script, "PUT", "/other", &[("x-ms-meta-a", &value)])
        }),
        of(Code::InvalidHeaderValue, |script| {
            script.endpoint.version = "2019-01-01".into();
            raw(script, "GET", "/tasks/messages")
        }),
        of(Code::RequestBodyTooLarge, |script| {
            let text = "a".repeat(65_537);
            call(script, &Call::Put { queue: "tasks".into(), text: text.into(), visibility_timeout: None, time_to_live: None })
        }),
        of(Code::InvalidXmlDocument, |script| with_body(script, "POST", "/tasks/messages", "<QueueMessage><MessageText>open")),
        of(Code::InvalidXmlNodeValue, |script| {
            let policy = "<RetentionPolicy><Enabled>true</Enabled><Days>366</Days></RetentionPolicy>";
            let flags = "<Version>1.0</Version><Read>true</Read><Write>true</Write><Delete>true</Delete>";
            properties(script, &format!("<Logging>{flags}{policy}</Logging>"))
        }),
        of(Code::MissingRequiredXmlNode, |script| properties(script, "<Logging><Version>1.0</Version></Logging>")),
        of(Code::UnsupportedXmlNode, |script| properties(script, "<Colours>true</Colours>")),
        of(Code::CorsPreflightFailure, |script| {
            let origin = Some("https://app.example".into());
            call(script, &Call::Preflight { queue: "tasks".into(), origin, method: Some("GET".into()), headers: None })
        }),
        of(Code::InsufficientAccountPermissions, |script| {
            script.endpoint = script.endpoint.clone().secondary();
            raw(script, "PUT", "/other")
        }),
        of(Code::ResourceNotFound, |script| {
            let mut request = script.request("GET", "/tasks/messages", &[], "");
            request.host = "nobody.queue.core.windows.net".into();
            send(script, &request)
        }),
        of(Code::ServerBusy, |script| {
            script.server.set_throttling(Throttling::Scaled { part: 1, whole: 2_000 });
            script.put("a");
            script.put_reply(None)
        }),
        of(Code::AccountRequiresHttps, |script| {
            script.endpoint.scheme = Scheme::Http;
            raw(script, "GET", "/tasks/messages")
        }),
        of(Code::NoAuthenticationInformation, |script| {
            script.credential = Credential::Anonymous;
            raw(script, "GET", "/tasks/messages")
        }),
        of(Code::AuthenticationFailed, |script| {
            let mut request = script.request("GET", "/tasks/messages", &[], "");
            request.target = "/tasks/messages?numofmessages=32".into();
            send(script, &request)
        }),
        of(Code::InvalidAuthenticationInfo, |script| {
            script.credential = Credential::Anonymous;
            with_headers(script, "GET", "/tasks/messages", &[("Authorization", "SharedKey newsroom")])
        }),
        Provocation {
            code: Code::InvalidAuthenticationInfo,
            status: 401,
            act: |script| {
                script.credential = Credential::Bearer("no.token.at-all".into());
                raw(script, "GET", "/tasks/messages")
            },
        },
        of(Code::KeyBasedAuthenticationNotPermitted, |script| {
            script.access().settings.shared_key_allowed = false;
            raw(script, "GET", "/tasks/messages")
        }),
        of(Code::AuthorizationFailure, |script| {
            let sas = script.queue_sas("raup");
            signed(script, "DELETE", "/tasks/messages", &sas)
        }),
        of(Code::AuthorizationPermissionMismatch, |script| {
            let sas = script.queue_sas("r");
            signed(script, "GET", "/tasks/messages", &sas)
        }),
        of(Code::AuthorizationResourceTypeMismatch, |script| {
            let sas = script.account_sas("q", "o", "l", "");
            signed(script, "GET", "/?comp=list", &sas)
        }),
        of(Code::AuthorizationServiceMismatch, |script| {
            let sas = script.account_sas("b", "s", "l", "");
            signed(script, "GET", "/?comp=list", &sas)
        }),
        of(Code::AuthorizationProtocolMismatch, |script| {
            script.access().settings.https_only = false;
            script.endpoint.scheme = Scheme::Http;
            let sas = script.account_sas("q", "s", "l", "https");
            signed(script, "GET", "/?comp=list", &sas)
        }),
        of(Code::AuthorizationSourceIPMismatch, |script| {
            let sas = script.account_sas_from("198.51.100.7");
            signed(script, "GET", "/?comp=list", &sas)
        }),
    ]
}

fn without(request: &Request, name: &str) -> playground::wire::Headers {
    let mut headers = playground::wire::Headers::default();
    for (other, value) in request.headers.iter().filter(|(other, _)| !other.eq_ignore_ascii_case(name)) {
        headers.push(other.to_owned(), value.to_owned());
    }
    headers
}

#[test]
fn every_refusal_has_its_status_code_and_words() {
    for Provocation { code, status, act } in provocations() {
        let mut script = Script::new();
        let response = act(&mut script);
        assert_eq!((response.status, response.headers.get("x-ms-error-code")), (status, Some(code.as_str())), "{}", response.text());
        let text = response.text().trim_start_matches('\u{feff}');
        let document = roxmltree::Document::parse(text).unwrap_or_else(|error| panic!("{code:?}: {error}\n{text}"));
        let root = document.root_element();
        let element = |name: &str| root.children().find(|child| child.has_tag_name(name)).and_then(|child| child.text()).unwrap_or("");
        assert_eq!((root.tag_name().name(), element("Code")), ("Error", code.as_str()));
        let lines = element("Message").split('\n').collect::<Vec<_>>();
        assert_eq!(lines[0], &*response.reason, "{code:?}: the sentence is also the text of the status line");
        let id = response.headers.get("x-ms-request-id").expect("every answer has one");
        assert_eq!(lines[1], format!("RequestId:{id}"));
        assert!(lines[2].starts_with("Time:2026-11-20T") && lines[2].ends_with('Z') && lines.len() == 3, "{lines:?}");
        assert_eq!(response.headers.get("Content-Length"), Some(&*response.body.len().to_string()));
    }
}

#[test]
fn every_code_is_provoked_or_known_to_be_never_sent() {
    let provoked = provocations().iter().map(|provocation| provocation.code).collect::<BTreeSet<_>>();
    let never = NEVER_SENT.iter().map(|(code, _)| *code).collect::<BTreeSet<_>>();
    let missing = ErrorCode::ALL.iter().filter(|code| !provoked.contains(code) && !never.contains(code)).collect::<Vec<_>>();
    assert!(missing.is_empty(), "neither provoked nor explained: {missing:?}");
}

#[test]
fn details_say_what_exactly_was_wrong() {
    let mut script = Script::new();
    let range = raw(&mut script, "GET", "/tasks/messages?numofmessages=33");
    assert!(range.text().ends_with(
        "<QueryParameterName>numofmessages</QueryParameterName><QueryParameterValue>33</QueryParameterValue>\
         <MinimumAllowed>1</MinimumAllowed><MaximumAllowed>32</MaximumAllowed></Error>"
    ));
    let delay = raw(&mut script, "GET", "/tasks/messages?visibilitytimeout=0");
    assert!(delay.text().contains("<MinimumAllowed>1</MinimumAllowed><MaximumAllowed>604800</MaximumAllowed>"));
    let receipt = raw(&mut script, "DELETE", "/tasks/messages/00000000-0000-0000-0000-000000000000?popreceipt=plain");
    assert!(receipt.text().ends_with(
        "<QueryParameterName>popreceipt</QueryParameterName><QueryParameterValue>plain</QueryParameterValue>\
         <Reason>Invalid pop receipt format</Reason></Error>"
    ));
    let xml = with_body(&mut script, "PUT", "/tasks?comp=acl", "<SignedIdentifiers><Nobody /></SignedIdentifiers>");
    assert!(xml.text().ends_with("<LineNumber>0</LineNumber><LinePosition>0</LinePosition><Reason /></Error>"));
    let head = raw(&mut script, "HEAD", "/nothing?comp=metadata");
    assert_eq!((head.status, head.body.len(), head.headers.get("x-ms-error-code")), (404, 0, Some("QueueNotFound")));
}

#[test]
fn a_refused_request_changes_nothing() {
    let mut script = Script::new();
    let sent = script.put_with("a", None, Some(60));
    let beyond = script.refused(&update(&sent.id, &sent.receipt, 61, Some("b")));
    assert_eq!(beyond, (400, "InvalidQueryParameterValue".to_owned()));
    script.done(&update(&sent.id, &sent.receipt, 60, None));
    let policy = |letters: &str| Policy { id: "p".into(), permission: Some(letters.into()), ..Policy::default() };
    script.done(&Call::SetAcl { queue: "tasks".into(), policies: vec![policy("raup")] });
    let refused = script.refused(&Call::SetAcl { queue: "tasks".into(), policies: vec![policy("rwdl")] });
    assert_eq!(refused, (400, "InvalidXmlDocument".to_owned()));
    let queue = script.server.engine().account("newsroom").and_then(|account| account.queue("tasks")).expect("made above");
    assert_eq!(queue.acl()[0].policy.permission.as_deref(), Some("raup"));
}

#[test]
fn an_account_without_queues_has_no_endpoint() {
    let mut script = Script::new();
    let spec = AccountSpec { name: "pictures".into(), kind: AccountKind::BlockBlobStorage, redundancy: Redundancy::StandardLrs };
    script.server.create_account(START, spec).expect("the name is free");
    let mut request = script.request("GET", "/?comp=list", &[], "");
    request.host = "pictures.queue.core.windows.net".into();
    assert_eq!(send(&mut script, &request).status, 404);
}
