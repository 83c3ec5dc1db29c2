//! From when until when a SAS holds. There is no tolerance for clocks that disagree.

use crate::auth::decision::Refusal;
use crate::auth::facts::{SasPolicy, SasPolicyAction};
use crate::auth::trace::{Check, Origin, Trace};
use crate::time::Timestamp;
use crate::wire::date::rfc1123;

/// Judges times that stand in the URL. Without an expiry there, a stored access policy has to bring it, and is judged later.
pub fn in_url(start: Option<Timestamp>, expiry: Option<Timestamp>, now: Timestamp, trace: &mut Trace) -> Result<(), Refusal> {
    let Some(end) = expiry else { return Ok(()) };
    // The service puts its own clock in the place of a missing start, which makes an expired token without `st` complain in odd words.
    let begin = start.unwrap_or(now);
    let inside = begin <= now && now < end;
    if trace.judge(inside, || Check::SasWindow { start, expiry, now }) {
        return Ok(());
    }
    Err(if end <= begin {
        Refusal::failed(format!("Signed expiry time [{}] has to be after signed start time [{}]", rfc1123(end), rfc1123(begin)))
    } else {
        outside(begin, end, now)
    })
}

/// Judges times of which at least one comes from a stored access policy.
pub fn merged(start: Option<Timestamp>, start_from: Origin, expiry: Timestamp, now: Timestamp, trace: &mut Trace) -> Result<(), Refusal> {
    let begin = start.unwrap_or(now);
    let inside = begin <= now && now < expiry;
    if trace.judge(inside, || Check::SasWindow { start, expiry: Some(expiry), now }) {
        return Ok(());
    }
    Err(if now < begin && start_from == Origin::Policy {
        Refusal::failed("Start time is after the current time")
    } else {
        outside(begin, expiry, now)
    })
}

/// Judges the life of a user delegation key.
pub fn of_key(start: Timestamp, expiry: Timestamp, now: Timestamp, trace: &mut Trace) -> Result<(), Refusal> {
    if trace.judge(start <= now && now < expiry, || Check::DelegationKeyWindow { start, expiry, now }) {
        return Ok(());
    }
    Err(Refusal::failed(format!(
        "Signature not valid in the specified key time frame: Key start [{}] - Key expiry [{}] - Current [{}]",
        rfc1123(start),
        rfc1123(expiry),
        rfc1123(now)
    )))
}

/// Whether a SAS lives no longer than the account wants. It must say when it begins.
pub fn within_policy(policy: SasPolicy, start: Option<Timestamp>, expiry: Option<Timestamp>, trace: &mut Trace) -> bool {
    let short = start.zip(expiry).is_some_and(|(start, expiry)| expiry.since(start) <= policy.longest);
    let check = || Check::SasInterval { start, expiry, longest: policy.longest };
    match policy.action {
        SasPolicyAction::Log => {
            trace.note(check);
            true
        }
        SasPolicyAction::Block => trace.judge(short, check),
    }
}

fn outside(start: Timestamp, expiry: Timestamp, now: Timestamp) -> Refusal {
    Refusal::failed(format!(
        "Signature not valid in the specified time frame: Start [{}] - Expiry [{}] - Current [{}]",
        rfc1123(start),
        rfc1123(expiry),
        rfc1123(now)
    ))
}
