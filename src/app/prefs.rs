//! Colours and motion: what the system says, unless the person says otherwise here.

use super::store;
use crate::app::parts::lean::prelude::*;
use playground::saved::{Motion, Theme};

#[derive(Clone, Copy)]
pub struct Prefs {
    pub theme: RwSignal<Option<Theme>>,
    pub motion: RwSignal<Option<Motion>>,
    /// Large print and nothing but the stage, for a projector. Not kept: the next visit may be on a laptop.
    pub presenter: RwSignal<bool>,
}

impl Prefs {
    /// Reads the saved wishes and keeps `<html>` and the storage in step with them.
    pub fn follow() -> Self {
        let (theme, motion) = store::read(|saved| (saved.theme, saved.motion));
        let prefs = Self { theme: RwSignal::new(theme), motion: RwSignal::new(motion), presenter: RwSignal::new(false) };
        effect(move |before: Option<()>| {
            let (theme, motion) = (prefs.theme.get(), prefs.motion.get());
            set_root("data-theme", theme.map(|theme| if theme == Theme::Light { "light" } else { "dark" }));
            set_root("data-motion", motion.map(|motion| if motion == Motion::Full { "full" } else { "reduced" }));
            if before.is_some() {
                store::update(|saved| (saved.theme, saved.motion) = (theme, motion));
            }
        });
        effect(move |before: Option<()>| {
            set_root("data-presenter", prefs.presenter.get().then_some(""));
            // Whoever measures the print looks again.
            if before.is_some()
                && let Ok(event) = web_sys::Event::new("resize")
            {
                let _ = window().dispatch_event(&event);
            }
        });
        prefs
    }

    pub fn next_theme(self) {
        self.theme.update(|theme| {
            *theme = match theme {
                None => Some(Theme::Light),
                Some(Theme::Light) => Some(Theme::Dark),
                Some(Theme::Dark) => None,
            };
        });
    }

    /// Whether positions may travel, or must only change.
    pub fn is_reduced(self) -> bool {
        match self.motion.get() {
            Some(motion) => motion == Motion::Reduced,
            None => media("(prefers-reduced-motion: reduce)"),
        }
    }
}

pub fn media(query: &str) -> bool {
    window().match_media(query).ok().flatten().is_some_and(|list| list.matches())
}

fn set_root(name: &str, value: Option<&str>) {
    let Some(root) = document().document_element() else { return };
    let _ = match value {
        Some(value) => root.set_attribute(name, value),
        None => root.remove_attribute(name),
    };
}
