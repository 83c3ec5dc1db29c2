//! What lies around the exercises: the first page, taking back, the work handed in, and the author's page.

use std::fs;

use browser_tests::{Bench, Outcome, Page, repository};
use serde_json::{Value, json};

use crate::steps::{EXERCISE, choose, downloaded, go_to_second, saved, solve_by_keyboard, wait_for_clock};

pub const SUMMARY: &str = "#/summary";
pub const AUTHOR: &str = "#/author";
const PROGRESS: &str = "queue-storage-playground-progress.txt";

pub async fn a_first_visit_finds_a_world_at_work_and_one_button(bench: Bench) -> Outcome {
    let page = bench.site("").await?;
    page.wait_until("document.querySelector('.transport-clock').innerText > '00:01'").await?;
    assert_eq!(page.count("heading", "A newsroom and its queue").await?, 1);
    // What there is to read before the first act: a newcomer reads at most four words a second.
    let words = page.run("return document.querySelector('.lesson').innerText.split(/\\s+/).length;", &[]).await?;
    assert!(words.as_u64().is_some_and(|words| words <= 40), "{words} words are more than ten seconds of reading");
    assert_eq!(page.run("return document.querySelectorAll('.lesson .button[data-kind=primary]').length;", &[]).await?, 1);

    page.run("document.getElementById('invited').focus();", &[]).await?;
    page.press("Enter").await?;
    page.wait_for_text("Nobody tells the queue.").await?;
    page.wait_until("document.querySelector('.actor[data-state=crashed]')").await?;
    page.wait_until("document.activeElement.id === 'predict-it'").await?;
    page.press("Enter").await?;
    page.wait_until("location.hash === '#/learn/06' && document.getElementById('test-it')").await
}

pub async fn the_last_act_is_taken_back_with_one_button(bench: Bench) -> Outcome {
    let page = bench.site(EXERCISE).await?;
    assert_eq!(page.count("button", "Undo: you have not done anything yet").await?, 1);
    go_to_second(&page, 5).await?;
    choose(&page, "Crash A").await?;
    go_to_second(&page, 20).await?;
    choose(&page, "Undo: Crash A").await?;
    wait_for_clock(&page, "00:05.0").await?;
    page.wait_until("!document.querySelector('.actor[data-state=crashed]')").await?;
    // What was taken back is one key away.
    choose(&page, "Other branch").await?;
    page.wait_until("document.querySelector('.transport-clock').innerText === '00:05.0'").await?;
    page.press("Shift+ArrowRight").await?;
    page.wait_until("document.querySelector('.actor[data-state=crashed]')").await
}

pub async fn the_keyboard_goes_on_where_it_was_after_a_replay(bench: Bench) -> Outcome {
    let page = bench.site(EXERCISE).await?;
    go_to_second(&page, 5).await?;
    choose(&page, "Show me").await?;
    page.wait_until("document.activeElement.id === 'back-to-mine'").await?;
    page.press("Enter").await?;
    page.wait_until("document.activeElement.id === 'show-me'").await?;
    wait_for_clock(&page, "00:05.0").await
}

pub async fn an_exercise_can_be_left_for_the_sandbox_with_its_world(bench: Bench) -> Outcome {
    let page = bench.site(EXERCISE).await?;
    go_to_second(&page, 5).await?;
    choose(&page, "Crash A").await?;
    choose(&page, "Take this world to the sandbox").await?;
    page.wait_for_text("This world was brought here from an exercise or by a link.").await?;
    wait_for_clock(&page, "00:05.0").await?;
    page.wait_until("document.querySelector('.actor[data-state=crashed]')").await?;
    choose(&page, "Back to the newsroom").await?;
    page.wait_until("document.body.innerText.includes('Sports desk') && !document.body.innerText.includes('comes from an exercise')").await
}

pub async fn work_is_handed_in_as_a_file_and_checked_by_somebody_else(bench: Bench) -> Outcome {
    let page = bench.site(EXERCISE).await?;
    solve_by_keyboard(&page, 20).await?;
    let server = bench.serve(&bench.dist(), browser_tests::Headers::Bare)?;
    page.run("location.hash = arguments[0];", &[json!(SUMMARY)]).await?;
    page.wait_for_text("holds, solved at 00:42").await?;
    let cells = page.text(".summary-table tbody tr").await?;
    assert!(cells.contains("00:20") && cells.contains("00:30") && cells.contains("seed 6, 2 acts"), "prediction and reality: {cells}");
    choose(&page, "Save as a file").await?;
    let file = downloaded(&bench, PROGRESS).await?;
    assert!(file.contains("# 06 Crash, and thirty seconds of silence: holds, solved at 00:42\n"), "{file}");

    // Somebody else, who has solved nothing.
    let other = bench.blank().await?;
    other.start(&format!("{}{SUMMARY}", server.url())).await?;
    other.wait_for_text("Nothing is solved yet.").await?;
    let cut = &file[..file.len() - 40];
    let newer = file.replacen(&format!("progress {}", playground::saved::SCHEMA), "progress 999", 1);
    for (text, says) in [
        ("<html>hello</html>", "This is not a progress file of this page."),
        (cut, "This progress file is damaged: something is missing, or was changed. Nothing was taken over."),
        (&newer, "A newer version of this page wrote this file (format 999)."),
    ] {
        open(&bench, &other, "input[type=file]", text).await?;
        other.wait_for_text(says).await?;
        assert_eq!(saved(&other).await?, Value::Null, "nothing was changed");
    }
    open(&bench, &other, "input[type=file]", &file).await?;
    other.wait_for_text("1 of 1 hold.").await?;
    assert_eq!(saved(&other).await?, Value::Null, "looking changes nothing");
    choose(&other, "Add 1 exercise to my progress").await?;
    other.wait_for_text("1 exercise was added to your progress.").await?;
    assert_eq!(saved(&other).await?["solved"]["6"]["run"]["scenario"]["seed"], 6);
    Ok(())
}

pub async fn an_author_sees_findings_and_traces_and_tries_a_file(bench: Bench) -> Outcome {
    let page = bench.site(AUTHOR).await?;
    page.wait_for_text("Nothing: it keeps all").await?;
    page.wait_until("document.querySelectorAll('.author-trace tbody tr').length > 3").await?;
    open(&bench, &page, "input[type=file]", "{\"exercise\": {}, \"prose\": {}").await?;
    page.wait_for_text("the file ends in the middle").await?;
    let example = fs::read_to_string(repository().join("docs/exercise.json"))?;
    open(&bench, &page, "input[type=file]", &example).await?;
    page.wait_for_text("From the file").await?;
    choose(&page, "Try it as a learner").await?;
    page.wait_until(
        "location.hash === '#/author/trial' && document.querySelector('.lesson h1') && document.querySelector('.transport-play')",
    )
    .await
}

/// Gives a text to the one file field, as a chosen file.
pub async fn open(bench: &Bench, page: &Page, selector: &str, text: &str) -> Outcome {
    let file = bench.downloads().join("given.txt");
    fs::create_dir_all(bench.downloads())?;
    fs::write(&file, text)?;
    let root = page.devtools("DOM.getDocument", json!({ "depth": 0 })).await?["root"]["nodeId"].clone();
    let node = page.devtools("DOM.querySelector", json!({ "nodeId": root, "selector": selector })).await?["nodeId"].clone();
    page.devtools("DOM.setFileInputFiles", json!({ "nodeId": node, "files": [file] })).await.map(drop)
}
