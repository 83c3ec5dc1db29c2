//! What stands beside the queue in focus, who has a row of their own, and where a question leads.

use browser_tests::{Bench, Failure, Outcome, Page};
use serde_json::json;

use crate::steps::{SANDBOX, choose, go_to_second};

/// Begins a scenario of the catalogue in the sandbox and stops it at `second`.
async fn scenario(bench: &Bench, name: &str, second: u64) -> Result<Page, Failure> {
    let page = bench.site(SANDBOX).await?;
    page.wait_until("document.querySelector('button.scenario')").await?;
    let begin = "const button = [...document.querySelectorAll('button.scenario')].find((one) => one.querySelector('b').textContent === arguments[0]);
        button.closest('details').open = true;
        button.click();";
    page.run(begin, &[json!(name)]).await?;
    page.wait_until(&format!("document.querySelector('.lesson h1').innerText === {}", json!(name))).await?;
    go_to_second(&page, second).await?;
    Ok(page)
}

pub async fn a_drawer_offers_whom_and_what_it_tells_of(bench: Bench) -> Outcome {
    let page = scenario(&bench, "Poison", 5).await?;
    page.click("button", "Settings").await?;
    page.click_in(("group", "Whose settings"), "button", "A").await?;
    page.wait_for_text("Settings of A").await?;
    // Where poison goes is said where it is counted; without the rule there is nothing to say.
    page.click("textbox", "Poison goes to queue").await?;
    page.press("Control+a").await?;
    page.type_text("newsqueue-aside").await?;
    page.press("Tab").await?;
    page.wait_until("document.querySelector('[aria-label^=\"Undo: new settings of A\"]')").await?;
    assert_eq!(page.count("button", "Undo: new settings of A").await?, 1);
    page.click_in(("group", "Whose settings"), "button", "B").await?;
    page.wait_for_text("Settings of B").await?;
    assert_eq!(field(&page, "Poison goes to queue").await?, "newsqueue-poison", "nobody else's rule has changed");
    page.click_in(("group", "Whose settings"), "button", "A").await?;
    page.wait_for_text("Settings of A").await?;
    assert_eq!(field(&page, "Poison goes to queue").await?, "newsqueue-aside");

    page.click("button", "Message").await?;
    page.click_in(("group", "Messages in the queue"), "button", "message 3").await?;
    page.wait_for_text("Dequeue count").await
}

/// What stands in the field with this label.
async fn field(page: &Page, label: &str) -> Result<String, Failure> {
    let body = "return [...document.querySelectorAll('label')].find((one) => one.textContent.trim() === arguments[0]).querySelector('input').value;";
    Ok(page.run(body, &[json!(label)]).await?.as_str().unwrap_or_default().to_owned())
}

async fn texts(page: &Page, selector: &str) -> Result<Vec<String>, Failure> {
    let texts = page.run("return [...document.querySelectorAll(arguments[0])].map((one) => one.innerText);", &[json!(selector)]).await?;
    Ok(texts.as_array().into_iter().flatten().map(|text| text.as_str().unwrap_or_default().replace('\n', ": ")).collect())
}

/// The lanes beside the one in focus: name and counts.
async fn lanes(page: &Page) -> Result<Vec<String>, Failure> {
    let (names, counts) = (texts(page, ".side-words b").await?, texts(page, ".side-words small").await?);
    Ok(names.iter().zip(&counts).map(|(name, counts)| format!("{name}: {counts}")).collect())
}

pub async fn a_poison_queue_is_seen_beside_the_queue_and_brought_into_focus(bench: Bench) -> Outcome {
    let page = scenario(&bench, "Poison", 30).await?;
    assert_eq!(lanes(&page).await?, ["newsqueue-poison: poison queue, empty"]);
    go_to_second(&page, 50).await?;
    assert_eq!(lanes(&page).await?, ["newsqueue-poison: poison queue, 1 visible"]);
    // An octagon, not a disc: colour is not the only sign.
    assert_eq!(page.run("return document.querySelectorAll('.side-token path.side-body').length;", &[]).await?, 1);
    choose(&page, "Show newsqueue-poison poison queue, 1 visible").await?;
    page.wait_until("document.querySelectorAll('.token').length === 1 && document.querySelector('.stage[data-poison] .poison-badge')")
        .await?;
    assert_eq!(lanes(&page).await?, ["newsqueue: empty"]);
    assert_eq!(page.run("return document.querySelector('.stage-queues').value;", &[]).await?, "newsqueue-poison");
    // With a consumer's eyes neither queue can be seen.
    choose(&page, "What A can know").await?;
    page.wait_until("document.querySelector('.side[data-fog] small').innerText === 'not seen by a consumer'").await?;
    assert_eq!(page.count("button", "Show newsqueue not seen by a consumer").await?, 1);
    Ok(())
}

pub async fn a_blob_without_a_message_and_a_message_without_a_blob_are_seen_and_explained(bench: Bench) -> Outcome {
    let page = scenario(&bench, "Claim check", 28).await?;
    assert_eq!(texts(&page, ".blob").await?, ["message 1: blob missing", "blob:1-1: 3.0 MB, no message"]);
    assert_eq!(texts(&page, ".store p").await?, ["Blob store: 1 blob, 3.0 MB, 1 orphan"]);
    page.run("document.querySelectorAll('.blob')[1].click();", &[]).await?;
    page.wait_for_text("Blob first crashed, because: Blob first wrote blob:1-1, 3,000,000 bytes.").await?;
    page.run("document.querySelectorAll('.blob')[0].click();", &[]).await?;
    page.wait_until("document.querySelector('.facts')?.innerText.includes('blob:2-1')").await
}

pub async fn a_refusal_card_leads_to_the_reasons_and_to_who_was_part_of_them(bench: Bench) -> Outcome {
    let page = scenario(&bench, "Claim check", 0).await?;
    // The card comes while time runs on, and stays with the world it came from.
    page.press("m").await?;
    page.press("m").await?;
    page.press("m").await?;
    page.wait_until("document.querySelector('.notice[data-kind=refusal] .why-button')").await?;
    page.run("document.querySelector('.notice .why-button').focus();", &[]).await?;
    page.press("Enter").await?;
    page.wait_until("document.querySelector('.why-sentence')").await?;
    let sentence = page.text(".why-sentence").await?;
    for part in ["The service refused A: 404 BlobNotFound, because: ", "Message first crashed", "Message first put message 1"] {
        assert!(sentence.contains(part), "{sentence}");
    }
    let part = "return [...document.querySelectorAll('.actor[data-path]')].map((card) => card.querySelector('b').title);";
    assert_eq!(page.run(part, &[]).await?, json!(["Message first", "A"]));
    page.run("location.hash = '#/learn';", &[]).await?;
    page.wait_until("!document.querySelector('.notice')").await
}

pub async fn everybody_has_a_row_on_the_timeline(bench: Bench) -> Outcome {
    let page = scenario(&bench, "Election night", 10).await?;
    let names = "return [...document.querySelectorAll('.row-name')].map((name) => name.textContent);";
    assert_eq!(page.run(names, &[]).await?, json!(["queue", "A"]));
    choose(&page, "+3: a row for everybody").await?;
    page.wait_until("document.querySelectorAll('.row-name').length === 5").await?;
    assert_eq!(page.run(names, &[]).await?, json!(["queue", "A", "Direct", "Web ti\u{2026}", "you"]));
    // A front end turns visitors away: each is a mark in its row.
    page.wait_until("document.querySelectorAll('.mark[data-kind=refused]').length > 5").await?;
    choose(&page, "Rows of the consumers only").await?;
    page.wait_until("document.querySelectorAll('.row-name').length === 2").await
}

/// Types a number far outside into every number field that `selector` finds, and returns what each field said that did not say its range, before
/// and after.
const BEYOND: &str = "const silent = [], fields = [...document.querySelectorAll(arguments[0])];
    for (const field of fields) {
        const label = field.closest('label'), name = label.innerText;
        const range = /\\d\\u2013\\d/.test(name);
        field.value = '99999999';
        field.dispatchEvent(new Event('change', { bubbles: true }));
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        const said = label.querySelector('[role=alert]')?.innerText ?? '';
        if (!range || !said.includes('Nothing was changed') || field.getAttribute('aria-invalid') !== 'true') silent.push(`${name}: ${said}`);
    }
    return { count: fields.length, silent };";

pub async fn every_number_of_a_program_has_a_range_that_is_shown_and_kept(bench: Bench) -> Outcome {
    let page = scenario(&bench, "Election night", 5).await?;
    for (who, least) in [("Direct", 6), ("Web tier", 7), ("A", 10)] {
        page.run("document.querySelector(`[aria-label='Settings of ${arguments[0]}']`).click();", &[json!(who)]).await?;
        page.wait_for_text(&format!("Settings of {who}")).await?;
        let seen = page.run_async(BEYOND, &[json!(".settings input")]).await?;
        assert_eq!(seen["silent"], json!([]), "{who}");
        assert!(seen["count"].as_u64().is_some_and(|count| count >= least), "{who}: {seen}");
    }
    let seen = page.run_async(BEYOND, &[json!(".form-row input[inputmode=decimal]")]).await?;
    assert_eq!(seen, json!({ "count": 2, "silent": [] }));
    assert_eq!(page.count("button", "Undo: you have not done anything yet").await?, 1);
    // And one inside its range is taken, at once.
    page.run("document.querySelector(`[aria-label='Settings of Direct']`).click();", &[]).await?;
    page.tab_to("Serves at once, 1\u{2013}100").await?;
    page.press("Control+a").await?;
    page.type_text("9").await?;
    page.press("Tab").await?;
    page.wait_until("document.querySelector('[aria-label=\"Undo: new settings of Direct\"]')").await
}
