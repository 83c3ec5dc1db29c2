//! The first task: a SAS that is refused, and one change that repairs it.

use super::world::Lab;
use crate::client::{Call, Credential};
use crate::lab::Sent;
use crate::time::{Span, Timestamp};

/// What is wrong with the SAS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It may read; getting a message needs `p`.
    Letters,
    /// Its hour is over.
    Expired,
}

/// What can be tried. Which one helps depends on the fault; editing the URL never does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repair {
    /// The text is changed where it stands, and the signature left as it is.
    EditUrl,
    /// A new SAS with the same letters and a later expiry, signed.
    Extend,
    /// A new SAS with the same expiry and the letter `p` added, signed.
    AddLetter,
}

impl Fault {
    pub const ALL: [Self; 2] = [Self::Letters, Self::Expired];

    const fn letters(self) -> &'static str {
        match self {
            Self::Letters => "r",
            Self::Expired => "rp",
        }
    }

    fn expiry(self, lab: &Lab) -> Timestamp {
        match self {
            Self::Letters => lab.began_at() + Span::from_secs(8 * 3600),
            Self::Expired => lab.began_at() - Span::from_secs(3600),
        }
    }

    /// The SAS as the partner got it.
    pub fn sas(self, lab: &Lab) -> String {
        lab.service_sas(self.letters(), self.expiry(lab))
    }

    /// The SAS after this repair.
    pub fn repaired(self, lab: &Lab, repair: Repair) -> String {
        let later = lab.now().max(self.expiry(lab)) + Span::from_secs(24 * 3600);
        match repair {
            Repair::Extend => lab.service_sas(self.letters(), later),
            Repair::AddLetter => lab.service_sas("rp", self.expiry(lab)),
            Repair::EditUrl => {
                // The new text with the old signature, which is what editing means.
                let wanted = match self {
                    Self::Letters => lab.service_sas("rp", self.expiry(lab)),
                    Self::Expired => lab.service_sas(self.letters(), later),
                };
                let signature = |sas: &str| sas.find("&sig=").unwrap_or(sas.len());
                let (old, new) = (self.sas(lab), wanted);
                [&new[..signature(&new)], &old[signature(&old)..]].concat()
            }
        }
    }

    /// Sends Get Messages with this SAS.
    pub fn send(lab: &mut Lab, sas: &str) -> Sent {
        let call = Call::Get { queue: lab.queue().into(), count: None, visibility_timeout: None };
        lab.send_call(&call, &Credential::Sas(sas.into()))
    }
}

impl Repair {
    pub const ALL: [Self; 3] = [Self::EditUrl, Self::Extend, Self::AddLetter];
}
