//! A first visit: what somebody meets who opens the page for the first time. `cargo xtask profile` makes it to learn what that takes.

use std::fs;

use browser_tests::{Bench, Headers, Media, Outcome, Page, repository};

use crate::steps::become_phone;

/// A slow machine draws fewer frames, each with more in it, and comes to code that a fast one does not.
const PHONE_TIMES_SLOWER: u32 = 6;

pub async fn a_first_visit_needs_nothing_of_the_rest_of_the_module(bench: Bench) -> Outcome {
    // Whatever is missed during the visit is missed for good, and says so: otherwise the rest would mostly be there before it is called for.
    bench.expect_console("rest-");
    bench.expect_console("the rest of the page did not come");
    for phone in [false, true] {
        let page = bench.blank().await?;
        if phone {
            become_phone(&page).await?;
            page.slow_down(PHONE_TIMES_SLOWER).await?;
        }
        let server = bench.serve(&bench.dist(), Headers::Bare)?;
        server.withhold("rest-");
        page.start(&server.url()).await?;
        wait_for_second(&page, 3).await?;
        if !phone {
            page.press("Space").await?;
        }
        left_alone(&page).await?;
    }
    Ok(())
}

pub async fn a_first_screen_needs_none_of_the_later_styles(bench: Bench) -> Outcome {
    wears_only_the_first_styles(&bench, false).await?;
    wears_only_the_first_styles(&bench, true).await
}

async fn wears_only_the_first_styles(bench: &Bench, phone: bool) -> Outcome {
    const LATER: &str = "document.querySelector('link[href*=\"/later-\"]')";
    // Every element that can be seen, with how it is drawn.
    const LOOKS: &str = "
        return [...document.querySelectorAll('body *')].filter((element) => element.getClientRects().length > 0).map((element) => {
            const box = element.getBoundingClientRect();
            const { display, color, backgroundColor, font, padding, margin, border } = getComputedStyle(element);
            return [element.tagName, element.getAttribute('class'), Math.round(box.width), Math.round(box.height), display, color, backgroundColor,
                font, padding, margin, border].join(' | ');
        });";
    let page = bench.blank().await?;
    if phone {
        become_phone(&page).await?;
    }
    // What is still moving would look different a moment later.
    page.media(Media { reduced_motion: true, ..Media::default() }).await?;
    let server = bench.serve(&bench.dist(), Headers::Bare)?;
    page.start(&server.url()).await?;
    wait_for_second(&page, 1).await?;
    page.press("Space").await?;
    page.wait_until(&format!("{LATER}?.sheet")).await?;
    let dressed = page.run(LOOKS, &[]).await?;
    page.run(&format!("{LATER}.disabled = true;"), &[]).await?;
    let bare = page.run(LOOKS, &[]).await?;
    let lines = |looks: serde_json::Value| -> Vec<String> {
        looks.as_array().into_iter().flatten().filter_map(|line| line.as_str().map(str::to_owned)).collect()
    };
    let (dressed, bare) = (lines(dressed), lines(bare));
    assert!(dressed.len() > 100, "there is something to be compared");
    let other: Vec<&String> = bare.iter().filter(|line| !dressed.contains(line)).take(5).collect();
    assert!(other.is_empty() && dressed.len() == bare.len(), "a later sheet of index.html dresses the first screen: without it {other:#?}");
    Ok(())
}

/// Waits until the clock of the page shows this second, or the page stands still for want of the rest of its module.
async fn wait_for_second(page: &Page, second: u64) -> Outcome {
    let clock = format!("document.querySelector('.transport-clock')?.innerText >= '00:{second:02}'");
    page.wait_until(&format!("document.documentElement.dataset.rest || {clock}")).await
}

/// The page has not called for the rest of its module. That the rest comes by itself afterwards is another matter.
///
/// Err: it has; the error says which functions called which.
async fn left_alone(page: &Page) -> Outcome {
    if page.run("return document.documentElement.dataset.rest ?? '';", &[]).await? == "" {
        return Ok(());
    }
    let names = fs::read_to_string(repository().join("target/first-half.txt")).unwrap_or_default();
    let names: Vec<&str> = names.lines().collect();
    let lines = page.take_console().await?;
    let numbers =
        lines.iter().flat_map(|line| line.text.split("wasm-function[").skip(1)).map_while(|after| after.split(']').next()?.parse().ok());
    let calls: Vec<&str> = numbers.take(8).map(|number: usize| names.get(number).copied().unwrap_or("?")).collect();
    Err(format!(
        "the list of functions in xtask/first-visit.txt is out of date: cargo xtask profile\nThe call came from, last first: {calls:#?}"
    )
    .into())
}
