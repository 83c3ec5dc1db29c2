//! Runs an example of the package twice, natively and as WebAssembly under Node, and compares what it prints.
//!
//! This is how the promise is kept that the same seed and inputs give the same history everywhere. The native run is a plain debug build, with
//! overflow checks; the WebAssembly one is the optimised build that the page ships: they have nothing in common but the source.
//!
//! The example prints its findings line by line, natively with `println!` and in WebAssembly with `console.log`.

use crate::Outcome;
use crate::shell::{self, output, repository, run, say};
use crate::tools::{self, Tool};

/// `cargo xtask wasm-run EXAMPLE [--alone]`: prints what both runs printed; alone, only what the example prints under Node.
///
/// Err: a build or run failed, or the two printed different things.
pub fn command(arguments: &[String]) -> Outcome {
    let (example, alone) = match arguments {
        [example] => (example, false),
        [example, option] if option == "--alone" => (example, true),
        _ => return Err("name the example to run; --alone runs it under Node only".to_owned()),
    };
    tools::ensure(&[Tool::WasmTarget, Tool::WasmBindgen])?;
    print!("{}", if alone { in_node(example)? } else { same_on_both(example)? });
    Ok(())
}

/// Runs `example` both ways and returns what both printed.
///
/// Err: a build or run failed, the two printed different things, or neither printed anything.
pub fn same_on_both(example: &str) -> Outcome<String> {
    say(&format!("example {example}, natively"));
    let native = output(shell::command("cargo").args(["run", "--quiet", "--locked", "--example", example]))?;
    say(&format!("example {example}, as WebAssembly under Node"));
    let wasm = in_node(example)?;
    if native != wasm {
        return Err(format!("{example} prints other things in WebAssembly than natively.\nnative:\n{native}\nWebAssembly:\n{wasm}"));
    }
    if native.trim().is_empty() {
        return Err(format!("{example} prints nothing, so there is nothing to compare"));
    }
    Ok(native)
}

fn in_node(example: &str) -> Outcome<String> {
    run(shell::command("cargo").args(["build", "--locked", "--release", "--target", "wasm32-unknown-unknown", "--example", example]))?;
    let module = repository().join(format!("target/wasm32-unknown-unknown/release/examples/{example}.wasm"));
    let folder = repository().join("target/wasm-run").join(example);
    run(shell::command("wasm-bindgen").args(["--target", "nodejs", "--no-typescript", "--out-dir"]).arg(&folder).arg(module))?;
    output(shell::command("node").arg(folder.join(format!("{example}.js"))))
}
