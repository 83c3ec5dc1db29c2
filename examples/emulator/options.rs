//! What a person can say when starting the emulator.

use playground::auth::Key;
use playground::time::Timestamp;
use playground::wire::date;
use std::path::PathBuf;

pub const HELP: &str = "\
cargo run --release --example emulator -- [OPTION]...

  --port N                    listen at this port of 127.0.0.1; 0 takes any that is free (default 10001)
  --account NAME:KEY1:KEY2    one more account, with two keys in Base64; may be given several times
                              reached as http://127.0.0.1:PORT/NAME and by host name, http://NAME.localhost:PORT
  --seed N                    where ids and receipts come from (default 1)
  --clock RFC3339             what its clock shows at the start (default: what this machine's shows)
  --tls-cert FILE             serve HTTPS with this certificate chain (PEM)
  --tls-key FILE              and this private key (PEM)
  --help                      print this";

/// The port that client libraries try when told to use development storage.
const DEFAULT_PORT: u16 = 10_001;

#[derive(Debug)]
pub struct Options {
    pub port: u16,
    pub seed: u64,
    /// `None`: the machine's clock.
    pub clock: Option<Timestamp>,
    pub accounts: Vec<Account>,
    pub tls: Option<Tls>,
}

#[derive(Debug)]
pub struct Account {
    pub name: String,
    pub keys: [Key; 2],
}

#[derive(Debug)]
pub struct Tls {
    pub certificate: PathBuf,
    pub key: PathBuf,
}

impl Options {
    /// `None` if help was asked for. Err: what is wrong with which argument.
    pub fn parse(arguments: impl Iterator<Item = String>) -> Result<Option<Self>, String> {
        let mut options = Self { port: DEFAULT_PORT, seed: 1, clock: None, accounts: Vec::new(), tls: None };
        let (mut certificate, mut key) = (None, None);
        let mut arguments = arguments;
        while let Some(argument) = arguments.next() {
            if argument == "--help" || argument == "-h" {
                return Ok(None);
            }
            // Both `--port 10001` and `--port=10001`.
            let (name, inline) = match argument.split_once('=') {
                Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
                None => (argument, None),
            };
            let mut value = || inline.clone().or_else(|| arguments.next()).ok_or_else(|| format!("{name} needs a value"));
            match &*name {
                "--port" => options.port = number(&name, &value()?)?,
                "--seed" => options.seed = number(&name, &value()?)?,
                "--clock" => {
                    let text = value()?;
                    let at = date::parse_iso8601(&text);
                    options.clock = Some(at.ok_or_else(|| format!("--clock: {text:?} is no time like 2026-11-21T08:00:00Z"))?);
                }
                "--account" => options.accounts.push(Account::parse(&value()?)?),
                "--tls-cert" => certificate = Some(PathBuf::from(value()?)),
                "--tls-key" => key = Some(PathBuf::from(value()?)),
                other => return Err(format!("there is no option {other}")),
            }
        }
        options.tls = match (certificate, key) {
            (None, None) => None,
            (Some(certificate), Some(key)) => Some(Tls { certificate, key }),
            _ => return Err("--tls-cert and --tls-key go together".to_owned()),
        };
        Ok(Some(options))
    }
}

impl Account {
    fn parse(text: &str) -> Result<Self, String> {
        let [name, first, second] = text.split(':').collect::<Vec<_>>()[..] else {
            return Err("--account wants NAME:KEY1:KEY2".to_owned());
        };
        // The key itself is not repeated: a terminal's history is no place for it.
        let key = |text| Key::from_base64(text).ok_or_else(|| format!("--account {name}: a key is not Base64"));
        Ok(Self { name: name.to_owned(), keys: [key(first)?, key(second)?] })
    }
}

fn number<N: std::str::FromStr>(name: &str, text: &str) -> Result<N, String> {
    text.parse().map_err(|_| format!("{name}: {text:?} is no number that fits"))
}
