//! The wire by itself: dates, XML, and whatever bytes anybody may send.

mod any_bytes;
mod dates;
mod documents;
