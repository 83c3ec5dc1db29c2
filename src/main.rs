//! The page. The core is the library; this binary is its browser shell.

fn main() {}
