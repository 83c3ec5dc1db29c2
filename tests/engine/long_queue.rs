//! A queue of thousands of messages keeps the order of a short one.

use playground::engine::{AccountKind, AccountSpec, Engine, Message, MessageNumber, Metadata, Operation, Outcome, QueueName, Redundancy};
use playground::rng::Rng;
use playground::time::{Span, Timestamp};

const START: Timestamp = Timestamp::from_secs(1_795_176_000);
const MESSAGES: u64 = 3_000;

/// The number of a message by what a Get orders by.
type Row = Vec<(Timestamp, MessageNumber)>;

#[test]
fn thousands_of_messages_put_got_and_expired_stand_in_order_of_their_next_visible_time() {
    let mut rng = Rng::new(11);
    let mut engine = Engine::new(Rng::new(5));
    let spec = AccountSpec { name: "newsroom".into(), kind: AccountKind::StorageV2, redundancy: Redundancy::StandardLrs };
    engine.create_account(START, spec).expect("the first account");
    let queue = QueueName::parse("tasks").expect("a legal name");
    let create = Operation::CreateQueue { queue: queue.clone(), metadata: Metadata::none() };
    engine.apply(START, "newsroom", &create).expect("the first queue");

    let mut expected: Vec<Message> = Vec::new();
    for step in 1..=MESSAGES {
        let now = START + Span::from_millis(100 * step);
        let hidden_for = if rng.below(3) == 0 { Span::from_secs(rng.below(200)) } else { Span::ZERO };
        let time_to_live = Some(Span::from_secs(250 + rng.below(100)));
        let put = Operation::PutMessage { queue: queue.clone(), text: "a".into(), visibility_timeout: hidden_for, time_to_live };
        let Ok(Outcome::Put(put)) = engine.apply(now, "newsroom", &put) else { panic!("a put is accepted") };
        expected.push(put);
        if rng.below(4) == 0 {
            let get = Operation::GetMessages { queue: queue.clone(), count: 5, visibility_timeout: Span::from_secs(1 + rng.below(90)) };
            let Ok(Outcome::Got(got)) = engine.apply(now, "newsroom", &get) else { panic!("a get is accepted") };
            let mut due: Row = rows(&expected, now).into_iter().filter(|(at, _)| *at <= now).collect();
            due.truncate(5);
            assert_eq!(
                got.iter().map(|message| message.number).collect::<Vec<_>>(),
                due.iter().map(|(_, number)| *number).collect::<Vec<_>>()
            );
            for message in got {
                let at = expected.iter().position(|other| other.number == message.number).expect("it was put");
                expected[at] = message;
            }
        }
        if step % 250 == 0 {
            let found = engine.account("newsroom").and_then(|account| account.queue("tasks")).expect("made at the beginning");
            let wanted = rows(&expected, now);
            assert_eq!(found.messages(now).map(|message| (message.visible_at, message.number)).collect::<Row>(), wanted);
            let visible = wanted.iter().filter(|(at, _)| *at <= now).count() as u64;
            let counts = found.counts(now);
            assert_eq!((counts.visible, counts.hidden), (visible, wanted.len() as u64 - visible));
        }
    }
    assert!(expected.iter().any(|message| message.is_expired(START + Span::from_millis(100 * MESSAGES))), "some have expired on the way");
}

fn rows(messages: &[Message], now: Timestamp) -> Row {
    let mut rows: Row =
        messages.iter().filter(|message| !message.is_expired(now)).map(|message| (message.visible_at, message.number)).collect();
    rows.sort();
    rows
}
