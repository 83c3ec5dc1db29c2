//! The clock of the programs that measure.

#[cfg(target_arch = "wasm32")]
/// Milliseconds of a monotonic clock.
pub fn now_ms() -> f64 {
    use js_sys::{Function, Reflect, global};
    use wasm_bindgen::JsCast;
    let clock = Reflect::get(&global(), &"performance".into()).expect("Node has a clock");
    let now: Function = Reflect::get(&clock, &"now".into()).expect("a clock tells the time").unchecked_into();
    now.call0(&clock).ok().and_then(|now| now.as_f64()).expect("the time is a number")
}

#[cfg(not(target_arch = "wasm32"))]
#[expect(clippy::disallowed_methods, reason = "a benchmark measures real time")]
/// Milliseconds of a monotonic clock.
pub fn now_ms() -> f64 {
    use std::sync::OnceLock;
    use std::time::Instant;
    static BEGAN: OnceLock<Instant> = OnceLock::new();
    BEGAN.get_or_init(Instant::now).elapsed().as_secs_f64() * 1000.0
}
