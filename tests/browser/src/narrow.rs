//! Little room: a phone under a finger, and a page enlarged four times.

use browser_tests::{Bench, Headers, Outcome};
use serde_json::json;

use crate::steps::{COURSE, EXERCISE, SANDBOX, become_phone, choose, refuse, set_sheet, solve_by_keyboard};

/// Lists what can be touched and is smaller than 44 by 44, or is covered where a finger would touch it. What answers to a touch counts, not what
/// is drawn. Exceptions: links in running text (their line is their size), and what is not on the screen at all.
pub const TOO_SMALL: &str = "
    const least = 44, found = [];
    const controls = document.querySelector(arguments[0]).querySelectorAll('a[href], button, input, select, textarea, summary');
    for (const control of controls) {
        const target = control.closest('label') ?? control;
        const style = getComputedStyle(control);
        if (control.closest('p') && control.matches('a:not(.button)')) continue;
        const outside = control.matches('summary') ? control.parentElement.parentElement : control;
        if (outside.closest('details:not([open])')) continue;
        if (style.visibility === 'hidden' || target.getClientRects().length === 0 || control.matches('.skip-link')) continue;
        target.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
        const box = target.getBoundingClientRect();
        const x = box.x + box.width / 2, y = box.y + box.height / 2, reach = least / 2 - 1;
        const answers = (dx, dy) => {
            const hit = document.elementFromPoint(x + dx, y + dy);
            return hit && (hit === target || target.contains(hit) || hit === control || hit.closest('label') === target);
        };
        const missed = [[0, 0], [-reach, 0], [reach, 0], [0, -reach], [0, reach]].filter(([dx, dy]) => !answers(dx, dy));
        if (missed.length > 0) {
            const [dx, dy] = missed[0], there = document.elementFromPoint(x + dx, y + dy);
            found.push(`${control.outerHTML.slice(0, 90)} is ${box.width.toFixed()} x ${box.height.toFixed()}; at ${dx},${dy} there is ${there?.outerHTML.slice(0, 60)}`);
        }
    }
    return found;";

pub async fn a_phone_offers_targets_for_fingers(bench: Bench) -> Outcome {
    let server = bench.serve(&bench.dist(), Headers::Bare)?;
    let page = bench.blank().await?;
    become_phone(&page).await?;
    let mut small: Vec<String> = Vec::new();
    let mut look = async |screen: &str, part: &str| -> Outcome {
        let found: Vec<String> = serde_json::from_value(page.run(TOO_SMALL, &[json!(part)]).await?)?;
        small.extend(found.into_iter().map(|what| format!("{screen}: {what}")));
        Ok(())
    };
    page.start(&format!("{}{EXERCISE}", server.url())).await?;
    set_sheet(&page, "full").await?;
    look("lesson", ".lesson").await?;
    set_sheet(&page, "peek").await?;
    look("exercise, sheet closed", "body").await?;
    set_sheet(&page, "half").await?;
    solve_by_keyboard(&page, 30).await?;
    set_sheet(&page, "full").await?;
    look("lesson, solved", ".lesson").await?;
    set_sheet(&page, "peek").await?;
    look("solved, sheet closed", "body").await?;
    for tab in ["Message", "HTTP", "Log"] {
        choose(&page, tab).await?;
        page.wait_until("document.querySelector('.drawer')").await?;
        look(tab, ".drawer").await?;
        page.press("Escape").await?;
    }
    choose(&page, "Help and keys").await?;
    page.wait_until("document.querySelector('dialog[open]')").await?;
    look("help", "dialog").await?;
    page.press("Escape").await?;
    page.open(&format!("{}{COURSE}", server.url())).await?;
    page.wait_until("document.querySelector('.course-card')").await?;
    look("course map", "body").await?;
    page.open(&format!("{}{SANDBOX}", server.url())).await?;
    page.wait_until("document.querySelector('.transport-clock')?.innerText > '00:02'").await?;
    page.press("Space").await?;
    look("sandbox, sheet closed", "body").await?;
    refuse(&page).await?;
    look("notice", ".notices").await?;
    choose(&page, "Dismiss").await?;
    look("sandbox, by hand", ".lesson").await?;
    assert!(small.is_empty(), "too small or covered:\n      {}", small.join("\n      "));
    Ok(())
}

pub async fn a_page_enlarged_four_times_scrolls_in_one_direction_only(bench: Bench) -> Outcome {
    // 1280 x 1024 at 400 %.
    let server = bench.serve(&bench.dist(), Headers::Bare)?;
    let page = bench.blank().await?;
    page.resize(320, 256).await?;
    let mut wide: Vec<String> = Vec::new();
    let mut look = async |screen: &str| -> Outcome {
        let found: Vec<String> = serde_json::from_value(page.run(STICKS_OUT, &[]).await?)?;
        wide.extend(found.into_iter().map(|what| format!("{screen}: {what}")));
        Ok(())
    };
    page.start(&format!("{}{EXERCISE}", server.url())).await?;
    look("exercise").await?;
    solve_by_keyboard(&page, 30).await?;
    look("solved").await?;
    for tab in ["Message", "HTTP", "Log"] {
        choose(&page, tab).await?;
        page.wait_until("document.querySelector('.drawer')").await?;
        look(tab).await?;
        page.press("Escape").await?;
    }
    choose(&page, "Help and keys").await?;
    look("help").await?;
    page.press("Escape").await?;
    for hash in [COURSE, SANDBOX] {
        page.open(&format!("{}{hash}", server.url())).await?;
        page.wait_until("document.querySelector('.course-card') || document.querySelector('.transport-clock')?.innerText > '00:02'")
            .await?;
        look(hash).await?;
    }
    assert!(wide.is_empty(), "wider than the page:\n      {}", wide.join("\n      "));
    Ok(())
}

/// Says how far the page can be scrolled sideways, and names the controls that stick out of it where nothing can be scrolled to reach them.
pub const STICKS_OUT: &str = "
    const width = 320, found = [];
    const page = document.scrollingElement;
    if (page.scrollWidth > width) {
        const out = [...document.body.querySelectorAll('*')].filter((part) => part.getBoundingClientRect().right > width + 1).map((part) => `${part.tagName} ${part.getAttribute('class')}`);
        found.push(`the page is ${page.scrollWidth} wide: ${[...new Set(out)].slice(-6)}`);
    }
    for (const control of document.querySelectorAll('a[href], button, input, select, textarea')) {
        const box = control.getBoundingClientRect();
        if (box.width <= 1 || control.matches('.skip-link')) continue;
        let scrolls = false;
        for (let outer = control.parentElement; outer; outer = outer.parentElement) {
            if (['auto', 'scroll'].includes(getComputedStyle(outer).overflowX) && outer.scrollWidth > outer.clientWidth) scrolls = true;
        }
        if (!scrolls && (box.right > width + 1 || box.left < -1)) found.push(`${control.outerHTML.slice(0, 90)} reaches from ${box.left.toFixed()} to ${box.right.toFixed()}`);
    }
    return found;";
