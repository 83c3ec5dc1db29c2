//! Runs that leave the page and come back: links, files, hostile ones among them; and acts that are taken back.

use browser_tests::{Bench, Failure, Outcome, Page};
use playground::client::Call;
use playground::saved::{SCHEMA, open_file, open_link, plain};
use playground::sim::{ActorSpec, ConsumerSpec, Input, LinkSpec, PERSON, Pace, ProducerSpec, Role, Scenario, TimedInput, Via};
use playground::time::{Span, Timestamp};
use playground::timeline::{Run, Timeline};
use serde_json::{Value, json};

use crate::steps::{EXERCISE, SANDBOX, choose, clock, downloaded, go_to_second, saved, wait_for_clock};

const FILE: &str = "queue-storage-playground-run.json";

/// The fingerprint as the page prints it.
fn fingerprint(timeline: &Timeline) -> String {
    let digits = format!("{:016x}", timeline.fingerprint());
    [&digits[..4], &digits[4..8], &digits[8..12], &digits[12..]].join("-")
}

/// Opens the dialog and returns the address in it.
async fn share(page: &Page) -> Result<String, Failure> {
    choose(page, "Share and keep").await?;
    page.wait_until("document.querySelector('dialog[open] .share-link')").await?;
    let link = page.run("return document.querySelector('.share-link').value;", &[]).await?;
    link.as_str().map(str::to_owned).ok_or_else(|| "there is no link in the dialog".into())
}

fn text_of(link: &str) -> &str {
    link.split_once("#/run/").map_or("", |(_, text)| text)
}

pub async fn a_link_made_in_the_page_gives_the_same_history_elsewhere(bench: Bench) -> Outcome {
    let page = bench.site(EXERCISE).await?;
    go_to_second(&page, 5).await?;
    choose(&page, "Crash A").await?;
    for _ in 0..20 {
        page.press("Shift+ArrowRight").await?;
    }
    wait_for_clock(&page, "00:25.0").await?;
    let link = share(&page).await?;
    // This program is another machine: native code, other hardware settings, no browser.
    let here = open_link(text_of(&link)).map_err(|why| format!("{why:?}: {link}"))?;
    assert!(page.text(".share").await?.contains(&fingerprint(&here)), "{}", page.text(".share").await?);
    assert_eq!(here.inputs().len(), 1);

    let other = bench.site(&format!("#/run/{}", text_of(&link))).await?;
    wait_for_clock(&other, "00:25.0").await?;
    assert!(other.text(".lesson").await?.contains(&fingerprint(&here)), "{}", other.text(".lesson").await?);
    assert_eq!(other.count("button", "Restart A").await?, 1);
    // Looking at it keeps nothing; wanting it does.
    choose(&other, "Continue it in the sandbox").await?;
    other.wait_until("location.hash === '#/stage'").await?;
    wait_for_clock(&other, "00:25.0").await
}

pub async fn a_link_can_be_copied(bench: Bench) -> Outcome {
    let page = bench.site(SANDBOX).await?;
    page.wait_until("document.querySelector('.transport-clock').innerText > '00:01'").await?;
    let link = share(&page).await?;
    choose(&page, "Copy the link").await?;
    page.wait_for_text("Copied.").await?;
    page.press("Escape").await?;
    page.run("document.querySelector('textarea').value = ''; document.querySelector('textarea').focus();", &[]).await?;
    page.press("Control+v").await?;
    let pasted = page.run("return document.querySelector('textarea').value;", &[]).await?;
    assert_eq!(pasted, json!(link));
    Ok(())
}

pub async fn a_link_that_cannot_be_opened_says_why_and_changes_nothing(bench: Bench) -> Outcome {
    let page = bench.site(EXERCISE).await?;
    go_to_second(&page, 5).await?;
    choose(&page, "Crash A").await?;
    let link = share(&page).await?;
    page.press("Escape").await?;
    let text = text_of(&link);
    let body = text.split_once('.').map_or("", |(_, body)| body);
    let before = saved(&page).await?;
    let cases = [
        (text[..text.len() - 3].to_owned(), "It is not whole"),
        ("%3Cscript%3Ewindow.struck=1%3C/script%3E".to_owned(), "It is not whole"),
        (format!("{}.{body}", SCHEMA + 1), "It was made by a newer version of this page."),
        (format!("{}.{body}", SCHEMA - 1), "It was made by an older version of this page"),
        (format!("{SCHEMA}.{}", "A".repeat(200_000)), "It is larger than anything this page writes."),
        (endless(), "More happens in it than this page replays for a stranger."),
        (outside(), "A setting of one of its programs is outside its range."),
    ];
    for (text, why) in cases {
        page.run("location.hash = arguments[0];", &[json!(format!("#/run/{text}"))]).await?;
        page.wait_for_text(why).await?;
        page.wait_for_text("This run cannot be opened").await?;
        page.wait_for_text("Nothing was changed.").await?;
        assert_eq!(saved(&page).await?, before, "{why}");
    }
    page.run("location.hash = '#/run';", &[]).await?;
    page.wait_for_text("There is no run in this address.").await?;
    assert_eq!(page.run("return window.struck === undefined;", &[]).await?, true);
    page.run("location.hash = arguments[0];", &[json!(EXERCISE)]).await?;
    page.wait_until("document.querySelector('button[aria-label=\"Restart A\"]')").await
}

/// Eight desks that send a thousand messages a second for a month.
fn endless() -> String {
    let mut run = hostile("desk");
    let desk = run.scenario.actors[0].clone();
    run.scenario.actors = vec![desk; 8];
    for actor in &mut run.scenario.actors {
        if let Role::Producer(spec) = &mut actor.role {
            (spec.pace, spec.count) = (Pace::Steady { every: Span::ZERO }, None);
        }
    }
    run.at = run.scenario.starts_at + Span::from_secs(30 * 86_400);
    plain(&run)
}

fn outside() -> String {
    let mut run = hostile("desk");
    if let Role::Producer(spec) = &mut run.scenario.actors[0].role {
        spec.jitter = Span::from_micros(u64::MAX);
    }
    plain(&run)
}

/// A run with `text` in every place that holds words.
fn hostile(text: &str) -> Run {
    let starts_at = Timestamp::from_secs(1_767_603_600);
    let producer = ProducerSpec { count: Some(3), ..ProducerSpec::on("newsqueue", text) };
    let consumer = ConsumerSpec { starts_after: Span::from_secs(1), works_for: Span::from_secs(60), ..ConsumerSpec::on("newsqueue") };
    let actor = |role| ActorSpec { name: text.into(), role };
    let mut scenario = Scenario::new(1, starts_at, "newsroom", "newsqueue");
    scenario.queues.push(text.into());
    scenario.link = LinkSpec::steady(Span::from_millis(5));
    scenario.actors = vec![actor(Role::Producer(producer)), actor(Role::Consumer(consumer))];
    let put = Call::Put { queue: "newsqueue".into(), text: text.into(), visibility_timeout: None, time_to_live: None };
    let wrong = Call::Delete { queue: text.into(), id: text.into(), receipt: text.into() };
    let at = starts_at + Span::from_secs(2);
    let inputs = [put, wrong].map(|call| TimedInput { at, input: Input::Call { by: PERSON, via: Via::Form, call } });
    Run { scenario, inputs: inputs.into(), at: starts_at + Span::from_secs(3) }
}

pub async fn script_in_every_text_of_a_run_stays_text(bench: Bench) -> Outcome {
    let text = "<img src=x onerror=\"window.struck=1\"><script>window.struck=1</script>";
    let page = bench.site(&format!("#/run/{}", plain(&hostile(text)))).await?;
    page.wait_for_text(text).await?;
    for tab in ["Message", "HTTP", "Log", "Why?", "Charts"] {
        page.run("document.querySelector('.token')?.click();", &[]).await?;
        page.press("Escape").await?;
        choose(&page, tab).await?;
        page.wait_until("document.querySelector('.drawer')").await?;
        page.press("Escape").await?;
    }
    let struck = "return window.struck === undefined && document.querySelectorAll('img, main script').length === 0;";
    assert_eq!(page.run(struck, &[]).await?, true);
    Ok(())
}

/// Chooses a file in the dialog, as the browser's own window would.
async fn choose_file(page: &Page, file: &std::path::Path) -> Outcome {
    let document = page.devtools("DOM.getDocument", json!({ "depth": 0 })).await?;
    let found = json!({ "nodeId": document["root"]["nodeId"], "selector": "input[type=file]" });
    let input = page.devtools("DOM.querySelector", found).await?["nodeId"].clone();
    page.devtools("DOM.setFileInputFiles", json!({ "nodeId": input, "files": [file] })).await.map(drop)
}

pub async fn a_file_brings_a_run_back_and_a_broken_one_changes_nothing(bench: Bench) -> Outcome {
    for page in [bench.site(EXERCISE).await?, bench.single_file(EXERCISE).await?] {
        go_to_second(&page, 5).await?;
        choose(&page, "Crash A").await?;
        share(&page).await?;
        choose(&page, "Save as a file").await?;
        let text = downloaded(&bench, FILE).await?;
        let json: Value = serde_json::from_str(&text)?;
        let log: Vec<&str> = json["log"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        assert_eq!(log.last(), Some(&"00:05.0  A crashed, holding message 1"), "{text}");
        let here = open_file(&text).map_err(|why| format!("{why:?}: {text}"))?;

        let before = saved(&page).await?;
        let broken = bench.downloads().join("broken.json");
        for (text, why) in [
            (text[..text.len() - 40].to_owned(), "It is not whole"),
            (text.replace(&format!("\"{SCHEMA}."), &format!("\"{}.", SCHEMA + 1)), "It was made by a newer version of this page."),
            (" ".repeat(5 << 20), "It is larger than anything this page writes."),
        ] {
            std::fs::write(&broken, text)?;
            choose_file(&page, &broken).await?;
            page.wait_for_text(why).await?;
            page.wait_for_text("Nothing was changed.").await?;
            assert_eq!(saved(&page).await?, before);
        }
        std::fs::write(&broken, text)?;
        choose_file(&page, &broken).await?;
        page.wait_for_text("Somebody shared this run").await?;
        wait_for_clock(&page, "00:05.0").await?;
        assert!(page.text(".lesson").await?.contains(&fingerprint(&here)));
        std::fs::remove_file(&broken)?;
    }
    Ok(())
}

pub async fn acts_are_taken_back_and_done_again(bench: Bench) -> Outcome {
    let page = bench.site(EXERCISE).await?;
    go_to_second(&page, 5).await?;
    choose(&page, "Crash A").await?;
    page.press("Shift+ArrowRight").await?;
    choose(&page, "Undo: Crash A").await?;
    page.wait_until("document.querySelector('button[aria-label=\"Crash A\"]')").await?;
    wait_for_clock(&page, "00:05.0").await?;
    choose(&page, "Do again what was taken back").await?;
    page.wait_until("document.querySelector('button[aria-label=\"Restart A\"]')").await?;
    page.press("Control+z").await?;
    page.wait_until("document.querySelector('button[aria-label=\"Crash A\"]')").await?;
    page.press("Shift+U").await?;
    page.wait_until("document.querySelector('button[aria-label=\"Restart A\"]')").await?;
    assert_eq!(clock(&page).await?, "00:05.0");
    assert_eq!(page.count("button", "Play").await?, 1, "time stands still through all of it");
    Ok(())
}
