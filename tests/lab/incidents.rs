//! Every incident is answered as the reference's section 9 says.

use super::{answer, lab};
use playground::lab::incidents::{COUNT, Part, replay};

/// Status and code of each request, in order; no code for a success.
const EXPECTED: [&[(u16, &str)]; 26] = [
    &[(200, ""), (200, ""), (403, "AuthenticationFailed"), (403, "AuthenticationFailed")],
    &[(403, "AuthenticationFailed"), (200, "")],
    &[(403, "AuthenticationFailed"), (200, ""), (200, "")],
    &[(403, "AuthenticationFailed"), (200, "")],
    &[(200, ""), (403, "AuthorizationProtocolMismatch"), (200, ""), (400, "AccountRequiresHttps")],
    &[(200, ""), (403, "AuthenticationFailed"), (200, ""), (403, "AuthenticationFailed")],
    &[(403, "AuthenticationFailed"), (200, "")],
    &[(403, "AuthorizationPermissionMismatch"), (200, "")],
    &[(403, "AuthorizationPermissionMismatch"), (200, ""), (200, "")],
    &[(403, "AuthenticationFailed"), (200, ""), (200, "")],
    &[(200, ""), (403, "AuthenticationFailed")],
    &[(201, ""), (400, "AccountRequiresHttps")],
    &[(200, ""), (403, "AuthorizationPermissionMismatch"), (204, "")],
    &[(403, "AuthorizationPermissionMismatch"), (200, ""), (200, ""), (200, "")],
    &[(401, "InvalidAuthenticationInfo"), (200, "")],
    &[(403, "KeyBasedAuthenticationNotPermitted"), (403, "KeyBasedAuthenticationNotPermitted"), (200, "")],
    &[(200, ""), (403, "AuthorizationSourceIPMismatch"), (200, "")],
    &[(403, "AuthenticationFailed"), (200, "")],
    &[(200, ""), (403, "AuthenticationFailed"), (200, "")],
    &[(200, ""), (403, "AuthorizationPermissionMismatch"), (200, "")],
    &[(403, "AuthenticationFailed"), (403, "AuthenticationFailed"), (200, "")],
    &[(403, "AuthenticationFailed"), (403, "AuthorizationResourceTypeMismatch"), (200, ""), (204, "")],
    &[(200, ""), (204, "")],
    &[(400, "InvalidAuthenticationInfo"), (200, "")],
    &[(403, "AuthorizationFailure"), (200, "")],
    &[(403, "AuthorizationServiceMismatch"), (200, "")],
];

#[test]
fn every_incident_is_answered_as_the_reference_says() {
    let lab = lab();
    let mut wrong = Vec::new();
    for number in 1..=COUNT {
        let scenes = replay(&lab, number);
        let answers: Vec<(u16, &str)> =
            scenes.iter().map(|scene| answer(&scene.sent)).map(|(status, code)| (status, code.unwrap_or(""))).collect();
        if answers != EXPECTED[usize::from(number) - 1] {
            wrong.push(format!("{number}: {answers:?}"));
        }
        assert!(number == 23 || scenes.iter().any(|scene| scene.part == Part::Symptom), "{number} shows a symptom");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The sentences of the service that the stories are about.
#[test]
fn the_details_are_those_of_the_stories() {
    let lab = lab();
    for (number, scene, begins) in [
        (2, 0, "The MAC signature found in the HTTP request"),
        (3, 0, "Signature not valid in the specified time frame: Start ["),
        (4, 0, "Signed expiry time ["),
        (6, 1, "SAS identifier cannot be found for specified signed identifier"),
        (10, 0, "Signature did not match. String to sign used was "),
        (11, 1, "Request date header too old: '"),
        (15, 0, "Audience validation failed. Audience did not match."),
        (19, 1, "Signature not valid in the specified key time frame: Key start ["),
        (22, 0, "Signature fields not well formed."),
    ] {
        let scenes = replay(&lab, number);
        let detail = scenes[scene].sent.refusal().and_then(|refusal| refusal.detail.as_deref()).unwrap_or("");
        assert!(detail.starts_with(begins), "{number}: {detail}");
    }
}

#[test]
fn a_replay_leaves_the_lab_as_it_was_and_is_always_the_same() {
    let lab = lab();
    let (now, waiting) = (lab.now(), lab.waiting());
    for number in 1..=COUNT {
        assert_eq!(replay(&lab, number), replay(&lab, number), "{number}");
    }
    assert_eq!((lab.now(), lab.waiting()), (now, waiting));
}
