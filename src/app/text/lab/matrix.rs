//! The permission matrix.

use playground::auth::Role;
use playground::lab::Bearer;

/// Which rows are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    All,
    Messages,
    Queues,
    Service,
}

/// Which columns are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Columns {
    All,
    Signatures,
    DataRoles,
    ManagementRoles,
}

words! {
    lead: &'static str = "Every operation with every credential at its strongest: a real request for each cell, judged by the same code that answers on \
        the stage. Choose a cell to see it decided; arrow keys go from cell to cell.",
    title: &'static str = "Who may do what",
    rows: &'static str = "Operations",
    row_groups: &'static [(&'static str, Rows)] =
        &[("all", Rows::All), ("about messages", Rows::Messages), ("about queues", Rows::Queues), ("about the service", Rows::Service)],
    columns: &'static str = "Credentials",
    column_groups: &'static [(&'static str, Columns)] = &[
        ("all", Columns::All),
        ("keys and SAS", Columns::Signatures),
        ("data roles of Entra ID (AAD)", Columns::DataRoles),
        ("management roles of Entra ID (AAD)", Columns::ManagementRoles),
    ],
    only: &'static str = "Cells",
    only_choices: &'static [(&'static str, Option<bool>)] = &[("all", None), ("let in", Some(true)), ("refused", Some(false))],
    cell: fn(&str, &str, bool) -> String =
        |operation, credential, let_in| format!("{operation} with {credential}: {}", if let_in { "let in" } else { "refused" }),
    replayed: fn(&str, &str) -> String = |operation, credential| format!("{operation} with {credential}"),
    nothing: &'static str = "Choose a cell: its request is sent once more, and decided here.",
    uncertain: &'static str = "Whether a bearer token may read or set a queue's ACL is contradictory in public sources; here it follows the role definitions.",
}

pub fn bearer(bearer: Bearer) -> &'static str {
    match bearer {
        Bearer::SharedKey => "Shared Key",
        Bearer::AccountSas => "Account SAS",
        Bearer::ServiceSas => "Service SAS",
        Bearer::UserDelegationSas => "User delegation SAS",
        Bearer::Token(role) => role_short(role),
    }
}

/// A role without the words all data roles share.
fn role_short(role: Role) -> &'static str {
    let name = role.definition().name;
    name.strip_prefix("Storage Queue ").unwrap_or(name)
}
