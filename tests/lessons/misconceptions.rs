//! What learners tend to believe, from the curriculum's list for exercises 01 to 11, and what shows them otherwise.
//!
//! The lint proves the rest: the solution's run fits no reading, the run of a wrong answer shows what refutes it, and an anti-solution fails for
//! the reason that it is told. Here nothing of the list may be left out.

use super::lint::played;
use playground::lessons::{Exercise, Verdict, exercise};
use playground::sim::EventKind;
use playground::timeline::Timeline;

enum Refuted {
    /// A way to see the prediction; the solution's run goes otherwise.
    Reading(&'static str),
    /// A wrong answer of the quiz, with a run of its own.
    Answer(&'static str),
    /// Acted upon, it does not solve the exercise.
    Act(&'static str),
    /// The solution's run shows it to whoever looks at the log.
    Run(fn(&Timeline) -> bool),
}
use Refuted::{Act, Answer, Reading, Run};

const BELIEFS: &[(u8, &str, Refuted)] = &[
    (1, "the access tier affects queues", Reading("tier-affects-queues")),
    (1, "any account can hold queues", Act("blobs-only")),
    (1, "names may repeat across the world", Answer("names-may-repeat")),
    (2, "queue names are global", Answer("queue-names-are-global")),
    (2, "case does not matter", Reading("case-does-not-matter")),
    (2, "the connection string names the queue", Answer("key-names-the-queue")),
    (3, "the service parses the JSON", Reading("service-reads-text")),
    (3, "the sender chooses the id", Reading("sender-chooses-id")),
    (3, "a new message has been dequeued once", Answer("counted-on-sending")),
    (4, "a peek hides or counts", Reading("peek-hides")),
    (4, "a get shows everyone the same message", Reading("get-shows-all")),
    (4, "a peek returns a receipt", Answer("peek-gives-a-receipt")),
    (5, "receiving removes", Answer("receiving-removes")),
    (5, "messages are acknowledged by themselves", Act("left-unplugged")),
    (5, "deleting first is safer", Answer("delete-first-is-safe")),
    (6, "the queue notices the crash", Answer("queue-notices-crash")),
    (6, "the lease starts at the crash", Answer("lease-from-crash")),
    (6, "the story is lost", Answer("story-lost")),
    (7, "the end of the lease voids the receipt", Answer("lease-end-voids")),
    (7, "whoever loses the lease gets an error at once", Run(the_end_of_a_lease_refuses_nothing)),
    (7, "the id is enough to delete", Answer("id-is-enough")),
    (8, "a renewal adds to what remains", Reading("renewal-adds")),
    (8, "an update raises the dequeue count", Run(updates_count_nothing)),
    (8, "the receipt stays the same after an update", Answer("receipt-survives-updates")),
    (9, "a lease pauses the time to live", Reading("lease-pauses-life")),
    (9, "expired messages go to a dead-letter queue", Answer("dead-letter-queue")),
    (9, "the default is for ever", Act("archive-of-seven-days")),
    (10, "the service moves poison aside", Answer("service-steps-in")),
    (10, "deleting first and copying then is safe", Act("deletes-first")),
    (10, "a count of one means failed once", Run(a_first_get_can_be_the_last)),
    (11, "at least once is a defect", Reading("crash-undoes")),
    (11, "a longer lease removes duplicates", Answer("longer-lease-helps")),
    (11, "another setting of the worker makes it exactly once", Act("deletes-first")),
];

fn the_end_of_a_lease_refuses_nothing(timeline: &Timeline) -> bool {
    let at = |is: fn(&EventKind) -> bool| timeline.events().iter().find(|event| is(&event.kind)).map(|event| event.at);
    let (back, refused) = (at(|kind| matches!(kind, EventKind::Reappear { .. })), at(|kind| matches!(kind, EventKind::Rejected { .. })));
    matches!((back, refused), (Some(back), Some(refused)) if back < refused)
}

fn updates_count_nothing(timeline: &Timeline) -> bool {
    let updates = timeline.events().iter().filter(|event| matches!(event.kind, EventKind::Update { .. })).count();
    updates > 2 && highest_count(timeline) == 2
}

fn a_first_get_can_be_the_last(timeline: &Timeline) -> bool {
    let deleted = timeline.world().tally().deleted;
    let again = timeline.events().iter().filter(|event| matches!(event.kind, EventKind::Get { dequeue_count: 2.., .. })).count();
    deleted > again as u64
}

fn highest_count(timeline: &Timeline) -> u32 {
    let counts = timeline.events().iter().filter_map(|event| match event.kind {
        EventKind::Get { dequeue_count, .. } => Some(dequeue_count),
        _ => None,
    });
    counts.max().unwrap_or(0)
}

fn is_met(exercise: &Exercise, refuted: &Refuted) -> bool {
    match refuted {
        Reading(id) => exercise.ask.readings.iter().any(|reading| reading.id == *id),
        Answer(id) => exercise
            .quiz
            .options
            .iter()
            .any(|option| matches!(&option.verdict, Verdict::Wrong { misconception, .. } if misconception == id)),
        Act(id) => exercise.anti_solutions.iter().any(|anti| anti.id == *id),
        Run(shows) => shows(&played(exercise, &exercise.solution)),
    }
}

#[test]
fn every_belief_of_the_curriculum_meets_what_refutes_it() {
    let left: Vec<_> = BELIEFS.iter().filter(|(number, _, refuted)| !is_met(&exercise(*number).expect("it is ready"), refuted)).collect();
    let left: Vec<_> = left.into_iter().map(|(number, belief, _)| (number, belief)).collect();
    assert!(left.is_empty(), "{left:?}");
}
