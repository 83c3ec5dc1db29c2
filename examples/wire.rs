//! How many operations a second go the whole way: encoded, signed, routed, verified, applied, rendered and decoded.
//!
//! Natively: `cargo run --release --example wire`. As WebAssembly under Node: `cargo xtask wasm-run wire --alone`.

mod clock;

use clock::now_ms;
use playground::client::{self, Answer, Call, Credential, Endpoint};
use playground::engine::{AccountKind, AccountSpec, Engine, Redundancy};
use playground::rng::Rng;
use playground::server::Server;
use playground::time::{Span, Timestamp};

const START: Timestamp = Timestamp::from_secs(1_795_176_000);

/// Messages that wait in the queue all the time.
const WAITING: u32 = 1_000;

/// Put, get and delete, each this often, in each round; the fastest round counts.
const CYCLES: u32 = 10_000;
const ROUNDS: u32 = 7;

/// Operations a second.
const BAR: f64 = 100_000.0;

fn main() {
    let mut service = Service::new();
    for _ in 0..WAITING {
        service.put();
    }
    let mut best_ms = f64::INFINITY;
    for _ in 0..ROUNDS {
        let began = now_ms();
        for _ in 0..CYCLES {
            service.cycle();
        }
        best_ms = best_ms.min(now_ms() - began);
    }
    let per_sec = f64::from(3 * CYCLES) / best_ms * 1000.0;
    let verdict = if per_sec >= BAR { "met" } else { "MISSED" };
    line(&format!("put + get + delete over the wire, signed and verified: {per_sec:.0} operations a second, bar {BAR:.0}: {verdict}"));
}

struct Service {
    server: Server,
    endpoint: Endpoint,
    credential: Credential,
    now: Timestamp,
    put: Call,
    get: Call,
}

impl Service {
    fn new() -> Self {
        let mut server = Server::new(Engine::new(Rng::new(1)));
        let spec = AccountSpec { name: "newsroom".into(), kind: AccountKind::StorageV2, redundancy: Redundancy::StandardLrs };
        server.create_account(START, spec).expect("the first account");
        let key = server.access("newsroom").expect("made above").keys[0].clone();
        let credential = Credential::SharedKey { account: "newsroom".into(), key };
        let put = Call::Put { queue: "tasks".into(), text: "file the story".into(), visibility_timeout: None, time_to_live: None };
        let get = Call::Get { queue: "tasks".into(), count: None, visibility_timeout: None };
        let mut service = Self { server, endpoint: Endpoint::cloud("newsroom"), credential, now: START, put, get };
        service.call(&Call::CreateQueue { queue: "tasks".into(), metadata: Vec::new() });
        service
    }

    fn call(&mut self, call: &Call) -> Answer {
        let request = client::encode(call, &self.endpoint, &self.credential, self.now, None);
        let reply = self.server.handle(self.now, &request);
        client::decode(call, &reply.response).expect("nothing is wrong with the call")
    }

    fn put(&mut self) {
        let put = self.put.clone();
        self.call(&put);
    }

    fn cycle(&mut self) {
        self.now = self.now + Span::from_micros(1);
        self.put();
        let get = self.get.clone();
        let Answer::Got(mut got) = self.call(&get) else { unreachable!("a get brings messages") };
        let message = got.pop().expect("messages wait");
        let answer = self.call(&Call::Delete { queue: "tasks".into(), id: message.id, receipt: message.receipt });
        assert_eq!(answer, Answer::Done);
    }
}

/// Prints a line: to the terminal natively, to Node's console as WebAssembly.
fn line(text: &str) {
    #[cfg(target_arch = "wasm32")]
    web_sys::console::log_1(&text.into());
    #[cfg(not(target_arch = "wasm32"))]
    println!("{text}");
}
