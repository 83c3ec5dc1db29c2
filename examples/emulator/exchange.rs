//! One request and its answer, as bytes: HTTP/1.1 as RFC 9112 has it, no more of it than a client of the queue service uses.
//!
//! The `httparse` crate reads the head. The usual server crates cannot be used here, because they write all header names in lower case, and the
//! service keeps the case of metadata names, which *are* header names. What never reaches the service (text that is no HTTP) is answered
//! like the web server in front of it does: with a page of HTML and an end to the connection.

use playground::wire::{Headers, Method, Request, Response, Scheme};
use std::io::{self, Read, Write};
use std::sync::Arc;

/// Bytes of request line and headers, and how many headers.
const HEAD_BYTES_MAX: usize = 64 * 1024;
const HEADERS_MAX: usize = 128;

/// Bytes of a body. The service's own limits are lower, but it says so itself and more politely.
const BODY_BYTES_MAX: usize = 4 * 1024 * 1024;

/// What came over a connection.
#[derive(Debug)]
pub enum Incoming {
    /// The client has closed, or said nothing for too long.
    Nothing,
    /// No request that the service could be asked; the connection must end.
    Unreadable(Refusal),
    Request {
        request: Request,
        version: Version,
        keep_alive: bool,
    },
}

/// Why a request did not get as far as the service.
#[derive(Clone, Copy, Debug)]
pub enum Refusal {
    Malformed,
    NoHost,
    HeadTooLarge,
    BodyTooLarge,
    UnknownCoding,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    Http10,
    Http11,
}

/// How long the body is, as the head says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Length {
    Known(usize),
    Chunked,
}

/// Reads the next request. `buffer` holds what has been read beyond the request before.
///
/// Err: the connection broke in the middle of a request.
pub fn receive(stream: &mut (impl Read + Write), buffer: &mut Vec<u8>, scheme: Scheme, peer: &str) -> io::Result<Incoming> {
    loop {
        let mut fields = [httparse::EMPTY_HEADER; HEADERS_MAX];
        let mut head = httparse::Request::new(&mut fields);
        match head.parse(buffer) {
            Ok(httparse::Status::Complete(length)) => {
                let read = match Head::read(&head) {
                    Ok(read) => read,
                    Err(refusal) => return Ok(Incoming::Unreadable(refusal)),
                };
                buffer.drain(..length);
                return body(stream, buffer, read, scheme, peer);
            }
            Ok(httparse::Status::Partial) if buffer.len() < HEAD_BYTES_MAX => {}
            Ok(httparse::Status::Partial) | Err(httparse::Error::TooManyHeaders) => {
                return Ok(Incoming::Unreadable(Refusal::HeadTooLarge));
            }
            Err(_) => return Ok(Incoming::Unreadable(Refusal::Malformed)),
        }
        match more(stream, buffer) {
            // Nothing was being said: an idle connection, not a broken request.
            Ok(0) | Err(_) if buffer.is_empty() => return Ok(Incoming::Nothing),
            Ok(0) => return Ok(Incoming::Unreadable(Refusal::Malformed)),
            Ok(_) => {}
            Err(error) => return Err(error),
        }
    }
}

/// Reads what has arrived; 0 is the end.
fn more(stream: &mut impl Read, buffer: &mut Vec<u8>) -> io::Result<usize> {
    let mut piece = [0; 16 * 1024];
    let length = stream.read(&mut piece)?;
    buffer.extend_from_slice(&piece[..length]);
    Ok(length)
}

/// Request line and headers, checked as far as the connection depends on them.
struct Head {
    method: Method,
    host: Box<str>,
    target: Box<str>,
    headers: Headers,
    version: Version,
    keep_alive: bool,
    length: Length,
    expects_continue: bool,
}

impl Head {
    fn read(head: &httparse::Request) -> Result<Self, Refusal> {
        let version = if head.version == Some(0) { Version::Http10 } else { Version::Http11 };
        let mut headers = Headers::with_capacity(head.headers.len());
        for field in &*head.headers {
            headers.push(field.name.to_owned(), String::from_utf8_lossy(field.value).trim().to_owned());
        }
        let target = head.path.unwrap_or_default();
        // A proxy is asked for a whole address; its host counts more than the header (RFC 9112, section 3.2.2).
        let absolute = ["http://", "https://"].iter().find_map(|scheme| target.strip_prefix(scheme));
        let (host, target) = match absolute {
            Some(rest) => rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len())),
            None => (headers.get("Host").unwrap_or_default(), target),
        };
        if host.is_empty() {
            return Err(Refusal::NoHost);
        }
        let (host, target) = (host.into(), if target.is_empty() { "/" } else { target }.into());
        let connection = headers.get("Connection").unwrap_or_default().to_ascii_lowercase();
        let keep_alive = match version {
            Version::Http10 => connection.contains("keep-alive"),
            Version::Http11 => !connection.contains("close"),
        };
        let expects_continue = headers.get("Expect").is_some_and(|word| word.eq_ignore_ascii_case("100-continue"));
        let method = Method::parse(head.method.unwrap_or_default());
        Ok(Self { method, host, target, version, keep_alive, length: length(&headers)?, expects_continue, headers })
    }
}

fn length(headers: &Headers) -> Result<Length, Refusal> {
    let all = |wanted: &'static str| headers.iter().filter(move |(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| value);
    let mut lengths = all("Content-Length");
    match (all("Transfer-Encoding").next(), lengths.next()) {
        (Some(coding), None) if coding.eq_ignore_ascii_case("chunked") => Ok(Length::Chunked),
        (Some(_), None) => Err(Refusal::UnknownCoding),
        (None, Some(first)) if lengths.all(|other| other == first) && first.bytes().all(|byte| byte.is_ascii_digit()) => {
            let length = first.parse().map_err(|_| if first.is_empty() { Refusal::Malformed } else { Refusal::BodyTooLarge })?;
            if length > BODY_BYTES_MAX { Err(Refusal::BodyTooLarge) } else { Ok(Length::Known(length)) }
        }
        // Two ways to say where a body ends are one too many: that is how requests are smuggled past each other.
        (_, Some(_)) => Err(Refusal::Malformed),
        (None, None) => Ok(Length::Known(0)),
    }
}

fn body(stream: &mut (impl Read + Write), buffer: &mut Vec<u8>, head: Head, scheme: Scheme, peer: &str) -> io::Result<Incoming> {
    if head.expects_continue && head.version == Version::Http11 && buffer.is_empty() {
        stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?;
        stream.flush()?;
    }
    let body = match head.length {
        Length::Known(length) => {
            while buffer.len() < length {
                if more(stream, buffer)? == 0 {
                    return Ok(Incoming::Unreadable(Refusal::Malformed));
                }
            }
            buffer.drain(..length).collect::<Vec<_>>()
        }
        Length::Chunked => match chunks(stream, buffer)? {
            Ok(body) => body,
            Err(refusal) => return Ok(Incoming::Unreadable(refusal)),
        },
    };
    let Head { method, host, target, headers, version, keep_alive, .. } = head;
    let request = Request { method, scheme, host, target, headers, body: Arc::from(body), source_ip: peer.into() };
    Ok(Incoming::Request { request, version, keep_alive })
}

/// Reads a body that comes in pieces, and the trailer after it, which says nothing to the service.
fn chunks(stream: &mut impl Read, buffer: &mut Vec<u8>) -> io::Result<Result<Vec<u8>, Refusal>> {
    let mut body = Vec::new();
    loop {
        match httparse::parse_chunk_size(buffer) {
            Ok(httparse::Status::Complete((start, size))) => {
                let size = usize::try_from(size).unwrap_or(usize::MAX);
                if body.len().saturating_add(size) > BODY_BYTES_MAX {
                    return Ok(Err(Refusal::BodyTooLarge));
                }
                buffer.drain(..start);
                if size == 0 {
                    return trailer(stream, buffer).map(|end| end.map(|()| body));
                }
                while buffer.len() < size + 2 {
                    if more(stream, buffer)? == 0 {
                        return Ok(Err(Refusal::Malformed));
                    }
                }
                body.extend(buffer.drain(..size));
                if buffer.drain(..2).ne(*b"\r\n") {
                    return Ok(Err(Refusal::Malformed));
                }
            }
            Ok(httparse::Status::Partial) if buffer.len() < HEAD_BYTES_MAX => {
                if more(stream, buffer)? == 0 {
                    return Ok(Err(Refusal::Malformed));
                }
            }
            Ok(httparse::Status::Partial) | Err(_) => return Ok(Err(Refusal::Malformed)),
        }
    }
}

fn trailer(stream: &mut impl Read, buffer: &mut Vec<u8>) -> io::Result<Result<(), Refusal>> {
    loop {
        let mut fields = [httparse::EMPTY_HEADER; HEADERS_MAX];
        match httparse::parse_headers(buffer, &mut fields) {
            Ok(httparse::Status::Complete((length, _))) => {
                buffer.drain(..length);
                return Ok(Ok(()));
            }
            Ok(httparse::Status::Partial) if buffer.len() < HEAD_BYTES_MAX => {
                if more(stream, buffer)? == 0 {
                    return Ok(Err(Refusal::Malformed));
                }
            }
            Ok(httparse::Status::Partial) | Err(_) => return Ok(Err(Refusal::Malformed)),
        }
    }
}

/// Writes the service's answer.
pub fn respond(out: &mut Vec<u8>, response: &Response, method: &Method, version: Version, keep_alive: bool) {
    line(out, &["HTTP/1.1 ", &response.status.to_string(), " ", &response.reason]);
    // The service sends successful bodies in pieces; a client of HTTP/1.0 knows no pieces.
    let chunked = version == Version::Http11 && response.headers.get("Transfer-Encoding").is_some();
    for (name, value) in response.headers.iter().filter(|(name, _)| chunked || !name.eq_ignore_ascii_case("Transfer-Encoding")) {
        line(out, &[name, ": ", value]);
    }
    if !chunked && response.headers.get("Content-Length").is_none() {
        line(out, &["Content-Length: ", &response.body.len().to_string()]);
    }
    if !keep_alive {
        line(out, &["Connection: close"]);
    } else if version == Version::Http10 {
        line(out, &["Connection: keep-alive"]);
    }
    line(out, &[]);
    if *method == Method::Head {
        return;
    }
    if chunked && !response.body.is_empty() {
        line(out, &[&format!("{:x}", response.body.len())]);
        out.extend_from_slice(&response.body);
        line(out, &[]);
    } else {
        out.extend_from_slice(&response.body);
    }
    if chunked {
        out.extend_from_slice(b"0\r\n\r\n");
    }
}

/// Writes the answer to something that is no request for the service.
pub fn refuse(out: &mut Vec<u8>, refusal: Refusal) {
    let (status, phrase) = match refusal {
        Refusal::Malformed => ("400", "Bad Request"),
        Refusal::NoHost => ("400", "Bad Request - Invalid Hostname"),
        Refusal::HeadTooLarge => ("431", "Request Header Fields Too Large"),
        Refusal::BodyTooLarge => ("413", "Payload Too Large"),
        Refusal::UnknownCoding => ("501", "Not Implemented"),
    };
    let page = format!("<!DOCTYPE html><html><head><title>{phrase}</title></head><body><h1>{phrase}</h1></body></html>");
    line(out, &["HTTP/1.1 ", status, " ", phrase]);
    line(out, &["Content-Type: text/html; charset=us-ascii"]);
    line(out, &["Connection: close"]);
    line(out, &["Content-Length: ", &page.len().to_string()]);
    line(out, &[]);
    out.extend_from_slice(page.as_bytes());
}

/// Writes one line; control characters in it would end it early, so they become blanks.
fn line(out: &mut Vec<u8>, pieces: &[&str]) {
    for piece in pieces {
        out.extend(piece.bytes().map(|byte| if byte.is_ascii_control() { b' ' } else { byte }));
    }
    out.extend_from_slice(b"\r\n");
}
