//! Draws scripts. Most steps are what clients do all day; some are slips; the last step of some scripts is one at which the two sides are known
//! to part, because nothing can be compared after it.

use super::step::{Body, By, Marker, Message, Number, Pairs, Queue, Receipt, Script, Step, What};
use playground::rng::Rng;

const QUEUES: [&str; 3] = ["-a", "-b", "-c"];

/// A script that needs no waiting.
pub fn script(rng: &mut Rng, number: u64) -> Script {
    if number.is_multiple_of(16) {
        return service(rng);
    }
    if number.is_multiple_of(7) {
        return listing(rng);
    }
    let mut script = vec![create(Queue::Own(QUEUES[0]), vec![])];
    let length = 12 + rng.below(30);
    for _ in 0..length {
        let what = step(rng);
        let by = credential(rng, &what);
        script.push(Step { by, what });
    }
    if rng.below(2) == 0 {
        script.extend(parting(rng));
    }
    script
}

/// A script in which visibility and life run out. Timeouts are whole seconds and waits are not, so that nothing happens on the stroke.
pub fn slow(rng: &mut Rng) -> Script {
    let queue = Queue::Own(QUEUES[0]);
    let mut script = vec![create(queue, vec![])];
    for round in 1..=3 {
        for _ in 0..2 + rng.below(5) {
            let hidden = pick(rng, &[None, None, Some("0"), Some("1"), Some("2")]);
            let life = pick(rng, &[None, Some("3"), Some("4"), Some("-1")]);
            script.push(key(What::Put { queue, body: text(rng), hidden, life }));
        }
        for _ in 0..2 + rng.below(4) {
            let hidden = pick(rng, &[Some("1"), Some("2"), Some("3"), None]);
            script.push(match rng.below(6) {
                0 | 1 => key(What::Get { queue, count: pick(rng, &[None, Some("2"), Some("32")]), hidden }),
                2 => key(What::Update {
                    queue,
                    message: seen(rng),
                    receipt: Receipt::Latest,
                    hidden: pick(rng, &[Some("0"), Some("1")]),
                    body: None,
                }),
                3 => key(What::DeleteMessage { queue, message: seen(rng), receipt: Receipt::Latest }),
                4 => key(What::GetMetadata { queue, head: false, origin: None }),
                _ => key(What::Peek { queue, count: Some("32") }),
            });
        }
        // Differences of marks are 1.25, 2.5 and 3.75 seconds: a quarter of a second at least from whole ones.
        script.push(key(What::Wait(round * 1_250)));
    }
    script.push(key(What::Get { queue, count: Some("32"), hidden: Some("10") }));
    script
}

/// Sets all properties of the account.
pub fn known_properties() -> Step {
    key(What::SetProperties(PROPERTIES[0]))
}

fn step(rng: &mut Rng) -> What {
    let queue = queue(rng);
    match rng.below(100) {
        0..24 => What::Put {
            queue,
            body: text(rng),
            hidden: slip(rng, &[None, None, None, Some("0"), Some("60")], &HIDDEN),
            life: slip(
                rng,
                &[None, None, Some("-1"), Some("61"), Some("600"), Some("604800"), Some("999999999"), Some("999999999999")],
                &LIFE,
            ),
        },
        24..44 => What::Get {
            queue,
            count: slip(rng, &[None, None, Some("1"), Some("2"), Some("5"), Some("32")], &COUNT),
            hidden: slip(rng, &[None, None, Some("1000"), Some("604800")], &HIDDEN),
        },
        44..52 => What::Peek { queue, count: slip(rng, &[None, Some("1"), Some("3"), Some("32")], &COUNT) },
        52..66 => What::Update {
            queue,
            message: message(rng),
            receipt: receipt(rng),
            hidden: slip(rng, &[Some("0"), Some("0"), Some("30"), Some("100")], &HIDDEN),
            body: if rng.below(2) == 0 { None } else { Some(text(rng)) },
        },
        66..78 => What::DeleteMessage { queue, message: message(rng), receipt: receipt(rng) },
        78..81 => What::Clear { queue },
        81..87 => What::GetMetadata { queue, head: rng.below(3) == 0, origin: None },
        87..90 => What::SetMetadata { queue, metadata: metadata(rng) },
        90..93 => What::Create { queue, metadata: if rng.below(2) == 0 { vec![] } else { metadata(rng) }, comp: None, secondary: false },
        93..95 => What::GetAcl { queue },
        95..97 => What::SetAcl { queue, body: policies(rng) },
        97 => What::Delete { queue: Queue::Own(QUEUES[2]) },
        98 => What::List { prefix: "", max: None, marker: Marker::None, include: pick(rng, &[None, Some("metadata"), Some("nonsense")]) },
        _ => What::Stats { secondary: rng.below(2) == 0 },
    }
}

/// Lists page by page. Half of the scripts make their queues in the order of names, where Azurite's paging is right too.
fn listing(rng: &mut Rng) -> Script {
    const NAMES: [&str; 6] = ["-a", "-b", "-c", "-d", "-da", "-e"];
    let mut names = NAMES.to_vec();
    if rng.below(2) == 0 {
        for place in (1..names.len()).rev() {
            names.swap(place, usize::try_from(rng.below(place as u64 + 1)).expect("below six"));
        }
    }
    let mut script: Script = names.iter().map(|name| create(Queue::Own(name), metadata(rng))).collect();
    for _ in 0..3 {
        let prefix = pick(rng, &["", "", "-d", "-nobody"]);
        let max = slip(rng, &[None, Some("1"), Some("2"), Some("4"), Some("5000")], &["0", "-1", "abc"]);
        let include = pick(rng, &[None, Some("metadata")]);
        script.push(key(What::List { prefix, max, marker: Marker::None, include }));
        for _ in 0..3 {
            script.push(key(What::List { prefix, max, marker: Marker::Next, include }));
        }
    }
    if rng.below(3) == 0 {
        script.push(key(What::List { prefix: "", max: None, marker: Marker::Nonsense, include: None }));
    }
    script
}

/// Properties and cross-origin rules.
fn service(rng: &mut Rng) -> Script {
    let mut script = vec![create(Queue::Own(QUEUES[0]), vec![("Desk", "City")])];
    let queue = Queue::Own(QUEUES[0]);
    let origins = [Some("https://one.example"), Some("https://TWO.example"), Some("https://nobody.example"), None];
    for _ in 0..14 {
        script.push(key(match rng.below(10) {
            0..3 => What::SetProperties(pick(rng, &PROPERTIES)),
            3 | 4 => What::GetProperties,
            5..8 => What::Preflight {
                origin: pick(rng, &origins),
                method: pick(rng, &[Some("GET"), Some("PUT"), Some("DELETE"), None]),
                headers: pick(rng, &[None, Some("x-ms-meta-data1"), Some("x-ms-meta-target,x-ms-date"), Some("other")]),
            },
            _ => What::GetMetadata { queue, head: false, origin: pick(rng, &origins) },
        }));
    }
    if rng.below(2) == 0 {
        script.push(key(What::SetProperties(pick(rng, &PARTING_PROPERTIES))));
    }
    script
}

/// A step at which the two sides part, and what must come before it.
fn parting(rng: &mut Rng) -> Script {
    let queue = Queue::Own(QUEUES[0]);
    let plain = |text: &str| Body::Text(text.to_owned());
    let message = Message::Seen(0);
    let last = match rng.below(14) {
        0 => key(What::Create { queue: Queue::Named("a%7Cb"), metadata: vec![], comp: None, secondary: false }),
        1 => key(What::Create { queue: Queue::Own("-new"), metadata: vec![("1st", "digit first")], comp: None, secondary: false }),
        2 => key(What::Create { queue, metadata: vec![], comp: Some("other"), secondary: false }),
        3 => key(What::Create { queue: Queue::Own("-new"), metadata: vec![], comp: None, secondary: true }),
        4 => key(What::Put { queue, body: plain("late"), hidden: Some("604800"), life: None }),
        5 => key(What::Put { queue, body: plain("half"), hidden: Some("1.5"), life: None }),
        6 => key(What::Put { queue, body: Body::Raw("<Other><MessageText>x</MessageText></Other>"), hidden: None, life: None }),
        7 => {
            key(What::Put { queue, body: Body::Raw("<QueueMessage><messagetext>x</messagetext></QueueMessage>"), hidden: None, life: None })
        }
        8 => key(What::Put {
            queue,
            body: Body::Raw("<QueueMessage><MessageText>a<b>c</b>d</MessageText></QueueMessage>"),
            hidden: None,
            life: None,
        }),
        9 => key(What::SetAcl {
            queue,
            body: "<SignedIdentifiers><SignedIdentifier><Id>bare</Id><AccessPolicy/></SignedIdentifier></SignedIdentifiers>".to_owned(),
        }),
        10 => Step { by: By::OldDate, what: What::GetMetadata { queue, head: false, origin: None } },
        11 => Step {
            by: By::AccountSas(pick(rng, &["o", "c"]), "dpu"),
            what: pick(rng, &[What::Clear { queue }, What::DeleteMessage { queue, message, receipt: Receipt::Latest }]),
        },
        12 => return vec![key(What::Delete { queue }), create(queue, vec![])],
        _ => key(What::Update { queue, message, receipt: Receipt::Latest, hidden: Some("604800"), body: None }),
    };
    vec![last]
}

const HIDDEN: [&str; 5] = ["-1", "604801", "abc", "", "99999999999"];
const LIFE: [&str; 5] = ["0", "-2", "abc", "60", "30"];
const COUNT: [&str; 4] = ["0", "33", "-1", "abc"];

const PROPERTIES: [&str; 6] = [
    include_str!("properties/everything.xml"),
    include_str!("properties/hour-metrics.xml"),
    include_str!("properties/cors-for-all.xml"),
    include_str!("properties/no-cors.xml"),
    include_str!("properties/logging-only.xml"),
    include_str!("properties/torn.xml"),
];

const PARTING_PROPERTIES: [&str; 3] = [
    include_str!("properties/nothing.xml"),
    include_str!("properties/retention-too-long.xml"),
    include_str!("properties/six-cors-rules.xml"),
];

fn credential(rng: &mut Rng, what: &What) -> By {
    if rng.below(12) != 0 || what.queue().is_none() {
        return By::Key;
    }
    pick(
        rng,
        &[
            By::WrongKey,
            By::Nothing,
            By::ServiceSas("raup"),
            By::ServiceSas("raup"),
            By::ServiceSas("r"),
            By::ServiceSas("ap"),
            By::ExpiredSas("raup"),
            By::AccountSas("sco", "rwdlacup"),
            By::AccountSas("sco", "rwdlacup"),
            By::AccountSas("sco", "ra"),
        ],
    )
}

fn queue(rng: &mut Rng) -> Queue {
    match rng.below(40) {
        0 => Queue::Named(pick(
            rng,
            &[
                "ab",
                "a--b",
                "Abc",
                "-abc",
                "abc-",
                "a_b",
                "%C3%A9%C3%A9%C3%A9",
                "abcdefghijklmnopqrstuvwxyz-abcdefghijklmnopqrstuvwxyz-0123456789",
            ],
        )),
        1..7 => Queue::Own(QUEUES[1]),
        7..9 => Queue::Own(QUEUES[2]),
        _ => Queue::Own(QUEUES[0]),
    }
}

fn metadata(rng: &mut Rng) -> Pairs {
    pick(
        rng,
        &[
            vec![],
            vec![("Desk", "City")],
            vec![("desk", "City")],
            vec![("Desk", "city")],
            vec![("alpha", "1"), ("Beta", "two words")],
            vec![("alpha", "")],
        ],
    )
}

fn policies(rng: &mut Rng) -> String {
    let one = |id: &str, inside: &str| format!("<SignedIdentifier><Id>{id}</Id><AccessPolicy>{inside}</AccessPolicy></SignedIdentifier>");
    let full = "<Start>2026-01-01T00:00:00Z</Start><Expiry>2036-01-01T00:00:00Z</Expiry><Permission>raup</Permission>";
    let inside = match rng.below(6) {
        0 => String::new(),
        1 => one("only", full),
        2 => one("first", full) + &one("second", "<Expiry>2036-05-06T07:08:09.1234567Z</Expiry><Permission>r</Permission>"),
        3 => one("bad", "<Start>2026-01-01T00:00:00Z</Start><Expiry>2036-01-01T00:00:00Z</Expiry><Permission>xyz</Permission>"),
        4 => (0..6).map(|n| one(&format!("p{n}"), full)).collect(),
        _ => one("only", "<Start>2026-01-01</Start><Expiry>2036-01-01</Expiry><Permission>ap</Permission>"),
    };
    format!("<SignedIdentifiers>{inside}</SignedIdentifiers>")
}

fn text(rng: &mut Rng) -> Body {
    match rng.below(30) {
        0 => Body::Long('x', 65_536),
        1 => Body::Long('x', 65_537),
        2 => Body::Long('é', 32_768),
        3 => Body::Long('é', 32_769),
        4 => Body::Raw("<QueueMessage><MessageText>unclosed"),
        5 => Body::Raw("<QueueMessage></QueueMessage>"),
        6 => Body::Raw("<QueueMessage><MessageText><![CDATA[<a>&amp;</a>]]></MessageText></QueueMessage>"),
        7 => Body::Text(String::new()),
        8 => Body::Text("  blanks around  ".to_owned()),
        9 => Body::Text("<b>&amp;\"'</b> ]]>".to_owned()),
        10 => Body::Text("žluťoučký 日本語 🐎".to_owned()),
        11 => Body::Text("two\nlines\tand a tab".to_owned()),
        12 => Body::Text("   ".to_owned()),
        _ => Body::Text(format!("message {}", rng.below(1_000))),
    }
}

fn message(rng: &mut Rng) -> Message {
    match rng.below(20) {
        0 => Message::Unknown,
        1 => Message::NoGuid,
        _ => seen(rng),
    }
}

fn seen(rng: &mut Rng) -> Message {
    Message::Seen(usize::try_from(rng.below(64)).expect("below 64"))
}

fn receipt(rng: &mut Rng) -> Receipt {
    match rng.below(16) {
        0 | 1 => Receipt::Earlier,
        2 => Receipt::Nonsense,
        3 => Receipt::Missing,
        _ => Receipt::Latest,
    }
}

/// One of `good`, and one time in twelve one of `bad`.
fn slip(rng: &mut Rng, good: &[Number], bad: &[&'static str]) -> Number {
    if rng.below(12) == 0 { Some(pick(rng, bad)) } else { pick(rng, good) }
}

fn pick<T: Clone>(rng: &mut Rng, from: &[T]) -> T {
    from[usize::try_from(rng.below(from.len() as u64)).expect("an index")].clone()
}

fn create(queue: Queue, metadata: Pairs) -> Step {
    key(What::Create { queue, metadata, comp: None, secondary: false })
}

fn key(what: What) -> Step {
    Step { by: By::Key, what }
}
