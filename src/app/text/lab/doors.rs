//! Three doors, and what can be done to a request on its way.

use playground::lab::{Door, Tamper};

words! {
    title: &'static str = "One operation, three credentials",
    lead: &'static str = "Shared Key signs the whole request, a SAS carries a signed permission, a token of Microsoft Entra ID (formerly Azure Active \
        Directory, Azure AD, AAD) says who is asking. Change something on the way and see which step notices.",
    send_all: &'static str = "Send through all three doors",
    on_the_way: &'static str = "On the way",
    send_with: fn(&str) -> String = |door| format!("Send with {door}"),
    not_sent: &'static str = "Not sent yet.",
}

pub fn name(door: Door) -> &'static str {
    match door {
        Door::SharedKey => "Shared Key",
        Door::Sas => "SAS",
        Door::EntraId => "Entra ID",
    }
}

pub fn about(door: Door) -> &'static str {
    match door {
        Door::SharedKey => "Signed with key1 of the account. A key may do everything, for ever.",
        Door::Sas => "A service SAS for this queue: letters r and p, for one hour, HTTPS only.",
        Door::EntraId => "A token of print-worker, a managed identity with the role Storage Queue Data Message Processor on this queue.",
    }
}

pub fn tamper(tamper: Tamper) -> &'static str {
    match tamper {
        Tamper::Nothing => "nothing happens",
        Tamper::Signature => "one character of the signature is changed",
        Tamper::OtherQueue => "it is sent to another queue",
        Tamper::Query => "a query parameter is added",
        Tamper::Old => "it arrives twenty minutes late",
        Tamper::Body => "the body is swapped for one of equal length",
        Tamper::Letters => "sp=rp becomes sp=raup",
        Tamper::Expiry => "se is moved a year ahead",
        Tamper::PlainHttp => "it travels over plain HTTP",
        Tamper::Claims => "the claims are replaced by somebody else's",
        Tamper::Audience => "the token was fetched for Microsoft Graph",
        Tamper::Stale => "the token is two days old",
        Tamper::SecondCredential => "an Authorization header is added",
    }
}
