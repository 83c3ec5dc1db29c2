//! Runs the tests one after the other, each by its name, and says what came of it.
//!
//! One after the other on purpose: the machine has few cores, and a browser that has to share them is slow in ways that say nothing.

use std::future::Future;
use std::panic;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::{Bench, Driver, Failure, Outcome};

/// Longest time for one test; a test that needs longer is stuck.
const TEST_MAX: Duration = Duration::from_mins(2);

/// A boxed future, so that tests of different types fit into one list.
pub type Running = Pin<Box<dyn Future<Output = Outcome> + Send>>;

/// A test and its name. Write `test!(module::function)`.
#[derive(Debug, Clone, Copy)]
pub struct Test {
    /// Module and function, as written in the list.
    pub name: &'static str,
    /// Starts it.
    pub start: fn(Bench) -> Running,
}

/// Makes a [`Test`] of an `async fn(Bench) -> Outcome`.
#[macro_export]
macro_rules! test {
    ($path:path) => {
        $crate::suite::Test { name: stringify!($path), start: |bench| ::std::boxed::Box::pin($path(bench)) }
    };
}

/// Runs the tests whose name contains `filter`, prints a line for each and a closing line, and returns how many failed.
///
/// # Errors
/// When no browser can be started at all, or no test has such a name.
pub async fn run(tests: &[Test], filter: &str) -> Result<usize, Failure> {
    let chosen: Vec<&Test> = tests.iter().filter(|test| test.name.contains(filter)).collect();
    if chosen.is_empty() {
        return Err(format!("no browser test has {filter:?} in its name").into());
    }
    let driver = Arc::new(Driver::start()?);
    // The place is all that is wanted of a failed assertion: its words are in the report below.
    panic::set_hook(Box::new(|info| eprintln!("      at {}", info.location().map(ToString::to_string).unwrap_or_default())));
    let mut failed = 0;
    for test in &chosen {
        let began = Instant::now();
        match run_one(test, &driver).await {
            Ok(()) => println!("ok    {} ({:.1} s)", test.name, began.elapsed().as_secs_f32()),
            Err(error) => {
                failed += 1;
                println!("FAIL  {} ({:.1} s)\n      {error}", test.name, began.elapsed().as_secs_f32());
            }
        }
    }
    println!("browser tests: {} passed, {failed} failed", chosen.len() - failed);
    Ok(failed)
}

async fn run_one(test: &Test, driver: &Arc<Driver>) -> Outcome {
    let bench = Bench::new(Arc::clone(driver));
    // A task of its own turns a failed assertion into an answer here, so that the browser is closed whatever happens.
    let task = tokio::spawn((test.start)(bench.clone()));
    let outcome = match tokio::time::timeout(TEST_MAX, task).await {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(panic)) => Err(panic_words(panic).into()),
        Err(_) => Err(format!("not done after {} s", TEST_MAX.as_secs()).into()),
    };
    bench.close(test.name, outcome).await
}

fn panic_words(error: tokio::task::JoinError) -> String {
    let Ok(payload) = error.try_into_panic() else {
        return "the test was cancelled".to_owned();
    };
    let words = payload.downcast_ref::<String>().cloned();
    words.or_else(|| payload.downcast_ref::<&str>().map(|words| (*words).to_owned())).unwrap_or_else(|| "the test panicked".to_owned())
}
