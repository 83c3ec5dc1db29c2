//! The recordings about authorization, where `cargo test conformance` finds them: known signatures, and requests accepted or refused.
//!
//! The tests themselves stand beside those of authorization. Another set of vectors may lack a file; ours must have them all.

use super::{print, vectors_dir};
use crate::auth::{accept_deny, over_the_wire, sas, shared_key};

fn with_file(name: &str, test: fn()) {
    if vectors_dir().join("auth").join(name).is_file() {
        test();
    } else {
        assert!(std::env::var_os("VECTORS_DIR").is_some(), "tests/vectors/auth/{name} is missing");
        print(&format!("{name:<26} is not part of this set\n"));
    }
}

#[test]
fn signatures_are_those_of_the_official_libraries() {
    with_file("shared_key.json", shared_key::every_vector_is_signed_and_verified_as_known);
    with_file("service_sas.json", sas::service_sas_vectors_hold);
    with_file("account_sas.json", sas::account_sas_vectors_hold);
    with_file("user_delegation_sas.json", sas::user_delegation_sas_vectors_hold);
}

#[test]
fn requests_are_accepted_and_refused_as_by_the_real_service() {
    with_file("accept_deny.json", accept_deny::every_decided_row_is_answered_as_the_real_service_does);
    with_file("accept_deny.json", over_the_wire::clients_read_the_real_services_status_and_code);
}
