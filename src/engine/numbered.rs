//! A list by running number whose clone costs next to nothing.
//!
//! Numbers here are dense and only grow, so no tree is needed: pages of neighbours, shared between clones until one of them writes to a page.

use std::array;
use std::sync::Arc;

/// Numbers on one page: what a write copies at most when a clone shares the page.
const PAGE: usize = 64;

/// A value for every number; the default for all that were never written.
#[derive(Clone, Debug)]
pub struct Numbered<T> {
    pages: Vec<Option<Arc<[T; PAGE]>>>,
}

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self { pages: Vec::new() }
    }
}

impl<T: Clone + Default> Numbered<T> {
    /// `None` if nothing was written near that number.
    pub fn get(&self, number: u32) -> Option<&T> {
        let (page, slot) = place(number);
        Some(&self.pages.get(page)?.as_ref()?[slot])
    }

    /// The value to be changed, at first the default.
    pub fn get_mut(&mut self, number: u32) -> &mut T {
        let (page, slot) = place(number);
        if self.pages.len() <= page {
            self.pages.resize(page + 1, None);
        }
        let page = self.pages[page].get_or_insert_with(|| Arc::new(array::from_fn(|_| T::default())));
        &mut Arc::make_mut(page)[slot]
    }
}

const fn place(number: u32) -> (usize, usize) {
    let number = number as usize;
    (number / PAGE, number % PAGE)
}
