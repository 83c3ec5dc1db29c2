//! The name-value pairs a queue carries.

use crate::engine::error::ErrorCode;
use crate::engine::limits;
use std::sync::Arc;

/// Pairs in the order they were sent. Names keep their case but compare without it; values compare with it.
#[derive(Clone, Debug)]
pub struct Metadata(Arc<[(Box<str>, Box<str>)]>);

impl Metadata {
    /// Checks names, values and sizes (page "Naming queues and metadata"): a name is a C# identifier, no name comes twice, a value is what a header
    /// can carry, all of it fits in 8 KiB.
    ///
    /// Err: `EmptyMetadataKey`, `InvalidMetadata`, `MetadataTooLarge`.
    pub fn new(pairs: Vec<(Box<str>, Box<str>)>) -> Result<Self, ErrorCode> {
        for (index, (name, value)) in pairs.iter().enumerate() {
            if name.is_empty() {
                return Err(ErrorCode::EmptyMetadataKey);
            }
            let twice = pairs[..index].iter().any(|(other, _)| other.eq_ignore_ascii_case(name));
            if twice || !is_identifier(name) || !value.bytes().all(|byte| matches!(byte, b'\t' | b' '..=b'~')) {
                return Err(ErrorCode::InvalidMetadata);
            }
        }
        let bytes = pairs.iter().map(|(name, value)| name.len() + value.len()).sum::<usize>();
        if bytes > limits::METADATA_BYTES_MAX {
            return Err(ErrorCode::MetadataTooLarge);
        }
        Ok(Self(pairs.into()))
    }

    pub fn none() -> Self {
        Self(Arc::new([]))
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (&**name, &**value))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn value(&self, name: &str) -> Option<&str> {
        self.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

/// The same names (without case) with the same values (with case), in any order.
impl PartialEq for Metadata {
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len() && self.iter().all(|(name, value)| other.value(name) == Some(value))
    }
}

impl Eq for Metadata {}

fn is_identifier(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
        && letters.all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}
