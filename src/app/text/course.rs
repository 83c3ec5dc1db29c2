//! The course map.

pub struct Course {
    pub title: &'static str,
    pub lead: &'static str,
    pub state: fn(bool, bool) -> &'static str,
    pub minutes: fn(u8) -> String,
}

pub(super) const EN: Course = Course {
    title: "Learn",
    lead: "Twenty exercises. Each one asks what you expect, lets you try it, and shows what the queue did.",
    state: |ready, solved| match (ready, solved) {
        (_, true) => "solved",
        (true, false) => "ready",
        (false, false) => "in preparation",
    },
    minutes: |n| format!("{n} min"),
};
