//! Takes pictures of the page: every route, at every size, in every theme. `cargo xtask shots --help` says how.

use std::path::PathBuf;
use std::time::{Duration, Instant};
use std::{env, fs};

use browser_tests::{Driver, Failure, Headers, Media, Outcome, Page, Server, repository};
use serde_json::json;

const HELP: &str = "\
cargo xtask shots [HASH...] [options]     pictures go to target/screenshots/

HASH              routes to show, for example '#/' '#/exercise/06'; just the start page when none is given
--url URL         shoot this page (a running `cargo xtask serve`) instead of dist/
--single          shoot the single file, from file://
--size WxH[,..]   viewports; 1280x800,1920x1080,360x740 unless told
--theme T[,..]    light, dark, forced (forced colours); light,dark unless told
--motion reduce   ask for reduced motion
--keys 'K K ..'   keys to press before the picture, for example 'Tab Tab Enter Shift+ArrowLeft'
--script FILE     JavaScript to run before the keys; it may await, and what it returns is printed
--wait MS         time to let things settle before the picture; 300 unless told
--full            the whole page, not only the viewport
--name NAME       how the files begin; the route unless told
--out FOLDER      where the pictures go";

#[derive(Debug)]
struct Wish {
    hashes: Vec<String>,
    url: Option<String>,
    single: bool,
    sizes: Vec<(u32, u32)>,
    themes: Vec<String>,
    reduced_motion: bool,
    keys: Vec<String>,
    script: Option<String>,
    wait: Duration,
    full: bool,
    name: Option<String>,
    out: PathBuf,
}

#[tokio::main]
async fn main() -> Outcome {
    if env::args().any(|argument| argument == "--help") {
        println!("{HELP}");
        return Ok(());
    }
    let wish = read_wish()?;
    let driver = Driver::start()?;
    let page = driver.open().await?;
    let taken = tokio::select! {
        taken = take_all(&wish, &page) => taken,
        _ = tokio::signal::ctrl_c() => Err("interrupted".into()),
    };
    page.quit().await?;
    taken
}

fn read_wish() -> Result<Wish, Failure> {
    let mut wish = Wish {
        hashes: Vec::new(),
        url: None,
        single: false,
        sizes: vec![(1280, 800), (1920, 1080), (360, 740)],
        themes: vec!["light".to_owned(), "dark".to_owned()],
        reduced_motion: false,
        keys: Vec::new(),
        script: None,
        wait: Duration::from_millis(300),
        full: false,
        name: None,
        out: repository().join("target/screenshots"),
    };
    let mut arguments = env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| Failure::from(format!("{argument} needs a value; --help lists them")));
        match argument.as_str() {
            "--url" => wish.url = Some(value()?),
            "--single" => wish.single = true,
            "--size" => wish.sizes = value()?.split(',').map(size).collect::<Result<_, _>>()?,
            "--theme" => wish.themes = value()?.split(',').map(str::to_owned).collect(),
            "--motion" => wish.reduced_motion = value()? == "reduce",
            "--keys" => wish.keys.extend(value()?.split_whitespace().map(str::to_owned)),
            "--script" => wish.script = Some(fs::read_to_string(value()?)?),
            "--wait" => wish.wait = Duration::from_millis(value()?.parse()?),
            "--full" => wish.full = true,
            "--name" => wish.name = Some(value()?),
            "--out" => wish.out = PathBuf::from(value()?),
            option if option.starts_with("--") => return Err(format!("there is no option {option}; --help lists them").into()),
            hash => wish.hashes.push(hash.to_owned()),
        }
    }
    if wish.hashes.is_empty() {
        wish.hashes.push(String::new());
    }
    Ok(wish)
}

fn size(words: &str) -> Result<(u32, u32), Failure> {
    let (width, height) = words.split_once('x').ok_or_else(|| format!("{words} is not a size like 1280x800"))?;
    Ok((width.parse()?, height.parse()?))
}

async fn take_all(wish: &Wish, page: &Page) -> Outcome {
    let began = Instant::now();
    let dist = repository().join("dist");
    let single = repository().join("dist-single/queue-storage-playground.html");
    let server = Server::start(&dist, "/some/course/page/", Headers::Bare)?;
    let base = match (&wish.url, wish.single) {
        (Some(url), _) => url.clone(),
        (None, true) => format!("file://{}", single.display()),
        (None, false) => server.url(),
    };
    if wish.url.is_none() && !(if wish.single { single } else { dist.join("index.html") }).is_file() {
        return Err(
            "there is nothing to shoot: run `cargo xtask dist` first, or give the address of a running `cargo xtask serve` with --url"
                .into(),
        );
    }
    for hash in &wish.hashes {
        for &(width, height) in &wish.sizes {
            for theme in &wish.themes {
                let media = Media { dark: theme == "dark", reduced_motion: wish.reduced_motion, forced_colors: theme == "forced" };
                page.resize(width, height).await?;
                page.media(media).await?;
                let motion = if wish.reduced_motion { "-still" } else { "" };
                let begin = wish.name.clone().unwrap_or_else(|| file_words(hash));
                let file = wish.out.join(format!("{begin}-{width}x{height}-{theme}{motion}.png"));
                take_one(wish, page, &format!("{base}{hash}"), &file).await?;
                println!("{}", file.display());
            }
        }
    }
    println!("took {:.1} s", began.elapsed().as_secs_f32());
    Ok(())
}

async fn take_one(wish: &Wish, page: &Page, address: &str, file: &std::path::Path) -> Outcome {
    // A blank page first: a change of the hash alone would not load anything, and state left by the picture before would show.
    page.open("about:blank").await?;
    let origin = address.split('/').take(3).collect::<Vec<_>>().join("/");
    page.devtools("Storage.clearDataForOrigin", json!({ "origin": origin, "storageTypes": "all" })).await?;
    page.take_console().await?;
    page.open(address).await?;
    // A page that does not start is worth a picture too: it shows why.
    if let Err(error) = page.wait_until("!document.getElementById('boot')").await {
        println!("  not started: {error}");
    }
    if let Some(script) = &wish.script {
        println!("  script: {}", page.run_async(script, &[]).await?);
    }
    for key in &wish.keys {
        page.press(key).await?;
    }
    tokio::time::sleep(wish.wait).await;
    if wish.full {
        let picture = page.devtools("Page.getLayoutMetrics", json!({})).await?;
        let height = picture["cssContentSize"]["height"].as_f64().unwrap_or(800.0);
        let width = page.run("return innerWidth;", &[]).await?.as_f64().unwrap_or(1280.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a page is a few thousand pixels high")]
        page.resize(width as u32, height.ceil() as u32).await?;
    }
    page.screenshot(file).await?;
    for line in page.take_console().await? {
        println!("  console: {} {}", line.level, line.text);
    }
    Ok(())
}

/// Returns the route as the beginning of a file name: `#/exercise/06` becomes `exercise-06`.
fn file_words(hash: &str) -> String {
    let words: Vec<&str> = hash.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.is_empty() { "start".to_owned() } else { words.join("-") }
}
