//! The ordered collections of the engine, under names of our own.
//!
//! They are persistent: a clone shares everything with its original until one of the two changes, so a snapshot of a whole world costs a few
//! reference counts however many messages it holds. Nothing outside this file names the crate that provides them.

use std::sync::Arc;

/// An ordered map whose clone costs next to nothing.
pub type Map<K, V> = imbl::OrdMap<K, V>;

/// An ordered set whose clone costs next to nothing.
pub type Set<K> = imbl::OrdSet<K>;

/// A row of blocks that never change, whose clone costs next to nothing.
pub type Blocks<T> = imbl::Vector<Arc<[T]>>;
