//! How often each effect has happened outside the queue.
//!
//! A clone costs a reference count a bucket, however many effects there are; which bucket a key belongs to is the same on every machine.

use super::fingerprint::Fingerprint;
use std::hash::Hasher;
use std::sync::Arc;

const BUCKETS: usize = 256;

type Bucket = Vec<(Arc<str>, u32)>;

#[derive(Clone, Debug)]
pub(super) struct Effects {
    buckets: Vec<Arc<Bucket>>,
}

impl Default for Effects {
    fn default() -> Self {
        Self { buckets: vec![Arc::default(); BUCKETS] }
    }
}

impl Effects {
    pub(super) fn count(&self, key: &str) -> u32 {
        self.buckets[bucket(key)].iter().find(|(other, _)| **other == *key).map_or(0, |(_, count)| *count)
    }

    pub(super) fn set(&mut self, key: &Arc<str>, count: u32) {
        let bucket = Arc::make_mut(&mut self.buckets[bucket(key)]);
        match bucket.iter_mut().find(|(other, _)| other == key) {
            Some((_, before)) => *before = count,
            None => bucket.push((Arc::clone(key), count)),
        }
    }
}

fn bucket(key: &str) -> usize {
    let mut hasher = Fingerprint::default();
    hasher.write(key.as_bytes());
    usize::from(hasher.finish().to_le_bytes()[0])
}
