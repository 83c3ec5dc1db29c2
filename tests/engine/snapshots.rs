//! A clone of the engine is a snapshot: what happens to one of the two does not happen to the other.

use playground::engine::{AccountKind, AccountSpec, Engine, Message, Metadata, Operation, Outcome, QueueName, Redundancy};
use playground::rng::Rng;
use playground::time::{Span, Timestamp};

const START: Timestamp = Timestamp::from_secs(1_795_176_000);

fn at(secs: u64) -> Timestamp {
    START + Span::from_secs(secs)
}

struct World {
    engine: Engine,
    queue: QueueName,
}

impl World {
    fn with(waiting: u64) -> Self {
        let mut engine = Engine::new(Rng::new(5));
        let spec = AccountSpec { name: "newsroom".into(), kind: AccountKind::StorageV2, redundancy: Redundancy::StandardLrs };
        engine.create_account(START, spec).expect("the first account");
        let queue = QueueName::parse("tasks").expect("a legal name");
        let create = Operation::CreateQueue { queue: queue.clone(), metadata: Metadata::none() };
        engine.apply(START, "newsroom", &create).expect("the first queue");
        let mut world = Self { engine, queue };
        for _ in 0..waiting {
            world.put(START);
        }
        world
    }

    fn put(&mut self, now: Timestamp) -> Message {
        let (queue, time_to_live) = (self.queue.clone(), Some(Span::from_secs(100)));
        let put = Operation::PutMessage { queue, text: "a".into(), visibility_timeout: Span::ZERO, time_to_live };
        match self.engine.apply(now, "newsroom", &put) {
            Ok(Outcome::Put(message)) => message,
            other => panic!("a put answered {other:?}"),
        }
    }

    fn get(&mut self, now: Timestamp, count: u32) -> Vec<Message> {
        let get = Operation::GetMessages { queue: self.queue.clone(), count, visibility_timeout: Span::from_secs(30) };
        match self.engine.apply(now, "newsroom", &get) {
            Ok(Outcome::Got(got)) => got,
            other => panic!("a get answered {other:?}"),
        }
    }

    fn all(&self, now: Timestamp) -> Vec<Message> {
        let queue = self.engine.account("newsroom").and_then(|account| account.queue("tasks")).expect("made at the beginning");
        queue.messages(now).cloned().collect()
    }
}

#[test]
fn a_snapshot_stays_as_it_was_and_replays_alike() {
    let mut world = World::with(100);
    world.get(at(1), 20);
    let snapshot = World { engine: world.engine.clone(), queue: world.queue.clone() };
    let before = snapshot.all(at(1));
    let go_on = |world: &mut World| {
        let mut seen = Vec::new();
        for second in 2..90 {
            seen.extend(world.get(at(second), 3));
            seen.push(world.put(at(second)));
        }
        seen
    };
    let first = go_on(&mut world);
    assert_eq!(snapshot.all(at(1)), before);
    let mut again = World { engine: snapshot.engine.clone(), queue: snapshot.queue };
    assert_eq!(go_on(&mut again), first, "the same requests at the same instants give the same answers, ids and receipts included");
    assert_eq!(again.all(at(90)), world.all(at(90)));
}

#[test]
fn ids_are_guids_of_version_4_and_all_different() {
    let world = World::with(10_000);
    let mut ids = world.all(START).iter().map(|message| message.id).collect::<Vec<_>>();
    assert!(ids.iter().all(|id| id.get_version_num() == 4 && id.get_variant() == uuid::Variant::RFC4122));
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 10_000);
}

#[test]
fn the_refused_message_is_known_even_after_it_is_gone() {
    let mut world = World::with(2);
    let got = world.get(START, 1).remove(0);
    let receipt = playground::engine::receipt::PresentedReceipt::Known(got.pop_receipt());
    let delete = |id| Operation::DeleteMessage { queue: QueueName::parse("tasks").expect("a legal name"), id, receipt };
    world.engine.apply(START, "newsroom", &delete(Some(got.id))).expect("the receipt is fresh");
    let again = world.engine.apply(START, "newsroom", &delete(Some(got.id))).expect_err("it is gone");
    assert_eq!(again.message, Some(got.number));
    let unknown = world.engine.apply(START, "newsroom", &delete(Some(uuid::Uuid::from_u128(17)))).expect_err("nobody has that id");
    assert_eq!(unknown.message, None);
}
