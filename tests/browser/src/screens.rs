//! Going through many screens as each of four people has them, and having axe-core look at every one.

use std::sync::Arc;

use browser_tests::{Bench, Failure, Headers, Media, Outcome, Page, Server};
use serde_json::json;

use crate::narrow::TOO_SMALL;
use crate::steps::become_phone;

/// The element that reaches farthest to the right, if the page can be scrolled there.
const BEYOND: &str = "const page = document.scrollingElement;
    if (page.scrollWidth <= page.clientWidth) return null;
    const ends = (element) => element.getBoundingClientRect().right;
    const clips = (element) => element instanceof SVGElement || getComputedStyle(element).overflowX !== 'visible';
    const free = (element) => { for (let up = element.parentElement; up !== document.body; up = up.parentElement) if (clips(up)) return false; return true; };
    const last = [...document.querySelectorAll('body *:not(svg)')].filter(free).reduce((one, two) => (ends(two) > ends(one) ? two : one));
    return `${page.scrollWidth} of ${page.clientWidth}: ${last.outerHTML.slice(0, 200)}`;";

/// How somebody has the page.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    pub phone: bool,
    pub dark: bool,
}

/// Walks through screens and collects the faults of all of them, so that one run names them all.
pub struct Walk {
    pub page: Page,
    pub window: Window,
    server: Arc<Server>,
    faults: Vec<String>,
}

impl Walk {
    /// An empty browser of that kind, and a site to walk through.
    pub async fn begin(bench: &Bench, window: Window) -> Result<Self, Failure> {
        let server = bench.serve(&bench.dist(), Headers::Bare)?;
        let page = bench.blank().await?;
        if window.phone {
            become_phone(&page).await?;
        }
        // Without motion: a colour that is halfway to another one is nobody's fault.
        page.media(Media { dark: window.dark, reduced_motion: true, ..Media::default() }).await?;
        Ok(Self { page, window, server, faults: Vec::new() })
    }

    /// Where a screen is.
    pub fn address(&self, screen: &str) -> String {
        format!("{}{screen}", self.server.url())
    }

    /// Loads the page anew, at this screen.
    pub async fn go(&self, screen: &str) -> Outcome {
        self.page.open("about:blank").await?;
        self.page.start(&self.address(screen)).await
    }

    /// Looks at what is on the screen now: no serious fault, and nothing that reaches beyond its sides.
    pub async fn look(&mut self, screen: &str) -> Outcome {
        let found = self.page.accessibility_findings().await?;
        self.faults.extend(found.into_iter().map(|fault| format!("{screen}: {fault}")));
        let wide = self.page.run(BEYOND, &[]).await?;
        if let Some(what) = wide.as_str() {
            self.faults.push(format!("{screen}: the page can be scrolled sideways, for example to {what}"));
        }
        Ok(())
    }

    /// On a phone: whether a finger can hit everything in `part`.
    pub async fn touch(&mut self, screen: &str, part: &str) -> Outcome {
        if self.window.phone {
            let small: Vec<String> = serde_json::from_value(self.page.run(TOO_SMALL, &[json!(part)]).await?)?;
            self.faults.extend(small.into_iter().map(|what| format!("{screen}, too small: {what}")));
        }
        Ok(())
    }

    pub fn end(self) -> Outcome {
        if self.faults.is_empty() { Ok(()) } else { Err(self.faults.join("\n      ").into()) }
    }
}

/// Makes the four tests of a walk: on a wide screen and on a phone, in light and in dark.
macro_rules! in_every_window {
    ($walk:ident: $wide_light:ident $wide_dark:ident $phone_light:ident $phone_dark:ident) => {
        $crate::screens::in_every_window! { @ $walk
            $wide_light false false, $wide_dark false true, $phone_light true false, $phone_dark true true
        }
    };
    (@ $walk:ident $($test:ident $phone:literal $dark:literal),+) => { $(
        pub async fn $test(bench: Bench) -> Outcome {
            let mut walk = $crate::screens::Walk::begin(&bench, $crate::screens::Window { phone: $phone, dark: $dark }).await?;
            $walk(&bench, &mut walk).await?;
            walk.end()
        }
    )+ };
}
pub(crate) use in_every_window;
