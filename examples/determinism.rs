//! Prints the fingerprints of a long history. Run natively and as WebAssembly (`cargo xtask wasm-run determinism`), it prints the same.

mod busy;

use busy::{line, play_to, scenario};
use playground::sim::{ActorId, Input};
use playground::timeline::Timeline;

const EVENTS: usize = 100_000;

fn main() {
    let mut timeline = Timeline::new(scenario(0x4f17));
    for part in 1..=10 {
        play_to(&mut timeline, EVENTS / 10 * part);
        line(&format!("{:>7} events: {:016x}", timeline.events().len(), timeline.fingerprint()));
        // Acts of a person belong to the history, too.
        let worker = ActorId(u16::try_from(9 + part % 4).unwrap_or(9));
        let input = if part % 2 == 1 { Input::Crash { actor: worker } } else { Input::Restart { actor: worker } };
        timeline.push(input).expect("a history of this length has room");
    }
    let middle = timeline.events()[EVENTS / 2].at;
    timeline.seek(middle);
    line(&format!("back at {:>7}: {:016x}", timeline.events().len(), timeline.fingerprint()));
    let again = Timeline::replay(timeline.run());
    line(&format!("replayed {:>6}: {:016x}", again.events().len(), again.fingerprint()));
}
