//! The first page of a first visit.

pub struct Welcome {
    pub eyebrow: &'static str,
    pub title: &'static str,
    pub story: &'static str,
    pub crash: fn(&str) -> String,
    pub crashed: fn(&str, u32) -> String,
    pub crashed_empty: fn(&str) -> String,
    pub predict: &'static str,
    pub first: &'static str,
    pub go_on: fn(&str) -> String,
    pub all: &'static str,
    pub sandbox: &'static str,
}

pub(super) const EN: Welcome = Welcome {
    eyebrow: "Queue Storage Playground",
    title: "A newsroom and its queue",
    story: "Two desks file stories. A queue keeps them. Editors take them, one at a time.",
    crash: |name| format!("Crash editor {name}"),
    crashed: |name, message| {
        format!("{name} is gone, with story {message} in hand. Nobody tells the queue. When will somebody else get that story?")
    },
    crashed_empty: |name| format!("{name} is gone. Nobody tells the queue. What if a story had been in {name}\u{2019}s hands?"),
    predict: "Predict it, then test it",
    first: "Start at the beginning",
    go_on: |title| format!("Go on: {title}"),
    all: "All exercises",
    sandbox: "Try everything in the sandbox",
};
