//! How far the person is: what the dots, the course map and the summary show.

use super::route::Route;
use super::store;
use super::text::t;
use crate::app::parts::lean::prelude::*;
use playground::lessons::{ExerciseInfo, Record, catalogue};

/// What is solved, followed by everything that shows it.
#[derive(Clone, Copy)]
pub struct Progress {
    solved: RwSignal<Vec<u8>>,
}

impl Progress {
    pub fn new() -> Self {
        Self { solved: RwSignal::new(numbers()) }
    }

    /// Changes the record and keeps it.
    pub fn keep(self, change: impl FnOnce(&mut Record)) {
        store::update(|saved| change(&mut saved.solved));
        self.solved.set(numbers());
    }

    pub fn is_solved(self, number: u8) -> bool {
        self.solved.with(|solved| solved.contains(&number))
    }

    /// Exercises that can be done, and how many of them are solved.
    pub fn count(self) -> (usize, usize) {
        let solved = ready().filter(|info| self.is_solved(info.number)).count();
        (solved, ready().count())
    }

    /// What to do next after `after`: the next one that is not solved, from the beginning again if there is none behind it.
    pub fn next(self, after: u8) -> Option<&'static ExerciseInfo> {
        let open = |info: &&ExerciseInfo| !self.is_solved(info.number);
        ready().filter(|info| info.number > after).find(open).or_else(|| ready().filter(|info| info.number != after).find(open))
    }
}

fn numbers() -> Vec<u8> {
    store::read(|saved| saved.solved.keys().copied().collect())
}

/// The exercises that can be done.
pub fn ready() -> impl Iterator<Item = &'static ExerciseInfo> {
    catalogue().iter().filter(|info| info.ready)
}

/// One dot an exercise, as one link to the course map: what it shows is said in its name.
pub fn dots(route: Memo<Route>) -> View {
    let progress = expect_context::<Progress>();
    let label = move || {
        let (solved, all) = progress.count();
        (t().course.solved_of)(solved, all)
    };
    let dot = move |info: &'static ExerciseInfo| {
        let number = info.number;
        let state = move || match (progress.is_solved(number), route.get() == Route::Exercise(number)) {
            (true, true) => "done-here",
            (true, false) => "done",
            (false, true) => "here",
            (false, false) => "open",
        };
        draw! { <i data-state=state></i> }
    };
    draw! { <a class="dots" href=Route::Learn.href() aria-label=label title=label>{ready().map(dot).collect_view()}</a> }
}
