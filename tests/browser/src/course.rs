//! Each exercise of the course is solved through the interface by its own solution: once by keyboard alone, once with the mouse.
//! (Exercise 06 has tests of its own, in `exercise`.)

use browser_tests::{Bench, Outcome, Page};
use serde_json::json;

use crate::learner::{Hand, Learner};
use crate::steps::saved;

const BRIDGE: &str = "{\"headline\": \"Harbour bridge reopens\"}";
const FERRY: &str =
    "POST /newsqueue/messages\n\n<QueueMessage><MessageText>{\"headline\": \"Ferry strike ends\"}</MessageText></QueueMessage>";
const MARKETS: &str = "{\"headline\": \"Markets fall on Monday\"}";

/// Opens the exercise, has it solved, and looks whether the page keeps the run as proof.
async fn solve(bench: &Bench, hand: Hand, number: u8, script: impl AsyncFn(Learner<'_>) -> Outcome) -> Outcome {
    let page = bench.site(&format!("#/learn/{number:02}")).await?;
    script(Learner { page: &page, hand }).await?;
    kept(&page, number).await
}

async fn kept(page: &Page, number: u8) -> Outcome {
    page.wait_until("document.getElementById('debrief')").await?;
    let solved = &saved(page).await?["solved"][number.to_string()];
    assert_eq!(solved["run"]["scenario"]["seed"], json!(number), "{solved}");
    // Reality agrees with the solution's prediction.
    let gap = page.run("return document.querySelector('#debrief').innerText;", &[]).await?;
    assert!(gap.as_str().is_some_and(|words| words.len() > 200), "the debrief says what happened: {gap}");
    Ok(())
}

async fn open_an_account(learner: Learner<'_>) -> Outcome {
    learner.page.wait_for_text("No storage account yet").await?;
    learner.pick("The access tier", "The account kind").await?;
    learner.test_it().await?;
    learner.fill("Account name", "thenewsroom").await?;
    learner.select("Account kind", "General-purpose v2").await?;
    learner.select("Redundancy", "Zone-redundant (ZRS)").await?;
    learner.press("Create account").await?;
    learner.fill("Queue name", "newsqueue").await?;
    learner.press("Create queue").await?;
    learner.fill("Account name", "newsroomphotos").await?;
    learner.select("Account kind", "Blob storage").await?;
    learner.press("Create account").await?;
    learner.press("Create queue").await
}

async fn find_the_address(learner: Learner<'_>) -> Outcome {
    for name in ["News", "news--1", "q"] {
        learner.tick(name).await?;
    }
    learner.test_it().await?;
    learner.fill("Queue name", "News").await?;
    learner.press("Create queue").await?;
    learner.fill("Queue name", "newsqueue").await?;
    learner.press("Create queue").await?;
    for piece in ["https://", "thenewsroom", ".queue.core.windows.net", "/", "newsqueue"] {
        learner.press(piece).await?;
    }
    learner.press("Use this address").await?;
    learner.pick_in("For", "A", "B").await?;
    learner.press("Use this address").await?;
    learner.select("Credential of C", "the key of thenewsroom").await?;
    learner.press("Repair C").await?;
    for desk in ["Peek as A", "Peek as B", "Peek as C"] {
        learner.press(desk).await?;
    }
    Ok(())
}

async fn file_the_first_story(learner: Learner<'_>) -> Outcome {
    for field in
        ["The message id", "The insertion time", "The expiration time", "The pop receipt", "The next visible time", "The dequeue count"]
    {
        learner.tick(field).await?;
    }
    learner.test_it().await?;
    learner.fill("Text to send", BRIDGE).await?;
    learner.press("Send message").await?;
    learner.fill("Request", FERRY).await?;
    learner.press("Send request").await
}

async fn look_without_touching(learner: Learner<'_>) -> Outcome {
    let first = "A sees story 1, B sees story 1, C sees story 2";
    learner.pick(first, first).await?;
    learner.test_it().await?;
    learner.press("Peek as A").await?;
    learner.press("Get as B").await?;
    learner.press("Get as A").await
}

async fn plug_the_delete_in(learner: Learner<'_>) -> Outcome {
    learner.pick("0", "3").await?;
    learner.test_it().await?;
    // Each step can be taken out and put back.
    learner.press("Unplug publish").await?;
    learner.press("Plug in publish").await?;
    learner.press("Plug in delete").await?;
    learner.solved_by(20).await
}

async fn renew_the_ticket(learner: Learner<'_>) -> Outcome {
    learner.pick("For both", "For story 1 alone").await?;
    learner.test_it().await?;
    learner.run_to_second(86).await?;
    learner.tick("Renew while working").await?;
    learner.solved_by(60).await
}

async fn leave_a_bookmark(learner: Learner<'_>) -> Outcome {
    learner.pick("10", "60").await?;
    learner.test_it().await?;
    learner.tick("Renew while working").await?;
    learner.tick("Save a bookmark after each chapter").await?;
    learner.pick_in("Worker", "A", "B").await?;
    learner.tick("Renew while working").await?;
    learner.tick("Save a bookmark after each chapter").await?;
    learner.run_to_second(3).await?;
    learner.pick_in("Queue", "newsqueue", "letters").await?;
    learner.select("Operation", "Get Messages").await?;
    learner.press("Send").await?;
    learner.select("Operation", "Update Message").await?;
    learner.fill("Visibility timeout, s", "0").await?;
    learner.press("Send").await?;
    learner.solved_by(130).await
}

async fn send_news_that_goes_stale(learner: Learner<'_>) -> Outcome {
    learner.pick("It succeeds: R holds the lease", "It is refused: the message is gone").await?;
    learner.test_it().await?;
    learner.fill("Text to send", "{\"alert\": \"Storm over the harbour\"}").await?;
    learner.fill("Time to live, s", "20").await?;
    learner.press("Send message").await?;
    learner.fill("Text to send", "{\"story\": \"The budget, page by page\"}").await?;
    learner.fill("Delay, s", "45").await?;
    learner.fill("Time to live, s", "45").await?;
    learner.press("Send message").await?;
    learner.fill("Time to live, s", "").await?;
    learner.press("Send message").await?;
    learner.pick_in("Queue to send to", "newsqueue", "archive").await?;
    learner.fill("Text to send", "{\"interview\": \"The last lighthouse keeper\"}").await?;
    learner.fill("Time to live, s", "-1").await?;
    learner.fill("Delay, s", "").await?;
    learner.press("Send message").await?;
    learner.solved_by(60).await
}

async fn move_the_poison_aside(learner: Learner<'_>) -> Outcome {
    for (at, value) in [("At 00:15", 1), ("At 00:30", 1), ("At 00:45", 3), ("At 01:00", 3)] {
        learner.draw(at, value, 5).await?;
    }
    learner.test_it().await?;
    learner.run_to_second(60).await?;
    learner.tick("Move a message aside").await?;
    learner.pick_in("Order", "delete, then copy", "copy, then delete").await?;
    learner.run_to_second(70).await?;
    learner.pick_in("Queue", "newsqueue", "newsqueue-poison").await?;
    learner.select("Operation", "Get Messages").await?;
    learner.press("Send").await?;
    learner.fill("Text to send", MARKETS).await?;
    learner.press("Send message").await?;
    learner.select("Operation", "Delete Message").await?;
    learner.select("Message you hold", "{\"headline\": \"Markets fa (01:10)").await?;
    learner.press("Send").await?;
    learner.solved_by(30).await
}

async fn keep_a_ledger(learner: Learner<'_>) -> Outcome {
    learner.pick("0", "2").await?;
    learner.test_it().await?;
    learner.tick("Keep a ledger of what is published").await?;
    learner.solved_by(45).await
}

macro_rules! exercises {
    ($($number:literal $script:ident $keys:ident $mouse:ident)*) => { $(
        pub async fn $keys(bench: Bench) -> Outcome {
            solve(&bench, Hand::Keys, $number, $script).await
        }

        pub async fn $mouse(bench: Bench) -> Outcome {
            solve(&bench, Hand::Mouse, $number, $script).await
        }
    )* };
}

exercises! {
    1 open_an_account exercise_01_is_solved_by_keyboard exercise_01_is_solved_by_mouse
    2 find_the_address exercise_02_is_solved_by_keyboard exercise_02_is_solved_by_mouse
    3 file_the_first_story exercise_03_is_solved_by_keyboard exercise_03_is_solved_by_mouse
    4 look_without_touching exercise_04_is_solved_by_keyboard exercise_04_is_solved_by_mouse
    5 plug_the_delete_in exercise_05_is_solved_by_keyboard exercise_05_is_solved_by_mouse
    7 renew_the_ticket exercise_07_is_solved_by_keyboard exercise_07_is_solved_by_mouse
    8 leave_a_bookmark exercise_08_is_solved_by_keyboard exercise_08_is_solved_by_mouse
    9 send_news_that_goes_stale exercise_09_is_solved_by_keyboard exercise_09_is_solved_by_mouse
    10 move_the_poison_aside exercise_10_is_solved_by_keyboard exercise_10_is_solved_by_mouse
    11 keep_a_ledger exercise_11_is_solved_by_keyboard exercise_11_is_solved_by_mouse
}
