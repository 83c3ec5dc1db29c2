//! What a person hands in, and what came of checking it.

use playground::lessons::Unreadable;

pub struct Summary {
    pub title: &'static str,
    pub lead: &'static str,
    pub name: &'static str,
    pub nothing: &'static str,
    pub print: &'static str,
    pub save: &'static str,
    pub open: &'static str,
    pub open_help: &'static str,
    pub exercise: &'static str,
    pub replayed: &'static str,
    pub predicted: &'static str,
    pub happened: &'static str,
    pub question: &'static str,
    pub run: &'static str,
    pub run_words: fn(u64, usize) -> String,
    pub holds: fn(&str) -> String,
    pub short: fn(&str) -> String,
    pub other_start: &'static str,
    pub too_long: &'static str,
    pub not_here: &'static str,
    pub quiz_right: &'static str,
    pub quiz_wrong: &'static str,
    pub quiz_open: &'static str,
    pub found: fn(&str) -> String,
    pub found_count: fn(usize, usize) -> String,
    pub take_over: fn(usize) -> String,
    pub taken_over: fn(usize) -> String,
    pub put_away: &'static str,
    pub unreadable: fn(Unreadable) -> String,
    pub not_read: &'static str,
    pub note: fn(u8, &str, &str) -> String,
    pub note_head: fn(usize, usize) -> String,
}

/// The words of that page. They have a place of their own, so that a first visit does not load them.
pub fn summary_text() -> &'static Summary {
    &EN
}

static EN: Summary = Summary {
    title: "Your work",
    lead: "What you solved on this device. Nothing here is only claimed: each run is a seed and what you did, and it has been replayed for this page.",
    name: "Name, for the print",
    nothing: "Nothing is solved yet. What you solve will stand here.",
    print: "Print",
    save: "Save as a file",
    open: "Open a file",
    open_help: "A saved file, yours or a student\u{2019}s. It is replayed and shown; nothing changes until you say so.",
    exercise: "Exercise",
    replayed: "Replayed",
    predicted: "Predicted",
    happened: "Happened",
    question: "Question",
    run: "Run",
    run_words: |seed, acts| format!("seed {seed:X}, {acts} {}", if acts == 1 { "act" } else { "acts" }),
    holds: |at| format!("holds, solved at {at}"),
    short: |item| format!("does not hold: {item}"),
    other_start: "does not hold: it begins elsewhere than the exercise does",
    too_long: "not checked: the run is too long",
    not_here: "not checked: this page has no such exercise",
    quiz_right: "right",
    quiz_wrong: "not right",
    quiz_open: "open",
    found: |name| format!("In the file {name}"),
    found_count: |hold, all| format!("{hold} of {all} hold."),
    take_over: |n| if n == 1 { "Add 1 exercise to my progress".into() } else { format!("Add {n} exercises to my progress") },
    taken_over: |n| {
        if n == 1 { "1 exercise was added to your progress.".into() } else { format!("{n} exercises were added to your progress.") }
    },
    put_away: "Put the file away",
    unreadable: |why| match why {
        Unreadable::Foreign => "This is not a progress file of this page.".into(),
        Unreadable::TooLarge => "This file is far larger than any progress can be.".into(),
        Unreadable::Newer(schema) => {
            format!("A newer version of this page wrote this file (format {schema}). Load the page again, or open the file there.")
        }
        Unreadable::Older(schema) => {
            format!("An older version of this page wrote this file (format {schema}), and it can no longer be read here.")
        }
        Unreadable::Damaged => "This progress file is damaged: something is missing, or was changed. Nothing was taken over.".into(),
    },
    not_read: "The browser could not read this file.",
    note: |number, title, words| format!("{number:02} {title}: {words}"),
    note_head: |solved, all| format!("{solved} of {all} exercises solved. Open this file on the page to replay every run."),
};
