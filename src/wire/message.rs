//! Requests and responses as they would stand on the wire.

use std::borrow::Cow;
use std::sync::Arc;

/// The methods the service knows, and any other word a client may send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Method {
    Get,
    Head,
    Put,
    Post,
    Delete,
    Options,
    Other(Box<str>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    Http,
    Https,
}

/// Header fields in the order they were sent. Names compare without case. Most names and many values are constants and cost no allocation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headers(Vec<(Cow<'static, str>, Cow<'static, str>)>);

/// One HTTP request. `target` is the raw request target: path and query, percent-encoded as sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    pub method: Method,
    pub scheme: Scheme,
    /// The `Host`: `newsroom.queue.core.windows.net`, or `127.0.0.1:10001` for an emulator.
    pub host: Box<str>,
    pub target: Box<str>,
    pub headers: Headers,
    pub body: Arc<[u8]>,
    /// Where the request came from, as the service sees it (`sip` of a SAS is compared with it).
    pub source_ip: Box<str>,
}

/// One HTTP response. `reason` is the text after the status code on the status line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    pub status: u16,
    pub reason: Cow<'static, str>,
    pub headers: Headers,
    pub body: Arc<[u8]>,
}

impl Method {
    pub fn as_str(&self) -> &str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Other(word) => word,
        }
    }

    /// Methods are compared with case (RFC 9110, section 9.1).
    pub fn parse(word: &str) -> Self {
        match word {
            "GET" => Self::Get,
            "HEAD" => Self::Head,
            "PUT" => Self::Put,
            "POST" => Self::Post,
            "DELETE" => Self::Delete,
            "OPTIONS" => Self::Options,
            other => Self::Other(other.into()),
        }
    }
}

impl Headers {
    /// No fields, and room for that many.
    pub fn with_capacity(fields: usize) -> Self {
        Self(Vec::with_capacity(fields))
    }

    /// The first field of that name.
    pub fn get(&self, name: &str) -> Option<&str> {
        // Most names already differ in length, and most requests ask for many headers that are not there.
        self.0.iter().find(|(other, _)| other.len() == name.len() && other.eq_ignore_ascii_case(name)).map(|(_, value)| &**value)
    }

    /// Adds a field at the end, keeping any other of the same name.
    pub fn push(&mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Cow<'static, str>>) {
        self.0.push((name.into(), value.into()));
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (&**name, &**value))
    }
}

impl Request {
    /// The path part of the target, percent-encoded as sent.
    pub fn path(&self) -> &str {
        self.path_and_query().0
    }

    /// The raw query, without the question mark; empty if there is none.
    pub fn query(&self) -> &str {
        self.path_and_query().1
    }

    pub fn path_and_query(&self) -> (&str, &str) {
        self.target.split_once('?').unwrap_or((&self.target, ""))
    }
}

impl Response {
    /// The body as text; the service only sends UTF-8.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap_or("")
    }
}
