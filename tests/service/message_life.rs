//! From Put to Delete: who sees a message when, and which receipt works.

use super::script::{START, Script, delete, update};
use playground::client::{Answer, Call};
use playground::engine::{ChangeKind, Counts, MessageNumber};
use playground::time::{Span, Timestamp};

fn texts(list: &[(&str, u32)]) -> Vec<(String, u32)> {
    list.iter().map(|(text, count)| ((*text).to_owned(), *count)).collect()
}

const NOT_FOUND: (u16, &str) = (404, "MessageNotFound");

fn pair(expected: (u16, &str)) -> (u16, String) {
    (expected.0, expected.1.to_owned())
}

#[test]
fn hidden_message_returns_after_its_timeout() {
    let mut script = Script::new();
    script.put("a");
    assert_eq!(script.get_texts(1, 30), texts(&[("a", 1)]));
    script.wait(29);
    script.wait_micros(999_999);
    assert_eq!(script.get_texts(1, 30), []);
    script.wait_micros(1);
    assert_eq!(script.get_texts(1, 30), texts(&[("a", 2)]));
}

#[test]
fn receipt_outlives_the_invisibility_but_not_the_next_get() {
    let mut script = Script::new();
    script.put("a");
    let first = script.get(1, 10).remove(0);
    script.wait(11);
    let second = script.get(1, 10).remove(0);
    assert_eq!(script.refused(&delete(&first.id, &first.receipt)), pair(NOT_FOUND));
    script.wait(11);
    assert_eq!(script.done(&delete(&second.id, &second.receipt)), Answer::Done);
    assert_eq!(script.refused(&delete(&second.id, &second.receipt)), pair(NOT_FOUND));
}

#[test]
fn update_renews_the_receipt_and_keeps_the_dequeue_count() {
    let mut script = Script::new();
    let sent = script.put("a");
    let Answer::Updated { receipt, next_visible_at } = script.done(&update(&sent.id, &sent.receipt, 5, Some("b"))) else {
        panic!("no update")
    };
    assert_eq!(next_visible_at, START + Span::from_secs(5));
    assert_eq!(script.refused(&delete(&sent.id, &sent.receipt)), pair(NOT_FOUND));
    let Answer::Updated { receipt, .. } = script.done(&update(&sent.id, &receipt, 0, None)) else { panic!("no update") };
    assert_eq!(receipt.len(), 32, "an update makes a long receipt");
    assert_eq!(script.get_texts(1, 10), texts(&[("b", 1)]));
}

#[test]
fn messages_of_one_get_share_their_receipt() {
    let mut script = Script::new();
    for text in ["a", "b", "c"] {
        script.put(text);
    }
    let got = script.get(32, 10);
    assert_eq!(got.len(), 3);
    assert!(got.iter().all(|message| message.receipt == got[0].receipt));
    script.done(&delete(&got[1].id, &got[1].receipt));
    script.wait(10);
    assert_eq!(script.get_texts(32, 10), texts(&[("a", 2), ("c", 2)]));
}

#[test]
fn expiry_counts_from_insertion_even_while_hidden() {
    let mut script = Script::new();
    script.put_with("a", None, Some(20));
    script.put_with("b", None, Some(21));
    let got = script.get(1, 100).remove(0);
    script.wait(19);
    script.wait_micros(999_999);
    let queue = script.server.engine().account("newsroom").and_then(|account| account.queue("tasks")).expect("made above");
    assert_eq!(queue.counts(script.now), Counts { visible: 1, hidden: 1 });
    script.wait_micros(1);
    let queue = script.server.engine().account("newsroom").and_then(|account| account.queue("tasks")).expect("made above");
    assert_eq!(queue.counts(script.now), Counts { visible: 1, hidden: 0 });
    assert_eq!(queue.approximate_count(), 2, "nothing touched the queue yet");
    assert_eq!(script.refused(&delete(&got.id, &got.receipt)), pair(NOT_FOUND));
    assert_eq!(script.get_texts(32, 10), texts(&[("b", 1)]));
    script.wait(1);
    assert_eq!(script.get_texts(32, 10), []);
}

#[test]
fn changes_tell_what_happened_by_itself() {
    let mut script = Script::new();
    script.put_with("a", Some(3), Some(60));
    script.put_with("b", None, Some(10));
    script.get(1, 5);
    let engine = script.server.engine().clone();
    let at = |secs| START + Span::from_secs(secs);
    assert_eq!(engine.next_change(START), Some(at(3)));
    assert_eq!(engine.next_change(at(3)), Some(at(5)));
    assert_eq!(engine.next_change(at(5)), Some(at(10)));
    assert_eq!(engine.next_change(at(10)), Some(at(60)));
    assert_eq!(engine.next_change(at(60)), None);
    let seen = |after, until| {
        let changes = engine.changes(after, until);
        changes.into_iter().map(|change| (change.at, change.message, change.kind)).collect::<Vec<_>>()
    };
    let (a, b) = (MessageNumber(1), MessageNumber(2));
    let all = [(at(3), a, ChangeKind::BecameVisible), (at(5), b, ChangeKind::BecameVisible), (at(10), b, ChangeKind::Expired)];
    assert_eq!(seen(START, at(59)), all);
    assert_eq!(seen(at(3), at(5)), all[1..2]);
    assert_eq!(seen(at(5), at(5)), []);
    assert_eq!(seen(at(59), Timestamp::NEVER), [(at(60), a, ChangeKind::Expired)]);
}

#[test]
fn a_get_at_the_very_instant_undoes_the_return() {
    let mut script = Script::new();
    script.put("a");
    script.get(1, 5);
    script.wait(5);
    script.get(1, 5);
    let changes = script.server.engine().changes(START, script.now);
    assert_eq!(changes, []);
}

#[test]
fn text_survives_every_escape() {
    let mut script = Script::new();
    for text in ["", "  two  blanks  ", "<b> & \"q\" 'a' ]]>", "line\r\nend\rhere\n", "h\u{e9}llo \u{1f600}", "tab\there"] {
        script.put(text);
        assert_eq!(script.get_texts(1, 30), texts(&[(text, 1)]));
    }
}

#[test]
fn get_of_a_missing_queue_is_refused() {
    let mut script = Script::new();
    let call = Call::Get { queue: "nothing".into(), count: None, visibility_timeout: None };
    assert_eq!(script.refused(&call), (404, "QueueNotFound".to_owned()));
}

#[test]
fn a_queue_that_is_only_put_to_does_not_grow_for_ever() {
    let mut script = Script::new();
    for _ in 0..1_000 {
        script.put_with("a", None, Some(1));
        script.wait(1);
    }
    let Answer::Metadata { approximate_count, .. } = script.done(&Call::GetMetadata { queue: "tasks".into() }) else {
        panic!("no metadata")
    };
    assert!(approximate_count <= 16, "{approximate_count} messages are held, and all have expired");
}
