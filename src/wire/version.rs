//! The versions of the REST interface (page "Versioning for Azure Storage"), and those that changed what a queue answers.

#![expect(clippy::inconsistent_digit_grouping, reason = "a version is a date: year, month, day")]

/// A version of the interface: its date as a number, year first. Versions compare by age.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ApiVersion(u32);

/// Every version the service has published. A client may ask for any of them. The last five are from 2026 and not all confirmed for queues.
#[rustfmt::skip]
const KNOWN: [u32; 54] = [
    2008_10_27, 2009_04_14, 2009_07_17, 2009_09_19, 2011_08_18, 2012_02_12, 2013_08_15, 2014_02_14, 2015_02_21, 2015_04_05, 2015_07_08,
    2015_12_11, 2016_05_31, 2016_10_16, 2017_04_17, 2017_07_29, 2017_11_09, 2018_03_28, 2018_06_17, 2018_11_09, 2019_02_02, 2019_07_07,
    2019_10_10, 2019_12_12, 2020_02_10, 2020_04_08, 2020_06_12, 2020_08_04, 2020_10_02, 2020_12_06, 2021_02_12, 2021_04_10, 2021_06_08,
    2021_08_06, 2021_10_04, 2021_12_02, 2022_11_02, 2023_01_03, 2023_05_03, 2023_08_03, 2023_11_03, 2024_02_04, 2024_05_04, 2024_08_04,
    2024_11_04, 2025_01_05, 2025_05_05, 2025_07_05, 2025_11_05, 2026_02_06, 2026_04_06, 2026_06_06, 2026_08_06, 2026_10_06,
];

impl ApiVersion {
    /// Taken when a request names no version. It brought the dequeue count.
    pub const DEFAULT: Self = Self(2009_09_19);
    /// 64 KiB of text, Update Message, delays on Put, seven days of invisibility.
    pub const LARGE_MESSAGES: Self = Self(2011_08_18);
    /// Shared access signatures and stored access policies.
    pub const SIGNATURES: Self = Self(2012_02_12);
    /// CORS, stats, minute metrics, partial Set Queue Service Properties, List Queues with `ServiceEndpoint`.
    pub const CORS: Self = Self(2013_08_15);
    /// Put Message answers with id, receipt and times.
    pub const PUT_ANSWERS: Self = Self(2016_05_31);
    /// Time to live without limit, and -1 for never.
    pub const UNLIMITED_LIFE: Self = Self(2017_07_29);
    /// What this playground speaks unless told otherwise.
    pub const CURRENT: Self = Self(2025_11_05);

    /// Reads `YYYY-MM-DD`. `None` if the service has never published that version.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let mut number = |width| parts.next().filter(|part| part.len() == width).and_then(|part| part.parse::<u32>().ok());
        let (year, month, day) = (number(4)?, number(2)?, number(2)?);
        let version = Self(year * 10_000 + month * 100 + day);
        (KNOWN.contains(&version.0) && version.emit() == text).then_some(version)
    }

    /// Writes `YYYY-MM-DD`.
    pub fn emit(self) -> String {
        let digits = self.0.to_string();
        [&digits[..4], "-", &digits[4..6], "-", &digits[6..]].concat()
    }
}
