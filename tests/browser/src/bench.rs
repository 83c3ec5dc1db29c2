//! What one test gets: a driver to open browsers with, the built page in both of its forms, and a clean-up that cannot be forgotten.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};
use std::{env, fs};

use crate::{Driver, Failure, Headers, Outcome, Page, Server, repository};

/// The sub-path that the site is served under in every test.
pub const SUB_PATH: &str = "/some/course/page/";

/// The workbench of one test. Clones are the same bench.
#[derive(Debug, Clone)]
pub struct Bench {
    driver: Arc<Driver>,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    pages: Vec<Page>,
    servers: Vec<Arc<Server>>,
    expected_console: Vec<String>,
}

impl Bench {
    pub(crate) fn new(driver: Arc<Driver>) -> Self {
        Self { driver, state: Arc::default() }
    }

    /// Returns the folder of the built site, or of another that `BROWSER_TESTS_SITE` names.
    pub fn dist(&self) -> PathBuf {
        env::var_os("BROWSER_TESTS_SITE").map_or_else(|| repository().join("dist"), PathBuf::from)
    }

    /// Returns the built single file.
    pub fn single(&self) -> PathBuf {
        repository().join("dist-single/queue-storage-playground.html")
    }

    /// Returns the folder that downloads go to.
    pub fn downloads(&self) -> &Path {
        self.driver.downloads()
    }

    /// Opens an empty page in a browser of its own.
    ///
    /// # Errors
    /// When no browser can be started.
    pub async fn blank(&self) -> Result<Page, Failure> {
        let page = self.driver.open().await?;
        self.lock().pages.push(page.clone());
        Ok(page)
    }

    /// Serves `folder` under the sub-path until the test ends.
    ///
    /// # Errors
    /// When no port can be had.
    pub fn serve(&self, folder: &Path, headers: Headers) -> Result<Arc<Server>, Failure> {
        let server = Arc::new(Server::start(folder, SUB_PATH, headers)?);
        self.lock().servers.push(Arc::clone(&server));
        Ok(server)
    }

    /// Opens the built site over HTTP under the sub-path, at `hash` (empty, or beginning with `#`), and waits until it has started.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn site(&self, hash: &str) -> Result<Page, Failure> {
        let server = self.serve(&self.dist(), Headers::Bare)?;
        let page = self.blank().await?;
        page.start(&format!("{}{hash}", server.url())).await?;
        Ok(page)
    }

    /// Opens the single file from the disk, without any server, at `hash`, and waits until it has started.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn single_file(&self, hash: &str) -> Result<Page, Failure> {
        let page = self.blank().await?;
        page.start(&format!("file://{}{hash}", self.single().display())).await?;
        Ok(page)
    }

    /// Announces that a console line containing `words` will be written and is all right in this test.
    pub fn expect_console(&self, words: &str) {
        self.lock().expected_console.push(words.to_owned());
    }

    /// Checks what must hold after every test, takes pictures if it failed, and closes its browsers.
    pub(crate) async fn close(&self, name: &str, outcome: Outcome) -> Outcome {
        let State { pages, servers, expected_console } = std::mem::take(&mut *self.lock());
        let origins: Vec<String> = servers.iter().map(|server| server.origin()).collect();
        let mut outcome = outcome;
        for (index, page) in pages.into_iter().enumerate() {
            if outcome.is_ok() {
                outcome = left_clean(&page, &origins, &expected_console).await;
            }
            if outcome.is_err() {
                let file = repository().join(format!("target/screenshots/failed/{}-{index}.png", name.replace("::", "-")));
                match page.screenshot(&file).await {
                    Ok(()) => eprintln!("      picture: {}", file.display()),
                    Err(error) => eprintln!("      no picture: {error}"),
                }
            }
            if outcome.is_ok() {
                outcome = keep_marks(&page).await;
            }
            let quit = page.clone().quit().await;
            outcome = outcome.and(quit);
        }
        outcome
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no thread panics while it holds this lock")
    }
}

/// Adds the marks of what ran on this page to the file that `BROWSER_TESTS_SEEN` names: one letter a place in the module, `1` if it was reached.
async fn keep_marks(page: &Page) -> Outcome {
    let Some(file) = env::var_os("BROWSER_TESTS_SEEN") else { return Ok(()) };
    let marks = page.run("return globalThis.seen();", &[]).await?;
    let marks = marks.as_str().ok_or("the page keeps no marks: is it the site that `cargo xtask profile` builds?")?;
    let before = fs::read_to_string(&file).unwrap_or_else(|_| "0".repeat(marks.len()));
    let both: String = before.chars().zip(marks.chars()).map(|(a, b)| a.max(b)).collect();
    fs::write(&file, both).map_err(|error| format!("cannot write {}: {error}", file.display()).into())
}

async fn left_clean(page: &Page, origins: &[String], expected: &[String]) -> Outcome {
    let surprises: Vec<String> = page
        .take_console()
        .await?
        .into_iter()
        .filter(|line| !expected.iter().any(|words| line.text.contains(words)))
        .map(|line| format!("{} {}", line.level, line.text))
        .collect();
    if !surprises.is_empty() {
        return Err(format!("the console is not empty:\n{}", surprises.join("\n")).into());
    }
    let at_home = |address: &String| {
        let local = ["data:", "blob:", "about:", "file:"].iter().any(|scheme| address.starts_with(scheme));
        local || origins.iter().any(|origin| address.strip_prefix(origin.as_str()).is_some_and(|rest| rest.starts_with('/')))
    };
    let strangers: Vec<String> = page.take_requests().await?.into_iter().filter(|address| !at_home(address)).collect();
    if !strangers.is_empty() {
        return Err(format!("the page asked other origins: {strangers:?}").into());
    }
    Ok(())
}
