//! That everybody can use the page: by key, with a screen reader, in the dark, without motion. (By finger and enlarged: `narrow`.)

use browser_tests::{Bench, Failure, Media, Outcome, Page, repository};
use serde_json::json;

use crate::screens::{Walk, in_every_window};
use crate::steps::{COURSE, EXERCISE, SANDBOX, choose, go_to_second, predict_by_stepper, press_times, refuse, set_sheet, wait_for_clock};

pub async fn a_serious_fault_would_be_found(bench: Bench) -> Outcome {
    let page = bench.site(EXERCISE).await?;
    assert_eq!(page.accessibility_findings().await?, Vec::<String>::new());
    page.run("document.querySelector('main').append(document.createElement('button'));", &[]).await?;
    let found = page.accessibility_findings().await?;
    assert!(found.iter().any(|fault| fault.starts_with("button-name")), "a button without a name: {found:?}");
    Ok(())
}

in_every_window! { every_screen:
    wide_screens_in_light_have_no_serious_fault wide_screens_in_dark_have_no_serious_fault
    phone_screens_in_light_have_no_serious_fault phone_screens_in_dark_have_no_serious_fault
}

/// Goes through every screen there is and has axe-core look at each.
async fn every_screen(bench: &Bench, walk: &mut Walk) -> Outcome {
    let (page, phone) = (walk.page.clone(), walk.window.phone);
    walk.go(EXERCISE).await?;
    walk.look("exercise, before the prediction").await?;
    predict_by_stepper(&page, 30).await?;
    go_to_second(&page, 5).await?;
    walk.look("exercise, after the prediction").await?;
    if phone {
        set_sheet(&page, "full").await?;
    }
    choose(&page, "Hint").await?;
    choose(&page, "Crash A").await?;
    walk.look("exercise, crashed, with a hint").await?;
    press_times(&page, "n", 6).await?;
    page.wait_until("document.getElementById('debrief')").await?;
    walk.look("exercise, solved").await?;
    for (option, key) in [("About 1 second", "Space"), ("29 seconds", "ArrowDown")] {
        page.tab_to("About 1 second").await?;
        page.press(key).await?;
        choose(&page, "Check").await?;
        walk.look(&format!("quiz, answered {option:?}")).await?;
    }
    choose(&page, "Show me").await?;
    if phone {
        set_sheet(&page, "half").await?;
    }
    page.wait_for_text("This is a replay of one solution.").await?;
    walk.look("exercise, replay").await?;

    choose(&page, "Help and keys").await?;
    page.wait_until("document.querySelector('dialog[open]')").await?;
    walk.look("help").await?;
    page.press("Escape").await?;

    walk.go(COURSE).await?;
    walk.look("course map").await?;

    walk.go(SANDBOX).await?;
    page.wait_until("document.querySelector('.transport-clock').innerText > '00:01'").await?;
    page.press("Space").await?;
    press_times(&page, "n", 6).await?;
    walk.look("sandbox").await?;
    page.run("document.querySelector('.token').focus();", &[]).await?;
    page.press("Enter").await?;
    for tab in ["Message", "HTTP", "Log", "Why?", "Charts", "Settings", "Faults"] {
        if tab != "Message" {
            page.press("Escape").await?;
            choose(&page, tab).await?;
        }
        page.wait_until("document.querySelector('.drawer')").await?;
        walk.look(&format!("sandbox, {tab} open")).await?;
    }
    page.press("Escape").await?;
    page.run("document.querySelector('.actor-gear').click();", &[]).await?;
    page.wait_until("document.querySelector('.settings-group')").await?;
    walk.look("sandbox, settings of a producer").await?;
    page.press("Escape").await?;
    choose(&page, "What A can know").await?;
    walk.look("sandbox, seen by A").await?;
    choose(&page, "What the server knows").await?;
    choose(&page, "Share and keep").await?;
    page.wait_until("document.querySelector('dialog[open]')").await?;
    walk.look("share").await?;
    page.press("Escape").await?;
    press_times(&page, "ArrowLeft", 3).await?;
    choose(&page, "Crash A").await?;
    choose(&page, "Compare").await?;
    page.wait_until("document.querySelector('.compare')").await?;
    walk.look("two branches compared").await?;
    page.press("Escape").await?;
    refuse(&page).await?;
    walk.look("sandbox, refused").await?;
    page.run("dispatchEvent(new Event('qsp-update-ready'));", &[]).await?;
    page.wait_for_text("A newer version of this page is ready.").await?;
    walk.look("notices").await?;

    bench.expect_console("asked to break by the address");
    bench.expect_console("RuntimeError: unreachable");
    page.open(&walk.address("?break")).await?;
    page.wait_for_text("The page broke").await?;
    walk.look("recovery").await?;
    Ok(())
}

pub async fn a_refusal_is_shown_with_its_rule_and_dismissed_by_key(bench: Bench) -> Outcome {
    let page = bench.site(SANDBOX).await?;
    page.press("Space").await?;
    refuse(&page).await?;
    let card = page.text(".notice[data-kind=refusal]").await?;
    assert!(card.contains("400 OutOfRangeQueryParameterValue"), "{card}");
    assert!(card.contains("asked for Get Messages."), "{card}");
    assert!(card.contains("Get takes 1 to 32 messages"), "{card}");
    let answer = page.text(".hint").await?;
    assert!(answer.contains("400 OutOfRangeQueryParameterValue"), "the form that asked has the answer too: {answer}");
    choose(&page, "Dismiss").await?;
    page.wait_until("!document.querySelector('.notice')").await?;
    // The number alone is put right; the same request then works.
    page.tab_to("How many, 1\u{2013}32").await?;
    press_times(&page, "Backspace", 2).await?;
    page.type_text("32").await?;
    page.press("Enter").await?;
    page.wait_for_text("200 OK").await?;
    assert_eq!(page.run("return document.querySelectorAll('.notice').length;", &[]).await?, 0);
    Ok(())
}

pub async fn what_is_not_a_number_is_said_at_the_form(bench: Bench) -> Outcome {
    let page = bench.site(SANDBOX).await?;
    page.press("Space").await?;
    page.tab_to("Operation").await?;
    page.press("g").await?;
    page.tab_to("How many, 1\u{2013}32").await?;
    page.type_text("many").await?;
    page.press("Enter").await?;
    page.wait_for_text("How many, 1\u{2013}32: a whole number is needed.").await
}

pub async fn messages_do_not_travel_when_motion_is_unwanted(bench: Bench) -> Outcome {
    assert!(travels(&bench, Media::default(), false).await? > 0, "with motion a message travels");
    assert_eq!(travels(&bench, Media { reduced_motion: true, ..Media::default() }, false).await?, 0, "the system asks for less");
    assert_eq!(travels(&bench, Media::default(), true).await?, 0, "the switch of the page asks for less");
    Ok(())
}

/// Counts the transitions and animations of messages while one is got and comes back.
async fn travels(bench: &Bench, media: Media, switch: bool) -> Result<u64, Failure> {
    let page = bench.site(EXERCISE).await?;
    page.media(media).await?;
    if switch {
        choose(&page, "Help and keys").await?;
        page.tab_to("Reduce motion").await?;
        page.press("Space").await?;
        page.press("Escape").await?;
    }
    let count = "window.travels = 0;
        for (const kind of ['transitionrun', 'animationstart']) {
            document.addEventListener(kind, (event) => { if (event.target.closest('.token')) window.travels += 1; });
        }";
    page.run(count, &[]).await?;
    page.press("n").await?;
    page.wait_until("document.querySelector('.token[data-state=leased]')").await?;
    go_to_second(&page, 5).await?;
    choose(&page, "Crash A").await?;
    go_to_second(&page, 29).await?;
    choose(&page, "Crash B").await?;
    page.press("n").await?;
    page.wait_until("document.querySelector('.token[data-state=visible]')").await?;
    page.run_async("for (let n = 0; n < 2; n += 1) await new Promise((resolve) => requestAnimationFrame(resolve));", &[]).await?;
    Ok(page.run("return window.travels;", &[]).await?.as_u64().unwrap_or(0))
}

pub async fn forced_colours_leave_every_state_to_be_seen(bench: Bench) -> Outcome {
    let page = bench.site(EXERCISE).await?;
    page.media(Media { forced_colors: true, ..Media::default() }).await?;
    go_to_second(&page, 5).await?;
    choose(&page, "Crash A").await?;
    page.screenshot(&repository().join("target/screenshots/forced-colours.png")).await?;
    // The leased message keeps its ring, its hatch and its empty seat, none of them in the colour of the ground.
    let drawn = "const ground = getComputedStyle(document.body).backgroundColor;
        return ['.token-ring', '.token-disc', '.hatch-line', '.seat[data-kept=true]'].filter((part) => {
            const style = getComputedStyle(document.querySelector(part)); return style.stroke === 'none' || style.stroke === ground; });";
    assert_eq!(page.run(drawn, &[]).await?, json!([]), "invisible in forced colours");
    Ok(())
}

pub async fn one_polite_region_tells_of_the_crash_and_of_the_return(bench: Bench) -> Outcome {
    let page = bench.site(EXERCISE).await?;
    let regions = page.run("return document.querySelectorAll('[role=status][aria-live=polite]').length;", &[]).await?;
    assert_eq!(regions, 1);
    let hears = "window.heard = []; const region = document.querySelector('[role=status][aria-live=polite]');
        new MutationObserver(() => window.heard.push(region.innerText)).observe(region, { childList: true, characterData: true, subtree: true });";
    page.run(hears, &[]).await?;
    go_to_second(&page, 5).await?;
    choose(&page, "Crash A").await?;
    page.wait_until("window.heard.some((words) => words.includes('A crashed, holding message 1.'))").await?;
    page.press("n").await?;
    page.wait_until("window.heard.some((words) => words.includes('Message 1 became visible again.'))").await?;
    wait_for_clock(&page, "00:30.0").await
}

pub async fn the_stage_is_told_as_a_table(bench: Bench) -> Outcome {
    let page = bench.site(EXERCISE).await?;
    assert_eq!(twin(&page).await?, [["1", "visible", "0"]]);
    go_to_second(&page, 5).await?;
    assert_eq!(twin(&page).await?, [["1", "leased by A, returns at 00:30", "1"]]);
    choose(&page, "Crash A").await?;
    choose(&page, "Crash B").await?;
    go_to_second(&page, 31).await?;
    assert_eq!(twin(&page).await?, [["1", "visible", "1"]]);
    let told = page.text("#stage-now").await?;
    assert_eq!(told, "1 message in the queue, visible to the next consumer that asks.");
    // The table stands where a screen reader finds it, by its caption.
    assert_eq!(page.count("table", "Messages in the queue").await?, 1);
    Ok(())
}

/// The rows of the table that stands for the stage.
async fn twin(page: &Page) -> Result<Vec<Vec<String>>, Failure> {
    let rows = "return [...document.querySelectorAll('.stage-area table tbody tr')].filter((row) => row.cells.length === 3)
        .map((row) => [...row.cells].map((cell) => cell.innerText));";
    Ok(serde_json::from_value(page.run(rows, &[]).await?)?)
}
