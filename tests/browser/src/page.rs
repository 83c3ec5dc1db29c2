//! One open page, used the way a person uses it: keys, names, words on the screen.
//!
//! Every question is asked of the browser itself. Names and roles come from the browser's accessibility tree, not from attributes, so a test
//! that finds "Test it" by name also proves that a screen reader does. Presses and clicks are real input events.
//!
//! Nothing here sleeps to let something happen: [`Page::wait_until`] asks again until it is so, and says what it waited for if it never is.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{fs, io};

use serde_json::{Value, json};
use thirtyfour::WebDriver;

use crate::{Failure, keys};

/// Longest wait for something to become true. Generous, because two cores may be doing other things; a passing test never uses it up.
pub const WAIT_MAX: Duration = Duration::from_secs(15);

const ASK_AGAIN_AFTER: Duration = Duration::from_millis(25);

/// A line that the browser wrote to its console.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsoleLine {
    /// `SEVERE`, `WARNING`, `INFO` or `DEBUG`.
    pub level: String,
    /// Source, position and text, as the driver words it.
    pub text: String,
}

/// What the browser pretends about the screen and its owner's wishes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Media {
    /// `prefers-color-scheme: dark`; light otherwise.
    pub dark: bool,
    /// `prefers-reduced-motion: reduce`.
    pub reduced_motion: bool,
    /// `forced-colors: active`.
    pub forced_colors: bool,
}

/// A browser window with the page in it. Clones drive the same window.
#[derive(Debug, Clone)]
pub struct Page {
    driver: WebDriver,
}

impl Page {
    /// Wraps a session and installs the probe that counts frames and timers.
    pub(crate) async fn new(driver: WebDriver) -> Result<Self, Failure> {
        let page = Self { driver };
        page.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": include_str!("probe.js") })).await?;
        page.resize(1280, 800).await?;
        page.media(Media::default()).await?;
        Ok(page)
    }

    /// Returns the underlying session, for what this type has no word for.
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// Goes to `address` and waits until the document has loaded.
    ///
    /// # Errors
    /// When the browser cannot get there.
    pub async fn open(&self, address: &str) -> Result<(), Failure> {
        Ok(self.driver.goto(address).await?)
    }

    /// Goes to `address` and waits until the page has started, that is, until it has taken its boot message away.
    ///
    /// # Errors
    /// When the page does not start; the error quotes the boot message.
    pub async fn start(&self, address: &str) -> Result<(), Failure> {
        self.open(address).await?;
        if self.wait_until("!document.getElementById('boot')").await.is_err() {
            let message = self.text("#boot").await.unwrap_or_default();
            return Err(format!("the page at {address} did not start: {message}").into());
        }
        Ok(())
    }

    /// Loads the same address again.
    ///
    /// # Errors
    /// When the browser cannot get there.
    pub async fn reload(&self) -> Result<(), Failure> {
        Ok(self.driver.refresh().await?)
    }

    /// Opens `address` in a second tab of the same browser and moves there.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn open_in_new_tab(&self, address: &str) -> Result<(), Failure> {
        let tab = self.driver.new_tab().await?;
        self.driver.switch_to_window(tab).await?;
        self.open(address).await
    }

    /// Minimises the window, so that the page is hidden from its person, and goes on talking to it.
    ///
    /// # Errors
    /// When the page does not notice.
    pub async fn hide(&self) -> Result<(), Failure> {
        self.driver.minimize_window().await?;
        self.wait_until("document.visibilityState === 'hidden'").await
    }

    /// Brings the window back that [`hide`](Self::hide) minimised.
    ///
    /// # Errors
    /// When the page does not notice.
    pub async fn show(&self) -> Result<(), Failure> {
        self.driver.maximize_window().await?;
        self.wait_until("document.visibilityState === 'visible'").await
    }

    /// Presses one key or combination, for example `Enter`, `n` or `Shift+ArrowLeft`, wherever the focus is.
    ///
    /// # Errors
    /// When no key has that name.
    pub async fn press(&self, combination: &str) -> Result<(), Failure> {
        let points = keys::code_points(combination)?;
        let mut actions = self.driver.action_chain();
        for point in &points {
            actions = actions.key_down(*point);
        }
        for point in points.iter().rev() {
            actions = actions.key_up(*point);
        }
        Ok(actions.perform().await?)
    }

    /// Types `text` wherever the focus is.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn type_text(&self, text: &str) -> Result<(), Failure> {
        Ok(self.driver.action_chain().send_keys(text).perform().await?)
    }

    /// Presses Tab until the focus is on something with the accessible name `name` (the whole name), as a keyboard user would.
    ///
    /// # Errors
    /// When 200 presses do not get there; the error lists the names met on the way.
    pub async fn tab_to(&self, name: &str) -> Result<(), Failure> {
        let mut met = Vec::new();
        for _ in 0..200 {
            let (_, here) = self.focused().await?;
            if here == name {
                return Ok(());
            }
            if !here.is_empty() && !met.contains(&here) {
                met.push(here);
            }
            self.press("Tab").await?;
        }
        Err(format!("Tab never reaches {name:?}; it reaches {met:?}").into())
    }

    /// Returns role and accessible name of what has the focus; two empty strings when nothing has.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn focused(&self) -> Result<(String, String), Failure> {
        let evaluated = self.devtools("Runtime.evaluate", json!({ "expression": "document.activeElement ?? document.body" })).await?;
        let object = evaluated["result"]["objectId"].clone();
        let tree = self.devtools("Accessibility.getPartialAXTree", json!({ "objectId": object, "fetchRelatives": false })).await?;
        let node = &tree["nodes"][0];
        let role = node["role"]["value"].as_str().unwrap_or_default();
        if role == "RootWebArea" || role == "none" || node["ignored"] == true {
            return Ok((String::new(), String::new()));
        }
        Ok((role.to_owned(), node["name"]["value"].as_str().unwrap_or_default().to_owned()))
    }

    /// Clicks the one element that has this role and this accessible name.
    ///
    /// # Errors
    /// When there is no such element, or more than one.
    pub async fn click(&self, role: &str, name: &str) -> Result<(), Failure> {
        let (x, y) = self.middle(None, role, name).await?;
        self.press_at(x, y).await
    }

    /// The same inside of the element that `owner` names by role and name: two groups may have options of the same name, and two lists.
    ///
    /// # Errors
    /// When there is no such element in there, or more than one.
    pub async fn click_in(&self, owner: (&str, &str), role: &str, name: &str) -> Result<(), Failure> {
        let (x, y) = self.middle(Some(owner), role, name).await?;
        self.press_at(x, y).await
    }

    async fn press_at(&self, x: f64, y: f64) -> Result<(), Failure> {
        for kind in ["mousePressed", "mouseReleased"] {
            let event = json!({ "type": kind, "x": x, "y": y, "button": "left", "clickCount": 1 });
            self.devtools("Input.dispatchMouseEvent", event).await?;
        }
        Ok(())
    }

    /// Brings the one element (inside of `owner`) that has this role and this accessible name into sight and returns where a hand would press it: in the
    /// middle, of its label if it is a box to tick.
    ///
    /// # Errors
    /// When there is no such element, or more than one, or when something else lies over its middle.
    pub async fn middle(&self, owner: Option<(&str, &str)>, role: &str, name: &str) -> Result<(f64, f64), Failure> {
        let object = self.by_role(owner, role, name).await?;
        let middle = "function () {
            const target = (this.matches('[type=radio], [type=checkbox]') && this.closest('label')) || this;
            target.scrollIntoView({ block: 'center', behavior: 'instant' });
            const box = target.getBoundingClientRect(), x = box.x + box.width / 2, y = box.y + box.height / 2;
            const hit = document.elementFromPoint(x, y);
            return { x, y, over: target.contains(hit) ? null : (hit?.outerHTML ?? 'nothing on the screen') };
        }";
        let called = json!({ "objectId": object, "functionDeclaration": middle, "returnByValue": true });
        let place = self.devtools("Runtime.callFunctionOn", called).await?["result"]["value"].clone();
        match (place["x"].as_f64(), place["y"].as_f64(), place["over"].as_str()) {
            (Some(x), Some(y), None) => Ok((x, y)),
            (_, _, over) => Err(format!("where the {role} {name:?} is, a hand meets {}", over.unwrap_or("nothing")).into()),
        }
    }

    /// Returns how many elements the accessibility tree holds with this role and this accessible name.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn count(&self, role: &str, name: &str) -> Result<usize, Failure> {
        Ok(self.nodes(&self.root().await?, role, name).await?.len())
    }

    async fn by_role(&self, owner: Option<(&str, &str)>, role: &str, name: &str) -> Result<Value, Failure> {
        let mut within = self.root().await?;
        if let Some((owner, called)) = owner {
            let owners = self.nodes(&within, owner, called).await?;
            let first = owners.first().ok_or_else(|| format!("no {owner} is called {called:?}"))?;
            within = json!({ "backendNodeId": first["backendDOMNodeId"] });
        }
        let nodes = self.nodes(&within, role, name).await?;
        let [node] = nodes.as_slice() else {
            return Err(format!("{} elements have the role {role} and the name {name:?}, not one", nodes.len()).into());
        };
        let resolved = self.devtools("DOM.resolveNode", json!({ "backendNodeId": node["backendDOMNodeId"] })).await?;
        Ok(resolved["object"]["objectId"].clone())
    }

    async fn root(&self) -> Result<Value, Failure> {
        Ok(json!({ "nodeId": self.devtools("DOM.getDocument", json!({ "depth": 0 })).await?["root"]["nodeId"] }))
    }

    async fn nodes(&self, within: &Value, role: &str, name: &str) -> Result<Vec<Value>, Failure> {
        let mut asked = within.clone();
        asked["role"] = json!(role);
        asked["accessibleName"] = json!(name);
        let found = self.devtools("Accessibility.queryAXTree", asked).await?;
        let nodes = found["nodes"].as_array().cloned().unwrap_or_default();
        Ok(nodes.into_iter().filter(|node| node["ignored"] != true).collect())
    }

    /// Returns the visible text of the first element that `selector` matches.
    ///
    /// # Errors
    /// When nothing matches.
    pub async fn text(&self, selector: &str) -> Result<String, Failure> {
        let found =
            self.run("const found = document.querySelector(arguments[0]); return found && found.innerText;", &[json!(selector)]).await?;
        found.as_str().map(str::to_owned).ok_or_else(|| format!("nothing on the page matches {selector}").into())
    }

    /// Runs a function body in the page and returns its value; `arguments` holds `given`.
    ///
    /// # Errors
    /// When the script throws.
    pub async fn run(&self, body: &str, given: &[Value]) -> Result<Value, Failure> {
        Ok(self.driver.execute(body, given.to_vec()).await?.json().clone())
    }

    /// Runs a function body that may `await`, and returns what it returns.
    ///
    /// # Errors
    /// When the script throws or its promise is rejected.
    pub async fn run_async(&self, body: &str, given: &[Value]) -> Result<Value, Failure> {
        let wrapped = format!(
            "const done = arguments[arguments.length - 1]; const given = [...arguments].slice(0, -1);
             (async function () {{ {body} }}).apply(null, given).then((value) => done({{ value }}), (error) => done({{ error: String(error) }}));"
        );
        let answer = self.driver.execute_async(wrapped, given.to_vec()).await?.json().clone();
        match answer.get("error") {
            Some(error) => Err(format!("the script failed: {error}").into()),
            None => Ok(answer["value"].clone()),
        }
    }

    /// Waits until the JavaScript expression `condition` is true in the page.
    ///
    /// # Errors
    /// When it is not within [`WAIT_MAX`]; the error quotes the condition.
    pub async fn wait_until(&self, condition: &str) -> Result<(), Failure> {
        let asked_since = Instant::now();
        loop {
            // A page that is just being replaced cannot answer: ask again.
            let answer = self.run(&format!("return Boolean({condition});"), &[]).await;
            match answer {
                Ok(Value::Bool(true)) => return Ok(()),
                Ok(_) | Err(_) if asked_since.elapsed() < WAIT_MAX => tokio::time::sleep(ASK_AGAIN_AFTER).await,
                Ok(_) => return Err(format!("waited {} s in vain for: {condition}", WAIT_MAX.as_secs()).into()),
                Err(error) => return Err(error),
            }
        }
    }

    /// Waits until the page's visible text contains `words`.
    ///
    /// # Errors
    /// When it does not within [`WAIT_MAX`].
    pub async fn wait_for_text(&self, words: &str) -> Result<(), Failure> {
        self.wait_until(&format!("document.body.innerText.includes({})", json!(words))).await
    }

    /// Gives the page a viewport of this many CSS pixels.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn resize(&self, width: u32, height: u32) -> Result<(), Failure> {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await?;
        Ok(())
    }

    /// Lets the page's own thread take this many times as long for everything.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn slow_down(&self, times: u32) -> Result<(), Failure> {
        self.devtools("Emulation.setCPUThrottlingRate", json!({ "rate": times })).await?;
        Ok(())
    }

    /// Lets the browser pretend these wishes of its owner.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn media(&self, media: Media) -> Result<(), Failure> {
        let either = |wish: bool, yes: &'static str, no: &'static str| if wish { yes } else { no };
        let features = json!([
            { "name": "prefers-color-scheme", "value": either(media.dark, "dark", "light") },
            { "name": "prefers-reduced-motion", "value": either(media.reduced_motion, "reduce", "no-preference") },
            { "name": "forced-colors", "value": either(media.forced_colors, "active", "none") },
        ]);
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await?;
        Ok(())
    }

    /// Saves what the viewport shows now as a PNG file.
    ///
    /// # Errors
    /// When the picture cannot be taken or written.
    pub async fn screenshot(&self, file: &Path) -> Result<(), Failure> {
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        let picture = self.driver.screenshot_as_png().await?;
        Ok(fs::write(file, picture)?)
    }

    /// Closes the browser.
    ///
    /// # Errors
    /// When it does not answer any more.
    pub async fn quit(self) -> Result<(), Failure> {
        Ok(self.driver.quit().await?)
    }

    /// Returns what was written to the console since the last call.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn take_console(&self) -> Result<Vec<ConsoleLine>, Failure> {
        let lines = self.driver.browser_log().await?;
        Ok(lines.into_iter().map(|line| ConsoleLine { level: line.level, text: line.message }).collect())
    }

    /// Returns the address of every request that the page made since the last call, blocked ones included.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn take_requests(&self) -> Result<Vec<String>, Failure> {
        let mut addresses = Vec::new();
        for entry in self.driver.get_log("performance").await? {
            let event: Value = serde_json::from_str(&entry.message)?;
            if event["message"]["method"] == "Network.requestWillBeSent" {
                addresses.extend(event["message"]["params"]["request"]["url"].as_str().map(str::to_owned));
            }
        }
        Ok(addresses)
    }

    /// Forgets the frames and timers that were asked for until now.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn reset_probe(&self) -> Result<(), Failure> {
        self.run("window.__probe.reset();", &[]).await.map(drop)
    }

    /// Returns how many animation frames and how many timers the page asked for since the probe was reset, and how many timers are armed.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn probe(&self) -> Result<(u64, u64, u64), Failure> {
        let counts = self.run("return [window.__probe.frames, window.__probe.timers, window.__probe.pending()];", &[]).await?;
        let count = |index: usize| counts[index].as_u64().expect("the probe counts in whole numbers");
        Ok((count(0), count(1), count(2)))
    }

    /// Returns the findings of axe-core of at least `serious` impact, one line each, for the page as it is now.
    ///
    /// # Errors
    /// When axe-core is not there (`cargo xtask test` puts it into `.tools`) or fails.
    pub async fn accessibility_findings(&self) -> Result<Vec<String>, Failure> {
        let source = fs::read_to_string(axe_file()).map_err(|error| missing_axe(&error))?;
        self.run(&format!("if (!window.axe) {{ {source} }}"), &[]).await?;
        let body = "const report = await window.axe.run(document, { resultTypes: ['violations'] });
            return report.violations.filter((rule) => rule.impact === 'serious' || rule.impact === 'critical')
                .flatMap((rule) => rule.nodes.map((node) => `${rule.id} (${rule.impact}): ${rule.help}: ${node.html}`));";
        let findings = self.run_async(body, &[]).await?;
        Ok(findings.as_array().into_iter().flatten().map(|line| line.as_str().unwrap_or_default().to_owned()).collect())
    }

    /// Sends one command of the browser's own debugging protocol.
    ///
    /// # Errors
    /// When the browser does not know it or refuses.
    pub async fn devtools(&self, command: &str, given: Value) -> Result<Value, Failure> {
        Ok(self.driver.cdp().send_raw(command, given).await?)
    }
}

fn axe_file() -> PathBuf {
    crate::repository().join(".tools/node_modules/axe-core/axe.min.js")
}

fn missing_axe(error: &io::Error) -> Failure {
    format!("cannot read {}: {error}; `cargo xtask test` installs it", axe_file().display()).into()
}
