//! What stands beside the queue in focus: further queues, and the blob store.

use super::grouped;

pub struct Annex {
    pub title: &'static str,
    pub poison: &'static str,
    pub poison_focus: &'static str,
    /// How many are visible, how many are not: leased, or delayed.
    pub counts: fn(u64, u64) -> String,
    /// Before the name of a queue, for who hears it.
    pub show: &'static str,
    pub unseen: &'static str,
    pub more_messages: fn(u64) -> String,
    pub more_queues: fn(usize) -> String,
    pub fewer_queues: &'static str,
    pub store: &'static str,
    /// How many blobs, how many bytes, and how many no message points to, if that is known.
    pub store_sum: fn(usize, u64, Option<usize>) -> String,
    pub store_empty: &'static str,
    pub points: fn(&str, u32) -> String,
    pub orphan: fn(&str) -> String,
    pub size: fn(u64) -> String,
    pub dangling: &'static str,
    pub more_blobs: fn(usize) -> String,
}

/// The words of the annex. They have a place of their own, so that a world with one queue does not load them.
pub fn annex_text() -> &'static Annex {
    &EN
}

static EN: Annex = Annex {
    title: "Further queues and blobs",
    poison: "poison queue",
    poison_focus: "poison",
    counts: |visible, hidden| match (visible, hidden) {
        (0, 0) => "empty".into(),
        (visible, 0) => format!("{} visible", grouped(visible)),
        (0, hidden) => format!("{} invisible", grouped(hidden)),
        (visible, hidden) => format!("{} visible, {} invisible", grouped(visible), grouped(hidden)),
    },
    show: "Show",
    unseen: "not seen by a consumer",
    more_messages: |n| format!("+{}", grouped(n)),
    more_queues: |n| if n == 1 { "Show 1 more queue".into() } else { format!("Show {} more queues", grouped(n as u64)) },
    fewer_queues: "Show fewer queues",
    store: "Blob store",
    store_sum: |count, bytes, orphans| {
        let blobs = if count == 1 { "1 blob".to_owned() } else { format!("{} blobs", grouped(count as u64)) };
        let sum = format!("{blobs}, {}", size(bytes));
        match orphans {
            None | Some(0) => sum,
            Some(1) => format!("{sum}, 1 orphan"),
            Some(orphans) => format!("{sum}, {} orphans", grouped(orphans as u64)),
        }
    },
    store_empty: "holds no blob",
    points: |size, message| format!("{size}, message {message}"),
    orphan: |size| format!("{size}, no message"),
    size,
    dangling: "blob missing",
    more_blobs: |n| format!("and {} more", grouped(n as u64)),
};

/// Bytes as people say them, to a tenth.
fn size(bytes: u64) -> String {
    let tenths = |unit: u64| {
        let tenths = bytes.saturating_mul(10) / unit;
        format!("{}.{}", tenths / 10, tenths % 10)
    };
    match bytes {
        0..=999 => format!("{bytes} bytes"),
        1_000..=999_999 => format!("{} kB", tenths(1_000)),
        1_000_000..=999_999_999 => format!("{} MB", tenths(1_000_000)),
        _ => format!("{} GB", tenths(1_000_000_000)),
    }
}
