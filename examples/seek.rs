//! How long a jump in a long history takes, and how many events a second can happen.
//!
//! Natively: `cargo run --release --example seek`. As WebAssembly under Node: `cargo xtask wasm-run seek --alone`. Both print the bar beside the
//! figure, and the ratio to playing from the beginning, measured in the same run.

mod busy;
mod clock;

use busy::{line, play_to, scenario};
use clock::now_ms;
use playground::rng::Rng;
use playground::timeline::Timeline;

const JUMPS: usize = 400;

/// A jump should be felt as attached to the finger: one frame.
const BAR_MS: f64 = 16.0;

fn main() {
    for events in [50_000, 100_000] {
        measure(events);
    }
}

fn measure(events: usize) {
    let mut timeline = Timeline::new(scenario(0x4f17));
    let began = now_ms();
    play_to(&mut timeline, events);
    let play_ms = now_ms() - began;
    let end = timeline.events().len();

    let mut rng = Rng::new(1);
    let mut jumps: Vec<f64> = (0..JUMPS)
        .map(|_| {
            let target = usize::try_from(rng.below(end as u64)).unwrap_or(0);
            let at = timeline.known_events()[target].at;
            let began = now_ms();
            timeline.seek(at);
            now_ms() - began
        })
        .collect();
    jumps.sort_by(f64::total_cmp);
    let (median, worst) = (jumps[JUMPS / 2], jumps[JUMPS - 1]);
    let waiting = timeline.world().queue_counts("newsqueue");
    line(&format!("history of {end} events, {} messages in the queue at the playhead", waiting.visible + waiting.hidden));
    line(&format!(
        "  played in           {play_ms:9.1} ms, {:.0} events a second",
        f64::from(u32::try_from(end).unwrap_or(u32::MAX)) / play_ms * 1000.0
    ));
    let verdict = if worst <= BAR_MS { "met" } else { "MISSED" };
    line(&format!("  jump, median        {median:9.2} ms"));
    line(&format!("  jump, worst of {JUMPS}  {worst:9.2} ms, bar {BAR_MS} ms: {verdict}"));
    line(&format!("  playing from the beginning takes {:.0} times as long as the worst jump", play_ms / worst));
}
