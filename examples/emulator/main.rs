//! The queue service of the playground behind HTTP/1.1 on this machine, for people with an official client library in hand, and for tests.
//!
//! ```text
//! cargo run --release --example emulator -- --port 10001
//! ```
//!
//! It is the same `Server` that the page runs, with a socket in front of it and the only clock in this repository that is not a browser's. It
//! listens on loopback and serves the account `devstoreaccount1` under the key that is printed in Microsoft's documentation, so that
//! `UseDevelopmentStorage=true` finds it. Nothing is stored: what it knows ends with it.
//!
//! Reading order: `options` is what a person can say, `host` the listener and its connections, `exchange` one request and its answer.

mod exchange;
mod host;
mod options;

use host::{Clock, Host};
use options::{Account, Options};
use playground::auth::Key;
use playground::engine::{AccountKind, AccountSpec, Engine, Redundancy};
use playground::rng::Rng;
use playground::server::Server;
use playground::time::Timestamp;
use std::env;
use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::Arc;

/// The account that every emulator of Azure Storage knows, and its published key (page "Use Azurite for local development").
const KNOWN_ACCOUNT: &str = "devstoreaccount1";
const KNOWN_KEY: &str = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

fn main() -> ExitCode {
    let outcome = match Options::parse(env::args().skip(1)) {
        Ok(Some(options)) => run(&options),
        Ok(None) => {
            println!("{}", options::HELP);
            Ok(())
        }
        Err(mistake) => Err(format!("{mistake}\n\n{}", options::HELP)),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Result<(), String> {
    let clock = Clock::starting_at(options.clock);
    let server = server(options, &clock)?;
    let host = Arc::new(Host::listen(options.port, server, clock, options.tls.as_ref())?);
    let stopper = Arc::clone(&host);
    ctrlc::set_handler(move || stopper.stop()).map_err(|error| format!("cannot wait for Ctrl-C: {error}"))?;
    say(&format!("The queue service listens at {}/{KNOWN_ACCOUNT}", host.address()));
    host.serve();
    say("The queue service has stopped.");
    Ok(())
}

/// Says something to whoever started it; if nobody reads it any more, nobody misses it.
fn say(words: &str) {
    drop(writeln!(io::stdout(), "{words}"));
}

/// A service with the known account and those that were asked for.
fn server(options: &Options, clock: &Clock) -> Result<Server, String> {
    let now = clock.now();
    let mut server = Server::new(Engine::new(Rng::new(options.seed)));
    open(&mut server, KNOWN_ACCOUNT, now)?;
    let known = server.access_mut(KNOWN_ACCOUNT).expect("it was just made");
    known.keys[0] = Key::from_base64(KNOWN_KEY).expect("the published key is Base64");
    for Account { name, keys } in &options.accounts {
        open(&mut server, name, now)?;
        server.access_mut(name).expect("it was just made").keys.clone_from(keys);
    }
    Ok(server)
}

/// Makes an account whose copy in the other region can be read, and which talks without TLS too.
fn open(server: &mut Server, name: &str, now: Timestamp) -> Result<(), String> {
    let spec = AccountSpec { name: name.into(), kind: AccountKind::StorageV2, redundancy: Redundancy::StandardRagrs };
    server.create_account(now, spec).map_err(|error| format!("there can be no account {name:?}: {error:?}"))?;
    server.access_mut(name).expect("it was just made").settings.https_only = false;
    Ok(())
}
