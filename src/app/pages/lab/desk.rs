//! The lab a person is working at. It outlives the workbenches, but not the page: nothing of it is ever stored.

use super::super::super::route::Route;
use super::super::super::store;
use super::super::sandbox;
use crate::app::parts::lean::prelude::*;
use playground::lab::Lab;
use playground::timeline::Timeline;
use std::cell::RefCell;

thread_local! {
    /// The lab as the last workbench left it.
    static KEPT: RefCell<Option<Lab>> = const { RefCell::new(None) };
}

#[derive(Clone, Copy)]
pub struct Desk {
    lab: RwSignal<Lab>,
    /// What a screen reader is told.
    pub said: RwSignal<String>,
}

impl Desk {
    /// The lab that was left, or a new one on the stage's account.
    pub fn open() -> Self {
        let lab = KEPT.with_borrow(Clone::clone).unwrap_or_else(from_stage);
        Self { lab: RwSignal::new(lab), said: RwSignal::new(String::new()) }
    }

    /// A view of the lab that notifies only when what it computes changes.
    pub fn read<T: PartialEq + Send + Sync + 'static>(self, view: impl Fn(&Lab) -> T + Send + Sync + 'static) -> Memo<T> {
        memo(move || self.lab.with(&view))
    }

    /// Looks once, without following.
    pub fn peek<T>(self, view: impl FnOnce(&Lab) -> T) -> T {
        self.lab.with_untracked(view)
    }

    /// Does something to the lab.
    pub fn act<T>(self, act: impl FnOnce(&mut Lab) -> T) -> T {
        let result = self.lab.try_update(act).expect("a workbench that can be used still lives");
        KEPT.set(Some(self.peek(Clone::clone)));
        result
    }

    /// Lets go of everything done here and takes over the stage's account once more.
    pub fn start_over(self) {
        self.act(|lab| *lab = from_stage());
    }

    pub fn say(self, words: String) {
        self.said.set(words);
    }
}

/// The account, keys and queue of the stage, as the last visit left them there; those of a new stage if there was none.
fn from_stage() -> Lab {
    let saved = store::run(&Route::Stage.slot()).map(Timeline::replay).and_then(|timeline| take_over(&timeline));
    saved.or_else(|| take_over(&Timeline::new(sandbox::newsroom()))).expect("the newsroom has an account")
}

fn take_over(timeline: &Timeline) -> Option<Lab> {
    let world = timeline.world();
    let queue = timeline.scenario().queues.first().map_or(sandbox::QUEUE, |queue| queue);
    Lab::take_over(world.server().clone(), world.account(), queue, world.now())
}
