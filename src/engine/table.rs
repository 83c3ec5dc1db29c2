//! A small map by name. There are few accounts and queues, so a search among sorted names is shorter than the way through a tree.

use std::borrow::Borrow;

/// Values in the order of their names.
#[derive(Clone, Debug)]
pub struct Table<K, V> {
    // Invariant: sorted by name, each name once.
    rows: Vec<(K, V)>,
}

impl<K, V> Default for Table<K, V> {
    fn default() -> Self {
        Self { rows: Vec::new() }
    }
}

impl<K: Borrow<str>, V> Table<K, V> {
    pub fn get(&self, name: &str) -> Option<&V> {
        self.place(name).ok().map(|at| &self.rows[at].1)
    }

    pub fn get_mut(&mut self, name: &str) -> Option<&mut V> {
        self.place(name).ok().map(|at| &mut self.rows[at].1)
    }

    /// Puts a value under a name, instead of the one that may stand there.
    pub fn insert(&mut self, name: K, value: V) {
        match self.place(name.borrow()) {
            Ok(at) => self.rows[at].1 = value,
            Err(at) => self.rows.insert(at, (name, value)),
        }
    }

    pub fn remove(&mut self, name: &str) -> Option<V> {
        self.place(name).ok().map(|at| self.rows.remove(at).1)
    }

    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.rows.iter().map(|(_, value)| value)
    }

    /// The rows from `first` on.
    pub fn from(&self, first: &str) -> &[(K, V)] {
        let (Ok(at) | Err(at)) = self.place(first);
        &self.rows[at..]
    }

    /// Where the name stands. Err: where it would stand.
    fn place(&self, name: &str) -> Result<usize, usize> {
        self.rows.binary_search_by(|(other, _)| other.borrow().cmp(name))
    }
}
