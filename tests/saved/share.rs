//! A link and a file hold the whole run: somebody else who opens them sees the same history, to the last id.

use crate::sim::newsroom::crash_scenario;
use playground::client::{Answer, Call};
use playground::saved::{export, open_file, open_link, shorten};
use playground::sim::{ActorId, ActorSpec, ConsumerSpec, Input, LinkSpec, PERSON, Pace, ProducerSpec, Role, Scenario, Via};
use playground::time::{Span, Timestamp};
use playground::timeline::Timeline;

const QUEUE: &str = "newsqueue";

/// Two desks and two editors, as in the sandbox.
fn newsroom() -> Scenario {
    let desk = |name: &str, every: u64| ActorSpec {
        name: name.into(),
        role: Role::Producer(ProducerSpec {
            starts_after: Span::from_millis(300),
            pace: Pace::Steady { every: Span::from_secs(every) },
            jitter: Span::from_secs(3),
            count: None,
            ..ProducerSpec::on(QUEUE, "Web story {n}")
        }),
    };
    let editor = |name: &str, works: u64| ActorSpec {
        name: name.into(),
        role: Role::Consumer(ConsumerSpec {
            starts_after: Span::from_millis(900),
            polls_every: Span::from_secs(2),
            works_for: Span::from_secs(works),
            jitter: Span::from_secs(4),
            ..ConsumerSpec::on(QUEUE)
        }),
    };
    let actors = vec![desk("Web desk", 4), desk("Sports desk", 7), editor("A", 5), editor("B", 6)];
    let starts_at = Timestamp::from_secs(1_767_603_600);
    Scenario { actors, link: LinkSpec::steady(Span::from_millis(15)), ..Scenario::new(0x4f17, starts_at, "thenewsroom", QUEUE) }
}

/// The newest id and receipt in the person's hand.
fn ticket(timeline: &Timeline) -> Option<(Box<str>, Box<str>)> {
    let person = timeline.world().actor(PERSON)?.as_person()?;
    person.answers.iter().rev().find_map(|answered| match &answered.result {
        Ok(Answer::Got(got)) => got.first().map(|message| (message.id.clone(), message.receipt.clone())),
        Ok(Answer::Put(sent)) => Some((sent.id.clone(), sent.receipt.clone())),
        _ => None,
    })
}

/// Ten minutes in which a person does a hundred things, each at an uneven moment and many with words of their own.
fn session() -> Timeline {
    let mut timeline = Timeline::new(newsroom());
    let queue: Box<str> = QUEUE.into();
    for act in 0..100_u64 {
        let at = timeline.scenario().starts_at + Span::from_micros(act * 6_000_000 + act * act * 7919 % 900_001);
        timeline.advance(at, u32::MAX);
        let worker = ActorId(3 + u16::from(act % 4 > 1));
        let input = match act % 10 {
            0 => Input::Crash { actor: worker },
            5 => Input::Restart { actor: worker },
            1 | 4 => Input::Call {
                by: PERSON,
                via: Via::Form,
                call: Call::Put {
                    queue: queue.clone(),
                    text: format!("Extra {act}: rain in the city").into(),
                    visibility_timeout: None,
                    time_to_live: None,
                },
            },
            2 | 6 => Input::Call {
                by: PERSON,
                via: Via::Form,
                call: Call::Get { queue: queue.clone(), count: None, visibility_timeout: Some(40) },
            },
            8 => Input::Call { by: PERSON, via: Via::Form, call: Call::Peek { queue: queue.clone(), count: Some(5) } },
            3 => {
                let (id, receipt) = ticket(&timeline).expect("something was sent before");
                Input::Call {
                    by: PERSON,
                    via: Via::Form,
                    call: Call::Update { queue: queue.clone(), id, receipt, visibility_timeout: 20, text: None },
                }
            }
            _ => {
                let (id, receipt) = ticket(&timeline).expect("something was sent before");
                Input::Call { by: PERSON, via: Via::Form, call: Call::Delete { queue: queue.clone(), id, receipt } }
            }
        };
        timeline.push(input).expect("there is room");
    }
    let end = timeline.scenario().starts_at + Span::from_secs(600);
    timeline.advance(end, u32::MAX);
    timeline
}

#[test]
fn ten_minutes_with_a_hundred_acts_fit_into_two_thousand_characters() {
    let timeline = session();
    assert_eq!(timeline.inputs().len(), 100);
    let link = shorten(&timeline.run());
    println!("a link of {} characters", link.len());
    let address = format!("https://example.org/a/course/page/#/run/{link}");
    assert!(address.len() <= 2000, "{} characters", address.len());
    assert!(link.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)), "{link}");
}

#[test]
fn a_link_gives_the_same_history_to_whoever_opens_it() {
    let timeline = session();
    let opened = open_link(&shorten(&timeline.run())).expect("it was written here");
    assert_eq!(opened.fingerprint(), timeline.fingerprint());
    assert_eq!(opened.run(), timeline.run(), "ids and receipts included");
}

#[test]
fn a_link_keeps_acts_that_lie_after_the_playhead() {
    let mut timeline = session();
    timeline.seek(timeline.scenario().starts_at + Span::from_secs(61));
    let opened = open_link(&shorten(&timeline.run())).expect("it was written here");
    assert_eq!(opened.now(), timeline.now());
    assert_eq!(opened.run(), timeline.run());
}

#[test]
fn a_ticket_that_was_never_in_the_hand_stays_as_it_was_typed() {
    let mut timeline = Timeline::new(crash_scenario());
    for id in ["\u{1}0", "\u{1}\u{1}7", "made up", ""] {
        let call = Call::Delete { queue: QUEUE.into(), id: id.into(), receipt: "so was this".into() };
        timeline.push(Input::Call { by: PERSON, via: Via::Form, call }).expect("there is room");
    }
    let opened = open_link(&shorten(&timeline.run())).expect("it was written here");
    assert_eq!(opened.run(), timeline.run());
}

#[test]
fn a_file_is_json_for_people_and_a_run_for_machines() {
    let timeline = session();
    let lines = vec!["00:00 <b>somebody</b> did \"something\"".to_owned(), "00:01 and \\ then".to_owned()];
    let text = export("a run \u{2028} of the playground", &timeline.run(), lines.clone());
    let json: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
    assert_eq!(json["log"], serde_json::json!(lines));
    assert_eq!(json["seed"], 0x4f17);
    assert_eq!(open_file(&text).expect("it was written here").fingerprint(), timeline.fingerprint());
    // An editor may have put the members into another order and on one line.
    let compact = serde_json::to_string(&json).expect("it is JSON");
    assert_eq!(open_file(&compact).expect("it is the same").fingerprint(), timeline.fingerprint());
}
