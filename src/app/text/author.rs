//! The page of those who write exercises: what the lint finds, what a run does, what is wrong with a file.

use playground::lessons::{Demand, Problem, Syntax, What};

pub struct Author {
    pub title: &'static str,
    pub lead: &'static str,
    pub choose: &'static str,
    pub open: &'static str,
    pub run_it: &'static str,
    pub opened: fn(&str) -> String,
    pub unreadable: fn(usize) -> String,
    pub not_read: &'static str,
    pub problem: fn(&Problem) -> String,
    pub findings: &'static str,
    pub checking: &'static str,
    pub nothing_found: fn(usize) -> String,
    pub found: fn(usize) -> String,
    pub demand: fn(Demand) -> &'static str,
    pub demand_head: &'static str,
    pub about: &'static str,
    pub what: &'static str,
    pub trace: &'static str,
    pub script: &'static str,
    pub solution: &'static str,
    pub anti_solution: fn(&str) -> String,
    pub refuting: fn(&str) -> String,
    pub verdict_passed: &'static str,
    pub verdict_short: fn(&str, &str) -> String,
    pub more: fn(usize) -> String,
}

/// The words of that page. They have a place of their own, so that a first visit does not load them.
pub fn author_text() -> &'static Author {
    &EN
}

static EN: Author = Author {
    title: "Write exercises",
    lead: "What the lint finds in an exercise, and what happens in its runs. An exercise of your own is one JSON file; it stays on this device.",
    choose: "Exercise",
    open: "Open an exercise file",
    run_it: "Try it as a learner",
    opened: |name| format!("From the file {name}"),
    unreadable: |n| {
        if n == 1 {
            "One thing is in the way. Nothing was opened.".into()
        } else {
            format!("{n} things are in the way. Nothing was opened.")
        }
    },
    not_read: "The browser could not read this file, or it is far too large.",
    problem,
    findings: "Findings",
    checking: "Every script is being played\u{2026}",
    nothing_found: |demands| format!("Nothing: it keeps all {demands} demands."),
    found: |n| if n == 1 { "1 finding.".into() } else { format!("{n} findings.") },
    demand,
    demand_head: "Demand",
    about: "About",
    what: "Found",
    trace: "Trace",
    script: "Run",
    solution: "the solution",
    anti_solution: |id| format!("must not pass: {id}"),
    refuting: |id| format!("refutes: {id}"),
    verdict_passed: "Passes.",
    verdict_short: |item, words| format!("Does not pass. {item}: {words}"),
    more: |n| format!("{n} more events are not listed."),
};

fn problem(problem: &Problem) -> String {
    let what = match &problem.what {
        What::TooLong(bytes) => format!("{bytes} bytes are more than any exercise needs"),
        What::NotJson(syntax, place) => format!("line {}, column {}: {}", place.line, place.column, syntax_words(*syntax)),
        What::Missing(name) => format!("\u{201c}{name}\u{201d} is missing"),
        What::Stray => "nothing has this name".into(),
        What::Unknown(names) => format!("wanted is one of: {}", names.join(", ")),
        What::Type(wanted) => format!("wanted is {wanted}"),
        What::Refused(words) => words.clone(),
        What::Name => "the service would not take this name".into(),
        What::Many { most } => format!("at most {most} of these are allowed"),
        What::Time => "a time before the start, too late, or out of order".into(),
        What::Mark => "a mark in the text that leads nowhere or has no end".into(),
    };
    if problem.path.is_empty() { what } else { [&*problem.path, ": ", &*what].concat() }
}

fn syntax_words(syntax: Syntax) -> &'static str {
    match syntax {
        Syntax::Unexpected => "something else should stand here",
        Syntax::Cut => "the file ends in the middle",
        Syntax::NotWhole => "only whole numbers are read, and none that large",
        Syntax::Escape => "JSON has no such escape",
        Syntax::Control => "a control character inside a text",
        Syntax::Twice => "the same name twice in one object",
        Syntax::Deep => "lists and objects lie too deep in each other",
    }
}

fn demand(demand: Demand) -> &'static str {
    match demand {
        Demand::StartsOpen => "The start solves nothing, and waiting does not either",
        Demand::SolutionPasses => "The solution passes",
        Demand::SolutionPredicts => "What the solution predicts is what happens",
        Demand::SameAtEverySpeed => "It is the same at every speed",
        Demand::Workable => "The page offers every act of the solution, to a keyboard too",
        Demand::AntiSolutions => "At least two scripts look like solutions and are none",
        Demand::AntiSolutionFails => "A script that must not pass does not, for the declared reason",
        Demand::GoingBackHelps => "Going back and doing it right passes",
        Demand::OneRightOption => "One option of the question is right",
        Demand::Refuted => "Each wrong option has a run that refutes it",
        Demand::ReadingsAreWrong => "No reading of a wrong prediction fits what happens",
        Demand::ScriptsInOrder => "Acts are in order of time",
        Demand::IdsUnique => "No id stands twice",
        Demand::Endless => "Every run ends",
        Demand::TextsThere => "Every text that can be asked for is there",
        Demand::TextsShort => "Texts are short",
        Demand::TextsUsed => "No text is there for nothing",
        Demand::ReasonsSaid => "Each reason to fail has its own sentence",
        Demand::HintsHint => "Hints do not give the solution",
        Demand::RuleIsOneSentence => "The rule is one sentence",
        Demand::Voice => "No word belittles anybody",
        Demand::MarksTrue => "Marks name who and what is there",
        Demand::FactsTrue => "Marked numbers are the service\u{2019}s",
        Demand::FactsMarked => "Numbers of the service are marked",
    }
}
