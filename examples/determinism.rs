//! Prints the fingerprints of a long history in which everything happens that can happen. Run natively and as WebAssembly
//! (`cargo xtask wasm-run determinism`), it prints the same.

mod busy;
mod eventful;

use busy::{line, play_to};
use eventful::eventful;
use playground::client::Call;
use playground::engine::{AccountKind, Redundancy};
use playground::sim::{ActorId, ActorSpec, ConsumerSpec, Fault, Input, PERSON, RawRequest, Role, Via, why};
use playground::time::Span;
use playground::timeline::Timeline;

const EVENTS: usize = 100_000;

fn main() {
    let mut timeline = Timeline::new(eventful(0x4f17));
    for part in 1..=10 {
        play_to(&mut timeline, EVENTS / 10 * part);
        line(&format!("{:>7} events: {:016x}", timeline.events().len(), timeline.fingerprint()));
        // Acts of a person belong to the history, too.
        for input in acts(part) {
            timeline.push(input).expect("a history of this length has room");
        }
    }
    let middle = timeline.events()[EVENTS / 2].at;
    timeline.seek(middle);
    line(&format!("back at {:>7}: {:016x}", timeline.events().len(), timeline.fingerprint()));
    let again = Timeline::replay(timeline.run());
    line(&format!("replayed {:>6}: {:016x}", again.events().len(), again.fingerprint()));
    let explained: usize = again.events().iter().step_by(97).map(|event| why(again.events(), event.id).len()).sum();
    line(&format!("explanations: {explained} events, {:?}", again.world().tally()));
}

/// Something of every kind, by turns.
fn acts(part: usize) -> Vec<Input> {
    let worker = ActorId(u16::try_from(9 + part % 4).unwrap_or(9));
    let counter = ActorId(17);
    let peek = Call::Peek { queue: "newsqueue".into(), count: Some(3) };
    let raw = RawRequest {
        method: "POST".into(),
        target: "/newsqueue/messages?messagettl=-1".into(),
        headers: vec![("x-ms-client-request-id".into(), "by hand".into())],
        body: "<QueueMessage><MessageText>{\"by\": \"hand\"}</MessageText></QueueMessage>".into(),
    };
    let slower = ConsumerSpec { works_for: Span::from_millis(450), ledger: true, ..ConsumerSpec::on("newsqueue") };
    let crash_or_restart = if part % 2 == 1 { Input::Crash { actor: worker } } else { Input::Restart { actor: worker } };
    let more = match part {
        1 => Input::Raw { by: PERSON, request: raw },
        2 => Input::Configure { actor: worker, role: Role::Consumer(slower) },
        3 => Input::Join { spec: ActorSpec { name: "late".into(), role: Role::Consumer(slower) } },
        4 => Input::Leave { actor: ActorId(4) },
        5 => Input::CreateAccount { name: "archive1".into(), kind: AccountKind::StorageV2, redundancy: Redundancy::StandardGrs },
        6 => Input::Call { by: PERSON, via: Via::Code, call: Call::CreateQueue { queue: "old-news".into(), metadata: Vec::new() } },
        7 => Input::SelectAccount { name: "newsroom".into() },
        8 => Input::Fault { fault: Fault::Outage { lasts_for: Span::from_secs(3) } },
        _ => Input::Fault { fault: Fault::LoseReply { actor: None, operation: None, count: 2 } },
    };
    vec![crash_or_restart, Input::Call { by: counter, via: Via::Form, call: peek }, more]
}
