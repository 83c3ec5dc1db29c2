//! How the differences are recognised in which Azurite and the real service part; the list itself is `playground::conformance`, which the page
//! shows. A condition is as narrow as its difference: it must be this step, this answer of ours, and that one of theirs.
//!
//! Differences that the list calls free are those a comparison cannot meet: ids, receipts, versions and the look of the XML.
//!
//! Differences of form are undone: `real` writes Azurite's answer as the service would, and the result must equal ours to the letter.
//! Differences of outcome are recognised by `explain`.

use super::answer::{self, Answer, Tree, Value};
use super::side::Past;
use super::step::{Body, By, Marker, Message, Queue, Receipt, Step, What};
use playground::conformance::Kind;
use playground::wire::date;

/// What comes of comparing two answers.
#[derive(Debug)]
pub enum Verdict {
    /// Equal but for listed differences, and both sides are in the same state.
    Same(Vec<Kind>),
    /// A listed difference after which nothing can be compared.
    Parted(Vec<Kind>),
    Unlisted {
        what: String,
        ours: String,
        theirs: String,
    },
}

pub fn judge(step: &Step, past: &Past, ours: &Answer, theirs: &Answer) -> Verdict {
    let (real, mut kinds) = real(step, ours, theirs);
    let Some(what) = answer::difference(ours, &real) else { return Verdict::Same(kinds) };
    let Some(kind) = explain(step, past, ours, theirs) else {
        return Verdict::Unlisted { what, ours: format!("{ours:?}"), theirs: format!("{theirs:?}") };
    };
    kinds.push(kind);
    let parted = ours.succeeded() != theirs.succeeded() && !step.what.reads_only();
    if parted { Verdict::Parted(kinds) } else { Verdict::Same(kinds) }
}

/// Recognises a difference of outcome.
fn explain(step: &Step, past: &Past, ours: &Answer, theirs: &Answer) -> Option<Kind> {
    let (o, t) = (ours.outcome(), theirs.outcome());
    let bare_400 = t == (400, None) && theirs.body.is_none();
    let accepted = theirs.succeeded();
    let found = match (&step.what, &step.by) {
        (_, By::Nothing) if o == (401, Some("NoAuthenticationInformation")) && t == (403, Some("AuthenticationFailed")) => {
            Kind::NoCredential
        }
        (_, By::OldDate) if o == (403, Some("AuthenticationFailed")) && accepted => Kind::OldDate,
        (_, By::ServiceSas(_) | By::ExpiredSas(_) | By::AccountSas(..))
            if o == (403, Some("AuthorizationFailure")) && t == (403, Some("AuthorizationPermissionMismatch")) =>
        {
            Kind::OutOfReach
        }
        (What::Update { .. } | What::DeleteMessage { .. } | What::Clear { .. }, By::AccountSas(types, _)) if resource_type(types, o, t) => {
            Kind::MessageResourceType
        }
        (What::Update { receipt, .. } | What::DeleteMessage { receipt, .. }, _)
            if *receipt == Receipt::Earlier && o == (404, Some("MessageNotFound")) && t == (400, Some("PopReceiptMismatch")) =>
        {
            Kind::OutdatedReceipt
        }
        (What::Update { .. } | What::DeleteMessage { .. }, _)
            if ours.says("QueryParameterName") == Some("popreceipt")
                && o == (400, Some("InvalidQueryParameterValue"))
                && [(400, Some("PopReceiptMismatch")), (404, Some("MessageNotFound")), (404, Some("QueueNotFound"))].contains(&t) =>
        {
            Kind::UnreadableReceipt
        }
        (What::Create { queue: Queue::Own(name), .. }, _)
            if o == (409, Some("QueueBeingDeleted")) && t.0 == 201 && past.deleted.contains(name) =>
        {
            Kind::BeingDeleted
        }
        (What::Create { queue: Queue::Named(name), .. }, _)
            if o == (400, Some("InvalidResourceName")) && accepted && name.contains("%7C") =>
        {
            Kind::QueueName
        }
        (What::Create { comp: Some(_), .. }, _) if o == (400, Some("InvalidQueryParameterValue")) && t.0 != 400 => Kind::UnknownComp,
        (What::Create { secondary: true, .. }, _) if o == (403, Some("InsufficientAccountPermissions")) && accepted => Kind::SecondaryWrite,
        (What::Create { metadata, .. }, _)
            if o == (400, Some("InvalidMetadata"))
                && accepted
                && metadata.iter().any(|(name, _)| name.starts_with(|c: char| c.is_ascii_digit())) =>
        {
            Kind::MetadataName
        }
        (What::SetAcl { body, .. }, _) if ours.succeeded() && bare_400 && body.contains("<AccessPolicy/>") => Kind::EmptyPolicy,
        (What::SetProperties(body), _) if o.0 == 400 && o.1.is_some() && accepted && over_limit(body) => Kind::TooManyRules,
        (What::SetProperties("<StorageServiceProperties/>"), _) if ours.succeeded() && t.0 == 500 => Kind::EmptyProperties,
        (What::Put { hidden: Some("604800"), life: None | Some("604800"), .. }, _)
            if o == (400, Some("InvalidQueryParameterValue")) && accepted =>
        {
            Kind::DelayAsLongAsLife
        }
        (What::Put { hidden: Some(number), .. }, _)
            if number.contains('.') && o == (400, Some("InvalidQueryParameterValue")) && accepted =>
        {
            Kind::Fraction
        }
        (What::Put { body: Body::Raw(body), .. }, _)
            if o == (400, Some("InvalidXmlDocument")) && accepted && !body.contains("<QueueMessage><MessageText>") =>
        {
            Kind::RootElement
        }
        (What::Put { body: Body::Raw(body), .. }, _) if ours.succeeded() && bare_400 && body.contains("<b>") => Kind::Markup,
        (What::Put { body: Body::Long('é', 32_768), .. } | What::Update { body: Some(Body::Long('é', 32_768)), .. }, _)
            if o.0 != 413 && t == (413, Some("RequestBodyTooLarge")) =>
        {
            Kind::SplitLetter
        }
        (What::Update { body: Some(Body::Raw("<QueueMessage></QueueMessage>")), .. }, _) if o == (400, Some("InvalidXmlDocument")) => {
            Kind::UpdateWithoutText
        }
        (What::Update { hidden: Some(_), .. }, _)
            if o == (400, Some("InvalidQueryParameterValue"))
                && accepted
                && ours.says("QueryParameterName") == Some("visibilitytimeout") =>
        {
            Kind::BeyondExpiry
        }
        (What::List { marker: Marker::Nonsense, .. }, _) if o == (400, Some("InvalidMarker")) && accepted => Kind::BadMarker,
        (What::List { max: Some(_), .. }, _) if ours.succeeded() && accepted && !past.made.is_sorted() => Kind::ListPaging,
        _ if bare_400 && o.0 == 400 && syntax(o.1) => Kind::SyntaxWithoutCode,
        _ if slips(step, [o.0, t.0]) > 1 && in_other_order(o.1, t) && (t.1.is_some() || bare_400) => Kind::OrderOfChecks,
        _ => return None,
    };
    Some(found)
}

/// What each side names when two things are wrong at once, ours first: pairs that were met, and no others.
const ORDERS: [(&[&str], &[Option<&str>]); 3] = [
    // We look at the credential first, Azurite at names and numbers.
    (
        &["NoAuthenticationInformation", "AuthenticationFailed", "AuthorizationFailure", "AuthorizationPermissionMismatch"],
        &[Some("InvalidResourceName"), Some("OutOfRangeInput"), None],
    ),
    // We read parameters before the body, Azurite the body before parameters.
    (&["OutOfRangeQueryParameterValue", "InvalidQueryParameterValue"], &[Some("RequestBodyTooLarge"), Some("InvalidXmlDocument")]),
    // We read the receipt before the timeout, and each number before the relation of two.
    (&["InvalidQueryParameterValue", "OutOfRangeQueryParameterValue"], &[Some("OutOfRangeQueryParameterValue")]),
];

/// Whether it is one of these pairs.
fn in_other_order(ours: Option<&str>, theirs: (u16, Option<&str>)) -> bool {
    let named = |(first, second): &(&[&str], &[Option<&str>])| ours.is_some_and(|code| first.contains(&code)) && second.contains(&theirs.1);
    [400, 413].contains(&theirs.0) && ORDERS.iter().any(named)
}

/// How many things are wrong with a step, as far as it can be said without knowing the state.
fn slips(step: &Step, statuses: [u16; 2]) -> usize {
    let number = |number: Option<&str>, min: i64, max: i64| {
        let bad = |text: &str| text.parse().map_or(true, |number: i64| number < min || number > max);
        usize::from(number.is_some_and(bad))
    };
    let body = |body: &Body| match body {
        Body::Long(letter, times) => usize::from(letter.len_utf8() * times > 65_536),
        Body::Raw(text) => usize::from(!text.contains("CDATA")),
        Body::Text(_) => 0,
    };
    let receipt = |receipt: &Receipt| usize::from(!matches!(receipt, Receipt::Latest));
    let stranger = usize::from(step.by != By::Key && statuses.iter().any(|status| [401, 403].contains(status)));
    let name = usize::from(matches!(step.what.queue(), Some(Queue::Named(_))));
    let own = match &step.what {
        What::Put { body: sent, hidden, life, .. } => {
            // Nought and everything below -1 is wrong; so is a life that ends before the message is seen.
            let short = matches!((hidden, life), (Some("60"), Some("60" | "30")));
            body(sent) + number(*hidden, 0, 604_800) + number(life.filter(|life| *life != "-1"), 1, i64::MAX) + usize::from(short)
        }
        What::Get { count, hidden, .. } => number(*count, 1, 32) + number(*hidden, 1, 604_800),
        What::Update { hidden, receipt: shown, body: sent, message, .. } => {
            number(*hidden, 0, 604_800) + receipt(shown) + sent.as_ref().map_or(0, body) + usize::from(!matches!(message, Message::Seen(_)))
        }
        What::DeleteMessage { receipt: shown, message, .. } => receipt(shown) + usize::from(!matches!(message, Message::Seen(_))),
        What::Peek { count, .. } => number(*count, 1, 32),
        _ => 0,
    };
    stranger + name + own
}

/// One side wants the type `o`, the other `c`, and the token has only one of the two.
fn resource_type(types: &str, ours: (u16, Option<&str>), theirs: (u16, Option<&str>)) -> bool {
    let mismatch = |answer: (u16, Option<&str>)| answer == (403, Some("AuthorizationResourceTypeMismatch"));
    match types {
        "c" => mismatch(ours) && theirs.0 != 403,
        "o" => mismatch(theirs) && ours.0 != 403,
        _ => false,
    }
}

fn over_limit(body: &str) -> bool {
    body.matches("<CorsRule>").count() > 5 || body.contains("<Days>366<")
}

/// The codes the service has for what cannot be read.
fn syntax(code: Option<&str>) -> bool {
    const CODES: [&str; 5] = [
        "InvalidQueryParameterValue",
        "OutOfRangeQueryParameterValue",
        "MissingRequiredQueryParameter",
        "InvalidXmlDocument",
        "InvalidXmlNodeValue",
    ];
    code.is_some_and(|code| CODES.contains(&code))
}

/// Azurite's answer as the real service would have written it, and which entries of the list that took.
fn real(step: &Step, ours: &Answer, theirs: &Answer) -> (Answer, Vec<Kind>) {
    let mut answer = theirs.clone();
    let mut kinds = Vec::new();
    if exposed(ours, &mut answer) {
        kinds.push(Kind::ExposedHeaders);
    }
    let Some(tree) = &mut answer.body else { return (answer, kinds) };
    let before = tree.clone();
    let kind = match &*tree.name {
        "EnumerationResults" => {
            list(tree, ours, &step.what);
            Kind::ListForm
        }
        "StorageServiceProperties" => {
            properties(tree);
            Kind::PropertiesOrder
        }
        "SignedIdentifiers" => {
            policies(tree);
            Kind::PolicyTimes
        }
        _ => {
            error(tree);
            Kind::ErrorWords
        }
    };
    if *tree != before {
        kinds.push(kind);
    }
    (answer, kinds)
}

/// Takes our list of exposed headers for Azurite's, if both are the headers of the answer that the same rule exposes: the metadata, which both
/// sides send, must be in both or in neither.
fn exposed(ours: &Answer, theirs: &mut Answer) -> bool {
    const NAME: &str = "access-control-expose-headers";
    let metadata = |value: &Value| match value {
        Value::Text(text) => {
            let mut names: Vec<_> = text.split(',').map(str::to_ascii_lowercase).filter(|name| name.starts_with("x-ms-meta-")).collect();
            names.sort();
            names
        }
        Value::Seconds(_) => Vec::new(),
    };
    let Some(our) = ours.header(NAME) else { return false };
    let Some((_, their)) = theirs.headers.iter_mut().find(|(name, _)| name == NAME) else { return false };
    let differ = our != their && metadata(our) == metadata(their);
    if differ {
        *their = our.clone();
    }
    differ
}

fn list(tree: &mut Tree, ours: &Answer, what: &What) {
    let What::List { max, marker, .. } = what else { return };
    for (_, endpoint) in &mut tree.attributes {
        endpoint.push('/');
    }
    let prefix = tree.child("Prefix").cloned();
    let size = tree.child("MaxResults").cloned().filter(|_| max.is_some());
    let resumed = (*marker == Marker::Next && ours.says("Marker").is_some()).then(|| Tree::leaf("Marker", "a marker"));
    tree.children.retain(|child| !["Prefix", "Marker", "MaxResults"].contains(&&*child.name));
    for part in [size, resumed, prefix].into_iter().flatten() {
        tree.children.insert(0, part);
    }
}

fn properties(tree: &mut Tree) {
    const LOGGING: [&str; 5] = ["Version", "Read", "Write", "Delete", "RetentionPolicy"];
    const RULE: [&str; 5] = ["AllowedOrigins", "AllowedMethods", "MaxAgeInSeconds", "ExposedHeaders", "AllowedHeaders"];
    let sort = |tree: &mut Tree, order: &[&str]| tree.children.sort_by_key(|child| order.iter().position(|name| *name == child.name));
    for part in &mut tree.children {
        match &*part.name {
            "Logging" => sort(part, &LOGGING),
            "Cors" => part.children.iter_mut().for_each(|rule| sort(rule, &RULE)),
            _ => {}
        }
    }
}

fn policies(tree: &mut Tree) {
    let times = tree.children.iter_mut().flat_map(|identifier| &mut identifier.children).flat_map(|policy| &mut policy.children);
    for time in times.filter(|child| child.name == "Start" || child.name == "Expiry") {
        if let Some(at) = time.text().and_then(date::parse_iso8601) {
            time.value = Value::Text(date::iso8601(at));
        }
    }
}

fn error(tree: &mut Tree) {
    let code = tree.child("Code").and_then(Tree::text).unwrap_or_default().to_owned();
    for child in &mut tree.children {
        let Value::Text(text) = &mut child.value else { continue };
        if child.name == "Message" && code == "InvalidResourceName" {
            *text = text.replace("The specified", "The specifed");
        }
        if child.name == "Message" && code == "AuthenticationFailed" {
            *text = text.replace("request.Make sure the value of the Authorization", "request. Make sure the value of Authorization");
        }
        if child.name == "Reason" && text.starts_with("messagettl must be greater") {
            text.truncate(text.trim_end_matches('.').len());
        }
    }
    if code == "InvalidXmlDocument" {
        tree.children.extend([("LineNumber", "0"), ("LinePosition", "0"), ("Reason", "")].map(|(name, text)| Tree::leaf(name, text)));
    }
    if code == "AuthenticationFailed" && tree.child("AuthenticationErrorDetail").is_none() {
        tree.children.push(Tree::leaf("AuthenticationErrorDetail", ""));
    }
}
