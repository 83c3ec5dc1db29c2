//! The page. The core is the library; this binary is its browser shell.

#[cfg(target_arch = "wasm32")]
fn main() {
    use leptos::prelude::*;

    leptos::mount::mount_to_body(|| {
        let (count, set_count) = signal(0);
        view! {
            <main>
                <h1>"Queue Storage Playground"</h1>
                <button on:click=move |_| set_count.update(|count| *count += 1)>"Put a message"</button>
                <p id="count">{count}</p>
            </main>
        }
    });
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This program is a web page: `cargo xtask serve` shows it.");
}
