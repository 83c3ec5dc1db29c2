//! `cargo xtask doctor`: what is there, what is missing, how to get it. Changes nothing.

use crate::shell::{command, first_line};
use crate::tools::{self, Tool};

/// Prints one line per tool.
pub fn print() {
    for program in ["rustc", "cargo", "rustup", "node", "npm"] {
        let version = first_line(command(program).arg("--version"));
        println!("{:<30} {}", program, version.as_deref().unwrap_or("not found"));
    }
    for tool in tools::ALL {
        match tool.found() {
            Some(place) => println!("{:<30} {place}", tool.name()),
            None => println!("{:<30} MISSING, for {}: {}", tool.name(), tool.purpose(), how(tool)),
        }
    }
}

fn how(tool: Tool) -> String {
    format!("installed when needed, or now by: {}", tool.remedy())
}
