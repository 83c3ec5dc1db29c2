//! The workbench for shared access signatures.

use playground::auth::sas::Protocol;
use playground::lab::{Means, Token};

words! {
    lead: &'static str = "A shared access signature says what may be done, to what, until when, and is signed. The service keeps no list of them: it \
        computes the signature again and believes what is written.",
    build: &'static str = "Build one",
    kind: &'static str = "Kind",
    letters: &'static str = "Permissions (sp)",
    services: &'static str = "Services (ss)",
    types: &'static str = "Resource types (srt)",
    start: &'static str = "Start (st)",
    starts: &'static [(&'static str, Option<u64>)] = &[("left out: now", None), ("in 5 minutes", Some(300))],
    end: &'static str = "Expiry (se)",
    ends: &'static [(&'static str, Option<u64>)] = &[
        ("in one hour", Some(3_600)),
        ("in one day", Some(86_400)),
        ("in 30 days", Some(2_592_000)),
        ("left out: in the policy", None),
    ],
    policy: &'static str = "Stored access policy (si)",
    no_policy: &'static str = "none",
    ip: &'static str = "Addresses (sip)",
    ip_hint: &'static str = "everywhere; for example 203.0.113.0-203.0.113.255",
    protocol: &'static str = "Protocol (spr)",
    signed_by: &'static str = "Signed by",
    bound_to: &'static str = "Only for",
    anybody: &'static str = "whoever has it",
    sign: &'static str = "Sign it",
    key_refused: &'static str = "The user delegation key was refused, so there is nothing to sign with.",
    text: &'static str = "The SAS",
    text_hint: &'static str = "Or paste any SAS here, with or without its URL. What stands here is kept in memory only: never stored, never in a link.",
    real_key: &'static str = "This looks like the key of a real account. It opens everything there: delete it here, and regenerate it if others may have \
        seen it. It was not stored and not sent anywhere.",
    practice_key: fn(&str) -> String = |name| format!("This is the practice {name} of this account: a key, not a SAS. It signs SAS; nobody else should hold it."),
    unknown: &'static str = "This is no SAS: it has no signature (sig) and none of the other fields.",
    other_queue: fn(&str, &str) -> String = |queue, here| format!("Its URL names the queue {queue}; it is sent to {here} here, which it was not signed for."),
    read: &'static str = "Field by field",
    send: &'static str = "Send with this SAS",
    policies: &'static str = "Stored access policies of the queue",
    policies_lead: &'static str = "A SAS can name one by its id, and then takes from it what it does not say itself. Changing the policy changes every such \
        SAS, thirty seconds later.",
    policies_none: &'static str = "The queue has none.",
    policy_holds: fn(&str, &str) -> String = |letters, expiry| format!("letters {letters}, until {expiry}"),
    set_policy: &'static str = "Set the policy partner: p, for one day",
    revoke: &'static str = "Ending a SAS before its time",
    revoke_lead: &'static str = "One SAS cannot be called back: only what it hangs on can be changed. Each cell was found out by signing four SAS, doing what \
        the row says, and sending.",
    means: &'static str = "What is done",
    takes: fn(&str) -> String = |span| format!("takes {span}"),
    ended: &'static str = "ended",
    lives: &'static str = "still valid",
    do_it: fn(&str) -> String = |means| format!("{means}: do it here"),
    do_short: &'static str = "Do it here",
    did: fn(&str) -> String = |means| format!("Done: {means}."),
}

pub fn token(token: Token) -> &'static str {
    match token {
        Token::Account => "Account SAS",
        Token::Service => "Service SAS",
        Token::ServiceWithPolicy => "Service SAS with policy",
        Token::UserDelegation => "User delegation SAS",
    }
}

pub fn means(means: Means) -> &'static str {
    match means {
        Means::Wait => "Wait until it expires",
        Means::DeletePolicy => "Delete the policy",
        Means::ShortenPolicy => "Put the policy's expiry into the past",
        Means::RotateKey => "Regenerate key1",
        Means::RemoveRole => "Remove the signer's role",
        Means::RevokeDelegationKeys => "Revoke the user delegation keys",
        Means::SwitchOffKeys => "Switch off key access",
    }
}

pub fn protocol(protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::Https => "HTTPS only",
        Protocol::HttpsAndHttp => "HTTPS and HTTP",
        Protocol::Unsaid => "left out: both",
    }
}
