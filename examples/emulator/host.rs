//! The listener: one thread for each connection, one lock around the server.
//!
//! Threads and blocking sockets are enough for the few clients one machine has, and a request spends most of its time in the kernel anyway.
//! Stopping is graceful: no new connection, no new request, but what has been asked is answered.

use crate::exchange::{self, Incoming};
use crate::options::Tls;
use playground::server::Server;
use playground::time::{Span, Timestamp};
use playground::wire::{Response, Scheme};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

/// Connections at one time; more are closed as they come.
const CONNECTIONS_MAX: usize = 1_024;

/// A connection on which nothing comes for so long is closed.
const IDLE_FOR_MAX: Duration = Duration::from_mins(2);

/// How much of a refused request is still listened to, and how long its next piece may take.
const LINGER_BYTES_MAX: usize = 64 * 1024 * 1024;
const LINGER_FOR_MAX: Duration = Duration::from_secs(2);

/// How long answers may take after Ctrl-C.
const STOPPING_FOR_MAX: Duration = Duration::from_secs(5);

/// A clock that starts where it is told and never runs backwards.
#[derive(Debug)]
pub struct Clock {
    start: Timestamp,
    began: Instant,
}

#[derive(Debug)]
pub struct Host {
    listener: TcpListener,
    scheme: Scheme,
    tls: Option<Arc<ServerConfig>>,
    clock: Clock,
    server: Mutex<Server>,
    stopping: AtomicBool,
    connections: Mutex<Connections>,
    /// Told whenever a connection ends.
    ended: Condvar,
}

/// The open connections, so that they can be told to take nothing new.
#[derive(Debug, Default)]
struct Connections {
    open: BTreeMap<u64, TcpStream>,
    opened: u64,
}

impl Clock {
    /// `None`: what this machine's clock shows.
    #[expect(clippy::disallowed_methods, reason = "the emulator is the edge where time comes from")]
    pub fn starting_at(start: Option<Timestamp>) -> Self {
        let wall = || SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Self { start: start.unwrap_or_else(|| Timestamp::EPOCH + span(wall())), began: Instant::now() }
    }

    pub fn now(&self) -> Timestamp {
        self.start + span(self.began.elapsed())
    }
}

fn span(duration: Duration) -> Span {
    Span::from_micros(u64::try_from(duration.as_micros()).unwrap_or(u64::MAX))
}

impl Host {
    /// Err: the port is taken, or the certificate cannot be used.
    pub fn listen(port: u16, server: Server, clock: Clock, tls: Option<&Tls>) -> Result<Self, String> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| format!("cannot listen at port {port}: {error}"))?;
        Ok(Self {
            listener,
            scheme: if tls.is_some() { Scheme::Https } else { Scheme::Http },
            tls: tls.map(configure).transpose()?,
            clock,
            server: Mutex::new(server),
            stopping: AtomicBool::new(false),
            connections: Mutex::default(),
            ended: Condvar::new(),
        })
    }

    /// Where it listens, with the scheme and without a slash at the end.
    pub fn address(&self) -> String {
        let scheme = if self.tls.is_some() { "https" } else { "http" };
        format!("{scheme}://{}", self.local_address())
    }

    /// Accepts connections until `stop`, then waits until the last answer is out.
    pub fn serve(self: &Arc<Self>) {
        for stream in self.listener.incoming() {
            if self.stopping.load(Ordering::SeqCst) {
                break;
            }
            // A client that has gone away before it was accepted concerns nobody.
            let Ok(stream) = stream else { continue };
            let Some(number) = self.register(&stream) else { continue };
            let host = Arc::clone(self);
            thread::spawn(move || {
                // A connection that breaks has nobody left to tell.
                drop(host.converse(&stream));
                host.connections().open.remove(&number);
                host.ended.notify_all();
            });
        }
        let connections = self.connections();
        let waited = self.ended.wait_timeout_while(connections, STOPPING_FOR_MAX, |connections| !connections.open.is_empty());
        drop(waited.expect(NO_PANIC));
    }

    /// Lets `serve` come to its end. Requests that have arrived are answered.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::SeqCst);
        for stream in self.connections().open.values() {
            // Already closed by the other side: just as well.
            drop(stream.shutdown(Shutdown::Read));
        }
        // Wakes the listener, which looks at `stopping` only when somebody comes.
        drop(TcpStream::connect(self.local_address()));
    }

    fn local_address(&self) -> SocketAddr {
        self.listener.local_addr().expect("a listening socket has an address")
    }

    fn connections(&self) -> MutexGuard<'_, Connections> {
        self.connections.lock().expect(NO_PANIC)
    }

    /// Takes a connection into the list; `None` closes it.
    fn register(&self, stream: &TcpStream) -> Option<u64> {
        let copy = stream.try_clone().ok()?;
        let mut connections = self.connections();
        if connections.open.len() >= CONNECTIONS_MAX {
            return None;
        }
        connections.opened += 1;
        let number = connections.opened;
        connections.open.insert(number, copy);
        Some(number)
    }

    fn converse(&self, stream: &TcpStream) -> io::Result<()> {
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(IDLE_FOR_MAX))?;
        let peer = stream.peer_addr()?.ip().to_string();
        let ending = match &self.tls {
            None => self.answer_all(stream, &peer)?,
            Some(config) => {
                let session = ServerConnection::new(Arc::clone(config)).map_err(io::Error::other)?;
                self.answer_all(StreamOwned::new(session, stream), &peer)?
            }
        };
        match ending {
            Ending::Agreed => Ok(()),
            Ending::Refused => linger(stream),
        }
    }

    /// Answers requests in the order in which they come, until the client or the host has enough.
    fn answer_all(&self, mut stream: impl Read + Write, peer: &str) -> io::Result<Ending> {
        let mut read = Vec::new();
        let mut written = Vec::new();
        loop {
            let incoming = exchange::receive(&mut stream, &mut read, self.scheme, peer)?;
            written.clear();
            let keep = match incoming {
                Incoming::Nothing => return Ok(Ending::Agreed),
                Incoming::Unreadable(refusal) => {
                    exchange::refuse(&mut written, refusal);
                    stream.write_all(&written)?;
                    stream.flush()?;
                    return Ok(Ending::Refused);
                }
                Incoming::Request { request, version, keep_alive } => {
                    let keep = keep_alive && !self.stopping.load(Ordering::SeqCst);
                    exchange::respond(&mut written, &self.handle(&request), &request.method, version, keep);
                    keep
                }
            };
            stream.write_all(&written)?;
            stream.flush()?;
            if !keep {
                return Ok(Ending::Agreed);
            }
        }
    }

    fn handle(&self, request: &playground::wire::Request) -> Response {
        let mut server = self.server.lock().expect(NO_PANIC);
        // Read under the lock, so that time never runs backwards for the server.
        let now = self.clock.now();
        server.handle(now, request).response
    }
}

/// How a connection came to its end.
enum Ending {
    /// Nothing is left unread.
    Agreed,
    /// The client may still be sending the request that was refused.
    Refused,
}

/// Listens to the end of what the client is still saying: closing at once would make its system throw the answer away unread.
fn linger(mut stream: &TcpStream) -> io::Result<()> {
    stream.shutdown(Shutdown::Write)?;
    stream.set_read_timeout(Some(LINGER_FOR_MAX))?;
    let mut piece = [0; 16 * 1024];
    let mut heard = 0;
    while heard < LINGER_BYTES_MAX {
        match stream.read(&mut piece)? {
            0 => break,
            length => heard += length,
        }
    }
    Ok(())
}

const NO_PANIC: &str = "nobody panics while holding this lock";

fn configure(tls: &Tls) -> Result<Arc<ServerConfig>, String> {
    let pem = |file: &std::path::Path, error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
    let certificates = CertificateDer::pem_file_iter(&tls.certificate).and_then(Iterator::collect);
    let certificates: Vec<_> = certificates.map_err(|error| pem(&tls.certificate, &error))?;
    let key = PrivateKeyDer::from_pem_file(&tls.key).map_err(|error| pem(&tls.key, &error))?;
    let config = ServerConfig::builder().with_no_client_auth().with_single_cert(certificates, key);
    Ok(Arc::new(config.map_err(|error| pem(&tls.certificate, &error))?))
}
