//! Who may do what.

use super::{A, D, Kind, Rule, T, rule};
use crate::conformance::Proof::{Answers, Clients, Exchange, Scripts, Test};

const WIRE: super::Proof = Test("auth::over_the_wire::clients_read_the_real_services_status_and_code");
const DECIDED: super::Proof = Test("auth::accept_deny::every_decided_row_is_answered_as_the_real_service_does");

pub(super) const ALL: &[Rule] = &[
    rule(
        "Signatures of Shared Key and Shared Key Lite are those of the official libraries, header by header and byte by byte.",
        "Authorize with Shared Key",
        &[D, T],
        &[
            Answers("shared_key"),
            Test("auth::shared_key::every_vector_is_signed_and_verified_as_known"),
            Test("auth::shared_key::a_change_of_any_signed_line_is_refused"),
            Test("auth::word_order::headers_are_signed_in_the_order_of_words"),
            Clients,
        ],
    ),
    rule(
        "A signed request can be replayed for fifteen minutes; then it is too old.",
        "Authorize with Shared Key",
        &[D],
        &[Test("auth::boundaries::a_signed_request_can_be_replayed_for_fifteen_minutes"), Scripts],
    )
    .differs(&[Kind::OldDate]),
    rule(
        "A shared access signature of any of the three kinds is the one the official libraries make, and every signed field counts.",
        "Create a service SAS; Create an account SAS; Create a user delegation SAS",
        &[D, T],
        &[
            Answers("service_sas"),
            Answers("account_sas"),
            Answers("user_delegation_sas"),
            Test("auth::sas::minted_tokens_are_the_official_ones"),
            Test("auth::sas::every_signed_field_counts"),
            Clients,
        ],
    ),
    rule(
        "A SAS holds from its start until before its expiry; expired, changed or signed with a renewed key it is 403 AuthenticationFailed.",
        "Create a service SAS",
        &[D],
        &[Exchange("16-authorization"), Test("auth::boundaries::a_sas_holds_from_its_start_until_before_its_expiry"), Clients],
    ),
    rule(
        "Each letter opens the operations of the table and nothing else; an operation no letter reaches is 403 AuthorizationFailure.",
        "Create a service SAS; Create an account SAS",
        &[D],
        &[Answers("operation_matrix"), Test("auth::matrix::sas_letters_open_what_is_documented_and_nothing_else"), Scripts],
    )
    .differs(&[Kind::OutOfReach, Kind::MessageResourceType]),
    rule(
        "Roles are the published ones, and each opens what its definition says.",
        "Azure built-in roles for Storage",
        &[D],
        &[
            Answers("rbac"),
            Test("auth::matrix::roles_are_the_published_ones"),
            Test("auth::matrix::every_role_opens_what_its_definition_says"),
        ],
    ),
    rule(
        "A token of Microsoft Entra ID ends at its expiry; one changed letter breaks it; groups pass their roles on.",
        "Authorize with Microsoft Entra ID",
        &[D],
        &[
            Test("auth::tokens::a_token_ends_at_its_expiry"),
            Test("auth::tokens::any_changed_letter_of_a_token_breaks_it"),
            Test("auth::tokens::a_group_passes_its_roles_on"),
        ],
    ),
    rule(
        "Renewing an account key ends all that was signed with it, except user delegation signatures, which end with their own keys.",
        "Create a user delegation SAS",
        &[D],
        &[Test("auth::delegation::rotating_account_keys_leaves_it_alone_and_revoking_ends_it")],
    ),
    rule(
        "Without a credential the answer is 401 with a challenge.",
        "Authorize requests to Azure Storage",
        &[D],
        &[Exchange("16-authorization"), Test("auth::boundaries::nobody_learns_where_to_sign_in_from_an_old_version"), Scripts],
    )
    .differs(&[Kind::NoCredential]),
    rule(
        "Every request of the recorded set is accepted or refused as by the real service, by the engine alone and over the wire.",
        "All pages on authorization",
        &[D, T, A],
        &[Answers("accept_deny"), DECIDED, WIRE],
    ),
];
