//! A first visit: what somebody meets who opens the page for the first time. `cargo xtask profile` makes it to learn what that takes.

use browser_tests::{Bench, Headers, Outcome, Page};

use crate::steps::become_phone;

pub async fn a_first_visit_needs_nothing_of_the_rest_of_the_module(bench: Bench) -> Outcome {
    let page = bench.site("").await?;
    wait_for_second(&page, 3).await?;
    page.press("Space").await?;
    left_alone(&page).await?;

    let phone = bench.blank().await?;
    become_phone(&phone).await?;
    let server = bench.serve(&bench.dist(), Headers::Bare)?;
    phone.start(&server.url()).await?;
    wait_for_second(&phone, 3).await?;
    left_alone(&phone).await
}

async fn wait_for_second(page: &Page, second: u64) -> Outcome {
    page.wait_until(&format!("document.querySelector('.transport-clock')?.innerText >= '00:{second:02}'")).await
}

/// The page has not called for the rest of its module. That the rest comes by itself afterwards is another matter.
async fn left_alone(page: &Page) -> Outcome {
    let called = page.run("return document.documentElement.dataset.rest ?? '';", &[]).await?;
    assert_eq!(called, "", "the list of functions in xtask/first-visit.txt is out of date: cargo xtask profile");
    Ok(())
}
