//! Accounts made by hand, desks whose address and credential are taken as typed, and requests written by hand.

use super::newsroom::{newsroom, played, told};
use playground::auth::KeyName;
use playground::client::{Answer, Call, ClientError};
use playground::engine::{AccountKind, Redundancy};
use playground::lessons::{Field, Is, Kind, Pattern};
use playground::sim::{ActorId, ActorSpec, Asked, ClientSpec, Input, PERSON, RawRequest, Role, Scenario, Shown, Via};
use playground::timeline::Timeline;

const A: ActorId = ActorId(1);

fn create(name: &str, kind: AccountKind) -> Input {
    Input::CreateAccount { name: name.into(), kind, redundancy: Redundancy::StandardZrs }
}

fn queue(name: &str) -> Input {
    Input::Call { by: PERSON, via: Via::Form, call: Call::CreateQueue { queue: name.into(), metadata: Vec::new() } }
}

fn peek(by: ActorId) -> Input {
    Input::Call { by, via: Via::Form, call: Call::Peek { queue: "".into(), count: None } }
}

fn nothing_yet() -> Scenario {
    Scenario { account: "".into(), queues: Vec::new(), ..newsroom(Vec::new()) }
}

fn all(timeline: &Timeline) -> Vec<String> {
    let kinds = [Kind::AccountCreated, Kind::QueueCreated, Kind::Rejected, Kind::Unreachable, Kind::Peek, Kind::PeekEmpty, Kind::Put];
    told(timeline, &kinds).into_iter().map(|line| line.split_once(' ').expect("a time and a rest").1.to_owned()).collect()
}

#[test]
fn an_empty_subscription_has_nowhere_to_send_to_until_an_account_is_made() {
    let acts = [(0, queue("newsqueue")), (1, create("thenewsroom", AccountKind::StorageV2)), (2, queue("newsqueue"))];
    let timeline = played(nothing_yet(), &acts, 3);
    assert_eq!(all(&timeline), ["you unreachable ", "you account thenewsroom StorageV2 Standard_ZRS", "you queue newsqueue"]);
    let answers = timeline.world().actor(PERSON).and_then(|person| person.answers()).expect("a person remembers");
    assert_eq!(answers[0].result, Err(ClientError::NoAnswer));
    assert_eq!(answers[1].result, Ok(Answer::QueueCreated { existed: false }));
}

#[test]
fn account_names_have_three_to_twenty_four_small_letters_and_digits_and_belong_to_one_person_in_the_world() {
    let refused = |name: &str| all(&played(nothing_yet(), &[(0, create(name, AccountKind::StorageV2))], 1)).concat();
    for bad in ["ab", "", &"a".repeat(25), "News", "news-room", "news_room", "žluť1"] {
        assert_eq!(refused(bad), "you refused 400 AccountNameInvalid", "{bad}");
    }
    for good in ["abc", &"a".repeat(24), "2026news"] {
        assert!(refused(good).starts_with("you account"), "{good}");
    }
    assert_eq!(refused("contoso"), "you refused 409 StorageAccountAlreadyTaken");
    let twice = [(0, create("thenewsroom", AccountKind::StorageV2)), (0, create("thenewsroom", AccountKind::StorageV2))];
    assert_eq!(all(&played(nothing_yet(), &twice, 1)).last().map(String::as_str), Some("you refused 409 StorageAccountAlreadyExists"));
}

#[test]
fn a_blob_only_account_refuses_queues_and_the_log_says_of_which_kind_it_is() {
    let acts = [(0, create("pictures", AccountKind::BlobStorage)), (1, queue("newsqueue"))];
    let timeline = played(nothing_yet(), &acts, 2);
    assert_eq!(all(&timeline), ["you account pictures BlobStorage Standard_ZRS", "you refused 404 ResourceNotFound"]);
    let wanted = Pattern::of(Kind::Rejected)
        .with_equal(Field::Operation, playground::engine::OperationName::CreateQueue)
        .with_equal(Field::AccountKind, "BlobStorage")
        .with_equal(Field::Via, "form");
    let start = timeline.scenario().starts_at;
    assert_eq!(timeline.events().iter().filter(|event| wanted.matches(event, start)).count(), 1);
    let survives = Pattern::of(Kind::AccountCreated).with(Field::Redundancy, Is::Not("Standard_LRS".into()));
    assert_eq!(timeline.events().iter().filter(|event| survives.matches(event, start)).count(), 1);
}

#[test]
fn calls_go_to_the_newest_account_or_to_the_one_that_was_selected_and_numbers_are_not_repeated() {
    let put = || {
        let call = Call::Put { queue: "tasks".into(), text: "x".into(), visibility_timeout: None, time_to_live: None };
        (4, Input::Call { by: PERSON, via: Via::Code, call })
    };
    let acts = [
        (0, create("first1", AccountKind::StorageV2)),
        (0, queue("tasks")),
        (1, create("second2", AccountKind::StorageV2)),
        (1, queue("tasks")),
        put(),
        (4, Input::SelectAccount { name: "first1".into() }),
        put(),
        (4, Input::SelectAccount { name: "nobodys".into() }),
        put(),
    ];
    let timeline = played(nothing_yet(), &acts, 5);
    let world = timeline.world();
    assert_eq!(world.account(), "first1");
    assert_eq!(world.queue_counts("tasks").visible, 2);
    assert_eq!(told(&timeline, &[Kind::Put]), ["4.000 you put 1 tasks", "4.000 you put 2 tasks", "4.000 you put 3 tasks"]);
}

fn with_desk(spec: ClientSpec) -> Scenario {
    newsroom(vec![ActorSpec { name: "A".into(), role: Role::Client(spec) }])
}

#[test]
fn a_desk_goes_where_its_address_says_and_shows_what_it_was_given() {
    let right = ClientSpec::at("newsroom", "newsqueue");
    let typed = |address: &str| ClientSpec { address: address.into(), ..right.clone() };
    let shows = |shows: Shown| ClientSpec { shows, ..right.clone() };
    let wrong_key = Shown::TypedKey { account: "newsroom".into(), key: "bm90IHRoZSBrZXk=".into() };
    let other_name = Shown::CopiedKey { account: "archive".into(), key: KeyName::Key1 };
    let second_key = Shown::CopiedKey { account: "newsroom".into(), key: KeyName::Key2 };
    for (spec, answer) in [
        (right.clone(), "A peek-empty newsqueue"),
        (typed("newsroom.queue.core.windows.net/newsqueue"), "A peek-empty newsqueue"),
        (typed("https://NEWSROOM.queue.core.windows.net/newsqueue"), "A peek-empty newsqueue"),
        (typed("https://newsrom.queue.core.windows.net/newsqueue"), "A unreachable newsrom.queue.core.windows.net"),
        (typed("https://newsroom.blob.core.windows.net/newsqueue"), "A unreachable newsroom.blob.core.windows.net"),
        (typed("https://newsroom.queue.core.windows.net/newsqueu"), "A refused 404 QueueNotFound"),
        (typed("https://newsroom.queue.core.windows.net/NewsQueue"), "A refused 400 InvalidResourceName"),
        (typed("http://newsroom.queue.core.windows.net/newsqueue"), "A refused 400 AccountRequiresHttps"),
        (typed(""), "A unreachable "),
        (shows(Shown::Nothing), "A refused 401 NoAuthenticationInformation"),
        (shows(wrong_key), "A refused 403 AuthenticationFailed"),
        (shows(other_name), "A refused 403 AuthenticationFailed"),
        (shows(second_key), "A peek-empty newsqueue"),
        (ClientSpec { clock_ahead_secs: -14 * 60, ..right.clone() }, "A peek-empty newsqueue"),
        (ClientSpec { clock_ahead_secs: -16 * 60, ..right.clone() }, "A refused 403 AuthenticationFailed"),
    ] {
        let timeline = played(with_desk(spec.clone()), &[(1, peek(A))], 2);
        assert_eq!(all(&timeline).last().map(String::as_str), Some(answer), "{spec:?}");
    }
}

#[test]
fn a_broken_desk_works_once_it_is_repaired() {
    let right = ClientSpec::at("newsroom", "newsqueue");
    let broken = ClientSpec { address: "https://newsroom.queue.core.windows.net/Newsqueue".into(), ..right.clone() };
    let acts = [(1, peek(A)), (2, Input::Configure { actor: A, role: Role::Client(right) }), (3, peek(A))];
    let timeline = played(with_desk(broken), &acts, 4);
    assert_eq!(all(&timeline)[1..], ["A refused 400 InvalidResourceName", "A peek-empty newsqueue"]);
    let answers = timeline.world().actor(A).and_then(|actor| actor.answers()).expect("a desk remembers");
    assert_eq!(answers.len(), 2);
}

fn raw(method: &str, target: &str, headers: &[(&str, &str)], body: &str) -> Input {
    let headers = headers.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
    Input::Raw { by: PERSON, request: RawRequest { method: method.into(), target: target.into(), headers, body: body.into() } }
}

#[test]
fn a_request_written_by_hand_is_signed_and_sent_as_it_stands() {
    let put = raw("POST", "/newsqueue/messages", &[], "<QueueMessage><MessageText>{\"n\": 1}</MessageText></QueueMessage>");
    let timeline = played(newsroom(Vec::new()), &[(1, put)], 2);
    assert_eq!(all(&timeline), ["- queue newsqueue", "you put 1 newsqueue"]);
    let wanted = Pattern::of(Kind::Put).with_equal(Field::Via, "http").with_equal(Field::Json, 1).with_equal(Field::Bytes, 8);
    assert!(timeline.events().iter().any(|event| wanted.matches(event, timeline.scenario().starts_at)));
    let answers = timeline.world().actor(PERSON).and_then(|person| person.answers()).expect("a person remembers");
    assert!(matches!((&answers[0].asked, &answers[0].result), (Asked::Raw(_), Ok(Answer::Put(_)))), "{:?}", answers[0]);
    let exchange = timeline.exchange(answers[0].event).expect("a request caused it");
    assert!(exchange.request.headers.get("Authorization").is_some_and(|value| value.starts_with("SharedKey newsroom:")));
}

#[test]
fn what_a_person_broke_in_a_request_the_service_refuses() {
    for (input, answer) in [
        (raw("POST", "/newsqueue/messages", &[("Authorization", "SharedKey newsroom:AAAA")], "x"), "403 AuthenticationFailed"),
        (raw("PATCH", "/newsqueue/messages", &[], ""), "400 InvalidHttpVerb"),
        (raw("GET", "/NEWS/messages", &[], ""), "400 InvalidResourceName"),
        (raw("GET", "no slash", &[], ""), "400 InvalidUri"),
        (raw("GET", "", &[], ""), "400 InvalidUri"),
        (raw("POST", "/newsqueue/messages", &[], "<QueueMessage>"), "400 InvalidXmlDocument"),
        (raw("GET", "/newsqueue/messages", &[("x-ms-version", "1999-01-01")], ""), "400 InvalidHeaderValue"),
    ] {
        let timeline = played(newsroom(Vec::new()), &[(1, input.clone())], 2);
        assert_eq!(all(&timeline).last().map(String::as_str), Some(&*format!("you refused {answer}")), "{input:?}");
        let answers = timeline.world().actor(PERSON).and_then(|person| person.answers()).expect("a person remembers");
        assert!(matches!(answers[0].result, Err(ClientError::Service { .. })), "{:?}", answers[0].result);
    }
    let elsewhere = raw("GET", "/newsqueue/messages", &[("Host", "newsroom.example.com")], "");
    assert_eq!(
        all(&played(newsroom(Vec::new()), &[(1, elsewhere)], 2)).last().map(String::as_str),
        Some("you unreachable newsroom.example.com")
    );
}

#[test]
fn programs_cannot_be_made_to_send_by_hand_and_a_world_whose_account_cannot_exist_is_empty() {
    let scenario = with_desk(ClientSpec::at("newsroom", "newsqueue"));
    let timeline = played(scenario, &[(1, peek(ActorId(7)))], 2);
    assert_eq!(all(&timeline), ["- queue newsqueue"]);
    let hostile = Scenario { account: "NOT A NAME".into(), ..newsroom(Vec::new()) };
    let timeline = played(hostile, &[(1, queue("newsqueue"))], 2);
    assert_eq!(all(&timeline), ["you unreachable "]);
}
