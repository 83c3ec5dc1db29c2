//! How fast the whole wire path is: put, get and delete, each encoded, signed, verified, applied, rendered and decoded, with 1,000 messages
//! waiting. Prints one line, `N operations a second`.
//!
//! `cargo xtask wasm-run wire_speed --alone` runs it as WebAssembly under Node; `cargo bench --bench emulator` sets it against Azurite.

use playground::client::{self, Answer, Call, Credential, Endpoint};
use playground::engine::{AccountKind, AccountSpec, Engine, Redundancy};
use playground::rng::Rng;
use playground::server::Server;
use playground::time::{Span, Timestamp};

const START: Timestamp = Timestamp::from_secs(1_795_176_000);
const BACKLOG: u32 = 1_000;
const CYCLES: u32 = 10_000;

/// The fastest of so many rounds counts, because everything that disturbs makes a round slower.
const ROUNDS: u32 = 7;

fn main() {
    let mut engine = Engine::new(Rng::new(1));
    let spec = AccountSpec { name: "newsroom".into(), kind: AccountKind::StorageV2, redundancy: Redundancy::StandardLrs };
    engine.create_account(START, spec).expect("the first account");
    let mut server = Server::new(engine);
    let key = server.access("newsroom").expect("made above").keys[0].clone();
    let credential = Credential::SharedKey { account: "newsroom".into(), key };
    let endpoint = Endpoint::cloud("newsroom");
    let mut now = START;
    let mut call = |call: &Call| {
        now = now + Span::from_micros(1);
        let request = client::encode(call, &endpoint, &credential, now, None);
        let reply = server.handle(now, &request);
        client::decode(call, &reply.response).expect("nothing is wrong with the call")
    };
    call(&Call::CreateQueue { queue: "tasks".into(), metadata: vec![] });
    let put = Call::Put { queue: "tasks".into(), text: "file the story".into(), visibility_timeout: None, time_to_live: None };
    let get = Call::Get { queue: "tasks".into(), count: None, visibility_timeout: None };
    for _ in 0..BACKLOG {
        call(&put);
    }
    let mut best = f64::MAX;
    for _ in 0..ROUNDS {
        let begun = clock_ms();
        for _ in 0..CYCLES {
            call(&put);
            let Answer::Got(got) = call(&get) else { unreachable!("messages wait") };
            call(&Call::Delete { queue: "tasks".into(), id: got[0].id.clone(), receipt: got[0].receipt.clone() });
        }
        best = best.min(clock_ms() - begun);
    }
    print(&format!("{:.0} operations a second", f64::from(CYCLES) * 3_000.0 / best));
}

#[cfg(target_arch = "wasm32")]
fn clock_ms() -> f64 {
    js_sys::Date::now()
}

#[cfg(not(target_arch = "wasm32"))]
#[expect(clippy::disallowed_methods, reason = "a measurement is about the clock")]
fn clock_ms() -> f64 {
    let since = std::time::SystemTime::now().duration_since(std::time::SystemTime::UNIX_EPOCH);
    since.unwrap_or_default().as_secs_f64() * 1_000.0
}

#[cfg(target_arch = "wasm32")]
fn print(line: &str) {
    web_sys::console::log_1(&line.into());
}

#[cfg(not(target_arch = "wasm32"))]
fn print(line: &str) {
    println!("{line}");
}
