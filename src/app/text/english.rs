//! The words in English.

use super::Text;
use playground::sim::EventKind;

pub static EN: Text = Text {
    product: "Queue Storage Playground",
    skip_to_content: "Skip to the stage",
    nav_label: "Pages",
    nav_learn: "Learn",
    nav_stage: "Stage",
    seed: |seed| format!("Seed {seed}"),
    theme_light: "Light colours",
    theme_dark: "Dark colours",
    theme_system: "Colours of the system",
    motion_on: "Reduce motion",
    help: "Help and keys",
    keys_title: "Keys",
    keys: &[
        ("Space", "play or pause"),
        ("\u{2190} \u{2192}", "one event back or on"),
        ("Shift \u{2190} \u{2192}", "one second back or on"),
        ("N", "skip ahead to the next thing that happens to a message"),
        ("F", "fork: let go of the future from here"),
        ("G", "show or hide the replaced future"),
        ("Home End", "the beginning, the last known event"),
        ("Esc", "close what is open"),
    ],
    close: "Close",
    dismiss: "Dismiss",

    stage_title: "Stage",
    stage_can: "You can crash and restart workers, look into each message, and move through time.",
    producers: "Producers",
    consumers: "Consumers",
    queue: "Queue",
    invisible: "Invisible",
    invisible_rest: "leased, still in the queue",
    shelf_empty: "nothing is leased",
    shelf_more: |n| format!("and {n} more"),
    lane_front: "front",
    lane_back: "visible messages wait here",
    lane_count: |n| format!("{} visible", grouped(n)),
    returns_in: |s| format!("returns in {s} s"),
    ticket_and_count: |ticket, count| format!("ticket #{ticket}, dequeue count {count}"),
    published: "Published",
    published_count: |n, twice| match (n, twice) {
        (n, 0) => grouped(n),
        (n, 1) => format!("{}, one twice", grouped(n)),
        (n, twice) => format!("{}, {} twice", grouped(n), grouped(twice)),
    },
    deleted: "Deleted",
    deleted_count: grouped,
    expired: "Expired",
    expired_count: grouped,
    truth: "Server truth",
    truth_sentence: |visible, hidden| match (visible, hidden) {
        (0, 0) => "The queue is empty.".into(),
        (0, 1) => "1 message in the queue, invisible; a consumer that asks now gets an empty answer.".into(),
        (0, n) => format!("{} messages in the queue, all invisible; a consumer that asks now gets an empty answer.", grouped(n)),
        (1, 0) => "1 message in the queue, visible to the next consumer that asks.".into(),
        (n, 0) => format!("{} messages in the queue, all visible.", grouped(n)),
        (v, h) => format!("{} messages in the queue: {} visible, {} leased.", grouped(v + h), grouped(v), grouped(h)),
    },
    start_again: "Start again",
    add_consumer: "Add a consumer",
    add_producer: "Add a producer",

    message_name: |n| format!("message {n}"),
    state_visible: "visible",
    state_scheduled: |s| format!("visible in {s} s"),
    state_leased: |who, s| format!("leased by {who}, returns in {s} s"),
    nobody: "nobody",

    producer_sent: |n| if n == 0 { "nothing sent yet".into() } else { format!("{n} sent") },
    producer_next: |at| format!("next at {at}"),
    producer_done: "has sent everything",
    producer_crashed: |at| format!("Crashed, {at}"),
    waiting: "Waiting",
    asks_again: |at| format!("asks again at {at}"),
    starts_at: |at| format!("first asks at {at}"),
    asking: "Asking",
    working: "Working",
    working_on: |n| format!("on message {n}"),
    deleting: "Deleting",
    crashed_at: |at| format!("Crashed, {at}"),
    holding: |what| format!("holding {what}"),
    holding_nothing: "holding nothing",
    worked: |done, all| format!("{done} of {all} s worked"),
    empty_answers: |n| if n == 1 { "1 empty answer".into() } else { format!("{n} empty answers") },
    finished: |n| if n == 0 { String::new() } else { format!("{n} finished") },
    crash: "crash",
    restart: "restart",
    crash_label: |name| format!("Crash {name}"),
    restart_label: |name| format!("Restart {name}"),

    metrics_label: "Figures",
    metric_visible: "visible",
    metric_leased: "leased",
    metric_oldest: "oldest",
    metric_published: "published",
    metric_empty: "empty answers",
    metric_transactions: "transactions",

    timeline_label: "Timeline",
    to_start: "To the start",
    step_back: "step",
    step_back_label: "One step back",
    play: "Play",
    pause: "Pause",
    step: "step",
    step_label: "One step on",
    skip: "Skip ahead",
    fork: "Fork",
    ghost_back: "Other branch",
    speed: "speed",
    speed_value: |permille| match permille {
        p if p % 1000 == 0 => format!("{}\u{d7}", grouped(u64::from(p / 1000))),
        p => format!("0.{}\u{d7}", format!("{p:03}").trim_end_matches('0')),
    },
    falling_behind: "more happens than this device can show; time runs slower than asked",
    scrubber: "Moment",
    scrubber_value: |clock, event| format!("{clock}, {event}"),
    nothing_yet: "nothing has happened yet",
    your_flag: "you",
    flag_slider: "Your prediction on the timeline",
    actual_flag: "actual",
    lease_runs_on: "lease runs on",
    crashed_word: "crashed",
    gap: |secs| format!("{secs} s apart"),
    row_message: |n| format!("msg {n}"),

    footer_label: "Look inside",
    tab_message: "Message",
    tab_wire: "HTTP",
    tab_log: "Log",
    inspect_hint: "Pick a message on the stage to look inside.",
    field_id: "Message id",
    field_words: "Message text",
    field_state: "State",
    field_inserted: "Insertion time",
    field_expires: "Expiration time",
    field_visible_at: "Next visible time",
    field_dequeue_count: "Dequeue count",
    field_receipt: "Pop receipt (ticket)",
    field_never: "never",
    message_gone: |n| format!("Message {n} is no longer in the queue."),
    receipt_number: |n| format!("#{n}"),
    wire_request: "Request",
    wire_response: "Response",
    wire_none: "No request caused this; time alone did.",
    log_time: "Time",
    log_who: "Who",
    log_what: "What happened",
    log_because: "Because of",
    log_empty: "Nothing has happened yet.",
    log_more: |n| format!("{n} earlier events are not listed."),
    the_service: "the service",
    twin_title: "Messages in the queue",
    twin_message: "Message",
    twin_state: "State",
    twin_count: "Dequeue count",
    twin_empty: "The queue is empty.",

    exercise_eyebrow: |number, minutes| format!("Exercise {number:02} \u{b7} {minutes} min"),
    your_prediction: "Your prediction",
    not_committed: "before you look",
    committed: "committed",
    earlier: "One second earlier",
    later: "One second later",
    test_it: "Test it",
    tasks: "Do",
    observed: "Observed so far",
    observed_from: "from the log",
    state_done: "done",
    state_now: "next",
    state_todo: "not yet",
    state_broken: "went wrong",
    hint: "Hint",
    hint_wait: "Try something with this hint first; the next one comes after your next attempt.",
    show_me: "Show me",
    back_to_mine: "Back to my run",
    showing: "This is a replay of one solution.",
    solved: "Solved",
    you_said: "You said",
    it_was: "It was",
    apart: "Apart",
    spot_on: "none",
    question: "One question",
    check_answer: "Check",
    right: "Right.",
    watch_it: "Watch it happen",
    next_exercise: "All exercises",
    to_sandbox: "Play on in the sandbox",
    sheet_open: "Open the lesson",
    sheet_close: "Close the lesson",

    course_title: "Learn",
    course_lead: "Twenty exercises. Each one asks what you expect, lets you try it, and shows what the queue did.",
    course_state: |ready, solved| match (ready, solved) {
        (_, true) => "solved",
        (true, false) => "ready",
        (false, false) => "in preparation",
    },
    minutes: |n| format!("{n} min"),

    sandbox_eyebrow: "Sandbox",
    sandbox_title: "A newsroom and its queue",
    sandbox_story: "Reporters file stories, editors pick them up. Crash someone, send something by hand, turn the clock.",
    by_hand: "Send a request by hand",
    operation: "Operation",
    op_put: "Put Message",
    op_get: "Get Messages",
    op_peek: "Peek Messages",
    op_update: "Update Message",
    op_delete: "Delete Message",
    op_clear: "Clear Messages",
    form_words: "Message text",
    form_ttl: "Time to live, s",
    form_count: "How many, 1\u{2013}32",
    form_timeout: "Visibility timeout, s",
    form_message: "Message you hold",
    form_message_none: "Get a message first: its pop receipt is your right to change it.",
    form_default: "default",
    form_number: |what| format!("{what}: a whole number is needed."),
    send: "Send",
    last_answer: "Last answer",
    answer_ok: |what| format!("{what}: done."),
    answer_got: |n| match n {
        0 => "200 OK with an empty list. Nothing is visible now.".into(),
        1 => "200 OK with 1 message.".into(),
        n => format!("200 OK with {n} messages."),
    },
    answer_received: |text, count| format!("\u{201c}{text}\u{201d}, dequeue count {count}"),
    add_someone: "Add someone",
    form_every: "A message every, s",
    form_works: "Works for, s",
    desk_name: |n| format!("Desk {n}"),
    desk_story: |n| format!("Desk {n}, story {{n}}"),

    refused: |status, code| format!("{status} {code}"),
    refused_who: |who, what| capital(&format!("{who} asked for {what}.")),
    rule,
    unknown_route: "There is no page at that address. This is the first exercise to try.",
    damaged: "What was saved here earlier could not be read. It has been set aside, and nothing else was touched.",
    damaged_save: "Save the unreadable state as a file",
    no_storage: "This browser keeps nothing for this page. Progress lasts until you close it.",
    update_ready: "A newer version of this page is ready.",
    update_apply: "Use it now",
    full: "This history has reached its limit. Start again, or go back and fork.",

    broke_title: "The page broke",
    broke_body: "This should not have happened, and it was not your doing. Your run is safe: save it as a file, it holds the seed and everything you did.",
    broke_save: "Save the run",
    broke_reload: "Load the page again",
    broke_clean: "Load it without saved runs",

    event,
};

/// 1234567 as 1,234,567.
fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn plural(n: usize, one: &str, many: &str) -> String {
    if n == 1 { one.to_owned() } else { many.to_owned() }
}

/// A sentence begins with a capital, also when it begins with a name like "you".
fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn event(kind: &EventKind, who: &str) -> String {
    capital(&event_words(kind, who))
}

fn event_words(kind: &EventKind, who: &str) -> String {
    match kind {
        EventKind::QueueCreated { queue } => format!("The queue {queue} was created"),
        EventKind::QueueDeleted { queue } => format!("The queue {queue} was deleted"),
        EventKind::Put { message, .. } => format!("{who} put message {}", message.0),
        EventKind::Get { message, receipt, dequeue_count, .. } => {
            format!("{who} got message {} with ticket #{}, dequeue count {dequeue_count}", message.0, receipt.0)
        }
        EventKind::GetEmpty { .. } => format!("{who} asked and got an empty answer"),
        EventKind::Peek { message, .. } => format!("{who} peeked at message {}", message.0),
        EventKind::PeekEmpty { .. } => format!("{who} peeked and saw nothing"),
        EventKind::Update { message, receipt, .. } => {
            format!("{who} updated message {}; the new ticket is #{}", message.0, receipt.0)
        }
        EventKind::Delete { message, .. } => format!("{who} deleted message {}", message.0),
        EventKind::Clear { count, .. } => format!("{who} cleared the queue of {count} messages"),
        EventKind::Reappear { message, dequeue_count: 0, .. } => format!("Message {} became visible", message.0),
        EventKind::Reappear { message, .. } => format!("Message {} became visible again", message.0),
        EventKind::Expire { message, .. } => format!("Message {} expired and is gone", message.0),
        EventKind::Rejected { status, code, .. } => format!("the service refused {who}: {status} {code}"),
        EventKind::Throttled { .. } => format!("the service told {who} to slow down: 503 ServerBusy"),
        EventKind::WorkerStart => format!("{who} started again"),
        EventKind::WorkerCrash { holding } if holding.is_empty() => format!("{who} crashed"),
        EventKind::WorkerCrash { holding } => {
            let numbers: Vec<String> = holding.iter().map(|message| message.0.to_string()).collect();
            format!("{who} crashed, holding {} {}", plural(holding.len(), "message", "messages"), numbers.join(", "))
        }
        EventKind::WorkStart { message } => format!("{who} began to work on message {}", message.0),
        EventKind::WorkDone { message } => format!("{who} finished working on message {}", message.0),
        EventKind::SideEffect { key, copy: 1, .. } => format!("{who} published \u{201c}{key}\u{201d}"),
        EventKind::SideEffect { key, copy, .. } => format!("{who} published \u{201c}{key}\u{201d} again: copy {copy}"),
        EventKind::Predicted { .. } => "You wrote down a prediction".into(),
    }
}

/// The rule behind an error code, in one sentence.
fn rule(code: &str) -> Option<&'static str> {
    Some(match code {
        "MessageNotFound" => {
            "A message can be changed or deleted only with its latest pop receipt, and only while it exists. Receiving or updating it again, deleting it, or its expiry ends the receipt."
        }
        "PopReceiptMismatch" => "The pop receipt is not the latest one of this message.",
        "QueueNotFound" => "The queue does not exist in this account.",
        "QueueAlreadyExists" => "A queue of this name exists with other metadata.",
        "QueueBeingDeleted" => "For at least 30 seconds after a delete the name cannot be used again.",
        "OutOfRangeInput" => "A queue name has 3 to 63 characters.",
        "InvalidResourceName" => {
            "A queue name has lowercase letters, digits and single hyphens, and begins and ends with a letter or digit."
        }
        "OutOfRangeQueryParameterValue" => {
            "Get takes 1 to 32 messages and a visibility timeout of 1 to 604,800 seconds; Put and Update take 0 to 604,800."
        }
        "InvalidQueryParameterValue" => {
            "The visibility timeout must be smaller than the time to live, and the time to live is -1 (never expires) or at least 1 second."
        }
        "MissingRequiredQueryParameter" => "Delete and Update need a pop receipt, and Update a visibility timeout.",
        "RequestBodyTooLarge" => "A message text has at most 64 KiB (65,536 bytes of UTF-8).",
        "InvalidXmlDocument" => "The body must be well-formed XML of the documented form; some characters cannot be written in XML at all.",
        "AuthenticationFailed" => "The signature or token does not prove who is asking.",
        "ServerBusy" => "The service asks to slow down: wait, and wait longer each time.",
        _ => return None,
    })
}
