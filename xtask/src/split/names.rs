//! What is the same about a function's name in every build.
//!
//! A name carries hashes of compiler and crate versions, a number the optimiser adds to copies, and the number of a closure in its function. None of
//! that says what the function does, and all of it changes when something else does.

/// Returns `name` without hashes and numbers of copies.
pub fn lasting(name: &str) -> String {
    without(name, &hash_in_brackets)
}

/// Returns `name` without hashes, numbers of copies and numbers of closures.
pub fn plain(name: &str) -> String {
    without(name, &|from| hash_in_brackets(from).max(closure_number(from)))
}

/// Whether this is a function of the memory allocator.
pub fn of_the_allocator(name: &str) -> bool {
    name.contains("dlmalloc") || name.contains("::__rdl_")
}

/// Returns `name` without the marks of its build, and without what `length` finds at a bracket or a hash sign.
fn without(name: &str, length: &dyn Fn(&str) -> usize) -> String {
    let mut out = String::with_capacity(name.len());
    let mut rest = name;
    // `core[c5930c85a12de822]::fmt` and `{closure#3}`, wherever they stand.
    while let Some(at) = rest.find(['[', '#']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let end = length(from);
        if end == 0 {
            out.push_str(&from[..1]);
            rest = &from[1..];
        } else {
            rest = &from[end..];
        }
    }
    out.push_str(rest);
    // `::h0123456789abcdef` and `.123` at the end.
    let copied = out.trim_end_matches(|letter: char| letter.is_ascii_digit());
    if copied.len() < out.len() && copied.ends_with('.') {
        out.truncate(copied.len() - 1);
    }
    if let Some((before, hash)) = out.rsplit_once("::h")
        && hash.len() == 16
        && is_hash(hash)
    {
        out.truncate(before.len());
    }
    out
}

fn is_hash(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|letter| letter.is_ascii_hexdigit())
}

/// Length of `[hash]` at the beginning of `text`, or 0.
fn hash_in_brackets(text: &str) -> usize {
    if !text.starts_with('[') {
        return 0;
    }
    match text[1..].split_once(']') {
        Some((hash, _)) if is_hash(hash) && hash.len() >= 8 => hash.len() + 2,
        _ => 0,
    }
}

/// Length of `#3` at the beginning of `text`, if it stands in `{closure#3}` or `{shim:vtable#0}`, or 0.
fn closure_number(text: &str) -> usize {
    if !text.starts_with('#') {
        return 0;
    }
    let digits = text[1..].bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && text[1 + digits..].starts_with('}') { digits + 1 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::{lasting, plain};

    #[test]
    fn the_allocator_is_known_by_its_names() {
        let of_the_allocator = |name| super::of_the_allocator(&lasting(name));
        assert!(of_the_allocator(
            "<dlmalloc[e24a27700634d609]::dlmalloc::Dlmalloc<dlmalloc[e24a27700634d609]::sys::System>>::dispose_chunk"
        ));
        assert!(of_the_allocator("__rustc[b7974e8690430dd9]::__rdl_realloc"));
        assert!(!of_the_allocator("<alloc[3ca501edff3f0c7c]::boxed::Box<str>>::from"));
    }

    #[test]
    fn what_changes_from_build_to_build_is_left_out() {
        assert_eq!(plain("<str as core[c5930c85a12de822]::cmp::Ord>::cmp.867"), "<str as core::cmp::Ord>::cmp");
        assert_eq!(plain("page::panels::lesson::quiz::{closure#3}::{closure#0}"), "page::panels::lesson::quiz::{closure}::{closure}");
        assert_eq!(plain("alloc::vec::Vec<T>::push::h8700c73015811f48"), "alloc::vec::Vec<T>::push");
        assert_eq!(lasting("page[c5930c85a12de822]::quiz::{closure#3}"), "page::quiz::{closure#3}");
        assert_eq!(plain("<[u8; 4]>::fill"), "<[u8; 4]>::fill");
        assert_eq!(plain("plain"), "plain");
    }
}
