//! The first task: a SAS that is refused, understood and repaired.

use playground::lab::{Fault, Repair};

words! {
    title: &'static str = "First task: repair a refused SAS",
    story: &'static str = "A partner fetches messages with Get Messages. Somebody gave them this shared access signature (SAS), and it does not work.",
    the_sas: &'static str = "The SAS",
    step_send: &'static str = "Send it",
    step_why: &'static str = "See why",
    step_repair: &'static str = "Repair it",
    send: &'static str = "Send Get Messages with this SAS",
    question: &'static str = "Which one change repairs it?",
    apply: &'static str = "Make this change and send again",
    pick_first: &'static str = "Pick a change first.",
    repaired: &'static str = "Repaired",
    another: &'static str = "Another refused SAS",
    waiting: &'static str = "Nothing has been sent yet. What the service decides appears here.",
}

pub fn repair(fault: Fault, repair: Repair) -> &'static str {
    match (fault, repair) {
        (Fault::Letters, Repair::EditUrl) => "Write sp=rp into the URL, and leave the rest",
        (Fault::Expired, Repair::EditUrl) => "Write a later se into the URL, and leave the rest",
        (_, Repair::Extend) => "Sign a new SAS that lives a day longer",
        (Fault::Letters, Repair::AddLetter) => "Sign a new SAS with the letter p added",
        (Fault::Expired, Repair::AddLetter) => "Sign a new SAS with the letters rp and the same hours",
    }
}

/// What the first answer means.
pub fn why(fault: Fault) -> &'static str {
    match fault {
        Fault::Letters => {
            "The signature is good, so the service knows who gave this out. But the SAS holds r, and getting a message hides it from others: that is \
             processing, letter p. Reading would be Peek Messages."
        }
        Fault::Expired => {
            "The signature was never looked at: the time was judged first. Nobody set a start (st), so the service puts the present in its place and \
             complains that the expiry is not after it. The strange sentence means: expired."
        }
    }
}

/// What came of a change.
pub fn outcome(fault: Fault, repair: Repair) -> &'static str {
    match (fault, repair) {
        (_, Repair::EditUrl) => {
            "What stands in a SAS is signed. Edited text and old signature do not belong together, so now the service does not know you at all. \
             Only whoever holds a key can change a SAS: by signing a new one."
        }
        (Fault::Letters, Repair::Extend) => "Time was not the trouble: the same step refuses again. Look at what it wants.",
        (Fault::Expired, Repair::AddLetter) => {
            "Letters were not the trouble: the same step refuses again. Look at what it says about time."
        }
        (Fault::Letters, Repair::AddLetter) => {
            "The new SAS is signed and holds p. Give no more letters than the partner needs: with rp they can peek, get and delete, but not add or \
             change messages."
        }
        (Fault::Expired, Repair::Extend) => {
            "The new SAS is signed and lives another day. The old one stays dead: a SAS cannot be prolonged, only replaced, unless its expiry stands \
             in a stored access policy."
        }
    }
}
