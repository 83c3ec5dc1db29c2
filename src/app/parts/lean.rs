//! Ways of writing views that keep the page small.
//!
//! Leptos compiles every view, memo and handler for its own closure type. That is fast to run and large to load: a page of two hundred closures
//! ships their machinery two hundred times. What is written with these shares one copy per type of *value*. The price, a box and an indirect
//! call each, is not felt at sixty frames a second. (`.cargo/config.toml` asks Leptos itself to do the same with closures inside views.)

use leptos::prelude::Memo;

/// A memo whose machinery is shared by all memos of the same type of value.
pub fn memo<T: PartialEq + Send + Sync + 'static>(compute: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
    let compute: Box<dyn Fn() -> T + Send + Sync> = Box::new(compute);
    shared(compute)
}

#[inline(never)]
fn shared<T: PartialEq + Send + Sync + 'static>(compute: Box<dyn Fn() -> T + Send + Sync>) -> Memo<T> {
    Memo::new(move |_| compute())
}

/// An event handler whose machinery is shared by all handlers of the same event.
pub fn on<E: 'static>(handle: impl FnMut(E) + 'static) -> Box<dyn FnMut(E)> {
    Box::new(handle)
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

/// A view of which the page knows only that it is one.
macro_rules! draw {
    ($($view:tt)*) => {
        ::leptos::prelude::IntoAny::into_any(::leptos::prelude::view! { $($view)* })
    };
}
pub(in crate::app) use draw;
