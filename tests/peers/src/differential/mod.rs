//! Random scripts of operations, run against Azurite over loopback and against our server in this process.
//!
//! Every answer is compared: status, error code, the headers that matter, and the body as a tree. Ids and receipts are compared by what they
//! name, times by their distance from the answer's `Date`. A difference must be on the written list (`playground::conformance`); any
//! other fails the test, and the shortest script that still shows it is printed. A script ends at a listed difference that leaves the
//! two in different states, because from there on they are right to disagree.
//!
//! Reading order: `step` is what can be done, `generate` draws scripts, `side` runs a step on either side, `answer` makes two answers
//! comparable, `listed` recognises the differences, `shrink` looks for the shortest script.

mod answer;
mod generate;
mod listed;
mod shrink;
mod side;
mod step;

use crate::process::Service;
use crate::report::Report;
use playground::conformance::{DIFFERENCES, Difference as Listed, Found, Kind};
use playground::rng::Rng;
use side::{Difference, Outcome, Pair};
use std::collections::BTreeMap;
use std::env;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::Instant;
use step::Script;

/// Operations of one run unless `DIFFERENTIAL_OPERATIONS` says more.
const OPERATIONS_MIN: u64 = 20_000;

/// Scripts that wait for real time to pass, because Azurite knows no other clock: so many at once, and so many times.
const SLOW_SCRIPTS: u64 = 6;
const SLOW_BATCHES: u64 = 4;

/// How often a script is run again that chance has disturbed.
const DISTURBED_MAX: usize = 20;

/// Unlisted differences after which the test has seen enough.
const SHOWN_MAX: usize = 5;

/// What was met so far.
#[derive(Debug, Default)]
pub struct Tally {
    pub operations: u64,
    pub scripts: usize,
    pub met: BTreeMap<Kind, usize>,
}

/// Gives every execution of a script queue names of its own, for Azurite remembers the scripts before.
#[derive(Debug, Default)]
pub struct Names(AtomicU32);

impl Names {
    pub fn next(&self) -> String {
        format!("d{:06}", self.0.fetch_add(1, Ordering::Relaxed))
    }
}

pub fn run(report: &mut Report) -> Result<(), String> {
    let operations = number("DIFFERENTIAL_OPERATIONS")?.map_or(OPERATIONS_MIN, |wanted| wanted.max(OPERATIONS_MIN));
    let seed = number("DIFFERENTIAL_SEED")?.unwrap_or(1);
    println!("random scripts of {operations} operations from seed {seed}, against Azurite");
    let azurite = Service::azurite()?;
    let names = Names::default();
    let began = Instant::now();
    let mut tally = Tally::default();
    let mut found = Vec::new();

    for batch in 0..SLOW_BATCHES {
        for outcome in slow(seed, batch, azurite.port, &names)? {
            let (script, difference, counted) = outcome;
            tally.add(&counted);
            found.extend(difference.map(|difference| (script, difference)));
        }
    }
    let mut number = 0_u64;
    while tally.operations < operations && found.len() < SHOWN_MAX {
        let script = generate::script(&mut Rng::new(seed).fork(&format!("script {number}")), number);
        number += 1;
        let (script, difference, counted) = undisturbed(script, azurite.port, &names)?;
        tally.add(&counted);
        found.extend(difference.map(|difference| (script, difference)));
    }

    let seconds = began.elapsed().as_secs_f32();
    println!("{} operations in {} scripts, {seconds:.0} s; differences met, all of them on the list:", tally.operations, tally.scripts);
    for Listed { kind, subject, service, azurite, .. } in expected() {
        let met = tally.met.get(kind).copied().unwrap_or(0);
        println!("{met:>8}  {subject:<52} service: {service}; Azurite: {azurite}");
    }
    for (script, difference) in found.iter().take(SHOWN_MAX) {
        show(azurite.port, &names, script, difference)?;
    }
    let outcome = if found.is_empty() {
        Ok(())
    } else {
        Err(format!("{} scripts show differences that are not on the list (seed {seed})", found.len()))
    };
    report.check(&format!("{} random operations differ from Azurite only as listed", tally.operations), outcome);
    for Listed { kind, subject, .. } in expected() {
        let met = tally.met.get(kind).copied().unwrap_or(0);
        let outcome = if met > 0 { Ok(()) } else { Err("not met once: is it still true?".to_owned()) };
        report.check(&format!("the listed difference exists: {subject}"), outcome);
    }
    Ok(())
}

/// The differences that random scripts must meet.
fn expected() -> impl Iterator<Item = &'static Listed> {
    DIFFERENCES.iter().filter(|difference| difference.found == Found::Met)
}

type Ran = (Script, Option<Difference>, Tally);

/// Runs one batch of scripts that wait. Err: Azurite is gone, or the machine is too busy to say what happens when.
fn slow(seed: u64, batch: u64, port: u16, names: &Names) -> Result<Vec<Ran>, String> {
    let run = |number: u64| {
        let script = generate::slow(&mut Rng::new(seed).fork(&format!("slow {batch} {number}")));
        undisturbed(script, port, names)
    };
    thread::scope(|scope| {
        let running: Vec<_> = (0..SLOW_SCRIPTS).map(|number| scope.spawn(move || run(number))).collect();
        running.into_iter().map(|thread| thread.join().unwrap_or_else(|_| Err("a script broke the test".to_owned()))).collect()
    })
}

/// Runs a script until nothing but the two sides decides how it ends; what was counted is of that run alone. Err: as `slow`.
fn undisturbed(script: Script, port: u16, names: &Names) -> Result<Ran, String> {
    for _ in 0..DISTURBED_MAX {
        let mut tally = Tally::default();
        match Pair::new(port, names.next()).run(&script, &mut tally)? {
            Outcome::Agreed => return Ok((script, None, tally)),
            Outcome::Differs(difference) => return Ok((script, Some(difference), tally)),
            Outcome::Disturbed => {}
        }
    }
    Err("this machine is too busy to compare what happens when".to_owned())
}

/// Prints the shortest script that shows what `script` showed.
fn show(port: u16, names: &Names, script: &Script, difference: &Difference) -> Result<(), String> {
    let (script, difference) = shrink::shortest(port, names, script.clone(), difference.clone())?;
    println!("\nnot on the list; the shortest script that shows it:");
    for (number, step) in script.iter().enumerate() {
        println!("  {number:>2}  {step:?}");
    }
    println!("step {}: {}\n  ours     {}\n  Azurite  {}\n", difference.step, difference.what, difference.ours, difference.theirs);
    Ok(())
}

impl Tally {
    fn meet(&mut self, kinds: Vec<Kind>) {
        for kind in kinds {
            *self.met.entry(kind).or_default() += 1;
        }
    }

    fn add(&mut self, other: &Self) {
        self.operations += other.operations;
        self.scripts += other.scripts;
        for (kind, met) in &other.met {
            *self.met.entry(*kind).or_default() += met;
        }
    }
}

fn number(name: &str) -> Result<Option<u64>, String> {
    let text = env::var(name).ok();
    text.map(|text| text.parse().map_err(|_| format!("{name}: {text:?} is no number"))).transpose()
}
