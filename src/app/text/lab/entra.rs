//! The workbench for Microsoft Entra ID.

use playground::auth::{IdentityKind, Scope};
use playground::lab::{OTHER_QUEUE, Who};

words! {
    lead: &'static str = "Microsoft Entra ID (formerly Azure Active Directory, Azure AD, AAD) says who is asking; role assignments at the account say what \
        they may do. No secret of the account is involved.",
    sequence: &'static str = "How a program signs in",
    back: &'static str = "Back",
    next: &'static str = "Next step",
    step_of: fn(usize, usize) -> String = |step, all| format!("Step {step} of {all}"),
    who: &'static str = "Identity",
    token: &'static str = "The token",
    fetch: &'static str = "Fetch a token",
    no_token: &'static str = "No token was fetched yet.",
    claim: &'static str = "Claim",
    value: &'static str = "Value",
    meaning: &'static str = "Meaning",
    lives: fn(&str) -> String = |span| format!("Valid for {span} more. It cannot be called back before."),
    over: fn(&str) -> String = |span| format!("Expired {span} ago. Fetch another."),
    practice: &'static str = "A practice token: the form of a real one, signed with the key of this page's directory.",
    roles: &'static str = "Roles",
    roles_lead: fn(&str) -> String = |name| format!("What {name} holds. A new assignment, and the removal of one, takes up to ten minutes to arrive."),
    role: &'static str = "Role",
    scope: &'static str = "Scope",
    assign: &'static str = "Assign",
    remove: fn(&str) -> String = |role| format!("Remove {role}"),
    remove_short: &'static str = "Remove",
    none: &'static str = "No role at all.",
    arrives: fn(&str) -> String = |span| format!("arrives in {span}"),
    ends: fn(&str) -> String = |span| format!("in force; ends in {span}"),
    in_force: &'static str = "in force",
    ended: &'static str = "ended",
    send_title: &'static str = "Use it",
    needs: &'static str = "This operation needs",
    or: &'static str = "or",
    and: &'static str = "and",
    data_plane: &'static str = "data plane (DataAction): about messages",
    management_plane: &'static str = "management plane (Action): about queues as objects",
    nothing_needed: &'static str = "nothing",
    send: &'static str = "Send with this token",
    fetch_first: &'static str = "Fetch a token first.",
}

pub fn who(who: Who) -> &'static str {
    match who {
        Who::Editor => "Mira, an editor",
        Who::Worker => "print-worker, a managed identity",
        Who::Owner => "Otto, owner of the subscription",
        Who::Partner => "partner-app, a partner's application",
    }
}

pub fn scope(scope: &Scope) -> &'static str {
    match scope {
        Scope::ManagementGroup => "management group",
        Scope::Subscription => "subscription",
        Scope::ResourceGroup => "resource group",
        Scope::Account(_) => "this account",
        Scope::Queue { queue, .. } if &**queue == OTHER_QUEUE => "the queue payroll",
        Scope::Queue { .. } => "this queue",
    }
}

pub fn claim(name: &str) -> &'static str {
    match name {
        "aud" => "audience: for whom the token is; must be storage",
        "iss" => "issuer: the tenant it comes from; must be the account's",
        "iat" => "when it was issued, in seconds since 1970",
        "nbf" => "not valid before",
        "exp" => "expiry; afterwards 401",
        "oid" => "object id of the principal: what role assignments and logs name",
        "sub" => "the subject, for the application it was given to",
        "tid" => "tenant id",
        "appid" => "the application that signed in",
        "idtyp" => "app or user",
        "scp" => "what a person let the application do in their name",
        "ver" => "version of the token's form",
        _ => "",
    }
}

/// One message of signing in: from whom, to whom, what.
pub type Message = (&'static str, &'static str, &'static str);

/// The sequence for this kind of identity.
pub fn sequence(kind: IdentityKind) -> &'static [Message] {
    match kind {
        IdentityKind::ManagedIdentity => &[
            (
                "program",
                "identity endpoint of its machine",
                "GET /metadata/identity/oauth2/token?resource=https://storage.azure.com/ with the header Metadata: true",
            ),
            ("identity endpoint", "Entra ID", "proves which machine this is; no secret lies in the program"),
            ("Entra ID", "program", "{\"token_type\":\"Bearer\",\"access_token\":\"eyJ\u{2026}\"}, good for a day"),
            ("program", "queue service", "GET /newsqueue/messages with Authorization: Bearer eyJ\u{2026}"),
            ("queue service", "itself", "checks signature, issuer, audience and lifetime; then looks for a role assignment of this oid"),
            ("queue service", "program", "200 OK, or 403 if no role grants it"),
        ],
        IdentityKind::ServicePrincipal => &[
            (
                "program",
                "Entra ID",
                "POST /{tenant}/oauth2/v2.0/token with client_id, client_secret and scope=https://storage.azure.com/.default",
            ),
            ("Entra ID", "itself", "compares the secret; a wrong one is refused here, with AADSTS7000215"),
            ("Entra ID", "program", "{\"token_type\":\"Bearer\",\"expires_in\":4499,\"access_token\":\"eyJ\u{2026}\"}"),
            ("program", "queue service", "GET /newsqueue/messages with Authorization: Bearer eyJ\u{2026}"),
            ("queue service", "itself", "checks signature, issuer, audience and lifetime; then looks for a role assignment of this oid"),
            ("queue service", "program", "200 OK, or 403 if no role grants it"),
        ],
        IdentityKind::User | IdentityKind::Group => &[
            ("person", "Entra ID", "signs in in the browser, with password and second factor"),
            ("Entra ID", "program", "an authorization code, good once"),
            ("program", "Entra ID", "POST /{tenant}/oauth2/v2.0/token with the code and the PKCE verifier, scope user_impersonation"),
            ("Entra ID", "program", "{\"token_type\":\"Bearer\",\"expires_in\":4499,\"access_token\":\"eyJ\u{2026}\"}"),
            ("program", "queue service", "GET /newsqueue/messages with Authorization: Bearer eyJ\u{2026}"),
            ("queue service", "itself", "checks signature, issuer, audience and lifetime; then looks for a role assignment of this oid"),
            ("queue service", "program", "200 OK, or 403 if no role grants it"),
        ],
    }
}
