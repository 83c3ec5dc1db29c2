//! The files of recorded exchanges, as their README describes them.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

#[derive(Debug, Deserialize)]
pub struct Scenario {
    pub name: String,
    pub steps: Vec<Step>,
}

#[derive(Debug, Deserialize)]
pub struct Step {
    #[serde(default)]
    pub wait_ms: u64,
    pub note: Option<String>,
    pub request: Request,
    pub response: Response,
    pub azure_differs: Option<Differs>,
}

#[derive(Debug, Deserialize)]
pub struct Request {
    pub method: String,
    pub path_and_query: String,
    pub headers: BTreeMap<String, String>,
    pub body: Option<String>,
    pub auth: Option<Auth>,
}

#[derive(Debug, Deserialize)]
pub struct Auth {
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(default)]
    pub params: BTreeMap<String, serde_json::Value>,
}

#[derive(Debug, Deserialize)]
pub struct Response {
    pub status: u16,
    pub headers: BTreeMap<String, String>,
    #[serde(default)]
    pub body: Option<String>,
    #[serde(default)]
    pub bind: BTreeMap<String, Bind>,
}

#[derive(Debug, Deserialize)]
pub struct Bind {
    #[serde(rename = "type")]
    pub kind: String,
    pub is: Option<String>,
}

/// What the real service does otherwise.
#[derive(Debug, Deserialize)]
pub struct Differs {
    pub note: String,
    pub status: Option<u16>,
    pub error_code: Option<String>,
}

/// All scenarios of a folder in order of their file names; none if there is no such folder.
pub fn scenarios(folder: &Path) -> Vec<Scenario> {
    let Ok(entries) = std::fs::read_dir(folder) else { return vec![] };
    let mut paths = entries.map(|entry| entry.expect("the folder can be read").path()).collect::<Vec<_>>();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    paths.iter().map(read).collect()
}
