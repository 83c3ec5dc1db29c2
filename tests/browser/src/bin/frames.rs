//! How much of a frame the page's script takes, as a histogram, in a real browser: `cargo run -p browser-tests --bin frames`.
//!
//! Two worlds are opened in the built page (`cargo xtask dist` builds it): one in which two hundred messages are drawn one by one beside the
//! charts, and one with a hundred thousand messages in one queue. Script is what runs between the first callback of a frame and the end of
//! the work that follows from it; drawing is the browser's. The bars stand beside the figures; nothing fails, since a figure is of one machine.

use std::time::Duration;

use browser_tests::{Driver, Failure, Headers, Outcome, Page, Server, repository};
use playground::saved::plain;
use playground::sim::{ActorSpec, ConsumerSpec, LinkSpec, Pace, ProducerSpec, Role, Scenario};
use playground::time::{Span, Timestamp};
use playground::timeline::Run;
use serde_json::Value;

/// Frames that are measured of each world.
const FRAMES: usize = 600;

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
            const memory = (made.instance ?? made).exports?.memory;
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
    let dist = repository().join("dist");
    if !dist.join("index.html").is_file() {
        return Err("there is nothing to measure: run `cargo xtask dist` first".into());
    }
    let server = Server::start(&dist, "/some/course/page/", Headers::Bare)?;
    page.devtools("Page.addScriptToEvaluateOnNewDocument", serde_json::json!({ "source": METER })).await?;
    many_tokens(page, &server).await?;
    long_queue(page, &server).await
}

async fn many_tokens(page: &Page, server: &Server) -> Outcome {
    // As wide as the lane needs to seat two hundred one by one.
    page.resize(3840, 900).await?;
    open(page, server, &scenario(220, 4)).await?;
    play_until(page, "Number(document.querySelector('.metrics dd').innerText) > 180", 3).await?;
    page.run("[...document.querySelectorAll('.footer-tab')].find((tab) => tab.innerText === 'Charts').click();", &[]).await?;
    page.wait_until("document.querySelectorAll('.figure').length > 0").await?;
    let times = play_and_measure(page, 5).await?;
    let tokens = page.run("return document.querySelectorAll('.token').length;", &[]).await?;
    println!("{tokens} messages drawn one by one, and the charts");
    histogram(&times, &[(50, 4.0), (99, 10.0)]);
    Ok(())
}

async fn long_queue(page: &Page, server: &Server) -> Outcome {
    page.resize(1280, 800).await?;
    open(page, server, &scenario(100_000, 6)).await?;
    play_until(page, "Number(document.querySelector('.metrics dd').innerText) > 99000", 12).await?;
    let times = play_and_measure(page, 6).await?;
    let waiting = page.text(".metrics dd").await?;
    let memory = page.run("return (window.__memory?.buffer.byteLength ?? 0) + (performance.memory?.usedJSHeapSize ?? 0);", &[]).await?;
    println!("{waiting} messages in one queue");
    histogram(&times, &[(99, 16.0)]);
    let megabytes = memory.as_f64().unwrap_or(0.0) / 1e6;
    println!("  memory of module and script {megabytes:8.1} MB, bar 200 MB: {}", verdict(megabytes <= 200.0));
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
    Scenario {
        actors: (0..desks).map(desk).chain((0..workers).map(worker)).collect(),
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
    page.run(script, &[serde_json::json!(gear)]).await.map(drop)
}

async fn play_and_measure(page: &Page, gear: u32) -> Result<Vec<f64>, Failure> {
    shift(page, gear).await?;
    page.run("window.__frames.length = 0;", &[]).await?;
    page.press("Space").await?;
    let began = std::time::Instant::now();
    while page.wait_until(&format!("window.__frames.length >= {FRAMES}")).await.is_err() {
        if began.elapsed() > WAIT_MAX {
            return Err("the frames do not come".into());
        }
    }
    page.press("Space").await?;
    let times = page.run("return window.__frames;", &[]).await?;
    let mut times: Vec<f64> = times.as_array().into_iter().flatten().filter_map(Value::as_f64).take(FRAMES).collect();
    times.sort_by(f64::total_cmp);
    Ok(times)
}

/// Prints how many frames fell into which stretch of milliseconds, and the percentiles beside their bars. `times` are sorted.
fn histogram(times: &[f64], bars: &[(usize, f64)]) {
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
    println!("  worst {:.1} ms", times.last().copied().unwrap_or(0.0));
}

fn verdict(met: bool) -> &'static str {
    if met { "met" } else { "MISSED" }
}
