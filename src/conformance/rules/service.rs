//! Operations on the whole queue service of an account.

use super::{A, D, I, Kind, Rule, T, rule};
use crate::conformance::Proof::{Clients, Exchange, Scripts, Test};

const PAGES: super::Proof = Test("service::whole_service::queues_are_listed_by_name_page_by_page");
const REPEATED: super::Proof = Test("service::whole_service::a_list_repeats_only_the_parameters_that_were_sent");
const REFUSALS: super::Proof = Test("service::refusals::every_refusal_has_its_status_code_and_words");
const PARTS: super::Proof = Test("service::whole_service::parts_of_the_properties_can_be_set_alone");
const REGION: super::Proof = Test("service::whole_service::the_other_region_reads_what_was_written_a_minute_ago");
const ORIGINS: super::Proof = Test("service::whole_service::pages_of_any_origin_may_read_what_a_rule_exposes");

pub(super) const LIST: &[Rule] = &[
    rule(
        "Queues come in the order of their names, page by page; no queue is lost or told twice, whatever is made in between.",
        "List Queues",
        &[D, T],
        &[Exchange("12-list-queues"), PAGES, Clients],
    )
    .differs(&[Kind::ListPaging]),
    rule(
        "prefix selects names by their beginning, with case. Prefix, Marker and MaxResults are repeated only if they were sent.",
        "List Queues",
        &[D, T],
        &[Exchange("12-list-queues"), REPEATED, Scripts],
    )
    .differs(&[Kind::ListForm]),
    rule(
        "maxresults is 1 to 5,000; more counts as 5,000, nought and less are 400 OutOfRangeQueryParameterValue.",
        "List Queues",
        &[D],
        &[Exchange("12-list-queues"), REPEATED, Scripts],
    )
    .differs(&[Kind::SyntaxWithoutCode]),
    rule(
        "Metadata come only with include=metadata; any other word is refused.",
        "List Queues",
        &[D],
        &[Exchange("12-list-queues"), Scripts],
    ),
    rule("A marker the service never gave out is 400 InvalidMarker.", "List Queues", &[D], &[REFUSALS, Scripts])
        .differs(&[Kind::BadMarker]),
];

pub(super) const PROPERTIES: &[Rule] = &[
    rule(
        "A part that is not sent keeps its value; an empty Cors element deletes all rules.",
        "Set Queue Service Properties",
        &[D, A],
        &[Exchange("13-service-properties"), PARTS, Clients],
    )
    .differs(&[Kind::EmptyProperties]),
    rule(
        "A new account logs nothing, counts nothing and has no rules.",
        "Get Queue Service Properties",
        &[D, T],
        &[Exchange("13-service-properties"), Clients],
    )
    .differs(&[Kind::NewAccountLogging]),
    rule(
        "The elements of the answer stand in the recorded order.",
        "Recorded traffic",
        &[T],
        &[Exchange("13-service-properties"), Scripts],
    )
    .differs(&[Kind::PropertiesOrder]),
    rule(
        "Retention is 1 to 365 days; there are at most five CORS rules of together 2 KiB.",
        "Set Queue Service Properties",
        &[D, T],
        &[PARTS, REFUSALS, Test("service::small_print::rules_have_limits_of_their_own"), Scripts],
    )
    .differs(&[Kind::TooManyRules]),
    rule(
        "IncludeAPIs belongs to metrics that are on, and only to those; true and false may begin with a capital.",
        "Set Queue Service Properties",
        &[D, T],
        &[Test("service::small_print::metrics_that_are_off_include_nothing"), REFUSALS],
    ),
    rule(
        "A rule may allow DELETE, GET, HEAD, MERGE, POST, OPTIONS and PUT, and nothing else.",
        "Set Queue Service Properties",
        &[D],
        &[Test("service::small_print::rules_have_limits_of_their_own")],
    ),
];

pub(super) const SECONDARY: &[Rule] = &[
    rule(
        "The copy in the other region lags behind, reads only, and knows when it was last in step.",
        "Get Queue Service Stats; Data redundancy",
        &[D, T],
        &[REGION, Clients],
    ),
    rule(
        "Writing there is 403 InsufficientAccountPermissions; receiving writes, so it is refused as well.",
        "Common REST API error codes",
        &[D],
        &[REGION, REFUSALS, Test("auth::tokens::a_read_only_copy_refuses_writes")],
    )
    .differs(&[Kind::SecondaryWrite]),
    rule(
        "Statistics exist at the secondary endpoint only; the primary answers 400.",
        "Get Queue Service Stats",
        &[D, A],
        &[Exchange("13-service-properties"), REGION],
    ),
];

pub(super) const CORS: &[Rule] = &[
    rule(
        "Rules are tried in order and the first that fits counts: by origin (without case), method, and in a preflight every header asked for.",
        "Cross-Origin Resource Sharing (CORS) support for Azure Storage",
        &[D],
        &[Exchange("14-cors"), ORIGINS, Scripts],
    ),
    rule(
        "A preflight wants Origin and the method to come; without one it is 400, without a rule that fits 403. No credential is looked at.",
        "Preflight Queue Request",
        &[D, A],
        &[Exchange("14-cors"), Scripts],
    ),
    rule(
        "With a rule for every origin the answer allows *; with a rule for this one it repeats the origin, allows credentials and varies by it.",
        "Cross-Origin Resource Sharing (CORS) support for Azure Storage",
        &[D, T],
        &[Exchange("14-cors"), ORIGINS, Scripts],
    )
    .differs(&[Kind::ExposedHeaders]),
    rule(
        "If rules exist and none fits, the request itself still succeeds; a script may not read the answer.",
        "Cross-Origin Resource Sharing (CORS) support for Azure Storage",
        &[D, I],
        &[Exchange("14-cors"), Scripts],
    ),
];
