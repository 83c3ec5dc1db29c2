//! Somebody who tries everything: a few hundred acts in a row, chosen by a fixed seed. Whatever they do, the page does not break.

use browser_tests::{Bench, Outcome};
use serde_json::json;

use crate::steps::become_phone;

const ACTS: u32 = 300;

pub async fn whoever_tries_everything_breaks_no_stage(bench: Bench) -> Outcome {
    for (seed, place) in [(1, ""), (2, "#/stage"), (3, "#/stage")] {
        try_everything(&bench, place, seed, false).await?;
    }
    Ok(())
}

pub async fn whoever_tries_everything_breaks_no_exercise(bench: Bench) -> Outcome {
    for (seed, place) in [(4, "#/learn/03"), (5, "#/learn/06"), (6, "#/learn/10")] {
        try_everything(&bench, place, seed, false).await?;
    }
    Ok(())
}

pub async fn whoever_tries_everything_breaks_no_lab(bench: Bench) -> Outcome {
    for (seed, place) in [(7, "#/lab"), (8, "#/lab/sas")] {
        try_everything(&bench, place, seed, false).await?;
    }
    Ok(())
}

pub async fn whoever_tries_everything_on_a_phone_breaks_nothing(bench: Bench) -> Outcome {
    for (seed, place) in [(9, "#/stage"), (10, "#/learn/05")] {
        try_everything(&bench, place, seed, true).await?;
    }
    Ok(())
}

/// Err: the page has broken; the error tells what was done last.
async fn try_everything(bench: &Bench, place: &str, seed: u32, phone: bool) -> Outcome {
    let page = bench.site(place).await?;
    if phone {
        become_phone(&page).await?;
    }
    let tried = page.run_async(include_str!("anything.js"), &[json!(seed), json!(ACTS)]).await?;
    let done = tried["done"].as_array().ok_or("the script tells what it did")?;
    if let Some(words) = tried["broken"].as_str() {
        let last = &done[done.len().saturating_sub(15)..];
        return Err(format!("{place} broke with seed {seed} after {} acts: {words}\nThe last were {last:#?}", done.len()).into());
    }
    assert_eq!(done.len(), ACTS as usize);
    let kinds =
        ["press ", "enter ", "key "].map(|kind| done.iter().filter(|act| act.as_str().is_some_and(|act| act.starts_with(kind))).count());
    assert!(kinds.iter().all(|count| *count > 20), "every kind of act was tried: {kinds:?}");
    Ok(())
}
