//! Opens the built page in a real browser and uses it as a person would.
//!
//! `cargo xtask test` builds the page and runs everything here; `cargo run -p browser-tests -- offline` runs the tests whose name contains
//! "offline" against the `dist/` and `dist-single/` that are there. `cargo xtask shots` takes pictures with the same pieces.
//!
//! Reading order: [`Server`] is the strict host, [`Driver`] the browser process, [`Page`] a person at a page, [`Bench`] what one test gets, and
//! [`suite`] runs the tests and counts.
//!
//! # How to write a test
//!
//! A test is an `async fn` that takes a [`Bench`] and returns an [`Outcome`]; its name is a sentence that is true. Put it in the module of its
//! subject under `src/`, and add it to the list in `main.rs`:
//!
//! ```ignore
//! pub async fn the_queue_can_be_paused_by_key(bench: Bench) -> Outcome {
//!     let page = bench.site("#/exercise/06").await?;      // or bench.single_file("#/exercise/06")
//!     page.tab_to("Pause").await?;
//!     page.press("Enter").await?;
//!     page.wait_for_text("paused").await?;
//!     page.reset_probe().await?;
//!     // ... let something happen ...
//!     assert_eq!(page.probe().await?, (0, 0, 0), "a paused page asks for no frame and no timer");
//!     Ok(())
//! }
//! ```
//!
//! Every page is a fresh browser with empty storage. When the test ends, whatever way it ends, its browsers are closed; a passing test fails
//! after all if anything was written to a console that it did not announce with [`Bench::expect_console`], or if a page asked any other origin for
//! anything. A failing test leaves a picture of each of its pages in `target/screenshots/failed/`.

pub mod bench;
pub mod driver;
mod keys;
pub mod page;
pub mod server;
pub mod suite;

use std::error::Error;
use std::path::{Path, PathBuf};

pub use bench::Bench;
pub use driver::Driver;
pub use page::{ConsoleLine, Media, Page};
pub use server::{Headers, Server};

/// Why a test, or a step of it, did not work out, in words.
pub type Failure = Box<dyn Error + Send + Sync>;

/// What a test comes to.
pub type Outcome = Result<(), Failure>;

/// Returns the top folder of the repository.
pub fn repository() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).expect("this package lies two folders below the top").to_path_buf()
}
