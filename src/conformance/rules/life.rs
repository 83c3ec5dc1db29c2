//! What time does to messages, in which order they come, and how many a second.

use super::{A, D, I, R, Rule, T, rule};
use crate::conformance::Proof::{Clients, Exchange, Scripts, Test};

const MODEL: super::Proof = Test("engine::scripts::engine_goes_where_the_model_goes");

pub(super) const ALL: &[Rule] = &[
    rule(
        "A message that was received and not deleted comes back when its timeout ends: not a microsecond earlier, not a microsecond later.",
        "Get Messages",
        &[D],
        &[
            Exchange("07-peek"),
            Test("service::message_life::hidden_message_returns_after_its_timeout"),
            Test("sim::flagship::a_crashed_workers_message_comes_back_thirty_seconds_after_the_get"),
            MODEL,
        ],
    ),
    rule(
        "No message is lost, none is held by two at a time, and its dequeue count grows with a Get and with nothing else.",
        "Get Messages",
        &[D],
        &[MODEL, Test("engine::scripts::a_busy_queue_stays_in_order")],
    ),
    rule(
        "A receipt dies when the message expires, is deleted, is updated, or is received again after its timeout. The end of the timeout alone \
         does not end it.",
        "Delete Message; reports since 2013",
        &[D, R],
        &[Exchange("09-receipts"), Test("service::message_life::receipt_outlives_the_invisibility_but_not_the_next_get"), MODEL],
    ),
    rule(
        "The time to live counts from the insertion, hidden or not; nothing prolongs it. An expired message is gone for every operation.",
        "Put Message",
        &[D],
        &[Exchange("17-expiry"), Test("service::message_life::expiry_counts_from_insertion_even_while_hidden"), MODEL, Scripts],
    ),
    rule(
        "First in, first out as a rule, never as a promise. Here: by the time of becoming visible, so a message that came back stands behind \
         those that were visible before it.",
        "Introduction to Queue Storage",
        &[D, A],
        &[
            Exchange("07-peek"),
            Test("engine::long_queue::thousands_of_messages_put_got_and_expired_stand_in_order_of_their_next_visible_time"),
            MODEL,
            Clients,
        ],
    ),
    rule(
        "Inside, times are finer than what is shown: a receipt holds them to a tenth of a microsecond.",
        "Recorded traffic",
        &[T],
        &[Test("service::message_life::update_renews_the_receipt_and_keeps_the_dequeue_count")],
    ),
];

pub(super) const THROUGHPUT: &[Rule] = &[rule(
    "A queue is good for 2,000 messages a second, an account for 20,000 requests. What comes faster is 503 ServerBusy. The service \
         publishes targets, not its way of counting; here it is a bucket that leaks, off unless a lesson wants it, and scalable.",
    "Scalability and performance targets for Queue Storage",
    &[D, I],
    &[Test("service::whole_service::a_queue_takes_as_many_messages_a_second_as_its_target_says")],
)];
