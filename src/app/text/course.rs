//! The course map, and how far a person is on it.

pub struct Course {
    pub title: &'static str,
    pub lead: &'static str,
    pub state: fn(bool, bool) -> &'static str,
    pub next: &'static str,
    pub minutes: fn(u8) -> String,
    pub solved_of: fn(usize, usize) -> String,
    pub begin: fn(&str) -> String,
    pub go_on: fn(&str) -> String,
    pub to_summary: &'static str,
    pub to_author: &'static str,
}

pub(super) const EN: Course = Course {
    title: "Learn",
    lead: "Twenty exercises. Each one asks what you expect, lets you try it, and shows what the queue did. Take them in any order.",
    state: |ready, solved| match (ready, solved) {
        (_, true) => "solved",
        (true, false) => "ready",
        (false, false) => "in preparation",
    },
    next: "next",
    minutes: |n| format!("{n} min"),
    solved_of: |solved, all| format!("{solved} of {all} solved"),
    begin: |title| format!("Begin: {title}"),
    go_on: |title| format!("Go on: {title}"),
    to_author: "Write an exercise of your own",
    to_summary: "Your work: print it, save it, check it",
};
