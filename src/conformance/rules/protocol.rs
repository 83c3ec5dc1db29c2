//! What all operations have in common, and what depends on the version of the interface.

use super::{A, D, I, Kind, R, Rule, T, rule};
use crate::conformance::Proof::{Clients, Exchange, Scripts, Test};

const REFUSALS: super::Proof = Test("service::refusals::every_refusal_has_its_status_code_and_words");
const OLD_VERSIONS: super::Proof = Test("service::whole_service::old_versions_get_old_answers");

pub(super) const ALL: &[Rule] = &[
    rule(
        "Every answer carries a request id (a GUID), the date in whole seconds, the server's name, and the version that was asked for.",
        "Recorded traffic",
        &[D, T],
        &[Test("wire::any_bytes::every_request_gets_a_well_formed_answer"), OLD_VERSIONS],
    )
    .differs(&[Kind::VersionEchoed, Kind::RequestIdOfPut]),
    rule(
        "A client request id of up to 1,024 visible ASCII characters comes back; any other is left out of the answer.",
        "Common REST API headers",
        &[D, T],
        &[Exchange("18-missing-queue"), Test("service::small_print::only_a_client_request_id_of_visible_characters_comes_back")],
    ),
    rule(
        "An error has its code in x-ms-error-code and in the body; its sentence is also the text of the status line and is followed by the \
         lines RequestId and Time.",
        "Status and error codes",
        &[D, T],
        &[REFUSALS, Clients],
    )
    .differs(&[Kind::ErrorWords, Kind::SyntaxWithoutCode]),
    rule(
        "The body of an error says which parameter, header or element was wrong, and which values would have been right.",
        "Status and error codes",
        &[D, T],
        &[Test("service::refusals::details_say_what_exactly_was_wrong"), Exchange("06-get-parameters")],
    )
    .differs(&[Kind::SyntaxWithoutCode]),
    rule(
        "The answer to HEAD has the headers of the answer to GET, and no body, also when it refuses.",
        "Get Queue Metadata",
        &[D, T],
        &[Exchange("03-queue-metadata"), Test("service::refusals::details_say_what_exactly_was_wrong")],
    ),
    rule(
        "Bodies are one line of UTF-8 that begins with a byte order mark; an empty element is written with a blank before its slash.",
        "Recorded traffic",
        &[T],
        &[Test("service::whole_service::a_list_repeats_only_the_parameters_that_were_sent"), Clients],
    )
    .differs(&[Kind::XmlLook]),
    rule(
        "A successful GET says Cache-Control: no-cache.",
        "Recorded traffic",
        &[T],
        &[Test("service::small_print::a_successful_get_is_not_to_be_cached")],
    )
    .differs(&[Kind::CacheControl]),
    rule(
        "Times are RFC 1123 in whole seconds, cut down, never rounded; a message that never expires shows Fri, 31 Dec 9999 23:59:59 GMT.",
        "Put Message; recorded traffic",
        &[D, T],
        &[
            Test("wire::dates::known_instants_are_written_as_the_service_writes_them"),
            Test("wire::dates::any_instant_is_written_as_others_write_it"),
            Exchange("05-put-parameters"),
        ],
    ),
    rule("A PUT or POST without Content-Length is refused with 411.", "Common REST API error codes", &[D], &[REFUSALS]),
    rule(
        "An unknown value of comp or restype is 400, a method the resource does not know is 405, a word that is no method is 400.",
        "Common REST API error codes",
        &[D, I],
        &[REFUSALS, Scripts],
    )
    .differs(&[Kind::UnknownComp]),
    rule(
        "Authorization is judged before names and parameters, the form of a receipt before the message is looked for, the queue before the \
         message. Which of several errors is named is otherwise not documented.",
        "Recorded traffic",
        &[T, A, I],
        &[Exchange("09-receipts"), Exchange("18-missing-queue"), Scripts],
    )
    .differs(&[Kind::OrderOfChecks]),
    rule(
        "A refused request changes nothing.",
        "Concluded from all of the above",
        &[A, I],
        &[Test("service::refusals::a_refused_request_changes_nothing"), Test("engine::scripts::engine_goes_where_the_model_goes")],
    ),
    rule(
        "Whatever bytes are sent as request line, headers, query and body, there is a well-formed answer.",
        "Our own promise",
        &[I],
        &[
            Test("wire::any_bytes::every_request_gets_a_well_formed_answer"),
            Test("wire::documents::any_bytes_are_read_or_refused"),
            Test("auth::wild_input::any_request_is_refused_calmly_and_explained_the_same"),
        ],
    ),
    rule(
        "An account whose kind offers no queues has no queue endpoint; nor has an account that does not exist.",
        "Storage account overview",
        &[D],
        &[Test("service::refusals::an_account_without_queues_has_no_endpoint"), REFUSALS],
    )
    .differs(&[Kind::UnknownAccount]),
    rule(
        "Every code of the documentation is provoked by a test, or listed with the reason why the service never sends it.",
        "Queue service error codes; reports since 2013",
        &[D, R],
        &[Test("service::refusals::every_code_is_provoked_or_known_to_be_never_sent")],
    ),
];

pub(super) const VERSIONS: &[Rule] = &[
    rule("DequeueCount appears from 2009-09-19 on.", "Get Messages", &[D], &[OLD_VERSIONS]),
    rule(
        "From 2011-08-18 on: 64 KiB of text instead of 8, Update Message, a delay on Put, seven days of invisibility instead of two hours.",
        "Versioning for Azure Storage",
        &[D],
        &[OLD_VERSIONS, REFUSALS],
    ),
    rule(
        "From 2013-08-15 on: CORS, statistics, minute metrics, parts of the properties alone, ServiceEndpoint instead of AccountName and Url.",
        "Versioning for Azure Storage",
        &[D],
        &[Test("service::whole_service::a_list_repeats_only_the_parameters_that_were_sent")],
    ),
    rule("From 2016-05-31 on Put answers with id, receipt and times; before, with nothing.", "Put Message", &[D], &[OLD_VERSIONS]),
    rule("From 2017-07-29 on a message can live for ever; before, for seven days at most.", "Put Message", &[D], &[OLD_VERSIONS]),
    rule(
        "A version the service never published is 400 InvalidHeaderValue.",
        "Versioning for Azure Storage",
        &[D, A],
        &[REFUSALS, Test("auth::boundaries::a_header_sent_twice_and_an_unknown_version_are_bad_headers")],
    ),
    rule(
        "Without a credential new versions answer 401 and say where to sign in; old ones act as if nothing were there.",
        "Authorize requests to Azure Storage",
        &[D],
        &[Test("auth::boundaries::nobody_learns_where_to_sign_in_from_an_old_version")],
    )
    .differs(&[Kind::NoCredential]),
];
