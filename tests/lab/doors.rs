//! Three doors: what opens each, and which step notices what was done on the way.

use super::lab;
use playground::auth::Check;
use playground::engine::OperationName;
use playground::lab::{Door, Sent, Tamper, knock};

fn through(door: Door, operation: OperationName, tamper: Tamper) -> Sent {
    knock(&mut lab(), door, operation, tamper)
}

#[test]
fn an_untouched_peek_opens_all_three() {
    for door in Door::ALL {
        let sent = through(door, OperationName::PeekMessages, Tamper::Nothing);
        assert_eq!(sent.status(), 200, "{door:?}: {:?}", sent.deciding());
    }
}

#[test]
fn only_the_key_may_clear() {
    for (door, status) in [(Door::SharedKey, 204), (Door::Sas, 403), (Door::EntraId, 403)] {
        assert_eq!(through(door, OperationName::ClearMessages, Tamper::Nothing).status(), status, "{door:?}");
    }
}

/// The step that notices.
fn noticed(door: Door, tamper: Tamper) -> Option<Check> {
    through(door, OperationName::PutMessage, tamper).deciding().map(|step| step.check.clone())
}

#[test]
fn every_tampering_with_a_signed_request_is_noticed_where_it_must_be() {
    for tamper in [Tamper::Signature, Tamper::OtherQueue, Tamper::Query] {
        assert!(matches!(noticed(Door::SharedKey, tamper), Some(Check::Signature { .. })), "{tamper:?}");
    }
    assert!(matches!(noticed(Door::SharedKey, Tamper::Old), Some(Check::Date { .. })));
    assert!(matches!(noticed(Door::SharedKey, Tamper::PlainHttp), Some(Check::Transport { .. })));
    for tamper in [Tamper::Signature, Tamper::OtherQueue, Tamper::Letters, Tamper::Expiry] {
        assert!(matches!(noticed(Door::Sas, tamper), Some(Check::Signature { .. })), "{tamper:?}");
    }
    assert!(matches!(noticed(Door::Sas, Tamper::SecondCredential), Some(Check::Credentials { .. })));
    for (tamper, is) in [
        (Tamper::Claims, (|check| matches!(check, Check::TokenSignature)) as fn(&Check) -> bool),
        (Tamper::Audience, |check| matches!(check, Check::TokenAudience { .. })),
        (Tamper::Stale, |check| matches!(check, Check::TokenLifetime { .. })),
        (Tamper::OtherQueue, |check| matches!(check, Check::Roles { .. })),
    ] {
        assert!(noticed(Door::EntraId, tamper).is_some_and(|check| is(&check)), "{tamper:?}");
    }
}

#[test]
fn a_body_of_equal_length_is_not_noticed() {
    let mut lab = lab();
    let sent = knock(&mut lab, Door::SharedKey, OperationName::PutMessage, Tamper::Body);
    assert_eq!(sent.status(), 201, "the body is not part of what is signed");
    assert!(String::from_utf8_lossy(&sent.request.body).contains("Go to bed!"));
}

#[test]
fn every_offered_tampering_changes_the_request() {
    for door in Door::ALL {
        for tamper in door.tampers().iter().filter(|tamper| **tamper != Tamper::Nothing) {
            let plain = through(door, OperationName::PutMessage, Tamper::Nothing).request;
            let changed = through(door, OperationName::PutMessage, *tamper).request;
            assert_ne!(plain, changed, "{door:?} {tamper:?}");
        }
    }
}
