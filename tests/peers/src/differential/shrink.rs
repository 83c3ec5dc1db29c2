//! Leaves steps out of a script for as long as what is left still shows a difference that is not on the list.

use super::side::{Difference, Outcome, Pair};
use super::step::Script;
use super::{Names, Tally};
use std::time::{Duration, Instant};

/// How long looking for a shorter script may take; scripts that wait are slow to try.
const LOOKING_FOR_MAX: Duration = Duration::from_secs(20);

/// The shortest script found, and the difference it shows. Err: Azurite is gone.
pub fn shortest(port: u16, names: &Names, script: Script, difference: Difference) -> Result<(Script, Difference), String> {
    let mut best = (script, difference);
    best.0.truncate(best.1.step + 1);
    let began = Instant::now();
    let mut piece = best.0.len().div_ceil(2);
    while piece > 0 {
        let mut start = 0;
        let mut shorter = false;
        while start < best.0.len() && began.elapsed() < LOOKING_FOR_MAX {
            let mut candidate = best.0.clone();
            candidate.drain(start..(start + piece).min(best.0.len()));
            match Pair::new(port, names.next()).run(&candidate, &mut Tally::default())? {
                Outcome::Differs(difference) => {
                    candidate.truncate(difference.step + 1);
                    best = (candidate, difference);
                    shorter = true;
                }
                Outcome::Agreed | Outcome::Disturbed => start += piece,
            }
        }
        if !(shorter && piece == 1) {
            piece /= 2;
        }
        if began.elapsed() >= LOOKING_FOR_MAX {
            break;
        }
    }
    Ok(best)
}
