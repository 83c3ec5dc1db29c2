//! What the service costs: ratios, measured in one run, against a bare ordered map with a slab of the same messages,
//! doing the same inserts and removals.
//!
//! `cargo bench --bench service` prints a table. Ratios are what counts; the seconds are this machine's.

use cap::Cap;
use playground::client::{self, Answer, Call, Credential, Endpoint};
use playground::engine::receipt::PresentedReceipt;
use playground::engine::{
    AccountKind, AccountSpec, Engine, LastChange, Message, MessageNumber, Metadata, Operation, Outcome, QueueName, ReceiptNumber,
    Redundancy,
};
use playground::rng::Rng;
use playground::server::Server;
use playground::time::{Span, Timestamp};
use slab::Slab;
use std::alloc::System;
use std::collections::BTreeMap;
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Counts what is allocated; the limit is never reached.
#[global_allocator]
static MEMORY: Cap<System> = Cap::new(System, usize::MAX);

const START: Timestamp = Timestamp::from_secs(1_795_176_000);

/// Put, get and delete, each this often, in each round.
const CYCLES: u32 = 100_000;

/// Rounds of each measurement; the fastest counts, because everything that disturbs makes it slower.
const ROUNDS: u32 = 15;

const SMALL: u32 = 1_000;
const LARGE: u32 = 1_000_000;

fn main() {
    println!("{:<58}{:>12}{:>10}", "put + get + delete, nanoseconds a cycle", "measured", "bar");
    let [engine_small, bare_small, engine_large, bare_large] = {
        let mut rounds = [engine_cycle(SMALL), bare_cycle(SMALL), engine_cycle(LARGE), bare_cycle(LARGE)];
        fastest(CYCLES, &mut rounds)
    };
    for (name, nanos) in [
        ("engine, 1,000 messages waiting", engine_small),
        ("bare map and slab, 1,000 waiting", bare_small),
        ("engine, 1,000,000 waiting", engine_large),
        ("bare map and slab, 1,000,000 waiting", bare_large),
    ] {
        println!("{name:<58}{nanos:>12.0}");
    }
    ratio("engine over bare, 1,000 waiting", engine_small / bare_small, 2.0);
    ratio("engine over bare, 1,000,000 waiting", engine_large / bare_large, 2.0);
    ratio("engine, 1,000,000 over 1,000 waiting", engine_large / engine_small, 2.0);
    ratio("bytes of an empty message, 1,000,000 waiting", bytes_per_message(), 300.0);
    let wire = wire_cycle(SMALL);
    println!("{:<58}{wire:>12.0}", "whole wire path, signed and verified, 1,000 waiting");
    println!("{:<58}{:>12.0}", "the same in operations a second", 3e9 / wire);
}

fn ratio(name: &str, measured: f64, bar: f64) {
    let verdict = if measured <= bar { "met" } else { "MISSED" };
    println!("{name:<58}{measured:>12.2}{bar:>10.2} {verdict}");
}

/// One round of a measurement.
type Round = Box<dyn FnMut()>;

/// Nanoseconds of one cycle in the fastest round of each. They take turns, so that whatever disturbs the machine disturbs them alike.
#[expect(clippy::disallowed_methods, reason = "a benchmark is about the clock")]
fn fastest<const N: usize>(cycles: u32, rounds: &mut [Round; N]) -> [f64; N] {
    let mut best = [Duration::MAX; N];
    for _ in 0..ROUNDS {
        for (round, best) in rounds.iter_mut().zip(&mut best) {
            let begun = Instant::now();
            round();
            *best = (*best).min(begun.elapsed());
        }
    }
    best.map(|best| best.as_secs_f64() * 1e9 / f64::from(cycles))
}

fn engine() -> (Engine, QueueName) {
    let mut engine = Engine::new(Rng::new(1));
    let spec = AccountSpec { name: "newsroom".into(), kind: AccountKind::StorageV2, redundancy: Redundancy::StandardLrs };
    engine.create_account(START, spec).expect("the first account");
    let queue = QueueName::parse("tasks").expect("a legal name");
    let create = Operation::CreateQueue { queue: queue.clone(), metadata: Metadata::none() };
    engine.apply(START, "newsroom", &create).expect("the first queue");
    (engine, queue)
}

fn put(queue: &QueueName) -> Operation {
    let time_to_live = Some(Span::from_secs(604_800));
    Operation::PutMessage { queue: queue.clone(), text: Arc::from(""), visibility_timeout: Span::ZERO, time_to_live }
}

fn get(queue: &QueueName) -> Operation {
    Operation::GetMessages { queue: queue.clone(), count: 1, visibility_timeout: Span::from_secs(30) }
}

/// Keeps `waiting` messages in the queue while others come and go.
fn engine_cycle(waiting: u32) -> Round {
    let (mut engine, queue) = engine();
    let mut now = START;
    let tick = Span::from_micros(1);
    let (mut put, get) = (put(&queue), get(&queue));
    for _ in 0..waiting {
        now = now + tick;
        engine.apply(now, "newsroom", &put).expect("the queue is there");
    }
    let mut delete = Operation::DeleteMessage { queue, id: None, receipt: PresentedReceipt::Foreign };
    Box::new(move || {
        for _ in 0..CYCLES {
            now = now + tick;
            if let Operation::PutMessage { text, .. } = &mut put {
                *text = Arc::from("");
            }
            engine.apply(now, "newsroom", &put).expect("the queue is there");
            let Ok(Outcome::Got(got)) = engine.apply(now, "newsroom", &get) else { unreachable!("messages wait") };
            if let Operation::DeleteMessage { id, receipt, .. } = &mut delete {
                *id = Some(got[0].id);
                *receipt = PresentedReceipt::Known(got[0].pop_receipt());
            }
            black_box(engine.apply(now, "newsroom", &delete).expect("the receipt is fresh"));
        }
    })
}

/// The least that has to be done with the same messages: insert, take the first, hide it and hand out a copy, remove it.
fn bare_cycle(waiting: u32) -> Round {
    let mut messages = Slab::new();
    let mut order = BTreeMap::new();
    let mut now = START;
    let tick = Span::from_micros(1);
    let mut number = 0_u32;
    let mut put = move |now: Timestamp, messages: &mut Slab<Message>, order: &mut BTreeMap<(Timestamp, MessageNumber), usize>| {
        number += 1;
        let message = Message {
            number: MessageNumber(number),
            id: uuid::Uuid::from_u64_pair(0, u64::from(number)),
            text: Arc::from(""),
            inserted_at: now,
            expires_at: now + Span::from_secs(604_800),
            visible_at: now,
            changed_at: now,
            dequeue_count: 0,
            receipt: ReceiptNumber(number),
            last_change: LastChange::Put,
        };
        order.insert((now, message.number), messages.insert(message));
    };
    for _ in 0..waiting {
        now = now + tick;
        put(now, &mut messages, &mut order);
    }
    Box::new(move || {
        for _ in 0..CYCLES {
            now = now + tick;
            put(now, &mut messages, &mut order);
            let ((_, number), slot) = order.pop_first().expect("messages wait");
            let message = &mut messages[slot];
            message.dequeue_count += 1;
            message.visible_at = now + Span::from_secs(30);
            order.insert((message.visible_at, number), slot);
            let got = black_box(message.clone());
            let slot = order.remove(&(got.visible_at, got.number)).expect("it was just inserted");
            black_box(messages.remove(slot));
        }
    })
}

fn bytes_per_message() -> f64 {
    let (mut engine, queue) = engine();
    let operation = put(&queue);
    let before = MEMORY.allocated();
    for micros in 1..=u64::from(LARGE) {
        engine.apply(START + Span::from_micros(micros), "newsroom", &operation).expect("the queue is there");
    }
    let bytes = MEMORY.allocated() - before;
    black_box(&engine);
    f64::from(u32::try_from(bytes / 1_000).expect("less than four terabytes")) * 1_000.0 / f64::from(LARGE)
}

/// Encodes, signs, verifies, applies, renders and decodes.
fn wire_cycle(waiting: u32) -> f64 {
    let (engine, queue) = engine();
    let mut server = Server::new(engine);
    let key = server.access("newsroom").expect("made above").keys[0].clone();
    let credential = Credential::SharedKey { account: "newsroom".into(), key };
    let endpoint = Endpoint::cloud("newsroom");
    let mut now = START;
    let queue: Box<str> = queue.as_str().into();
    let mut call = move |now: Timestamp, call: &Call| {
        let request = client::encode(call, &endpoint, &credential, now, None);
        let reply = server.handle(now, &request);
        client::decode(call, &reply.response).expect("nothing is wrong with the call")
    };
    let put = Call::Put { queue: queue.clone(), text: "file the story".into(), visibility_timeout: None, time_to_live: None };
    let get = Call::Get { queue: queue.clone(), count: None, visibility_timeout: None };
    for _ in 0..waiting {
        call(now, &put);
    }
    let cycles = CYCLES / 10;
    let round: Round = Box::new(move || {
        for _ in 0..cycles {
            now = now + Span::from_micros(1);
            call(now, &put);
            let Answer::Got(got) = call(now, &get) else { unreachable!("a get brings messages") };
            let delete = Call::Delete { queue: queue.clone(), id: got[0].id.clone(), receipt: got[0].receipt.clone() };
            black_box(call(now, &delete));
        }
    });
    let [nanos] = fastest(cycles, &mut [round]);
    nanos
}
