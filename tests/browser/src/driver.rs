//! Chromium and its driver as child processes that never outlive the run.
//!
//! `ChromeDriver` picks a free port by itself and says which on its standard output. It gets a process group of its own, and the whole group is
//! ended when the [`Driver`] goes away, so that an aborted run leaves no browser behind.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;
use std::{env, fs, thread};

use serde_json::{Value, json};
use thirtyfour::{Capabilities, WebDriver};

use crate::{Failure, Page};

/// How long `ChromeDriver` may take to come up on a loaded machine.
const DRIVER_START_MAX: Duration = Duration::from_mins(1);

/// One running `ChromeDriver`, ready to open browser sessions.
#[derive(Debug)]
pub struct Driver {
    child: Child,
    url: String,
    chromium: PathBuf,
    /// Where the browser keeps its profiles and sockets while it runs; removed at the end.
    scratch: PathBuf,
    downloads: PathBuf,
}

impl Driver {
    /// Starts the driver found in `CHROMEDRIVER` or on the path, for the browser found in `CHROME` or on the path.
    ///
    /// # Errors
    /// When either program is missing or the driver does not come up.
    pub fn start() -> Result<Self, Failure> {
        let chromium = find("CHROME", &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"])
            .ok_or("no Chromium found: install it (`cargo xtask test` does) or set CHROME to the program")?;
        let program = find("CHROMEDRIVER", &["chromedriver"])
            .ok_or("no chromedriver found: install it (`cargo xtask test` does) or set CHROMEDRIVER")?;
        let scratch = env::temp_dir().join(format!("browser-tests-{}", std::process::id()));
        let downloads = scratch.join("downloads");
        fs::create_dir_all(&downloads)?;
        let mut command = Command::new(&program);
        command.arg("--port=0").env("TMPDIR", &scratch).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        own_process_group(&mut command);
        let mut child = command.spawn().map_err(|error| format!("{} does not start: {error}", program.display()))?;

        let output = child.stdout.take().expect("standard output was asked for as a pipe");
        let (send, receive) = mpsc::channel();
        // The thread reads to the end, so that the driver never blocks on a full pipe.
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if let Some((_, rest)) = line.split_once("started successfully on port ") {
                    // Nobody listens any more once the first port has been read; that is all right.
                    let _ = send.send(rest.trim_end_matches('.').to_owned());
                }
            }
        });
        let port = receive.recv_timeout(DRIVER_START_MAX);
        let url = format!("http://127.0.0.1:{}", port.as_deref().unwrap_or("0"));
        let driver = Self { child, url, chromium, scratch, downloads };
        port.map_err(|_| "chromedriver did not say its port within a minute")?;
        Ok(driver)
    }

    /// Returns the folder that downloads of every session go to.
    pub fn downloads(&self) -> &Path {
        &self.downloads
    }

    /// Opens a fresh browser with an empty page: empty storage, no workers, no memory of other tests. Whoever opens it has to quit it.
    ///
    /// # Errors
    /// When the browser does not start.
    pub async fn open(&self) -> Result<Page, Failure> {
        Page::new(self.session().await?).await
    }

    async fn session(&self) -> Result<WebDriver, Failure> {
        let mut args = vec![
            "--headless=new",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--window-size=1280,800",
            "--force-device-scale-factor=1",
            "--force-color-profile=srgb",
            "--hide-scrollbars",
            "--disable-background-timer-throttling",
            "--disable-renderer-backgrounding",
        ];
        if is_root() {
            // Chromium's sandbox needs an ordinary user; as root it refuses to start with it.
            args.push("--no-sandbox");
        }
        let wanted = json!({
            "browserName": "chrome",
            "goog:chromeOptions": {
                "binary": self.chromium,
                "args": args,
                "prefs": { "download.default_directory": self.downloads, "download.prompt_for_download": false },
            },
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        });
        let mut capabilities = Capabilities::new();
        if let Value::Object(wanted) = wanted {
            for (key, value) in wanted {
                capabilities.set(key, value)?;
            }
        }
        Ok(WebDriver::new(&self.url, capabilities).await?)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        end_process_group(&mut self.child);
        // Best effort: a browser that is still dying may hold a file for a moment longer.
        let _ = fs::remove_dir_all(&self.scratch);
    }
}

/// Returns the program that `variable` names, else the first of `names` on the path.
fn find(variable: &str, names: &[&str]) -> Option<PathBuf> {
    if let Some(named) = env::var_os(variable) {
        return Some(PathBuf::from(named));
    }
    let folders: Vec<PathBuf> = env::split_paths(&env::var_os("PATH")?).collect();
    let candidates =
        names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(format!("{name}{}", env::consts::EXE_SUFFIX))));
    candidates.into_iter().find(|path| path.is_file())
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

#[cfg(unix)]
fn own_process_group(command: &mut Command) {
    use std::os::unix::process::CommandExt;
    command.process_group(0);
}

#[cfg(not(unix))]
fn own_process_group(_command: &mut Command) {}

fn end_process_group(child: &mut Child) {
    if cfg!(unix) {
        // The minus sign means the group that the driver leads: the browser and its helpers are in it.
        let _ = Command::new("kill").args(["-KILL", "--", &format!("-{}", child.id())]).stderr(Stdio::null()).status();
    }
    let _ = child.kill();
    let _ = child.wait();
}
