//! Names and numbers that must not be mixed.

use serde::{Deserialize, Serialize};

/// The running number of a message in its account, from 1: what the page prints on the disc. The service's own id is a GUID.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct MessageNumber(pub u32);

/// The running number of a pop receipt in its account, from 1 ("ticket #7"). All messages of one Get share one receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ReceiptNumber(pub u32);
