//! The emulator example and Azurite over loopback, and the service in WebAssembly: ratios, measured in one run.
//!
//! `cargo bench --bench emulator` builds what it needs and prints a table. Both servers get the same requests from the same client: put, get and
//! delete, signed with the account key, over one kept connection, in a queue with a backlog of 1,000 messages.

#[path = "../tests/peers/src/http.rs"]
#[expect(dead_code, reason = "the benchmark needs less of the client than the tests do")]
mod http;
#[path = "../tests/peers/src/process.rs"]
#[expect(dead_code, reason = "nothing is interrupted here")]
mod process;

use http::Client;
use playground::auth::Key;
use playground::client::{self, Answer, Call, Credential, Endpoint};
use playground::time::Timestamp;
use process::{Service, repository};
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant, SystemTime};

const ACCOUNT: &str = "devstoreaccount1";
const KEY: &str = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

/// Messages that wait while others come and go.
const BACKLOG: u32 = 1_000;

/// Put, get and delete, each this often, in each round.
const CYCLES_OURS: u32 = 2_000;
const CYCLES_THEIRS: u32 = 200;

/// Rounds of each measurement, taking turns; the fastest counts, because everything that disturbs makes it slower.
const ROUNDS: u32 = 5;

fn main() -> ExitCode {
    match measure() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn measure() -> Result<(), String> {
    let built =
        Command::new(env!("CARGO")).args(["build", "--locked", "--release", "--example", "emulator"]).current_dir(repository()).status();
    if !built.map_err(|error| error.to_string())?.success() {
        return Err("the emulator could not be built".to_owned());
    }
    let azurite = Service::azurite()?;
    let emulator = Service::emulator(&[])?;
    let mut ours = Bench::new(emulator.port)?;
    let mut theirs = Bench::new(azurite.port)?;
    let (mut best_ours, mut best_theirs) = (0.0_f64, 0.0_f64);
    for _ in 0..ROUNDS {
        best_ours = best_ours.max(ours.operations_a_second(CYCLES_OURS)?);
        best_theirs = best_theirs.max(theirs.operations_a_second(CYCLES_THEIRS)?);
    }
    println!("{:<58}{:>12}{:>10}", "put + get + delete, operations a second", "measured", "bar");
    println!("{:<58}{best_theirs:>12.0}", "Azurite over loopback, 1,000 waiting");
    println!("{:<58}{best_ours:>12.0}", "emulator example over loopback, 1,000 waiting");
    ratio("emulator over Azurite", best_ours / best_theirs, 10.0);
    let wasm = match in_wasm() {
        Ok(wasm) => wasm,
        Err(why) => return Err(format!("NOT MEASURED: {why}")),
    };
    println!("{:<58}{wasm:>12.0}{:>10} {}", "whole wire path in WebAssembly under Node", 100_000, verdict(wasm, 100_000.0));
    ratio("WebAssembly over Azurite", wasm / best_theirs, 50.0);
    Ok(())
}

fn ratio(name: &str, measured: f64, bar: f64) {
    println!("{name:<58}{measured:>12.1}{bar:>10.0} {}", verdict(measured, bar));
}

fn verdict(measured: f64, bar: f64) -> &'static str {
    if measured >= bar { "met" } else { "MISSED" }
}

/// One server, its queue filled.
struct Bench {
    client: Client,
    endpoint: Endpoint,
    credential: Credential,
}

impl Bench {
    fn new(port: u16) -> Result<Self, String> {
        let credential =
            Credential::SharedKey { account: ACCOUNT.into(), key: Key::from_base64(KEY).ok_or("the published key is Base64")? };
        let endpoint = Endpoint::emulator(&format!("127.0.0.1:{port}"), ACCOUNT);
        let mut bench = Self { client: Client::new(port), endpoint, credential };
        bench.call(&Call::CreateQueue { queue: "tasks".into(), metadata: vec![] })?;
        for _ in 0..BACKLOG {
            bench.call(&put())?;
        }
        Ok(bench)
    }

    fn call(&mut self, call: &Call) -> Result<Answer, String> {
        let request = client::encode(call, &self.endpoint, &self.credential, now(), None);
        let response = self.client.send(&request).map_err(|error| format!("the connection broke: {error}"))?;
        client::decode(call, &response).map_err(|error| format!("{call:?}: {error:?}"))
    }

    #[expect(clippy::disallowed_methods, reason = "a benchmark is about the clock")]
    fn operations_a_second(&mut self, cycles: u32) -> Result<f64, String> {
        let get = Call::Get { queue: "tasks".into(), count: None, visibility_timeout: None };
        let begun = Instant::now();
        for _ in 0..cycles {
            self.call(&put())?;
            let Answer::Got(got) = self.call(&get)? else { return Err("a get brings messages".to_owned()) };
            let got = got.first().ok_or("the backlog is gone")?;
            self.call(&Call::Delete { queue: "tasks".into(), id: got.id.clone(), receipt: got.receipt.clone() })?;
        }
        Ok(f64::from(cycles) * 3.0 / begun.elapsed().as_secs_f64())
    }
}

fn put() -> Call {
    Call::Put { queue: "tasks".into(), text: "file the story".into(), visibility_timeout: None, time_to_live: None }
}

/// Builds the example `wire` for WebAssembly, runs it under Node and reads the figure it prints.
fn in_wasm() -> Result<f64, String> {
    let mut run = Command::new(env!("CARGO"));
    let output =
        run.args(["xtask", "wasm-run", "wire", "--alone"]).current_dir(repository()).output().map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout);
    let figure = text.lines().find_map(|line| line.split_once(" operations a second")?.0.rsplit(' ').next()?.parse().ok());
    figure.ok_or_else(|| format!("wire did not run in WebAssembly: {text}{}", String::from_utf8_lossy(&output.stderr)))
}

#[expect(clippy::disallowed_methods, reason = "requests are signed with the time of day")]
fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or(Duration::ZERO);
    Timestamp::from_micros(u64::try_from(since.as_micros()).unwrap_or(0))
}
