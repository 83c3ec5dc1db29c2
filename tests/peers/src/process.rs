//! Programs under test: started on a free port, ended when their owner lets go of them.

use std::env;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// How long a program may take until it listens.
const STARTING_FOR_MAX: Duration = Duration::from_mins(1);

/// A program that listens on loopback. Dropping it ends it.
#[derive(Debug)]
pub struct Service {
    child: Child,
    pub port: u16,
}

/// The top folder of the repository.
pub fn repository() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().find(|folder| folder.join("rust-toolchain.toml").is_file()).expect("the package lies in the repository").to_path_buf()
}

/// The folder of the tools that `cargo xtask` installs.
pub fn tools() -> PathBuf {
    repository().join(".tools")
}

/// A command that talks to loopback directly, whatever proxy the machine uses.
pub fn local(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy", "NODE_USE_ENV_PROXY"] {
        command.env_remove(name);
    }
    command
}

impl Service {
    /// Starts `command` and waits for the line that names its port behind `before`.
    ///
    /// Err: it does not start, ends, or says nothing of the kind in time.
    pub fn start(mut command: Command, before: &'static str) -> Result<Self, String> {
        let name = command.get_program().to_string_lossy().into_owned();
        let mut child =
            command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().map_err(|error| format!("{name} does not start: {error}"))?;
        let output = child.stdout.take().expect("standard output was asked for as a pipe");
        let (found, port) = mpsc::channel();
        // The thread goes on reading, so that the program never waits for room in the pipe; it ends with the program.
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if let Some(number) = line.split_once(before).map(|(_, rest)| digits(rest)) {
                    drop(found.send(number));
                }
            }
        });
        let mut service = Self { child, port: 0 };
        let words = port.recv_timeout(STARTING_FOR_MAX).map_err(|_| format!("{name} does not say where it listens"))?;
        service.port = words.parse().map_err(|_| format!("{name} says it listens at port {words:?}"))?;
        Ok(service)
    }

    /// Azurite, keeping everything in memory. Err: it is not installed.
    pub fn azurite() -> Result<Self, String> {
        let script = tools().join("node_modules/azurite/dist/src/queue/main.js");
        if !script.is_file() {
            return Err("Azurite is not installed; `cargo xtask test` does it, or: npm install --prefix .tools azurite@3.35.0".to_owned());
        }
        let mut node = local("node");
        node.arg(script).args(["--queuePort", "0", "--queueHost", "127.0.0.1", "--inMemoryPersistence", "--silent", "--disableTelemetry"]);
        node.args(["--skipApiVersionCheck", "--extentMemoryLimit", "512"]);
        Self::start(node, "successfully listens on http://127.0.0.1:")
    }

    /// The emulator example. Err: it was not built.
    pub fn emulator(options: &[&str]) -> Result<Self, String> {
        let program = emulator_program()?;
        let mut command = local(program);
        command.args(["--port", "0"]).args(options);
        Self::start(command, "listens at ")
    }

    /// Asks the program to stop, as Ctrl-C does, and waits until it has. Err: it does not within `patience`.
    #[cfg(unix)]
    pub fn interrupt(&mut self, patience: Duration) -> Result<ExitStatus, String> {
        let number = self.child.id().to_string();
        Command::new("kill").args(["-INT", &number]).status().map_err(|error| format!("kill does not start: {error}"))?;
        let pause = Duration::from_millis(10);
        for _ in 0..patience.as_millis() / pause.as_millis() {
            if let Some(status) = self.child.try_wait().map_err(|error| error.to_string())? {
                return Ok(status);
            }
            thread::sleep(pause);
        }
        Err("it does not stop".to_owned())
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // It may have ended already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// The number at the start of `text`, or behind the last colon of an address at its start.
fn digits(text: &str) -> String {
    let address = text.trim_start_matches("http://").trim_start_matches("https://").trim_start_matches("127.0.0.1:");
    address.chars().take_while(char::is_ascii_digit).collect()
}

/// Where Cargo puts the example: beside this program, or where `EMULATOR` says.
fn emulator_program() -> Result<PathBuf, String> {
    if let Some(named) = env::var_os("EMULATOR") {
        return Ok(named.into());
    }
    let here = env::current_exe().map_err(|error| format!("cannot find out where this program is: {error}"))?;
    let name = format!("emulator{}", env::consts::EXE_SUFFIX);
    let places = here.ancestors().skip(1).take(2).map(|folder| folder.join("examples").join(&name));
    let found = places.into_iter().find(|place| place.is_file());
    found.ok_or_else(|| "the emulator is not built: cargo build --example emulator".to_owned())
}
