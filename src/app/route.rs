//! Which page is shown: the part of the address after `#`. Works under any path, from a file, and without a server's help.

use crate::app::parts::lean::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// The course map.
    Learn,
    Exercise(u8),
    /// The sandbox.
    Stage,
    /// What the service answers, and how that is known.
    Conformance,
    /// A workbench of the authorisation lab.
    Lab(Bench),
    /// The first page of a first visit.
    Welcome,
    /// What a person hands in.
    Summary,
    /// For those who write exercises.
    Author,
    /// Their exercise, as a learner sees it.
    Trial,
    /// A run from elsewhere: in the address itself (the number tells one from the next), or opened from a file (0).
    Run(u64),
}

/// The workbenches of the lab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bench {
    /// The first screen: a task, and one operation with three credentials.
    Doors,
    /// Shared access signatures: built, read, sent, ended.
    Sas,
    /// The string-to-sign line by line, and two keys.
    SharedKey,
    /// Identities, tokens, roles.
    EntraId,
    /// Every operation with every credential.
    Matrix,
    Compare,
    Incidents,
}

impl Bench {
    pub const ALL: [Self; 7] = [Self::Doors, Self::Sas, Self::SharedKey, Self::EntraId, Self::Matrix, Self::Compare, Self::Incidents];

    /// The part of the address behind `lab/`; the first screen has none.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Doors => "",
            Self::Sas => "sas",
            Self::SharedKey => "shared-key",
            Self::EntraId => "entra-id",
            Self::Matrix => "matrix",
            Self::Compare => "compare",
            Self::Incidents => "incidents",
        }
    }
}

/// The address is not one of ours; the notice says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownRoute;

impl Route {
    /// What an address that leads nowhere shows: the flagship exercise, which explains itself.
    pub const LOST: Self = Self::Exercise(6);
    /// What an address without a page shows.
    pub const HOME: Self = Self::Welcome;

    pub fn parse(hash: &str) -> Result<Self, UnknownRoute> {
        let path = hash.trim_start_matches('#').trim_matches('/');
        match path {
            "" => Ok(Self::HOME),
            "learn" => Ok(Self::Learn),
            "stage" => Ok(Self::Stage),
            _ if path == "lab" || path.starts_with("lab/") => {
                let name = path[3..].trim_start_matches('/');
                Bench::ALL.into_iter().find(|bench| bench.name() == name).map(Self::Lab).ok_or(UnknownRoute)
            }
            "conformance" => Ok(Self::Conformance),
            "summary" => Ok(Self::Summary),
            "author" => Ok(Self::Author),
            "author/trial" => Ok(Self::Trial),
            "run" => Ok(Self::Run(0)),
            _ if path.starts_with(RUN) => Ok(Self::Run(number_of(path))),
            _ => {
                let number = path.strip_prefix("learn/").and_then(|number| number.parse().ok()).ok_or(UnknownRoute)?;
                super::exercises::is_ready(number).then_some(Self::Exercise(number)).ok_or(UnknownRoute)
            }
        }
    }

    pub fn href(self) -> String {
        match self {
            Self::Learn => "#/learn".into(),
            Self::Exercise(number) => format!("#/learn/{number:02}"),
            Self::Stage => "#/stage".into(),
            Self::Lab(bench) => ["#/lab/", bench.name()].concat().trim_end_matches('/').to_owned(),
            Self::Conformance => "#/conformance".into(),
            Self::Welcome => "#/".into(),
            Self::Summary => "#/summary".into(),
            Self::Author => "#/author".into(),
            Self::Trial => "#/author/trial".into(),
            Self::Run(_) => "#/run".into(),
        }
    }

    /// Where a run on this page is saved.
    pub fn slot(self) -> String {
        match self {
            Self::Learn => "learn".into(),
            Self::Exercise(number) => format!("exercise-{number:02}"),
            Self::Stage => "stage".into(),
            Self::Lab(_) => "lab".into(),
            Self::Conformance => "conformance".into(),
            Self::Welcome => "welcome".into(),
            Self::Summary => "summary".into(),
            Self::Author | Self::Trial => "author".into(),
            Self::Run(_) => "run".into(),
        }
    }
}

/// What the address of a shared run begins with, behind `#/`.
const RUN: &str = "run/";

/// The run in the present address, as text.
pub fn shared_run() -> Option<String> {
    read_hash().trim_start_matches('#').trim_matches('/').strip_prefix(RUN).map(str::to_owned)
}

/// The address of a shared run, as far as it is the page's own business.
pub fn run_href(text: &str) -> String {
    ["#/", RUN, text].concat()
}

fn number_of(text: &str) -> u64 {
    text.bytes().fold(1, |number: u64, byte| number.wrapping_mul(31).wrapping_add(u64::from(byte))) | 1
}

/// The present route, following the address.
pub fn follow(unknown: impl Fn() + 'static) -> Memo<Route> {
    let hash = RwSignal::new(read_hash());
    if Route::parse(&read_hash()).is_err() {
        unknown();
    }
    let handle = window_event_listener_untyped("hashchange", move |_| {
        if Route::parse(&read_hash()).is_err() {
            unknown();
        }
        hash.set(read_hash());
    });
    on_cleanup(move || handle.remove());
    memo(move || hash.with(|hash| Route::parse(hash).unwrap_or(Route::LOST)))
}

fn read_hash() -> String {
    window().location().hash().unwrap_or_default()
}
