//! The versions of the REST interface (page "Versioning for Azure Storage"), and those that changed what a queue answers.

/// A version of the interface: its date as text, year first, so that versions compare by age.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ApiVersion(&'static str);

/// Every version the service has published. A client may ask for any of them. The last five are from 2026 and not all confirmed for queues.
#[rustfmt::skip]
const KNOWN: [&str; 54] = [
    "2008-10-27", "2009-04-14", "2009-07-17", "2009-09-19", "2011-08-18", "2012-02-12", "2013-08-15", "2014-02-14", "2015-02-21", "2015-04-05",
    "2015-07-08", "2015-12-11", "2016-05-31", "2016-10-16", "2017-04-17", "2017-07-29", "2017-11-09", "2018-03-28", "2018-06-17", "2018-11-09",
    "2019-02-02", "2019-07-07", "2019-10-10", "2019-12-12", "2020-02-10", "2020-04-08", "2020-06-12", "2020-08-04", "2020-10-02", "2020-12-06",
    "2021-02-12", "2021-04-10", "2021-06-08", "2021-08-06", "2021-10-04", "2021-12-02", "2022-11-02", "2023-01-03", "2023-05-03", "2023-08-03",
    "2023-11-03", "2024-02-04", "2024-05-04", "2024-08-04", "2024-11-04", "2025-01-05", "2025-05-05", "2025-07-05", "2025-11-05", "2026-02-06",
    "2026-04-06", "2026-06-06", "2026-08-06", "2026-10-06",
];

impl ApiVersion {
    /// Taken when a request names no version. It brought the dequeue count.
    pub const DEFAULT: Self = Self("2009-09-19");
    /// 64 KiB of text, Update Message, delays on Put, seven days of invisibility.
    pub const LARGE_MESSAGES: Self = Self("2011-08-18");
    /// Shared access signatures and stored access policies.
    pub const SIGNATURES: Self = Self("2012-02-12");
    /// CORS, stats, minute metrics, partial Set Queue Service Properties, List Queues with `ServiceEndpoint`.
    pub const CORS: Self = Self("2013-08-15");
    /// Put Message answers with id, receipt and times.
    pub const PUT_ANSWERS: Self = Self("2016-05-31");
    /// Time to live without limit, and -1 for never.
    pub const UNLIMITED_LIFE: Self = Self("2017-07-29");
    /// What this playground speaks unless told otherwise.
    pub const CURRENT: Self = Self("2025-11-05");

    /// Reads `YYYY-MM-DD`. `None` if the service has never published that version.
    pub fn parse(text: &str) -> Option<Self> {
        // Clients are mostly young, and most are our own.
        if text == Self::CURRENT.0 {
            return Some(Self::CURRENT);
        }
        KNOWN.iter().rev().find(|known| **known == text).map(|known| Self(known))
    }

    /// `YYYY-MM-DD`.
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}
