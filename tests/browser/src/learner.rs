//! A learner at the page, by keyboard alone or with the mouse, in the words of the page: each exercise's script is then a few lines.
//!
//! A keyboard learner has Tab, arrows, Enter, Space, letters and the page's own keys, and nothing else moves the focus. A mouse learner points
//! and presses, and types into the field that was pressed. Scripts only read the page and scroll what is pressed into sight, as a wheel would.
//!
//! Lists are no exception. Where there is a mouse the page asks for the list that is drawn in the page (`appearance: base-select`), so its
//! options are pressed like anything else; the older kind is a window of the system, which no mouse event of a test reaches.

use browser_tests::{Failure, Outcome, Page};
use serde_json::json;

use crate::steps::{choose, clock, is_solved, mouse, place, press_times, take_from_list, thumb};

/// What a learner works with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    Keys,
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

    /// Follows the one link with this name.
    pub async fn follow(self, name: &str) -> Outcome {
        match self.hand {
            Hand::Keys => choose(self.page, name).await,
            Hand::Mouse => self.page.click("link", name).await,
        }
    }

    /// Picks one of several options that exclude each other; `first` is the first of them.
    pub async fn pick(self, first: &str, name: &str) -> Outcome {
        if self.hand == Hand::Mouse {
            return self.page.click("radio", name).await;
        }
        self.page.tab_to(first).await?;
        self.page.press("Space").await?;
        self.arrow_to(first, name).await
    }

    async fn arrow_to(self, first: &str, name: &str) -> Outcome {
        for _ in 0..20 {
            if self.page.focused().await?.1 == name {
                return Ok(());
            }
            self.page.press("ArrowDown").await?;
        }
        Err(format!("no arrow leads from {first:?} to {name:?}").into())
    }

    /// Picks one of the few options of a form's group; `first` is the first of them.
    pub async fn pick_in(self, group: &str, first: &str, name: &str) -> Outcome {
        if self.hand == Hand::Mouse {
            return self.page.click_in(("group", group), "radio", name).await;
        }
        let here = format!("document.activeElement.closest('fieldset')?.querySelector('legend').innerText === {}", json!(group));
        for _ in 0..4 {
            self.page.tab_to(first).await?;
            if self.page.run(&format!("return {here};"), &[]).await? == json!(true) {
                return self.arrow_to(first, name).await;
            }
            self.page.press("Tab").await?;
        }
        Err(format!("Tab never reaches {first:?} of {group:?}").into())
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

    /// Picks an option of a list.
    pub async fn select(self, list: &str, option: &str) -> Outcome {
        match self.hand {
            Hand::Keys => take_from_list(self.page, list, option).await?,
            Hand::Mouse => {
                self.page.click("combobox", list).await?;
                self.page.click_in(("combobox", list), "option", option).await?;
            }
        }
        let chosen = "const [list] = arguments;
            const fields = [...document.querySelectorAll('.field')].filter((field) => field.textContent.startsWith(list) && field.querySelector('select'));
            return fields.map((field) => field.querySelector('select').selectedOptions[0].innerText);";
        let chosen = self.page.run(chosen, &[json!(list)]).await?;
        if chosen == json!([option]) { Ok(()) } else { Err(format!("{list:?} has {chosen}, not {option:?}").into()) }
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

    /// Goes on to this second from wherever the clock stands: second by second, or with a press on the line of time.
    pub async fn run_to_second(self, second: u32) -> Outcome {
        if self.hand == Hand::Mouse {
            let (x, y) = thumb(self.page, ".scrubber", f64::from(second) * 1000.0).await?;
            mouse(self.page, "mousePressed", x, y).await?;
            mouse(self.page, "mouseReleased", x, y).await?;
            let reached = format!("Math.abs(Number(document.querySelector('.scrubber').value) - {second}000) < 500");
            return self.page.wait_until(&reached).await;
        }
        // Fields keep the keys of the page to themselves.
        self.page.tab_to("Play").await?;
        let now = seconds(&clock(self.page).await?).ok_or("the clock shows no time")?;
        press_times(self.page, "Shift+ArrowRight", u64::from(second).saturating_sub(now)).await
    }

    /// Goes on until the exercise is solved, at this second at the latest: second by second, or from event to event with a button.
    pub async fn solved_by(self, second: u64) -> Outcome {
        if self.hand == Hand::Keys {
            self.page.tab_to("Play").await?;
        }
        for _ in 0..=second {
            if is_solved(self.page).await? {
                return Ok(());
            }
            match self.hand {
                Hand::Keys => self.page.press("Shift+ArrowRight").await?,
                Hand::Mouse => self.page.click("button", "Skip ahead N").await?,
            }
        }
        Err(self.unsolved().await?)
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
