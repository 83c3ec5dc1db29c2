//! A static file server as strict as the strictest host: no directory listing, no fallback page, no guessing.
//!
//! A missing file is a 404, always: a server that answers every address with the page would let a missing file look like success. The site
//! lives under a sub-path, because that is where courses put it. The server can be stopped and started again on the same port, which is the
//! only trustworthy way to take the network away from a service worker: browser-side emulation reaches the page but not its worker.
//!
//! One connection carries one request (`Connection: close`), so a stopped server leaves no open socket behind that could still answer.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Which headers a host sends besides the content type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Headers {
    /// None: the poorest host there is. The page has to bring its own policy.
    Bare,
    /// Those that `_headers` in the served folder asks for, as Netlify and Cloudflare Pages send them.
    Hosted,
}

/// What the server hands out and what it was asked for; shared by all its threads.
#[derive(Debug)]
struct Site {
    root: PathBuf,
    prefix: String,
    headers: Headers,
    /// Files answered from here instead of from `root`: how a test tampers with a deployment or publishes a new one.
    overlay: BTreeMap<String, Vec<u8>>,
    /// Names that begin so are missing.
    withheld: Option<String>,
    /// Paths asked for, in order, with the status they got.
    asked: Vec<(String, u16)>,
    stopping: bool,
}

/// A running (or stopped) static server on a loopback port of its own.
#[derive(Debug)]
pub struct Server {
    site: Arc<Mutex<Site>>,
    address: SocketAddr,
    accepting: Mutex<Option<JoinHandle<()>>>,
}

impl Server {
    /// Serves the folder `root` under `prefix` (which begins and ends with a slash) on a free loopback port.
    ///
    /// # Errors
    /// When no port can be had.
    pub fn start(root: impl Into<PathBuf>, prefix: &str, headers: Headers) -> io::Result<Self> {
        assert!(prefix.starts_with('/') && prefix.ends_with('/'), "a prefix begins and ends with a slash");
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let site = Arc::new(Mutex::new(Site {
            root: root.into(),
            prefix: prefix.to_owned(),
            headers,
            overlay: BTreeMap::new(),
            withheld: None,
            asked: Vec::new(),
            stopping: false,
        }));
        let accepting = Mutex::new(Some(accept(listener, Arc::clone(&site))));
        Ok(Self { site, address, accepting })
    }

    /// Returns the address of the page.
    pub fn url(&self) -> String {
        format!("http://{}{}", self.address, self.lock().prefix)
    }

    /// Returns scheme, host and port without a path.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Answers `path` (relative to the prefix) with `bytes` from now on.
    pub fn put(&self, path: &str, bytes: impl Into<Vec<u8>>) {
        self.lock().overlay.insert(path.to_owned(), bytes.into());
    }

    /// Is without the files of the served folder whose names begin with `start` from now on, as a host is on which half of an upload arrived.
    pub fn withhold(&self, start: &str) {
        self.lock().withheld = Some(start.to_owned());
    }

    /// Serves another folder from now on, as a new deployment does, and forgets every file that was [`put`](Self::put).
    pub fn deploy(&self, root: impl Into<PathBuf>) {
        let mut site = self.lock();
        site.root = root.into();
        site.overlay.clear();
    }

    /// Returns the paths asked for since the last call, with the status each got.
    pub fn take_asked(&self) -> Vec<(String, u16)> {
        std::mem::take(&mut self.lock().asked)
    }

    /// Stops listening; connections are refused from now on.
    pub fn stop(&self) {
        self.lock().stopping = true;
        // The accepting thread sits in `accept`: one last connection wakes it up, and it sees that it is to stop.
        let _woken = TcpStream::connect(self.address);
        if let Some(thread) = self.accepting.lock().expect("no thread panics while it holds this lock").take() {
            thread.join().expect("the accepting thread does not panic");
        }
    }

    /// Listens again on the same port.
    ///
    /// # Errors
    /// When something else has taken the port in the meantime.
    pub fn restart(&self) -> io::Result<()> {
        let listener = TcpListener::bind(self.address)?;
        self.lock().stopping = false;
        *self.accepting.lock().expect("no thread panics while it holds this lock") = Some(accept(listener, Arc::clone(&self.site)));
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, Site> {
        self.site.lock().expect("no thread panics while it holds this lock")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

fn accept(listener: TcpListener, site: Arc<Mutex<Site>>) -> JoinHandle<()> {
    thread::spawn(move || {
        for connection in listener.incoming() {
            if site.lock().expect("no thread panics while it holds this lock").stopping {
                return;
            }
            if let Ok(connection) = connection {
                let site = Arc::clone(&site);
                // A broken connection is the browser's business: it opens sockets on speculation and drops them unused.
                thread::spawn(move || drop(answer(connection, &site)));
            }
        }
    })
}

fn answer(mut connection: TcpStream, site: &Mutex<Site>) -> io::Result<()> {
    connection.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut lines = BufReader::new(connection.try_clone()?);
    let mut request = String::new();
    if lines.read_line(&mut request)? == 0 {
        return Ok(());
    }
    let mut header = String::new();
    while lines.read_line(&mut header)? > 2 {
        header.clear();
    }
    let mut words = request.split_whitespace();
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let path = target.split(['?', '#']).next().unwrap_or_default();

    let reply = {
        let mut site = site.lock().expect("no thread panics while it holds this lock");
        if site.stopping {
            return Ok(());
        }
        let reply = reply(&site, method, path);
        site.asked.push((path.to_owned(), reply.status));
        reply
    };
    let headers: String = reply.headers.iter().flat_map(|(name, value)| [name, ": ", value, "\r\n"]).collect();
    let head = format!("HTTP/1.1 {} x\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n", reply.status, reply.body.len());
    connection.write_all(head.as_bytes())?;
    if method != "HEAD" {
        connection.write_all(&reply.body)?;
    }
    connection.flush()
}

struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Reply {
    fn refuse(status: u16) -> Self {
        let headers = vec![("Content-Type".to_owned(), "text/plain; charset=utf-8".to_owned())];
        Self { status, headers, body: format!("{status}\n").into_bytes() }
    }
}

fn reply(site: &Site, method: &str, path: &str) -> Reply {
    if method != "GET" && method != "HEAD" {
        return Reply::refuse(405);
    }
    let Some(inside) = path.strip_prefix(&site.prefix) else {
        return Reply::refuse(404);
    };
    let name = if inside.is_empty() { "index.html" } else { inside };
    let withheld = site.withheld.as_deref().is_some_and(|start| name.starts_with(start));
    let Some(body) = site.overlay.get(name).cloned().or_else(|| read(&site.root, name).filter(|_| !withheld)) else {
        return Reply::refuse(404);
    };
    let mut headers = vec![("Content-Type".to_owned(), content_type(name).to_owned())];
    match site.headers {
        Headers::Bare => {}
        Headers::Hosted => headers.extend(hosted(&site.root, inside)),
    }
    Reply { status: 200, headers, body }
}

/// Reads a file beneath `root`; a path that climbs out of it is no file.
fn read(root: &Path, name: &str) -> Option<Vec<u8>> {
    let relative = Path::new(name);
    let stays_inside = relative.components().all(|part| matches!(part, Component::Normal(_)));
    stays_inside.then(|| std::fs::read(root.join(relative)).ok()).flatten()
}

/// Returns what `_headers` asks for at `path`: a line without indentation is a path pattern, the indented lines below it are headers.
fn hosted(root: &Path, path: &str) -> Vec<(String, String)> {
    let text = std::fs::read_to_string(root.join("_headers")).unwrap_or_default();
    let mut headers = Vec::new();
    let mut applies = false;
    for line in text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        if line.starts_with(' ') {
            if let (true, Some((name, value))) = (applies, line.split_once(':')) {
                headers.push((name.trim().to_owned(), value.trim().to_owned()));
            }
        } else {
            let pattern = line.trim().trim_start_matches('/');
            applies = pattern.strip_suffix('*').map_or(pattern == path, |start| path.starts_with(start));
        }
    }
    headers
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::{Read, Write};
    use std::net::TcpStream;

    use super::{Headers, Server, hosted};
    use crate::repository;

    fn site(name: &str) -> std::path::PathBuf {
        let folder = repository().join("target/server-tests").join(name);
        fs::create_dir_all(folder.join("inner")).unwrap();
        fs::write(folder.join("index.html"), "page").unwrap();
        fs::write(folder.join("_headers"), "/*\n  X-All: 1\n/a.js\n  X-One: 2\n").unwrap();
        folder
    }

    fn ask(server: &Server, path: &str) -> Option<String> {
        let mut connection = TcpStream::connect(server.address).ok()?;
        write!(connection, "GET {path} HTTP/1.1\r\nHost: x\r\n\r\n").ok()?;
        let mut answer = String::new();
        connection.read_to_string(&mut answer).ok()?;
        Some(answer)
    }

    fn status(server: &Server, path: &str) -> Option<String> {
        ask(server, path).and_then(|answer| answer.split(' ').nth(1).map(str::to_owned))
    }

    #[test]
    fn only_files_beneath_the_prefix_are_answered() {
        let server = Server::start(site("strict"), "/p/", Headers::Bare).unwrap();
        assert_eq!(status(&server, "/p/?x=1").as_deref(), Some("200"));
        for path in ["/", "/p", "/p/inner/", "/p/missing.js", "/p/../strict/index.html", "/p//etc/hostname"] {
            assert_eq!(status(&server, path).as_deref(), Some("404"), "{path}");
        }
    }

    #[test]
    fn a_stopped_server_refuses_and_a_restarted_one_answers_on_the_same_port() {
        let server = Server::start(site("stop"), "/p/", Headers::Bare).unwrap();
        server.stop();
        assert_eq!(status(&server, "/p/"), None);
        server.restart().unwrap();
        assert_eq!(status(&server, "/p/").as_deref(), Some("200"));
    }

    #[test]
    fn what_was_put_is_served_until_the_next_deployment() {
        let server = Server::start(site("put"), "/p/", Headers::Bare).unwrap();
        server.put("index.html", "other");
        assert!(ask(&server, "/p/").unwrap().ends_with("other"));
        server.deploy(site("put"));
        assert!(ask(&server, "/p/").unwrap().ends_with("page"));
        assert_eq!(server.take_asked().len(), 2);
    }

    #[test]
    fn what_is_withheld_is_missing() {
        let server = Server::start(site("withhold"), "/p/", Headers::Bare).unwrap();
        server.withhold("ind");
        assert_eq!(status(&server, "/p/").as_deref(), Some("404"));
        assert_eq!(status(&server, "/p/_headers").as_deref(), Some("200"));
    }

    #[test]
    fn a_headers_file_is_read_as_hosts_read_it() {
        let root = site("headers");
        let names = |path: &str| hosted(&root, path).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        assert_eq!(names("a.js"), ["X-All", "X-One"]);
        assert_eq!(names(""), ["X-All"]);
    }
}
