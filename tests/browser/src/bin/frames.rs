//! How much of a frame the page's script takes, as a histogram, in a real browser: `cargo run -p browser-tests --bin frames`.
//!
//! With a folder (`target/dist-named`, made by `cargo xtask dist --named`), that page is measured instead of `dist/`, and the functions are
//! listed in which its time goes.
//!
//! Two worlds are opened in the built page (`cargo xtask dist` builds it): one in which two hundred messages are drawn one by one beside the
//! charts, and one with a hundred thousand messages in one queue. Script is what runs between the first callback of a frame and the end of
//! the work that follows from it; drawing is the browser's. The bars stand beside the figures; nothing fails, since a figure is of one machine.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

use browser_tests::{Driver, Failure, Headers, Outcome, Page, Server, repository};
use playground::saved::plain;
use playground::sim::{ActorSpec, ConsumerSpec, LinkSpec, Pace, ProducerSpec, Role, Scenario};
use playground::time::{Span, Timestamp};
use playground::timeline::Run;
use serde_json::{Value, json};

/// Frames that are measured of each world.
const FRAMES: usize = 600;

/// Functions that a list names.
const LISTED_MAX: usize = 80;

/// The slowest frames, told one by one.
const LISTED_SLOW: usize = 10;

/// Longest time for a world to fill, or for the frames to come.
const WAIT_MAX: Duration = Duration::from_mins(5);

/// Measures every frame that the page asks for: a callback of our own, asked for right behind the page's, runs when the page's is done and what
/// it left for right after has run as well. Also keeps the module's memory, which no browser counts.
const METER: &str = "
    window.__frames = [];
    const frame = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (callback) => {
        let began = 0;
        const id = frame((time) => { began = performance.now(); callback(time); });
        frame(() => { if (began > 0) window.__frames.push(performance.now() - began); });
        return id;
    };
    for (const name of ['instantiate', 'instantiateStreaming']) {
        const make = WebAssembly[name].bind(WebAssembly);
        WebAssembly[name] = async (...given) => {
            const made = await make(...given);
            const memory = Object.values((made.instance ?? made).exports ?? {}).find((given) => given instanceof WebAssembly.Memory);
            if (memory) window.__memory = memory;
            return made;
        };
    }";

#[tokio::main]
async fn main() -> Outcome {
    let driver = Driver::start()?;
    let page = driver.open().await?;
    let measured = tokio::select! {
        measured = measure(&page) => measured,
        _ = tokio::signal::ctrl_c() => Err("interrupted".into()),
    };
    page.quit().await?;
    measured
}

async fn measure(page: &Page) -> Outcome {
    let named = std::env::args().nth(1);
    let dist = named.as_ref().map_or_else(|| repository().join("dist"), |folder| Path::new(folder).to_path_buf());
    if !dist.join("index.html").is_file() {
        return Err(format!("there is nothing to measure in {}: run `cargo xtask dist` first", dist.display()).into());
    }
    let server = Server::start(&dist, "/some/course/page/", Headers::Bare)?;
    page.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": METER })).await?;
    let listed = named.is_some();
    many_tokens(page, &server, listed).await?;
    long_queue(page, &server, listed).await
}

async fn many_tokens(page: &Page, server: &Server, listed: bool) -> Outcome {
    // As wide as the lane needs to seat two hundred one by one.
    page.resize(3840, 720).await?;
    open(page, server, &scenario(213, 4)).await?;
    play_until(page, "Number(document.querySelector('.metrics dd').innerText) > 180", 3).await?;
    page.run("[...document.querySelectorAll('.footer-tab')].find((tab) => tab.innerText === 'Charts').click();", &[]).await?;
    page.wait_until("document.querySelectorAll('.figure').length > 0").await?;
    let times = play_and_measure(page, 5, listed).await?;
    let tokens = page.run("return document.querySelectorAll('.token').length;", &[]).await?;
    println!("{tokens} messages drawn one by one, and the charts");
    histogram(&times, &[(50, 4.0), (99, 10.0)]);
    Ok(())
}

async fn long_queue(page: &Page, server: &Server, listed: bool) -> Outcome {
    page.resize(1280, 800).await?;
    open(page, server, &scenario(100_000, 6)).await?;
    play_until(page, "Number(document.querySelector('.metrics dd').innerText) > 99000", 12).await?;
    let times = play_and_measure(page, 6, listed).await?;
    let waiting = page.text(".metrics dd").await?;
    let memory = page.run("return (window.__memory?.buffer.byteLength ?? 0) + (performance.memory?.usedJSHeapSize ?? 0);", &[]).await?;
    println!("{waiting} messages in one queue");
    histogram(&times, &[(99, 16.0)]);
    let megabytes = memory.as_f64().unwrap_or(0.0) / 1e6;
    println!("  memory of module and script {megabytes:8.1} MB, bar 200 MB: {}", verdict(megabytes <= 200.0));
    answers(page).await
}

/// How long it takes until what somebody presses can be seen, while time stands still.
async fn answers(page: &Page) -> Outcome {
    let body = "
        const seen = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
        const tell = [];
        const timed = async (name, press) => {
            await seen();
            const began = performance.now();
            press();
            await seen();
            tell.push([name, performance.now() - began]);
        };
        const tabs = [...document.querySelectorAll('.footer-tab')];
        for (const tab of tabs) await timed(tab.innerText, () => tab.click());
        const key = (key, shiftKey) => document.body.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey, bubbles: true }));
        await timed('to the start', () => key('Home'));
        await timed('to the end', () => key('End'));
        await timed('one step back', () => key('ArrowLeft'));
        await timed('next moment', () => key('m'));
        return tell;";
    let told = page.run_async(body, &[]).await?;
    for answer in told.as_array().into_iter().flatten() {
        println!("  {:<16} {:8.1} ms", answer[0].as_str().unwrap_or_default(), answer[1].as_f64().unwrap_or_default());
    }
    Ok(())
}

/// `messages` that come at once, and `workers` that take several at a time and are in no hurry.
fn scenario(messages: u32, workers: u64) -> Scenario {
    let desks = if messages > 1_000 { 50 } else { 3 };
    let desk = |n: u32| ActorSpec {
        name: format!("desk {n}").into(),
        role: Role::Producer(ProducerSpec {
            starts_after: Span::from_millis(u64::from(n)),
            pace: Pace::Steady { every: Span::from_millis(1) },
            count: Some(messages / desks),
            ..ProducerSpec::on("newsqueue", "Story {n}, a few words long")
        }),
    };
    let worker = |n: u64| ActorSpec {
        name: format!("{n}").into(),
        role: Role::Consumer(ConsumerSpec {
            starts_after: Span::from_secs(3 + n),
            batch: 8,
            visibility_timeout: Some(60),
            works_for: Span::from_secs(4),
            jitter: Span::from_secs(4),
            ..ConsumerSpec::on("newsqueue")
        }),
    };
    // As much comes as is deleted: the picture stays as full as it is.
    let trickle = ActorSpec {
        name: "late desk".into(),
        role: Role::Producer(ProducerSpec {
            starts_after: Span::from_secs(3),
            pace: Pace::Steady { every: Span::from_millis(1_700) },
            count: None,
            ..ProducerSpec::on("newsqueue", "Late story {n}")
        }),
    };
    Scenario {
        actors: (0..desks).map(desk).chain([trickle]).chain((0..workers).map(worker)).collect(),
        link: LinkSpec { request_for: Span::from_millis(12), response_for: Span::from_millis(9), jitter: Span::ZERO },
        ..Scenario::new(0x4f17, Timestamp::from_secs(1_767_603_600), "newsroom", "newsqueue")
    }
}

async fn open(page: &Page, server: &Server, scenario: &Scenario) -> Outcome {
    let run = Run { scenario: scenario.clone(), inputs: Vec::new(), at: scenario.starts_at };
    page.open("about:blank").await?;
    page.start(&format!("{}#/run/{}", server.url(), plain(&run))).await
}

/// Plays in the gear that is `gear` steps from the slowest, until `condition` holds; then pauses.
async fn play_until(page: &Page, condition: &str, gear: u32) -> Outcome {
    shift(page, gear).await?;
    page.press("Space").await?;
    let began = std::time::Instant::now();
    while page.wait_until(condition).await.is_err() {
        if began.elapsed() > WAIT_MAX {
            return Err(format!("in vain: {condition}").into());
        }
    }
    page.press("Space").await
}

async fn shift(page: &Page, gear: u32) -> Outcome {
    let script = "const speed = document.getElementById('speed'); speed.value = arguments[0]; speed.dispatchEvent(new Event('input'));";
    page.run(script, &[json!(gear)]).await.map(drop)
}

async fn play_and_measure(page: &Page, gear: u32, listed: bool) -> Result<Vec<f64>, Failure> {
    shift(page, gear).await?;
    page.run("window.__frames.length = 0;", &[]).await?;
    if listed {
        page.devtools("Profiler.enable", json!({})).await?;
        page.devtools("Profiler.setSamplingInterval", json!({ "interval": 200 })).await?;
        page.devtools("Profiler.start", json!({})).await?;
    }
    page.devtools("Performance.enable", json!({ "timeDomain": "threadTicks" })).await?;
    let before = durations(page).await?;
    page.press("Space").await?;
    let began = std::time::Instant::now();
    while page.wait_until(&format!("window.__frames.length >= {FRAMES}")).await.is_err() {
        if began.elapsed() > WAIT_MAX {
            return Err("the frames do not come".into());
        }
    }
    page.press("Space").await?;
    let lasted = began.elapsed();
    if listed {
        list(&page.devtools("Profiler.stop", json!({})).await?["profile"]);
    }
    let times = page.run("return window.__frames;", &[]).await?;
    let after = durations(page).await?;
    let frames = f64::from(u32::try_from(times.as_array().map_or(0, Vec::len))?);
    println!("  {:.0} frames a second; each takes, of its thread's own time in milliseconds on average:", frames / lasted.as_secs_f64());
    for (name, until) in after {
        println!("  {:8.2} {name}", (until - before.get(&name).unwrap_or(&0.0)) * 1_000.0 / frames);
    }
    Ok(times.as_array().into_iter().flatten().filter_map(Value::as_f64).take(FRAMES).collect())
}

/// What the page's thread has worked so far, in seconds, by kind.
async fn durations(page: &Page) -> Result<BTreeMap<String, f64>, Failure> {
    let all = page.devtools("Performance.getMetrics", json!({})).await?;
    let named = |metric: &Value| Some((metric["name"].as_str()?.to_owned(), metric["value"].as_f64()?));
    let all = all["metrics"].as_array().into_iter().flatten().filter_map(named);
    Ok(all.filter(|(name, _)| name.ends_with("Duration")).collect())
}

/// Prints where the time of a profile went: in all frames, and in the slowest of a hundred, each with what a function called.
fn list(profile: &Value) {
    let nodes = profile["nodes"].as_array().map_or(&[][..], |nodes| nodes);
    let number = |value: &Value| value.as_u64().unwrap_or(0);
    let name = |node: &Value| format!("{:#}", rustc_demangle::demangle(node["callFrame"]["functionName"].as_str().unwrap_or_default()));
    let names: BTreeMap<u64, String> = nodes.iter().map(|node| (number(&node["id"]), name(node))).collect();
    let children = |node: &Value| node["children"].as_array().into_iter().flatten().map(number).collect::<Vec<_>>();
    let parents: BTreeMap<u64, u64> =
        nodes.iter().flat_map(|node| children(node).into_iter().map(move |child| (child, number(&node["id"])))).collect();
    // Time outside of any function, longer than a pause for breath, lies between two frames.
    let outside = |id: u64| names.get(&id).is_some_and(|name| name.starts_with('('));
    let (mut frames, mut away) = (vec![Vec::new()], 0.0);
    let (samples, deltas) = (&profile["samples"], &profile["timeDeltas"]);
    for (sample, delta) in samples.as_array().into_iter().flatten().zip(deltas.as_array().into_iter().flatten()) {
        let (id, millis) = (number(sample), delta.as_f64().unwrap_or(0.0) / 1_000.0);
        if outside(id) {
            away += millis;
            continue;
        }
        if away > 1.0 {
            frames.push(Vec::new());
        }
        away = 0.0;
        frames.last_mut().expect("there is one").push((id, millis));
    }
    let length = |frame: &Vec<(u64, f64)>| frame.iter().map(|(_, millis)| millis).sum::<f64>();
    frames.sort_by(|a, b| length(b).total_cmp(&length(a)));
    for (title, frames) in [("all frames", &frames[..]), ("the slowest", &frames[..frames.len() / 50])] {
        let mut whole = BTreeMap::<&str, f64>::new();
        for (id, millis) in frames.iter().flatten() {
            let path = std::iter::successors(Some(*id), |id| parents.get(id).copied());
            let on_path: BTreeSet<&str> = path.filter_map(|id| names.get(&id)).map(String::as_str).collect();
            for name in on_path {
                *whole.entry(name).or_default() += millis;
            }
        }
        let mut times: Vec<_> = whole.into_iter().collect();
        times.sort_by(|a, b| b.1.total_cmp(&a.1));
        println!("  {title}, {} of them, milliseconds in a function and what it calls:", frames.len());
        for (name, millis) in times.iter().take(LISTED_MAX) {
            println!("  {millis:9.1}  {}", name.chars().take(140).collect::<String>());
        }
    }
}

/// Prints how many frames fell into which stretch of milliseconds, the percentiles beside their bars, and when the slowest frames came.
fn histogram(in_order: &[f64], bars: &[(usize, f64)]) {
    let mut times = in_order.to_vec();
    times.sort_by(f64::total_cmp);
    let edges = [0.5, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 10.0, 13.0, 16.0, 33.0, f64::INFINITY];
    let mut from = 0.0;
    for edge in edges {
        let count = times.iter().filter(|time| (from..edge).contains(*time)).count();
        let drawn = "#".repeat((count * 50).div_ceil(times.len().max(1)));
        println!("  {from:4.1} to {edge:4.1} ms {count:5} {drawn}");
        from = edge;
    }
    for (percent, bar) in bars {
        let rank = (times.len() * percent).div_ceil(100).clamp(1, times.len());
        println!("  p{percent} {:6.1} ms, bar {bar} ms: {}", times[rank - 1], verdict(times[rank - 1] <= *bar));
    }
    let slow = times.len().checked_sub(LISTED_SLOW).map_or(0.0, |at| times[at]);
    let slow = in_order.iter().enumerate().filter(|(_, time)| **time >= slow).map(|(frame, time)| format!("{time:.1} ms in frame {frame}"));
    println!("  slowest: {}", slow.collect::<Vec<_>>().join(", "));
}

fn verdict(met: bool) -> &'static str {
    if met { "met" } else { "MISSED" }
}
