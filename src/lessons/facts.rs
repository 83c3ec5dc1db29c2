//! The service's numbers that a text may mark, by name: `[30 seconds](fact:visibility-timeout-default)` must say what the engine does.

use crate::engine::{ErrorCode, limits};

/// Tries after which the Azure Functions runtime moves a message aside (page "Azure Queue storage trigger for Azure Functions",
/// `maxDequeueCount`, read in November 2026). Not the service's number: the runtime is a client.
const FUNCTIONS_POISON_TRIES: i64 = 5;

/// What the service answers to a put, to the creation of a queue and to a delete; a test sends the requests and compares.
const CREATED: i64 = 201;
const NO_CONTENT: i64 = 204;

/// Every name a text may use.
pub const FACTS: [&str; 21] = [
    "account-name-max",
    "account-name-min",
    "create-queue-status",
    "delete-status",
    "functions-poison-tries",
    "invalid-name-status",
    "message-not-found-status",
    "messages-per-request-max",
    "no-authentication-status",
    "pop-receipt-mismatch-status",
    "put-status",
    "query-value-status",
    "queue-name-max",
    "queue-name-min",
    "queue-not-found-status",
    "text-bytes-max",
    "time-to-live-default",
    "time-to-live-never",
    "update-visibility-min",
    "visibility-timeout-default",
    "visibility-timeout-max",
];

/// The number behind a name: seconds, bytes, a status or a count.
pub fn fact(name: &str) -> Option<i64> {
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let status = |code: ErrorCode| i64::from(code.status());
    Some(match name {
        "account-name-max" => count(limits::ACCOUNT_NAME_MAX),
        "account-name-min" => count(limits::ACCOUNT_NAME_MIN),
        "create-queue-status" | "put-status" => CREATED,
        "delete-status" => NO_CONTENT,
        "functions-poison-tries" => FUNCTIONS_POISON_TRIES,
        "invalid-name-status" => status(ErrorCode::InvalidResourceName),
        "message-not-found-status" => status(ErrorCode::MessageNotFound),
        "messages-per-request-max" => limits::MESSAGES_PER_REQUEST_MAX,
        "no-authentication-status" => status(ErrorCode::NoAuthenticationInformation),
        "pop-receipt-mismatch-status" => status(ErrorCode::PopReceiptMismatch),
        "query-value-status" => status(ErrorCode::InvalidQueryParameterValue),
        "queue-name-max" => count(limits::QUEUE_NAME_MAX),
        "queue-name-min" => count(limits::QUEUE_NAME_MIN),
        "queue-not-found-status" => status(ErrorCode::QueueNotFound),
        "text-bytes-max" => count(limits::TEXT_BYTES_MAX),
        "time-to-live-default" => limits::TIME_TO_LIVE_SECS_DEFAULT,
        "time-to-live-never" => -1,
        "update-visibility-min" => 0,
        "visibility-timeout-default" => limits::VISIBILITY_TIMEOUT_SECS_DEFAULT,
        "visibility-timeout-max" => limits::VISIBILITY_TIMEOUT_SECS_MAX,
        _ => return None,
    })
}

/// The number a marked text says, in the unit of `fact`: "7 days" is 604,800, "64 KiB" is 65,536, "404" is 404. `None`: it says none.
pub fn said(text: &str) -> Option<i64> {
    let (number, unit) = text.split_once(' ').unwrap_or((text, ""));
    let times = match unit {
        "" | "second" | "seconds" | "characters" | "messages" | "tries" => 1,
        "minutes" => 60,
        "days" => 86_400,
        "KiB" => 1_024,
        _ => return None,
    };
    number.parse::<i64>().ok()?.checked_mul(times)
}
