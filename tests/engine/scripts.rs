//! Random scripts: after every step the engine must be where the model is, and keep what the service promises.

use super::model::{Entry, Model, NotFound, UpdateRefusal, change};
use crate::random;
use playground::engine::receipt::PresentedReceipt;
use playground::engine::{
    AccountKind, AccountSpec, Engine, ErrorCode, Message, Metadata, Operation, Outcome, PopReceipt, QueueName, Redundancy,
};
use playground::rng::Rng;
use playground::time::{Span, Timestamp};
use proptest::prelude::*;
use std::collections::BTreeMap;
use uuid::Uuid;

const START: Timestamp = Timestamp::from_secs(1_795_176_000);

#[derive(Clone, Debug)]
enum Step {
    Put {
        delay: u64,
        life: Option<u64>,
    },
    Get {
        count: u32,
        timeout: u64,
    },
    Peek {
        count: u32,
    },
    /// With the `nth` newest receipt that was ever given out.
    Update {
        nth: usize,
        timeout: u64,
        text: bool,
    },
    Delete {
        nth: usize,
    },
    Clear,
    Count,
    Wait {
        micros: u64,
    },
}

/// Short times, so that they meet; whole seconds and their neighbours, so that boundaries are hit.
fn step() -> impl Strategy<Value = Step> {
    let wait =
        prop_oneof![Just(0), Just(1), (0_u64..6).prop_map(|secs| secs * 1_000_000), (1_u64..6).prop_map(|secs| secs * 1_000_000 - 1)];
    let delay = prop_oneof![3 => Just(0), 1 => 1_u64..5];
    let put = (delay, proptest::option::weighted(0.8, 1_u64..12));
    prop_oneof![
        4 => put.prop_map(|(delay, life)| Step::Put { delay, life: life.map(|life| life + delay) }),
        4 => (1_u32..5, 1_u64..6).prop_map(|(count, timeout)| Step::Get { count, timeout }),
        1 => (1_u32..33).prop_map(|count| Step::Peek { count }),
        3 => (0_usize..6, 0_u64..6, any::<bool>()).prop_map(|(nth, timeout, text)| Step::Update { nth, timeout, text }),
        3 => (0_usize..6).prop_map(|nth| Step::Delete { nth }),
        1 => Just(Step::Count),
        5 => wait.prop_map(|micros| Step::Wait { micros }),
        1 => prop_oneof![9 => Just(Step::Count), 1 => Just(Step::Clear)],
    ]
}

/// Steps of a busy queue: it grows over several blocks of its inner rows, and messages leave from its middle.
fn busy_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => Just(Step::Put { delay: 0, life: None }),
        1 => (0_usize..200, 0_u64..2).prop_map(|(nth, timeout)| Step::Update { nth, timeout, text: false }),
        1 => (0_usize..200).prop_map(|nth| Step::Delete { nth }),
        1 => (1_u32..33, 1_u64..3).prop_map(|(count, timeout)| Step::Get { count, timeout }),
        1 => (0_u64..1_000_000).prop_map(|micros| Step::Wait { micros }),
    ]
}

/// The engine and the model, side by side.
struct Pair {
    engine: Engine,
    queue: QueueName,
    model: Model,
    now: Timestamp,
    /// Every receipt ever given out, with its message, oldest first.
    receipts: Vec<(Uuid, u32, PopReceipt)>,
    /// Until when a message belongs to whom it was handed out last.
    holders: BTreeMap<u32, Timestamp>,
    dequeue_counts: BTreeMap<u32, u32>,
}

fn secs(secs: u64) -> Span {
    Span::from_secs(secs)
}

fn entries(messages: &[Message]) -> Vec<Entry> {
    messages.iter().map(Entry::from).collect()
}

impl Pair {
    fn new() -> Self {
        let mut engine = Engine::new(Rng::new(3));
        let spec = AccountSpec { name: "newsroom".into(), kind: AccountKind::StorageV2, redundancy: Redundancy::StandardLrs };
        engine.create_account(START, spec).expect("the first account");
        let queue = QueueName::parse("tasks").expect("a legal name");
        let create = Operation::CreateQueue { queue: queue.clone(), metadata: Metadata::none() };
        engine.apply(START, "newsroom", &create).expect("the first queue");
        let (receipts, holders, dequeue_counts) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
        Self { engine, queue, model: Model::default(), now: START, receipts, holders, dequeue_counts }
    }

    fn apply(&mut self, operation: &Operation) -> Result<Outcome, ErrorCode> {
        self.engine.apply(self.now, "newsroom", operation).map_err(|error| error.code)
    }

    fn keep(&mut self, message: &Message) {
        self.receipts.push((message.id, message.number.0, message.pop_receipt()));
    }

    /// The `nth` newest receipt.
    fn receipt(&self, nth: usize) -> Option<(Uuid, u32, PopReceipt)> {
        self.receipts.len().checked_sub(nth + 1).map(|at| self.receipts[at])
    }

    fn take(&mut self, step: &Step) -> Result<(), TestCaseError> {
        let (now, queue) = (self.now, self.queue.clone());
        match step {
            Step::Put { delay, life } => {
                let (visibility_timeout, time_to_live) = (secs(*delay), life.map(secs));
                let outcome = self.apply(&Operation::PutMessage { queue, text: "a".into(), visibility_timeout, time_to_live });
                let Ok(Outcome::Put(message)) = outcome else { panic!("a put answered {outcome:?}") };
                prop_assert_eq!(Entry::from(&message), self.model.put(now, "a", visibility_timeout, time_to_live));
                self.keep(&message);
            }
            Step::Get { count, timeout } => {
                let outcome = self.apply(&Operation::GetMessages { queue, count: *count, visibility_timeout: secs(*timeout) });
                let Ok(Outcome::Got(got)) = outcome else { panic!("a get answered {outcome:?}") };
                self.model.forget_expired(now);
                prop_assert_eq!(entries(&got), self.model.get(now, *count as usize, secs(*timeout)));
                for message in &got {
                    let held_until = self.holders.insert(message.number.0, message.visible_at);
                    prop_assert!(held_until.is_none_or(|until| until <= now), "two live holders of {}", message.number.0);
                    let before = self.dequeue_counts.insert(message.number.0, message.dequeue_count).unwrap_or(0);
                    prop_assert_eq!(message.dequeue_count, before + 1, "the dequeue count grows by one with each get, and only then");
                    self.keep(message);
                }
            }
            Step::Peek { count } => {
                let outcome = self.apply(&Operation::PeekMessages { queue, count: *count });
                let Ok(Outcome::Peeked(peeked)) = outcome else { panic!("a peek answered {outcome:?}") };
                self.model.forget_expired(now);
                prop_assert_eq!(entries(&peeked), self.model.peek(now, *count as usize));
            }
            Step::Update { nth, timeout, text } => {
                let Some((id, number, receipt)) = self.receipt(*nth) else { return Ok(()) };
                let (text, timeout) = (text.then_some("b"), secs(*timeout));
                let presented = PresentedReceipt::parse(&receipt.emit()).expect("a receipt of ours is well-formed");
                let outcome = self.apply(&Operation::UpdateMessage {
                    queue,
                    id: Some(id),
                    receipt: presented,
                    visibility_timeout: timeout,
                    text: text.map(Into::into),
                });
                self.model.forget_expired(now);
                match (outcome, self.model.update(now, number, receipt.number.0, timeout, text)) {
                    (Ok(Outcome::Updated { message, .. }), Ok(entry)) => {
                        prop_assert_eq!(Entry::from(&message), entry);
                        self.holders.insert(number, message.visible_at);
                        self.keep(&message);
                    }
                    (Err(ErrorCode::MessageNotFound), Err(UpdateRefusal::NotFound))
                    | (Err(ErrorCode::InvalidQueryParameterValue), Err(UpdateRefusal::BeyondExpiry)) => {}
                    (outcome, expected) => prop_assert!(false, "expected {expected:?}, got {outcome:?}"),
                }
            }
            Step::Delete { nth } => {
                let Some((id, number, receipt)) = self.receipt(*nth) else { return Ok(()) };
                let outcome = self.apply(&Operation::DeleteMessage { queue, id: Some(id), receipt: PresentedReceipt::Known(receipt) });
                self.model.forget_expired(now);
                match (outcome, self.model.delete(now, number, receipt.number.0)) {
                    (Ok(Outcome::Deleted { number: deleted }), Ok(())) => prop_assert_eq!(deleted.0, number),
                    (Err(ErrorCode::MessageNotFound), Err(NotFound)) => {}
                    (outcome, expected) => prop_assert!(false, "expected {expected:?}, got {outcome:?}"),
                }
            }
            Step::Clear => {
                let cleared = self.apply(&Operation::ClearMessages { queue });
                prop_assert_eq!(cleared, Ok(Outcome::Cleared { count: self.model.clear(now) }));
            }
            Step::Count => {
                let outcome = self.apply(&Operation::GetQueueMetadata { queue });
                let Ok(Outcome::QueueMetadata { approximate_count, .. }) = outcome else { panic!("metadata answered {outcome:?}") };
                prop_assert!(approximate_count >= self.model.live(now).len() as u64, "the approximate count is never too low");
                prop_assert!(approximate_count <= self.model.held(), "what is gone for good is not counted");
            }
            Step::Wait { micros } => {
                self.now = now + Span::from_micros(*micros);
                // What happened by itself is asked for before anything touches the queue.
                self.compare_changes(now, self.now)?;
            }
        }
        self.compare()
    }

    /// The whole observable state.
    fn compare(&self) -> Result<(), TestCaseError> {
        let now = self.now;
        let queue = self.engine.account("newsroom").and_then(|account| account.queue("tasks")).expect("made at the beginning");
        prop_assert_eq!(
            queue.messages(now).map(Entry::from).collect::<Vec<_>>(),
            self.model.live(now),
            "no message is lost or out of place"
        );
        prop_assert_eq!(queue.counts(now), self.model.counts(now));
        self.compare_changes(now, now + secs(3))?;
        self.compare_changes(now, Timestamp::NEVER - secs(1))
    }

    fn compare_changes(&self, after: Timestamp, until: Timestamp) -> Result<(), TestCaseError> {
        let changes = self.engine.changes(after, until).iter().map(change).collect::<Vec<_>>();
        prop_assert_eq!(&changes, &self.model.changes(after, until));
        prop_assert_eq!(self.engine.next_change(after).filter(|at| *at <= until), changes.first().map(|(at, ..)| *at));
        Ok(())
    }
}

proptest! {
    #![proptest_config(random::config(400))]

    #[test]
    fn engine_goes_where_the_model_goes(script in proptest::collection::vec(step(), 1..120)) {
        let mut pair = Pair::new();
        for step in &script {
            pair.take(step)?;
        }
    }
}

proptest! {
    #![proptest_config(random::config(12))]

    #[test]
    fn a_busy_queue_stays_in_order(script in proptest::collection::vec(busy_step(), 600..900)) {
        let mut pair = Pair::new();
        for step in &script {
            pair.take(step)?;
        }
    }
}
