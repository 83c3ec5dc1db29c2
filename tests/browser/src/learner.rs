//! A learner at the page, by keyboard alone or with the mouse, in the words of the page: each exercise's script is then a few lines.

use browser_tests::{Failure, Outcome, Page};
use serde_json::json;

use crate::steps::{choose, is_solved, mouse, place, press_times};

/// What a learner works with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    Keys,
    /// Text is typed and options of a list are picked by their letters all the same: the browser draws open lists outside of the page.
    Mouse,
}

/// Somebody who works at a page.
#[derive(Clone, Copy, Debug)]
pub struct Learner<'a> {
    pub page: &'a Page,
    pub hand: Hand,
}

impl Learner<'_> {
    /// Presses the one button with this name.
    pub async fn press(self, name: &str) -> Outcome {
        match self.hand {
            Hand::Keys => choose(self.page, name).await,
            Hand::Mouse => self.page.click("button", name).await,
        }
    }

    /// Picks one of several options that exclude each other; `first` is the first of them.
    pub async fn pick(self, first: &str, name: &str) -> Outcome {
        if self.hand == Hand::Mouse {
            return self.page.click("radio", name).await;
        }
        self.page.tab_to(first).await?;
        self.page.press("Space").await?;
        for _ in 0..20 {
            if self.page.focused().await?.1 == name {
                return Ok(());
            }
            self.page.press("ArrowDown").await?;
        }
        Err(format!("no arrow leads from {first:?} to {name:?}").into())
    }

    /// Ticks a box, or takes its tick away.
    pub async fn tick(self, name: &str) -> Outcome {
        if self.hand == Hand::Mouse {
            return self.page.click("checkbox", name).await;
        }
        self.page.tab_to(name).await?;
        self.page.press("Space").await
    }

    /// Writes a text into a field instead of what is there.
    pub async fn fill(self, name: &str, text: &str) -> Outcome {
        self.go_to("textbox", name).await?;
        self.page.press("Control+a").await?;
        self.page.press("Delete").await?;
        if !text.is_empty() {
            self.page.type_text(text).await?;
        }
        Ok(())
    }

    /// Picks an option of a list by its first letters.
    pub async fn select(self, name: &str, option: &str) -> Outcome {
        // A click would open the list, which is not part of the page.
        self.page.tab_to(name).await?;
        self.page.type_text(option).await?;
        let chosen = "const field = document.activeElement; return field.selectedOptions?.[0]?.innerText ?? '';";
        let chosen = self.page.run(chosen, &[]).await?;
        if chosen.as_str() == Some(option) { Ok(()) } else { Err(format!("{name:?} has {chosen}, not {option:?}").into()) }
    }

    /// Moves one point of a sketch that stands at 0 to `value` of `most`.
    pub async fn draw(self, name: &str, value: u32, most: u32) -> Outcome {
        if self.hand == Hand::Keys {
            self.page.tab_to(name).await?;
            return press_times(self.page, "ArrowUp", value.into()).await;
        }
        // The browser keeps half a thumb of room above and below.
        let selector = format!("input[aria-label=\"{name}\"]");
        let [x, y, width, height] = place(self.page, &selector).await?;
        let up = y + height - 8.0 - (height - 16.0) * f64::from(value) / f64::from(most);
        mouse(self.page, "mousePressed", x + width / 2.0, up).await?;
        mouse(self.page, "mouseReleased", x + width / 2.0, up).await?;
        self.page.wait_until(&format!("document.querySelector({}).value === '{value}'", json!(selector))).await
    }

    async fn go_to(self, role: &str, name: &str) -> Outcome {
        match self.hand {
            Hand::Keys => self.page.tab_to(name).await,
            Hand::Mouse => self.page.click(role, name).await,
        }
    }

    /// Writes the prediction down.
    pub async fn test_it(self) -> Outcome {
        self.press("Test it").await?;
        self.page.wait_until("!document.getElementById('test-it')").await
    }

    /// Steps on to this second from wherever the clock stands.
    pub async fn run_to_second(self, second: u64) -> Outcome {
        self.leave_fields().await?;
        let now = self.page.run("return document.querySelector('.transport-clock').innerText;", &[]).await?;
        let now = seconds(now.as_str().unwrap_or_default()).ok_or("the clock shows no time")?;
        press_times(self.page, "Shift+ArrowRight", second.saturating_sub(now)).await
    }

    /// Fields keep the keys of the page to themselves: the focus goes to the clock's button.
    async fn leave_fields(self) -> Outcome {
        self.page.run("document.querySelector('.transport-play').focus();", &[]).await.map(drop)
    }

    /// Goes on second by second until the exercise is solved.
    pub async fn solved_by(self, second: u64) -> Outcome {
        self.leave_fields().await?;
        for _ in 0..second {
            if is_solved(self.page).await? {
                return Ok(());
            }
            self.page.press("Shift+ArrowRight").await?;
        }
        if is_solved(self.page).await? { Ok(()) } else { Err(self.unsolved().await?) }
    }

    /// What the page says is still missing.
    async fn unsolved(self) -> Result<Failure, Failure> {
        let said =
            self.page.run("return [...document.querySelectorAll('.feedback')].map((line) => line.innerText).join(' / ');", &[]).await?;
        Ok(format!("not solved; the page says {}", json!(said)).into())
    }
}

fn seconds(clock: &str) -> Option<u64> {
    let (minutes, rest) = clock.split_once(':')?;
    Some(minutes.parse::<u64>().ok()? * 60 + rest.get(..2)?.parse::<u64>().ok()?)
}
