//! The socket side of the emulator example: what HTTP/1.1 allows, and what arrives that is no HTTP at all.

use crate::clients::{ACCOUNT, KEY, OTHER, OTHER_KEYS, now};
use crate::http::{self, Client};
use crate::process::Service;
use crate::report::Report;
use playground::auth::Key;
use playground::client::{self, Call, Credential, Endpoint};
use playground::time::Timestamp;
use playground::wire::{Request, Response, date};
use std::io::{Read, Write};
use std::time::Duration;

/// Old versions answer 404 where new ones ask for a credential.
const VERSION: &str = "x-ms-version: 2021-12-02\r\n";

pub fn run(report: &mut Report) -> Result<(), String> {
    let account = [OTHER, OTHER_KEYS[0], OTHER_KEYS[1]].join(":");
    let emulator = Service::emulator(&["--account", &account])?;
    let port = emulator.port;
    let broken = |error: std::io::Error| format!("the connection broke: {error}");
    bodies(report, port).map_err(broken)?;
    heads(report, port).map_err(broken)?;
    nonsense(report, port).map_err(broken)?;
    addresses(report, port).map_err(broken)?;
    drop(emulator);
    options(report)?;
    #[cfg(unix)]
    stopping(report)?;
    Ok(())
}

/// A signed request to the development account.
fn signed(port: u16, call: &Call, at: Timestamp) -> Request {
    let credential = Credential::SharedKey { account: ACCOUNT.into(), key: Key::from_base64(KEY).expect("the published key is Base64") };
    client::encode(call, &Endpoint::emulator(&format!("127.0.0.1:{port}"), ACCOUNT), &credential, at, None)
}

fn put(queue: &str, text: &str) -> Call {
    Call::Put { queue: queue.into(), text: text.into(), visibility_timeout: None, time_to_live: None }
}

fn create(queue: &str) -> Call {
    Call::CreateQueue { queue: queue.into(), metadata: vec![("Desk".into(), "City".into())] }
}

fn code(response: &Response) -> (u16, &str) {
    (response.status, response.headers.get("x-ms-error-code").unwrap_or(""))
}

fn bodies(report: &mut Report, port: u16) -> std::io::Result<()> {
    let mut client = Client::new(port);
    let made = client.send(&signed(port, &create("bodies"), now()))?;
    report.equal("a queue is made over a socket", &code(&made), &(201, ""));

    // A body in pieces carries no length to sign, so it comes with a token.
    let mut request = signed(port, &put("bodies", "in pieces"), now());
    let token = crate::clients::add_token("bodies");
    request.target = [&*request.target, "?", &token].concat().into();
    let mut bytes = Vec::new();
    let head =
        |target: &str, fields: &str| format!("POST {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nx-ms-version: 2021-12-02\r\n{fields}\r\n");
    bytes.extend_from_slice(head(&request.target, "Transfer-Encoding: chunked\r\n").as_bytes());
    for piece in request.body.chunks(7) {
        bytes.extend_from_slice(format!("{:x};ignored=yes\r\n", piece.len()).as_bytes());
        bytes.extend_from_slice(piece);
        bytes.extend_from_slice(b"\r\n");
    }
    bytes.extend_from_slice(b"0\r\nTrailer: ignored\r\n\r\n");
    report.equal("a body may come in pieces", &code(&http::raw(port, &bytes, false)?), &(201, ""));

    let mut stream = http::connect(port)?;
    let fields = format!("Content-Length: {}\r\nExpect: 100-continue\r\n", request.body.len());
    stream.get_mut().write_all(head(&request.target, &fields).as_bytes())?;
    let (go_on, _) = http::read_response(&mut stream, false)?;
    report.equal("who asks whether to go on is told so", &go_on.status, &100);
    stream.get_mut().write_all(&request.body)?;
    report.equal("and is answered then", &code(&http::read_response(&mut stream, false)?.0), &(201, ""));

    let large = vec![b' '; 5 * 1024 * 1024];
    let mut bytes = head(&request.target, &format!("Content-Length: {}\r\n", large.len())).into_bytes();
    bytes.extend_from_slice(&large);
    report.equal("five megabytes are refused unread", &http::raw(port, &bytes, false)?.status, &413);
    let three = vec![b' '; 3 * 1024 * 1024];
    let mut bytes = head(&request.target, &format!("Content-Length: {}\r\n", three.len())).into_bytes();
    bytes.extend_from_slice(&three);
    report.equal("three megabytes reach the service", &code(&http::raw(port, &bytes, false)?), &(413, "RequestBodyTooLarge"));

    let peek = Call::Peek { queue: "bodies".into(), count: Some(32) };
    let peeked = client.send(&signed(port, &peek, now()))?;
    report.equal("two messages have arrived", &peeked.text().matches("<MessageText>in pieces</MessageText>").count(), &2);
    report.equal("answers come in pieces too", &peeked.headers.get("Transfer-Encoding"), &Some("chunked"));
    Ok(())
}

fn heads(report: &mut Report, port: u16) -> std::io::Result<()> {
    let metadata = signed(port, &Call::GetMetadata { queue: "bodies".into() }, now());
    let answer = Client::new(port).send(&metadata)?;
    let names: Vec<&str> = answer.headers.iter().map(|(name, _)| name).filter(|name| name.starts_with("x-ms-meta-")).collect();
    report.equal("metadata names keep their case on the wire", &names, &vec!["x-ms-meta-Desk"]);

    let mut stream = http::connect(port)?;
    let head = format!("HEAD /{ACCOUNT}/nowhere?comp=metadata HTTP/1.1\r\nHost: 127.0.0.1\r\n{VERSION}\r\n");
    // Both at once: the second answer is only found where it should be if the first has no body.
    stream.get_mut().write_all([head.as_bytes(), head.as_bytes()].concat().as_slice())?;
    let first = http::read_response(&mut stream, true)?.0;
    let second = http::read_response(&mut stream, true)?.0;
    report.equal(
        "two requests at once get two answers",
        &(code(&first), code(&second)),
        &((401, "NoAuthenticationInformation"), (401, "NoAuthenticationInformation")),
    );
    report.equal("the sentence of the error is on the status line", &first.reason.starts_with("Server failed to authenticate"), &true);

    let old = format!("GET /{ACCOUNT}/nowhere?comp=metadata HTTP/1.0\r\nHost: 127.0.0.1\r\n{VERSION}\r\n");
    let mut stream = http::connect(port)?;
    stream.get_mut().write_all(old.as_bytes())?;
    let mut text = String::new();
    stream.read_to_string(&mut text)?;
    let bare = text.starts_with("HTTP/1.1 401 ") && !text.contains("chunked") && text.ends_with("</Error>");
    report.equal("a client of HTTP/1.0 gets a plain body and an end", &bare, &true);
    Ok(())
}

fn nonsense(report: &mut Report, port: u16) -> std::io::Result<()> {
    let cases: [(&str, &[u8], u16); 12] = [
        ("no request line", b"GARBAGE\r\n\r\n", 400),
        ("bytes", b"\x00\xff\xfe\x80\r\n\r\n", 400),
        ("another protocol", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),
        ("no host", b"GET / HTTP/1.1\r\n\r\n", 400),
        ("a blank in a header's name", b"GET / HTTP/1.1\r\nHost: a\r\nbad name: x\r\n\r\n", 400),
        ("a negative length", b"PUT /a HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400),
        ("two lengths", b"PUT /a HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),
        ("a length and pieces", b"PUT /a HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
        ("pieces of no length", b"PUT /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
        ("an unknown coding", b"PUT /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
        ("a length beyond all numbers", b"PUT /a HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999999\r\n\r\n", 413),
        ("a piece beyond all numbers", b"PUT /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n", 413),
    ];
    for (name, bytes, status) in cases {
        report.equal(&format!("{name} is answered, not obeyed"), &http::raw(port, bytes, false)?.status, &status);
    }
    let long = [b"GET /".as_slice(), &vec![b'a'; 70_000], b" HTTP/1.1\r\n\r\n"].concat();
    report.equal("an address without end is refused", &http::raw(port, &long, false)?.status, &431);
    for target in ["*", "/%ff", "/%", "//", "/?", "/devstoreaccount1/%00/messages", "/devstoreaccount1/q/messages/a/b/c?comp=%zz&&=&"] {
        let bytes = format!("GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        let answer = http::raw(port, bytes.as_bytes(), false)?;
        report.equal(
            &format!("the target {target} is refused in the service's own words"),
            &answer.headers.get("x-ms-error-code").is_some(),
            &true,
        );
    }
    let after = Client::new(port).send(&signed(port, &Call::GetServiceProperties, now()))?;
    report.equal("it still serves others after all that", &after.status, &200);
    Ok(())
}

fn addresses(report: &mut Report, port: u16) -> std::io::Result<()> {
    let host = format!("{OTHER}.localhost:{port}");
    for key in OTHER_KEYS {
        let credential = Credential::SharedKey { account: OTHER.into(), key: Key::from_base64(key).expect("written above in Base64") };
        let by_name = Endpoint { path_style: false, ..Endpoint::emulator(&host, OTHER) };
        let listed = Client::new(port).send(&client::encode(&Call::GetServiceProperties, &by_name, &credential, now(), None))?;
        report.equal("an account of one's own is reached by host name", &code(&listed), &(200, ""));
    }
    let absolute = format!("GET http://127.0.0.1:{port}/{ACCOUNT}?comp=list HTTP/1.1\r\nHost: elsewhere\r\n{VERSION}\r\n");
    let answer = http::raw(port, absolute.as_bytes(), false)?;
    report.equal("a whole address counts more than the Host header", &code(&answer), &(401, "NoAuthenticationInformation"));
    let nobody = http::raw(port, b"GET /nobody?comp=list HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", false)?;
    report.equal("an unknown account is not found", &code(&nobody), &(404, "ResourceNotFound"));
    Ok(())
}

fn options(report: &mut Report) -> Result<(), String> {
    let start = date::parse_iso8601("2031-05-06T07:08:09Z").expect("a legal time");
    let ids = |seed: &str| -> Result<(String, Timestamp), String> {
        let emulator = Service::emulator(&["--clock", "2031-05-06T07:08:09Z", "--seed", seed])?;
        let mut client = Client::new(emulator.port);
        let mut send = |call: &Call| client.send(&signed(emulator.port, call, start)).map_err(|error| error.to_string());
        send(&create("seeded"))?;
        let sent = send(&put("seeded", "x"))?;
        let id = sent.text().split_once("<MessageId>").and_then(|(_, rest)| rest.get(..36)).unwrap_or_default().to_owned();
        let at = sent.headers.get("Date").and_then(date::parse_rfc1123).unwrap_or_default();
        Ok((id, at))
    };
    let (first, at) = ids("7")?;
    report.equal("the clock starts where it is told", &(at.since(start).as_secs() < 30 && at >= start), &true);
    report.equal("the same seed gives the same ids", &ids("7")?.0, &first);
    report.equal("another seed gives others", &(ids("8")?.0 == first), &false);
    Ok(())
}

/// Ctrl-C: what was asked is answered, what is idle is closed, nothing new is taken.
#[cfg(unix)]
fn stopping(report: &mut Report) -> Result<(), String> {
    let mut emulator = Service::emulator(&[])?;
    let port = emulator.port;
    let mut idle = http::connect(port).map_err(|error| error.to_string())?;
    let head = format!("GET /{ACCOUNT}?comp=list HTTP/1.1\r\nHost: 127.0.0.1\r\n{VERSION}\r\n");
    idle.get_mut().write_all(head.as_bytes()).map_err(|error| error.to_string())?;
    let answered = http::read_response(&mut idle, false).map_err(|error| error.to_string())?;
    report.equal("it serves before it stops", &answered.0.status, &401);
    let status = emulator.interrupt(Duration::from_secs(10))?;
    report.equal("Ctrl-C ends it with success", &status.success(), &true);
    let mut rest = Vec::new();
    report.equal("an idle connection is closed cleanly", &idle.read_to_end(&mut rest).ok(), &Some(0));
    report.equal("nobody listens any more", &http::connect(port).is_err(), &true);
    Ok(())
}
