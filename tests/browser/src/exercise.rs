//! Exercise 06 through the interface: solved by key, by mouse and by finger, and not solved by cheating.

use browser_tests::{Bench, Outcome, Page};
use serde_json::json;

use crate::steps::{
    EXERCISE, become_phone, choose, clock, drag, go_to_second, is_solved, log, mouse, predict_by_stepper, press_times, saved,
    skip_until_solved, solve_by_keyboard, tap, thumb, wait_for_clock,
};

pub async fn the_crash_exercise_is_solved_by_keyboard_under_a_sub_path(bench: Bench) -> Outcome {
    let page = bench.site(EXERCISE).await?;
    // The flag can be moved on the timeline itself: five seconds to the right of where it stands.
    page.tab_to("Your prediction on the timeline").await?;
    press_times(&page, "ArrowRight", 5).await?;
    choose(&page, "Test it").await?;
    go_to_second(&page, 5).await?;
    choose(&page, "Crash A").await?;
    skip_until_solved(&page).await?;
    debrief_says(&page, "00:25", "5 s").await?;
    page.wait_for_text("The flag stands 5 s before the get.").await?;
    answer_the_quiz_by_keyboard(&page).await
}

pub async fn the_crash_exercise_is_solved_by_keyboard_from_disk(bench: Bench) -> Outcome {
    let page = bench.single_file(EXERCISE).await?;
    solve_by_keyboard(&page, 30).await?;
    debrief_says(&page, "00:30", "none").await?;
    page.wait_for_text("The flag stands on the get, to the second.").await?;
    answer_the_quiz_by_keyboard(&page).await
}

/// The figures of the debrief, and that the clock stopped where the goal was reached: B took the story at 30 and worked for 12 seconds.
async fn debrief_says(page: &Page, said: &str, apart: &str) -> Outcome {
    // Bringing the debrief into sight moves the lesson, never the page under the header.
    assert_eq!(page.run("return scrollY;", &[]).await?, 0);
    let figures = page.text("#debrief .debrief-facts").await?;
    let figures: Vec<&str> = figures.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(figures, ["You said", said, "It was", "00:30", "Apart", apart]);
    wait_for_clock(page, "00:42.0").await?;
    assert_eq!(page.count("button", "Play").await?, 1, "the clock stands still");
    let solved = &saved(page).await?["solved"]["6"];
    assert_eq!(solved["run"]["scenario"]["seed"], 6, "{solved}");
    assert_eq!(solved["run"]["inputs"].as_array().map(Vec::len), Some(2), "the flag and the crash: {solved}");
    assert_eq!(solved["quiz"], json!(null));
    Ok(())
}

/// A wrong answer, the run that refutes it, back, and the right answer.
async fn answer_the_quiz_by_keyboard(page: &Page) -> Outcome {
    page.tab_to("About 1 second").await?;
    page.press("Space").await?;
    choose(page, "Check").await?;
    page.wait_for_text("Watch B at 00:02, one second after the crash.").await?;
    assert_eq!(saved(page).await?["solved"]["6"]["quiz"], 0);

    choose(page, "Watch it happen").await?;
    page.wait_until("document.querySelector('.transport-play').innerText.includes('Pause')").await?;
    wait_for_clock(page, "00:32.0").await?;
    let seen = log(page).await?;
    let at = |words: &str| seen.iter().find(|line| line.contains(words)).map(|line| &line[..7]);
    assert_eq!(at("A crashed, holding message 1"), Some("00:01.0"), "{seen:?}");
    assert!(seen.contains(&"00:02.0 B asked and got an empty answer".to_owned()), "{seen:?}");
    assert_eq!(at("B got message 1"), Some("00:30.0"), "{seen:?}");
    assert_eq!(saved(page).await?["runs"]["exercise-06"]["inputs"].as_array().map(Vec::len), Some(2), "the person's own run is kept");

    choose(page, "Back to my run").await?;
    wait_for_clock(page, "00:42.0").await?;
    page.tab_to("About 1 second").await?;
    page.press("ArrowDown").await?;
    assert_eq!(page.focused().await?, ("radio".to_owned(), "29 seconds".to_owned()));
    choose(page, "Check").await?;
    page.wait_for_text("The crash left the other 29 as they were.").await?;
    assert_eq!(saved(page).await?["solved"]["6"]["quiz"], 1);

    choose(page, "All exercises").await?;
    page.wait_until(
        "[...document.querySelectorAll('a.course-card')].some((card) => /Crash, and thirty seconds[^]*solved/.test(card.innerText))",
    )
    .await
}

pub async fn the_crash_exercise_is_solved_by_mouse(bench: Bench) -> Outcome {
    let page = bench.site(EXERCISE).await?;
    drag(&page, "#flag-slider", 20.0, 35.0).await?;
    page.wait_until("document.querySelector('.stepper output').innerText === '00:35'").await?;
    page.click("button", "Test it").await?;
    // Time runs now. A click on the line of time pauses it and goes there.
    let (x, y) = thumb(&page, ".scrubber", 5000.0).await?;
    mouse(&page, "mousePressed", x, y).await?;
    mouse(&page, "mouseReleased", x, y).await?;
    page.wait_until("document.querySelector('.transport-clock').innerText.startsWith('00:05') || document.querySelector('.transport-clock').innerText.startsWith('00:04.9')").await?;
    page.click("button", "Crash A").await?;
    page.wait_for_text("holding message 1").await?;
    for _ in 0..20 {
        if is_solved(&page).await? {
            break;
        }
        page.click("button", "Skip ahead N").await?;
    }
    page.wait_for_text("The flag stands 5 s after the get.").await?;
    let reading = "In your world the ring starts again when A dies.";
    page.wait_for_text(reading).await?;
    page.click("radio", "29 seconds").await?;
    page.click("button", "Check").await?;
    page.wait_for_text("The crash left the other 29 as they were.").await?;
    assert_eq!(saved(&page).await?["solved"]["6"]["quiz"], 1);
    Ok(())
}

pub async fn the_crash_exercise_is_solved_by_finger_on_a_phone(bench: Bench) -> Outcome {
    let page = bench.blank().await?;
    become_phone(&page).await?;
    let server = bench.serve(&bench.dist(), browser_tests::Headers::Bare)?;
    page.start(&format!("{}{EXERCISE}", server.url())).await?;
    for _ in 0..10 {
        tap(&page, "button", "One second later").await?;
    }
    page.wait_until("document.querySelector('.stepper output').innerText === '00:30'").await?;
    tap(&page, "button", "Test it").await?;
    page.wait_until("document.querySelector('.lesson').dataset.sheet === 'peek'").await?;
    tap(&page, "button", "Pause").await?;
    tap(&page, "button", "To the start").await?;
    // B asks every second, so five more steps stand at 00:05.
    for second in 1..=5 {
        tap(&page, "button", "One step on").await?;
        wait_for_clock(&page, &format!("00:0{second}.0")).await?;
    }
    tap(&page, "button", "Crash A").await?;
    for _ in 0..20 {
        if is_solved(&page).await? {
            break;
        }
        tap(&page, "button", "Skip ahead").await?;
    }
    page.wait_for_text("The flag stands on the get, to the second.").await?;
    // The sheet comes up by itself and brings the debrief into sight; a finger waits until it stands still.
    let in_sight = "document.querySelector('.lesson').dataset.sheet === 'half' && document.getAnimations().length === 0
        && document.getElementById('debrief').getBoundingClientRect().top < innerHeight - 100";
    page.wait_until(in_sight).await?;
    tap(&page, "radio", "29 seconds").await?;
    tap(&page, "button", "Check").await?;
    page.wait_for_text("The crash left the other 29 as they were.").await
}

const STILL_ALIVE: &str = "Six seconds after it got the story, A was still alive. Go back to about 00:05 and crash it there.";

pub async fn a_crash_without_a_prediction_does_not_solve_it(bench: Bench) -> Outcome {
    let page = bench.site(EXERCISE).await?;
    go_to_second(&page, 5).await?;
    choose(&page, "Crash A").await?;
    press_times(&page, "n", 8).await?;
    let sentence = "The crash came before the flag. Go back to 00:00 and place the flag first: what has been seen cannot be predicted.";
    not_solved(&page, sentence).await?;
    // A flag after the fact changes nothing.
    choose(&page, "Test it").await?;
    page.press("Space").await?;
    not_solved(&page, sentence).await
}

pub async fn a_crash_at_fifteen_seconds_does_not_solve_it(bench: Bench) -> Outcome {
    let page = bench.site(EXERCISE).await?;
    predict_by_stepper(&page, 30).await?;
    go_to_second(&page, 15).await?;
    choose(&page, "Crash A").await?;
    press_times(&page, "n", 4).await?;
    not_solved(&page, STILL_ALIVE).await
}

pub async fn no_crash_at_all_does_not_solve_it(bench: Bench) -> Outcome {
    let page = bench.site(EXERCISE).await?;
    predict_by_stepper(&page, 30).await?;
    go_to_second(&page, 45).await?;
    not_solved(&page, STILL_ALIVE).await
}

async fn not_solved(page: &Page, sentence: &str) -> Outcome {
    page.wait_until(&format!("[...document.querySelectorAll('.feedback')].some((line) => line.innerText === {})", json!(sentence))).await?;
    assert!(!is_solved(page).await?, "solved at {}", clock(page).await?);
    assert_eq!(saved(page).await?["solved"], json!({}));
    Ok(())
}
