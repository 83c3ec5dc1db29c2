//! Rules that a worker's own code keeps: renewing, moving poison aside, remembering what is done.

use super::super::super::text::tools::tools_text;
use super::worker::{Worker, number, switch, whole_secs};
use super::{few_and, panel};
use crate::app::parts::lean::prelude::*;
use playground::sim::{Bookmark, CopyOrder, PoisonRule, Renewal};
use playground::time::Span;

/// What a rule that is switched on begins with.
const RENEWAL: Renewal = Renewal { when_left: Span::from_secs(10), visibility_timeout: 30, bookmark: Bookmark::No };
const THRESHOLD: u32 = 3;

pub fn renewal(worker: Worker) -> View {
    let words = tools_text();
    let is_on = worker.says(|spec| spec.renews.is_some());
    let settings = move || {
        draw! {
            {number(worker, words.when_left, "", |spec| whole_secs(spec.renews?.when_left), |spec, value| {
                if let (Some(renewal), Some(secs)) = (&mut spec.renews, value.and_then(|secs| u32::try_from(secs).ok())) {
                    renewal.when_left = Span::from_secs(secs.into());
                }
            })}
            {number(worker, words.renew_for, "", |spec| spec.renews.map(|renewal| renewal.visibility_timeout), |spec, value| {
                if let (Some(renewal), Some(secs)) = (&mut spec.renews, value) {
                    renewal.visibility_timeout = secs;
                }
            })}
            {switch(worker, words.bookmark, |spec| spec.renews.is_some_and(|renewal| renewal.bookmark == Bookmark::AfterEachChapter), |spec, on| {
                if let Some(renewal) = &mut spec.renews {
                    renewal.bookmark = if on { Bookmark::AfterEachChapter } else { Bookmark::No };
                }
            })}
        }
    };
    let inside = draw! {
        <div class="forms">
            {switch(worker, words.renews, |spec| spec.renews.is_some(), |spec, on| spec.renews = on.then_some(RENEWAL))}
            {move || is_on.get().then(settings)}
        </div>
    };
    panel(words.renewal, inside)
}

const ORDERS: [CopyOrder; 2] = [CopyOrder::DeleteThenCopy, CopyOrder::CopyThenDelete];

pub fn poison(worker: Worker) -> View {
    let words = tools_text();
    let is_on = worker.says(|spec| spec.poison.is_some());
    let queue = worker.text(|spec| spec.poison.as_ref().map(|rule| rule.queue.to_string()).unwrap_or_default());
    let order = memo(move || {
        let now = worker.spec.with(|spec| spec.as_ref().and_then(|spec| spec.poison.as_ref()).map(|rule| rule.order));
        ORDERS.iter().position(|order| Some(*order) == now).unwrap_or(0)
    });
    let settings = move || {
        draw! {
            {number(worker, words.threshold, "", |spec| spec.poison.as_ref().map(|rule| rule.threshold.into()), |spec, value| {
                if let (Some(rule), Some(threshold)) = (&mut spec.poison, value.and_then(|value| u32::try_from(value).ok())) {
                    rule.threshold = threshold.max(1);
                }
            })}
            <label class="field">
                {words.poison_queue}
                <input autocomplete="off" autocapitalize="off" spellcheck="false" prop:value=queue on:change=on(move |event| {
                    let queue: Box<str> = event_target_value(&event).trim().into();
                    worker.change(|spec| if let Some(rule) = &mut spec.poison { rule.queue = queue; });
                }) />
            </label>
            {few_and(
                words.copy_order,
                ORDERS.iter().map(|order| (words.copy_order_name)(*order).to_owned()).collect(),
                move || order.get(),
                move |index| worker.change(|spec| if let Some(rule) = &mut spec.poison { rule.order = ORDERS[index]; }),
            )}
        }
    };
    let inside = draw! {
        <div class="forms">
            {switch(worker, words.poison_on, |spec| spec.poison.is_some(), |spec, on| {
                let queue = [&*spec.queue, "-poison"].concat().into();
                spec.poison = on.then_some(PoisonRule { threshold: THRESHOLD, queue, order: CopyOrder::DeleteThenCopy });
            })}
            {move || is_on.get().then(settings)}
        </div>
    };
    panel(words.poison, inside)
}

pub fn ledger(worker: Worker) -> View {
    let words = tools_text();
    let inside = draw! {
        <div class="forms">
            {switch(worker, words.ledger_on, |spec| spec.ledger, |spec, on| spec.ledger = on)}
            <p class="form-note">{words.ledger_help}</p>
        </div>
    };
    panel(words.ledger, inside)
}
