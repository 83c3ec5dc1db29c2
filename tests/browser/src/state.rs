//! What survives a reload, and what happens when it cannot be read, cannot be kept, or breaks the page.

use browser_tests::{Bench, Failure, Headers, Outcome, Page};
use serde_json::{Value, json};

use crate::steps::{
    COURSE, EXERCISE, choose, clock, downloaded, go_to_second, is_solved, predict_by_stepper, press_times, saved, solve_by_keyboard,
    wait_for_clock,
};

const DAMAGED: &str = "What was saved here earlier could not be read. It has been set aside, and nothing else was touched.";
const UNREADABLE: &str = "queue-storage-playground-unreadable.txt";
const RUN: &str = "queue-storage-playground-run.json";

async fn reload(page: &Page) -> Outcome {
    page.run("document.documentElement.dataset.old = '';", &[]).await?;
    page.reload().await?;
    page.wait_until("document.documentElement.dataset.old === undefined && !document.getElementById('boot')").await
}

pub async fn a_run_and_its_playhead_survive_a_reload(bench: Bench) -> Outcome {
    for page in [bench.site(EXERCISE).await?, bench.single_file(EXERCISE).await?] {
        predict_by_stepper(&page, 30).await?;
        go_to_second(&page, 5).await?;
        choose(&page, "Crash A").await?;
        press_times(&page, "Shift+ArrowRight", 7).await?;
        page.tab_to("Moment").await?;
        press_times(&page, "ArrowRight", 3).await?;
        wait_for_clock(&page, "00:12.3").await?;
        reload(&page).await?;
        wait_for_clock(&page, "00:12.3").await?;
        assert_eq!(page.count("button", "Restart A").await?, 1, "A is still down");
        assert_eq!(page.count("button", "Test it").await?, 0, "the flag is still written down");
        assert_eq!(page.count("button", "Play").await?, 1, "and time stands still");
    }
    Ok(())
}

pub async fn a_playing_run_is_found_again_where_it_was_left(bench: Bench) -> Outcome {
    let page = bench.site(EXERCISE).await?;
    predict_by_stepper(&page, 30).await?;
    page.wait_until("document.querySelector('.transport-clock').innerText > '00:01'").await?;
    let seen = clock(&page).await?;
    reload(&page).await?;
    let found = clock(&page).await?;
    assert!(found >= seen, "left at {seen} or a little later, found at {found}");
    Ok(())
}

pub async fn a_solved_mark_survives_a_reload_and_a_new_beginning(bench: Bench) -> Outcome {
    let page = bench.site(EXERCISE).await?;
    solve_by_keyboard(&page, 30).await?;
    choose(&page, "Start again").await?;
    assert!(!is_solved(&page).await?);
    page.run("location.hash = arguments[0];", &[json!(COURSE)]).await?;
    let marked =
        "[...document.querySelectorAll('a.course-card')].some((card) => /Crash, and thirty seconds[^]*solved/.test(card.innerText))";
    page.wait_until(marked).await?;
    reload(&page).await?;
    page.wait_until(marked).await
}

pub async fn wishes_survive_a_reload(bench: Bench) -> Outcome {
    let page = bench.site(EXERCISE).await?;
    choose(&page, "Colours of the system").await?;
    choose(&page, "Light colours").await?;
    page.wait_until("document.documentElement.dataset.theme === 'dark'").await?;
    choose(&page, "Help and keys").await?;
    page.tab_to("Reduce motion").await?;
    page.press("Space").await?;
    page.wait_until("document.documentElement.dataset.motion === 'reduced'").await?;
    page.press("Escape").await?;
    page.wait_until("!document.querySelector('dialog[open]')").await?;
    assert_eq!(page.focused().await?.1, "Help and keys", "the focus is back where the dialog was opened");
    reload(&page).await?;
    page.wait_until("document.documentElement.dataset.theme === 'dark' && document.documentElement.dataset.motion === 'reduced'").await?;
    assert_eq!(page.run("return getComputedStyle(document.body).colorScheme;", &[]).await?, "dark");
    Ok(())
}

/// Replaces what the page has kept while the page is not there to write it again, and comes back.
async fn tamper(bench: &Bench, page: &Page, server: &browser_tests::Server, hash: &str, script: &str, given: &[Value]) -> Outcome {
    // A picture on its own brings no icon, so the browser asks the host for one.
    bench.expect_console("favicon.ico");
    page.open(&format!("{}icon.svg", server.url())).await?;
    page.run(script, given).await?;
    page.start(&format!("{}{hash}", server.url())).await
}

async fn served(bench: &Bench, hash: &str) -> Result<(Page, std::sync::Arc<browser_tests::Server>), Failure> {
    let server = bench.serve(&bench.dist(), Headers::Bare)?;
    let page = bench.blank().await?;
    page.start(&format!("{}{hash}", server.url())).await?;
    Ok((page, server))
}

/// Makes both slots exist, with the theme chosen in both.
async fn fill_both_slots(page: &Page) -> Outcome {
    for name in ["Colours of the system", "Light colours"] {
        choose(page, name).await?;
    }
    predict_by_stepper(page, 30).await?;
    go_to_second(page, 5).await?;
    choose(page, "Crash A").await?;
    page.wait_until(
        "['a', 'b'].every((slot) => Object.keys(localStorage).some((name) => name.endsWith(`:${slot}`) && /:v\\d+:/.test(name)))",
    )
    .await
}

pub async fn a_damaged_slot_is_set_aside_and_the_other_one_used(bench: Bench) -> Outcome {
    let (page, server) = served(&bench, EXERCISE).await?;
    fill_both_slots(&page).await?;
    // One letter of the newest slot is lost, as after a crash in the middle of writing.
    let script = "const slots = Object.entries(localStorage).filter(([name]) => /:v\\d+:[ab]$/.test(name));
        slots.sort(([, one], [, two]) => parseInt(two) - parseInt(one));
        localStorage.setItem(slots[0][0], slots[0][1].slice(0, -1));";
    tamper(&bench, &page, &server, EXERCISE, script, &[]).await?;
    page.wait_for_text(DAMAGED).await?;
    assert_eq!(page.run("return document.documentElement.dataset.theme;", &[]).await?, "dark", "the other slot still knows");
    choose(&page, "Save the unreadable state as a file").await?;
    let file = downloaded(&bench, UNREADABLE).await?;
    let (words, lost) = (file.trim_end().split(' ').count(), playground::saved::open(file.trim_end()));
    assert_eq!((words, lost), (3, None), "an envelope, and no sound one: {file}");
    choose(&page, "Dismiss").await?;
    page.wait_until("!document.querySelector('.notice')").await?;
    // It is said once, not at every visit.
    reload(&page).await?;
    assert_eq!(page.run("return document.querySelectorAll('.notice').length;", &[]).await?, 0);
    Ok(())
}

pub async fn two_damaged_slots_are_set_aside_and_the_page_works(bench: Bench) -> Outcome {
    let (page, server) = served(&bench, EXERCISE).await?;
    fill_both_slots(&page).await?;
    let script = "for (const name of Object.keys(localStorage).filter((name) => /:v\\d+:[ab]$/.test(name))) localStorage.setItem(name, `not state: ${name.at(-1)}`);";
    tamper(&bench, &page, &server, EXERCISE, script, &[]).await?;
    page.wait_for_text(DAMAGED).await?;
    assert_eq!(page.count("link", "Save the unreadable state as a file").await?, 1);
    choose(&page, "Save the unreadable state as a file").await?;
    assert_eq!(downloaded(&bench, UNREADABLE).await?, "not state: a\nnot state: b\n");
    solve_by_keyboard(&page, 30).await?;
    assert_eq!(saved(&page).await?["solved"]["6"]["run"]["scenario"]["seed"], 6);
    Ok(())
}

pub async fn a_page_without_storage_says_so_and_works(bench: Bench) -> Outcome {
    let (page, server) = served(&bench, "").await?;
    let blocked = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('Access is denied for this document.', 'SecurityError'); } });";
    page.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": blocked })).await?;
    page.open("about:blank").await?;
    page.start(&format!("{}{EXERCISE}", server.url())).await?;
    page.wait_for_text("This browser keeps nothing for this page. Progress lasts until you close it.").await?;
    solve_by_keyboard(&page, 30).await?;
    page.run("location.hash = arguments[0];", &[json!(COURSE)]).await?;
    page.wait_until(
        "[...document.querySelectorAll('a.course-card')].some((card) => /Crash, and thirty seconds[^]*solved/.test(card.innerText))",
    )
    .await
}

pub async fn a_full_storage_does_not_stop_the_page(bench: Bench) -> Outcome {
    let (page, server) = served(&bench, "").await?;
    let full = "Storage.prototype.setItem = () => { throw new DOMException('The quota has been exceeded.', 'QuotaExceededError'); };";
    page.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": full })).await?;
    page.open("about:blank").await?;
    page.start(&format!("{}{EXERCISE}", server.url())).await?;
    solve_by_keyboard(&page, 30).await
}

pub async fn a_panic_shows_a_screen_that_saves_the_run(bench: Bench) -> Outcome {
    let (page, server) = served(&bench, EXERCISE).await?;
    predict_by_stepper(&page, 30).await?;
    go_to_second(&page, 5).await?;
    choose(&page, "Crash A").await?;
    page.wait_for_text("holding message 1").await?;

    bench.expect_console("asked to break by the address");
    bench.expect_console("RuntimeError: unreachable");
    page.open(&format!("{}?break{EXERCISE}", server.url())).await?;
    page.wait_for_text("The page broke").await?;
    assert_eq!(page.run("return document.getElementById('boot');", &[]).await?, json!(null));
    assert_eq!(page.focused().await?, ("heading".to_owned(), "The page broke".to_owned()));
    choose(&page, "Save the run").await?;
    let file: Value = serde_json::from_str(&downloaded(&bench, RUN).await?)?;
    assert!(file["message"].as_str().is_some_and(|message| message.contains("asked to break by the address")), "{file}");
    assert_eq!(file["seed"], 6, "{file}");
    let log: Vec<&str> = file["log"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    assert!(matches!(log[..], [first, second] if first.ends_with("Predict") && second.contains("Crash actor")), "{file}");
    let run = file["run"].as_str().and_then(|text| playground::saved::open_link(text).ok());
    assert_eq!(run.map(|run| (run.scenario().seed, run.inputs().len())), Some((6, 2)), "{file}");

    // Loaded again, the run is there; loaded clean, it is not, and loading that again asks for nothing any more.
    choose(&page, "Load the page again").await?;
    page.wait_until("!document.querySelector('.recovery') && document.querySelector('button[aria-label=\"Restart A\"]')").await?;
    page.open(&format!("{}?break{EXERCISE}", server.url())).await?;
    choose(&page, "Load it without saved runs").await?;
    page.wait_until("!document.querySelector('.recovery') && document.getElementById('test-it')").await?;
    assert_eq!(page.run("return location.search;", &[]).await?, "");
    Ok(())
}

pub async fn a_panic_on_a_first_visit_shows_the_screen_too(bench: Bench) -> Outcome {
    bench.expect_console("asked to break by the address");
    bench.expect_console("RuntimeError: unreachable");
    let page = bench.blank().await?;
    page.open(&format!("file://{}?break{EXERCISE}", bench.single().display())).await?;
    page.wait_for_text("The page broke").await?;
    choose(&page, "Save the run").await?;
    let file: Value = serde_json::from_str(&downloaded(&bench, RUN).await?)?;
    assert_eq!(file["seed"], 6, "{file}");
    assert_eq!(file["log"], json!([]));
    choose(&page, "Load it without saved runs").await?;
    page.wait_until("!document.querySelector('.recovery') && document.getElementById('test-it')").await
}

pub async fn an_address_that_leads_nowhere_is_said_so(bench: Bench) -> Outcome {
    let page = bench.site("#/learn/99").await?;
    page.wait_for_text("There is no page at that address. This is the first exercise to try.").await?;
    assert_eq!(page.count("heading", "Crash, and thirty seconds of silence").await?, 1);
    choose(&page, "Dismiss").await?;
    page.run("location.hash = '#/nowhere';", &[]).await?;
    page.wait_for_text("There is no page at that address.").await
}
