//! One thing a client does, with messages and receipts named instead of spelt out, so that steps can be left out of a script.
//!
//! Numbers are text: a client may write `abc`.

/// Steps in the order in which they are taken.
pub type Script = Vec<Step>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub by: By,
    pub what: What,
}

/// What the client shows to be let in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    Key,
    WrongKey,
    Nothing,
    /// The right key, and a date of an hour ago.
    OldDate,
    /// Letters of the permission; good for the queue that the step names.
    ServiceSas(&'static str),
    ExpiredSas(&'static str),
    /// Resource types and letters.
    AccountSas(&'static str, &'static str),
}

pub type Number = Option<&'static str>;
pub type Pairs = Vec<(&'static str, &'static str)>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    List {
        prefix: &'static str,
        max: Number,
        marker: Marker,
        include: Option<&'static str>,
    },
    GetProperties,
    SetProperties(&'static str),
    Stats {
        secondary: bool,
    },
    Preflight {
        origin: Option<&'static str>,
        method: Option<&'static str>,
        headers: Option<&'static str>,
    },
    Create {
        queue: Queue,
        metadata: Pairs,
        comp: Option<&'static str>,
        secondary: bool,
    },
    Delete {
        queue: Queue,
    },
    GetMetadata {
        queue: Queue,
        head: bool,
        origin: Option<&'static str>,
    },
    SetMetadata {
        queue: Queue,
        metadata: Pairs,
    },
    GetAcl {
        queue: Queue,
    },
    SetAcl {
        queue: Queue,
        body: String,
    },
    Put {
        queue: Queue,
        body: Body,
        hidden: Number,
        life: Number,
    },
    Get {
        queue: Queue,
        count: Number,
        hidden: Number,
    },
    Peek {
        queue: Queue,
        count: Number,
    },
    Update {
        queue: Queue,
        message: Message,
        receipt: Receipt,
        hidden: Number,
        body: Option<Body>,
    },
    DeleteMessage {
        queue: Queue,
        message: Message,
        receipt: Receipt,
    },
    Clear {
        queue: Queue,
    },
    /// Until so many milliseconds after the beginning of the script.
    Wait(u64),
}

/// A queue of this script, by what follows the script's own prefix; or a name as it is, encoded for a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Queue {
    Own(&'static str),
    Named(&'static str),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    None,
    /// The one of the list before.
    Next,
    Nonsense,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    Text(String),
    /// The same letter so many times.
    Long(char, usize),
    /// Not what a client library would send.
    Raw(&'static str),
}

/// Which message: the nth of those the script has seen, counted around; or one there never was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Message {
    Seen(usize),
    Unknown,
    NoGuid,
}

/// Which receipt: the latest of that message, the one before, or what was never one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Receipt {
    Latest,
    Earlier,
    Nonsense,
    Missing,
}

impl What {
    /// The queue the step is about.
    pub fn queue(&self) -> Option<Queue> {
        match self {
            Self::List { .. }
            | Self::GetProperties
            | Self::SetProperties(_)
            | Self::Stats { .. }
            | Self::Preflight { .. }
            | Self::Wait(_) => None,
            Self::Create { queue, .. }
            | Self::Delete { queue }
            | Self::GetMetadata { queue, .. }
            | Self::SetMetadata { queue, .. }
            | Self::GetAcl { queue }
            | Self::SetAcl { queue, .. }
            | Self::Put { queue, .. }
            | Self::Get { queue, .. }
            | Self::Peek { queue, .. }
            | Self::Update { queue, .. }
            | Self::DeleteMessage { queue, .. }
            | Self::Clear { queue } => Some(*queue),
        }
    }

    /// Whether the answer depends on properties of the account, which all scripts share.
    pub fn concerns_the_account(&self) -> bool {
        matches!(self, Self::GetProperties | Self::SetProperties(_) | Self::Preflight { .. } | Self::GetMetadata { origin: Some(_), .. })
    }

    /// Whether the step changes nothing if it succeeds, so that a success of one side alone leaves both in the same state.
    pub fn reads_only(&self) -> bool {
        match self {
            Self::List { .. }
            | Self::GetProperties
            | Self::Stats { .. }
            | Self::Preflight { .. }
            | Self::GetMetadata { .. }
            | Self::GetAcl { .. }
            | Self::Peek { .. }
            | Self::Wait(_) => true,
            Self::SetProperties(_)
            | Self::Create { .. }
            | Self::Delete { .. }
            | Self::SetMetadata { .. }
            | Self::SetAcl { .. }
            | Self::Put { .. }
            | Self::Get { .. }
            | Self::Update { .. }
            | Self::DeleteMessage { .. }
            | Self::Clear { .. } => false,
        }
    }
}
