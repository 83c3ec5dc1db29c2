//! The words around the table of rules. (The rules themselves are data of the core, because the tests read them too.)

use playground::conformance::{Found, Mark, Proof};

pub struct Conformance {
    pub title: &'static str,
    pub lead: &'static str,
    pub run_it: &'static str,
    pub search: &'static str,
    pub search_hint: &'static str,
    pub chapter: &'static str,
    pub every_chapter: &'static str,
    pub evidence: &'static str,
    pub every_mark: &'static str,
    pub only_different: &'static str,
    pub show_all: &'static str,
    pub print: &'static str,
    /// Shown rules, all rules, differences among the shown ones.
    pub count: fn(usize, usize, usize) -> String,
    pub nothing: &'static str,
    pub legend: &'static str,
    pub source: &'static str,
    pub proofs: &'static str,
    pub service: &'static str,
    pub azurite: &'static str,
    pub mark: fn(Mark) -> &'static str,
    pub mark_at_length: fn(Mark) -> &'static str,
    /// What a proof is, and its name if it has one.
    pub proof: fn(Proof) -> (String, &'static str),
    pub found: fn(Found) -> &'static str,
}

/// The title of the page, apart from its other words: those are loaded with the page.
pub const TITLE: &str = "What the service answers, and how we know";

/// The words of the page.
pub fn words() -> &'static Conformance {
    &EN
}

static EN: Conformance = Conformance {
    title: TITLE,
    lead: "The queue in this page is held to these rules. Each says where it is known from, how well, and which tests prove it. Where the emulator \
           Azurite is known to answer otherwise, both answers stand side by side; the playground answers as the real service.",
    run_it: "The table is generated from the data the tests read: a test that is named here and does not exist fails the tests. In a copy of the \
             sources, cargo test conformance replays the recorded exchanges.",
    search: "Search",
    search_hint: "receipt 404",
    chapter: "Subject",
    every_chapter: "Every subject",
    evidence: "Evidence",
    every_mark: "Any evidence",
    only_different: "Only where Azurite differs",
    show_all: "Show all",
    print: "Print",
    count: |shown, all, differences| {
        let rules = match (shown == all, shown) {
            (true, _) => format!("All {all} rules"),
            (false, 1) => format!("1 of {all} rules"),
            (false, _) => format!("{shown} of {all} rules"),
        };
        match differences {
            0 => format!("{rules}, no known difference to Azurite."),
            1 => format!("{rules}, 1 known difference to Azurite."),
            _ => format!("{rules}, {differences} known differences to Azurite."),
        }
    },
    nothing: "No rule fits. Fewer words find more.",
    legend: "Marks of evidence",
    source: "Source",
    proofs: "Proved by",
    service: "Service",
    azurite: "Azurite",
    mark: |mark| match mark {
        Mark::Documented => "documented",
        Mark::Traffic => "seen in traffic",
        Mark::Reported => "reported",
        Mark::Emulator => "seen at the emulator",
        Mark::Inferred => "inferred",
    },
    mark_at_length: |mark| match mark {
        Mark::Documented => "Microsoft's documentation says so; the source is the title of the page.",
        Mark::Traffic => "Recorded traffic between Microsoft's libraries and the real service shows it.",
        Mark::Reported => "Reports of users and answers of Microsoft's staff.",
        Mark::Emulator => "Measured on Azurite, or read in its source: the emulator, not the service.",
        Mark::Inferred => "Concluded, not confirmed.",
    },
    proof: |proof| match proof {
        Proof::Test(path) => {
            let (module, name) = path.rsplit_once("::").unwrap_or(("", path));
            (name.replace('_', " "), module)
        }
        Proof::Exchange(name) => ("recorded exchange".to_owned(), name),
        Proof::Answers(name) => ("known answers".to_owned(), name),
        Proof::Clients => ("Microsoft's Python and JavaScript libraries".to_owned(), ""),
        Proof::Scripts => ("random scripts, here and against Azurite".to_owned(), ""),
    },
    found: |found| match found {
        Found::Met => "met in every run of the random scripts",
        Found::Recorded => "stands in a recorded exchange",
        Found::Free => "in what a comparison leaves free",
    },
};
