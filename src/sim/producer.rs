//! What a producer does: writes its next message, with a blob beside it if its payload does not travel in the message, then waits.

use super::actor::{Body, Producer};
use super::event::ActorId;
use super::record::Recorder;
use super::scenario::{CrashWhen, ProducerSpec, Spread, WriteOrder};
use super::world::World;
use crate::client::Call;
use crate::rng::Rng;
use crate::time::Timestamp;
use std::sync::Arc;

/// What the name of every blob begins with; a worker finds it by this in the text.
const BLOB: &str = "blob:";

/// Longest text a producer writes, in bytes: more than the service takes.
const TEXT_BYTES_MAX: usize = 100_000;

impl World {
    pub(super) fn producer_wakes(&mut self, id: ActorId, recorder: &mut Recorder) {
        let now = self.now();
        let actor = &mut self.actors[usize::from(id.0)];
        let first_life = actor.lives == 1;
        let Body::Producer(producer) = &mut actor.body else { return };
        let spec = Arc::clone(&producer.spec);
        producer.sent += 1;
        let blob = spec.attachment.map(|attachment| (blob_key(id, producer.sent), attachment));
        let mut text = text_of(&spec, producer.sent, blob.as_ref().map(|(key, _)| &**key));
        if producer.torn > 0 {
            producer.torn -= 1;
            tear(&mut text);
        }
        producer.next_at = producer.next(now, &mut actor.rng);
        let next_at = producer.next_at;
        let queue = spec.queue_of(producer.sent).into();
        let (visibility_timeout, time_to_live) = (spec.visibility_timeout, spec.time_to_live);
        let put = Call::Put { queue, text: text.into(), visibility_timeout, time_to_live };
        let dies = match spec.crashes_between_writes {
            Some(CrashWhen::Always) => blob.is_some(),
            Some(CrashWhen::FirstLife) => blob.is_some() && first_life,
            Some(CrashWhen::Malformed) | None => false,
        };
        match blob {
            None => self.send(id, put),
            Some((key, attachment)) => match attachment.order {
                WriteOrder::BlobFirst => {
                    self.put_blob(id, &key, attachment.bytes, recorder);
                    if !dies {
                        self.send(id, put);
                    }
                }
                WriteOrder::MessageFirst => {
                    self.send(id, put);
                    if !dies {
                        self.put_blob(id, &key, attachment.bytes, recorder);
                    }
                }
            },
        }
        if dies {
            self.crash(id, recorder);
        } else if let Some(at) = next_at {
            self.wake_at(id, at);
        }
    }
}

impl Producer {
    /// When it sends next; `None` if it has sent everything.
    fn next(&self, now: Timestamp, rng: &mut Rng) -> Option<Timestamp> {
        let spec = &self.spec;
        if spec.count.is_some_and(|count| self.sent >= count) {
            return None;
        }
        let pause = spec.pace.pause_after(self.sent, rng)?;
        Some(now + pause + Spread::Even.draw(spec.jitter, rng))
    }

    /// Takes new settings. Returns when it wakes next, if it does.
    pub(super) fn configure(&mut self, spec: Arc<ProducerSpec>, now: Timestamp, rng: &mut Rng) -> Option<Timestamp> {
        self.spec = spec;
        if self.crashed_at.is_none() {
            self.next_at = self.next(now, rng);
        }
        self.next_at
    }
}

fn text_of(spec: &ProducerSpec, sent: u32, blob: Option<&str>) -> String {
    let mut text = spec.text.replace("{n}", &sent.to_string());
    if let Some(key) = blob {
        text = if text.contains("{blob}") { text.replace("{blob}", key) } else { [&*text, " ", key].concat() };
    }
    let wanted = (spec.filled_to as usize).min(TEXT_BYTES_MAX);
    // Blanks leave JSON what it is.
    text.extend(std::iter::repeat_n(' ', wanted.saturating_sub(text.len())));
    text
}

/// Loses the second half.
fn tear(text: &mut String) {
    let mut middle = text.len() / 2;
    while !text.is_char_boundary(middle) {
        middle -= 1;
    }
    text.truncate(middle);
}

fn blob_key(id: ActorId, sent: u32) -> Arc<str> {
    [BLOB, &*id.0.to_string(), "-", &*sent.to_string()].concat().into()
}

/// The blob a text names, if it names one.
pub fn blob_in(text: &str) -> Option<&str> {
    let named = &text[text.find(BLOB)?..];
    let end = named[BLOB.len()..].find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-');
    Some(&named[..end.map_or(named.len(), |end| BLOB.len() + end)])
}
