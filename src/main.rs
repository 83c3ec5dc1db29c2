//! The page. The core is the library (`playground`); this binary is its browser shell.

#[cfg(target_arch = "wasm32")]
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the page counts pixels and frames: small numbers that need no exactness. The core counts in integers only."
)]
mod app;

#[cfg(target_arch = "wasm32")]
fn main() {
    app::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This program is a web page: `cargo xtask serve` shows it.");
}
