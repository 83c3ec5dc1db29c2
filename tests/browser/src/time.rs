//! Time in the hand: steps, scrubbing, skipping, ghosts, and that acting never sets a clock going that stands.

use browser_tests::{Bench, Failure, Outcome, Page};
use serde_json::json;

use crate::steps::{EXERCISE, SANDBOX, choose, clock, drag, go_to_second, log, press_times, wait_for_clock};

/// What the last line below the stage says: time and event.
async fn last_event(page: &Page) -> Result<String, Failure> {
    page.text(".footer-line").await
}

pub async fn steps_go_forward_and_back_over_the_same_moments(bench: Bench) -> Outcome {
    let page = bench.site(EXERCISE).await?;
    let mut forward = Vec::new();
    for _ in 0..5 {
        page.press("ArrowRight").await?;
        forward.push((clock(&page).await?, last_event(&page).await?));
    }
    let times: Vec<&str> = forward.iter().map(|(time, _)| time.as_str()).collect();
    assert_eq!(times, ["00:00.0", "00:01.0", "00:02.0", "00:03.0", "00:04.0"]);
    let mut back = vec![(clock(&page).await?, last_event(&page).await?)];
    for _ in 1..5 {
        choose(&page, "One step back").await?;
        back.push((clock(&page).await?, last_event(&page).await?));
    }
    back.reverse();
    assert_eq!(forward, back);
    choose(&page, "One step on").await?;
    wait_for_clock(&page, "00:01.0").await
}

pub async fn the_moment_can_be_chosen_on_the_line_of_time(bench: Bench) -> Outcome {
    let page = bench.site(EXERCISE).await?;
    page.tab_to("Moment").await?;
    assert_eq!(page.focused().await?.0, "slider");
    press_times(&page, "ArrowRight", 3).await?;
    wait_for_clock(&page, "00:00.3").await?;
    page.press("End").await?;
    wait_for_clock(&page, "00:45.0").await?;
    let said = page.run("return document.querySelector('.scrubber').getAttribute('aria-valuetext');", &[]).await?;
    assert!(said.as_str().is_some_and(|said| said.starts_with("00:45, ")), "{said}");
    page.press("Home").await?;
    wait_for_clock(&page, "00:00.0").await?;
    // The playhead follows the mouse while it is held, and stays where it was left.
    drag(&page, ".scrubber", 0.0, 20_000.0).await?;
    page.wait_until("/^00:(19.[5-9]|20.[0-4])$/.test(document.querySelector('.transport-clock').innerText)").await
}

pub async fn skipping_stops_where_something_happens_to_a_message(bench: Bench) -> Outcome {
    let page = bench.site(EXERCISE).await?;
    page.press("n").await?;
    wait_for_clock(&page, "00:00.0").await?;
    page.press("n").await?;
    // Eleven empty answers lie between: they happen to no message.
    wait_for_clock(&page, "00:12.0").await?;
    let seen = log(&page).await?;
    assert!(seen.contains(&"00:12.0 A deleted message 1".to_owned()), "{seen:?}");
    Ok(())
}

pub async fn acting_in_the_past_leaves_a_ghost_to_go_back_to(bench: Bench) -> Outcome {
    let page = bench.site(EXERCISE).await?;
    go_to_second(&page, 20).await?;
    go_to_second(&page, 5).await?;
    assert_eq!(page.count("button", "Other branch").await?, 0);
    choose(&page, "Crash A").await?;
    page.wait_until("document.querySelector('.chart .ghost')").await?;
    page.press("g").await?;
    page.wait_until("!document.querySelector('.chart .ghost')").await?;
    page.press("g").await?;
    page.wait_until("document.querySelector('.chart .ghost')").await?;

    choose(&page, "Other branch").await?;
    page.wait_until("document.querySelector('button[aria-label=\"Crash A\"]')").await?;
    wait_for_clock(&page, "00:05.0").await?;
    page.press("End").await?;
    assert!(!page.text("body").await?.contains("holding message 1"), "A is alive on the branch that was replaced");
    choose(&page, "Other branch").await?;
    page.press("End").await?;
    page.wait_until("document.querySelector('button[aria-label=\"Restart A\"]')").await
}

pub async fn acting_while_time_stands_still_does_not_set_it_going(bench: Bench) -> Outcome {
    let page = bench.site(EXERCISE).await?;
    go_to_second(&page, 5).await?;
    for act in ["Crash A", "Restart A", "Crash B"] {
        choose(&page, act).await?;
        stands_at(&page, "00:05.0").await?;
    }
    Ok(())
}

pub async fn a_request_by_hand_is_answered_while_time_stands_still(bench: Bench) -> Outcome {
    let page = bench.site(SANDBOX).await?;
    page.wait_until("document.querySelector('.transport-clock').innerText > '00:00.5'").await?;
    page.press("Space").await?;
    page.wait_until("document.querySelector('.transport-play').innerText.includes('Play')").await?;
    let stood = clock(&page).await?;
    choose(&page, "Send").await?;
    page.wait_for_text("Put Message: done.").await?;
    stands_at(&page, &stood).await
}

/// Two frames later the clock shows what it showed, and offers to play.
async fn stands_at(page: &Page, time: &str) -> Outcome {
    page.run_async("for (let n = 0; n < 2; n += 1) await new Promise((resolve) => requestAnimationFrame(resolve));", &[]).await?;
    assert_eq!(clock(page).await?, time);
    assert_eq!(page.count("button", "Play").await?, 1);
    Ok(())
}

/// How long a page is watched for frames and timers. Nothing is waited for here: it is the stretch in which nothing may happen.
const WATCHED: std::time::Duration = std::time::Duration::from_secs(3);

pub async fn a_paused_world_asks_for_no_frame_and_no_timer(bench: Bench) -> Outcome {
    for hash in [EXERCISE, SANDBOX] {
        let page = bench.site(hash).await?;
        if hash == EXERCISE {
            page.press("Space").await?;
        }
        page.wait_until("document.querySelector('.transport-clock').innerText > '00:00.5'").await?;
        page.press("Space").await?;
        page.wait_until("document.querySelector('.transport-play').innerText.includes('Play')").await?;
        // What was said last keeps the next sentence waiting for two seconds.
        page.wait_until("window.__probe.pending() === 0").await?;
        page.reset_probe().await?;
        tokio::time::sleep(WATCHED).await;
        assert_eq!(page.probe().await?, (0, 0, 0), "{hash}");
    }
    Ok(())
}

pub async fn a_world_that_plays_asks_for_frames_only_while_it_is_seen(bench: Bench) -> Outcome {
    let page = bench.site(SANDBOX).await?;
    page.reset_probe().await?;
    page.wait_until("document.querySelector('.transport-clock').innerText > '00:02'").await?;
    let (frames, ..) = page.probe().await?;
    assert!(frames > 10, "a world that plays in sight asks for frames, not for {frames}");
    page.hide().await?;
    page.wait_until("window.__probe.pending() === 0").await?;
    page.reset_probe().await?;
    let hidden_at = clock(&page).await?;
    tokio::time::sleep(WATCHED).await;
    assert_eq!(page.probe().await?, (0, 0, 0));
    assert_eq!(clock(&page).await?, hidden_at);
    page.show().await?;
    page.wait_until(&format!("document.querySelector('.transport-clock').innerText > {}", json!(hidden_at))).await
}
