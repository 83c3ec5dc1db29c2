//! What stands around every workbench: the way between them, the clock, the answer.

use super::super::super::route::Bench;

words! {
    title: &'static str = "Authorisation lab",
    nav_label: &'static str = "Workbenches",
    lead: &'static str = "Every request to a queue shows one credential. Send one, and watch the service decide, step by step, on the real bytes.",
    keys_note: &'static str = "All keys, tokens and signatures here are practice ones, made from the seed of your stage. They open nothing outside this page.",
    clock: &'static str = "Virtual clock",
    advance: &'static str = "Turn the clock forward",
    advances: &'static [(&'static str, u64)] = &[("30 s", 30), ("5 min", 300), ("1 h", 3_600), ("1 day", 86_400), ("1 week", 604_800)],
    start_over: &'static str = "Start over",
    start_over_hint: &'static str = "Takes the account as it now stands on the stage; what was changed in the lab is let go.",
    let_in: &'static str = "Let in",
    refused: &'static str = "Refused",
    decided_by: fn(&str) -> String = |step| format!("Decided by: {step}"),
    steps: &'static str = "How the service decided",
    bytes: &'static str = "Request and answer, byte for byte",
    request: &'static str = "Request",
    answer: &'static str = "Answer",
    detail: &'static str = "The service says",
    not_judged: &'static str = "The service could not make out what was asked.",
    passed: &'static str = "passed",
    noted: &'static str = "noted",
    refused_here: &'static str = "refused here",
    operation: &'static str = "Operation",
}

/// What a workbench is called, in the navigation and as its heading.
pub fn bench(bench: Bench) -> &'static str {
    match bench {
        Bench::Doors => "Three doors",
        Bench::Sas => "SAS",
        Bench::SharedKey => "Shared Key",
        Bench::EntraId => "Entra ID",
        Bench::Matrix => "Permission matrix",
        Bench::Compare => "Comparison",
        Bench::Incidents => "Incidents",
    }
}
