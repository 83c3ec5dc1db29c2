//! The forms of the exercises: for everybody, on every screen; and the one form of a question that no exercise of the course asks in.

use std::fs;

use browser_tests::{Bench, Outcome, repository};
use serde_json::{Value, json};

use crate::learner::{Hand, Learner};
use crate::screens::{Walk, in_every_window};
use crate::work::{AUTHOR, SUMMARY, open};

/// Every exercise of the course but 06, which has no form beside the stage and is looked at in `access`.
const WITH_FORMS: [u8; 10] = [1, 2, 3, 4, 5, 7, 8, 9, 10, 11];

in_every_window! { every_form:
    wide_exercises_in_light_have_no_serious_fault wide_exercises_in_dark_have_no_serious_fault
    phone_exercises_in_light_have_no_serious_fault phone_exercises_in_dark_have_no_serious_fault
}

/// Answers any question somehow.
const ANSWER: &str = "const field = document.querySelector('.lesson input[name=prediction], .sketch input');
    if (field.type === 'range') { field.value = 3; field.dispatchEvent(new Event('input')); } else { field.click(); }";

/// Opens what stands in the forms: every rule is switched on, every list of desks is asked once.
const OPEN: &str = "for (const box of document.querySelectorAll('.tool .switch input:not(:checked)')) box.click();
    for (const button of document.querySelectorAll('.tool .desk-actions .button')) button.click();";

/// The question of each exercise, then its forms with everything on them.
async fn every_form(_: &Bench, walk: &mut Walk) -> Outcome {
    for screen in ["#/", SUMMARY, AUTHOR] {
        walk.go(screen).await?;
        walk.page.wait_until("document.querySelector('h1')").await?;
        walk.look(screen).await?;
    }
    for number in WITH_FORMS {
        walk.go(&format!("#/learn/{number:02}")).await?;
        walk.page.wait_until("document.getElementById('test-it')").await?;
        walk.look(&format!("question of {number}")).await?;
        walk.page.run(ANSWER, &[]).await?;
        walk.page.wait_until("!document.getElementById('test-it').disabled").await?;
        walk.page.run("document.getElementById('test-it').click();", &[]).await?;
        walk.page.wait_until("document.querySelector('.tool')").await?;
        walk.page.run(OPEN, &[]).await?;
        walk.look(&format!("forms of {number}")).await?;
    }
    Ok(())
}

pub async fn an_order_is_predicted_by_keyboard(bench: Bench) -> Outcome {
    an_order_is_predicted(&bench, Hand::Keys).await
}

pub async fn an_order_is_predicted_by_mouse(bench: Bench) -> Outcome {
    an_order_is_predicted(&bench, Hand::Mouse).await
}

/// A teacher's file asks for an order; a learner puts two of three in their places, and sees both worlds beside each other.
async fn an_order_is_predicted(bench: &Bench, hand: Hand) -> Outcome {
    let page = bench.site(AUTHOR).await?;
    open(bench, &page, "input[type=file]", &asks_for_an_order()?).await?;
    page.wait_for_text("From the file").await?;
    page.wait_for_text("Nothing: it keeps all").await?;
    let learner = Learner { page: &page, hand };
    learner.follow("Try it as a learner").await?;
    page.wait_until("document.querySelectorAll('ol.order li').length === 3").await?;
    let places = "[...document.querySelectorAll('ol.order li > span')].map((line) => line.innerText).join(' | ')";
    // The story is deleted last, and B asks between.
    learner.press("Later: A deletes the story").await?;
    page.wait_until(&format!("{places} === 'B is told that nothing is visible | A deletes the story | A gets the story'")).await?;
    // The button moved with its line, and the keyboard with it.
    if hand == Hand::Keys {
        assert_eq!(page.focused().await?.1, "Later: A deletes the story");
    }
    learner.press("Earlier: A gets the story").await?;
    page.wait_until(&format!("{places} === 'B is told that nothing is visible | A gets the story | A deletes the story'")).await?;
    learner.press("Test it").await?;
    page.wait_until("!document.getElementById('test-it')").await?;
    // Two of the three stand in each other's place.
    page.wait_for_text("B is told that nothing is visible \u{2192} A gets the story \u{2192} A deletes the story").await?;
    learner.press("Pause").await?;
    learner.solved_by(15).await?;
    page.wait_for_text("You differ in 2 places.").await?;
    page.wait_for_text("In your world B comes before A.").await
}

/// The example for teachers, with another question.
fn asks_for_an_order() -> Result<String, browser_tests::Failure> {
    let mut file: Value = serde_json::from_str(&fs::read_to_string(repository().join("docs/exercise.json"))?)?;
    let by = |kind: &str, actor: u8| json!({ "kinds": [kind], "where": [{ "field": "actor", "is": { "equal": actor } }] });
    let predicts = json!({ "Predict": { "prediction": { "Order": [2, 1, 0] } } });
    let exercise = &mut file["exercise"];
    exercise["ask"]["form"] = json!({ "order": { "truth": [by("Delete", 2), by("GetEmpty", 3), by("Get", 2)] } });
    exercise["ask"]["readings"] = json!([{ "id": "b-first", "of": { "options": [1, 2, 0] } }]);
    exercise["solution"]["inputs"][0]["input"] = predicts.clone();
    exercise["anti_solutions"][1]["script"]["inputs"][0]["input"] = predicts;
    let prose = &mut file["prose"];
    prose["options"] = json!(["A deletes the story", "B is told that nothing is visible", "A gets the story"]);
    let world = &mut prose["world"];
    for gone in ["less", "more", "both-get-it"] {
        world.as_object_mut().ok_or("the world is an object")?.remove(gone);
    }
    world["places"] = json!("You differ in {gap}.");
    world["b-first"] = json!("In your world B comes before A.");
    Ok(file.to_string())
}
