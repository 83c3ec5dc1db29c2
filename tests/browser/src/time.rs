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
    // A is alive on the branch that was replaced; what was said last may still be heard for two seconds.
    page.wait_until("!document.body.innerText.includes('holding message 1')").await?;
    choose(&page, "Other branch").await?;
    page.press("End").await?;
    page.wait_until("document.querySelector('button[aria-label=\"Restart A\"]')").await
}

pub async fn a_fork_that_is_long_past_is_left_behind(bench: Bench) -> Outcome {
    let page = bench.site(SANDBOX).await?;
    go_to_second(&page, 5).await?;
    choose(&page, "Crash A").await?;
    go_to_second(&page, 3).await?;
    choose(&page, "Crash B").await?;
    page.wait_until("document.querySelector('.chart .ghost')").await?;
    // The timeline shows a minute; what both branches share is far to the left of it.
    press_times(&page, "Shift+ArrowRight", 150).await?;
    wait_for_clock(&page, "02:33.0").await?;
    assert_eq!(page.count("button", "Other branch").await?, 1);
    Ok(())
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

pub async fn what_was_skipped_is_drawn_as_a_fold(bench: Bench) -> Outcome {
    let page = bench.site(EXERCISE).await?;
    press_times(&page, "n", 2).await?;
    wait_for_clock(&page, "00:12.0").await?;
    let words = page.run("return document.querySelector('.fold-word').textContent;", &[]).await?;
    assert_eq!(words, "skipped 12 s");
    Ok(())
}

pub async fn the_next_moment_is_one_out_of_the_ordinary(bench: Bench) -> Outcome {
    let page = bench.site(EXERCISE).await?;
    go_to_second(&page, 5).await?;
    choose(&page, "Crash A").await?;
    page.press("m").await?;
    // Twenty-four empty answers lie between.
    wait_for_clock(&page, "00:30.0").await?;
    let seen = log(&page).await?;
    assert!(seen.contains(&"00:30.0 Message 1 became visible again".to_owned()), "{seen:?}");
    Ok(())
}

pub async fn a_skip_to_what_never_comes_leaves_the_clock_alone(bench: Bench) -> Outcome {
    let page = bench.site(EXERCISE).await?;
    go_to_second(&page, 20).await?;
    // The only message is gone, and nobody crashes: what lies ahead is one empty answer after another.
    page.press("m").await?;
    page.wait_for_text("nothing like that happens before").await?;
    stands_at(&page, "00:20.0").await?;
    page.press("n").await?;
    page.wait_for_text("nothing like that happens before").await?;
    stands_at(&page, "00:20.0").await?;
    // It was said of this moment.
    page.press("ArrowRight").await?;
    page.wait_until("!document.body.innerText.includes('nothing like that')").await
}

pub async fn an_event_is_explained_by_the_path_that_led_to_it(bench: Bench) -> Outcome {
    let page = bench.site(EXERCISE).await?;
    go_to_second(&page, 5).await?;
    choose(&page, "Crash A").await?;
    page.press("m").await?;
    choose(&page, "Why?").await?;
    let sentence = page.text(".why-sentence").await?;
    for part in ["Message 1 became visible again, because: ", "A got message 1", "A crashed, holding message 1"] {
        assert!(sentence.contains(part), "{sentence}");
    }
    // Each step leads back to its moment.
    page.run("document.querySelector('.why-path button').click();", &[]).await?;
    wait_for_clock(&page, "00:00.0").await?;
    page.press("Escape").await?;
    choose(&page, "Log").await?;
    page.wait_until("document.querySelector('.log tr[data-path]')").await
}

pub async fn a_consumer_sees_only_what_it_was_told(bench: Bench) -> Outcome {
    let page = bench.site(EXERCISE).await?;
    go_to_second(&page, 5).await?;
    choose(&page, "What B can know").await?;
    page.wait_for_text("B holds nothing.").await?;
    assert_eq!(page.run("return document.querySelectorAll('.token').length;", &[]).await?, 0);
    choose(&page, "What A can know").await?;
    page.wait_for_text("A holds 1 message, and knows nothing of the others.").await?;
    assert_eq!(page.run("return document.querySelectorAll('.token').length;", &[]).await?, 1);
    choose(&page, "What the server knows").await?;
    page.wait_for_text("1 message in the queue, invisible").await
}

pub async fn a_point_of_a_chart_leads_to_its_messages(bench: Bench) -> Outcome {
    let page = bench.site(EXERCISE).await?;
    go_to_second(&page, 14).await?;
    choose(&page, "Charts").await?;
    page.tab_to("Point in time").await?;
    press_times(&page, "ArrowLeft", 2).await?;
    page.wait_until("document.querySelector('.figures-point output').innerText === '00:12 to 00:13'").await?;
    choose(&page, "Show its messages").await?;
    page.wait_until("document.querySelector('table.log')").await?;
    let rows = page.run("return [...document.querySelectorAll('table.log tbody tr')].map((row) => row.innerText).join();", &[]).await?;
    assert!(rows.as_str().is_some_and(|rows| rows.contains("A deleted message 1") && !rows.contains("got message 1")), "{rows}");
    Ok(())
}

pub async fn two_branches_stand_beside_each_other(bench: Bench) -> Outcome {
    let page = bench.site(EXERCISE).await?;
    go_to_second(&page, 20).await?;
    go_to_second(&page, 5).await?;
    choose(&page, "Crash A").await?;
    press_times(&page, "Shift+ArrowRight", 10).await?;
    choose(&page, "Compare").await?;
    let row = "return [...document.querySelectorAll('.compare tbody tr')].map((row) => row.innerText.replace(/\\s+/g, ' ')).find((row) => row.startsWith('published'));";
    assert_eq!(page.run(row, &[]).await?, "published 0 1", "A published only on the branch on which it lived");
    Ok(())
}

pub async fn a_remote_steps_and_a_presenter_sees_the_stage_alone(bench: Bench) -> Outcome {
    let page = bench.site(EXERCISE).await?;
    press_times(&page, "PageDown", 2).await?;
    wait_for_clock(&page, "00:01.0").await?;
    page.press("PageUp").await?;
    wait_for_clock(&page, "00:00.0").await?;
    page.press("F5").await?;
    page.wait_until("document.documentElement.dataset.presenter === '' && document.querySelector('.lesson').offsetWidth === 0").await?;
    page.press("b").await?;
    page.wait_until("document.querySelector('.transport-play').innerText.includes('Pause')").await?;
    page.press(".").await?;
    page.wait_until("document.querySelector('.transport-play').innerText.includes('Play')").await?;
    page.press("Escape").await?;
    page.wait_until("document.documentElement.dataset.presenter === undefined").await
}

pub async fn a_program_is_reshaped_while_the_world_stands_still(bench: Bench) -> Outcome {
    let page = bench.site(SANDBOX).await?;
    page.wait_until("document.querySelector('.transport-clock').innerText > '00:00.5'").await?;
    page.press("Space").await?;
    let stood = clock(&page).await?;
    choose(&page, "Settings of Web desk").await?;
    let every = "Every, 0.1\u{2013}3600 s";
    page.tab_to(every).await?;
    page.press("Control+a").await?;
    page.type_text("9000").await?;
    page.press("Tab").await?;
    page.wait_for_text("a number from 0.1 to 3600 is needed. Nothing was changed.").await?;
    assert_eq!(page.count("button", "Undo: you have not done anything yet").await?, 1);
    page.press("Shift+Tab").await?;
    page.press("Control+a").await?;
    page.type_text("0.5").await?;
    page.press("Tab").await?;
    page.wait_until("document.querySelector('[aria-label=\"Undo: new settings of Web desk\"]')").await?;
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
