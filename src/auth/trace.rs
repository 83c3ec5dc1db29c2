//! The steps of a judgement, written down on request.
//!
//! Answering and explaining are one code path: every check hands its finding to the `Trace`, which keeps it or, when nobody asked, never
//! even builds it. Steps carry data, no sentences; the page has the words.

use super::key::KeyName;
use super::rbac::AssignmentState;
use super::roles::{Permission, Role};
use super::sas::{Field, Kind, ResourceType};
use crate::time::Timestamp;
use crate::wire;

/// One check and how it came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub check: Check,
    pub outcome: Outcome,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Something was read or computed; nothing was decided by it.
    Noted,
    Passed,
    /// The request is refused because of this. Of several fields that cannot be read the first decides; otherwise it is the last step.
    Refused,
}

/// What was looked at, with everything needed to show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Check {
    /// Plain HTTP against "secure transfer required".
    Transport {
        scheme: wire::Scheme,
        https_only: bool,
    },
    /// `x-ms-version`, if sent.
    Version {
        given: Option<Box<str>>,
    },
    /// The preflight request of a browser needs no credential.
    Preflight,
    /// How many credentials the request carries: exactly one is right.
    Credentials {
        found: Vec<Credential>,
    },
    /// The account's switch "allow shared key access".
    KeyAccess {
        allowed: bool,
    },
    /// The date of a Shared Key request, at most 15 minutes old. `at` is `None` if the text is no RFC 1123 date.
    Date {
        header: &'static str,
        text: Option<Box<str>>,
        at: Option<Timestamp>,
        now: Timestamp,
    },
    /// Scheme, account and signature in the Authorization header.
    AuthorizationHeader {
        text: Box<str>,
    },
    /// The account in the Authorization header is the one of the host.
    Account {
        in_header: Box<str>,
        addressed: Box<str>,
    },
    /// An `x-ms-` header sent twice.
    RepeatedHeader {
        name: Box<str>,
    },
    /// The text the service puts together from the request, line by line.
    StringToSign(StringToSign),
    /// The signature sent, and the ones the service computed over its own text.
    Signature {
        given: Box<str>,
        computed: Vec<Computed>,
    },

    /// The kind of SAS, told by the fields that are there.
    SasKind {
        kind: Kind,
    },
    /// One field of a SAS as it stands in the URL, decoded.
    SasField {
        field: Field,
        value: Box<str>,
        finding: FieldFinding,
    },
    /// `st` to `se` against the clock. A missing start counts as now.
    SasWindow {
        start: Option<Timestamp>,
        expiry: Option<Timestamp>,
        now: Timestamp,
    },
    /// The account's limit for the life of a SAS.
    SasInterval {
        start: Option<Timestamp>,
        expiry: Option<Timestamp>,
        longest: crate::time::Span,
    },
    /// Life of the user delegation key.
    DelegationKeyWindow {
        start: Timestamp,
        expiry: Timestamp,
        now: Timestamp,
    },
    /// The user delegation key that the `sk*` fields describe.
    DelegationKey {
        state: DelegationKeyState,
    },
    /// The stored access policy that `si` names.
    StoredPolicy {
        id: Box<str>,
        state: PolicyState,
    },
    /// Where each of start, expiry and permissions comes from after merging.
    PolicyMerge {
        start: Origin,
        expiry: Origin,
        permissions: Origin,
    },
    /// `sip` against the address the service sees.
    SourceIp {
        allowed: Option<Box<str>>,
        source: Box<str>,
    },
    /// `spr` against the transport.
    Protocol {
        allowed: Option<Box<str>>,
        scheme: wire::Scheme,
    },
    /// `ss` must have `q`.
    Service {
        services: Box<str>,
    },
    /// Whether this kind of SAS can reach the operation at all.
    Reach {
        kind: Kind,
    },
    /// `srt` against the level the operation works on.
    ResourceType {
        types: Box<str>,
        needed: ResourceType,
    },
    /// `sp` against the letters of which the operation wants one.
    Permission {
        letters: Box<str>,
        any_of: &'static str,
    },
    /// A SAS bound to one user came with that user's token.
    BoundUser {
        expected: Box<str>,
        tenant: Option<Box<str>>,
        found: Option<Box<str>>,
    },

    /// The claims of a token; `None` if it cannot be read.
    Token {
        claims: Option<Vec<(Box<str>, Box<str>)>>,
    },
    TokenSignature,
    TokenIssuer {
        found: Box<str>,
        expected: Box<str>,
    },
    TokenAudience {
        found: Box<str>,
    },
    TokenLifetime {
        not_before: Option<Timestamp>,
        expiry: Option<Timestamp>,
        now: Timestamp,
    },
    /// Role assignments of a principal, each with what became of it. `any_of_all`: one of the inner lists must be granted completely.
    Roles {
        principal: Box<str>,
        any_of_all: &'static [&'static [Permission]],
        assignments: Vec<Weighed>,
    },

    /// The secondary endpoint can only be read.
    Endpoint {
        secondary: bool,
    },
    /// The firewall of the account.
    Network {
        source: Box<str>,
    },
}

/// A credential found in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credential {
    AuthorizationHeader,
    Sas(Kind),
}

/// A string-to-sign, whole and in lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StringToSign {
    pub text: Box<str>,
    pub lines: Vec<Line>,
}

/// One line and the part of the request it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub source: Source,
    /// Without the line break.
    pub text: Box<str>,
}

/// Where a line of a string-to-sign comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    Method,
    /// A header of the fixed list; an empty line if it is not there.
    Header(&'static str),
    /// `Date` is left blank because `x-ms-date` is there.
    DateGivenWay,
    /// A header that begins with `x-ms-`, name in lower case.
    MsHeader(Box<str>),
    /// Account and path.
    Resource,
    /// A query parameter, name in lower case.
    Query(Box<str>),
    /// Account name alone (account SAS).
    Account,
    /// A field of a SAS.
    Field(Field),
    /// The line that is always empty for queues (account SAS since 2020-12-06).
    EncryptionScope,
}

/// A signature the service computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Computed {
    /// `None`: with a user delegation key.
    pub key: Option<KeyName>,
    pub signature: Box<str>,
    pub matches: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldFinding {
    WellFormed,
    Missing,
    Empty,
    NotWellFormed,
    /// `sig` does not decode to 32 bytes.
    WrongSize,
    /// `sv` is before this kind of SAS existed.
    TooOld,
    /// `sv` is a version the service has not published.
    UnknownVersion,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PolicyState {
    Found,
    /// The queue is not there.
    NoQueue,
    Unknown,
    /// Set less than 30 seconds ago.
    NotYetPropagated,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DelegationKeyState {
    Issued,
    Unknown,
    Revoked,
}

/// Where a field of a SAS with a stored policy stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    Url,
    Policy,
    Both,
    Neither,
}

/// A role assignment and why it does or does not help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weighed {
    pub role: Role,
    pub scope: super::rbac::Scope,
    pub state: AssignmentState,
    /// The permissions among the wanted ones that the role grants.
    pub grants: Vec<Permission>,
}

/// Collects steps, or nothing.
#[derive(Debug)]
pub struct Trace(Option<Vec<Step>>);

impl Trace {
    /// Keeps nothing and builds nothing.
    pub fn off() -> Self {
        Self(None)
    }

    pub fn on() -> Self {
        Self(Some(Vec::new()))
    }

    pub fn is_on(&self) -> bool {
        self.0.is_some()
    }

    pub fn into_steps(self) -> Vec<Step> {
        self.0.unwrap_or_default()
    }

    /// Writes down something that decides nothing.
    pub fn note(&mut self, check: impl FnOnce() -> Check) {
        self.push(Outcome::Noted, check);
    }

    /// Writes down a check and gives its result back: `true` if it was passed.
    pub fn judge(&mut self, passed: bool, check: impl FnOnce() -> Check) -> bool {
        self.push(if passed { Outcome::Passed } else { Outcome::Refused }, check);
        passed
    }

    fn push(&mut self, outcome: Outcome, check: impl FnOnce() -> Check) {
        if let Some(steps) = &mut self.0 {
            steps.push(Step { check: check(), outcome });
        }
    }
}
