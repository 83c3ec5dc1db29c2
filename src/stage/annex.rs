//! What stands beside the queue in focus, if the world has it: further queues, each as a short lane, and the blob store.

use crate::engine::{Message, MessageNumber, Queue};
use crate::sim::{Body, World, blob_in};
use crate::time::{Span, Timestamp, sort_by_time};
use std::sync::Arc;

/// Further queues that are shown without being asked for.
const QUEUES_MAX: usize = 4;

/// Messages of a further queue that are looked at one by one; all of them are counted.
const LOOKED_AT_MAX: usize = 64;

/// Messages that are read for the name of a blob. Beyond that nobody is called an orphan.
const READ_MAX: usize = 2_000;

/// A message counts as having just come for so long.
const FRESH: Span = Span::from_secs(2);

/// A queue that is not in focus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherQueue {
    pub name: Box<str>,
    /// Some program's rule moves messages here that have failed too often.
    pub poison: bool,
    pub visible: u64,
    pub hidden: u64,
    /// Its first messages in the order of the lane.
    pub first: Vec<Small>,
}

/// A message of a queue that is not in focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Small {
    pub message: MessageNumber,
    pub visible: bool,
    /// It came a moment ago.
    pub fresh: bool,
}

/// What room is made for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Others {
    /// Further queues.
    pub shown: usize,
    /// How many queues are left out; `None`: there are so few that none ever is.
    pub more: Option<usize>,
    pub blobs: bool,
}

/// What a world has beside the queue in focus. `all`: room is made for every queue.
pub(super) fn others(world: &World, focus: &str, all: bool) -> Others {
    let count = further(world, focus).count();
    let shown = if all { count } else { count.min(QUEUES_MAX) };
    Others { shown, more: (count > QUEUES_MAX).then_some(count - shown), blobs: has_store(world) }
}

/// Whether a blob store belongs to this world: something is in it, or somebody writes to it.
fn has_store(world: &World) -> bool {
    let writes = |body: &Body| matches!(body, Body::Producer(producer) if producer.spec.attachment.is_some());
    !world.blobs().is_empty() || world.actors().iter().any(|actor| writes(&actor.body))
}

/// All queues but the one in focus, in order of name.
pub(super) fn further<'a>(world: &'a World, focus: &'a str) -> impl Iterator<Item = &'a Queue> {
    world.queues().filter(move |queue| queue.name() != focus)
}

/// The first `shown` further queues, each with at most `tokens` of its messages.
pub fn other_queues(world: &World, focus: &str, shown: usize, tokens: usize) -> Vec<OtherQueue> {
    let now = world.now();
    let view = |queue: &Queue| {
        let counts = world.queue_counts(queue.name());
        let seat = |message: &Message| world.seat(message.number).unwrap_or(message.inserted_at);
        let small = |message: &Message| Small {
            message: message.number,
            visible: message.visible_at <= now,
            fresh: now.since(message.inserted_at) <= FRESH,
        };
        let mut first: Vec<(Timestamp, Small)> =
            queue.messages(now).take(LOOKED_AT_MAX).map(|message| (seat(message), small(message))).collect();
        sort_by_time(&mut first, |(seat, small)| (*seat, small.message.0));
        OtherQueue {
            name: queue.name().into(),
            poison: is_poison(world, queue.name()),
            visible: counts.visible,
            hidden: counts.hidden,
            first: first.into_iter().take(tokens).map(|(_, small)| small).collect(),
        }
    };
    further(world, focus).take(shown).map(view).collect()
}

/// Whether some worker's rule names it as the queue that messages are moved to.
pub fn is_poison(world: &World, queue: &str) -> bool {
    let rules = world.actors().iter().filter_map(|actor| actor.as_consumer()?.spec.poison.as_ref());
    rules.into_iter().any(|rule| *rule.queue == *queue)
}

/// The blob store and who points into it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Store {
    /// Those without a message first, then in order of name.
    pub blobs: Vec<Blob>,
    /// How many more there are.
    pub more: usize,
    pub count: usize,
    pub bytes: u64,
    /// Blobs no message points to; `None` if there are more messages than were read.
    pub orphans: Option<usize>,
    /// Messages that name a blob which is not there, and the queue each is in.
    pub dangling: Vec<(MessageNumber, Box<str>)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blob {
    pub name: Arc<str>,
    pub bytes: u32,
    /// The first message that names it, and its queue.
    pub message: Option<(MessageNumber, Box<str>)>,
}

/// The blob store with at most `shown` of its blobs.
pub fn store(world: &World, shown: usize) -> Store {
    let all = world.blobs();
    let mut pointers: Vec<Option<(MessageNumber, Box<str>)>> = vec![None; all.len()];
    let mut dangling = Vec::new();
    let mut read = 0;
    'queues: for queue in world.queues() {
        for message in queue.messages(world.now()) {
            if read == READ_MAX {
                break 'queues;
            }
            read += 1;
            let Some(name) = blob_in(&message.text) else { continue };
            let pointer = (message.number, queue.name().into());
            match all.binary_search_by(|(other, _)| (**other).cmp(name)) {
                Ok(place) => pointers[place] = pointers[place].take().or(Some(pointer)),
                Err(_) => dangling.push(pointer),
            }
        }
    }
    let blob = |((name, bytes), message): (&(Arc<str>, u32), _)| Blob { name: Arc::clone(name), bytes: *bytes, message };
    let (orphans, pointed): (Vec<Blob>, Vec<Blob>) = all.iter().zip(pointers).map(blob).partition(|blob| blob.message.is_none());
    Store {
        count: all.len(),
        bytes: all.iter().map(|(_, bytes)| u64::from(*bytes)).sum(),
        orphans: (read < READ_MAX).then_some(orphans.len()),
        more: all.len().saturating_sub(shown),
        blobs: orphans.into_iter().chain(pointed).take(shown).collect(),
        dangling,
    }
}
