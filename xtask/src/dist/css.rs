//! Makes a style sheet smaller without understanding it: comments go, runs of white space become one, and none stays where none is ever needed.
//!
//! Nothing is reordered or merged, and white space around `:`, `+`, `-` and the like stays, because it means something in selectors and `calc()`.

/// Returns `text` without comments and needless white space. Strings are left alone.
pub fn minify(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (taken, after) = if rest.starts_with("/*") {
            let end = rest.find("*/").map_or(rest.len(), |end| end + 2);
            // A comment separates words as a space does.
            (" ", &rest[end..])
        } else if first == '"' || first == '\'' {
            rest.split_at(string_length(rest, first))
        } else {
            rest.split_at(first.len_utf8())
        };
        rest = after;
        push(&mut out, taken);
    }
    out.truncate(out.trim_end().len());
    out
}

/// Appends `piece`, leaving out white space that follows white space or an end of something, and white space that such an end follows.
fn push(out: &mut String, piece: &str) {
    const CLOSED: [char; 5] = ['{', '}', ';', ',', ' '];
    if piece.chars().all(char::is_whitespace) {
        if !out.is_empty() && !out.ends_with(CLOSED) {
            out.push(' ');
        }
        return;
    }
    if piece.starts_with(['{', '}', ';', ',']) {
        out.truncate(out.trim_end_matches(' ').len());
    }
    if piece == "}" && out.ends_with(';') {
        out.pop();
    }
    out.push_str(piece);
}

/// Returns the length in bytes of the quoted string that `text` begins with, quotes included.
fn string_length(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (index, letter) in text.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if letter == quote => return index + quote.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::minify;

    #[test]
    fn comments_and_needless_space_go() {
        let text =
            "/* a */\n.a ,\n.b > c {\n  color : red ; /* b */\n  margin: 0 auto;\n}\n\n@media (width > 3px) and (hover) { a:hover{} }\n";
        assert_eq!(minify(text), ".a,.b > c{color : red;margin: 0 auto}@media (width > 3px) and (hover){a:hover{}}");
    }

    #[test]
    fn space_that_means_something_stays() {
        assert_eq!(minify("a { width: calc(1px + (2px - 3px)); }"), "a{width: calc(1px + (2px - 3px))}");
        assert_eq!(minify(".a .b :is(c) {}"), ".a .b :is(c){}");
        assert_eq!(minify("a/**/b{}"), "a b{}");
    }

    #[test]
    fn strings_are_left_alone() {
        assert_eq!(minify(r#"a::after { content: "  /* x */ \" ; "; }"#), r#"a::after{content: "  /* x */ \" ; "}"#);
    }
}
