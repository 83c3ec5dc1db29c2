//! Requests and responses as text, the way they stand on the wire.

use crate::wire::{Headers, Method, Request, Response};

/// Method, target, host, headers, an empty line, the body.
pub fn request_text(request: &Request) -> String {
    let mut text = [request.method.as_str(), " ", &request.target, " HTTP/1.1\nHost: ", &request.host, "\n"].concat();
    finish(&mut text, &request.headers, &request.body);
    text
}

/// Status line, headers, an empty line, the body.
pub fn response_text(response: &Response) -> String {
    let mut text = ["HTTP/1.1 ", &response.status.to_string(), " ", &response.reason, "\n"].concat();
    finish(&mut text, &response.headers, &response.body);
    text
}

fn finish(text: &mut String, headers: &Headers, body: &[u8]) {
    for (name, value) in headers.iter() {
        text.extend([name, ": ", value, "\n"]);
    }
    if !body.is_empty() {
        text.push('\n');
        // The mark at the beginning of some answers is not for reading.
        text.push_str(String::from_utf8_lossy(body).trim_start_matches('\u{feff}'));
    }
}

/// Reads a request back from text as `request_text` writes it, whatever a person has done to it. `Content-Length` follows the body, as every HTTP
/// library sees to it; the host and whence it comes are those of `like`.
///
/// Err: the number of the first line that is none of a request, from 1.
pub fn read_request(text: &str, like: &Request) -> Result<Request, usize> {
    let text = text.replace("\r\n", "\n");
    let (head, body) = text.split_once("\n\n").unwrap_or((&text, ""));
    let mut lines = head.lines().enumerate().map(|(i, line)| (i + 1, line));
    let (_, first) = lines.next().ok_or(1_usize)?;
    let mut words = first.split_whitespace();
    let (Some(method), Some(target), Some("HTTP/1.1"), None) = (words.next(), words.next(), words.next(), words.next()) else {
        return Err(1);
    };
    if !target.starts_with('/') {
        return Err(1);
    }
    let mut headers = Headers::default();
    for (number, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
        let (name, value) = line.split_once(':').filter(|(name, _)| !name.is_empty() && !name.contains(' ')).ok_or(number)?;
        match name.to_ascii_lowercase().as_str() {
            "host" => {}
            "content-length" => headers.push(name.to_owned(), body.len().to_string()),
            _ => headers.push(name.to_owned(), value.trim().to_owned()),
        }
    }
    Ok(Request { method: Method::parse(method), target: target.into(), headers, body: body.as_bytes().into(), ..like.clone() })
}
