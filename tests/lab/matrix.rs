//! The matrix of the page is the matrix of the reference (`operation_matrix.json` and `rbac.json`), found out by sending.

use super::lab;
use crate::auth::support::{text, vectors};
use playground::auth::Role;
use playground::lab::{Ask, Bearer};

/// The name of a row in the files of the reference.
fn row_name(ask: Ask) -> String {
    match ask.name() {
        "Preflight Request" => "Preflight Queue Request".into(),
        name => name.replace("Service Properties", "Queue Service Properties").replace("Service Stats", "Queue Service Stats"),
    }
}

#[test]
fn every_cell_of_a_role_is_what_its_definition_says() {
    let file = vectors("rbac.json");
    let lab = lab();
    let mut compared = 0;
    for row in file["operations"].as_array().expect("rows") {
        let name = text(row, "operation");
        let ask = Ask::ALL.into_iter().find(|ask| row_name(*ask) == name).unwrap_or_else(|| panic!("no row {name}"));
        for bearer in Bearer::ALL {
            let Bearer::Token(role) = bearer else { continue };
            let wanted = row["roles"][role.definition().name].as_bool().unwrap_or_else(|| panic!("{name}: no {role:?}"));
            assert_eq!(lab.try_out(ask, bearer).is_let_in(), wanted, "{name} with {role:?}");
            compared += 1;
        }
    }
    assert_eq!(compared, Ask::ALL.len() * Role::ALL.len());
}

#[test]
fn keys_open_everything_and_each_sas_what_it_can_reach() {
    let lab = lab();
    let never_by_account_sas = ["Get Queue ACL", "Set Queue ACL", "Get User Delegation Key"];
    let by_service_sas =
        ["Get Queue Metadata", "Put Message", "Get Messages", "Peek Messages", "Update Message", "Delete Message", "Preflight Request"];
    for ask in Ask::ALL {
        let name = ask.name();
        let open = |bearer| lab.try_out(ask, bearer).is_let_in();
        assert_eq!(open(Bearer::SharedKey), name != "Get User Delegation Key", "Shared Key, {name}");
        assert_eq!(open(Bearer::AccountSas), !never_by_account_sas.contains(&name), "account SAS, {name}");
        for bearer in [Bearer::ServiceSas, Bearer::UserDelegationSas] {
            assert_eq!(open(bearer), by_service_sas.contains(&name), "{bearer:?}, {name}");
        }
    }
}
