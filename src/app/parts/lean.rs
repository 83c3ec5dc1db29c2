//! Ways of writing views that keep the page small.
//!
//! Leptos compiles every view, memo, signal and handler for its own type. That is fast to run and large to load: a page of two hundred closures
//! ships their machinery two hundred times. So the page takes from Leptos what it is best at, signals that know who reads them, and draws by
//! itself: `draw!` turns markup into a template and a list of parts, and one interpreter (`dom`) makes elements of them. The price, a box and an
//! indirect call each, is not felt at sixty frames a second.

mod dom;
mod node;
mod signal;
mod staying;
mod view;

pub use dom::{attach, build};
pub use view::{Handler, IntoView, each};

/// What every page and panel needs: markup, signals, and a few words with the browser.
pub mod prelude {
    pub use super::node::NodeRef;
    pub use super::signal::{Memo, RwSignal, Signal, effect, memo, settled};
    pub use super::view::{CollectView, IntoView, View, on, placed};
    pub use super::{percent, px, scale, tenths, whole_px};
    pub use draw_macro::draw;
    pub use leptos::prelude::{
        GetValue, SetValue, StoredValue, UpdateValue, WithValue, document, event_target_checked, event_target_value, expect_context,
        on_cleanup, provide_context, request_animation_frame, window, window_event_listener_untyped,
    };
}

/// A length in pixels as text, to a tenth. (Printing floating-point numbers exactly takes more code than the whole timeline.)
pub fn tenths(pixels: f64) -> String {
    let tenths = (pixels * 10.0).round() as i32;
    let sign = if tenths < 0 { "-" } else { "" };
    [sign, &(tenths.abs() / 10).to_string(), ".", &(tenths.abs() % 10).to_string()].concat()
}

/// The same with its unit, for CSS.
pub fn px(pixels: f64) -> String {
    [&tenths(pixels), "px"].concat()
}

/// A length of whole pixels, as the layout of the stage has them.
pub fn whole_px(pixels: i32) -> String {
    [&pixels.to_string(), "px"].concat()
}

/// A share of the room, to a tenth of a percent.
pub fn percent(percent: f64) -> String {
    [&tenths(percent), "%"].concat()
}

/// A CSS transform that enlarges, to a thousandth.
pub fn scale(by: f64) -> String {
    let thousandths = (by * 1000.0).round() as u32;
    let (whole, rest) = (thousandths / 1000, 1000 + thousandths % 1000);
    ["scale(", &whole.to_string(), ".", &rest.to_string()[1..], ")"].concat()
}
