//! What a person does again and again at this page, and what they look at, in the words of the page.
//!
//! Everything here goes through the interface. The one exception is [`saved`], which looks into the browser's storage.

use std::path::PathBuf;

use browser_tests::{Failure, Outcome, Page};
use serde_json::{Value, json};

/// The exercise that every test here is about.
pub const EXERCISE: &str = "#/learn/06";
/// The sandbox.
pub const SANDBOX: &str = "#/stage";
/// The course map.
pub const COURSE: &str = "#/learn";

/// Where the flag of exercise 06 stands before anybody has moved it.
pub const FLAG_STARTS: u64 = 20;

/// Presses the same key `times` times.
pub async fn press_times(page: &Page, key: &str, times: u64) -> Outcome {
    for _ in 0..times {
        page.press(key).await?;
    }
    Ok(())
}

/// Goes to a control by Tab and presses Enter there.
pub async fn choose(page: &Page, name: &str) -> Outcome {
    page.tab_to(name).await?;
    page.press("Enter").await
}

/// Picks an option of a list by keyboard: opens it, goes down to its end and up again, and takes the one that is called `option`.
pub async fn take_from_list(page: &Page, list: &str, option: &str) -> Outcome {
    page.tab_to(list).await?;
    page.press("ArrowDown").await?;
    let mut met = Vec::new();
    for key in ["ArrowDown", "ArrowUp"] {
        let mut last = String::new();
        loop {
            let (_, here) = page.focused().await?;
            if here == option {
                return page.press("Enter").await;
            }
            if here == last {
                break;
            }
            page.press(key).await?;
            met.push(here.clone());
            last = here;
        }
    }
    Err(format!("the list {list:?} has no {option:?}; it has {met:?}").into())
}

/// Returns the clock beside the transport buttons.
pub async fn clock(page: &Page) -> Result<String, Failure> {
    page.text(".transport-clock").await
}

/// Waits until the clock shows `time`.
pub async fn wait_for_clock(page: &Page, time: &str) -> Outcome {
    page.wait_until(&format!("document.querySelector('.transport-clock')?.innerText === {}", json!(time))).await
}

/// Pauses, goes to the beginning and then forward second by second, as the keys do it: the clock then stands at exactly `seconds`.
pub async fn go_to_second(page: &Page, seconds: u64) -> Outcome {
    page.press("Home").await?;
    press_times(page, "Shift+ArrowRight", seconds).await?;
    wait_for_clock(page, &format!("00:{seconds:02}.0")).await
}

/// Writes the flag down with the stepper at `second`, by keyboard. Time runs afterwards.
pub async fn predict_by_stepper(page: &Page, second: u64) -> Outcome {
    page.tab_to("One second later").await?;
    press_times(page, "Enter", second - FLAG_STARTS).await?;
    choose(page, "Test it").await
}

/// Skips ahead by key until the exercise is solved.
pub async fn skip_until_solved(page: &Page) -> Outcome {
    for _ in 0..20 {
        if is_solved(page).await? {
            return Ok(());
        }
        page.press("n").await?;
    }
    Err(format!("not solved after 20 skips; the clock shows {}", clock(page).await?).into())
}

/// Solves exercise 06 by keyboard with the flag at `second`.
pub async fn solve_by_keyboard(page: &Page, second: u64) -> Outcome {
    predict_by_stepper(page, second).await?;
    go_to_second(page, 5).await?;
    choose(page, "Crash A").await?;
    skip_until_solved(page).await
}

/// Whether the debrief is on the page.
pub async fn is_solved(page: &Page) -> Result<bool, Failure> {
    Ok(page.count("heading", "Solved").await? == 1)
}

/// Returns the newest sound envelope of what the page keeps; null when there is none.
pub async fn saved(page: &Page) -> Result<Value, Failure> {
    let newest = "const slots = Object.entries(localStorage).filter(([name]) => new RegExp(`:v${arguments[0]}:[ab]$`).test(name))
            .map(([, text]) => text.match(/^(\\d+) [0-9a-f]{16} .*$/s)).filter(Boolean);
        slots.sort((one, two) => Number(two[1]) - Number(one[1]));
        return slots.length === 0 ? null : slots[0][0];";
    let newest = page.run(newest, &[json!(playground::saved::SCHEMA)]).await?;
    let Some(text) = newest.as_str() else { return Ok(Value::Null) };
    let (_, state) = playground::saved::open(text).ok_or_else(|| format!("not an envelope: {text}"))?;
    Ok(serde_json::to_value(state)?)
}

/// Returns what the service and the actors did, oldest first, each line as `00:05.0 A crashed, ...`. Opens the log by keyboard and closes it again.
pub async fn log(page: &Page) -> Result<Vec<String>, Failure> {
    choose(page, "Log").await?;
    page.wait_until("document.querySelector('table.log')").await?;
    let rows = "return [...document.querySelectorAll('table.log tbody tr')].reverse().map((row) => `${row.cells[1].innerText} ${row.cells[3].innerText}`);";
    let rows = page.run(rows, &[]).await?;
    page.press("Escape").await?;
    page.wait_until("!document.querySelector('table.log')").await?;
    Ok(rows.as_array().into_iter().flatten().map(|row| row.as_str().unwrap_or_default().to_owned()).collect())
}

/// Waits until a file of this name has been downloaded completely, and returns what is in it. Removes it, so that the next one has the same name.
pub async fn downloaded(bench: &browser_tests::Bench, name: &str) -> Result<String, Failure> {
    let file: PathBuf = bench.downloads().join(name);
    let began = std::time::Instant::now();
    // The browser makes an empty file of this name first, and puts the whole one in its place at the end.
    while !std::fs::metadata(&file).is_ok_and(|found| found.len() > 0) {
        if began.elapsed() > browser_tests::page::WAIT_MAX {
            return Err(format!("nothing called {name} was downloaded").into());
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    let text = std::fs::read_to_string(&file)?;
    std::fs::remove_file(&file)?;
    Ok(text)
}

/// Returns the left, top, width and height of the one element that `selector` matches, after bringing it into sight.
pub async fn place(page: &Page, selector: &str) -> Result<[f64; 4], Failure> {
    let body = "const found = document.querySelector(arguments[0]); found.scrollIntoView({ block: 'center', behavior: 'instant' });
        const box = found.getBoundingClientRect(); return [box.x, box.y, box.width, box.height];";
    let place = page.run(body, &[json!(selector)]).await?;
    let side = |index: usize| place[index].as_f64().ok_or_else(|| Failure::from(format!("nothing on the page matches {selector}")));
    Ok([side(0)?, side(1)?, side(2)?, side(3)?])
}

/// Moves the mouse to a place; with `kind` also presses or releases it there.
pub async fn mouse(page: &Page, kind: &str, x: f64, y: f64) -> Outcome {
    let held = i32::from(kind != "mouseReleased");
    let event = json!({ "type": kind, "x": x, "y": y, "button": "left", "buttons": held, "clickCount": 1 });
    page.devtools("Input.dispatchMouseEvent", event).await.map(drop)
}

/// Where the thumb of a range input stands for `value`: the browser keeps half a thumb of room at both ends.
pub async fn thumb(page: &Page, selector: &str, value: f64) -> Result<(f64, f64), Failure> {
    let [x, y, width, height] = place(page, selector).await?;
    let range = "const range = document.querySelector(arguments[0]); return [Number(range.min), Number(range.max)];";
    let range = page.run(range, &[json!(selector)]).await?;
    let (min, max) = (range[0].as_f64().unwrap_or(0.0), range[1].as_f64().unwrap_or(100.0));
    Ok((x + 8.0 + (width - 16.0) * (value - min) / (max - min), y + height / 2.0))
}

/// Drags the thumb of a range input from one value to another.
pub async fn drag(page: &Page, selector: &str, from: f64, to: f64) -> Outcome {
    let (start, y) = thumb(page, selector, from).await?;
    let (end, _) = thumb(page, selector, to).await?;
    mouse(page, "mousePressed", start, y).await?;
    for part in 1..=4 {
        mouse(page, "mouseMoved", start + (end - start) * f64::from(part) / 4.0, y).await?;
    }
    mouse(page, "mouseReleased", end, y).await
}

/// Makes the window a phone with a touch screen.
pub async fn become_phone(page: &Page) -> Outcome {
    page.resize(360, 740).await?;
    page.devtools("Emulation.setTouchEmulationEnabled", json!({ "enabled": true, "maxTouchPoints": 1 })).await?;
    page.wait_until("matchMedia('(pointer: coarse)').matches").await
}

/// Touches the middle of the one control with this role and name, where a finger would.
pub async fn tap(page: &Page, role: &str, name: &str) -> Outcome {
    let (x, y) = page.middle(None, role, name).await?;
    touch(page, x, y).await
}

/// Touches a place on the screen and lets go.
pub async fn touch(page: &Page, x: f64, y: f64) -> Outcome {
    page.devtools("Input.dispatchTouchEvent", json!({ "type": "touchStart", "touchPoints": [{ "x": x, "y": y }] })).await?;
    page.devtools("Input.dispatchTouchEvent", json!({ "type": "touchEnd", "touchPoints": [] })).await.map(drop)
}

/// Works the handle until the lesson sheet has this height.
pub async fn set_sheet(page: &Page, height: &str) -> Outcome {
    for _ in 0..3 {
        let now = page.run("return document.querySelector('.lesson').dataset.sheet;", &[]).await?;
        if now == height {
            break;
        }
        page.run("document.querySelector('.sheet-handle').focus();", &[]).await?;
        page.press("Enter").await?;
    }
    // The sheet glides to its height.
    page.wait_until(&format!(
        "document.querySelector('.lesson').dataset.sheet === {} && document.getAnimations().every((animation) => animation.playState === 'finished')",
        json!(height)
    ))
    .await
}

/// Asks for 99 messages at once in the sandbox, which no service gives.
pub async fn refuse(page: &Page) -> Outcome {
    if page.run("return matchMedia('(max-width: 759.98px)').matches;", &[]).await? == json!(true) {
        set_sheet(page, "full").await?;
    }
    page.tab_to("Operation").await?;
    page.press("g").await?;
    page.tab_to("How many, 1\u{2013}32").await?;
    page.type_text("99").await?;
    page.press("Enter").await?;
    page.wait_until("document.querySelector('.notice[data-kind=refusal]')").await
}
