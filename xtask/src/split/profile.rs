//! What a first visit runs, in a form that outlives the module it was found with: functions by name, and for each the places that were reached.
//!
//! As text, a line a function: its name, a tab, and a letter for each place, `1` if it was reached.

use std::collections::{BTreeMap, BTreeSet};

use super::code::Code;
use super::module::Module;
use super::names;
use crate::{Failure, Outcome};

/// What is known of the functions that ran.
#[derive(Debug, Default)]
pub struct Profile {
    /// By name and number of places. Functions that differ in neither are taken together.
    places: BTreeMap<(String, usize), Vec<bool>>,
    names: BTreeSet<String>,
    /// Names without the numbers of closures.
    plain: BTreeSet<String>,
}

impl Profile {
    /// From the marks that the instrumented form of `module` kept, one for each place.
    ///
    /// Err: there are fewer marks than places.
    pub fn of(module: &Module<'_>, marks: &[bool]) -> Outcome<Self> {
        let mut profile = Self::default();
        let mut rest = marks;
        for (function, body) in (module.imported()..).zip(&module.bodies) {
            let count = Code::read(body)?.marks().len();
            let (mine, others) = rest.split_at_checked(count).ok_or("the marks are not of this module")?;
            if mine.contains(&true) {
                profile.add(&names::lasting(module.name(function)), mine.to_vec());
            }
            rest = others;
        }
        Ok(profile)
    }

    fn add(&mut self, name: &str, reached: Vec<bool>) {
        let known = self.places.entry((name.to_owned(), reached.len())).or_insert_with(|| vec![false; reached.len()]);
        for (known, reached) in known.iter_mut().zip(reached) {
            *known |= reached;
        }
        self.names.insert(name.to_owned());
        self.plain.insert(names::plain(name));
    }

    /// Whether a function of this name ran. One that has no name is taken to have run, and so are the allocator and a closure of a function whose closures ran and
    /// are otherwise numbered now.
    pub fn ran(&self, name: &str) -> bool {
        let lasting = names::lasting(name);
        lasting.is_empty()
            || names::of_the_allocator(&lasting)
            || self.names.contains(&lasting)
            || (lasting.contains("{closure#") && self.plain.contains(&names::plain(&lasting)))
    }

    /// The places of a function that were reached, if the profile knows a function of this name with so many places.
    ///
    /// The allocator is kept whole: which of its ways it goes depends on the length of every text before, the address of the page among them, and so on
    /// the machine.
    pub fn reached(&self, name: &str, places: usize) -> Option<Vec<bool>> {
        let lasting = names::lasting(name);
        if names::of_the_allocator(&lasting) { None } else { self.places.get(&(lasting, places)).cloned() }
    }
}

impl std::fmt::Display for Profile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for ((name, _), reached) in &self.places {
            let letters: String = reached.iter().map(|reached| if *reached { '1' } else { '0' }).collect();
            writeln!(f, "{name}\t{letters}")?;
        }
        Ok(())
    }
}

impl std::str::FromStr for Profile {
    type Err = Failure;

    fn from_str(text: &str) -> Outcome<Self> {
        let mut profile = Self::default();
        for line in text.lines() {
            let (name, letters) = line.split_once('\t').ok_or_else(|| format!("no tab in the line {line:?}"))?;
            profile.add(name, letters.bytes().map(|letter| letter == b'1').collect());
        }
        Ok(profile)
    }
}
