//! Names, and what is done to a queue as a whole.

use super::{A, D, I, Kind, Rule, T, rule};
use crate::conformance::Proof::{Clients, Exchange, Scripts, Test};

const REFUSALS: super::Proof = Test("service::refusals::every_refusal_has_its_status_code_and_words");
const COUNT: super::Proof = Test("service::whole_service::metadata_are_replaced_as_a_whole_and_the_count_takes_in_hidden_messages");
const DECIMALS: super::Proof = Test("service::whole_service::policies_come_back_with_seven_decimals_and_absent_parts_stay_absent");

pub(super) const NAMES: &[Rule] = &[
    rule(
        "A queue has 3 to 63 letters a to z, digits and single dashes, with a letter or digit at both ends. The length is judged first: \
         OutOfRangeInput, then InvalidResourceName.",
        "Naming queues and metadata",
        &[D, T],
        &[Exchange("02-queue-names"), Scripts, Clients],
    )
    .differs(&[Kind::QueueName, Kind::ErrorWords]),
    rule(
        "A metadata name is a C# identifier. It keeps its case and is compared without it; the same name twice is refused.",
        "Naming queues and metadata",
        &[D],
        &[Exchange("03-queue-metadata"), REFUSALS, Clients],
    )
    .differs(&[Kind::MetadataName]),
    rule(
        "A metadata value is the text of a header: visible ASCII, blanks and tabs.",
        "Naming queues and metadata",
        &[D, I],
        &[Test("service::small_print::metadata_values_are_text_of_headers")],
    ),
    rule(
        "Names and values of one queue have at most 8 KiB together: 400 MetadataTooLarge.",
        "Setting and retrieving properties and metadata",
        &[D],
        &[REFUSALS],
    )
    .differs(&[Kind::MetadataName]),
];

pub(super) const LIFE: &[Rule] = &[
    rule(
        "Create is 201 if the name is free, 204 if the queue exists with the same metadata, 409 QueueAlreadyExists if they differ.",
        "Create Queue",
        &[D, T],
        &[Exchange("01-queue-create-delete"), Exchange("03-queue-metadata"), COUNT, Clients],
    ),
    rule(
        "Delete takes the queue and its messages away at once; the name stays blocked for 30 seconds at least. Create is then 409 \
         QueueBeingDeleted, everything else 404 QueueNotFound.",
        "Delete Queue; Create Queue",
        &[D],
        &[Exchange("01-queue-create-delete"), Test("service::whole_service::a_deleted_name_is_blocked_for_thirty_seconds"), Scripts],
    )
    .differs(&[Kind::BeingDeleted]),
    rule(
        "Set Queue Metadata replaces the whole set; sending none clears it.",
        "Set Queue Metadata",
        &[D],
        &[Exchange("03-queue-metadata"), COUNT, Clients],
    ),
    rule(
        "The approximate count takes in hidden messages. It is never too low; expired messages may still count until something touches them.",
        "Get Queue Metadata",
        &[D],
        &[
            Exchange("04-put-get-delete"),
            Exchange("17-expiry"),
            COUNT,
            Test("engine::scripts::engine_goes_where_the_model_goes"),
            Test("service::message_life::a_queue_that_is_only_put_to_does_not_grow_for_ever"),
        ],
    )
    .differs(&[Kind::ApproximateCount]),
    rule(
        "Every operation on a queue that does not exist is 404 QueueNotFound.",
        "Queue service error codes",
        &[D, T],
        &[Exchange("18-missing-queue"), Test("service::message_life::get_of_a_missing_queue_is_refused")],
    ),
];

pub(super) const POLICIES: &[Rule] = &[
    rule(
        "Set Queue ACL replaces all policies; no body, or an empty list, removes them.",
        "Set Queue ACL",
        &[D, T],
        &[Exchange("15-acl"), Clients],
    ),
    rule(
        "At most five policies, each with an identifier of 1 to 64 characters that is used once.",
        "Set Queue ACL",
        &[D, A],
        &[Exchange("15-acl"), DECIMALS],
    ),
    rule(
        "Permissions are the letters r, a, u and p; any other makes the document invalid.",
        "Set Queue ACL",
        &[D, T],
        &[Exchange("15-acl"), Test("service::refusals::a_refused_request_changes_nothing")],
    ),
    rule(
        "Start, Expiry and Permission may each be absent and stay absent, even all of them.",
        "Define a stored access policy",
        &[D, T],
        &[DECIMALS, Clients, Scripts],
    )
    .differs(&[Kind::EmptyPolicy]),
    rule(
        "Times are taken in all documented forms and come back with seven decimals in UTC.",
        "Set Queue ACL; recorded traffic",
        &[D, T],
        &[Exchange("15-acl"), DECIMALS, Test("wire::dates::all_documented_forms_of_a_time_are_read")],
    )
    .differs(&[Kind::PolicyTimes]),
    rule(
        "It takes up to 30 seconds until a policy counts.",
        "Set Queue ACL",
        &[D],
        &[
            Exchange("16-authorization"),
            Test("auth::boundaries::a_policy_counts_thirty_seconds_after_it_was_set_and_until_before_its_expiry"),
        ],
    )
    .differs(&[Kind::PolicyDelay]),
];
