//! Incidents to replay: real troubles with credentials, each a few requests against a copy of the lab.
//!
//! The numbers are those of the reference (section 9). A replay returns what was sent and answered; nothing in it is written down beforehand.

mod entra;
mod keys;
mod policies;
mod sas;
mod stand;

use super::{Lab, Sent};

/// How many there are; they are numbered from 1.
pub const COUNT: u8 = 26;

/// What a request of a replay is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What somebody noticed.
    Symptom,
    /// What was tried to find out.
    Investigation,
    /// What shows that it is put right, or who is hit by putting it right.
    Repair,
}

/// One request of a replay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scene {
    pub part: Part,
    pub sent: Sent,
}

/// Replays incident `number`, 1 to `COUNT`; empty for any other number.
pub fn replay(lab: &Lab, number: u8) -> Vec<Scene> {
    let mut stand = stand::Stand::new(lab);
    match number {
        1 => keys::committed_account_sas(&mut stand),
        2 => keys::regenerated_under_a_worker(&mut stand),
        3 => sas::clock_ahead(&mut stand),
        4 => sas::expired_without_start(&mut stand),
        5 => sas::sniffed_over_http(&mut stand),
        6 => policies::same_name_again(&mut stand),
        7 => policies::too_fresh(&mut stand),
        8 => entra::role_too_fresh(&mut stand),
        9 => entra::reader_wants_to_get(&mut stand),
        10 => sas::edited_letters(&mut stand),
        11 => keys::stolen_log(&mut stand),
        12 => keys::swapped_body(&mut stand),
        13 => entra::processor_cannot_update(&mut stand),
        14 => entra::owner_cannot_peek(&mut stand),
        15 => entra::wrong_audience(&mut stand),
        16 => keys::key_access_off(&mut stand),
        17 => sas::moved_into_the_region(&mut stand),
        18 => sas::plus_not_encoded(&mut stand),
        19 => entra::a_month_of_delegation(&mut stand),
        20 => entra::signer_leaves(&mut stand),
        21 => entra::forwarded(&mut stand),
        22 => sas::fine_on_the_emulator(&mut stand),
        23 => policies::refused_by_the_emulator(&mut stand),
        24 => sas::two_credentials(&mut stand),
        25 => keys::firewall(&mut stand),
        26 => sas::for_blobs(&mut stand),
        _ => {}
    }
    stand.scenes
}
