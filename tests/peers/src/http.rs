//! The least HTTP/1.1 client that can hold two servers against each other: one kept connection, one request at a time, bytes as they are.

use playground::wire::{Headers, Method, Request, Response};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::sync::Arc;
use std::time::Duration;

/// An answer that takes longer never comes.
const WAIT_FOR_MAX: Duration = Duration::from_secs(30);

/// A kept connection to a server on loopback.
#[derive(Debug)]
pub struct Client {
    port: u16,
    stream: Option<BufReader<TcpStream>>,
    out: Vec<u8>,
}

impl Client {
    pub fn new(port: u16) -> Self {
        Self { port, stream: None, out: Vec::new() }
    }

    /// Sends a request and reads the answer. A kept connection that the server has closed meanwhile is opened again, once.
    pub fn send(&mut self, request: &Request) -> io::Result<Response> {
        if self.stream.is_some()
            && let Ok(response) = self.try_send(request)
        {
            return Ok(response);
        }
        self.stream = None;
        self.try_send(request)
    }

    fn try_send(&mut self, request: &Request) -> io::Result<Response> {
        write_request(&mut self.out, request);
        let stream = match &mut self.stream {
            Some(stream) => stream,
            none => none.insert(connect(self.port)?),
        };
        stream.get_mut().write_all(&self.out)?;
        let (response, keep) = read_response(stream, request.method == Method::Head)?;
        if !keep {
            self.stream = None;
        }
        Ok(response)
    }
}

/// Sends bytes on a connection of their own and returns the first answer to them.
pub fn raw(port: u16, bytes: &[u8], head_only: bool) -> io::Result<Response> {
    let mut stream = connect(port)?;
    stream.get_mut().write_all(bytes)?;
    read_response(&mut stream, head_only).map(|(response, _)| response)
}

/// A new connection.
pub fn connect(port: u16) -> io::Result<BufReader<TcpStream>> {
    let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(WAIT_FOR_MAX))?;
    Ok(BufReader::new(stream))
}

/// Writes a request into `out`, replacing what was there.
pub fn write_request(out: &mut Vec<u8>, request: &Request) {
    out.clear();
    let mut line = |pieces: &[&str]| {
        for piece in pieces {
            out.extend_from_slice(piece.as_bytes());
        }
        out.extend_from_slice(b"\r\n");
    };
    line(&[request.method.as_str(), " ", &request.target, " HTTP/1.1"]);
    line(&["Host: ", &request.host]);
    for (name, value) in request.headers.iter() {
        line(&[name, ": ", value]);
    }
    line(&[]);
    out.extend_from_slice(&request.body);
}

/// Reads an answer; also says whether the connection stays open. Err: it is no HTTP.
pub fn read_response(stream: &mut impl BufRead, head_only: bool) -> io::Result<(Response, bool)> {
    let status_line = read_line(stream)?;
    let mut words = status_line.splitn(3, ' ');
    let (version, status, reason) = (words.next().unwrap_or(""), words.next().unwrap_or(""), words.next().unwrap_or(""));
    if !version.starts_with("HTTP/1.") {
        return Err(malformed(&status_line));
    }
    let status: u16 = status.parse().map_err(|_| malformed(&status_line))?;
    let mut headers = Headers::default();
    loop {
        let line = read_line(stream)?;
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':').ok_or_else(|| malformed(&line))?;
        headers.push(name.to_owned(), value.trim().to_owned());
    }
    let says = |name: &str, word: &str| headers.get(name).is_some_and(|value| value.eq_ignore_ascii_case(word));
    let mut body = Vec::new();
    let mut keep = !says("Connection", "close");
    if head_only || status == 204 || status / 100 == 1 {
        // No body, whatever the headers say.
    } else if says("Transfer-Encoding", "chunked") {
        loop {
            let line = read_line(stream)?;
            let size = u64::from_str_radix(line.split(';').next().unwrap_or("").trim(), 16).map_err(|_| malformed(&line))?;
            stream.by_ref().take(size).read_to_end(&mut body)?;
            if !read_line(stream)?.is_empty() {
                return Err(malformed("a chunk of another length than it says"));
            }
            if size == 0 {
                break;
            }
        }
    } else if let Some(length) = headers.get("Content-Length") {
        let length = length.parse().map_err(|_| malformed(length))?;
        stream.by_ref().take(length).read_to_end(&mut body)?;
        if body.len() as u64 != length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    } else {
        stream.read_to_end(&mut body)?;
        keep = false;
    }
    Ok((Response { status, reason: reason.to_owned().into(), headers, body: Arc::from(body) }, keep))
}

/// A line without its end.
fn read_line(stream: &mut impl BufRead) -> io::Result<String> {
    let mut line = Vec::new();
    if stream.read_until(b'\n', &mut line)? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let text = String::from_utf8_lossy(&line);
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

fn malformed(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("no HTTP: {what:?}"))
}
