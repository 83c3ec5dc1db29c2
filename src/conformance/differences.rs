//! Where the emulator Azurite answers otherwise than the real service. This service does as the real one.

/// One kind of difference. The tests that compare with Azurite sort every difference they meet under one of these, or fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    OutdatedReceipt,
    UnreadableReceipt,
    BeingDeleted,
    SyntaxWithoutCode,
    Fraction,
    ListForm,
    ListPaging,
    BadMarker,
    ApproximateCount,
    MetadataName,
    QueueName,
    EmptyPolicy,
    PolicyTimes,
    TooManyRules,
    EmptyProperties,
    PropertiesOrder,
    NewAccountLogging,
    NoCredential,
    OldDate,
    UnknownAccount,
    MessageResourceType,
    BeyondExpiry,
    DelayAsLongAsLife,
    VersionEchoed,
    XmlLook,
    CacheControl,
    RootElement,
    Markup,
    UnknownComp,
    RequestIdOfPut,
    ReceiptForm,
    SecondaryWrite,
    OutOfReach,
    PolicyDelay,
    SplitLetter,
    OrderOfChecks,
    UpdateWithoutText,
    ExposedHeaders,
    ErrorWords,
}

/// How a difference is known to exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// Random scripts meet it whenever the tests run; a difference that is met no more fails them.
    Met,
    /// It stands in a recorded exchange.
    Recorded,
    /// It lies in what a comparison leaves free, such as ids and the look of the XML.
    Free,
}

/// A difference with both answers.
#[derive(Debug)]
pub struct Difference {
    pub kind: Kind,
    pub subject: &'static str,
    pub service: &'static str,
    pub azurite: &'static str,
    pub found: Found,
}

const fn met(kind: Kind, subject: &'static str, service: &'static str, azurite: &'static str) -> Difference {
    Difference { kind, subject, service, azurite, found: Found::Met }
}

const fn recorded(kind: Kind, subject: &'static str, service: &'static str, azurite: &'static str) -> Difference {
    Difference { found: Found::Recorded, ..met(kind, subject, service, azurite) }
}

const fn free(kind: Kind, subject: &'static str, service: &'static str, azurite: &'static str) -> Difference {
    Difference { found: Found::Free, ..met(kind, subject, service, azurite) }
}

/// Every difference, in the order of the enum.
pub static DIFFERENCES: [Difference; 39] = [
    met(Kind::OutdatedReceipt, "Outdated pop receipt", "404 MessageNotFound", "400 PopReceiptMismatch"),
    met(
        Kind::UnreadableReceipt,
        "Text that is no pop receipt",
        "400 InvalidQueryParameterValue, before the message is looked for",
        "400 PopReceiptMismatch, or 404 if the message is unknown",
    ),
    met(Kind::BeingDeleted, "Create after Delete", "409 QueueBeingDeleted for 30 seconds at least", "201 at once"),
    met(
        Kind::SyntaxWithoutCode,
        "Malformed parameter or body",
        "400 with its code and an error document",
        "400 with neither code nor body",
    ),
    met(Kind::Fraction, "Fraction where a whole number belongs", "400 InvalidQueryParameterValue", "taken"),
    met(
        Kind::ListForm,
        "Elements of a list",
        "Prefix, Marker and MaxResults only if they were sent; the endpoint ends in a slash",
        "Prefix and MaxResults always, Marker never; no slash",
    ),
    met(
        Kind::ListPaging,
        "Pages of a list",
        "every queue once, in the order of names",
        "its marker counts creations: queues made out of order are lost or repeated",
    ),
    met(Kind::BadMarker, "Marker that is none", "400 InvalidMarker", "begins again from the start"),
    free(
        Kind::ApproximateCount,
        "Approximate count",
        "never too low, perhaps too high",
        "the rows it stores, expired ones included until they are next touched",
    ),
    met(Kind::MetadataName, "Metadata name that is no identifier", "400 InvalidMetadata", "taken; sizes are not checked either"),
    met(Kind::QueueName, "Bar in a queue name", "400 InvalidResourceName", "201"),
    met(Kind::EmptyPolicy, "Policy without content", "204, and comes back as an identifier alone", "400 without code"),
    met(Kind::PolicyTimes, "Times of policies", "come back with seven decimals", "come back as they were sent"),
    met(Kind::TooManyRules, "Six CORS rules, 366 days of retention", "400", "taken"),
    met(Kind::EmptyProperties, "Properties without content", "202, nothing changes", "500"),
    met(Kind::PropertiesOrder, "Order of elements in properties", "Version, Read, Write, Delete", "Version, Delete, Read, Write"),
    recorded(Kind::NewAccountLogging, "Logging of a new account", "all off", "all on"),
    met(Kind::NoCredential, "No credential", "401 NoAuthenticationInformation with a challenge", "403 AuthenticationFailed"),
    met(Kind::OldDate, "Request signed an hour ago", "403 AuthenticationFailed after 15 minutes", "never looked at"),
    free(Kind::UnknownAccount, "Account nobody has", "its name cannot be resolved; here 404 ResourceNotFound", "404 ResourceNotFound"),
    met(Kind::MessageResourceType, "Account SAS for one message or Clear Messages", "resource type o", "resource type c"),
    met(Kind::BeyondExpiry, "Update that hides a message beyond its end", "400 InvalidQueryParameterValue", "204"),
    met(Kind::DelayAsLongAsLife, "Delay as long as the default time to live", "400 InvalidQueryParameterValue", "201"),
    free(Kind::VersionEchoed, "x-ms-version of an answer", "the version that was asked for", "its own"),
    free(
        Kind::XmlLook,
        "Look of the XML",
        "byte order mark, one line, empty elements with a blank",
        "no mark, standalone declaration, errors indented",
    ),
    free(Kind::CacheControl, "Cache-Control: no-cache", "on every successful GET", "absent"),
    met(Kind::RootElement, "Other root or other case in a message body", "400 InvalidXmlDocument", "taken"),
    met(Kind::Markup, "Markup inside a message text", "dropped, its letters kept", "400 without code"),
    met(Kind::UnknownComp, "comp that does not exist", "400 InvalidQueryParameterValue", "the queue is created"),
    free(Kind::RequestIdOfPut, "Request id of a Put to a missing queue", "a GUID", "the text DefaultID"),
    free(Kind::ReceiptForm, "Inside of a pop receipt", "made of the next visible time", "made of day, time and four digits"),
    met(Kind::SecondaryWrite, "Writing at the secondary endpoint", "403 InsufficientAccountPermissions", "done"),
    met(
        Kind::OutOfReach,
        "SAS on an operation that no SAS of its kind reaches",
        "403 AuthorizationFailure",
        "403 AuthorizationPermissionMismatch",
    ),
    recorded(
        Kind::PolicyDelay,
        "Stored policy that was just set",
        "it may take 30 seconds until it counts; until then 403",
        "counts at once",
    ),
    met(
        Kind::SplitLetter,
        "Letters of several bytes in a long body",
        "65,536 bytes are taken",
        "each piece of a body is decoded alone, letters between two break, and the text counts as too long",
    ),
    met(Kind::OrderOfChecks, "Two things wrong at once", "which one is named is documented for receipts only", "names the other one"),
    met(Kind::UpdateWithoutText, "Update with a body that has no text", "400 InvalidXmlDocument, as on Put", "keeps the text it had"),
    met(Kind::ExposedHeaders, "Headers that a CORS rule exposes", "spelt out, of this answer", "spelt out, of its own answer"),
    met(
        Kind::ErrorWords,
        "Words and details of refusals",
        "as recorded from the service, one spelling slip included",
        "own words; fewer details",
    ),
];

impl Kind {
    /// Both answers.
    pub fn difference(self) -> &'static Difference {
        &DIFFERENCES[self as usize]
    }
}
