//! One message in a worker's hands: chapter after chapter, renewing the lease on the way, then the effect, then the delete.

use super::super::actor::{Body, ConsumerState, Job};
use super::super::event::{ActorId, EventKind};
use super::super::producer::blob_in;
use super::super::record::Recorder;
use super::super::scenario::{Bookmark, CrashLine, DeleteOrder, Reads};
use super::super::world::{Return, World};
use super::super::{bookmark, json};
use crate::client::{Answer, Call};
use crate::engine::Outcome;
use crate::time::{Span, Timestamp};
use std::sync::Arc;

/// A program renews no more often than this, however its rule reads, so that time always goes on.
const RENEWALS_APART: Span = Span::from_secs(1);

impl World {
    /// Begins with the first message in its hands.
    pub(super) fn consumer_takes_up(&mut self, id: ActorId, recorder: &mut Recorder) {
        let consumer = self.consumer_mut(id);
        consumer.adopt();
        let stalled_until = consumer.job.stalled_until;
        consumer.job = Job { stalled_until, ..Job::default() };
        if self.consumer_dies(id, CrashLine::AfterGet, recorder) || self.consumer_sets_aside(id, recorder) {
            return;
        }
        let consumer = self.consumer_mut(id);
        let Some(held) = consumer.held.front() else { return };
        if consumer.spec.reads == Reads::Json && !json::is_json(&held.text) {
            // The line that reads the text is the one at which it dies.
            self.crash(id, recorder);
            return;
        }
        if consumer.spec.deletes == DeleteOrder::BeforeEffect {
            self.consumer_deletes(id);
        } else {
            self.consumer_begins_work(id, recorder);
        }
    }

    fn consumer_begins_work(&mut self, id: ActorId, recorder: &mut Recorder) {
        let actor = &mut self.actors[usize::from(id.0)];
        let Body::Consumer(consumer) = &mut actor.body else { return };
        let Some(held) = consumer.held.front() else { return };
        let (key, done) = bookmark::read(&held.text);
        let chapters = consumer.spec.chapters.max(1);
        let extra = consumer.spec.spread.draw(consumer.spec.jitter, &mut actor.rng);
        let whole = (consumer.spec.works_for + extra).as_micros().saturating_mul(u64::from(consumer.spec.times_slower.max(1)));
        consumer.job.chapter = done.saturating_add(1).min(chapters);
        consumer.job.saved = done;
        consumer.job.chapter_for = Span::from_micros(whole / u64::from(chapters)).max(Span::from_millis(1));
        let message = held.number;
        let blob = blob_in(&key).map(Arc::<str>::from);
        consumer.job.key = Some(key);
        if let Some(blob) = blob {
            if self.blob(&blob).is_none() {
                let (queue, message) = (None, Some(message));
                let code = "BlobNotFound".into();
                let kind = EventKind::Rejected { operation: None, queue, message, status: 404, code, account_kind: None };
                self.note(Some(id), message, kind, recorder);
                self.consumer_lets_go(id, recorder);
                return;
            }
            self.note(Some(id), None, EventKind::BlobGet { key: blob }, recorder);
        }
        self.consumer_begins_chapter(id, recorder);
    }

    fn consumer_begins_chapter(&mut self, id: ActorId, recorder: &mut Recorder) {
        let now = self.now();
        let consumer = self.consumer_mut(id);
        let Some(message) = consumer.held.front().map(|held| held.number) else { return };
        let (chapter, of) = (consumer.job.chapter, consumer.spec.chapters.max(1));
        consumer.state = ConsumerState::Working { from: now, until: now + consumer.job.chapter_for };
        self.note(Some(id), Some(message), EventKind::WorkStart { message, chapter, of }, recorder);
        self.consumer_sets_alarm(id);
    }

    /// Something in the job is due: its death, the end of the chapter, or a renewal.
    pub(super) fn consumer_works_on(&mut self, id: ActorId, recorder: &mut Recorder) {
        let now = self.now();
        let consumer = self.consumer_mut(id);
        let ConsumerState::Working { until, .. } = consumer.state else { return };
        if consumer.dies_at().is_some_and(|at| at <= now)
            && let Some(rule) = consumer.spec.crashes
            && self.consumer_dies(id, rule.line, recorder)
        {
            return;
        }
        if until <= now {
            self.consumer_ends_chapter(id, recorder);
            return;
        }
        let consumer = self.consumer_mut(id);
        if consumer.renews_at().is_some_and(|at| at <= now) {
            self.consumer_renews(id, None);
        }
        self.consumer_sets_alarm(id);
    }

    /// Wakes again when the next thing in the job is due.
    fn consumer_sets_alarm(&mut self, id: ActorId) {
        let now = self.now();
        let consumer = self.consumer_mut(id);
        let ConsumerState::Working { until, .. } = consumer.state else { return };
        let soon = [consumer.dies_at().filter(|at| *at > now), consumer.renews_at()];
        let at = soon.into_iter().flatten().fold(until, Timestamp::min).max(now);
        self.wake_at(id, at);
    }

    fn consumer_ends_chapter(&mut self, id: ActorId, recorder: &mut Recorder) {
        let consumer = self.consumer_mut(id);
        let Some(message) = consumer.held.front().map(|held| held.number) else { return };
        let (chapter, of) = (consumer.job.chapter, consumer.spec.chapters.max(1));
        consumer.job.worked_before = consumer.job.worked_before + consumer.job.chapter_for;
        consumer.state = ConsumerState::Renewing;
        self.note(Some(id), Some(message), EventKind::WorkDone { message, chapter, of }, recorder);
        if !self.consumer_mut(id).job.renewing {
            self.consumer_goes_on(id, recorder);
        }
    }

    /// Between two chapters, with the latest receipt in hand: the bookmark, then the next chapter or the end.
    fn consumer_goes_on(&mut self, id: ActorId, recorder: &mut Recorder) {
        let consumer = self.consumer_mut(id);
        let done = consumer.job.chapter;
        if done >= consumer.spec.chapters.max(1) {
            self.consumer_finishes(id, recorder);
            return;
        }
        let bookmarks = consumer.spec.renews.is_some_and(|rule| rule.bookmark == Bookmark::AfterEachChapter);
        if bookmarks && consumer.job.saved < done {
            consumer.job.saved = done;
            let key = consumer.job.key.clone().unwrap_or_default();
            self.consumer_renews(id, Some(bookmark::write(&key, done)));
            return;
        }
        consumer.job.chapter = done + 1;
        self.consumer_begins_chapter(id, recorder);
    }

    /// Sends an Update Message with what the rule for renewals says.
    fn consumer_renews(&mut self, id: ActorId, text: Option<String>) {
        let now = self.now();
        let consumer = self.consumer_mut(id);
        let (Some(rule), Some(held)) = (consumer.spec.renews, consumer.held.front()) else { return };
        let call = Call::Update {
            queue: (*held.queue).into(),
            id: held.id.clone(),
            receipt: held.receipt.clone(),
            visibility_timeout: rule.visibility_timeout,
            text: text.map(Into::into),
        };
        consumer.job.renewing = true;
        consumer.job.renewed_at = Some(now);
        self.send(id, call);
    }

    pub(super) fn consumer_hears_update(&mut self, id: ActorId, back: &Return, answer: Option<Answer>, recorder: &mut Recorder) {
        let consumer = self.consumer_mut(id);
        consumer.job.renewing = false;
        let (Some(Answer::Updated { receipt, next_visible_at }), Some(held)) = (answer, consumer.held.front_mut()) else {
            // The message is no longer its own: what it goes on to do would be done twice.
            self.consumer_lets_go(id, recorder);
            return;
        };
        held.receipt = receipt;
        held.visible_at = next_visible_at;
        if let Some(Outcome::Updated { message, .. }) = &back.outcome {
            held.receipt_number = message.receipt;
        }
        if consumer.state == ConsumerState::Renewing { self.consumer_goes_on(id, recorder) } else { self.consumer_sets_alarm(id) }
    }

    /// All work is done: the effect, then what comes after it.
    fn consumer_finishes(&mut self, id: ActorId, recorder: &mut Recorder) {
        if self.consumer_dies(id, CrashLine::BeforeEffect, recorder) {
            return;
        }
        let consumer = self.consumer_mut(id);
        let (publishes, deletes, ledger) = (consumer.spec.publishes, consumer.spec.deletes, consumer.spec.ledger);
        let (Some(message), Some(key)) = (consumer.held.front().map(|held| held.number), consumer.job.key.clone()) else { return };
        let copy = self.effect_count(&key) + 1;
        if publishes && (copy == 1 || !ledger) {
            self.effects.set(&key, copy);
            self.tally.effects += 1;
            self.tally.duplicates += u64::from(copy > 1);
            self.note(Some(id), Some(message), EventKind::SideEffect { key, message, copy }, recorder);
        }
        if self.consumer_dies(id, CrashLine::AfterEffect, recorder) {
            return;
        }
        match deletes {
            DeleteOrder::AfterEffect => self.consumer_deletes(id),
            DeleteOrder::BeforeEffect | DeleteOrder::Never => self.consumer_takes_next(id, recorder),
        }
    }

    pub(super) fn consumer_deletes(&mut self, id: ActorId) {
        let consumer = self.consumer_mut(id);
        let Some(held) = consumer.held.front() else { return };
        let call = Call::Delete { queue: (*held.queue).into(), id: held.id.clone(), receipt: held.receipt.clone() };
        consumer.state = ConsumerState::Deleting;
        self.send(id, call);
    }

    /// The delete was answered; a refusal means that the message is somebody else's now, or gone.
    pub(super) fn consumer_deleted(&mut self, id: ActorId, done: bool, recorder: &mut Recorder) {
        if self.consumer_mut(id).job.setting_aside {
            self.consumer_deleted_aside(id, done, recorder);
            return;
        }
        if self.consumer_dies(id, CrashLine::AfterDelete, recorder) {
            return;
        }
        let consumer = self.consumer_mut(id);
        if consumer.spec.deletes == DeleteOrder::BeforeEffect {
            self.consumer_begins_work(id, recorder);
            return;
        }
        let blob = consumer.job.key.as_deref().and_then(blob_in).map(Arc::<str>::from);
        if let Some(blob) = blob.filter(|_| done) {
            self.delete_blob(id, &blob, recorder);
        }
        self.consumer_takes_next(id, recorder);
    }
}

impl super::Consumer {
    /// When its program dies in the middle of the present chapter, if it does.
    fn dies_at(&self) -> Option<Timestamp> {
        let ConsumerState::Working { from, until } = self.state else { return None };
        let Some(CrashLine::AfterWork(after)) = self.spec.crashes.map(|rule| rule.line) else { return None };
        let here = after.as_micros().checked_sub(self.job.worked_before.as_micros())?;
        Some(from + Span::from_micros(here)).filter(|at| *at <= until)
    }

    /// When it renews next during the present chapter, if it does.
    fn renews_at(&self) -> Option<Timestamp> {
        let rule = self.spec.renews.filter(|_| !self.job.renewing)?;
        let due = self.held.front()?.visible_at - rule.when_left;
        Some(self.job.renewed_at.map_or(due, |before| due.max(before + RENEWALS_APART)))
    }
}
